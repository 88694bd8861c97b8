"""What a person may say of a ticket, a payment or a cancellation; nothing here sends anything.

Every act is a fact with a name on it, and what i'mport shows later overrides it (money.md R14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paymentdesk.domain.attribution import Outside
from paymentdesk.domain.comparison import accepted
from paymentdesk.domain.money import Money
from paymentdesk.domain.payment import digest, standing
from paymentdesk.domain.ticket import (
    LEFT,
    Allowance,
    Attempt,
    Cause,
    KnownBy,
    Link,
    MoveNotAllowed,
    Origin,
    Outcome,
    TicketEvent,
    TicketState,
    ticket_name,
)
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.errors import NotFound
from paymentdesk.gateway.wire import BadRow
from paymentdesk.services import cached, entries, settling
from paymentdesk.services.blind import blind_confirmed
from paymentdesk.services.count_brake import count_brake_seen
from paymentdesk.services.looking import asked
from paymentdesk.services.noting import (
    chargeback_noticed,
    excuse_test,
    link_confirmed,
    link_refused,
    stop_handled,
)
from paymentdesk.services.refusing import Request, examine, refuse_other_state, ticket_open
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.cancellations import Entry
from paymentdesk.store.ledger.payments import Known, Saved
from paymentdesk.store.ledger.tickets import AlreadyOpen

__all__ = [
    "WHERE",
    "accept",
    "answer_question",
    "blind_confirmed",
    "chargeback_noticed",
    "classify",
    "count_brake_seen",
    "did_not_arrive",
    "excuse_test",
    "keep_waiting",
    "letter_written",
    "link_confirmed",
    "link_refused",
    "record_elsewhere",
    "reject",
    "stop_handled",
    "take_back",
    "withdraw",
]

WHERE = ("console", "phone", "other-desk")
TAKEN_BACK = (TicketEvent.TAKE_BACK, TicketEvent.TAKE_BACK_UNANSWERED)


def keep_waiting(shop: Shop, number: int, by: str, note: str = "") -> None:
    """The ticket is there: it waits, declared by a person; can be taken back."""
    _declare(shop, number, TicketEvent.KEEP_WAITING, by, note)


def take_back(shop: Shop, number: int, by: str, note: str = "") -> None:
    """Take back *keep waiting*, *rejected* or *did not arrive*: the ticket is again what is known without that word.
    One that was rejected waits only if it was ever taken, or written down as made elsewhere."""
    row = ledger.tickets.row(shop.database, number)
    declared = row is not None and row.known_by == KnownBy.PERSON.value and row.origin == Origin.DESK.value
    if row is not None and row.state == TicketState.WAITING.value and not declared:
        # Waiting because i'mport took it, or made elsewhere: there is nothing of ours to take back.
        refuse_other_state(shop, number, {TicketState.REJECTED, TicketState.CLOSED})
    event = TicketEvent.TAKE_BACK
    if row is not None and row.state == TicketState.REJECTED.value:
        attempts = next(t.attempts for t in ledger.tickets.of_payment(shop.database, row.imp_uid) if t.number == number)
        if all(attempt.outcome is not Outcome.ACCEPTED for attempt in attempts):
            event = TicketEvent.TAKE_BACK_UNANSWERED
    _declare(shop, number, event, by, note)


def withdraw(shop: Shop, number: int, by: str, note: str = "") -> None:
    """Take back a request that has not left."""
    _declare(shop, number, TicketEvent.WITHDRAW, by, note)


def reject(shop: Shop, number: int, by: str, note: str) -> None:
    """Paymentwall refused it, says a person: who, when and in which words belongs in the note (R14)."""
    _need_note(note, number)
    _declare(shop, number, TicketEvent.REJECT, by, note)


def did_not_arrive(shop: Shop, number: int, by: str, note: str) -> None:
    """Close an Unconfirmed request as never arrived; it stays watched and late truth wins."""
    _need_note(note, number)
    _declare(shop, number, TicketEvent.DID_NOT_ARRIVE, by, note)


def record_elsewhere(shop: Shop, imp_uid: str, amount: Money, where: str, by: str, note: str = "") -> int:
    """Write down a request made in the console, by phone or at another desk (R4): it waits, holds the lock and
    is settled like ours; nothing is sent. Answers the ticket's number."""
    if where not in WHERE:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--where", "value": where}, money=MoneyWord.NOTHING_CHANGED)
    asked_for = Request(imp_uid, amount, "", note, by)
    known, _ = _examined(shop, asked_for)
    payment, now = known.payment, shop.now()
    with shop.database.atomic():
        try:
            number = ledger.tickets.create(
                shop.database,
                imp_uid=imp_uid,
                merchant_uid=payment.merchant_uid,
                amount=amount.minor,
                currency=payment.currency,
                state=TicketState.WAITING.value,
                origin=Origin.ELSEWHERE.value,
                where=where,
                known_by=KnownBy.PERSON.value,
                note=note,
                requested_by=by,
                requested_at=now,
                sent_at=now,
                declared_by=by,
                watch_until=now + shop.settings.watch_days * 86400,
            )
        except AlreadyOpen as error:
            raise Trouble(Kind.SENDER_BUSY, money=MoneyWord.NOTHING_CHANGED) from error
        seen = frozenset(entry.entry for entry in payment.history)
        left = payment.amount - known.excluded
        ledger.tickets.add_attempt(shop.database, Attempt(number, 1, amount.minor, left, now, Outcome.ACCEPTED, seen))
        data = {"amount": amount.minor, "currency": amount.currency, "where": where, "note": note}
        _fact(shop, "recorded_elsewhere", imp_uid, payment.merchant_uid, number, by, data)
        cached.refresh(shop, [imp_uid])
    return number


def accept(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """Take i'mport's word where it was odd news, after a fresh look; a fact like any other (R18)."""
    if not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"what": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
    number = shop.begin_look()
    try:
        seen = asked(lambda: shop.client.payment(imp_uid))
    except NotFound:
        seen = None
    if isinstance(seen, BadRow):
        raise Trouble(Kind.NOT_UNDERSTOOD, {"imp_uid": imp_uid, "why": seen.why}, money=MoneyWord.NOTHING_CHANGED)
    shop.connected()
    with shop.database.atomic():
        known = ledger.payments.known(shop.database, [imp_uid]).get(imp_uid)
        if known is None:
            raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        if not known.odd:
            raise Trouble(Kind.NOTHING_TO_ACCEPT, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        data: dict[str, object] = {"oddities": list(known.odd), "note": note}
        excluded, taken = known.excluded, None
        if seen is not None:
            taken = accepted(known.payment, seen)
            excluded = max(taken.cancelled or 0, standing(seen).excluded)
            ledger.payments.rewrite(
                shop.database, [Saved(taken, excluded, seen.raw, digest(seen.raw), number, shop.now())]
            )
            data["taken"] = {
                "status": taken.status.value,
                "amount": taken.amount,
                "cancelled": taken.cancelled,
            }
            data["had"] = {
                "status": known.payment.status.value,
                "amount": known.payment.amount,
                "cancelled": known.payment.cancelled,
            }
            entries.drop_vanished(shop, imp_uid, taken)
        ledger.payments.set_odd(shop.database, imp_uid, (), since=0, confirmed=False, raw=None, excluded=excluded)
        _fact(shop, "accepted", imp_uid, known.payment.merchant_uid, None, by, data)
        settling.settle(shop, {imp_uid: taken})


def answer_question(
    shop: Shop, imp_uid: str, entry: str, ticket: int | None, by: str, cause: Cause = Cause.UNKNOWN
) -> None:
    """Say which ticket a cancellation was, or that it was none of ours and who did it (R10)."""
    with shop.database.atomic():
        rows = ledger.cancellations.of_payment(shop.database, imp_uid)
        row = next((r for r in rows if r.cancellation.entry == entry and r.question), None)
        if row is None:
            raise Trouble(Kind.NOTHING_TO_ACCEPT, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        if ticket is None:
            settling.outside(shop, imp_uid, row.cancellation, Outside(cause), by=by)
        else:
            _answer_with(shop, imp_uid, [r for r in rows if r.question == "in_parts"] or [row], ticket, by)
        # The answer may have made the rest plain: what is still a question is asked afresh.
        for other in ledger.cancellations.of_payment(shop.database, imp_uid):
            if other.question:
                ledger.cancellations.link(shop.database, imp_uid, other.cancellation.entry)
        settling.settle(shop, {imp_uid: None})


def classify(shop: Shop, number: int, cause: Cause, by: str) -> None:
    """Say who cancelled what nobody here asked for."""
    with shop.database.atomic():
        row = refuse_other_state(shop, number, {TicketState.CANCELLED})
        if row.origin != Origin.ELSEWHERE.value or row.requested_by:
            raise Trouble(
                Kind.MOVE_NOT_ALLOWED,
                {"ticket": ticket_name(number), "state": row.state},
                money=MoneyWord.NOTHING_CHANGED,
            )
        ledger.tickets.change(shop.database, number, cause=cause.value, declared_by=by)
        _fact(shop, "classified", row.imp_uid, row.merchant_uid, number, by, {"cause": cause.value})


def letter_written(shop: Shop, number: int, kind: str, by: str) -> None:
    """Write down that a letter about a ticket was handed to the person's mail program."""
    with shop.database.atomic():
        row = ledger.tickets.row(shop.database, number)
        if row is None:
            raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": ticket_name(number)}, money=MoneyWord.NOTHING_CHANGED)
        _fact(shop, "letter_written", row.imp_uid, row.merchant_uid, number, by, {"kind": kind})


def _answer_with(shop: Shop, imp_uid: str, rows: Sequence[Entry], ticket: int, by: str) -> None:
    tickets = ledger.tickets.of_payment(shop.database, imp_uid)
    ours = next((t for t in tickets if t.number == ticket), None)
    left = [a for a in ours.attempts if a.outcome in LEFT] if ours else []
    if not left:
        raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": ticket_name(ticket)}, money=MoneyWord.NOTHING_CHANGED)
    n = next((a.n for a in left if a.answered_by is None), left[-1].n)
    for row in rows:
        settling.answer(shop, imp_uid, row.cancellation, ticket, n, Link.PERSON, by=by)
    data: dict[str, object] = {"entries": [r.cancellation.entry for r in rows]}
    _fact(shop, "question_answered", imp_uid, "", ticket, by, data)


def _examined(shop: Shop, asked_for: Request) -> tuple[Known, Allowance]:
    """As for a request, but a worst case needs no typing: nothing is sent, something is written down."""
    try:
        return examine(shop, asked_for)
    except Trouble as trouble:
        if trouble.kind is not Kind.WORST_CASE:
            trouble.money = MoneyWord.NOTHING_CHANGED
            raise
        return examine(shop, replace(asked_for, worst_case=trouble.facts["worst"]))


def _declare(shop: Shop, number: int, event: TicketEvent, by: str, note: str) -> None:
    closing = event in (TicketEvent.REJECT, TicketEvent.DID_NOT_ARRIVE, TicketEvent.WITHDRAW)
    because = {TicketEvent.DID_NOT_ARRIVE: "never_arrived", TicketEvent.WITHDRAW: "withdrawn"}.get(event, "")
    if event is TicketEvent.REJECT:
        because = "rejected"
    with shop.database.atomic():
        row = ledger.tickets.row(shop.database, number)
        if row is None:
            raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": ticket_name(number)}, money=MoneyWord.NOTHING_CHANGED)
        assumed = event in TAKEN_BACK and row.origin == Origin.DESK.value
        try:
            settling.apply_move(
                shop,
                number,
                event,
                by=by,
                note=note,
                known_by=KnownBy.ASSUMED if assumed else KnownBy.PERSON,
                declared_by=by,
                closed_at=shop.now() if closing else 0,
                closed_because=because,
            )
        except MoveNotAllowed as error:
            raise Trouble(
                Kind.MOVE_NOT_ALLOWED,
                {"ticket": ticket_name(number), "state": row.state},
                money=MoneyWord.NOTHING_CHANGED,
                possible=True,
            ) from error
        except AlreadyOpen as error:
            known = ledger.payments.known(shop.database, [row.imp_uid])[row.imp_uid]
            trouble = ticket_open(shop, cached.current_allowance(shop, known), row.currency)
            trouble.money = MoneyWord.NOTHING_CHANGED
            raise trouble from error
        cached.refresh(shop, [row.imp_uid])


def _need_note(note: str, number: int) -> None:
    if not note.strip():
        facts = {"ticket": ticket_name(number)}
        raise Trouble(Kind.NOTE_MISSING, facts, money=MoneyWord.NOTHING_CHANGED, possible=True)


def _fact(
    shop: Shop,
    kind: str,
    imp_uid: str,
    merchant_uid: str,
    ticket: int | None,
    by: str,
    data: dict[str, object],
) -> None:
    fact = Fact(shop.now(), kind, imp_uid=imp_uid, merchant_uid=merchant_uid, ticket=ticket, by=by, data=data)
    audit.append(shop.database.db, [fact])
