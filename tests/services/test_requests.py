"""What may be requested, and how often it leaves: money.md R1 to R4, R15, R16, R22."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paymentdesk.domain.ticket import Outcome
from paymentdesk.domain.trouble import Kind, MoneyWord
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import cancellation, deciding
from tests.services.desk import DAY, Desk, refused, usd

# ---- R1: possible executions


def test_r1_a_request_declared_rejected_can_still_be_carried_out(desk: Desk) -> None:
    payment = desk.paid(60)
    first = desk.ask(payment, "20.00")
    desk.reject(first)

    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert trouble.kind is Kind.WORST_CASE
    assert trouble.money is MoneyWord.NOT_SENT
    assert trouble.facts["worst"] == usd("40.00")
    assert len(desk.cancels()) == 1
    assert refused(lambda: desk.ask(payment, "20.00", worst="20.00")).kind is Kind.WORST_CASE
    assert len(desk.cancels()) == 1

    second = desk.ask(payment, "20.00", worst="40.00")
    assert len(desk.cancels()) == 2
    desk.decide(1)
    desk.decide(2)
    desk.sync()
    assert desk.payment(payment).cancelled == 4000
    assert {desk.ticket(n).state for n in (first, second)} == {"cancelled"}
    assert "late_truth" in desk.today()


def test_r1_refused_counts_until_a_ticket_of_this_shop_was_settled(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("refuse_but_register")
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.REFUSED
    trouble = refused(lambda: desk.ask(payment, "10.00"))
    assert trouble.kind is Kind.WORST_CASE
    assert trouble.facts["worst"] == usd("30.00")

    settled = desk.paid(10, method="paypal")
    desk.ask(settled, "10.00")
    number = desk.ask(payment, "10.00")  # named, without typing
    assert desk.ticket(number).state == "waiting"
    assert [fact.data["refused_before"] for fact in desk.facts(ticket=number) if fact.kind == "attempt_sent"] == [2000]


def test_r1_a_refused_request_that_was_carried_out_ends_the_belief_in_refusals(desk: Desk) -> None:
    desk.ask(desk.paid(10, method="paypal"), "10.00")  # something was settled: refusals are named only
    first, second = desk.paid(60), desk.paid(60)
    desk.fault("refuse_but_register", times=2)
    for payment in (first, second):
        assert refused(lambda payment=payment: desk.ask(payment, "20.00")).kind is Kind.REFUSED  # type: ignore[misc]
    assert desk.payment(second).possible == 0
    desk.decide(1)
    desk.sync()
    assert (desk.ticket(2).state, desk.ticket(2).closed_because) == ("cancelled", "late_truth:refused")
    assert desk.payment(second).possible == 2000
    trouble = refused(lambda: desk.ask(second, "20.00"))
    assert (trouble.kind, trouble.facts["worst"]) == (Kind.WORST_CASE, usd("40.00"))
    desk.fault("refuse_but_register")
    trouble = refused(lambda: desk.ask(second, "20.00", worst="40.00"))
    assert (trouble.kind, trouble.possible) == (Kind.REFUSED, True), "may still move (R24)"


def test_r1_the_worst_case_never_exceeds_what_was_paid(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.reject(desk.ask(payment, "50.00"))
    assert refused(lambda: desk.ask(payment, "40.00")).facts["worst"] == usd("60.00")


# ---- R2: as uncertain as the most uncertain attempt

FIRST = {"yes": None, "silent": "drop_after"}
SECOND: dict[str, dict[str, Any] | None] = {
    "never connected": None,
    "401": {"kind": "status", "status": 401, "times": 2},
    "no": {"kind": "refuse_but_register"},
    "silent": {"kind": "drop_after"},
    "yes": None,
}


@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("first", FIRST)
def test_r2_a_later_attempt_never_makes_the_ticket_more_certain(
    desk: Desk, first: str, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)
    if FIRST[first]:
        desk.fault(FIRST[first])
        assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.UNCONFIRMED
    else:
        desk.ask(payment, "20.00")
    ticket = desk.ticket(1)
    desk.advance(DAY)
    if first == "yes":
        assert refused(lambda: desk.again(1)).kind is Kind.MOVE_NOT_ALLOWED
        assert len(desk.cancels()) == 1
        return
    if second == "never connected":
        _cut_before_sending(desk, monkeypatch)
    elif SECOND[second]:
        desk.fault(**SECOND[second])
    try:
        desk.again(1)
    except cancellation.Trouble as trouble:
        assert trouble.kind is Kind.UNCONFIRMED  # noqa: PT017
    ticket = desk.ticket(1)
    assert ticket.state in ("unconfirmed", "waiting")
    assert ticket.state == ("waiting" if second == "yes" else "unconfirmed")
    assert desk.payment(payment).possible >= 2000

    monkeypatch.undo()
    desk.calm()
    desk.decide(1)
    desk.sync()
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.known_by) == ("cancelled", "imp")


def _cut_before_sending(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network goes between the look and the send: the connection is never made."""
    from paymentdesk.gateway.errors import NotSent

    def cancel(*_: Any) -> None:
        raise NotSent("connect")

    monkeypatch.setattr(desk.shop.client, "cancel", cancel)


def test_r2_not_sent_after_a_refusal_is_still_refused_and_401_twice_is_a_draft(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("status", status=401, times=2)
    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert (trouble.kind, trouble.money) == (Kind.KEY_REFUSED, MoneyWord.NOT_SENT)
    ticket = desk.ticket(1)
    assert ticket.state == "draft"
    assert [a.outcome for a in ticket.attempts] == [Outcome.NOT_SENT, Outcome.NOT_SENT]
    assert desk.payment(payment).possible == 0


def test_r2_a_refused_token_is_one_more_attempt_with_the_balance_the_person_saw(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("status", status=401)
    number = desk.ask(payment, "20.00")
    assert [a.outcome for a in desk.ticket(number).attempts] == ["not_sent", "accepted"]
    assert [str(call["body"]["checksum"]) for call in desk.cancels()] == ["60.00", "60.00"]


# ---- R3: asking again


def test_r3_asking_again_needs_a_day_a_note_and_an_unmoved_balance(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    early = refused(lambda: desk.again(1))
    assert early.kind is Kind.TOO_EARLY
    assert early.facts["at"] == desk.shop.now() + DAY
    desk.advance(DAY)
    assert refused(lambda: desk.again(1, note=" ")).kind is Kind.NOTE_MISSING

    desk.console(payment, 5)
    trouble = refused(lambda: desk.again(1))
    assert trouble.kind is Kind.BALANCE_MOVED
    assert desk.ticket(1).state == "unconfirmed"
    assert len(desk.cancels()) == 1


def test_r3_asked_again_in_time_it_is_a_second_attempt_of_the_same_ticket(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("drop_before")
    refused(lambda: desk.ask(payment, "20.00"))
    desk.advance(DAY - 1)
    assert refused(lambda: desk.again(1)).kind is Kind.TOO_EARLY
    desk.advance(1)
    assert desk.again(1) == 1
    assert [a.outcome for a in desk.ticket(1).attempts] == ["silent", "accepted"]
    assert desk.payment(payment).possible == 4000
    assert [call["body"]["reason"] for call in desk.cancels()] == [f"size [T-0001 {desk.shop.mark}]"] * 2


# ---- R4: requests made elsewhere


def test_r4_a_request_made_elsewhere_holds_the_lock_and_is_settled_like_ours(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.console(payment, 20, ticket=True)
    desk.sync()
    assert desk.payment(payment).state == "paid"

    number = deciding.record_elsewhere(desk.shop, payment, usd("20.00"), "console", "Minji", "Jisu, by phone")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.origin) == ("waiting", "person", "elsewhere")
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.TICKET_OPEN
    assert desk.cancels() == []

    desk.decide(1)
    desk.sync()
    assert desk.ticket(number).state == "cancelled"
    assert len(desk.tickets()) == 1
    assert desk.today() == []


# ---- R15: what the person saw


def test_r15_a_balance_that_moved_while_the_dialog_was_open_stops_the_request(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.console(payment, 20)
    trouble = refused(lambda: desk.ask(payment, "20.00", left="60.00"))
    assert trouble.kind is Kind.CHANGED_MEANWHILE
    assert (trouble.facts["left"], trouble.facts["moved"]) == (usd("40.00"), usd("20.00"))
    assert desk.cancels() == []
    assert desk.ask(payment, "20.00", left="40.00")


def test_r15_what_another_process_took_in_after_the_look_is_looked_at_again(
    desk: Desk, desks: Callable[..., Desk]
) -> None:
    """Between the look and the write another process may have recorded more: decided again before anything leaves."""
    payment = desk.paid(60)
    other = desks(home=desk.home)
    ready = desk.shop.client.ready_to_send

    def meanwhile() -> None:
        ready()
        desk.console(payment, 50)
        other.sync()

    desk.shop.client.ready_to_send = meanwhile  # type: ignore[method-assign]
    assert refused(lambda: desk.ask(payment, "20.00", left="60.00")).kind is Kind.CHANGED_MEANWHILE
    assert desk.cancels() == []
    ours = [ticket for ticket in desk.tickets() if ticket.origin == "desk"]
    assert ours == []


def test_r15_a_draft_leaves_only_with_the_balance_a_person_saw(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.draft(payment, "20.00")
    desk.console(payment, 5)
    trouble = refused(lambda: cancellation.send_draft(desk.shop, number, "Minji"))
    assert (trouble.kind, trouble.facts["left"]) == (Kind.CHANGED_MEANWHILE, usd("55.00"))
    assert (desk.cancels(), desk.ticket(number).state) == ([], "draft")
    cancellation.send_draft(desk.shop, number, "Minji", seen_left=usd("55.00"))
    assert [call["body"]["checksum"] for call in desk.cancels()] == [55]


# ---- R16: nothing leaves by itself


def test_r16_a_request_that_was_not_sent_stays_until_a_person_sends_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)
    _cut_before_sending(desk, monkeypatch)
    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert (trouble.kind, trouble.money) == (Kind.UNREACHABLE, MoneyWord.NOT_SENT)
    monkeypatch.undo()

    desk.sync()
    desk.restart()
    desk.advance(3 * DAY)
    desk.sync()
    assert desk.cancels() == []
    assert desk.ticket(1).state == "draft"
    assert desk.today() == ["not_sent"]

    assert cancellation.send_draft(desk.shop, 1, "Minji") == 1
    assert len(desk.cancels()) == 1
    assert desk.ticket(1).state == "waiting"


def test_r16_a_draft_larger_than_what_is_left_by_now_is_not_sent(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.draft(payment, "20.00")
    desk.console(payment, 50)
    left = usd("10.00")
    trouble = refused(lambda: cancellation.send_draft(desk.shop, number, "Minji", seen_left=left))
    assert trouble.kind is Kind.MORE_THAN_LEFT
    assert trouble.facts["left"] == left
    assert desk.cancels() == []
    assert desk.ticket(number).state == "draft"


# ---- R22: scripts


def test_r22_the_same_key_does_one_thing_once(desk: Desk) -> None:
    payment = desk.paid(60, method="paypal")
    assert desk.ask(payment, "60.00", once="mail-17") == desk.ask(payment, "60.00", once="mail-17") == 1
    assert len(desk.cancels()) == 1
    assert desk.ticket(1).state == "cancelled"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [({"kind": "drop_after"}, Kind.UNCONFIRMED), ({"kind": "refuse_but_register"}, Kind.REFUSED)],
)
def test_r22_the_same_key_tells_again_how_it_ended(desk: Desk, fault: dict[str, Any], kind: Kind) -> None:
    payment = desk.paid(60)
    desk.fault(**fault)
    assert refused(lambda: desk.ask(payment, "20.00", once="k")).kind is kind
    again = refused(lambda: desk.ask(payment, "20.00", once="k"))
    assert (again.kind, again.facts["ticket"]) == (kind, "T-0001")
    assert len(desk.cancels()) == 1


def test_r22_a_key_is_for_one_request_only_and_for_drafts_too(desk: Desk) -> None:
    payment, other = desk.paid(60), desk.paid(60)
    desk.ask(payment, "20.00", once="k")
    trouble = refused(lambda: desk.ask(other, "20.00", once="k"))
    assert (trouble.kind, trouble.facts["what"]) == (Kind.BAD_ARGUMENT, "--once")
    asked = cancellation.Request(other, usd("5.00"), "size", once="d")
    assert cancellation.save_draft(desk.shop, asked) == cancellation.save_draft(desk.shop, asked) == 2
    assert len(desk.cancels()) == 1


def test_r22_two_processes_with_one_key_send_once(desk: Desk, desks: Callable[..., Desk]) -> None:
    """The second comes to the lock after the first has written its ticket."""
    payment = desk.paid(60)
    other = desks(home=desk.home)
    look = cancellation.hold

    def first_come(lock: Any, *, timeout: float) -> None:
        if other.tickets() == []:
            cancellation.hold = look  # type: ignore[attr-defined]
            other.ask(payment, "20.00", once="k")
        look(lock, timeout=timeout)

    cancellation.hold = first_come  # type: ignore[attr-defined]
    try:
        assert desk.ask(payment, "20.00", once="k") == 1
    finally:
        cancellation.hold = look  # type: ignore[attr-defined]
    assert len(desk.cancels()) == 1


def test_a_server_of_its_own_is_not_asked(practice: PracticeServer, desk: Desk) -> None:
    """Listing and restarting ask nothing."""
    desk.paid()
    desk.restart()
    desk.tickets()
    assert desk.calls() == []
