"""One list model for every list: columns over a window of rows. Nothing is loaded whole.

Rows are read in pages of 128 on the reading pool and kept in a small cache; what is not there yet is drawn
empty and fills in. Answers to questions that are no longer asked (another search, another chip) are dropped.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from paymentdesk.background.reading import Asked, Reading
from paymentdesk.ui.badge import Badge

PAGE = 128
PAGES_KEPT = 64
ROWS_KEPT = 512

BADGE = Qt.ItemDataRole.UserRole + 1
ROW = Qt.ItemDataRole.UserRole + 2
STRONG = Qt.ItemDataRole.UserRole + 4

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """`text` makes the cell of a row, `badge` its badge. `sort` is the query's word, "" = not sortable.

    `samples` are wide texts that the column must have room for; `stretch` columns share what is left; a column
    with a higher `spare` goes first when there is no room. Before any goes, `brief` texts take the place of `text`.
    """

    title: str
    text: Callable[[Any], str]
    sort: str = ""
    samples: Sequence[str] = ()
    right: bool = False
    muted: bool = False
    strong: bool = False
    badge: Callable[[Any], Badge] | None = None
    stretch: int = 0
    spare: int = 0
    tip: str = ""
    brief: Callable[[Any], str] | None = None
    brief_samples: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What is drawn of one cell."""

    text: str = ""
    badge: Badge | None = None
    right: bool = False
    muted: bool = False
    strong: bool = False


_EMPTY = Cell()


class Source(Protocol):
    """Where rows come from. All calls run on the reading pool; `what` is a `Filter` of store.queries."""

    def count(self, connection: sqlite3.Connection, what: Any) -> int: ...

    def rows(self, connection: sqlite3.Connection, what: Any, start: int, size: int) -> Sequence[Any]: ...

    def position(self, connection: sqlite3.Connection, what: Any, key: Any) -> int | None: ...

    def key(self, row: Any) -> Any: ...


class ListModel(QAbstractTableModel):
    """A window on the ledger. `show(what)` asks another question; `refresh(key)` the same one again."""

    filled = Signal(int)  # rows in all: the answer to show()
    refreshed = Signal(object, object)  # key and its position now: the answer to refresh()

    def __init__(
        self, reading: Reading, source: Source, columns: Sequence[Column], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._reading = reading
        self._source = source
        self._what: Any = None
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._asked: dict[int, Asked] = {}
        self._head: Asked | None = None
        self._last = 0  # the page looked at last
        self._showing = False
        self._again = False
        self._around: Any = None  # the key a refresh that is under way looks for
        self._brief = False

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None or not 0 <= index.column() < len(self.columns):
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.badge(row).text if column.badge is not None else column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole and column.badge is None:
            return column.text(row) or None
        if role == BADGE:
            return column.badge(row) if column.badge is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return row if role == ROW else None

    def cells(self, number: int) -> tuple[Cell, ...]:
        """What is drawn of a row, empty while it is being read. Made once for every row that is kept: a list that is
        scrolled asks for the same ones again and again."""
        row = self.row(number)
        if row is None:
            return (_EMPTY,) * len(self.columns)
        made = self._cells.get(number)
        if made is None:
            if len(self._cells) > ROWS_KEPT:
                self._cells.clear()
            made = self._cells[number] = tuple(self._cell(column, row) for column in self.columns)
        return made

    def made(self, number: int) -> bool:
        """Whether there is nothing to do for `cells`: they are kept, or the row is still being read."""
        return number in self._cells or self.row(number) is None

    def _cell(self, column: Column, row: Any) -> Cell:
        if column.badge is not None:
            return Cell(badge=column.badge(row))
        text = column.brief if self._brief and column.brief is not None else column.text
        return Cell(text(row), None, column.right, column.muted, column.strong)

    def show_brief(self, brief: bool) -> None:
        """Draw brief texts where a column has them; what is read aloud or shown in a tip stays whole."""
        if brief != self._brief:
            self._brief = brief
            self.forget_cells()

    def forget_cells(self) -> None:
        """Ages have moved on, or rows have changed: make the texts anew."""
        self._cells.clear()

    # ------------------------------------------------------------ rows

    def row(self, number: int) -> Any | None:
        """The row, or None while it is being read."""
        if not 0 <= number < self._count:
            return None
        page = number // PAGE
        self._last = page
        rows = self._pages.get(page)
        if rows is None:
            self._read(page)
            return None
        offset = number - page * PAGE
        return rows[offset] if offset < len(rows) else None

    def key(self, number: int) -> Any | None:
        row = self.row(number)
        return None if row is None else self._source.key(row)

    def show(self, what: Any) -> None:
        """Another search, chip or order: rows of the old one are forgotten when the new ones are here."""
        self._drop()
        self._what = what
        self._showing = True

        def read(connection: sqlite3.Connection) -> tuple[int, Sequence[Any]]:
            rows = self._source.rows(connection, what, 0, PAGE)
            return (len(rows) if len(rows) < PAGE else self._source.count(connection, what)), rows

        self._head = self._reading.ask(self, read, self._shown)

    def _shown(self, answer: tuple[int, Sequence[Any]]) -> None:
        self.beginResetModel()
        self._count, rows = answer
        self._pages = OrderedDict({0: rows})
        self.forget_cells()
        self._last = 0
        self._showing = False
        self._head = None
        self.endResetModel()
        again, self._again = self._again, False
        self.filled.emit(self._count)
        if again and self._head is None:  # nobody asked anew meanwhile
            self.refresh()

    def refresh(self, key: Any = None) -> None:
        """Read what is in view again, and where the row of `key` is now with the rows around it: all of one
        moment, so that a row is never taken for another."""
        if self._what is None:
            return
        if self._showing or (self._reads_on and self._around == key):
            # What was just asked may have been read before the change; begun anew it would not end where much changes.
            self._again = True
            return
        self._drop()
        self._around = key
        what, last = self._what, self._last

        def read(connection: sqlite3.Connection) -> tuple[int, dict[int, Sequence[Any]], Any, int | None]:
            count = self._source.count(connection, what)
            place = self._source.position(connection, what, key) if key is not None else None
            middles = {last} if place is None else {last, place // PAGE}
            wanted = {page + step for page in middles for step in (-1, 0, 1)}
            pages = {
                page: self._source.rows(connection, what, page * PAGE, PAGE)
                for page in sorted(wanted)
                if page == 0 or 0 < page * PAGE < count
            }
            return count, pages, key, place

        self._head = self._reading.ask(self, read, self._renewed)

    @property
    def _reads_on(self) -> bool:
        """A question is under way; one that failed never answers."""
        return self._head is not None and not isinstance(self._head.result, Exception)

    def _renewed(self, answer: tuple[int, dict[int, Sequence[Any]], Any, int | None]) -> None:
        count, pages, key, place = answer
        self._head = None
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.forget_cells()
        changed = any(self._pages.get(page) != rows for page, rows in pages.items())
        self._pages = OrderedDict(pages)
        if changed and count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))
        self.refreshed.emit(key, place)
        again, self._again = self._again, False
        if again and self._head is None:  # nobody asked anew meanwhile
            self.refresh(key)

    def _read(self, page: int) -> None:
        if page in self._asked or (self._head is not None and not self._pages):
            return
        what = self._what

        def read(connection: sqlite3.Connection) -> tuple[int, Sequence[Any]]:
            return page, self._source.rows(connection, what, page * PAGE, PAGE)

        self._asked[page] = self._reading.ask(self, read, self._page_read)
        for far in [each for each in self._asked if abs(each - page) > 4]:  # scrolled past meanwhile
            self._asked.pop(far).drop()

    def _page_read(self, answer: tuple[int, Sequence[Any]]) -> None:
        page, rows = answer
        self._asked.pop(page, None)
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(self._count, first + PAGE) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _drop(self) -> None:
        for asked in (*self._asked.values(), *([self._head] if self._head else [])):
            asked.drop()
        self._asked.clear()
        self._head = None
