"""The head of the rail: whose window this is, and the way to the other shops of this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from paymentdesk.settings import SavedShop
from paymentdesk.ui.accents import MARK, mark_icon, paint_mark
from paymentdesk.ui.theme import colours

translate = QCoreApplication.translate
MOST_KEYS = 9
_Shops = Callable[[], Sequence[SavedShop]]


class ShopHead(QAbstractButton):
    """`wanted(name)` for another shop, `add_wanted` for a new one, `settings_wanted` for this one's settings. `shops`
    is asked each time the menu opens."""

    wanted = Signal(str)
    add_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, title: str, under: str, colour: str, name: str, shops: _Shops) -> None:
        super().__init__()
        self._title, self._under, self._colour, self._name = title, under, colour, name
        self._shops = shops
        self.menu: QMenu | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName("shopHead")
        self.clicked.connect(self.open_menu)
        self.show_shop(title, colour)

    def show_shop(self, title: str, colour: str) -> None:
        """Another name or colour from now on."""
        self._title, self._colour = title, colour
        self.setText(title)
        self.setToolTip(title)
        self.setAccessibleName(translate("ui", "Shop: {title}").format(title=title))
        self.setAccessibleDescription(translate("ui", "Opens the list of shops"))
        self.update()

    def open_menu(self) -> None:
        """All shops of this computer; without `exec`, so that the window goes on."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, shop in enumerate(self._shops(), start=1):
            text = shop.title.replace("&", "&&")
            if number <= MOST_KEYS:
                text += f"\tCtrl+Shift+{number}"
            action = menu.addAction(mark_icon(shop.colour, shop.title, self.font()), text)
            action.setEnabled(shop.name != self._name)
            action.triggered.connect(lambda _=False, name=shop.name: self.wanted.emit(name))
        menu.addSeparator()
        menu.addAction(translate("ui", "Add a shop…")).triggered.connect(lambda _=False: self.add_wanted.emit())
        settings = menu.addAction(translate("ui", "Settings of this shop"))
        settings.triggered.connect(lambda _=False: self.settings_wanted.emit())
        self.menu = menu
        menu.aboutToHide.connect(self._menu_gone)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _menu_gone(self) -> None:
        self.menu = None

    def other(self, number: int) -> None:
        """The shop at this place of the list, from 1, if it is another one."""
        shops = self._shops()
        if 0 < number <= len(shops) and shops[number - 1].name != self._name:
            self.wanted.emit(shops[number - 1].name)

    def sizeHint(self) -> QSize:
        return QSize(192, max(MARK + 14, int(self.fontMetrics().height() * 2.5)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(QColor(look.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 7, 7)
        middle = box.center().y()
        paint_mark(painter, QRectF(8, middle - MARK / 2, MARK, MARK), self._colour, self._title, self.font())
        left, room = 8 + MARK + 9, box.width() - MARK - 42
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        high = QFontMetricsF(strong).height()
        for font, ink, text, top in (
            (strong, look.text, self._title, middle - high),
            (small, look.muted, self._under, middle + 1),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room, high), int(Qt.AlignmentFlag.AlignVCenter), shown)
        x = box.right() - 16
        painter.setPen(QPen(QColor(look.muted), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPoint(int(x), int(middle - 2)), QPoint(int(x + 4), int(middle + 2)),
                                        QPoint(int(x + 8), int(middle - 2))]))  # fmt: skip
        painter.end()
