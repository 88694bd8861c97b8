"""What keeps an order from being shipped: found, never taken away, decided exactly as seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from paymentdesk.domain.order import Order, OrderState, order_state
from paymentdesk.domain.payment import Payment, PaymentStatus, Problem
from paymentdesk.domain.verification import VERIFIED, Decision, Hold, Mark, add_found, decide, findings, hold_of

ORDER = Order("HB-1", "Tea", 5400, "USD", written_at=100, issued_at=100)


def paid(imp_uid: str = "imp_1", amount: int = 5400, currency: str = "USD", **fields: object) -> Payment:
    given = {"started_at": 200, "paid_at": 300, "cancelled": 0} | fields
    return Payment(imp_uid, "HB-1", PaymentStatus.PAID, amount, currency=currency, **given)  # type: ignore[arg-type]


FOUND = {
    "as ordered": (ORDER, [paid()], []),
    "another amount": (ORDER, [paid(amount=4500)], ["amount_differs"]),
    "another currency": (ORDER, [paid(currency="EUR")], ["currency_differs"]),
    "twice": (ORDER, [paid(), paid("imp_2", paid_at=400)], ["paid_twice"]),
    "three times": (ORDER, [paid(), paid("imp_2"), paid("imp_3")], ["paid_twice", "paid_twice"]),
    "by test": (ORDER, [paid(sandbox=True)], ["paid_by_test"]),
    "after it had failed": (ORDER, [paid(failed_at=250)], ["paid_late"]),
    "after it was closed": (replace(ORDER, closed_at=250), [paid()], ["paid_late"]),
    "failed, closed and paid": (replace(ORDER, closed_at=260), [paid(failed_at=250)], ["paid_late", "paid_late"]),
    "closed after it was paid": (replace(ORDER, closed_at=350), [paid()], []),
    "not paid": (ORDER, [structs.replace(paid(), status=PaymentStatus.FAILED, paid_at=0)], []),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_found_with_both_values(name: str) -> None:
    order, payments, problems = FOUND[name]
    found = findings(order, payments)
    assert [each.problem.value for each in found] == problems
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert (each.ordered, each.ordered_currency) == (order.amount, order.currency)
        assert (each.paid, each.paid_currency) in {(p.amount, p.currency) for p in payments}


def _marks(order: Order, payments: list[Payment]) -> tuple[Mark, ...]:
    return add_found((), findings(order, payments), 1)


def _decided(marks: tuple[Mark, ...], decision: Decision) -> tuple[Mark, ...]:
    return decide(marks, {mark.finding.key for mark in marks}, decision, at=2, by="Minji", note="said so")


def test_the_goods_wait_for_the_decision_and_then_for_what_was_decided() -> None:
    payments = [paid(amount=4500)]
    marks = _marks(ORDER, payments)
    assert hold_of((), OrderState.PAID, payments) is Hold.NONE
    assert hold_of(marks, OrderState.PAID, payments) is Hold.OPEN
    assert hold_of(_decided(marks, Decision.KEEP), OrderState.PAID, payments) is Hold.HELD
    assert hold_of(_decided(marks, Decision.SHIP_ANYWAY), OrderState.PAID, payments) is Hold.NONE
    assert hold_of(_decided(marks, Decision.KEEP), OrderState.CANCELLED, payments) is Hold.NONE


def test_a_cancellation_lets_go_only_when_it_is_done() -> None:
    twice = [paid(), paid("imp_2", paid_at=400)]
    marks = _decided(_marks(ORDER, twice), Decision.CANCEL)
    assert hold_of(marks, OrderState.PAID, twice) is Hold.HELD
    assert hold_of(marks, OrderState.PAID, [twice[0], structs.replace(twice[1], cancelled=5400)]) is Hold.NONE
    wrong = [paid(amount=4500)]
    marks = _decided(_marks(ORDER, wrong), Decision.CANCEL)
    assert hold_of(marks, OrderState.PARTLY_CANCELLED, [structs.replace(wrong[0], cancelled=500)]) is Hold.HELD
    assert hold_of(marks, OrderState.AWAITING_PAYMENT, [structs.replace(wrong[0], cancelled=4500)]) is Hold.NONE


def test_a_further_problem_asks_again() -> None:
    marks = _decided(_marks(ORDER, [paid(amount=4500)]), Decision.SHIP_ANYWAY)
    same = add_found(marks, findings(ORDER, [paid(amount=4500)]), 3)
    assert same == marks
    for order, payments in (
        (replace(ORDER, amount=5500), [paid(amount=4500)]),
        (ORDER, [paid(amount=4600)]),
        (ORDER, [paid(amount=4500), paid("imp_2")]),
        (replace(ORDER, closed_at=250), [paid(amount=4500)]),
    ):
        again = add_found(marks, findings(order, payments), 3)
        assert again[: len(marks)] == marks
        assert hold_of(again, OrderState.PAID, payments) is Hold.OPEN


payments = st.builds(
    paid,
    imp_uid=st.sampled_from(["imp_1", "imp_2", "imp_3"]),
    amount=st.sampled_from([0, 4500, 5400, 10800]),
    currency=st.sampled_from(["USD", "EUR"]),
    cancelled=st.sampled_from([0, 500, 5400]),
    sandbox=st.booleans(),
    failed_at=st.sampled_from([0, 250, 350]),
    paid_at=st.sampled_from([0, 300, 400]),
)
worlds = st.tuples(
    st.builds(
        lambda amount, closed: replace(ORDER, amount=amount, closed_at=closed),
        st.sampled_from([4500, 5400]),
        st.sampled_from([0, 250, 350]),
    ),
    st.lists(payments, max_size=4, unique_by=lambda each: each.imp_uid),
)


def test_what_was_taken_off_with_a_payment_asks_again_when_it_is_found_again() -> None:
    marks = add_found((), findings(ORDER, [paid(amount=4500)]), 1)
    off = decide(marks, {marks[0].finding.key}, Decision.TAKEN_OFF, at=2, by="Minji")
    assert hold_of(off, OrderState.AWAITING_PAYMENT, []) is Hold.NONE
    assert add_found(off, (), 3) == off
    assert add_found(off, findings(ORDER, [paid(amount=4500)]), 3) == marks


CHOSEN = [None, *(each for each in Decision if each is not Decision.TAKEN_OFF)]


@given(st.lists(st.tuples(worlds, st.sampled_from(CHOSEN), st.integers(0, 3)), max_size=12))
def test_no_later_event_takes_away_what_nobody_decided(
    life: list[tuple[tuple[Order, list[Payment]], Decision | None, int]],
) -> None:
    """Payments come, change and go, orders are edited and closed, people decide about some of what they see."""
    marks: tuple[Mark, ...] = ()
    for step, ((order, now), decision, which) in enumerate(life):
        before = marks
        marks = add_found(marks, findings(order, now), step)
        assert marks[: len(before)] == before
        seen = {mark.finding.key for mark in marks[which:]}
        if decision is not None:
            earlier = marks
            marks = decide(marks, seen, decision, at=step, by="Minji")
            changed = {new.finding.key for new, old in zip(marks, earlier, strict=True) if new != old}
            assert changed <= seen
        state, problems = order_state(order, now)
        keys = [mark.finding.key for mark in marks]
        assert len(set(keys)) == len(keys)
        assert {each.key for each in findings(order, now)} <= set(keys)
        assert problems & set(VERIFIED) <= {mark.finding.problem for mark in marks}
        if any(mark.decision is None for mark in marks):
            assert hold_of(marks, state, now) is Hold.OPEN


def test_the_problems_that_are_verified_are_those_of_an_order() -> None:
    assert {problem.value for problem in VERIFIED} == {
        "amount_differs", "currency_differs", "paid_twice", "paid_late", "paid_by_test",
    }  # fmt: skip
    assert Problem.TEST_PAYMENT not in VERIFIED
