"""The state of an order is nobody's: it is computed from its facts and its payments (product.md 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from paymentdesk.domain.order import Order, OrderState, order_state, payment_problems, was_paid
from paymentdesk.domain.payment import Payment, PaymentStatus, Problem

ORDER = Order("order-1", "shoes", 6000, "USD", written_at=10)
ISSUED = replace(ORDER, issued_at=20)
CLOSED = replace(ISSUED, closed_at=150)


def payment(status: str = "paid", cancelled: int = 0, **changes: object) -> Payment:
    paid_at = 200 if status in ("paid", "cancelled") else 0
    made = Payment("imp_1", "order-1", PaymentStatus(status), 6000, cancelled, "USD", paid_at=paid_at)
    return structs.replace(made, **changes)


PARTLY, GONE = payment("cancelled", 2000), payment("cancelled", 6000)
S, P = OrderState, Problem


@pytest.mark.parametrize(
    ("order", "payments", "state", "problems"),
    [
        (ORDER, [], S.DRAFT, set()),
        (ISSUED, [], S.AWAITING_PAYMENT, set()),
        (ISSUED, [payment("ready"), payment("failed")], S.AWAITING_PAYMENT, set()),
        (CLOSED, [payment("failed")], S.CLOSED_UNPAID, set()),
        (ISSUED, [payment("failed"), payment()], S.PAID, set()),
        (ORDER, [payment()], S.PAID, set()),
        (ISSUED, [PARTLY], S.PARTLY_CANCELLED, set()),
        (ISSUED, [GONE], S.CANCELLED, set()),
        (ISSUED, [GONE, payment("ready")], S.CANCELLED, set()),
        (ISSUED, [payment(), payment()], S.PAID, {P.PAID_TWICE}),
        (ISSUED, [payment(), GONE], S.PAID, set()),
        (ISSUED, [payment(), PARTLY], S.PARTLY_CANCELLED, {P.PAID_TWICE}),
        (ISSUED, [payment("cancelled", 0, paid_at=0)], S.AWAITING_PAYMENT, set()),
        (CLOSED, [payment()], S.PAID, {P.PAID_LATE}),
        (ISSUED, [payment(failed_at=150)], S.PAID, {P.PAID_LATE}),
        (ISSUED, [payment(amount=5000)], S.PAID, {P.AMOUNT_DIFFERS}),
        (ISSUED, [payment(currency="KRW")], S.PAID, {P.CURRENCY_DIFFERS}),
        (ISSUED, [payment("ready", amount=5000)], S.AWAITING_PAYMENT, set()),
        (ISSUED, [payment(sandbox=True)], S.AWAITING_PAYMENT, {P.TEST_PAYMENT, P.PAID_BY_TEST}),
        (ISSUED, [payment("ready", sandbox=True)], S.AWAITING_PAYMENT, {P.TEST_PAYMENT}),
        (ISSUED, [payment(sandbox=True), payment()], S.PAID, {P.TEST_PAYMENT, P.PAID_BY_TEST}),
    ],
)
def test_states_and_problems(order: Order, payments: list[Payment], state: OrderState, problems: set[Problem]) -> None:
    assert order_state(order, payments) == (state, problems)
    assert order_state(order, payments[::-1]) == (state, problems), "the order of payments says nothing"


def test_a_payment_without_an_order_has_no_order_s_problems() -> None:
    assert payment_problems(payment(sandbox=True), None) == {P.TEST_PAYMENT}
    assert payment_problems(payment(amount=1, failed_at=150), None) == {P.PAID_LATE}


payments = st.builds(
    payment,
    st.sampled_from(["ready", "paid", "failed", "other"]),
    sandbox=st.booleans(),
    failed_at=st.sampled_from([0, 150, 250]),
) | st.builds(payment, st.just("cancelled"), st.sampled_from([0, 2000, 6000]), sandbox=st.booleans())


@given(st.sampled_from([ORDER, ISSUED, CLOSED]), st.lists(payments, max_size=4))
def test_only_real_money_makes_an_order_paid(order: Order, them: list[Payment]) -> None:
    state, problems = order_state(order, them)
    money = [p for p in them if was_paid(p) and not p.sandbox]
    held = [p for p in money if (p.cancelled or 0) < p.amount]
    assert (state in (S.PAID, S.PARTLY_CANCELLED)) == bool(held)
    assert (state is S.CANCELLED) == (bool(money) and not held)
    assert (P.PAID_TWICE in problems) == (len(held) > 1)
    assert (P.TEST_PAYMENT in problems) == any(p.sandbox for p in them)
