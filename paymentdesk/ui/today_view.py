"""Today: four figures, and what needs a person, most urgent first, each line with its one next action."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.desk import Preview, SyncState
from paymentdesk.background.reading import Asked
from paymentdesk.store import queries
from paymentdesk.store.queries import Figures, Sum
from paymentdesk.ui.dialogs.many import CancelTestsDialog
from paymentdesk.ui.needs import NeedsLine, NeedsList, lines_of
from paymentdesk.ui.session import Session
from paymentdesk.ui.widgets import button, card, label, row

translate = QCoreApplication.translate
REFRESH_AFTER = 150  # ms


@dataclass(frozen=True, slots=True)
class Read:
    """What one look at the ledger brought."""

    figures: Figures
    needs: Sequence[NeedsLine]
    complete_up_to: int | None
    full_at: int | None
    met: int  # payments i'mport has shown since the last full check began


class Card(QFrame):
    """A figure with what it is above and what belongs to it below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 13, 16, 14)
        rows.setSpacing(2)
        self.title = label(title, "muted")
        self.value = label("–", "amount")
        self.under = label("", "muted", wrap=True)
        rows.addWidget(self.title)
        rows.addWidget(self.value)
        rows.addWidget(self.under)
        rows.addStretch(1)

    def add(self, part: QWidget) -> None:
        """A part below the figure."""
        rows = self.layout()
        if isinstance(rows, QVBoxLayout):
            rows.insertWidget(rows.count() - 1, part)

    def show_figure(self, value: str, under: str, title: str = "") -> None:
        if title:
            self.title.setText(title)
        self.value.setText(value)
        self.under.setText(under)
        self.setAccessibleName(wording.several((self.title.text(), value, under)))


class TodayView(QWidget):
    go = Signal(str, object)
    counted = Signal(int)  # lines that need a person

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.title = translate("ui", "Today")
        self._asked: Asked | None = None
        self._stale = True
        self._previewing: int | None = None  # the job that reads what all test payments are
        self.read: Read | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(14)
        self.tests = button(translate("ui", "Cancel all test payments…"), self._cancel_tests)
        self.tests.hide()
        column.addLayout(row(label(self.title, "title"), 1, self.tests))
        self.paid = Card(translate("ui", "Paid today"))
        self.waiting = Card(translate("ui", "Waiting for cancellation"))
        self.cancelled = Card(translate("ui", "Cancelled this month"))
        self.checked = Card(translate("ui", "Payments in this desk"))
        self.check = button(translate("ui", "Check everything"), self._check_everything, "link")
        self.check.setToolTip(translate("ui", "Compare every payment with i'mport, back to the first one"))
        self.checked.add(self.check)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for each in (self.paid, self.waiting, self.cancelled, self.checked):
            cards.addWidget(each, 1)
        column.addLayout(cards)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        self.list = NeedsList(session)
        self.list.go.connect(self._led)
        inside.addWidget(self.list)
        self.empty: QLabel = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(20, 26, 20, 30)
        inside.addWidget(self.empty)
        inside.addStretch(1)
        column.addWidget(frame, 1)
        self._later = QTimer(self, singleShot=True, interval=REFRESH_AFTER)
        self._later.timeout.connect(self._ask)
        session.desk.ledger_changed.connect(self.ledger_changed)
        session.desk.sync_state.connect(self._round_told)
        session.desk.job_done.connect(self._previewed)

    @Slot()
    def ledger_changed(self) -> None:
        """Read again soon; also while another screen is shown, for the count on the rail."""
        self._stale = True
        if not self._later.isActive():
            self._later.start()

    def _cancel_tests(self) -> None:
        self._previewing = self.session.desk.preview_tests()

    @Slot(str, object)
    def _led(self, screen: str, key: object) -> None:
        if screen == "batch" and isinstance(key, int):
            self._previewing = self.session.desk.preview_left_over(key)
        else:
            self.go.emit(screen, key)

    @Slot(int, object)
    def _previewed(self, job: int, seen: object) -> None:
        if job == self._previewing and isinstance(seen, Preview):
            self._previewing = None
            CancelTestsDialog(self.session, seen, self.window()).open()

    def _check_everything(self) -> None:
        self.session.desk.full_check()

    @Slot(object)
    def _round_told(self, state: SyncState) -> None:
        self.check.setEnabled(not self.session.desk.checking)
        if state.kind == "fresh" and not self._later.isActive():
            self.ledger_changed()  # what is complete has moved on, even where no payment changed

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    def _ask(self) -> None:
        self._stale = False
        if self._asked is not None:
            self._asked.drop()
        now = self.session.now()
        self._asked = self.session.reading.ask(
            self, lambda connection: self._look(connection, now), self._show, later=not self.isVisible()
        )

    def _look(self, connection: sqlite3.Connection, now: int) -> Read:
        """On the reading pool."""
        today = datetime.fromtimestamp(now, self.session.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        figures = queries.today_figures(connection, int(today.timestamp()), int(today.replace(day=1).timestamp()), now)
        needs = lines_of(queries.needs_rows(connection, now, self.session.overdue_seconds), now)
        complete = queries.complete_up_to(connection, self.session.watermark_slack)
        full = queries.meta(connection, "full_at")
        since = queries.meta(connection, "full_since")
        met = queries.seen_since(connection, int(since)) if since else 0
        return Read(figures, needs, complete, int(full) if full and since else None, met)

    def _show(self, read: Read) -> None:
        self.read = read
        figures = read.figures
        self.paid.show_figure(*_first(figures.paid_today, wording.counted_payments))
        waiting = wording.sums((each.currency, each.amount) for each in figures.waiting_sums)
        if figures.unconfirmed_sums:
            unconfirmed = wording.sums((each.currency, each.amount) for each in figures.unconfirmed_sums)
            text = translate("ui", "unconfirmed: {sums}").format(sums=unconfirmed)
            waiting = "\n".join(part for part in (waiting, text) if part)
        self.waiting.show_figure(wording.counted_tickets(figures.waiting_tickets), waiting)
        self.cancelled.show_figure(*_first(figures.cancelled_month, wording.counted_cancellations))
        self.checked.show_figure(*self._checked(read))
        sending = ("batch", self.session.desk.batch_under_way)
        needs = [line for line in read.needs if (line.screen, line.key) != sending]
        self.list.show_lines(needs)
        self.list.setVisible(bool(needs))
        self.tests.setVisible(figures.test_uncancelled > 0)
        if needs:
            self.empty.setText(translate("ui", "Nothing else needs you."))
        else:
            self.empty.setText(translate("ui", "Nothing needs you."))
        self.counted.emit(len(needs))

    def _checked(self, read: Read) -> tuple[str, str, str]:
        """Figure, what belongs to it, and what the figure is of."""
        total, moment = read.figures.payments_total, self.session.moment
        if read.full_at is not None:
            figure = translate("ui", "{n} / {total}").format(n=f"{read.met:,}", total=f"{total:,}")
            under = translate("ui", "all checked with i'mport {moment}")
            if read.met < total:
                under = translate("ui", "{n} were not met by the check of {moment}")
            under = under.format(n=f"{total - read.met:,}", moment=moment(read.full_at))
            return figure, under, translate("ui", "Checked against i'mport")
        under = translate("ui", "i'mport has not been read whole yet")
        if read.complete_up_to is not None:
            under = translate("ui", "complete up to {moment}").format(moment=moment(read.complete_up_to))
        return f"{total:,}", under, translate("ui", "Payments in this desk")

    def show_again(self) -> None:
        """Ages move on, the look changes."""
        if self.read is not None and self.isVisible():
            self._ask()

    def search(self) -> None:
        """There is nothing to search here: the payments are searched."""
        self.go.emit("payments", None)

    def act(self, do: str) -> None:
        """No row here can be acted on by a key."""


def _first(sums: Sequence[Sum], counted: object) -> tuple[str, str]:
    """The largest number of payments as the figure, the other currencies below it; never added."""
    if not sums:
        return "–", ""
    first, *others = sums
    n = sum(each.n for each in sums)
    count = counted(n) if callable(counted) else ""
    rest = wording.sums((each.currency, each.amount) for each in others)
    return wording.money(first.amount, first.currency), wording.several((count, rest))
