"""A round: by number, recent changes (`recent`), and the walk through all there is (`walking`). Polling makes the view
true.

Every step is one call and one transaction, so that an urgent cancellation slips in between, a window can stop
it, and a kill loses nothing: the watermark and the walk's place move only with what is recorded.
Facts about the lists: domain.md 3.5 and 3.6.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from paymentdesk.services import count_brake, recent, walking
from paymentdesk.services.ingest import Ingested
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger, queries, search

MANY_FRESH = 4000
"""Payments that are not in the search index yet, above which a round sees to them before it goes on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: `done` of `total` windows of time, or None while that is not known."""

    done: int
    total: int | None
    seen: int


@dataclass
class SyncReport:
    """What a round did. `complete_up_to` and `not_read_before` are UNIX seconds: all that changed between them
    is in the ledger; None where nothing is complete yet."""

    payments_seen: int = 0
    new: int = 0
    changed: int = 0
    tickets_settled: int = 0
    requests: int = 0
    seconds: float = 0.0
    complete_up_to: int | None = None
    not_read_before: int | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One call done: what came in, and how far the round is."""

    ingested: Ingested
    progress: Progress


def sync(
    shop: Shop,
    *,
    full: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> SyncReport:
    """Look at i'mport once, or fully. Raises `Trouble` when it cannot be asked; what came in before stays."""
    started, before = time.monotonic(), shop.client.requests
    total = Ingested()
    stopped = False
    for step in steps(shop, full=full):
        total.add(step.ingested)
        progress(step.progress)
        if stop():
            stopped = True
            break
    return SyncReport(
        payments_seen=len(total.seen),
        new=total.new,
        changed=total.changed,
        tickets_settled=len(set(total.settled)),
        requests=shop.client.requests - before,
        seconds=round(time.monotonic() - started, 3),
        complete_up_to=complete_up_to(shop),
        not_read_before=read_since(shop),
        stopped=stopped,
    )


def steps(shop: Shop, *, full: bool = False, by_itself: bool = False) -> Iterator[Step]:
    """A round as a chain of short jobs: each `next()` is one call to i'mport and one transaction. `by_itself`: nobody
    asked for it, so what is looked at by number takes turns."""
    seen = 0
    by_number = _told(recent.by_number(shop, everything=not by_itself))
    counted = [(by_number, True), (_told(recent.changes(shop)), True)]
    parts = [counted[0], (_walked(shop), False), counted[1]] if full else counted
    begun = count_brake.begin(shop)
    for part, counts in parts:
        for step in part:
            seen += len(step.ingested.seen)
            if counts and (step.ingested.new or step.ingested.changed):
                count_brake.count(shop, begun)
            progress = Progress(step.progress.done, step.progress.total, seen)
            yield Step(step.ingested, progress)
            if search.fresh(shop.database.db) >= MANY_FRESH:
                yield from _index(shop, progress)
        if not counts:
            begun = count_brake.begin(shop)
    yield from _index(shop, Progress(0, None, seen))
    with shop.database.atomic():
        ledger.payments.forget_looks(shop.database, shop.now() - shop.settings.keep_looks_days * 86400)


def _told(answers: Iterator[Ingested]) -> Iterator[Step]:
    return (Step(ingested, Progress(0, None, 0)) for ingested in answers)


def _walked(shop: Shop) -> Iterator[Step]:
    return (Step(ingested, Progress(done, total, 0)) for ingested, done, total in walking.walk(shop))


def _index(shop: Shop, progress: Progress) -> Iterator[Step]:
    """Bring what came in into the search index, a part at a time; until then it is found more slowly."""
    while True:
        with shop.database.atomic():
            done = search.index_pending(shop.database.db)
        if not done:
            return
        yield Step(Ingested(), progress)


def complete_up_to(shop: Shop) -> int | None:
    """The change time up to which everything since `not_read_before` is known."""
    with shop.database.reader() as connection:
        return queries.complete_up_to(connection, shop.settings.watermark_slack)


def read_since(shop: Shop) -> int | None:
    """The change time before which nothing may have been read yet."""
    return _number(shop, "read_since")


def _number(shop: Shop, key: str) -> int | None:
    value = ledger.meta.get(shop.database, key)
    return None if value is None else int(value)
