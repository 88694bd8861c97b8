"""Which cancellation answers which ticket, through the whole desk: money.md R10, R11, R14 and section 2."""

from __future__ import annotations

import pytest

from paymentdesk.domain.ticket import Cause
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import deciding
from tests.services.desk import Desk, entry, refused, usd

# ---- R10: what was carried out need not be what was asked


@pytest.mark.parametrize("apart", [False, True], ids=["seen together", "seen one by one"])
@pytest.mark.parametrize(
    ("parts", "reason"),
    [((60,), "Refund"), ((19.97,), "Refund"), ((12, 8), "Refund"), ((60,), None), ((19.97,), None), ((12, 8), None)],
)
def test_r10_another_amount_is_asked_about_and_answered(
    desk: Desk, parts: tuple[float, ...], reason: str | None, apart: bool
) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    for part in parts:
        desk.advance(60)
        fields = {"amount": part} if reason is None else {"amount": part, "reason": reason}
        desk.decide(1, **fields)
        if apart:
            desk.sync()
    desk.sync()
    carried = sum(round(part * 100) for part in parts)
    detail = desk.payment(payment)
    assert (detail.cancelled, detail.requestable) == (carried, False)
    assert desk.ticket(number).state == "waiting"
    assert set(desk.today()) == {"question"}
    assert len(desk.tickets()) == 1  # nothing "elsewhere"
    assert refused(lambda: desk.ask(payment, "1.00")).kind in (Kind.TICKET_OPEN, Kind.QUESTION_OPEN)

    for _ in parts:
        asked = [one for one in desk.payment(payment).cancellations if one.question]
        if asked:
            deciding.answer_question(desk.shop, payment, asked[0].entry, number, "Minji")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.amount, ticket.carried_out, ticket.link) == ("cancelled", 2000, carried, "person")
    assert len(ticket.cancellations) == len(parts)
    assert desk.today() == (["more_than_asked"] if carried > 2000 else [])
    assert len(desk.tickets()) == 1


def test_r10_answered_none_of_ours_it_is_elsewhere_and_the_ticket_still_waits(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.decide(1, amount=7, reason="Refund")
    desk.sync()
    (asked,) = desk.payment(payment).cancellations
    deciding.answer_question(desk.shop, payment, asked.entry, None, "Minji", Cause.PAYMENTWALL)
    assert desk.ticket(number).state == "waiting"
    assert desk.payment(payment).possible == 2000
    other = next(ticket for ticket in desk.tickets() if ticket.number != number)
    assert (other.origin, other.cause, other.carried_out) == ("elsewhere", "paymentwall", 700)


# ---- R11 and section 2, the cases the desk as a whole must show


def test_case_1_and_7_a_second_cancellation_of_the_same_amount_is_never_silently_ours(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.console(payment, 20)
    desk.record(payment, cancel_history=[entry(20, "c1", desk.shop.now() + 1)])  # its own reason is lost
    desk.advance(60)
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "amount")
    desk.decide(1)
    desk.sync()
    assert desk.payment(payment).cancelled == 4000
    # The second one carries our number: it was ours after all, once more.
    assert desk.ticket(number).carried_out in (2000, 4000)
    assert desk.today() != []


def test_case_2_a_smaller_cancellation_in_between_does_not_keep_the_ticket_waiting(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.console(payment, 5)
    desk.advance(60)
    desk.sync()
    desk.decide(1, reason="Refund")
    desk.sync()
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.link, ticket.carried_out) == ("cancelled", "amount", 2000)
    assert desk.payment(payment).cancelled == 2500
    assert [t.cause for t in desk.tickets() if t.number != number] == ["console"]


def test_case_2_the_question_about_a_nameless_one_is_withdrawn_when_a_better_answer_comes(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    at = desk.shop.now()
    desk.record(payment, status="cancelled", cancel_amount=5, cancel_history=[entry(5, "c1", at + 10)])
    desk.advance(60)
    desk.sync()
    assert desk.today() == ["question"]
    desk.record(payment, cancel_amount=25, cancel_history=[entry(5, "c1", at + 10), entry(20, "c2", at + 20)])
    desk.sync()
    assert desk.ticket(number).carried_out == 2000
    assert desk.today() == ["outside_cancellation"]


def test_case_5_an_open_ticket_comes_before_refused_ones(desk: Desk) -> None:
    desk.ask(desk.paid(10, method="paypal"), "10.00")  # this shop has seen a ticket settled
    payment = desk.paid(60)
    desk.fault("status", status=200)
    desk.calm()
    desk.fault("refuse_but_register")
    refused(lambda: desk.ask(payment, "20.00"))
    desk.ask(payment, "20.00")
    desk.decide(2, reason="Refund")
    desk.sync()
    assert [desk.ticket(n).state for n in (2, 3)] == ["refused", "cancelled"]


def test_case_6_rejected_and_asked_again_is_a_question_and_the_worst_case_falls(desk: Desk) -> None:
    payment = desk.paid(60)
    first = desk.ask(payment, "20.00")
    desk.reject(first)
    second = desk.ask(payment, "20.00", worst="40.00")
    assert desk.payment(payment).possible == 4000
    desk.decide(1, reason="Refund")
    desk.sync()
    assert desk.today() == ["question"]
    assert desk.payment(payment).possible == 2000
    assert [desk.ticket(n).state for n in (first, second)] == ["rejected", "waiting"]
    (asked,) = desk.payment(payment).cancellations
    deciding.answer_question(desk.shop, payment, asked.entry, first, "Minji")
    assert [desk.ticket(n).state for n in (first, second)] == ["cancelled", "waiting"]
    desk.decide(2, reason="Refund")
    desk.sync()
    assert desk.ticket(second).state == "cancelled"


def test_case_10_growth_that_nothing_explains_waits_for_the_history(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.record(payment, status="cancelled", cancel_amount=40)
    desk.sync()
    assert desk.ticket(number).state == "waiting"
    assert desk.payment(payment).cancelled == 4000
    assert not desk.payment(payment).requestable
    at = desk.shop.now()
    history = [entry(20, "c1", at, f"size [T-0001 {desk.shop.mark}]"), entry(20, "c2", at, "관리자페이지취소")]
    desk.record(payment, cancel_history=history)
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "number")
    assert [t.cause for t in desk.tickets() if t.number != number] == ["console"]
    assert sum(one.amount for one in desk.payment(payment).cancellations) == 4000


@pytest.mark.parametrize("older", ["ours", "console"])
def test_r19_growth_is_not_given_to_whom_an_older_entry_names(desk: Desk, older: str) -> None:
    """i'mport's `cancel_reason` may be the last one's while the history is on its way."""
    payment = desk.paid(60)
    desk.sync()
    desk.advance(60)
    if older == "ours":
        desk.ask(payment, "20.00")
        desk.decide(1)
    else:
        desk.console(payment, 20)
    desk.sync()
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    listed = entry(20, "c1", desk.shop.now() - 60, desk.payment(payment).cancellations[0].reason)
    desk.record(payment, cancel_amount=40, cancel_reason=listed["reason"])
    desk.sync()
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.link, desk.tickets()[0].number) == ("cancelled", "amount", number)
    assert desk.today().count("stop_queue") == 0


@pytest.mark.parametrize(("reason", "cause"), [("관리자페이지취소", "console"), ("size [T-0001 zzzz]", "other_desk")])
def test_r11_a_probably_is_taken_back_when_the_history_names_somebody_else(desk: Desk, reason: str, cause: str) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=20, cancel_history=[])
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "amount")
    desk.record(payment, cancel_history=[entry(20, "c1", desk.shop.now(), reason)])
    desk.sync()
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.carried_out, ticket.link) == ("waiting", "assumed", 0, "none")
    assert [t.cause for t in desk.tickets() if t.number != number] == [cause]
    assert desk.payment(payment).possible == 2000
    assert desk.today()[0] == "stop_queue"
    desk.record(payment, cancel_amount=40, cancel_history=[
        entry(20, "c1", desk.shop.now(), reason),
        entry(20, "c2", desk.shop.now(), f"size [T-{number:04d} {desk.shop.mark}]"),
    ])  # fmt: skip
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "number")


def test_r11_a_probably_that_cannot_be_taken_back_stays_one_for_a_person(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=20, cancel_history=[])
    desk.sync()
    second = desk.ask(payment, "10.00")
    desk.record(payment, cancel_history=[entry(20, "c1", desk.shop.now(), "관리자페이지취소")])
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "amount")
    assert desk.ticket(second).state == "waiting"


@pytest.mark.parametrize("rejected", [False, True])
def test_case_10_growth_whose_history_never_comes_is_asked_about(desk: Desk, rejected: bool) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    if rejected:
        desk.reject(number)
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=40, cancel_history=[])
    desk.sync()
    assert ("question" in desk.today()) == rejected
    desk.advance(3600)
    desk.sync()
    assert desk.today()[0] == "question"
    (grown,) = desk.payment(payment).cancellations
    assert grown.question_tickets == (number,)
    at = desk.shop.now()
    history = [entry(20, "c1", at, f"size [T-0001 {desk.shop.mark}]"), entry(20, "c2", at, "관리자페이지취소")]
    desk.record(payment, cancel_history=history)
    desk.sync()
    assert (desk.ticket(number).state, desk.ticket(number).link) == ("cancelled", "number")
    assert "question" not in desk.today()


def test_r19_what_was_asked_of_growth_is_answered_by_its_entry(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=40, cancel_history=[])
    desk.advance(3600)
    desk.sync()
    assert desk.today() == ["question"]
    desk.record(payment, cancel_history=[entry(40, "c1", desk.shop.now(), "관리자페이지취소")])
    desk.sync()
    assert "question" not in desk.today()
    assert desk.ticket(number).state == "waiting"
    assert [t.cause for t in desk.tickets() if t.number != number] == ["console"]


def test_case_11_what_was_there_before_the_send_is_never_ours(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.advance(60)
    desk.record(payment, status="cancelled", cancel_amount=20, cancel_history=[entry(20, "c1", desk.shop.now())])
    number = desk.ask(payment, "20.00")
    desk.sync()
    assert desk.ticket(number).state == "waiting"


def test_case_12_another_desks_number_is_another_desks(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.decide(1, reason="size [T-0001 zzzz]")
    desk.sync()
    assert desk.ticket(number).state == "waiting"
    assert [t.cause for t in desk.tickets() if t.number != number] == ["other_desk"]


# ---- R13 in short: nothing left


def test_nothing_left_overtakes_what_is_not_linked(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.advance(60)
    desk.console(payment, 60)
    desk.sync()
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.carried_out) == ("overtaken", "imp", 0)
    assert desk.payment(payment).state == "cancelled"
    assert desk.payment(payment).possible == 0


# ---- R14: closing without proof


def test_r14_closing_needs_a_note_can_be_taken_back_and_late_truth_wins(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    assert refused(lambda: desk.reject(number, " ")).kind is Kind.NOTE_MISSING
    assert desk.ticket(number).state == "waiting"
    desk.reject(number)
    deciding.take_back(desk.shop, number, "Minji")
    assert (desk.ticket(number).state, desk.ticket(number).closed_because) == ("waiting", "")
    desk.reject(number, "Anna, mail of 3 March: not possible")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.declared_by) == ("rejected", "person", "Minji")
    desk.decide(1)
    desk.sync()
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by) == ("cancelled", "imp")
    assert ticket.closed_because == "late_truth:rejected"
    notes = [fact.data.get("note") for fact in desk.facts(ticket=number) if fact.kind == "ticket_move"]
    assert "Anna, mail of 3 March: not possible" in notes
    assert desk.kinds(ticket=number)[-1] == "linked"
    assert desk.today() == ["late_truth"]


@pytest.mark.parametrize(("fault", "before"), [(None, "waiting"), ("drop_after", "unconfirmed")])
def test_r14_a_rejection_taken_back_claims_no_more_than_was_known(desk: Desk, fault: str | None, before: str) -> None:
    payment = desk.paid(60)
    if fault is not None:
        desk.fault(fault)
        refused(lambda: desk.ask(payment, "20.00"))
    else:
        desk.ask(payment, "20.00")
    desk.reject(1)
    deciding.take_back(desk.shop, 1, "Minji", "another ticket was meant")
    assert (desk.ticket(1).state, desk.ticket(1).known_by) == (before, "assumed")


def test_r4_a_rejection_of_a_request_made_elsewhere_taken_back_is_a_persons_word_again(desk: Desk) -> None:
    number = deciding.record_elsewhere(desk.shop, desk.paid(60), usd("20.00"), "console", "Minji")
    desk.reject(number)
    deciding.take_back(desk.shop, number, "Minji")
    assert (desk.ticket(number).state, desk.ticket(number).known_by) == ("waiting", "person")


def test_r14_a_refused_request_that_was_registered_all_the_same_is_cancelled_by_late_truth(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("refuse_but_register")
    refused(lambda: desk.ask(payment, "20.00"))
    desk.advance(20 * 24 * 3600)
    desk.decide(1)
    desk.sync()
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.closed_because) == ("cancelled", "late_truth:refused")
    assert ticket.message.startswith("결제취소에 실패하였습니다.")
    assert desk.today() == ["late_truth"]


def test_r14_did_not_arrive_is_only_for_unconfirmed_and_is_watched(desk: Desk) -> None:
    payment = desk.paid(60)
    waiting = desk.ask(desk.paid(60), "20.00")
    trouble = refused(lambda: deciding.did_not_arrive(desk.shop, waiting, "Minji", "n"))
    assert trouble.kind is Kind.MOVE_NOT_ALLOWED
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    assert refused(lambda: deciding.did_not_arrive(desk.shop, 2, "Minji", "")).kind is Kind.NOTE_MISSING
    deciding.did_not_arrive(desk.shop, 2, "Minji", "not in the merchant area after five days")
    ticket = desk.ticket(2)
    assert (ticket.state, ticket.closed_because) == ("closed", "never_arrived")
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.WORST_CASE
    deciding.take_back(desk.shop, 2, "Minji")
    assert desk.ticket(2).state == "unconfirmed"
    deciding.keep_waiting(desk.shop, 2, "Minji")
    assert (desk.ticket(2).state, desk.ticket(2).known_by) == ("waiting", "person")
    deciding.take_back(desk.shop, 2, "Minji")
    deciding.did_not_arrive(desk.shop, 2, "Minji", "five days")
    desk.advance(100 * 24 * 3600)
    desk.decide(2)
    desk.sync()
    assert desk.ticket(2).state == "cancelled"


def test_r14_what_is_open_meanwhile_is_named_when_something_cannot_be_taken_back(desk: Desk) -> None:
    payment = desk.paid(60)
    first = desk.ask(payment, "20.00")
    desk.reject(first)
    desk.ask(payment, "10.00", worst="30.00")
    trouble = refused(lambda: deciding.take_back(desk.shop, first, "Minji"))
    assert (trouble.kind, trouble.facts["ticket"]) == (Kind.TICKET_OPEN, "T-0002")
    assert trouble.facts["amount"] == usd("10.00")
    assert desk.ticket(first).state == "rejected"
