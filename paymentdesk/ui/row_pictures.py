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

from paymentdesk.ui.badge import Badge, paint_badge
from paymentdesk.ui.list_model import Cell
from paymentdesk.ui.theme import Colours, colour

SIDE = 8
KEPT = 128


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
            text = cell.text if cell.text.isprintable() else " ".join(cell.text.split())
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
        self._badges: dict[tuple[Badge, int, str], QPixmap] = {}

    def picture(self, shape: RowShape, font: QFont, cells: Sequence[Cell], state: RowState) -> QPixmap:
        """The row as it looks now."""
        if shape != self._shape:
            self._shape = shape
            self._kept.clear()
            self._badges.clear()
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
        look, ground = shape.look, _ground(shape.look, state)
        picture = _empty(shape, shape.width, ground)
        painter = QPainter(picture)
        painter.fillRect(0, shape.height - 1, shape.width, 1, colour(look.line))
        if state.selected and state.focused:
            painter.fillRect(0, 0, 3, shape.height - 1, colour(look.accent))
        for number, left, width in shape.columns:
            badge = cells[number].badge
            if badge is None:
                self._cells.paint(painter, look, QRect(left, 0, width, shape.height), cells[number], font)
            else:
                painter.drawPixmap(left + SIDE, 0, self._badge(shape, font, badge, width - 2 * SIDE, ground))
        painter.end()
        return picture

    def _badge(self, shape: RowShape, font: QFont, badge: Badge, width: int, ground: str) -> QPixmap:
        """There are few badges, and they take longer to draw than the rest of a row."""
        key = (badge, width, ground)
        made = self._badges.get(key)
        if made is None:
            made = self._badges[key] = _empty(shape, width, ground)
            painter = QPainter(made)
            painter.fillRect(0, shape.height - 1, width, 1, colour(shape.look.line))
            paint_badge(painter, QRectF(0, 0, width, shape.height - 1), badge, font)
            painter.end()
        return made


def _empty(shape: RowShape, width: int, ground: str) -> QPixmap:
    picture = QPixmap(QSize(width, shape.height) * shape.ratio)
    picture.setDevicePixelRatio(shape.ratio)
    picture.fill(colour(ground))
    return picture


def _ground(look: Colours, state: RowState) -> str:
    if state.selected:
        return look.accent_bg
    return look.hover if state.hovered else look.surface
