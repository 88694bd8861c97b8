"""A round from its begin to its entry in Activity: paced, counted, stoppable after each step.

Window, `sync` and `sync --watch` all drive their rounds through this.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from paymentdesk.domain.remaining import remaining
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.gateway.errors import Busy
from paymentdesk.services import backing_up, polling
from paymentdesk.services.polling import Progress, Step, SyncReport
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.activity import Activity
from paymentdesk.store.queries.health import sources

AWAY = 3600
"""Seconds without a round after which the next one is told as a summary."""

_LISTED_KINDS = frozenset({Kind.UNREACHABLE, Kind.NOT_UNDERSTOOD, Kind.BUSY, Kind.KEY_REFUSED, Kind.OTHER_SHOP})


@dataclass
class Round:
    """One look at i'mport. `asked_by`: poll (the desk by itself), person (in the window) or command.

    Drive it with `for wait in round.steps()`: each step is one call and one transaction, `wait` the seconds before the
    next one may be made. `away` is how long nobody had asked before, in seconds, where that was above an hour.
    """

    shop: Shop
    full: bool = False
    asked_by: str = "poll"
    progress: Progress = field(default_factory=lambda: Progress(0, None, 0))
    report: SyncReport = field(default_factory=SyncReport)
    away: int = 0
    _settled: set[int] = field(default_factory=set)
    _finished: list[float] = field(default_factory=list)
    _walking_since: float = 0.0

    @property
    def source(self) -> str:
        """The way in Activity and health that this round belongs to."""
        return "full" if self.full else "poll"

    def steps(self, stop: Callable[[], bool] = lambda: False) -> Iterator[float]:
        """Raises `Trouble` when i'mport cannot be asked; what came in before stays, and is counted in `report`."""
        started, before = time.monotonic(), self.shop.client.requests
        last = last_ok(self.shop)
        try:
            for step in polling.steps(self.shop, full=self.full, by_itself=self.asked_by == "poll"):
                self._count(step)
                if stop():
                    self.report.stopped = True
                    break
                yield self._wait()
        except Trouble as trouble:
            self._ended(started, before)
            if trouble.kind in _LISTED_KINDS:
                with contextlib.suppress(Trouble):  # a full disk is told by whoever hears of this one
                    self._write("failed", why=trouble.kind.value)
            raise
        self._ended(started, before)
        if self.report.stopped:
            self._write("stopped")
            return
        self._write("changed" if self._moved else "unchanged", ok_after=last)
        gap = self.shop.now() - last if last else 0
        self.away = gap if gap > AWAY else 0
        if self.asked_by == "poll":
            backing_up.daily(self.shop)

    @property
    def left(self) -> float | None:
        """About how many seconds a full walk still takes; None while that is not known."""
        total = self.progress.total
        if total is None:
            return None
        return remaining(self._finished, total - self.progress.done, time.monotonic() - self._walking_since)

    @property
    def _moved(self) -> int:
        return self.report.new + self.report.changed + self.report.tickets_settled

    def _count(self, step: Step) -> None:
        report, came = self.report, step.ingested
        self._time(step.progress)
        self._settled |= set(came.settled)
        report.payments_seen += len(came.seen)
        report.new += came.new
        report.changed += came.changed
        report.tickets_settled = len(self._settled)

    def _time(self, progress: Progress) -> None:
        """When each window was finished, those of an earlier run not counted."""
        if progress.total is not None:
            now = time.monotonic()
            if self.progress.total is None:
                self._walking_since = now
            else:
                self._finished += [now - self._walking_since] * (progress.done - self.progress.done)
        self.progress = progress

    def _ended(self, started: float, before: int) -> None:
        report = self.report
        report.requests = self.shop.client.requests - before
        report.seconds = round(time.monotonic() - started, 3)
        report.complete_up_to = polling.complete_up_to(self.shop)
        report.not_read_before = polling.read_since(self.shop)

    def _wait(self) -> float:
        """What a person asked for only keeps a distance between calls; what nobody asked for has a budget."""
        settings, budget = self.shop.settings, self.shop.budget
        apart = 0.0 if self.shop.profile.loopback else budget.since_last(1 / settings.pages_a_second)
        return max(apart, budget.wait() if self.asked_by == "poll" else 0.0)

    def _write(self, outcome: str, *, ok_after: int | None = None, why: str = "") -> None:
        """The round's line in Activity; `ok_after` is when a round went well before this one did."""
        report, now, database = self.report, self.shop.now(), self.shop.database
        data: dict[str, object] = {"calls": report.requests, "seen": report.payments_seen}
        counted = {"new": report.new, "changed": report.changed, "settled": report.tickets_settled, "why": why}
        data |= {name: value for name, value in counted.items() if value}
        way = "full" if self.full else self.asked_by
        entry = Activity(now, "round", way, outcome=outcome, changed=self._moved, data=data)
        with database.atomic():
            ledger.activity.record(database, [entry])
            if ok_after is not None:
                # What changed right after the last round has waited longest.
                ledger.activity.source_ok(database, "poll", now, lag=now - ok_after if ok_after else None)
                if self.full:
                    ledger.activity.source_ok(database, "full", now)


def last_ok(shop: Shop) -> int:
    """When a round last went well, whoever did it: UNIX seconds, 0 = never."""
    return known(shop)[0]


def known(shop: Shop) -> tuple[int, Trouble | None]:
    """What the ledger knows of rounds, whoever did them: when one last went well, and the trouble since then."""
    with shop.database.reader() as connection:
        line = next((line for line in sources(connection) if line.name == "poll"), None)
    if line is None:
        return 0, None
    if not line.failing_since or line.error not in _LISTED_KINDS:  # a newer desk may have written another word
        return line.ok_at, None
    if line.error == Kind.BUSY and line.next_try_at is not None:
        return line.ok_at, Busy(429, float(max(0, line.next_try_at - shop.now())))
    return line.ok_at, Trouble(Kind(line.error))


def wants_peace(shop: Shop) -> Busy | None:
    """What i'mport said where it wants to be left alone, by whichever program it was asked; `retry_after` is what is
    left of it."""
    _, trouble = known(shop)
    return trouble if isinstance(trouble, Busy) and trouble.retry_after else None


def failed(shop: Shop, source: str, trouble: Trouble, next_try_in: float | None = None) -> None:
    """Remember that a round ended in trouble, and when it will be tried again (seconds from now)."""
    now = shop.now()
    next_try_at = None if next_try_in is None else now + round(next_try_in)
    with contextlib.suppress(Trouble), shop.database.atomic():  # a full disk is told by whoever hears of this one
        ledger.activity.source_failed(shop.database, source, now, trouble.kind.value, next_try_at=next_try_at)


def look(
    shop: Shop, *, full: bool = False, asked_by: str = "command", told: Callable[[Round], None] = lambda _: None
) -> SyncReport:
    """A whole round at once, `told` after each step. Raises `Trouble` when i'mport cannot be asked, or wants to be left
    alone."""
    if (busy := wants_peace(shop)) is not None:
        raise busy
    done = Round(shop, full=full, asked_by=asked_by)
    try:
        for wait in done.steps():
            told(done)
            time.sleep(wait)
    except Trouble as trouble:
        failed(shop, done.source, trouble, getattr(trouble, "retry_after", None))
        raise
    return done.report
