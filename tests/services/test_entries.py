"""Which entry of i'mport's history is which: money.md R19."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.services import deciding
from tests.services.desk import Desk, entry


def cancelled(desk: Desk, payment: str) -> tuple[int, int]:
    """The payment's sum, and the sum of the entries recorded for it."""
    detail = desk.payment(payment)
    return detail.cancelled, sum(one.amount for one in detail.cancellations)


def test_r19_growth_first_and_history_later_is_one_cancellation(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.ask(payment, "20.00")
    desk.record(payment, status="cancelled", cancel_amount=20, cancelled_at=1_790_000_050)
    desk.sync()
    assert cancelled(desk, payment) == (2000, 2000)
    assert desk.ticket(1).state == "cancelled"
    desk.record(payment, cancel_history=[entry(20, "c9")])
    desk.sync()
    assert cancelled(desk, payment) == (2000, 2000)
    assert [one.entry for one in desk.payment(payment).cancellations] == ["c9"]
    assert desk.ticket(1).cancellations == ("c9",)
    assert len(desk.tickets()) == 1


@pytest.mark.parametrize("asked", [True, False])
def test_r19_a_history_that_lags_for_several_looks_is_still_one_cancellation(desk: Desk, asked: bool) -> None:
    payment = desk.paid(60)
    desk.sync()
    if asked:
        desk.ask(payment, "20.00")
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=20, cancel_history=[])
    for name in ("cup", "cups", "two cups"):
        desk.sync()
        desk.record(payment, name=name)  # other bytes, the same lag
    reason = f"size [T-0001 {desk.shop.mark}]" if asked else ""
    desk.record(payment, cancel_history=[entry(20, "c1", desk.shop.now(), reason)])
    desk.sync()
    (ticket,) = desk.tickets()
    assert (ticket.state, ticket.carried_out, ticket.cancellations) == ("cancelled", 2000, ("c1",))
    assert ticket.link == ("number" if asked else "none")
    assert cancelled(desk, payment) == (2000, 2000)


def test_r19_growth_that_was_nobodys_learns_from_its_entry_who_did_it(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.advance(100)
    desk.record(payment, status="cancelled", cancel_amount=20, cancelled_at=1_790_000_050)
    desk.sync()
    assert desk.ticket(1).cause == "unknown"
    desk.record(payment, cancel_history=[entry(20, "c9", 1_790_000_050, reason="관리자페이지취소")])
    desk.sync()
    assert [(one.origin, one.cause) for one in desk.tickets()] == [("elsewhere", "console")]


HISTORIES: dict[str, list[list[dict[str, Any]]]] = {
    "reversed": [[entry(20, "a", 100), entry(10, "b", 200)], [entry(10, "b", 200), entry(20, "a", 100)]],
    "doubled": [[entry(20, "a", 100)], [entry(20, "a", 100), entry(20, "a", 100), entry(10, "b", 200)]],
    "without ids": [[entry(15, None, 100), entry(15, None, 100)], [entry(15, None, 100), entry(15, None, 100)]],
    "one, then both": [[entry(20, "a", 100)], [entry(20, "a", 100), entry(10, "b", 200)]],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_r19_a_history_in_any_shape_sums_to_what_imp_says(desk: Desk, name: str) -> None:
    payment = desk.paid(60)
    for history in HISTORIES[name]:
        single = {(e.get("cancellation_id") or at): e["amount"] for at, e in enumerate(history)}
        desk.record(payment, status="cancelled", cancel_amount=sum(single.values()), cancel_history=history)
        desk.sync()
        assert cancelled(desk, payment) == (sum(single.values()) * 100, sum(single.values()) * 100)
    numbers = [ticket.number for ticket in desk.tickets()]
    assert len(numbers) == 2
    desk.restart()
    desk.sync(full=True)
    assert [ticket.number for ticket in desk.tickets()] == numbers
    assert desk.differences() == []


def test_r19_a_known_entry_that_changes_is_reported_and_makes_no_second_record(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.record(payment, status="cancelled", cancel_amount=30, cancel_history=[entry(20, "a"), entry(10, "b")])
    desk.sync()
    count = len(desk.tickets())
    desk.record(payment, cancel_history=[entry(25, "a"), entry(5, "b")])
    desk.sync()
    assert desk.payment(payment).braked
    assert "odd_news" in desk.today()
    assert len(desk.tickets()) == count
    deciding.accept(desk.shop, payment, "Minji", "as they say")
    assert cancelled(desk, payment) == (3000, 3000)
    desk.sync()
    assert not desk.payment(payment).braked
