"""A refund made another way stands beside the late truth: money.md R14."""

from __future__ import annotations

import pytest

from paymentdesk.domain.money import parse_amount
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, noting
from paymentdesk.services.refunding import refund_settled, refunded_otherwise
from paymentdesk.wording.needs import NeedFacts, need_words
from tests.services.desk import Desk, refused, usd


def words(desk: Desk) -> list[str]:
    now = desk.shop.now()
    return [
        need_words(
            row.need.value,
            NeedFacts(row.imp_uid, row.merchant_uid, row.ticket, row.amount, row.currency, row.since, now, row.data),
        ).what
        for row in desk.needs()
    ]


@pytest.mark.parametrize("declared", [True, False])
def test_r14_rejected_paid_back_and_then_carried_out_today_names_both_amounts(desk: Desk, declared: bool) -> None:
    paid = desk.paid(60)
    number = desk.ask(paid, "20.00")
    if declared:
        desk.reject(number)
    refunded_otherwise(desk.shop, number, usd("19.50"), "bank", "Minji", "to DE12, 21 Nov")
    assert desk.today() == ["stop_queue"], "it may still be carried out: Paymentwall is to be asked to stop it (R13)"
    assert refused(lambda: desk.ask(paid, "20.00", worst="40.00")).kind in (Kind.STOP_QUEUE, Kind.TICKET_OPEN)
    desk.decide(1)
    desk.sync()
    assert desk.today() == ["paid_back_twice"], "one line, not the late truth beside it"
    assert words(desk) == ["US$20.00 cancelled (i'mport) and US$19.50 paid another way"]
    assert desk.ticket(number).state == "cancelled"

    refund_settled(desk.shop, number, "Minji", "the buyer sent it back")
    assert desk.today() == (["late_truth"] if declared else [])
    assert desk.kinds(ticket=number)[-1] == "refund_settled"
    assert desk.chain() == []


def test_r14_nothing_is_shown_twice_while_the_ticket_is_not_carried_out(desk: Desk) -> None:
    number = desk.ask(desk.paid(60), "20.00")
    desk.reject(number)
    refunded_otherwise(desk.shop, number, parse_amount("27000", "KRW"), "cash", "Minji", "at the counter")
    noting.stop_handled(desk.shop, desk.ticket(number).imp_uid, "Minji", "Anna stops it")
    desk.sync()
    assert desk.today() == []
    (refund,) = desk.ticket(number).other_refunds
    assert (refund.amount, refund.currency, refund.how, refund.settled_at) == (27000, "KRW", "cash", 0)


def test_r14_another_cancellation_that_leaves_nothing_counts_as_well(desk: Desk) -> None:
    paid = desk.paid(60)
    number = desk.ask(paid, "60.00")
    desk.reject(number)
    refunded_otherwise(desk.shop, number, usd("60.00"), "bank", "Minji", "to DE12")
    desk.control("POST", f"/payments/{paid}/chargeback", {"amount": 60})
    desk.sync()
    assert "paid_back_twice" in desk.today()


def test_what_cannot_be_recorded(desk: Desk) -> None:
    paid = desk.paid(60)
    draft = desk.draft(paid, "20.00")
    shop = desk.shop
    assert refused(lambda: refunded_otherwise(shop, draft, usd("20.00"), "bank", "Minji", "x")).kind is (
        Kind.MOVE_NOT_ALLOWED
    )
    cancellation.send_draft(shop, draft, "Minji")
    for amount, note, kind in (("20.00", "", Kind.NOTE_MISSING), ("60.01", "x", Kind.MORE_THAN_PAID)):
        assert refused(lambda a=amount, n=note: refunded_otherwise(shop, draft, usd(a), "bank", "M", n)).kind is kind
    assert refused(lambda: refunded_otherwise(shop, 99, usd("1.00"), "bank", "M", "x")).kind is Kind.UNKNOWN_TICKET
    assert refused(lambda: refund_settled(shop, draft, "M", "x")).kind is Kind.NOTHING_TO_SETTLE
    assert desk.today() == []
