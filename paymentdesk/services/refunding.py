"""A buyer got the money another way: by bank transfer, in cash. It is written down on the ticket that was to bring it,
because that ticket may still be carried out (money.md R14)."""

from __future__ import annotations

from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import TicketState, ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached, stopping
from paymentdesk.services.noting import fact, known_payment, need_note
from paymentdesk.services.refusing import refuse_other_state
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger

HOW = ("bank", "cash", "other")
NEVER_LEFT = frozenset({TicketState.DRAFT, TicketState.NEEDS_APPROVAL, TicketState.WITHDRAWN, TicketState.SENDING})


def refunded_otherwise(shop: Shop, number: int, amount: Money, how: str, by: str, note: str) -> None:
    """The buyer got `amount` another way. If the ticket, or another request on its payment, may still be carried out,
    the payment's requests stop and Today asks to write to Paymentwall (R13).

    Raises `Trouble`: NOTE_MISSING, UNKNOWN_TICKET, MOVE_NOT_ALLOWED for a ticket that never left, NOT_POSITIVE, and
    MORE_THAN_PAID where it is more than the payment was in its own currency.
    """
    name = ticket_name(number)
    need_note(note, name)
    with shop.database.atomic():
        row = refuse_other_state(shop, number, set(TicketState) - NEVER_LEFT)
        payment = known_payment(shop, row.imp_uid).payment
        if amount.minor <= 0:
            raise Trouble(
                Kind.NOT_POSITIVE, {"value": amount.plain(), "what": "--amount"}, money=MoneyWord.NOTHING_CHANGED
            )
        if amount.currency == payment.currency and amount.minor > payment.amount:
            paid = Money(payment.amount, payment.currency)
            raise Trouble(Kind.MORE_THAN_PAID, {"asked": amount, "paid": paid}, money=MoneyWord.NOTHING_CHANGED)
        now = shop.now()
        ledger.refunds.add(shop.database, number, row.imp_uid, amount.minor, amount.currency, how, note, by, now)
        data: dict[str, object] = {"amount": amount.minor, "currency": amount.currency, "how": how, "note": note}
        fact(shop, "refunded_otherwise", row.imp_uid, row.merchant_uid, number, by, data)
        stopping.left_another_way(shop, row.imp_uid, stopping.OTHER_WAY, by=by, note=note)
        cached.refresh(shop, [row.imp_uid])


def refund_settled(shop: Shop, number: int, by: str, note: str) -> None:
    """Buyer and shop are even again, says a person: the line leaves Today. Raises `Trouble`: NOTE_MISSING,
    UNKNOWN_TICKET, NOTHING_TO_SETTLE."""
    name = ticket_name(number)
    need_note(note, name)
    with shop.database.atomic():
        row = refuse_other_state(shop, number, set(TicketState))
        if not ledger.refunds.settle(shop.database, number, shop.now()):
            raise Trouble(Kind.NOTHING_TO_SETTLE, {"ticket": name}, money=MoneyWord.NOTHING_CHANGED)
        fact(shop, "refund_settled", row.imp_uid, row.merchant_uid, number, by, {"note": note})
