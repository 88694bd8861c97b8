"""Requests whose sender died: they become Unconfirmed, never sent again by themselves (money.md R6, R7).

Only whoever holds `sender.lock` may do this; while a living sender holds it, nothing is touched.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from paymentdesk.domain.money import minor_units
from paymentdesk.domain.ticket import Attempt, KnownBy, Outcome, Ticket, TicketEvent, TicketState, outcome_of_ticket
from paymentdesk.services import cached
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.journal import JournalLine

if TYPE_CHECKING:
    from paymentdesk.services.shop import Shop


def admit_interrupted(shop: Shop) -> list[int]:
    """Admit what nobody can be sending any more; answers the ticket numbers. Does nothing beside a living send."""
    size = shop.journal.size()
    read = int(ledger.meta.get(shop.database, "journal_size") or 0)
    if not ledger.tickets.sending(shop.database) and size == read:
        return []
    lock = shop.sender_lock()
    try:
        lock.acquire(timeout=0)
    except OSError:  # a living sender holds it (TimeoutError), or the folder cannot be written
        return []
    try:
        with shop.database.atomic():
            numbers = [_admit(shop, row.id) for row in ledger.tickets.sending(shop.database)]
            if size != read:
                numbers += _bring_back(shop)
                ledger.meta.put(shop.database, "journal_size", str(size))
        return numbers
    finally:
        lock.release()


def _admit(shop: Shop, number: int) -> int:
    from paymentdesk.services.settling import apply_move

    row = ledger.tickets.row(shop.database, number)
    assert row is not None
    attempts = next(t.attempts for t in ledger.tickets.of_payment(shop.database, row.imp_uid) if t.number == number)
    last = attempts[-1]
    ledger.tickets.answer_attempt(
        shop.database,
        number,
        last.n,
        Outcome.SILENT,
        "interrupted",
        shop.now(),
        only_if=Outcome.SENDING,
    )
    # Killed after a refused token and before the next attempt: then nothing is on its way.
    came = Outcome.SILENT if last.outcome is Outcome.SENDING else last.outcome
    event = outcome_of_ticket(attempts[:-1], came)
    apply_move(shop, number, event, known_by=KnownBy.ASSUMED, message="interrupted")
    cached.refresh(shop, [row.imp_uid])
    return number


def _bring_back(shop: Shop) -> list[int]:
    """Lines of the send journal that the database lacks become Unconfirmed tickets (R7)."""
    numbers: list[int] = []
    for line in shop.journal.lines():
        known = ledger.payments.known(shop.database, [line.imp_uid])
        amount = minor_units(Decimal(line.amount), line.currency)
        tickets = ledger.tickets.of_payment(shop.database, line.imp_uid)
        sent = [a for t in tickets for a in t.attempts if a.amount == amount and a.sent_at == line.at]
        if not sent:
            numbers.append(_restore(shop, line, amount))
            if known:
                cached.refresh(shop, [line.imp_uid])
    return numbers


def _holder(shop: Shop, line: JournalLine, amount: int) -> Ticket | None:
    """The open ticket of the line's payment, which takes the attempt: a payment has one. A draft takes only what it
    was itself; for anything else to have left, it must have been withdrawn since the copy was made."""
    from paymentdesk.services.settling import apply_move

    tickets = ledger.tickets.of_payment(shop.database, line.imp_uid)
    holder = next((ticket for ticket in tickets if ticket.open), None)
    if holder is None or holder.left or (holder.number, holder.amount) == (line.ticket, amount):
        return holder
    apply_move(shop, holder.number, TicketEvent.WITHDRAW, closed_at=shop.now(), closed_because="withdrawn")
    return None


def _restore(shop: Shop, line: JournalLine, amount: int) -> int:
    from paymentdesk.services.settling import apply_move

    database, now = shop.database, shop.now()
    known = ledger.payments.known(database, [line.imp_uid]).get(line.imp_uid)
    holder = _holder(shop, line, amount)
    checksum = minor_units(Decimal(line.checksum), line.currency)
    if holder is None:
        number = ledger.tickets.create(
            database,
            imp_uid=line.imp_uid,
            merchant_uid=known.payment.merchant_uid if known else "",
            amount=amount,
            currency=line.currency,
            state=TicketState.UNCONFIRMED.value,
            known_by=KnownBy.ASSUMED.value,
            message="journal",
            requested_at=line.at,
            sent_at=line.at,
            seen_left=checksum,
            watch_until=now + shop.settings.watch_days * 86400,
        )
        n = 1
    else:
        number, n = holder.number, len(holder.attempts) + 1
    ledger.tickets.add_attempt(database, Attempt(number, n, amount, checksum, line.at, Outcome.SILENT, frozenset()))
    if holder is not None and not holder.left:
        apply_move(shop, number, TicketEvent.SEND)
        apply_move(shop, number, TicketEvent.SILENT, known_by=KnownBy.ASSUMED, message="journal", sent_at=line.at)
    data = {"amount": amount, "currency": line.currency, "was": line.ticket, "mark": line.mark, "n": n}
    audit.append(database.db, [Fact(now, "brought_back", imp_uid=line.imp_uid, ticket=number, data=data)])
    return number
