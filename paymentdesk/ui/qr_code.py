"""A QR code, dark on light whatever the look of the window: that is what cameras read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

BORDER = 4  # light modules that scanners need around it
_SIDE = 196


class QrCode(QWidget):
    """Paints the modules it is given; `text` is what the code says, for who cannot see it."""

    def __init__(self, modules: Sequence[Sequence[bool]], name: str, text: str) -> None:
        super().__init__()
        self._modules = modules
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._modules) + 2 * BORDER
        # Whole pixels: a module that is blurred at its edge is read less well.
        side = max(1, min(self.width(), self.height()) // count)
        left = (self.width() - side * count) // 2 + side * BORDER
        top = (self.height() - side * count) // 2 + side * BORDER
        black = QColor(Qt.GlobalColor.black)
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(left + x * side, top + y * side, side, side), black)
        painter.end()
