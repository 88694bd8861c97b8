"""Request a cancellation: look, decide, write, send, write the answer. Sends nothing by itself, ever.

One send is: `sender.lock` taken, a fresh look, the decision on it (`refusing`), ticket and attempt on disk (ledger and
send journal), the call, its outcome on its own attempt (money.md R1, R2, R5, R6, R15, R16).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import (
    Allowance,
    Attempt,
    KnownBy,
    Outcome,
    TicketEvent,
    TicketState,
    possible_executions,
    ticket_name,
)
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.client import CancelAnswer
from paymentdesk.gateway.errors import TokenRefused
from paymentdesk.services import blind, cached, verifying
from paymentdesk.services.looking import look_at
from paymentdesk.services.refusing import (
    Request,
    examine,
    refuse_if_moved,
    refuse_other_state,
    refuse_worst_case,
    said_truly,
)
from paymentdesk.services.sending import send_attempt
from paymentdesk.services.settling import apply_move
from paymentdesk.services.shop import Shop, hold
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.payments import Known

__all__ = ["Request", "ask_again", "check", "finish", "request", "save_draft", "send_draft"]

LOCK_WAIT = 5.0


@contextlib.contextmanager
def _sending(shop: Shop, imp_uid: str) -> Iterator[None]:
    """`sender.lock` in hand; nobody else of this ledger sends meanwhile."""
    lock = shop.sender_lock()
    with said_truly(shop, imp_uid):
        hold(lock, timeout=LOCK_WAIT)
        try:
            yield
        finally:
            lock.release()


def request(shop: Shop, asked: Request) -> int:
    """Send a request; answers the ticket's number when it waits or is cancelled at once.

    Raises `Trouble`: before anything is written when it may not be sent; with the ticket's number in its facts
    when it was refused, could not be sent, or its outcome is not known.
    """
    done = _done_before(shop, asked)
    if done is not None and _row(shop, done).state != TicketState.SENDING.value:
        return finish(shop, done, None)
    try:
        with _sending(shop, asked.imp_uid):
            if (done := _done_before(shop, asked)) is not None:  # by whoever held the lock before
                return finish(shop, done, None)
            known, _ = examine(shop, asked)
            blind.refuse(shop, known.payment, seen=asked.blind_seen)
            shop.client.ready_to_send()
            return _send(shop, _write(shop, asked, known, TicketState.SENDING))
    except Trouble as trouble:
        if done is not None and trouble.kind is Kind.SENDER_BUSY:
            # The same command is sending it just now, and takes longer than we wait.
            return finish(shop, done, None)
        raise


def check(shop: Shop, asked: Request) -> Allowance:
    """Everything `request` would refuse, and nothing sent or written but the look itself (`--dry-run`)."""
    with said_truly(shop, asked.imp_uid):
        known, allowed = examine(shop, asked)
        blind.refuse(shop, known.payment, seen=asked.blind_seen)
        return allowed


def save_draft(shop: Shop, asked: Request) -> int:
    """Keep a request without sending it. It holds the payment's lock and reserves its amount."""
    done = _done_before(shop, asked)
    if done is not None:
        return done
    with said_truly(shop, asked.imp_uid):
        known, _ = examine(shop, asked)
        return _write(shop, asked, known, TicketState.DRAFT)


def send_draft(
    shop: Shop,
    number: int,
    by: str,
    worst_case: Money | None = None,
    *,
    seen_left: Money | None = None,
    blind_seen: bool = False,
) -> int:
    """Send a draft, or one that was not sent, by a person's act in this run (R16).

    The balance a person saw is that of the draft, or `seen_left` where they were shown another one since (R15).
    """
    row = refuse_other_state(shop, number, {TicketState.DRAFT})
    asked = Request(
        row.imp_uid,
        Money(row.amount, row.currency),
        row.reason,
        row.note,
        by,
        seen_left=seen_left or Money(row.seen_left, row.currency),
        worst_case=worst_case,
    )
    with _sending(shop, row.imp_uid):
        known, allowed = examine(shop, asked, own=number)
        blind.refuse(shop, known.payment, seen=blind_seen)
        shop.client.ready_to_send()
        with shop.database.atomic():
            refuse_other_state(shop, number, {TicketState.DRAFT})
            refuse_if_moved(shop, asked, known, own=number)
            blind.payment_seen(shop, known.payment, by)
            apply_move(shop, number, TicketEvent.SEND, by=by)
            left = known.payment.amount - known.excluded
            worst = allowed.worst_case(row.amount)
            ledger.tickets.change(shop.database, number, worst_case=worst, seen_left=left)
            _new_attempt(shop, number, left, allowed.refused)
        return _send(shop, number)


def ask_again(shop: Shop, number: int, by: str, note: str, worst_case: Money | None = None) -> int:
    """Send an Unconfirmed request again: a decision with evidence (R3).

    Raises `Trouble`: NOTE_MISSING, MOVE_NOT_ALLOWED, TOO_EARLY (with the time it will be possible) and
    BALANCE_MOVED (then nothing is sent and nothing closed).
    """
    if not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"ticket": ticket_name(number)}, possible=True)
    row = refuse_other_state(shop, number, {TicketState.UNCONFIRMED})
    with _sending(shop, row.imp_uid):
        look_at(shop, row.imp_uid)
        _may_ask_again(shop, number, worst_case)
        blind.refuse(shop)
        shop.client.ready_to_send()
        with shop.database.atomic():
            last, allowed = _may_ask_again(shop, number, worst_case)
            apply_move(shop, number, TicketEvent.ASK_AGAIN, by=by, note=note)
            worst = allowed.worst_case(row.amount)
            ledger.tickets.change(shop.database, number, worst_case=worst)
            _new_attempt(shop, number, last.checksum, allowed.refused)
        return _send(shop, number)


def _may_ask_again(shop: Shop, number: int, worst_case: Money | None) -> tuple[Attempt, Allowance]:
    """The last attempt, if the ticket may be sent again by what the ledger knows now (R3)."""
    row = refuse_other_state(shop, number, {TicketState.UNCONFIRMED})
    known = ledger.payments.known(shop.database, [row.imp_uid])[row.imp_uid]
    last = _attempts(shop, number)[-1]
    possible_at = last.sent_at + shop.settings.ask_again_after
    if shop.now() < possible_at:
        raise Trouble(Kind.TOO_EARLY, {"ticket": ticket_name(number), "at": possible_at}, possible=True)
    if known.payment.amount - known.excluded != last.checksum or known.odd:
        raise Trouble(Kind.BALANCE_MOVED, {"ticket": ticket_name(number)}, possible=True)
    allowed = cached.current_allowance(shop, known)
    if allowed.stopped:
        raise Trouble(Kind.STOP_QUEUE, {"imp_uid": row.imp_uid}, possible=True)
    refuse_worst_case(allowed, Money(row.amount, row.currency), worst_case, needed=False)
    return last, allowed


def _done_before(shop: Shop, asked: Request) -> int | None:
    """The ticket this key has made already (R22). A key stands for one request, not for several."""
    row = ledger.tickets.by_once_key(shop.database, asked.once) if asked.once is not None else None
    if row is None:
        return None
    if (row.imp_uid, row.amount, row.currency) != (asked.imp_uid, asked.amount.minor, asked.amount.currency):
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--once", "value": asked.once})
    return int(row.id)


def _write(shop: Shop, asked: Request, known: Known, state: TicketState) -> int:
    """Ticket, attempt and facts in one transaction, before anything leaves."""
    payment, now = known.payment, shop.now()
    left = payment.amount - known.excluded
    with shop.database.atomic():
        allowed = refuse_if_moved(shop, asked, known)
        number = ledger.tickets.create(
            shop.database,
            imp_uid=payment.imp_uid,
            merchant_uid=payment.merchant_uid,
            amount=asked.amount.minor,
            currency=payment.currency,
            state=state.value,
            known_by=KnownBy.PERSON.value,
            reason=asked.reason,
            note=asked.note,
            requested_by=asked.by or shop.user,
            requested_at=now,
            once_key=asked.once,
            seen_left=left,
            worst_case=allowed.worst_case(asked.amount.minor),
        )
        kind = "ticket_requested" if state is TicketState.SENDING else "ticket_draft"
        data = {
            "amount": asked.amount.minor,
            "currency": payment.currency,
            "reason": asked.reason,
            "note": asked.note,
            "left": left,
        }
        _note(shop, kind, payment.imp_uid, payment.merchant_uid, number, asked.by or shop.user, data)
        if state is TicketState.SENDING:
            blind.payment_seen(shop, payment, asked.by or shop.user)
            _new_attempt(shop, number, left, allowed.refused)
        else:
            cached.refresh(shop, [payment.imp_uid])
    return number


def _new_attempt(shop: Shop, number: int, checksum: int, refused: int) -> None:
    """The next numbered attempt, on disk as Sending. Belongs inside the transaction that moved the ticket.

    `checksum` is the balance the person saw (R15), never one that was read since; `refused` the sum of refused
    requests that was named beside the worst case (R1).
    """
    shop.bound()  # never with another shop's key (R12)
    row = _row(shop, number)
    known = ledger.payments.known(shop.database, [row.imp_uid])[row.imp_uid]
    now = shop.now()
    n = len(_attempts(shop, number)) + 1
    attempt = Attempt(
        ticket=number,
        n=n,
        amount=row.amount,
        checksum=checksum,
        sent_at=now,
        outcome=Outcome.SENDING,
        seen_entries=frozenset(e.entry for e in known.payment.history),
    )
    ledger.tickets.add_attempt(shop.database, attempt)
    watch = now + shop.settings.watch_days * 86400
    ledger.tickets.change(
        shop.database,
        number,
        sent_at=now,
        watch_until=watch,
        known_by=KnownBy.ASSUMED.value,
        closed_at=0,
        closed_because="",
    )
    data = {"n": n, "amount": row.amount, "currency": row.currency, "checksum": checksum, "refused_before": refused}
    _note(shop, "attempt_sent", row.imp_uid, row.merchant_uid, number, "", data)
    if row.amount == checksum:  # all that is left: a decision about what spoke against the payment, too
        verifying.cancellation_requested(shop, row.imp_uid, row.merchant_uid, row.requested_by)
    cached.refresh(shop, [row.imp_uid])


def _send(shop: Shop, number: int) -> int:
    """Send the last attempt and write what came back. A 401 in i'mport's envelope is not sent: one more attempt
    with a new token, by this service and only once (architecture.md 4)."""
    outcome = send_attempt(shop, number)
    if isinstance(outcome, TokenRefused):
        with shop.database.atomic():
            refuse_other_state(shop, number, {TicketState.SENDING})
            _new_attempt(shop, number, _attempts(shop, number)[-1].checksum, 0)
        outcome = send_attempt(shop, number, last_try=True)
    return finish(shop, number, outcome)


def finish(shop: Shop, number: int, outcome: CancelAnswer | Trouble | None) -> int:
    """The ticket's number, or the trouble a person must hear of. `outcome` is what just came back, or None when
    a request is told again (R22)."""
    row = _row(shop, number)
    facts = {
        "ticket": ticket_name(number),
        "number": number,
        "amount": Money(row.amount, row.currency),
        "imp_uid": row.imp_uid,
        "state": row.state,
    }
    match TicketState(row.state):
        case TicketState.CANCELLED | TicketState.WAITING | TicketState.OVERTAKEN:
            return number
        case TicketState.REFUSED:
            tickets = ledger.tickets.of_payment(shop.database, row.imp_uid)
            doubted = ledger.tickets.refused_was_carried_out(shop.database)
            alive = bool(possible_executions(tickets, refused_count=doubted))
            raise Trouble(Kind.REFUSED, {**facts, "message": row.message}, possible=alive)
        case TicketState.DRAFT if isinstance(outcome, Trouble):
            raise Trouble(outcome.kind, {**outcome.facts, **facts}, money=MoneyWord.NOT_SENT)
        case TicketState.DRAFT if _attempts(shop, number):
            raise Trouble(Kind.UNREACHABLE, facts, money=MoneyWord.NOT_SENT)
        case TicketState.SENDING | TicketState.UNCONFIRMED:
            why = outcome.facts if isinstance(outcome, Trouble) else {}
            raise Trouble(Kind.UNCONFIRMED, {**why, **facts}, possible=True)
        case _:
            raise Trouble(Kind.MOVE_NOT_ALLOWED, facts, money=MoneyWord.NOTHING_CHANGED, possible=True)


def _row(shop: Shop, number: int) -> Any:
    """A ticket that is known to be there."""
    row = ledger.tickets.row(shop.database, number)
    assert row is not None
    return row


def _attempts(shop: Shop, number: int) -> tuple[Attempt, ...]:
    row = _row(shop, number)
    tickets = ledger.tickets.of_payment(shop.database, row.imp_uid)
    return next(t.attempts for t in tickets if t.number == number)


def _note(
    shop: Shop, kind: str, imp_uid: str, merchant_uid: str, ticket: int, by: str, data: dict[str, object]
) -> None:
    fact = Fact(shop.now(), kind, imp_uid=imp_uid, merchant_uid=merchant_uid, ticket=ticket, by=by, data=data)
    audit.append(shop.database.db, [fact])
