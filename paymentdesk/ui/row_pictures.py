"""Draws the rows of lists. What was drawn is kept as a picture: a list that is painted again, because one row is new or
the ledger moved on, draws the others from memory.

A thread that computes has the interpreter for half a millisecond at a time. A list that asks Python for every cell
waits that long a few hundred times; one that paints in one go does not (docs/decisions/0006).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap

from paymentdesk.ui.badge import Badge, paint_badge
from paymentdesk.ui.list_model import Cell
from paymentdesk.ui.theme import Colours, colour

SIDE = 8
KEPT = 128
MOST = 500
"""Characters of a text that are measured: no column has room for more, and texts from outside may have a million."""


class CellPainter:
    """Draws what is in a cell: text or badge."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, bool], tuple[QFont, QFontMetrics]] = {}

    def paint(self, painter: QPainter, look: Colours, rect: QRect, cell: Cell, font: QFont) -> None:
        if cell.badge is not None:
            paint_badge(painter, QRectF(rect.adjusted(SIDE, 0, -SIDE, -1)), cell.badge, font)
        elif cell.text:
            letters, metrics = self._font(font, cell.strong)
            painter.setFont(letters)
            painter.setPen(colour(look.muted if cell.muted else look.text))
            # By its base line: asked for a box, Qt lays the text out twice as long.
            room = rect.width() - 2 * SIDE
            text = cell.text[:MOST]
            text = text if text.isprintable() else " ".join(text.split())
            if (wide := metrics.horizontalAdvance(text)) > room + 1:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
                wide = metrics.horizontalAdvance(text)
            left = rect.left() + SIDE + (room - wide if cell.right else 0)
            painter.drawText(left, rect.top() + (rect.height() - 1 - metrics.height()) // 2 + metrics.ascent(), text)

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


Row: TypeAlias = tuple[tuple[Cell, ...], RowState]


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
    """Pictures of rows by what they say, one below the other on a sheet; the last ones used are kept. Another shape of
    the list forgets them all."""

    def __init__(self) -> None:
        self._cells = CellPainter()
        self._shape: RowShape | None = None
        self._sheet = QPixmap()
        self._places: OrderedDict[Row, int] = OrderedDict()  # number on the sheet, longest unused first
        self._badges: dict[tuple[Badge, int, str], QPixmap] = {}

    def has(self, shape: RowShape, row: Row) -> bool:
        """Whether a row is kept as it looks in a list of this shape."""
        return shape == self._shape and row in self._places

    def paint(self, painter: QPainter, shape: RowShape, font: QFont, rows: Sequence[tuple[Row, int, int]]) -> None:
        """Draw rows, each at its left and top edge."""
        if shape != self._shape:
            self._shape = shape
            self._sheet = QPixmap(QSize(shape.width, shape.height * KEPT) * shape.ratio)
            self._sheet.setDevicePixelRatio(shape.ratio)
            self._places.clear()
            self._badges.clear()
        for start in range(0, len(rows), KEPT):
            self._paint(painter, shape, font, rows[start : start + KEPT])

    def _paint(self, painter: QPainter, shape: RowShape, font: QFont, rows: Sequence[tuple[Row, int, int]]) -> None:
        fresh = dict.fromkeys(row for row, _, _ in rows if row not in self._places)
        for row, _, _ in rows:
            if row not in fresh:
                self._places.move_to_end(row)
        if fresh:
            # One painter for all of them: to begin and to end one gives the interpreter away.
            onto = QPainter(self._sheet)
            for row in fresh:
                number = len(self._places) if len(self._places) < KEPT else self._places.popitem(last=False)[1]
                self._places[row] = number
                self._draw(onto, shape, font, row, number * shape.height)
            onto.end()
        for row, left, top in rows:
            source = QRectF(0, self._places[row] * shape.height, shape.width, shape.height)
            painter.drawPixmap(QRectF(left, top, shape.width, shape.height), self._sheet, _in_pixels(source, shape))

    def _draw(self, painter: QPainter, shape: RowShape, font: QFont, row: Row, top: int) -> None:
        (cells, state), look = row, shape.look
        ground = _ground(look, state)
        painter.fillRect(0, top, shape.width, shape.height - 1, colour(ground))
        painter.fillRect(0, top + shape.height - 1, shape.width, 1, colour(look.line))
        if state.selected and state.focused:
            painter.fillRect(0, top, 3, shape.height - 1, colour(look.accent))
        for number, left, width in shape.columns:
            badge = cells[number].badge
            if badge is None:
                self._cells.paint(painter, look, QRect(left, top, width, shape.height), cells[number], font)
            else:
                painter.drawPixmap(left + SIDE, top, self._badge(shape, font, badge, width - 2 * SIDE, ground))

    def _badge(self, shape: RowShape, font: QFont, badge: Badge, width: int, ground: str) -> QPixmap:
        """There are few badges, and they take longer to draw than the rest of a row."""
        key = (badge, width, ground)
        made = self._badges.get(key)
        if made is None:
            made = self._badges[key] = QPixmap(QSize(width, shape.height) * shape.ratio)
            made.setDevicePixelRatio(shape.ratio)
            made.fill(colour(ground))
            painter = QPainter(made)
            painter.fillRect(0, shape.height - 1, width, 1, colour(shape.look.line))
            paint_badge(painter, QRectF(0, 0, width, shape.height - 1), badge, font)
            painter.end()
        return made


def _in_pixels(source: QRectF, shape: RowShape) -> QRectF:
    """A part of the sheet: Qt counts those in the screen's points."""
    return QRectF(source.topLeft() * shape.ratio, source.size() * shape.ratio)


def _ground(look: Colours, state: RowState) -> str:
    if state.selected:
        return look.accent_bg
    return look.hover if state.hovered else look.surface
