"""The striped banner over the practice shop: no money moves here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paymentdesk.ui.theme import colours
from paymentdesk.ui.widgets import button, label

translate = QCoreApplication.translate
_STRIPE = 20.0


class Banner(QWidget):
    """`set_up` when the person wants the real shop."""

    set_up = Signal()

    def __init__(self, speed: float) -> None:
        super().__init__()
        self.setMinimumHeight(34)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 7, 16, 7)
        line.setSpacing(14)
        self.words = label(translate("ui", "PRACTICE · no money moves"))
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        self._time = label(_speed(speed))
        self.real = button(translate("ui", "set up the real shop…"), self.set_up.emit, "link")
        line.addWidget(self.words)
        line.addWidget(self._time)
        line.addWidget(self.real)
        line.addStretch(1)
        self.setAccessibleName(self.words.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(look.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.vio_bg))
        height, x = float(self.height()), -float(self.height())
        while x < self.width():
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x, height),
                        QPointF(x + height, 0),
                        QPointF(x + height + _STRIPE, 0),
                        QPointF(x + _STRIPE, height),
                    ]
                )
            )
            x += 2 * _STRIPE
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
        for each in (self.words, self._time):
            palette = each.palette()
            if palette.color(each.foregroundRole()) != QColor(look.vio):
                palette.setColor(each.foregroundRole(), QColor(look.vio))
                each.setPalette(palette)


def _speed(speed: float) -> str:
    if speed == 0:
        return translate("ui", "time stands still")
    if speed == 1:
        return ""
    return translate("ui", "time runs {n}×").format(n=f"{speed:g}")
