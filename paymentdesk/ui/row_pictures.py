"""Draws the rows of lists. What was drawn is kept as a picture: a list that is painted again, because one row is new or
the ledger moved on, draws the others from memory.

A thread that computes has the interpreter for half a millisecond at a time. A list that asks Python for every cell
waits that long a few hundred times; one that paints in one go does not (docs/decisions/0006).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap

from paymentdesk.ui.badge import paint_badge
from paymentdesk.ui.list_model import Cell
from paymentdesk.ui.theme import Colours, colour

SIDE = 8
KEPT = 128

_ONE_LINE = Qt.TextFlag.TextSingleLine
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _ONE_LINE)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | _ONE_LINE)


class CellPainter:
    """Draws what is in a cell: text or badge."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, bool], tuple[QFont, QFontMetrics]] = {}

    def paint(self, painter: QPainter, look: Colours, rect: QRect, cell: Cell, font: QFont) -> None:
        place = rect.adjusted(SIDE, 0, -SIDE, -1)
        if cell.badge is not None:
            paint_badge(painter, QRectF(place), cell.badge, font)
        elif cell.text:
            letters, metrics = self._font(font, cell.strong)
            painter.setFont(letters)
            painter.setPen(colour(look.muted if cell.muted else look.text))
            text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, place.width() + 1)
            painter.drawText(place, _RIGHT if cell.right else _LEFT, text)

    def _font(self, font: QFont, strong: bool) -> tuple[QFont, QFontMetrics]:
        """The font of a cell with its measures, made once."""
        key = (font.key(), strong)
        if key not in self._fonts:
            made = QFont(font)
            if strong:
                made.setWeight(QFont.Weight.DemiBold)
            self._fonts[key] = made, QFontMetrics(made)
        return self._fonts[key]


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands in its list."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False


@dataclass(frozen=True, slots=True)
class RowShape:
    """What all rows of a list have in common: left edge and width of each column that is shown by its number, the size
    of a row, the letters, the look, and how many of the screen's points are one of ours."""

    columns: tuple[tuple[int, int, int], ...]
    width: int
    height: int
    font: str
    look: Colours
    ratio: float


class RowPictures:
    """Pictures of rows by what they say, the last ones used kept. Another shape of the list forgets them all."""

    def __init__(self) -> None:
        self._cells = CellPainter()
        self._shape: RowShape | None = None
        self._kept: OrderedDict[tuple[Sequence[Cell], RowState], QPixmap] = OrderedDict()

    def picture(self, shape: RowShape, font: QFont, cells: Sequence[Cell], state: RowState) -> QPixmap:
        """The row as it looks now."""
        if shape != self._shape:
            self._shape = shape
            self._kept.clear()
        key = (cells, state)
        made = self._kept.get(key)
        if made is None:
            made = self._kept[key] = self._painted(shape, font, cells, state)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return made

    def _painted(self, shape: RowShape, font: QFont, cells: Sequence[Cell], state: RowState) -> QPixmap:
        look = shape.look
        picture = QPixmap(QSize(shape.width, shape.height) * shape.ratio)
        picture.setDevicePixelRatio(shape.ratio)
        picture.fill(colour(_ground(look, state)))
        painter = QPainter(picture)
        painter.fillRect(0, shape.height - 1, shape.width, 1, colour(look.line))
        if state.selected and state.focused:
            painter.fillRect(0, 0, 3, shape.height - 1, colour(look.accent))
        for number, left, width in shape.columns:
            self._cells.paint(painter, look, QRect(left, 0, width, shape.height), cells[number], font)
        painter.end()
        return picture


def _ground(look: Colours, state: RowState) -> str:
    if state.selected:
        return look.accent_bg
    return look.hover if state.hovered else look.surface
