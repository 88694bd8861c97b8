"""Settle tickets by what i'mport shows: entries of its history become answers, questions or outside records.

Which entry answers which attempt is decided by `domain.attribution`; here it is written down, inside the
transaction of the ingest that saw it. A state i'mport has confirmed is never left again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from paymentdesk.domain.attribution import (
    Later,
    Linked,
    Outside,
    Question,
    QuestionKind,
    attribute,
)
from paymentdesk.domain.payment import Cancellation, Payment
from paymentdesk.domain.ticket import (
    LEFT,
    KnownBy,
    Link,
    MoveNotAllowed,
    Origin,
    Ticket,
    TicketEvent,
    TicketState,
    move,
)
from paymentdesk.services import cached, entries, stopping
from paymentdesk.services.blind import in_todays_mark
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

HISTORY_MAY_TAKE = 3600
"""Seconds that the history may lag behind the cancelled amount before a person is asked."""

DECLARED = frozenset({TicketState.REJECTED, TicketState.CLOSED})


def settle(
    shop: Shop,
    touched: Mapping[str, Payment | None],
    *,
    first_seen: Collection[str] = (),
    alone: Collection[str] = frozenset(),
) -> list[int]:
    """Settle these payments; answers the numbers of our tickets that closed by it.

    `touched` maps each payment to the record that was taken in, or None when only the tickets are to be looked
    at again. `first_seen` are payments nobody here knew before this look; `alone` those of them whose row was written
    with all its cached columns, because nothing else here is about them.
    """
    with_tickets = ledger.tickets.of_payments(shop.database, list(touched))
    had_settled = ledger.tickets.ever_settled(shop.database) if with_tickets else True
    grown = {uid: record for uid, record in touched.items() if record and (record.cancelled or record.history)}
    recorded = ledger.cancellations.of_payments(shop.database, list(grown))
    never_asked = {uid: one for uid, one in grown.items() if uid not in with_tickets and uid not in recorded}
    explained = _all_outside(shop, never_asked, first_seen)
    settled: list[int] = []
    for imp_uid in touched:
        if imp_uid in grown and imp_uid not in never_asked:
            entries.write(shop, imp_uid, grown[imp_uid])
        elif imp_uid not in with_tickets:
            continue
        settled += _settle_one(shop, imp_uid, imp_uid in first_seen)
    cached.refresh(shop, [uid for uid in touched if uid not in explained or uid not in alone])
    if with_tickets:
        cached.refresh_refused(shop, had_settled)
    return settled


def _all_outside(shop: Shop, records: Mapping[str, Payment], first_seen: Collection[str]) -> set[str]:
    """Payments without any ticket or entry here: nothing was ever asked for, so all that is cancelled was cancelled
    elsewhere. Most of what a first walk finds is like this, and it is written together. Answers those of which no
    entry is left to be explained, and nothing stops a request."""
    if not records:
        return set()
    mark, since = shop.mark, {is_first: _desk_since(shop, is_first) for is_first in (True, False)}
    explained: set[str] = set()
    found: list[tuple[Payment, Cancellation, Outside]] = []
    later: list[tuple[str, Cancellation, int | None]] = []
    for imp_uid, record in records.items():
        listed = sum(entry.amount for entry in record.history)
        growth = entries.growth(record, listed, (entry.reason for entry in record.history))
        mine = [*record.history, growth] if growth else record.history
        today = [in_todays_mark(shop, imp_uid, each) for each in mine]
        verdicts = attribute(today, (), mark, since[imp_uid in first_seen])
        outsiders = [(record, each, v) for each in mine if isinstance(v := verdicts[each.entry], Outside)]
        found += outsiders
        later += [(imp_uid, each, None) for each in mine if not isinstance(verdicts[each.entry], Outside)]
        if len(outsiders) == len(mine):
            explained.add(imp_uid)
    numbers = _record_outside(shop, found)
    told = [(record.imp_uid, entry, number) for (record, entry, _), number in zip(found, numbers, strict=True)]
    ledger.cancellations.add_all(shop.database, [*told, *later], shop.now())
    stopped = ledger.marks.of(shop.database, ledger.marks.STOP, list(records))
    for imp_uid in stopped:
        stopping.release(shop, imp_uid)
    return explained - set(stopped)


def _desk_since(shop: Shop, first_seen: bool) -> int:
    """What a payment already carried when this desk first saw it was there before the desk (R23)."""
    return shop.desk_since() - (0 if first_seen else 1)


def _settle_one(shop: Shop, imp_uid: str, first_seen: bool) -> list[int]:
    database = shop.database
    tickets = ledger.tickets.of_payment(database, imp_uid)
    open_entries = [row for row in ledger.cancellations.of_payment(database, imp_uid) if row.ticket is None]
    settled: list[int] = []
    # With something new, what was a question may be plain, or part of a larger one: they are asked together.
    if any(not row.question for row in open_entries):
        asked = [in_todays_mark(shop, imp_uid, row.cancellation) for row in open_entries]
        verdicts = attribute(asked, tickets, shop.mark, _desk_since(shop, first_seen))
        for row in open_entries:
            entry, verdict = row.cancellation, verdicts[row.cancellation.entry]
            match verdict:
                case Linked():
                    settled += answer(shop, imp_uid, entry, verdict.ticket, verdict.n, _sure(verdict))
                case Question():
                    if (row.question, row.question_tickets) != (verdict.kind.value, verdict.tickets):
                        _ask(shop, imp_uid, entry, verdict)
                case Outside():
                    outside(shop, imp_uid, entry, verdict)
                case Later():
                    if (late := _history_is_late(shop, entry, tickets)) is not None:
                        _ask(shop, imp_uid, entry, late)
    if any(_in_flight(ticket) for ticket in tickets):
        settled += _overtake(shop, imp_uid)
    stopping.release(shop, imp_uid)
    return settled


def _history_is_late(shop: Shop, entry: Cancellation, tickets: Sequence[Ticket]) -> Question | None:
    """Growth whose entry does not come is asked about in the end: nothing stays without a link, and the payment would
    be blocked for ever. The entry settles it still, whenever it comes."""
    if any(ticket.open for ticket in tickets) and shop.now() - entry.cancelled_at < HISTORY_MAY_TAKE:
        return None
    left = {a.ticket for t in tickets for a in t.attempts if a.outcome in LEFT and a.answered_by is None}
    return Question(QuestionKind.OTHER_AMOUNT, tuple(sorted(left)))


def _sure(verdict: Linked) -> Link:
    return Link.NUMBER if verdict.by_number else Link.AMOUNT


def answer(shop: Shop, imp_uid: str, entry: Cancellation, number: int, n: int, link: Link, by: str = "") -> list[int]:
    """Write that an entry answers an attempt; closes its ticket by i'mport's record, also a closed one (R14)."""
    database, now = shop.database, shop.now()
    row = ledger.tickets.row(database, number)
    assert row is not None
    ledger.cancellations.link(database, imp_uid, entry.entry, ticket=number, n=n, link=link.value)
    ledger.tickets.account_for(database, number, n, entry.entry)
    before = TicketState(row.state)
    again = before is TicketState.CANCELLED
    columns: dict[str, object] = {
        "carried_out": row.carried_out + entry.amount,
        "link": link.value,
        "known_by": KnownBy.IMP.value,
    }
    if not again:
        columns["state"] = move(before, TicketEvent.EXECUTED).value
        columns["closed_at"] = entry.cancelled_at or now
        late = before in DECLARED or before is TicketState.REFUSED
        columns["closed_because"] = f"late_truth:{before.value}" if late else ""
        if before is TicketState.REFUSED:
            ledger.tickets.refused_carried_out(database, number)
    ledger.tickets.change(database, number, **columns)
    data = {
        "entry": entry.entry,
        "amount": entry.amount,
        "asked": row.amount,
        "currency": row.currency,
        "cancelled_at": entry.cancelled_at,
        "link": link.value,
        "from": before.value,
        "again": again,
    }
    fact = Fact(now, "linked", imp_uid=imp_uid, merchant_uid=row.merchant_uid, ticket=number, by=by, data=data)
    audit.append(database.db, [fact])
    return [] if again or row.origin != Origin.DESK.value else [number]


def _ask(shop: Shop, imp_uid: str, entry: Cancellation, question: Question) -> None:
    """Leave it open which ticket it was, until a person says (R10)."""
    ledger.cancellations.link(
        shop.database,
        imp_uid,
        entry.entry,
        question=question.kind.value,
        question_tickets=question.tickets,
    )
    data = {
        "entry": entry.entry,
        "amount": entry.amount,
        "kind": question.kind.value,
        "tickets": list(question.tickets),
        "cancelled_at": entry.cancelled_at,
    }
    audit.append(shop.database.db, [Fact(shop.now(), "question", imp_uid=imp_uid, data=data)])


def outside(shop: Shop, imp_uid: str, entry: Cancellation, verdict: Outside, by: str = "") -> int:
    """Record a cancellation nobody here asked for: a closed ticket of origin elsewhere."""
    payment = ledger.payments.known(shop.database, [imp_uid])[imp_uid].payment
    (number,) = _record_outside(shop, [(payment, entry, verdict)], by=by)
    ledger.cancellations.stand_for(shop.database, imp_uid, entry.entry, number)
    stopping.left_another_way(shop, imp_uid, verdict.cause.value, by=by)
    return number


def _record_outside(shop: Shop, found: Sequence[tuple[Payment, Cancellation, Outside]], by: str = "") -> range:
    """One closed ticket for each entry, which is to be linked to it, with its line in the chain of facts."""
    database, now = shop.database, shop.now()
    numbers = ledger.tickets.create_all(
        database,
        [
            {
                "imp_uid": payment.imp_uid,
                "merchant_uid": payment.merchant_uid,
                "amount": entry.amount,
                "carried_out": entry.amount,
                "currency": payment.currency,
                "state": TicketState.CANCELLED.value,
                "origin": Origin.ELSEWHERE.value,
                "cause": verdict.cause.value,
                "known_by": KnownBy.IMP.value,
                "reason": entry.reason,
                "requested_at": entry.cancelled_at or now,
                "closed_at": entry.cancelled_at or now,
                "closed_because": f"second_of:{verdict.second_of}" if verdict.second_of else "",
            }
            for payment, entry, verdict in found
        ],
    )
    numbered = zip(numbers, found, strict=True)
    audit.append(database.db, [_outside_fact(now, number, *each, by) for number, each in numbered])
    return numbers


def _outside_fact(at: int, number: int, payment: Payment, entry: Cancellation, verdict: Outside, by: str) -> Fact:
    data = {
        "entry": entry.entry,
        "amount": entry.amount,
        "currency": payment.currency,
        "cause": verdict.cause.value,
        "second_of": verdict.second_of,
        "cancelled_at": entry.cancelled_at,
    }
    return Fact(at, "outside", payment.imp_uid, payment.merchant_uid, ticket=number, by=by, data=data)


def _overtake(shop: Shop, imp_uid: str) -> list[int]:
    """When nothing is left on a payment, tickets that left and are not linked are overtaken (R13)."""
    database = shop.database
    known = ledger.payments.known(database, [imp_uid])[imp_uid]
    if known.odd or (known.payment.cancelled or 0) < known.payment.amount:
        return []
    entries = ledger.cancellations.of_payment(database, imp_uid)
    doubtful = {number for row in entries for number in row.question_tickets}
    unexplained = any(row.ticket is None and not row.question for row in entries)
    overtaken: list[int] = []
    for ticket in ledger.tickets.of_payment(database, imp_uid):
        if not _in_flight(ticket) or ticket.number in doubtful or unexplained:
            continue
        apply_move(shop, ticket.number, TicketEvent.NOTHING_LEFT, known_by=KnownBy.IMP, closed_at=shop.now())
        overtaken.append(ticket.number)
    return overtaken


def _in_flight(ticket: Ticket) -> bool:
    return ticket.open and any(attempt.outcome in LEFT for attempt in ticket.attempts)


def apply_move(
    shop: Shop, number: int, event: TicketEvent, *, by: str = "", note: str = "", **columns: object
) -> TicketState:
    """Move a ticket by the table, and write who did it. Raises `MoveNotAllowed`."""
    database = shop.database
    row = ledger.tickets.row(database, number)
    if row is None:
        raise MoveNotAllowed(f"no ticket {number}")
    before = TicketState(row.state)
    after = move(before, event)
    known_by = columns.pop("known_by", None)
    if isinstance(known_by, KnownBy):
        columns["known_by"] = known_by.value
    ledger.tickets.change(database, number, state=after.value, **columns)
    data = {"from": before.value, "to": after.value, "event": event.value, "note": note}
    fact = Fact(
        shop.now(),
        "ticket_move",
        imp_uid=row.imp_uid,
        merchant_uid=row.merchant_uid,
        ticket=number,
        by=by,
        data=data,
    )
    audit.append(database.db, [fact])
    return after
