"""Money that leaves another way stops the queue: money.md R13 and section 2, cases 9 and 13."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.domain.ticket import Cause
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import deciding
from tests.services.desk import DAY, Desk, refused


def chargeback(desk: Desk, payment: str, amount: float | None = None) -> None:
    desk.advance(60)
    desk.control("POST", f"/payments/{payment}/chargeback", {} if amount is None else {"amount": amount})
    desk.sync()


def settled_before(desk: Desk) -> None:
    """This shop has seen a ticket settled: refused requests no longer count (R1)."""
    desk.ask(desk.paid(10, method="paypal"), "10.00")


def row(desk: Desk, need: str) -> Any:
    return next(one for one in desk.needs() if one.need.value == need)


@pytest.mark.parametrize("how", ["chargeback", "console"])
def test_an_outside_cancellation_stops_what_may_still_be_carried_out(desk: Desk, how: str) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.reject(number)
    if how == "chargeback":
        chargeback(desk, payment, 15)
    else:
        desk.advance(60)
        desk.console(payment, 15)
        desk.sync()
    assert desk.today()[0] == "stop_queue"
    assert (row(desk, "stop_queue").ticket, row(desk, "stop_queue").data["tickets"]) == (number, [number])
    assert not desk.payment(payment).requestable
    trouble = refused(lambda: desk.ask(payment, "5.00", worst="40.00"))
    assert (trouble.kind, trouble.possible) == (Kind.STOP_QUEUE, True)
    assert len(desk.cancels()) == 1
    assert refused(lambda: deciding.stop_handled(desk.shop, payment, "Minji", " ")).kind is Kind.NOTE_MISSING
    deciding.stop_handled(desk.shop, payment, "Minji", "Anna of Paymentwall stopped it, by mail")
    assert "stop_queue" not in desk.today()
    assert refused(lambda: desk.ask(payment, "5.00")).kind is Kind.WORST_CASE
    desk.ask(payment, "5.00", worst="40.00")
    assert refused(lambda: deciding.stop_handled(desk.shop, payment, "Minji", "n")).kind is Kind.NOTHING_TO_STOP


def test_nothing_on_its_way_stops_nothing(desk: Desk) -> None:
    settled_before(desk)
    payment = desk.paid(60)
    desk.sync()
    chargeback(desk, payment, 15)
    assert desk.today() == ["outside_cancellation"]
    desk.ask(payment, "5.00")


def test_it_lets_go_when_the_request_is_accounted_for(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    chargeback(desk, payment, 15)
    if desk.today()[0] == "question":  # another amount while one ticket is open
        (asked,) = desk.payment(payment).cancellations
        deciding.answer_question(desk.shop, payment, asked.entry, None, "Minji", Cause.CHARGEBACK)
    assert desk.today()[0] == "stop_queue"
    desk.decide(1)
    desk.sync()
    assert desk.ticket(number).state == "cancelled"
    assert "stop_queue" not in desk.today()
    assert "stop_over" in desk.kinds(imp_uid=payment)


def test_the_banks_letter_blocks_until_it_is_handled(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    assert refused(lambda: deciding.chargeback_noticed(desk.shop, payment, "Minji", "")).kind is Kind.NOTE_MISSING
    assert refused(lambda: deciding.chargeback_noticed(desk.shop, "imp_1", "M", "n")).kind is Kind.UNKNOWN_PAYMENT
    deciding.chargeback_noticed(desk.shop, payment, "Minji", "letter of KB of 20 November")
    assert desk.today() == ["stop_queue"]
    assert desk.payment(payment).problems == ("chargeback_notice",)
    desk.decide(1)  # carried out all the same
    desk.sync()
    assert desk.ticket(number).state == "cancelled"
    assert desk.today() == ["chargeback_notice"]
    assert refused(lambda: desk.ask(payment, "5.00")).kind is Kind.STOP_QUEUE
    deciding.stop_handled(desk.shop, payment, "Minji", "the bank keeps the rest")
    assert desk.payment(payment).problems == ()
    assert desk.today() == []


def test_the_letter_is_over_when_the_bank_has_taken_everything(desk: Desk) -> None:
    settled_before(desk)
    payment = desk.paid(60)
    desk.sync()
    deciding.chargeback_noticed(desk.shop, payment, "Minji", "letter of KB")
    chargeback(desk, payment)
    assert desk.payment(payment).problems == ()
    assert desk.today() == ["outside_cancellation"]


def test_nothing_left_at_imp_is_still_something_to_stop_at_paymentwall(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.console(payment, 60)
    desk.sync()
    assert desk.ticket(number).state == "overtaken"
    assert desk.today() == ["stop_queue", "outside_cancellation"]
    deciding.stop_handled(desk.shop, payment, "Minji", "stopped by mail")
    assert desk.today() == ["outside_cancellation"]


def test_case_9_a_chargeback_of_all_that_was_asked_is_never_silently_as_asked(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "60.00")
    chargeback(desk, payment, 60)
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "amount")
    assert desk.today() == ["probably_ours"]

    deciding.link_refused(desk.shop, number, Cause.CHARGEBACK, "Minji", "letter of KB")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.carried_out, ticket.link) == ("overtaken", "imp", 0, "none")
    other = next(one for one in desk.tickets() if one.number != number)
    assert (other.cause, other.carried_out, other.origin) == ("chargeback", 6000, "elsewhere")
    assert row(desk, "stop_queue").ticket == number
    assert desk.payment(payment).cancelled == 6000
    assert desk.differences() == []
    assert desk.chain() == []


def test_case_9_confirmed_it_was_ours_after_all(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "60.00")
    chargeback(desk, payment, 60)
    deciding.link_confirmed(desk.shop, number, "Minji", "Anna says so")
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "person")
    assert desk.today() == []
    trouble = refused(lambda: deciding.link_refused(desk.shop, number, Cause.CHARGEBACK, "Minji"))
    assert trouble.kind is Kind.MOVE_NOT_ALLOWED


def test_case_9_a_part_by_amount_only_goes_back_to_waiting_and_holds_the_payment(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    chargeback(desk, payment, 20)
    assert desk.ticket(number).link == "amount"
    deciding.link_refused(desk.shop, number, Cause.CHARGEBACK, "Minji")
    assert desk.ticket(number).state == "waiting"
    assert (desk.payment(payment).possible, desk.payment(payment).cancelled) == (2000, 2000)
    desk.decide(1)
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "number")
    assert desk.payment(payment).cancelled == 4000


def test_what_carries_our_number_stays_ours_when_a_second_one_was_somebody_elses(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    desk.advance(2 * DAY)
    desk.again(1)
    desk.decide(1)
    desk.sync()
    desk.advance(60)
    chargeback(desk, payment, 20)
    assert (desk.ticket(1).link, desk.ticket(1).carried_out) == ("amount", 4000)
    deciding.link_refused(desk.shop, 1, Cause.CHARGEBACK, "Minji")
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.link, ticket.carried_out) == ("cancelled", "number", 2000)
    assert [(t.cause, t.carried_out) for t in desk.tickets() if t.number != 1] == [("chargeback", 2000)]
    assert desk.payment(payment).possible == 2000


def test_case_13_our_number_with_our_amount_is_ours(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "60.00")
    desk.advance(60)
    desk.control("POST", f"/payments/{payment}/chargeback", {"amount": 60, "reason": f"size [T-0001 {desk.shop.mark}]"})
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "number")
    assert desk.today() == []


def test_before_this_desk_stops_nothing(desk: Desk) -> None:
    long_ago = desk.server.clock.now() - 100 * DAY
    desk.paid(60, status="cancelled", cancel_amount=10, started_at=long_ago, paid_at=long_ago, cancelled_at=long_ago)
    desk.sync(full=True)
    assert desk.today() == []


def test_what_stops_requests_stops_asking_again_as_well(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("drop_before")
    refused(lambda: desk.ask(payment, "20.00"))
    desk.calm()
    deciding.chargeback_noticed(desk.shop, payment, "Minji", "letter of KB")
    desk.advance(2 * DAY)
    sent = len(desk.cancels())
    assert refused(lambda: desk.again(1)).kind is Kind.STOP_QUEUE
    assert len(desk.cancels()) == sent
    assert desk.ticket(1).state == "unconfirmed"
    deciding.stop_handled(desk.shop, payment, "Minji", "the bank took its letter back")
    desk.again(1)
