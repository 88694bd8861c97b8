"""What is new at i'mport: by number what no list would show in time, then recent changes down to the watermark.

Facts about the lists: domain.md 3.5 and 3.6. Why they are read this way: docs/decisions/0007.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from paymentdesk.domain.payment import Payment, PaymentStatus
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.gateway.wire import Page
from paymentdesk.services import delivery
from paymentdesk.services.ingest import Ingested, Look, ingest
from paymentdesk.services.interrupted import admit_interrupted
from paymentdesk.services.looking import asked, take_look
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger import turns

BATCH = 100
WAITING_CALLS, OTHER_CALLS = 3, 2
"""Calls by number in a round that nobody asked for: open tickets, everything else. Whoever is left out comes first
in the next round."""

AHEAD = 60
"""Seconds beyond now that a list is asked up to: i'mport's clock may be that much ahead of what it said last."""

RESTARTS = 3
SINGLE_LOOKS = 20
"""Looks of their own that one answer by number may cause in a round that nobody asked for."""


def by_number(shop: Shop, *, everything: bool) -> Iterator[Ingested]:
    """Open and watched tickets, recent ready and failed payments, odd news: 100 a call. All of them if a person asked
    (`everything`), else at most five calls, in turn."""
    admit_interrupted(shop)  # a window left open notices a sender that died beside it
    delivery.admit_interrupted(shop)
    # The clock comes first: every window below is counted by i'mport's time.
    shop.client.connect(try_again=False)
    shop.connected()
    wanted = _wanted(shop, everything=everything)
    for start in range(0, len(wanted), BATCH):
        yield from _by_number(shop, wanted[start : start + BATCH], BATCH if everything else SINGLE_LOOKS)


def changes(shop: Shop) -> Iterator[Ingested]:
    """Recent changes, newest first, down to the watermark; it moves only when all of them are recorded."""
    began = shop.now()
    mark = watermark(shop)
    first = mark is None
    # A watermark from the future was set by a wrong clock: what lies before it may never have been read.
    if mark is None or mark > began:
        # A first round that was killed may have left records that changed since: not only the last days count then.
        mark = min(began + AHEAD - _window(shop), shop.desk_since() or began)
    yield from _down(shop, mark, began + AHEAD)
    with shop.database.atomic():
        now_known = began - shop.settings.watermark_slack
        other = watermark(shop)
        if other is None or other < now_known or other > began:
            ledger.meta.put(shop.database, "watermark", str(now_known))
        if first:
            had = ledger.meta.get(shop.database, "read_since")
            ledger.meta.put(shop.database, "read_since", str(mark if had is None else min(int(had), mark)))


def watermark(shop: Shop) -> int | None:
    """The change time, UNIX seconds, up to which everything is known; None before the first round."""
    stored = ledger.meta.get(shop.database, "watermark")
    return None if stored is None else int(stored)


def _down(shop: Shop, since: int, high: int) -> Iterator[Ingested]:
    """What changed from `since` to `high`, newest first. Each call asks for what is not newer than the oldest row seen,
    never for a page by its number: a row that changes meanwhile goes to the top and is read in the next round, one
    that falls back is read further down. So rows that move are seen twice, never not at all."""
    left = above = 0  # rows that the page before said are still to come, up to `above`
    while high >= since:
        low = max(since, high - _window(shop))
        number = shop.begin_look()
        page = asked(partial(_page, shop, low, high, 1, "-updated"))
        yield from _take(shop, number, page)
        if page.total < left:
            # Some are missing: they changed between the two calls, or lie between the two as this list is sorted.
            yield from _by_pages(shop, high, above)
        left = 0
        oldest = _oldest(page, low, high)
        if not page.next:
            high = low if low > since else since - 1
        elif oldest is None or oldest == high:
            # One second holds more than a page does, or no row tells its time.
            floor = high if oldest is not None else low
            yield from _by_pages(shop, floor, high)
            high = floor - 1
        else:
            newer = sum(1 for payment in page.payments if listed_at(payment) > oldest)
            left, above, high = page.total - newer - len(page.bad), high, oldest


def _by_pages(shop: Shop, start: int, end: int) -> Iterator[Ingested]:
    """A fixed window by page numbers, from the last to the first: a row that leaves it can then only push others to
    pages that are still to be read. One that comes into it (`total` grows) could hide another: again from the start."""
    for _ in range(RESTARTS):
        number = shop.begin_look()
        page = asked(partial(_page, shop, start, end, 1, "updated"))
        yield from _take(shop, number, page)
        total, grown = page.total, False
        last = -(-total // shop.settings.page_size) if page.next else 1
        for count in range(last, 1 if last == 1 else 0, -1):
            number = shop.begin_look()
            page = asked(partial(_page, shop, start, end, count, "updated"))
            yield from _take(shop, number, page)
            if page.payments or page.bad:  # else there is no such page any more
                total, grown = page.total, grown or page.total > total
        if not grown:
            return


def listed_at(payment: Payment) -> int:
    """The time by which i'mport's lists filter and sort: when the current status began (domain.md 3.6.2); 0 if the
    record does not tell."""
    match payment.status:
        case PaymentStatus.READY:
            return payment.started_at
        case PaymentStatus.PAID:
            return payment.paid_at
        case PaymentStatus.FAILED:
            return payment.failed_at
        case PaymentStatus.CANCELLED:
            return payment.cancelled_at
    return 0


def _oldest(page: Page, low: int, high: int) -> int | None:
    times = [at for payment in page.payments if low <= (at := listed_at(payment)) <= high]
    return min(times, default=None)


def _window(shop: Shop) -> int:
    return shop.settings.window_days * 86400


def _page(shop: Shop, start: int, end: int, page: int, sorting: str) -> Page:
    return shop.client.payments_by_status("all", start, end, page=page, limit=shop.settings.page_size, sorting=sorting)


def _take(shop: Shop, number: int, page: Page) -> Iterator[Ingested]:
    """A page, then each doubtful row of it by a look of its own: every call is a step."""
    result = ingest(shop, Look(number, "recent"), page.payments, bad=page.bad)
    yield from singly(shop, result, "recent")


def singly(shop: Shop, result: Ingested, source: str) -> Iterator[Ingested]:
    """What a list or a look by number brought, then each doubtful payment of it by a look of its own."""
    doubtful, result.doubtful = result.doubtful, []
    yield result
    for imp_uid in doubtful:
        try:
            yield take_look(shop, imp_uid, source=source)
        except Trouble as trouble:
            # One record that cannot be read keeps nobody from reading the others; it comes again with the next look.
            if trouble.kind is not Kind.NOT_UNDERSTOOD or trouble.facts.get("imp_uid") != imp_uid:
                raise


def _wanted(shop: Shop, *, everything: bool) -> list[str]:
    now, settings = shop.now(), shop.settings
    waiting = turns.waiting(shop.database)
    cash_since = now - settings.recent_days_cash * 86400
    others = partial(
        turns.others, shop.database, now, card_since=now - settings.recent_days_card * 86400, cash_since=cash_since
    )
    if everything:
        return list(dict.fromkeys(waiting + others()))
    chosen = waiting[: WAITING_CALLS * BATCH]
    # The youngest in every round: most customers pay, or give up, within minutes.
    chosen += turns.youngest_unsettled(shop.database, now - settings.recent_days_card * 86400, BATCH)
    chosen += others(most=OTHER_CALLS * BATCH)
    return list(dict.fromkeys(chosen))[: len(waiting[: WAITING_CALLS * BATCH]) + OTHER_CALLS * BATCH]


def _by_number(shop: Shop, imp_uids: Sequence[str], single_looks: int) -> Iterator[Ingested]:
    number = shop.begin_look()
    answer = asked(lambda: shop.client.payments(imp_uids))
    shop.connected()
    result = ingest(shop, Look(number, "watch", watched=True), answer.payments, missing=answer.missing)
    later = set(result.doubtful[single_looks:])
    result.doubtful = result.doubtful[:single_looks]
    with shop.database.atomic():
        turns.looked(shop.database, [imp_uid for imp_uid in imp_uids if imp_uid not in later], number)
    yield from singly(shop, result, "watch")
