"""A round: by number, recent changes (`recent`), and the walk through full windows. Polling makes the view true.

Every step is one call and one transaction, so that an urgent cancellation slips in between, a window can stop
it, and a kill loses nothing: the watermark and the walk's place move only with what is recorded.
Facts about the lists: domain.md 3.5 and 3.6.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from paymentdesk.gateway.wire import Page
from paymentdesk.services import count_brake, recent
from paymentdesk.services.ingest import Ingested, Look, ingest
from paymentdesk.services.looking import asked, take_look
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger, search

RESTARTS = 3


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
    parts = [counted[0], (_walk(shop), False), counted[1]] if full else counted
    begun = count_brake.begin(shop)
    for part, counts in parts:
        for step in part:
            seen += len(step.ingested.seen)
            if counts and (step.ingested.new or step.ingested.changed):
                count_brake.count(shop, begun)
            yield Step(step.ingested, Progress(step.progress.done, step.progress.total, seen))
        if not counts:
            begun = count_brake.begin(shop)
    yield from _index(shop, seen)
    with shop.database.atomic():
        ledger.payments.forget_looks(shop.database, shop.now() - shop.settings.keep_looks_days * 86400)


def _told(answers: Iterator[Ingested]) -> Iterator[Step]:
    return (Step(ingested, Progress(0, None, 0)) for ingested in answers)


def _index(shop: Shop, seen: int) -> Iterator[Step]:
    """Bring what came in into the search index, a part at a time; until then it is found more slowly."""
    while True:
        with shop.database.atomic():
            done = search.index_pending(shop.database.db)
        if not done:
            return
        yield Step(Ingested(), Progress(0, None, seen))


def complete_up_to(shop: Shop) -> int | None:
    """The change time up to which everything since `not_read_before` is known."""
    mark = recent.watermark(shop)
    return None if mark is None else mark + shop.settings.watermark_slack


def read_since(shop: Shop) -> int | None:
    """The change time before which nothing may have been read yet."""
    return _number(shop, "read_since")


def _walk(shop: Shop) -> Iterator[Step]:
    """All windows back to the first year, oldest first, resumable at the page. Its place is kept in the ledger."""
    place = _place(shop)
    first, began = place["first"], place["began"]
    window = shop.settings.window_days * 86400
    total = max(1, -(-(began - first) // window))
    while place["start"] < began:
        end = min(place["start"] + window, began)
        for step in _window(shop, place["start"], end, place):
            done = (place["start"] - first) // window
            yield Step(step.ingested, Progress(done, total, 0))
        with shop.database.atomic():
            ledger.meta.covered(shop.database, place["start"], end, shop.now())
            # Windows overlap by the slack: a change on the border is read twice, never not at all.
            place["start"] = end if end == began else end - shop.settings.watermark_slack
            place["page"] = 1
            ledger.meta.put(shop.database, "walk", json.dumps(place))
    with shop.database.atomic():
        ledger.meta.drop(shop.database, "walk")
        ledger.meta.put(shop.database, "full_at", str(shop.now()))
        ledger.meta.put(shop.database, "full_since", str(began))
        ledger.meta.put(shop.database, "watermark", str(began - shop.settings.watermark_slack))
        _read_since(shop, first)


def _window(shop: Shop, start: int, end: int, place: dict[str, int] | None = None) -> Iterator[Step]:
    """One fixed window, oldest change first. A changed `total` means rows moved: read it again from the start."""
    page = place["page"] if place else 1
    # What a killed walk had counted counts on: rows may have moved while nobody was looking.
    expected = place.get("total") if place and page > 1 else None
    restarts = 0
    while page:
        number = shop.begin_look()
        answer = asked(partial(_page, shop, start, end, page, "updated"))
        yield Step(_take(shop, number, answer, "full"), Progress(0, None, 0))
        if expected is not None and answer.total != expected and restarts < RESTARTS:
            page, expected, restarts = 1, None, restarts + 1
        else:
            expected, page = answer.total, answer.next if answer.next > page else 0
        if place is not None and page:
            place |= {"page": page, "total": answer.total}
            with shop.database.atomic():
                ledger.meta.put(shop.database, "walk", json.dumps(place))


def _page(shop: Shop, start: int, end: int, page: int, sorting: str) -> Page:
    return shop.client.payments_by_status("all", start, end, page=page, limit=shop.settings.page_size, sorting=sorting)


def _take(shop: Shop, number: int, page: Page, source: str) -> Ingested:
    result = ingest(shop, Look(number, source), page.payments, bad=page.bad)
    for imp_uid in result.doubtful:
        result.add(take_look(shop, imp_uid, source=source))
    result.doubtful = []
    return result


def _place(shop: Shop) -> dict[str, int]:
    stored = ledger.meta.get(shop.database, "walk")
    if stored is not None:
        return {key: int(value) for key, value in json.loads(stored).items()}
    first = first_moment(shop)
    return {"first": first, "start": first, "page": 1, "began": shop.now()}


def first_moment(shop: Shop) -> int:
    """UNIX seconds before which i'mport has nothing."""
    return int(datetime(shop.settings.first_year, 1, 1, tzinfo=UTC).timestamp())


def _read_since(shop: Shop, since: int) -> None:
    had = _number(shop, "read_since")
    ledger.meta.put(shop.database, "read_since", str(since if had is None else min(had, since)))


def _number(shop: Shop, key: str) -> int | None:
    value = ledger.meta.get(shop.database, key)
    return None if value is None else int(value)
