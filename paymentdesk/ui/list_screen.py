"""A screen with a list on the left and the selected row's detail on the right; every list screen is one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.reading import Asked
from paymentdesk.store.queries import Filter
from paymentdesk.ui.detail import Detail, DetailPane
from paymentdesk.ui.list_bar import ListBar
from paymentdesk.ui.list_model import Column, ListModel, Source
from paymentdesk.ui.list_view import ListView
from paymentdesk.ui.pace import Pace
from paymentdesk.ui.session import Session
from paymentdesk.ui.widgets import Elided, card

translate = QCoreApplication.translate
REFRESH_AFTER = 120  # ms: changes that come close together are read once
DETAIL_WIDTH = 388


class ListScreen(QWidget):
    """Subclasses say what is listed and how a row is described; this keeps list, chips and detail together."""

    go = Signal(str, object)  # screen, key: what a link leads to
    title = ""
    search_hint = ""
    chips: Sequence[str] = ("all",)
    sort = ""
    nothing = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.current: Any = None  # the key of the selected row
        self.detail: Any = None  # what was read of it
        self._notice: int | None = None  # the one whose rows `bar.only` shows
        self._wanted: Any = None  # a key to select as soon as it is found
        self._asked: dict[str, Asked] = {}
        self._stale = True
        self._other_rows = True
        self._sort, self._descending = self.sort, True
        self.model = ListModel(session.reading, self.source(), self.columns(), self)
        self.model.filled.connect(self._filled)
        self.model.refreshed.connect(self._refreshed)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._pace = Pace(REFRESH_AFTER, self._clock.elapsed)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._read_again)
        self._build()
        session.desk.ledger_changed.connect(self.ledger_changed)

    # ------------------------------------------------------------ what a screen says
    # Each list answers these for itself; a QWidget cannot be an ABC, so one that forgets fails when it is asked.

    def source(self) -> Source:
        raise NotImplementedError

    def columns(self) -> Sequence[Column]:
        raise NotImplementedError

    def counts(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        """Rows behind each chip. Runs on the reading pool."""
        raise NotImplementedError

    def footing(self, connection: sqlite3.Connection, what: Filter) -> Any:
        """What the line under the list needs. Runs on the reading pool."""
        return None

    def footing_text(self, answer: Any, rows: int) -> str:
        return ""

    def read_detail(self, connection: sqlite3.Connection, key: Any) -> Any:
        """Everything the detail pane shows. Runs on the reading pool."""
        raise NotImplementedError

    def describe(self, detail: Any) -> Detail:
        raise NotImplementedError

    def act(self, do: str) -> None:
        """An action of the detail pane, or a key."""
        raise NotImplementedError

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(13)
        self.bar = ListBar(self.title, self.search_hint, [(each, wording.chip(each)) for each in self.chips])
        self.bar.changed.connect(self._ask_new)
        self.bar.done.connect(self._to_list)
        column.addWidget(self.bar)
        self.view = ListView(self.title)
        self.view.setModel(self.model)
        self.view.show_empty("")
        self.view.opened.connect(self._to_detail)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        header = self.view.horizontalHeader()
        header.sectionClicked.connect(self._sort_by)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.view, 1)
        self.foot = Elided()
        inside.addWidget(self.foot)
        self.pane = DetailPane(self.act, self.go.emit)
        self.pane.show_nothing("")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(frame)
        split.addWidget(self.pane)
        frame.setMinimumWidth(478)
        self.pane.setMinimumWidth(316)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([9999, DETAIL_WIDTH])
        place = QHBoxLayout()
        place.addWidget(split)
        column.addLayout(place, 1)

    # ------------------------------------------------------------ asking

    def what(self) -> Filter:
        chip = self.bar.chip
        return Filter(
            state=None if chip == "all" else chip,
            search=self.bar.search,
            sort=self._sort,
            descending=self._descending,
            notice=self._notice if self.bar.only else None,
        )

    def _ask_new(self) -> None:
        self._other_rows = True
        self.model.show(self.what())
        self._ask_counts()
        self._stale = False

    def _ask(self, name: str, read: Any, answer: Any, *, later: bool = False) -> None:
        if name in self._asked:
            self._asked[name].drop()
        self._asked[name] = self.session.reading.ask(self, read, answer, later=later)

    def _ask_counts(self) -> None:
        what = self.what()
        self._ask("counts", lambda c: (self.counts(c), self.footing(c, what)), self._counted, later=True)

    def _ask_detail(self) -> None:
        key = self.current
        if key is None:
            self.detail = None
            self.pane.show_nothing("")
            return
        self._ask("detail", lambda connection: (key, self.read_detail(connection, key)), self._detail_read)

    @Slot()
    def ledger_changed(self) -> None:
        self._stale = True
        if self.isVisible() and not self._later.isActive():
            self._later.start(self._pace.wait)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self.model.rowCount():
            self._read_again()
        elif self._stale:
            self._ask_new()

    def _read_again(self) -> None:
        self._pace.read()
        self._stale = False
        self.model.refresh(self.current)
        self._ask_counts()
        self._ask_detail()

    def show_again(self) -> None:
        """Describe again what was read: ages move on, the look changes."""
        if self.detail is not None:
            self.pane.show_detail(self.describe(self.detail))
        self.model.forget_cells()
        self.view.viewport().update()

    # ------------------------------------------------------------ answers

    def _filled(self, rows: int) -> None:
        self.view.show_empty(self.nothing if not self.bar.search else translate("ui", "Nothing found."))
        key = self._wanted if self._wanted is not None else self.current
        if key is not None and (rows or self._wanted is not None):
            self.model.refresh(key)
        elif rows:
            self._put_on(0)
        else:
            self.current = None
            self._ask_detail()

    def _refreshed(self, key: Any, place: int | None) -> None:
        rows = self.model.rowCount()
        other_rows, self._other_rows = self._other_rows, False
        if key is not None and key == self._wanted:
            self._found(place)
        elif not rows and (key is None or other_rows):
            self.current = None
            self._ask_detail()
        elif key is None or (key == self.current and place is None and other_rows):
            self._put_on(0)
        elif key == self.current and place is None:
            self.view.clearSelection()  # it left this list; its detail stays until another row is chosen
        elif key == self.current and place is not None:
            before = self.view.currentIndex().row()
            offset = self.view.offset_of(before) if before >= 0 else None
            self._put_on(place, quietly=True)
            if offset is not None and before != place and self.view.verticalScrollBar().value():
                self.view.keep_at(place, offset)

    def _put_on(self, row: int, *, quietly: bool = False) -> None:
        index = self.model.index(row, 0)
        if quietly:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            scrolling = self.view.hasAutoScroll()
            self.view.setAutoScroll(False)
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.setAutoScroll(scrolling)
        else:
            self.view.setCurrentIndex(index)
        self._row_changed(index, QModelIndex())

    def _row_changed(self, index: QModelIndex, _: QModelIndex) -> None:
        key = self.model.key(index.row()) if index.isValid() else None
        if key is not None and key != self.current:
            self.current = key
            self._ask_detail()

    def _counted(self, answer: tuple[Mapping[str, int], Any]) -> None:
        counts, footing = answer
        self.bar.show_counts(counts)
        self.foot.setText(self.footing_text(footing, self.model.rowCount()))

    def _detail_read(self, answer: tuple[Any, Any]) -> None:
        key, detail = answer
        if key != self.current:
            return
        self.detail = detail
        if detail is None:
            self.pane.show_nothing("")
        else:
            self.pane.show_detail(self.describe(detail))

    # ------------------------------------------------------------ going to a row

    def select(self, key: Any) -> None:
        """Show this row, whatever is filtered now."""
        self._wanted = key
        self.current = key
        self._ask_detail()
        self.model.refresh(key)

    def show_notice(self, group: int, title: str) -> None:
        """Only what this notice is about."""
        self._notice = group
        self.bar.show_only(title)

    def _found(self, place: int | None) -> None:
        key, self._wanted = self._wanted, None
        if place is not None:
            self._put_on(place)
        elif key is not None and (self.bar.chip != "all" or self.bar.search or self.bar.only):
            self._wanted = key
            self.bar.reset("all")

    def _sort_by(self, section: int) -> None:
        column = self.model.columns[section]
        if not column.sort:
            return
        self._descending = not self._descending if self._sort == column.sort else True
        self._sort = column.sort
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, order)
        self._ask_new()

    # ------------------------------------------------------------ keys

    def _to_list(self) -> None:
        self.view.setFocus()

    def _to_detail(self) -> None:
        shown = self.pane.shown
        if shown is not None:
            for action in shown.actions:
                made = self.pane.button(action.do)
                if made is not None and made.isEnabled():
                    made.setFocus()
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._to_list()
        else:
            super().keyPressEvent(event)

    def search(self) -> None:
        """To the search field."""
        self.bar.focus_search()
