"""Orders: what the shop agreed with a buyer. Their state is nobody's: it is computed (product.md 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from paymentdesk.domain.payment import Payment, PaymentStatus, Problem


class OrderState(StrEnum):
    DRAFT = "draft"
    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    PARTLY_CANCELLED = "partly_cancelled"
    CANCELLED = "cancelled"
    CLOSED_UNPAID = "closed_unpaid"


@dataclass(frozen=True, slots=True)
class Order:
    """What was agreed. `amount` is minor units of `currency`; times are UNIX seconds, 0 = not yet.

    `kind` is `physical` or `digital`; `delivery` the last status registered at Paymentwall, or "". `attempt_of` is
    the number of the order this one tries again, or ""; `import_id` the import it came with; `touched_at` when a person
    last changed it.
    """

    merchant_uid: str
    name: str
    amount: int
    currency: str
    written_at: int
    issued_at: int = 0
    closed_at: int = 0
    buyer_name: str = ""
    buyer_email: str = ""
    country: str = ""
    kind: str = "physical"
    note: str = ""
    delivery: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    tags: tuple[str, ...] = ()
    attempt_of: str = ""
    import_id: int | None = None
    touched_at: int = 0


def parse_tags(text: str) -> tuple[str, ...]:
    """Tags as typed, separated by commas (or semicolons, or the Korean comma), each once, in the order given."""
    words = (" ".join(word.split()) for word in re.split(r"[,;、，\n]", text))
    return tuple(dict.fromkeys(word for word in words if word))


def tags_text(tags: Sequence[str]) -> str:
    """Tags as they are stored and shown; `parse_tags` reads them back."""
    return ", ".join(tags)


def order_state(order: Order, payments: Sequence[Payment]) -> tuple[OrderState, frozenset[Problem]]:
    """The state of an order and what stands beside it, from its facts and its payments alone.

    A test payment never makes an order paid (domain.md 3.4). An order paid twice counts by the payments that
    still hold money, so giving one of two back leaves it paid.
    """
    real = [payment for payment in payments if was_paid(payment) and not payment.test]
    problems = {problem for payment in payments for problem in payment_problems(payment, order)}
    holding = [payment for payment in real if (payment.cancelled or 0) < payment.amount]
    if len(holding) > 1:
        problems.add(Problem.PAID_TWICE)
    if holding:
        touched = any(payment.cancelled for payment in holding)
        state = OrderState.PARTLY_CANCELLED if touched else OrderState.PAID
    elif real:
        state = OrderState.CANCELLED
    elif order.closed_at:
        state = OrderState.CLOSED_UNPAID
    else:
        state = OrderState.AWAITING_PAYMENT if order.issued_at else OrderState.DRAFT
    return state, frozenset(problems)


def was_paid(payment: Payment) -> bool:
    """Money came in with this payment, whatever happened to it later."""
    return payment.status is PaymentStatus.PAID or bool(payment.cancelled)


def payment_problems(payment: Payment, order: Order | None) -> frozenset[Problem]:
    """Problems that one payment shows by itself or against its order."""
    problems: set[Problem] = set()
    if payment.test:
        problems.add(Problem.TEST_PAYMENT)
    if not was_paid(payment):
        return frozenset(problems)
    if payment.failed_at and payment.failed_at <= (payment.paid_at or payment.failed_at):
        problems.add(Problem.PAID_LATE)
    if order is not None:
        if payment.test:
            problems.add(Problem.PAID_BY_TEST)
        if order.closed_at and payment.paid_at > order.closed_at:
            problems.add(Problem.PAID_LATE)
        if payment.currency != order.currency:
            problems.add(Problem.CURRENCY_DIFFERS)
        elif payment.amount != order.amount:
            problems.add(Problem.AMOUNT_DIFFERS)
    return frozenset(problems)
