"""One line each for people: a payment, an order, a ticket, a moment of a timeline."""

from __future__ import annotations

from datetime import tzinfo

from paymentdesk.store.queries import OrderLine, PaymentLine, TicketLine, TimelineItem
from paymentdesk.wording import (
    fact_sentence,
    moment,
    money,
    order_state,
    payment_state,
    problem,
    ticket_state,
)
from paymentdesk.wording.checkout import hold


def line(row: PaymentLine | OrderLine | TicketLine, zone: tzinfo) -> str:
    """What it is, how much, its state, what stands beside it, when."""
    if isinstance(row, TicketLine):
        return _joined(
            row.name,
            row.imp_uid,
            row.merchant_uid,
            money(row.amount, row.currency),
            ticket_state(row.state, overdue=row.overdue),
            moment(row.requested_at, zone),
        )
    beside = ", ".join(problem(word) for word in row.problems)
    if isinstance(row, OrderLine):
        state, at, ident = order_state(row.state), row.written_at, row.merchant_uid
        beside = ", ".join(part for part in (hold(row.hold), beside) if part)
    else:
        state = payment_state("waiting") if row.waiting else payment_state(row.state)
        at, ident = row.changed_at, f"{row.imp_uid}  {row.merchant_uid}"
    return _joined(ident, row.name, money(row.amount, row.currency), state, beside, moment(at, zone))


def timeline_line(item: TimelineItem, currency: str, zone: tzinfo) -> str:
    """`22 Nov 13:58:02  Cancelled US$18.00`"""
    said = fact_sentence(
        item.kind, item.data, currency=currency, ticket=item.ticket, moment=lambda at: moment(at, zone)
    )
    return _joined(moment(item.at, zone, seconds=True), said.text, said.detail, item.by)


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)
