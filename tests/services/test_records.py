"""What i'mport's record may do to the ledger: money.md R9, R17, R18, R21, R23."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.domain.trouble import Kind
from paymentdesk.gateway.wire import BadRow
from paymentdesk.services import deciding
from paymentdesk.services.ingest import Look, ingest
from tests.services.desk import DAY, Desk, entry, refused, usd

# ---- R9: claim with the smaller, allow with the larger


@pytest.mark.parametrize("known_before", [False, True], ids=["first sight", "known as paid"])
@pytest.mark.parametrize(
    ("amount", "record", "claimed"),
    [
        (60, {"status": "cancelled", "cancel_amount": 0, "cancel_history": []}, 0),
        (60, {"status": "paid", "cancel_amount": 20, "cancel_history": []}, 0),
        (60, {"status": "cancelled", "cancel_amount": 20, "cancel_history": [entry(20, "a"), entry(20, "b")]}, 2000),
        (139, {"status": "cancelled", "cancel_amount": 195000, "cancel_history": []}, 0),
        (60, {"status": "cancelled", "cancel_amount": None, "cancel_history": []}, 0),
        (60, {"status": "cancelled", "cancel_amount": 20, "cancel_history": [entry(30, "a"), entry(-10, "b")]}, 0),
    ],
)
def test_r9_a_record_that_contradicts_itself_is_claimed_with_the_smaller_and_allowed_with_the_larger(
    desk: Desk, known_before: bool, amount: int, record: dict[str, Any], claimed: int
) -> None:
    payment = desk.paid(amount)
    if known_before:
        desk.sync()
    desk.record(payment, **record)
    desk.sync()
    detail = desk.payment(payment)
    assert detail.cancelled <= claimed
    assert detail.state != "cancelled"
    assert (detail.requestable, detail.braked) == (False, True)
    assert desk.today()[0] == "record_contradicts"
    trouble = refused(lambda: desk.ask(payment, "1.00"))
    assert trouble.kind is Kind.BRAKED
    assert desk.cancels() == []
    desk.sync()
    desk.restart()
    desk.sync()
    assert desk.today().count("record_contradicts") == 1
    assert desk.kinds(imp_uid=payment).count("odd_news") == 1
    assert desk.differences() != []


@pytest.mark.parametrize("known_before", [True, False])
@pytest.mark.parametrize("record", [{"amount": -60}, {"cancel_amount": -5}, {"amount": -60, "currency": "EUR"}])
def test_r9_however_much_is_odd_about_a_contradiction_it_is_one_line(
    desk: Desk, known_before: bool, record: dict[str, Any]
) -> None:
    payment = desk.paid(60)
    if known_before:
        desk.sync()
    desk.record(payment, **record)
    for _ in range(3):
        desk.advance(120)
        desk.sync(full=True)
    # A payment nobody knew, whose amount cannot be one, is a row that cannot be read.
    unreadable = not known_before and "amount" in record
    assert desk.today() == ([] if unreadable else ["record_contradicts"])


def test_r9_accepted_it_is_taken_literally_but_never_above_what_was_paid(desk: Desk) -> None:
    payment = desk.paid(139)
    desk.sync()
    desk.record(payment, status="cancelled", cancel_amount=195000)
    desk.sync()
    deciding.accept(desk.shop, payment, "Minji", "it is wons, says i'mport")
    detail = desk.payment(payment)
    assert (detail.cancelled, detail.state, detail.braked) == (13900, "cancelled", False)
    desk.sync()
    assert not desk.payment(payment).braked


def test_r9_closed_before_payment_is_no_contradiction(desk: Desk) -> None:
    payment = desk.paid(60, status="ready")
    desk.sync()
    desk.record(payment, status="cancelled", cancelled_at=desk.shop.now())
    desk.sync()
    assert desk.today() == []
    assert desk.payment(payment).state == "cancelled"


# ---- R17: an older look never speaks against a newer one


def test_r17_a_list_out_of_an_old_copy_changes_nothing_and_nobody_hears_of_it(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.advance(600)
    desk.ask(payment, "20.00")
    desk.decide(1)
    desk.sync()
    before = desk.payment(payment)
    for _ in range(4):
        desk.advance(60)
        desk.fault("stale", "/payments/status", seconds=300)
        desk.sync()
        after = desk.payment(payment)
        assert (after.cancelled, after.state, after.braked) == (before.cancelled, before.state, False)
        assert desk.today() == []
    assert desk.ticket(1).state == "cancelled"
    with desk.shop.database.reader() as reader:
        behind = reader.execute("SELECT sum(times) FROM look WHERE result = 'behind'").fetchone()[0]
    assert behind == 4  # the copies were old, and were noticed


def test_r17_a_truly_reversed_record_is_one_line_after_two_looks_a_minute_apart(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.console(payment, 20)
    desk.sync()
    desk.record(payment, status="paid", cancel_amount=0, cancel_history=[])
    desk.sync()
    assert desk.today() == []
    assert refused(lambda: desk.ask(payment, "1.00")).kind is Kind.BRAKED  # held from the first
    desk.sync()
    assert desk.today() == []
    desk.advance(60)
    desk.sync()
    assert desk.today() == ["odd_news"]
    detail = desk.payment(payment)
    assert (detail.cancelled, detail.state) == (2000, "partly_cancelled")
    desk.advance(60)
    desk.sync()
    assert desk.kinds(imp_uid=payment).count("odd_news") == 1


# ---- R18: a brake holds until a person lets go


@pytest.mark.parametrize("record", [{"amount": 70}, {"currency": "EUR"}, {"merchant_uid": "another"}])
def test_r18_a_changed_amount_currency_or_order_is_braked_and_applied_by_accept(
    desk: Desk, record: dict[str, Any]
) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.record(payment, **record)
    desk.sync()
    detail = desk.payment(payment)
    assert (detail.amount, detail.currency, detail.braked) == (6000, "USD", True)
    assert desk.today() == ["odd_news"]
    assert [d.imp_uid for d in desk.differences()] == [payment]
    assert refused(lambda: deciding.accept(desk.shop, payment, "Minji", "")).kind is Kind.NOTE_MISSING
    deciding.accept(desk.shop, payment, "Minji", "asked i'mport")
    assert desk.differences() == []
    assert not desk.payment(payment).braked
    accepted = desk.facts(imp_uid=payment)[-1]
    assert (accepted.kind, accepted.by, accepted.data["note"]) == ("accepted", "Minji", "asked i'mport")
    assert refused(lambda: deciding.accept(desk.shop, payment, "Minji", "n")).kind is Kind.NOTHING_TO_ACCEPT


def test_r18_backwards_with_an_open_ticket_blocks_and_accepting_applies_it(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.ask(payment, "20.00")
    desk.record(payment, status="failed", failed_at=desk.shop.now(), paid_at=0)
    desk.sync()
    desk.advance(60)
    desk.sync()
    assert "odd_news" in desk.today()
    assert desk.payment(payment).state == "paid"
    assert desk.ticket(1).state == "waiting"
    deciding.accept(desk.shop, payment, "Minji", "the bank took it back")
    assert desk.payment(payment).state == "failed"
    assert desk.differences() == []
    assert desk.ticket(1).state == "waiting"


def test_r18_a_vanished_payment_is_not_deleted_and_its_ticket_not_settled(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.ask(payment, "20.00")
    desk.fault("vanish", "/payments", times=0)
    desk.sync()
    desk.advance(60)
    desk.sync()
    assert "odd_news" in desk.today()
    assert desk.payment(payment).state == "paid"
    assert desk.ticket(1).state == "waiting"
    desk.calm()
    desk.sync()
    assert desk.today() == []
    assert not desk.payment(payment).braked


def test_a_row_that_cannot_be_read_is_one_row_and_never_the_page(desk: Desk) -> None:
    good, bad = desk.paid(60), desk.paid(40)
    desk.sync()
    desk.record(bad, amount="12.3456")
    desk.console(good, 10)
    desk.sync()
    assert desk.payment(good).cancelled == 1000
    assert desk.payment(bad).braked
    assert refused(lambda: desk.ask(bad, "1.00")).kind in (Kind.BRAKED, Kind.NOT_UNDERSTOOD)
    assert [d.imp_uid for d in desk.differences()] == [bad]


def test_r17_an_older_row_that_cannot_be_read_says_nothing_against_a_newer_look(desk: Desk) -> None:
    payment = desk.paid(60)
    older = desk.shop.begin_look()
    desk.sync()
    ingest(desk.shop, Look(older, "recent"), [], bad=[BadRow(payment, "no amount", b'{"amount": null}')])
    assert not desk.payment(payment).braked
    ingest(desk.shop, Look(desk.shop.begin_look(), "recent"), [], bad=[BadRow(payment, "no amount", b"{}")])
    assert desk.payment(payment).braked


# ---- R21: clocks


def test_r19_an_entry_with_another_number_keeps_its_link_when_accepted(desk: Desk) -> None:
    payment, other = desk.paid(60), desk.paid(60)
    desk.sync()
    desk.advance(60)
    number = desk.ask(payment, "20.00")
    desk.decide(1)
    desk.console(other, 5)
    desk.sync()
    shown = {payment: 20, other: 5}
    for uid, amount in shown.items():
        desk.record(uid, cancel_history=[entry(amount, "renamed", desk.shop.now())])
    desk.sync()
    for uid in shown:
        deciding.accept(desk.shop, uid, "Minji", "i'mport gave it another number")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.link, ticket.carried_out) == ("cancelled", "number", 2000)
    assert [one.entry for one in desk.payment(payment).cancellations] == ["renamed"]
    assert [(t.cause, t.carried_out) for t in desk.tickets() if t.number != number] == [("console", 500)]
    assert (desk.today(), desk.differences(), desk.payment(payment).possible) == (["outside_cancellation"], [], 0)


def test_r19_an_entry_the_total_still_holds_keeps_its_link_when_accepted(desk: Desk) -> None:
    payment = desk.paid(60)
    number = desk.ask(payment, "20.00")
    desk.decide(1)
    desk.sync()
    second = desk.ask(payment, "10.00")
    desk.decide(2)
    desk.sync()
    at = desk.shop.now()
    listed = desk.payment(payment).cancellations
    whole = [entry(20 if one.amount == 2000 else 10, one.entry, at, one.reason) for one in listed]
    desk.record(payment, cancel_history=whole[1:])
    desk.sync()
    assert "odd_news" not in desk.today()
    desk.advance(61)
    desk.sync()
    assert "odd_news" in desk.today()
    deciding.accept(desk.shop, payment, "Minji", "so be it")
    for _ in range(2):
        assert [desk.ticket(n).carried_out for n in (number, second)] == [2000, 1000]
        assert sum(one.amount for one in desk.payment(payment).cancellations) == 3000
        assert (desk.today(), desk.differences()) == ([], [])
        desk.record(payment, cancel_history=whole)
        desk.sync()


def test_r19_an_entry_that_is_gone_takes_back_what_it_answered(desk: Desk) -> None:
    payment, other = desk.paid(60), desk.paid(60)
    desk.sync()
    desk.advance(60)
    number = desk.ask(payment, "20.00")
    desk.decide(1)
    desk.console(other, 5)
    desk.sync()
    for uid in (payment, other):
        desk.record(uid, status="paid", cancel_amount=0, cancel_history=[], cancelled_at=0)
    desk.sync()
    for uid in (payment, other):
        deciding.accept(desk.shop, uid, "Minji", "the dispute was won")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.carried_out) == ("waiting", "assumed", 0)
    assert (desk.payment(payment).possible, desk.payment(payment).cancelled) == (2000, 0)
    assert [t.carried_out for t in desk.tickets() if t.origin == "elsewhere"] == [0]
    assert desk.differences() == []


def test_r21_the_desk_ages_by_imports_clock_and_looks_whatever_its_own_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    payment = desk.paid(60)
    desk.shop.clock = None  # the clock learnt from i'mport's answers
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    at = desk.server.clock.now()
    assert abs(desk.ticket(1).sent_at - at) <= 2
    real = time.time
    for wrong in (-DAY, DAY):
        monkeypatch.setattr(time, "time", lambda wrong=wrong: real() + wrong)
        assert abs(desk.shop.now() - at) <= 2
        looks = len(desk.calls("GET", f"/payments/{payment}"))
        assert refused(lambda: desk.again(1)).kind is Kind.TOO_EARLY
        assert len(desk.calls("GET", f"/payments/{payment}")) == looks + 1
        assert "overdue" not in desk.today()
    assert len(desk.cancels()) == 1


# ---- R23: before this desk


def test_r23_refunds_of_before_are_no_questions_and_tomorrows_is_one(desk: Desk) -> None:
    now = desk.server.clock.now()
    for number in range(300):
        at = now - 40 * DAY + number
        desk.paid(10, status="cancelled", started_at=at - 100, paid_at=at - 90, cancelled_at=at)
    waiting = desk.paid(60, started_at=now - 3 * DAY, paid_at=now - 3 * DAY)
    desk.console(waiting, 20, ticket=True)
    desk.sync()
    assert desk.today() == []
    assert {ticket.cause for ticket in desk.tickets()} == {"before_this_desk"}
    assert len(desk.tickets()) == 300

    desk.advance(DAY)
    desk.decide(1)
    desk.sync()
    assert desk.today() == ["outside_cancellation"]
    assert desk.payment(waiting).cancelled == 2000


def test_r23_an_old_refund_read_later_by_a_full_check_is_before_this_desk(desk: Desk) -> None:
    desk.paid(60)
    desk.sync()
    long_ago = desk.server.clock.now() - 400 * DAY
    desk.paid(10, status="cancelled", started_at=long_ago, paid_at=long_ago, cancelled_at=long_ago)
    desk.advance(DAY)
    desk.sync(full=True)
    assert [ticket.cause for ticket in desk.tickets()] == ["before_this_desk"]
    assert desk.today() == []
    assert desk.payment(desk.tickets()[0].imp_uid).cancelled == usd("10.00").minor
