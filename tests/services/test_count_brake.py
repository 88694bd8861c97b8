"""Too many cancellations at once: notices and mass effects are held back, facts never."""

from __future__ import annotations

import pytest

from paymentdesk.domain.trouble import Kind
from paymentdesk.services import count_brake, deciding, polling
from tests.services.desk import DAY, Desk, refused


def grown_up(desk: Desk) -> None:
    desk.paid(1)
    desk.sync()
    desk.advance(8 * DAY)
    desk.sync()


def cancelled_in_the_console(desk: Desk, times: int) -> list[str]:
    payments = [desk.paid(10) for _ in range(times)]
    desk.advance(60)
    desk.sync()
    desk.advance(60)
    for payment in payments:
        desk.console(payment)
    return payments


def test_twenty_are_usual_and_one_more_is_not(desk: Desk) -> None:
    grown_up(desk)
    cancelled_in_the_console(desk, 20)
    desk.sync()
    assert desk.today() == ["outside_cancellation"] * 20
    desk.advance(DAY)
    payments = cancelled_in_the_console(desk, 201)  # the busiest day had 20
    desk.sync()
    assert desk.today() == ["too_many_cancellations"]
    (line,) = desk.needs()
    assert (line.data["count"], line.data["limit"]) == (201, 200)
    assert {desk.payment(payment).state for payment in payments} == {"cancelled"}, "facts are facts"
    assert desk.differences() == []
    assert refused(lambda: count_brake.refuse_mass_effects(desk.shop)).kind is Kind.TOO_MANY_CANCELLATIONS
    desk.sync()
    assert sum("count_brake" in row for row in desk.dump()["fact"]) == 1
    assert refused(lambda: deciding.count_brake_seen(desk.shop, "Minji", "")).kind is Kind.NOTE_MISSING
    deciding.count_brake_seen(desk.shop, "Minji", "the season was closed, says Jun")
    count_brake.refuse_mass_effects(desk.shop)
    assert desk.today() == ["outside_cancellation"] * 221
    desk.sync()
    assert "too_many_cancellations" not in desk.today()


def test_a_ledger_of_a_few_days_does_not_know_what_is_usual(desk: Desk) -> None:
    desk.paid(1)
    desk.sync()
    cancelled_in_the_console(desk, 25)
    desk.sync()
    assert "too_many_cancellations" not in desk.today()


@pytest.mark.parametrize("full", [False, True], ids=["a round", "a full walk"])
def test_full_walks_are_not_counted(desk: Desk, full: bool) -> None:
    grown_up(desk)
    cancelled_in_the_console(desk, 25)
    desk.sync(full=full)
    assert ("too_many_cancellations" in desk.today()) == (not full)


def test_what_comes_after_a_full_walk_is_counted_by_itself(desk: Desk) -> None:
    grown_up(desk)
    cancelled_in_the_console(desk, 25)
    late = [desk.paid(10)]

    def meanwhile(progress: polling.Progress) -> None:
        if late and progress.seen > 20:
            desk.console(late.pop())

    polling.sync(desk.shop, full=True, progress=meanwhile)
    assert not late
    assert desk.today() == ["outside_cancellation"] * 26


def test_answers_to_our_own_requests_are_not_counted(desk: Desk) -> None:
    grown_up(desk)
    for payment in [desk.paid(10) for _ in range(25)]:
        desk.ask(payment, "10.00")
    desk.advance(60)
    for number in range(1, 26):
        desk.decide(number)
    desk.sync()
    assert desk.today() == []
