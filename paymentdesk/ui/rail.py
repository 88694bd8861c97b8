"""The rail on the left: the shop's name and a button for each screen, with what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from paymentdesk.ui.badge import paint_icon
from paymentdesk.ui.shop_head import ShopHead
from paymentdesk.ui.theme import Tone, colours, tone_colours

translate = QCoreApplication.translate
WIDTH = 212


class RailButton(QAbstractButton):
    """A screen's name, and in a pill how much waits there."""

    def __init__(self, text: str, tip: str, icon: str = "") -> None:
        super().__init__()
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count = 0
        self._tone = Tone.WAIT

    def show_count(self, count: int, tone: Tone) -> None:
        if (count, tone) != (self._count, self._tone):
            self._count, self._tone = count, tone
            self.setAccessibleDescription(translate("ui", "{n} waiting").format(n=count) if count else "")
            self.update()

    @property
    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 20, int(self.fontMetrics().height() * 2.1))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(QColor(look.accent_bg))
            painter.drawRoundedRect(box, 7, 7)
        elif self.underMouse():
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.drawRoundedRect(box, 7, 7)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(look.accent if self.isChecked() else look.text))
        right = self._pill(painter) if self._count else 10.0
        place = box.adjusted(10, 0, -right, 0)
        if self._icon:
            size = painter.fontMetrics().height() * 0.78
            sign = QRectF(place.left(), place.center().y() - size / 2, size, size)
            paint_icon(painter, sign, self._icon, painter.pen().color())
            place = place.adjusted(size + 8, 0, 0, 0)
        text = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.end()

    def _pill(self, painter: QPainter) -> float:
        """Draw the count on the right; answers how much room it takes."""
        painter.save()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        text = f"{self._count:,}"
        colour, ground = tone_colours(self._tone)
        width = max(metrics.horizontalAdvance(text) + 14, 20.0)
        height = metrics.height() + 3
        pill = QRectF(self.width() - 10 - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(colour)
        painter.setFont(font)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()
        return width + 18


class Rail(QWidget):
    """`chosen(key)` when a screen is picked."""

    chosen = Signal(str)

    def __init__(self, head: ShopHead, screens: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 12)
        column.setSpacing(3)
        column.addWidget(head)
        column.addSpacing(12)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        for number, (key, text) in enumerate(screens, start=1):
            made = RailButton(text, f"{text} (Ctrl+{number})")
            self._group.addButton(made)
            self.buttons[key] = made
            column.addWidget(made)
        column.addStretch(1)
        self.bell = RailButton(translate("ui", "Notices"), translate("ui", "What happened without your asking"), "bell")
        self.bell.setCheckable(False)
        column.addWidget(self.bell)
        self._group.buttonClicked.connect(self._clicked)

    def show_current(self, key: str) -> None:
        self.buttons[key].setChecked(True)

    def _clicked(self, clicked: QAbstractButton) -> None:
        self.chosen.emit(next(key for key, each in self.buttons.items() if each is clicked))
