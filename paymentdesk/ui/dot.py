"""A small round mark in a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from paymentdesk.ui.theme import colours


class Dot(QWidget):
    """Green, amber or red; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = "working"
        self.setFixedSize(QSize(10, 10))

    def show_kind(self, kind: str) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        colour = {"fresh": look.dot, "trouble": look.bad}.get(self._kind, look.wait)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(1, 1, 8, 8))
        painter.end()
