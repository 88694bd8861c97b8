"""Decide what people are told, each thing exactly once: whoever wrote the fact, a window, a command or a watch.

Facts are considered in their order up to a mark, in one transaction with the notices they become: a kill between a
fact and its notice loses nothing, and two programs that tell at once tell nothing twice.
"""

from __future__ import annotations

from paymentdesk.domain.news import Event, News, grouped
from paymentdesk.domain.payment import Problem
from paymentdesk.domain.ticket import Cause, Outcome, TicketEvent, TicketState
from paymentdesk.services import count_brake
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger import notices
from paymentdesk.store.queries import Notice, late_tickets, list_notices, sources

TELLING = ("linked", "ticket_move", "attempt_answer", "late_approval", "do_not_ship", "outside", "count_brake")
BROKEN_AFTER = 600  # seconds without success
TRIED_WITHIN = 1200  # seconds; what failed last longer ago is not tried any more, and may work
AT_ONCE = 500

_LATE = frozenset({Problem.PAID_LATE.value, Problem.PAID_BY_TEST.value})


def event_of(fact: Fact, user: str) -> Event | None:
    """What a fact tells, None where it tells nothing. What the person at this desk did is no news to that person."""
    kind = _kind_of(fact)
    if kind is None or (fact.by and fact.by == user):
        return None
    data = {name: fact.data[name] for name in ("amount", "currency", "problem", "count") if name in fact.data}
    if fact.data.get("again"):
        data["again"] = True
    if fact.kind == "do_not_ship":
        data |= dict(fact.data.get("paid") or {})
    return Event(f"fact:{fact.seq}", fact.at, kind, fact.imp_uid, fact.merchant_uid, fact.ticket, data)


def _kind_of(fact: Fact) -> News | None:
    data = fact.data
    match fact.kind:
        case "linked":
            return News.ELSEWHERE if data.get("again") else News.SETTLED
        case "ticket_move":
            states = {TicketState.OVERTAKEN.value: News.SETTLED, TicketState.REJECTED.value: News.REJECTED}
            ended_unseen = data.get("event") == TicketEvent.LATER_ONE_LEFT.value
            return None if ended_unseen else states.get(str(data.get("to")))
        case "attempt_answer":
            return News.REJECTED if data.get("outcome") == Outcome.REFUSED.value else None
        case "late_approval":
            return News.LATE_APPROVAL
        case "do_not_ship":
            late = data.get("problem") in _LATE
            # One that failed before has a fact of its own.
            return (News.LATE_APPROVAL if data.get("why") == "closed" else None) if late else News.DIFFERS
        case "outside":
            return None if data.get("cause") == Cause.BEFORE_THIS_DESK.value else News.ELSEWHERE
        case "count_brake":
            return News.TOO_MANY
    return None


def tell(shop: Shop) -> list[Notice]:
    """Write down what is new to tell; answers the notices that are to be shown. Asks nobody."""
    fresh: list[int] = []
    while True:
        groups, more = _tell(shop)
        fresh += [group for group in groups if group not in fresh]
        if not more:
            break
    with shop.database.reader() as connection:
        return [notice for group in fresh for notice in list_notices(connection, group=group)]


def _tell(shop: Shop) -> tuple[list[int], bool]:
    """One part of what is new: the notices that did not exist before, and whether there is more."""
    late = by_time(shop)
    if _fresh(shop, late) is None:  # asked without the lock that whoever writes needs
        return [], False
    with shop.database.atomic():
        found = _fresh(shop, late)
        if found is None:
            return [], False
        known, up_to, more = found
        now, off, first = shop.now(), notices.switched_off(shop.database), notices.next_group(shop.database)
        wanted = [event for event in known if not muted(event, off)]
        groups = grouped(
            wanted,
            now=now,
            last_told_at=notices.last_at(shop.database) or now,
            held=count_brake.held_back(shop) is not None,
            unread=notices.unread(shop.database),
            next_group=first,
        )
        for event, group in zip(wanted, groups, strict=True):
            notices.add(shop.database, event, group, now, muted=False)
        for event in known:
            if muted(event, off):
                notices.add(shop.database, event, 0, now, muted=True)
        notices.considered(shop.database, up_to, now)
    return sorted({group for group in groups if group >= first}), more


def _fresh(shop: Shop, late: list[Event]) -> tuple[list[Event], int, bool] | None:
    """What was never told, up to which fact that is all, and whether there is more; None where nothing is new."""
    before = int(ledger.meta.get(shop.database, notices.UP_TO) or 0)
    facts, up_to = notices.fresh_facts(shop.database, TELLING, AT_ONCE)
    events = [event for fact in facts if (event := event_of(fact, shop.user))]
    known = notices.untold(shop.database, [*events, *late])
    return None if not known and up_to == before else (known, up_to, len(facts) == AT_ONCE)


def muted(event: Event, off: frozenset[News]) -> bool:
    """Nobody wants to be told of this kind."""
    return (News.ELSEWHERE if event.kind is News.TOO_MANY else event.kind) in off


def by_time(shop: Shop) -> list[Event]:
    """What becomes news because time passes: tickets that are late, and a silence of i'mport."""
    now, events = shop.now(), []
    with shop.database.reader() as connection:
        for number in late_tickets(connection, now, shop.settings.overdue_days * 86400):
            events.append(_overdue(shop, number, now))
        for line in sources(connection):
            until = max(now, line.failed_at) if now - line.failed_at < TRIED_WITHIN else line.failed_at
            if line.name == "poll" and line.failing_since and until - line.failing_since >= BROKEN_AFTER:
                key = f"sync:{line.name}:{line.failing_since}"
                data = {"since": line.failing_since, "why": line.error}
                events.append(Event(key, line.failed_at, News.SYNC_BROKEN, data=data))
    return [event for event in events if event is not None]


def _overdue(shop: Shop, number: int, now: int) -> Event | None:
    row = ledger.tickets.row(shop.database, number)
    if row is None:
        return None
    # A ticket that was asked for again waits anew.
    key = f"overdue:{number}:{row.sent_at or row.requested_at}"
    data = {"amount": row.amount, "currency": row.currency}
    return Event(key, now, News.OVERDUE, row.imp_uid, row.merchant_uid, number, data)


def mark_read(shop: Shop, group: int | None = None) -> None:
    """Somebody has read this notice, or all of them."""
    with shop.database.atomic():
        notices.read(shop.database, shop.now(), group)


def switch(shop: Shop, kind: News, *, on: bool) -> None:
    """Tell of this kind from now on, or not any more."""
    with shop.database.atomic():
        notices.switch(shop.database, kind, on=on)
