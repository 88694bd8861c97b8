"""Everything that forbids a request, by what the ledger knows after a fresh look (money.md R1, R4, R9, R10, R13, R15).

Nothing here writes or sends. Whatever is refused says first whether something else of the payment may still move (R24).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import Allowance, TicketState, ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached, stopping
from paymentdesk.services.looking import look_at
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.payments import Known


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. `seen_left` is the balance they were shown (R15), `worst_case` what they confirmed
    may be cancelled in all (R1), `once` a key that makes the request happen once (R22), `blind_seen` that requests
    were looked for which this desk cannot have seen (R7)."""

    imp_uid: str
    amount: Money
    reason: str
    note: str = ""
    by: str = ""
    seen_left: Money | None = None
    worst_case: Money | None = None
    once: str | None = None
    blind_seen: bool = False


@contextlib.contextmanager
def said_truly(shop: Shop, imp_uid: str) -> Iterator[None]:
    """Trouble that moved no money says so only if nothing else of this payment can still move (R24)."""
    try:
        yield
    except Trouble as trouble:
        if trouble.money in (MoneyWord.NOT_SENT, MoneyWord.NOTHING_CHANGED) and not trouble.possible:
            with contextlib.suppress(Trouble):  # a ledger that cannot be read has said so already
                trouble.possible = bool(stopping.may_still_move(shop, imp_uid))
        raise


def examine(shop: Shop, asked: Request, *, own: int | None = None) -> tuple[Known, Allowance]:
    """A fresh look, and everything that forbids the request. `own` is the draft that is being sent."""
    known = look_at(shop, asked.imp_uid)
    return known, refuse(shop, asked, known, own)


def refuse_if_moved(shop: Shop, asked: Request, known: Known, own: int | None = None) -> Allowance:
    """Decided again, inside the transaction that writes: another process may have written since the look."""
    fresh = ledger.payments.known(shop.database, [asked.imp_uid])[asked.imp_uid]
    left = Money(max(0, known.payment.amount - known.excluded), known.payment.currency)
    return refuse(shop, replace(asked, seen_left=left), fresh, own)


def refuse(shop: Shop, asked: Request, known: Known, own: int | None) -> Allowance:
    """Everything that forbids a request, by what the ledger knows."""
    allowed = cached.current_allowance(shop, known)
    payment = known.payment
    if asked.amount.currency != payment.currency:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "currency", "value": asked.amount.currency})
    possible = allowed.possible > 0
    left = Money(max(0, payment.amount - known.excluded), payment.currency)
    if own is not None and allowed.open_ticket == own:
        allowed = replace(allowed, open_ticket=None, cancellable=0 if allowed.not_paid else left.minor)
    facts = {"imp_uid": payment.imp_uid, "asked": asked.amount, "left": left}
    if allowed.open_ticket is not None:
        raise ticket_open(shop, allowed, payment.currency)
    if allowed.braked:
        raise Trouble(Kind.BRAKED, facts, possible=True)
    if allowed.question:
        raise Trouble(Kind.QUESTION_OPEN, facts, possible=True)
    if allowed.stopped:
        raise Trouble(Kind.STOP_QUEUE, facts, possible=True)
    if asked.seen_left is not None and asked.seen_left != left:
        moved = asked.seen_left - left
        raise Trouble(Kind.CHANGED_MEANWHILE, {**facts, "moved": moved, "seen": asked.seen_left}, possible=True)
    if allowed.not_paid:
        raise Trouble(Kind.NOT_PAID, facts, possible=possible)
    if asked.amount.minor > allowed.cancellable:
        most = Money(allowed.cancellable, payment.currency)
        raise Trouble(Kind.MORE_THAN_LEFT, {**facts, "left": most}, possible=possible)
    refuse_worst_case(allowed, asked.amount, asked.worst_case, needed=True)
    return allowed


def refuse_other_state(shop: Shop, number: int, states: set[TicketState]) -> Any:
    """The ticket's row if it is in one of these states, else `Trouble`."""
    row = ledger.tickets.row(shop.database, number)
    if row is None:
        raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": ticket_name(number)}, money=MoneyWord.NOTHING_CHANGED)
    if TicketState(row.state) not in states:
        raise Trouble(
            Kind.MOVE_NOT_ALLOWED,
            {"ticket": ticket_name(number), "state": row.state},
            money=MoneyWord.NOTHING_CHANGED,
            possible=True,
        )
    return row


def ticket_open(shop: Shop, allowed: Allowance, currency: str) -> Trouble:
    """The trouble that names the ticket holding the payment's lock."""
    assert allowed.open_ticket is not None
    row = ledger.tickets.row(shop.database, allowed.open_ticket)
    assert row is not None
    facts = {
        "ticket": ticket_name(row.id),
        "state": row.state,
        "amount": Money(row.amount, currency),
        "left": Money(allowed.cancellable, currency),
    }
    return Trouble(Kind.TICKET_OPEN, facts, possible=row.state != TicketState.DRAFT.value)


def refuse_worst_case(allowed: Allowance, amount: Money, given: Money | None, *, needed: bool) -> None:
    """While earlier requests may still be carried out, a further one needs the worst case typed (R1)."""
    worst = allowed.worst_case(amount.minor)
    if worst is None or (given is None and not needed):
        return
    if given is None or given != Money(worst, amount.currency):
        facts = {
            "worst": Money(worst, amount.currency),
            "paid": Money(allowed.paid, amount.currency),
            "possible": Money(allowed.possible, amount.currency),
            "refused": Money(allowed.refused, amount.currency),
        }
        raise Trouble(Kind.WORST_CASE, facts, possible=True)
