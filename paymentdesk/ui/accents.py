"""The colours a shop can have: readable on every ground of both looks, and never the only thing that tells shops apart
(the mark carries the first letter, the rail the name)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from paymentdesk.settings import COLOURS
from paymentdesk.ui.theme import colours, is_dark
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

ACCENTS: Mapping[str, tuple[str, str]] = {
    "blue": ("#3550C8", "#8CA2FF"),
    "teal": ("#0B6E75", "#6FD3DB"),
    "green": ("#1E6B34", "#86D79B"),
    "amber": ("#8A5A00", "#F2C766"),
    "red": ("#A8221A", "#FF9A92"),
    "magenta": ("#9C2472", "#F49AD3"),
    "slate": ("#475467", "#B3BAC6"),
}
"""In the light and in the dark look."""

_NAMES = {
    "blue": QT_TRANSLATE_NOOP("ui", "Blue"),
    "teal": QT_TRANSLATE_NOOP("ui", "Teal"),
    "green": QT_TRANSLATE_NOOP("ui", "Green"),
    "amber": QT_TRANSLATE_NOOP("ui", "Amber"),
    "red": QT_TRANSLATE_NOOP("ui", "Red"),
    "magenta": QT_TRANSLATE_NOOP("ui", "Magenta"),
    "slate": QT_TRANSLATE_NOOP("ui", "Slate"),
}
MARK = 26  # px
PRACTICE = "practice"  # its violet is nobody else's


def accent(name: str) -> QColor:
    """A shop's colour in the look that is on."""
    if name == PRACTICE:
        return QColor(colours().vio)
    light, dark = ACCENTS.get(name, ACCENTS[COLOURS[0]])
    return QColor(dark if is_dark() else light)


def colour_name(name: str) -> str:
    return QCoreApplication.translate("ui", _NAMES[name])


class Band(QWidget):
    """A narrow band in the shop's colour across the top of its window."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.setFixedHeight(4)
        self._colour = colour

    def show_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), accent(self._colour))
        painter.end()


def paint_mark(painter: QPainter, box: QRectF, colour: str, title: str, font: QFont) -> None:
    """A rounded square in the shop's colour with the first letter of its name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent(colour))
    painter.drawRoundedRect(box, 7, 7)
    letters = QFont(font)
    letters.setPixelSize(round(box.height() * 0.52))
    letters.setWeight(QFont.Weight.Bold)
    painter.setFont(letters)
    painter.setPen(QColor(colours().on_accent))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), title.strip()[:1].upper() or "·")
    painter.restore()


def mark_icon(colour: str, title: str, font: QFont) -> QIcon:
    """The mark for a menu."""
    picture = QPixmap(QSize(MARK * 2, MARK * 2))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QRectF(2, 2, MARK * 2 - 4, MARK * 2 - 4), colour, title, font)
    painter.end()
    return QIcon(picture)
