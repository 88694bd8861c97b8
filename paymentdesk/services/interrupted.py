"""Requests whose sender died: they become Unconfirmed, never sent again by themselves (money.md R6, R7).

Only whoever holds `sender.lock` may do this; while a living sender holds it, nothing is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from paymentdesk.domain.money import minor_units
from paymentdesk.domain.ticket import Attempt, KnownBy, Outcome, Ticket, TicketEvent, TicketState, outcome_of_ticket
from paymentdesk.services import cached
from paymentdesk.services.blind import former_marks
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.journal import JournalLine

if TYPE_CHECKING:
    from paymentdesk.services.shop import Shop

ENDED_UNSEEN = "ended_unseen"
"""Why a ticket is over that a restored copy still had open, although a later request of its payment had left."""


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
    known_lines: set[tuple[int, int]] = set()  # each attempt of the ledger is one line
    for line in shop.journal.lines():
        amount = minor_units(Decimal(line.amount), line.currency)
        tickets = ledger.tickets.of_payment(shop.database, line.imp_uid)
        sent = next(
            (
                (a.ticket, a.n)
                for t in tickets
                for a in t.attempts
                if a.amount == amount and a.sent_at == line.at and (a.ticket, a.n) not in known_lines
            ),
            None,
        )
        if sent is None:
            sent = _restore(shop, line, amount, tickets)
            numbers.append(sent[0])
            cached.refresh(shop, [line.imp_uid])
        known_lines.add(sent)
    return list(dict.fromkeys(numbers))


def _restore(shop: Shop, line: JournalLine, amount: int, tickets: Sequence[Ticket]) -> tuple[int, int]:
    """The attempt of a line, on its own ticket: the copy's where it was sent again since, else a new one. Answers the
    attempt's ticket and number."""
    from paymentdesk.services.settling import apply_move

    database, now = shop.database, shop.now()
    checksum = minor_units(Decimal(line.checksum), line.currency)
    own = _own(shop, line, amount, tickets)
    holder = next((ticket for ticket in tickets if ticket.open), None)
    if own is None and holder is not None:
        _was_over(shop, holder)
    number = own.number if own is not None else _create(shop, line, amount, checksum)
    n = len(own.attempts) + 1 if own is not None else 1
    ledger.tickets.add_attempt(database, Attempt(number, n, amount, checksum, line.at, Outcome.SILENT, frozenset()))
    if own is not None and own.state is TicketState.DRAFT:
        apply_move(shop, number, TicketEvent.SEND)
        apply_move(shop, number, TicketEvent.SILENT, known_by=KnownBy.ASSUMED, message="journal", sent_at=line.at)
    data = {"amount": amount, "currency": line.currency, "was": line.ticket, "mark": line.mark, "n": n}
    audit.append(database.db, [Fact(now, "brought_back", imp_uid=line.imp_uid, ticket=number, data=data)])
    return number, n


def _own(shop: Shop, line: JournalLine, amount: int, tickets: Sequence[Ticket]) -> Ticket | None:
    """The ticket that this line is an attempt of, if the ledger has it: brought back before, or in the copy."""
    back = audit.brought_back(shop.database.db, line.imp_uid).get((line.ticket, line.mark))
    copied = line.mark == shop.mark or line.ticket <= former_marks(shop).get(line.mark, 0)
    number = back if back is not None else line.ticket if copied else None
    return next((t for t in tickets if t.number == number and t.amount == amount), None)


def _was_over(shop: Shop, holder: Ticket) -> None:
    """Another request of the payment left, so the one that holds it in the copy was over by then. How, nobody knows any
    more: a draft was withdrawn; of what had left i'mport's record still tells, and until then it counts (R1)."""
    from paymentdesk.services.settling import apply_move

    if not holder.left:
        apply_move(shop, holder.number, TicketEvent.WITHDRAW, closed_at=shop.now(), closed_because="withdrawn")
        return
    apply_move(
        shop,
        holder.number,
        TicketEvent.LATER_ONE_LEFT,
        known_by=KnownBy.ASSUMED,
        closed_at=shop.now(),
        closed_because=ENDED_UNSEEN,
    )


def _create(shop: Shop, line: JournalLine, amount: int, checksum: int) -> int:
    known = ledger.payments.known(shop.database, [line.imp_uid]).get(line.imp_uid)
    return ledger.tickets.create(
        shop.database,
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
        watch_until=shop.now() + shop.settings.watch_days * 86400,
    )
