"""How each way in which news comes is doing, and which time was read whole: a line, and on demand two tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from paymentdesk import wording
from paymentdesk.background.reading import Asked
from paymentdesk.store import queries
from paymentdesk.store.queries import Coverage, SourceLine
from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.coverage_band import CoverageBand, Year, years
from paymentdesk.ui.list_model import BADGE
from paymentdesk.ui.list_view import CellDelegate
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import Flow, button, clear, label
from paymentdesk.wording import activity

translate = QCoreApplication.translate
REFRESH_AFTER = 250  # ms
_ROWS_SHOWN = 5
_NARROW = 1000  # pixels
_LAG = 2


@dataclass(frozen=True, slots=True)
class Health:
    """What one look at the ledger brought."""

    sources: Sequence[SourceLine]
    coverage: Coverage


class HealthPanel(QFrame):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session = session
        self._asked: Asked | None = None
        self.read: Health | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 12, 9)
        column.setSpacing(9)
        self._badges = Flow(7)
        self.complete = label("", "muted")
        self.more = button("", self._toggle, "link")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(9)
        self._line.addLayout(self._badges, 1)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.complete, 1)
        beside.addWidget(self.more)
        self._line.addLayout(beside)
        column.addLayout(self._line)
        self._tables = QWidget()
        both = QHBoxLayout(self._tables)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(18)
        self.ways = _Table(translate("ui", "Ways of news"), _way_headers(), stretch=3)
        self.years = _Table(translate("ui", "What was read whole"), _year_headers(), stretch=3)
        both.addWidget(self.ways, 3, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self.years, 2, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._tables)
        self._tables.hide()
        self._name_more()
        self._later = QTimer(self, singleShot=True, interval=REFRESH_AFTER)
        self._later.timeout.connect(self._ask)
        session.desk.ledger_changed.connect(self._soon)
        session.desk.sync_state.connect(self._soon)

    # ------------------------------------------------------------ reading

    @Slot()
    def _soon(self, _: object = None) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.drop()
        slack = self._session.watermark_slack

        def read(connection: sqlite3.Connection) -> Health:
            return Health(queries.sources(connection), queries.coverage(connection, slack))

        self._asked = self._session.reading.ask(self, read, self._show)

    def _show(self, read: Health) -> None:
        self.read = read
        self.show_again()

    def show_again(self) -> None:
        """Ages move on, the look changes."""
        if self.read is None:
            return
        clear(self._badges)
        for line in self.read.sources:
            self._badges.addWidget(BadgeLabel(self._badge(line)))
        if not self.read.sources:
            self._badges.addWidget(BadgeLabel(Badge(translate("ui", "i'mport has not been asked yet"), Tone.MUTE)))
        self.complete.setText(complete_text(self._session, self.read.coverage))
        self._fill_ways(self.read.sources)
        self._fill_years(self.read.coverage)

    @property
    def _narrow(self) -> bool:
        return self.width() < _NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the tables say less."""
        super().resizeEvent(event)
        if self.ways.isColumnHidden(_LAG) != self._narrow:
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._line.setDirection(down if self._narrow else across)
            self.ways.setColumnHidden(_LAG, self._narrow)
            if self.read is not None:
                self._fill_ways(self.read.sources)
                self._fill_years(self.read.coverage)

    def _badge(self, line: SourceLine) -> Badge:
        name = activity.way(line.name)
        if line.failing_since:
            return Badge(wording.several((name, activity.trouble_word(line.error))), Tone.BAD, "alert")
        ago = translate("ui", "{age} ago").format(age=self._session.age(line.ok_at))
        return Badge(wording.several((name, ago)), Tone.OK, "check")

    # ------------------------------------------------------------ the two tables

    def open_all(self) -> None:
        self._tables.show()
        self._name_more()
        self.ways.setFocus()

    def _toggle(self) -> None:
        self._tables.setVisible(self._tables.isHidden())
        self._name_more()

    def _name_more(self) -> None:
        text = translate("ui", "Details") if self._tables.isHidden() else translate("ui", "Less")
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self.more.setAccessibleDescription(translate("ui", "How each way of news is doing, and what was read whole"))

    def _fill_ways(self, lines: Sequence[SourceLine]) -> None:
        self.ways.show_rows([self._way_cells(line) for line in lines])
        for number, line in enumerate(lines):
            badge = Badge(activity.way(line.name), Tone.BAD if line.failing_since else Tone.OK)
            self.ways.put_badge(number, 0, badge)

    def _way_cells(self, line: SourceLine) -> list[str]:
        moment = self._session.moment
        exact = self._session.brief_moment if self._narrow else partial(moment, seconds=True)
        trouble = ""
        if line.error:
            at = line.failing_since or line.failed_at
            since = translate("ui", "since {moment}") if line.failing_since else translate("ui", "last {moment}")
            trouble = wording.several((activity.trouble_word(line.error), since.format(moment=moment(at))))
        next_try = exact(line.next_try_at) if line.next_try_at and line.failing_since else ""
        return [
            activity.way(line.name),
            exact(line.ok_at) or translate("ui", "never"),
            "" if line.lag is None else translate("ui", "at most {age}").format(age=wording.age(line.lag)),
            trouble,
            next_try,
        ]

    def _fill_years(self, coverage: Coverage) -> None:
        shown = years(coverage, self._session.now(), self._session.zone)
        self.years.show_rows([[str(year.number), "", _percent(year), self._gaps(year)] for year in shown])
        width = 84 if self._narrow else 150
        for number, year in enumerate(shown):
            said = wording.several((year_share(year), self._gaps(year)))
            self.years.setCellWidget(number, 1, CoverageBand(year, f"{year.number}: {said}", width=width))

    def _gaps(self, year: Year) -> str:
        """The days that were not read whole, the first of them."""
        texts = []
        for gap in year.gaps[:2]:
            first = datetime.fromtimestamp(gap.start, self._session.zone)
            last = datetime.fromtimestamp(gap.end - 1, self._session.zone)
            one = wording.day(gap.start, self._session.zone)
            other = wording.day(gap.end - 1, self._session.zone)
            same = first.date() == last.date()
            texts.append(one if same else translate("ui", "{first} – {last}").format(first=one, last=other))
        if len(year.gaps) > 2:
            texts.append(translate("ui", "and {n} more").format(n=len(year.gaps) - 2))
        return ", ".join(texts)


def year_share(year: Year) -> str:
    """How much of a year was read whole, in words."""
    return translate("ui", "read whole") if not year.gaps else translate("ui", "{n} read").format(n=_percent(year))


def _percent(year: Year) -> str:
    """Never rounded up to everything."""
    share = 100 if not year.gaps else min(99, int(year.share * 100))
    return translate("ui", "{n} %").format(n=share)


def complete_text(session: Session, coverage: Coverage) -> str:
    """`Complete up to 22 Nov 14:02`, and since when."""
    if coverage.complete_up_to is None:
        return translate("ui", "Nothing is complete yet")
    text = translate("ui", "Complete up to {moment}").format(moment=session.moment(coverage.complete_up_to))
    since = coverage.complete_from
    if since is None or (coverage.first_at is not None and since <= coverage.first_at):
        return text
    return wording.several((text, translate("ui", "read since {moment}").format(moment=session.moment(since))))


def _way_headers() -> list[str]:
    return [
        translate("ui", "Through"),
        translate("ui", "Last success"),
        translate("ui", "Lag"),
        translate("ui", "Last trouble"),
        translate("ui", "Next try"),
    ]


def _year_headers() -> list[str]:
    return [
        translate("ui", "Year"),
        translate("ui", "Read whole"),
        translate("ui", "Share"),
        translate("ui", "Not read"),
    ]


class _RoomyDelegate(CellDelegate):
    """Asks for the room that its texts are drawn in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(14, 0)


class _Table(QTableWidget):
    """A small table for reading, as high as its rows."""

    def __init__(self, name: str, headers: Sequence[str], stretch: int) -> None:
        super().__init__(0, len(headers))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headers))
        self.setItemDelegate(_RoomyDelegate(self))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(int(self.fontMetrics().height() * 1.9))
        header.setHighlightSections(False)
        header.setFixedHeight(int(self.fontMetrics().height() * 1.8))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        if self.rowCount() != len(rows):
            self.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = self.item(number, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.setItem(number, column, item)
                item.setText(text)
                item.setToolTip(text)
        shown = min(max(len(rows), 1), _ROWS_SHOWN)
        self.setFixedHeight(self.horizontalHeader().height() + shown * self.verticalHeader().defaultSectionSize() + 2)

    def put_badge(self, row: int, column: int, badge: Badge) -> None:
        item = self.item(row, column)
        if item is not None:
            item.setData(BADGE, badge)
