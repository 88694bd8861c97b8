"""Activity: every look, webhook, request and act of a person, and above them how each way of news is doing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout

from paymentdesk.background.desk import Looked
from paymentdesk.store import queries
from paymentdesk.store.queries import ActivityLine, Filter
from paymentdesk.ui.activity_detail import about, describe_activity, way_badge
from paymentdesk.ui.detail import Detail
from paymentdesk.ui.health import HealthPanel
from paymentdesk.ui.list_model import Column, Source
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.period import PeriodPicker
from paymentdesk.ui.session import Session
from paymentdesk.ui.sources import ActivitySource
from paymentdesk.wording import Sentence, activity

translate = QCoreApplication.translate


class ActivityView(ListScreen):
    chips = tuple(queries.ACTIVITY_CHIPS)

    def __init__(self, session: Session) -> None:
        self.title = translate("ui", "Activity")
        self.search_hint = translate("ui", "Search payment, order or ticket number…")
        self.nothing = translate("ui", "Nothing happened here yet.")
        self._replays: dict[int, int] = {}  # the job of each replay, and the row it is of
        self._came_of_it: dict[int, str] = {}
        super().__init__(session)
        session.desk.job_done.connect(self._looked)

    def _build(self) -> None:
        super()._build()
        self.period = PeriodPicker()
        self.period.changed.connect(self._ask_new)
        self.bar.add(self.period)
        self.health = HealthPanel(self.session)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.health)

    def source(self) -> Source:
        return ActivitySource()

    def columns(self) -> Sequence[Column]:
        moment = self.session.moment
        return (
            Column(
                translate("ui", "When"), lambda row: moment(row.at), "", self.session.widest_moment(),
                brief=lambda row: self.session.brief_moment(row.at),
                brief_samples=self.session.widest_brief_moment(),
            ),
            Column(
                translate("ui", "Through"), lambda row: "", "", [activity.way("relay"), activity.way("record")],
                badge=way_badge,
            ),
            Column(
                translate("ui", "What"), lambda row: self._said(row).text, "", ["A payment may have changed"],
                stretch=3,
            ),
            Column(
                translate("ui", "What came of it"), lambda row: self._said(row).detail, "", ["nothing had changed"],
                muted=True, stretch=3, spare=3,
            ),
            Column(translate("ui", "About"), about, "", ["imp_0000000"], muted=True, spare=2),
        )  # fmt: skip

    def _said(self, row: ActivityLine) -> Sentence:
        return activity.line_sentence(row, moment=self.session.moment)

    def what(self) -> Filter:
        start, end = self.period.period(self.session.now(), self.session.zone)
        return replace(super().what(), start=start, end=end)

    def counts(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        return queries.activity_counts(connection)

    def footing(self, connection: sqlite3.Connection, what: Filter) -> Any:
        return queries.count_activity(connection, what)

    def footing_text(self, answer: Any, rows: int) -> str:
        return translate("ui", "1 entry") if answer == 1 else translate("ui", "{n} entries").format(n=f"{answer:,}")

    def read_detail(self, connection: sqlite3.Connection, key: Any) -> Any:
        return queries.activity_line(connection, key)

    def describe(self, detail: Any) -> Detail:
        return describe_activity(self.session, detail, self._came_of_it.get(detail.key, ""))

    # ------------------------------------------------------------ acts

    def act(self, do: str) -> None:
        line: ActivityLine | None = self.detail
        if line is None or line.key != self.current:
            return  # another row was selected while this one was read
        acts: dict[str, Callable[[ActivityLine], object]] = {
            "replay": self._replay,
            "round": lambda _: self.session.desk.sync_now(),
            "payment": self._to_payment,
            "cancel": self._to_payment,
        }
        acts[do](line)

    def _to_payment(self, line: ActivityLine) -> None:
        if line.known:
            self.go.emit("payments", line.imp_uid)

    def _replay(self, line: ActivityLine) -> None:
        """Look at i'mport again: what it tells counts, not what came in then."""
        self._replays[self.session.desk.look_at(line.imp_uid)] = line.key

    @Slot(int, object)
    def _looked(self, job: int, answer: object) -> None:
        key = self._replays.pop(job, None)
        if key is None or not isinstance(answer, Looked):
            return
        self._came_of_it = {key: activity.looked_again(answer.outcome, answer.changed)}
        self.show_again()

    def show_again(self) -> None:
        self.health.show_again()
        super().show_again()

    def show_health(self) -> None:
        """As the status bar leads here: with what is known of every way."""
        self.health.open_all()
