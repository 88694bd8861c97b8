"""Orders: what a person may do with them when, and that every act is a fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.order import Order
from paymentdesk.domain.order_template import Template
from paymentdesk.domain.trouble import Kind, MoneyWord
from paymentdesk.services import order_numbers, order_templates, ordering
from paymentdesk.services.ordering import Redo
from paymentdesk.settings import preferences
from paymentdesk.store import queries
from tests.services.desk import Desk, refused

ORDER = Order(
    merchant_uid="HB-1", name="Hanji lamp", amount=5400, currency="USD", written_at=1_790_000_000,
    buyer_name="Jack Son", buyer_email="jack@example.com", country="DE", address="Some street 1",
)  # fmt: skip


def shown(desk: Desk, number: str) -> Any:
    with desk.shop.database.reader() as reader:
        found = queries.order_detail(reader, number)
    assert found is not None
    return found


def test_an_order_is_what_was_written(desk: Desk) -> None:
    written = replace(ORDER, phone="010-1", postcode="12345", tags=("gift", "blue"), note="wrap it")
    assert ordering.create(desk.shop, written, "Minji") == "HB-1"
    assert shown(desk, "HB-1").agreed() == written
    assert [(f.kind, f.by) for f in desk.facts(merchant_uid="HB-1")] == [("order_written", "Minji")]


def test_no_buyer_data_is_in_the_chain_of_facts(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    ordering.edit(desk.shop, replace(ORDER, buyer_name="Ida Holm", buyer_email="ida@example.com", phone="010"), "Minji")
    said = str([fact.data for fact in desk.facts(merchant_uid="HB-1")])
    assert not any(word in said for word in ("Jack", "Ida", "@", "010", "street"))


def test_each_edit_is_a_fact_with_its_fields(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    edited = ordering.edit(desk.shop, replace(ORDER, amount=6000, tags=("gift",)), "Soo")
    assert (edited.fields, edited.redo) == (("amount", "tags"), ())
    assert ordering.edit(desk.shop, replace(ORDER, amount=6000, tags=("gift",)), "Soo").fields == ()
    facts = desk.facts(merchant_uid="HB-1")
    assert [fact.kind for fact in facts] == ["order_written", "order_edited"]
    assert facts[1].data == {
        "fields": ["amount", "tags"], "amount": 6000, "currency": "USD", "was": {"amount": 5400, "currency": "USD"},
    }  # fmt: skip


def test_an_edited_amount_of_an_issued_order_has_to_be_told_again(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    ordering.mark_issued(desk.shop, "HB-1", "Minji")
    ordering.mark_issued(desk.shop, "HB-1", "Minji")  # the first time counts
    assert ordering.edit(desk.shop, replace(ORDER, note="x"), "Minji").redo == ()
    assert ordering.edit(desk.shop, replace(ORDER, note="x", currency="EUR"), "Minji").redo == (Redo.PREPARE, Redo.LINK)
    assert desk.kinds(merchant_uid="HB-1") == ["order_written", "order_issued", "order_edited", "order_edited"]
    assert (shown(desk, "HB-1").state, shown(desk, "HB-1").currency) == ("awaiting_payment", "EUR")


@pytest.mark.parametrize("sandbox", [False, True])
def test_a_paid_order_stays_as_agreed(desk: Desk, sandbox: bool) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    desk.paid(54, merchant_uid="HB-1", sandbox=sandbox)
    desk.sync()
    for act in (
        lambda: ordering.edit(desk.shop, replace(ORDER, amount=1), "Minji"),
        lambda: ordering.close_order(desk.shop, "HB-1", "Minji"),
        lambda: ordering.new_attempt(desk.shop, "HB-1", "Minji"),
    ):
        trouble = refused(act)
        assert (trouble.kind, trouble.money) == (Kind.ORDER_PAID, MoneyWord.NOTHING_CHANGED)
    assert ordering.note(desk.shop, "HB-1", " blue ", "a, b", "Minji").fields == ("note", "tags")
    assert (shown(desk, "HB-1").note, shown(desk, "HB-1").tags) == ("blue", ("a", "b"))


def test_what_a_person_changed_last_stands_first(desk: Desk) -> None:
    """Orders are listed by their latest change, whoever made it."""

    def first() -> str:
        with desk.shop.database.reader() as reader:
            return queries.list_orders(reader, queries.Filter())[0].merchant_uid

    for number in ("HB-1", "HB-2"):
        ordering.create(desk.shop, replace(ORDER, merchant_uid=number, written_at=desk.shop.now()), "Minji")
        desk.advance(60)
    assert first() == "HB-2"
    changes = (
        ("HB-1", lambda: ordering.edit(desk.shop, replace(ORDER, amount=6000), "Minji")),
        ("HB-2", lambda: ordering.note(desk.shop, "HB-2", "wrap it", None, "Minji")),
        ("HB-1", lambda: ordering.close_order(desk.shop, "HB-1", "Minji")),
        ("HB-2", lambda: ordering.close_order(desk.shop, "HB-2", "Minji")),
        ("HB-1", lambda: ordering.reopen_order(desk.shop, "HB-1", "Minji")),
    )
    for number, change in changes:
        change()
        assert first() == number
        desk.advance(60)
    assert shown(desk, "HB-1").changed_at == shown(desk, "HB-1").touched_at


def test_closing_and_opening_again(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    ordering.close_order(desk.shop, "HB-1", "Minji")
    ordering.close_order(desk.shop, "HB-1", "Minji")
    assert shown(desk, "HB-1").state == "closed_unpaid"
    assert refused(lambda: ordering.edit(desk.shop, ORDER, "Minji")).kind is Kind.ORDER_CLOSED
    ordering.reopen_order(desk.shop, "HB-1", "Minji")
    assert shown(desk, "HB-1").state == "draft"
    assert refused(lambda: ordering.reopen_order(desk.shop, "HB-1", "Minji")).kind is Kind.ORDER_NOT_CLOSED
    assert refused(lambda: ordering.close_order(desk.shop, "HB-9", "Minji")).kind is Kind.UNKNOWN_ORDER
    assert desk.kinds(merchant_uid="HB-1") == ["order_written", "order_closed", "order_reopened"]


def test_another_attempt_closes_the_first_so_that_a_late_payment_shows(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    assert ordering.new_attempt(desk.shop, "HB-1", "Minji") == "HB-1-2"
    assert ordering.new_attempt(desk.shop, "HB-1-2", "Minji") == "HB-1-3"
    assert shown(desk, "HB-1-3").attempts == ("HB-1", "HB-1-2")
    desk.advance(60)
    desk.paid(54, merchant_uid="HB-1")
    desk.sync()
    first = shown(desk, "HB-1")
    assert (first.state, first.problems) == ("paid", ("paid_late",))
    assert shown(desk, "HB-1-3").state == "draft"


def test_an_order_whose_money_went_back_can_be_tried_again(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    imp_uid = desk.paid(54, merchant_uid="HB-1")
    desk.console(imp_uid)
    desk.sync()
    assert shown(desk, "HB-1").state == "cancelled"
    assert ordering.new_attempt(desk.shop, "HB-1", "Minji") == "HB-1-2"
    assert shown(desk, "HB-1").state == "cancelled"  # it is not closed: money came in for it


def test_a_payment_gets_the_order_it_lacks(desk: Desk) -> None:
    imp_uid = desk.paid(20, merchant_uid="CHAT-7", name="Fan", buyer_email="mia@example.com")
    desk.sync()
    begin = ordering.order_from_payment(desk.shop, imp_uid)
    assert (begin.merchant_uid, begin.amount, begin.buyer_email) == ("CHAT-7", 2000, "mia@example.com")
    ordering.give_order(desk.shop, imp_uid, replace(begin, amount=2500), "Minji")
    order = shown(desk, "CHAT-7")
    assert (order.state, order.problems, order.payments) == ("paid", ("amount_differs",), (imp_uid,))
    assert "order_written" in desk.kinds(imp_uid=imp_uid)
    assert refused(lambda: ordering.give_order(desk.shop, imp_uid, begin, "Minji")).kind is Kind.HAS_ORDER
    assert refused(lambda: ordering.order_from_payment(desk.shop, "imp_0")).kind is Kind.UNKNOWN_PAYMENT


def test_numbers_follow_the_shops_pattern_and_are_new(desk: Desk) -> None:
    assert order_numbers.new_number(desk.shop, lambda letters: letters[0]) == "260921-2222"
    chosen = preferences.load(desk.profile.folder)
    preferences.save(
        desk.profile.folder, replace(chosen, orders=preferences.OrderDefaults(number_pattern="HB.{random}"))
    )
    desk.paid(20, merchant_uid="HB.2222")
    desk.sync()
    ordering.create(desk.shop, replace(ORDER, merchant_uid="HB.3333"), "Minji")
    choices = iter("2222333344445555")
    assert order_numbers.new_number(desk.shop, lambda _: next(choices), besides={"HB.4444"}) == "HB.5555"


def test_a_taken_number_and_a_wrong_order_are_refused(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    desk.paid(20, merchant_uid="PAID-1")
    desk.sync()
    for number in ("HB-1", "PAID-1"):
        assert refused(lambda n=number: ordering.create(desk.shop, replace(ORDER, merchant_uid=n), "Soo")).kind is (
            Kind.ORDER_WRONG
        )
    assert refused(lambda: ordering.write_order(desk.shop, ORDER, "Soo")).kind is Kind.ORDER_EXISTS
    assert desk.kinds(merchant_uid="HB-1") == ["order_written"]


def test_templates_hold_no_buyer(desk: Desk) -> None:
    ordering.create(desk.shop, replace(ORDER, tags=("gift",)), "Minji")
    order_templates.save_order(desk.shop, "HB-1", "  Hanji  lamp ")
    found = order_templates.find(desk.shop, "Hanji lamp")
    assert found == Template("Hanji lamp", "Hanji lamp", 5400, "USD", "DE", "physical", "", ("gift",))
    order_templates.save(desk.shop, replace(found, amount=6000))
    with desk.shop.database.reader() as reader:
        assert [each.amount for each in queries.order_templates(reader)] == [6000]
    order_templates.delete(desk.shop, "Hanji lamp")
    assert refused(lambda: order_templates.find(desk.shop, "Hanji lamp")).kind is Kind.UNKNOWN_TEMPLATE
    assert refused(lambda: order_templates.save(desk.shop, Template(" "))).kind is Kind.BAD_ARGUMENT


def test_one_timeline_of_order_payment_and_ticket(desk: Desk) -> None:
    ordering.create(desk.shop, ORDER, "Minji")
    imp_uid = desk.paid(54, merchant_uid="HB-1")
    desk.sync()
    desk.ask(imp_uid, "20")
    with desk.shop.database.reader() as reader:
        kinds = [item.kind for item in queries.order_timeline(reader, "HB-1")]
    assert {"order_written", "payment_seen", "ticket_requested"} <= set(kinds)
    assert kinds[-1] == "order_written"
