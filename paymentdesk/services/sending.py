"""One attempt over the wire, and its outcome on disk.

By the time this runs the attempt is committed as Sending and `sender.lock` is held. The journal line is synced
before the first byte leaves (R7); whatever comes back is written onto this attempt only, and never moves a
ticket out of a state i'mport has confirmed (R6).
"""

from __future__ import annotations

from paymentdesk.domain.money import Money, major_text
from paymentdesk.domain.ticket import (
    Attempt,
    KnownBy,
    Outcome,
    TicketState,
    outcome_of_ticket,
    tag,
    ticket_name,
)
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.gateway.client import CancelAnswer
from paymentdesk.gateway.errors import NotSent, OutcomeUnknown, TokenRefused
from paymentdesk.services import cached
from paymentdesk.services.ingest import Look, ingest
from paymentdesk.services.settling import apply_move
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.journal import JournalLine

REASON_LENGTH = 256
Came = CancelAnswer | Trouble


def send_attempt(shop: Shop, number: int, *, last_try: bool = False) -> Came:
    """Send the ticket's last attempt once and record what came of it.

    A refused token leaves the ticket Sending for one more attempt, unless this was the last try. Raises
    `Trouble(ANSWER_NOT_WRITTEN)` when it left and its answer cannot be kept: the next start then admits that.
    """
    row = ledger.tickets.row(shop.database, number)
    assert row is not None
    attempts = _attempts(shop, row.imp_uid, number)
    look, came = 0, None  # type: int, Came | None
    try:
        # Numbered before it leaves: what another look sees while the answer is on its way is newer (R17).
        look = shop.begin_look()
        _journal(shop, row.imp_uid, row.currency, attempts[-1])
    except Trouble as trouble:
        came = trouble
    if came is None:
        came = _over_the_wire(shop, row.imp_uid, row.currency, row.reason, attempts[-1])
    outcome, message = _outcome(came)
    retry = isinstance(came, TokenRefused) and not last_try
    try:
        with shop.database.atomic():
            _record(shop, number, attempts, outcome, message, came, move_ticket=not retry)
            if isinstance(came, CancelAnswer) and came.payment is not None:
                ingest(shop, Look(look, "cancel", single=True), [came.payment])
    except Exception as error:  # a full disk, a locked or damaged file, a bug: the money is where it is
        if outcome is Outcome.NOT_SENT and isinstance(came, Trouble):
            raise came from error
        facts = {"ticket": ticket_name(number), "amount": Money(row.amount, row.currency), "number": number}
        raise Trouble(Kind.ANSWER_NOT_WRITTEN, facts, possible=True) from error
    return came


def _journal(shop: Shop, imp_uid: str, currency: str, attempt: Attempt) -> None:
    """The attempt's line on the disk, before its first byte leaves (R7)."""
    line = JournalLine(
        at=attempt.sent_at,
        shop=shop.profile.fingerprint,
        imp_uid=imp_uid,
        amount=major_text(attempt.amount, currency),
        currency=currency,
        checksum=major_text(attempt.checksum, currency),
        ticket=attempt.ticket,
        n=attempt.n,
        mark=shop.mark,
    )
    shop.journal.append(line)


def _over_the_wire(shop: Shop, imp_uid: str, currency: str, reason: str, attempt: Attempt) -> Came:
    amount, checksum = Money(attempt.amount, currency), Money(attempt.checksum, currency)
    try:
        return shop.client.cancel(imp_uid, amount, checksum, reason_with_tag(reason, attempt.ticket, shop.mark))
    except (NotSent, OutcomeUnknown) as trouble:
        return trouble
    except KeyboardInterrupt:  # whoever did not want to wait any longer hears that it may have arrived
        return OutcomeUnknown("interrupted")


def reason_with_tag(reason: str, number: int, mark: str) -> str:
    """The reason as it travels, with the ticket's tag at the end, in i'mport's 256 characters (domain.md 4.1)."""
    end = tag(number, mark)
    room = REASON_LENGTH - len(end) - 1
    text = reason.strip()[:room].rstrip()
    return f"{text} {end}" if text else end


def _outcome(came: Came) -> tuple[Outcome, str]:
    match came:
        case CancelAnswer():
            # Code 0 says only that it was taken; whether money moved is read off the payment (domain.md 4.2).
            return (Outcome.ACCEPTED if came.code == 0 else Outcome.REFUSED), came.message
        case OutcomeUnknown():
            return Outcome.SILENT, str(came.facts.get("why", ""))
        case _:
            # Never connected, a refused token, or the journal could not be written: nothing left.
            return Outcome.NOT_SENT, str(came.facts.get("why", came.kind.value))


def _record(
    shop: Shop,
    number: int,
    attempts: tuple[Attempt, ...],
    outcome: Outcome,
    message: str,
    came: Came,
    *,
    move_ticket: bool,
) -> None:
    database, now = shop.database, shop.now()
    attempt = attempts[-1]
    row = ledger.tickets.row(database, number)
    assert row is not None
    ledger.tickets.answer_attempt(database, number, attempt.n, outcome, message, now, only_if=Outcome.SENDING)
    ledger.meta.put(database, "journal_size", str(shop.journal.size()))
    data: dict[str, object] = {"n": attempt.n, "outcome": outcome.value, "message": message}
    if isinstance(came, Trouble) and came.facts.get("status"):
        data["status"] = came.facts["status"]
    fact = Fact(now, "attempt_answer", imp_uid=row.imp_uid, merchant_uid=row.merchant_uid, ticket=number, data=data)
    audit.append(database.db, [fact])
    if move_ticket and TicketState(row.state) is TicketState.SENDING:
        known_by = KnownBy.IMP if outcome is Outcome.REFUSED else KnownBy.ASSUMED
        event = outcome_of_ticket(attempts[:-1], outcome)
        after = apply_move(shop, number, event, known_by=known_by, message=message)
        if after is TicketState.REFUSED:
            ledger.tickets.change(database, number, closed_at=now)
    cached.refresh(shop, [row.imp_uid])


def _attempts(shop: Shop, imp_uid: str, number: int) -> tuple[Attempt, ...]:
    tickets = ledger.tickets.of_payment(shop.database, imp_uid)
    return next(t.attempts for t in tickets if t.number == number)
