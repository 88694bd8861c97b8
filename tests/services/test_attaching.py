"""A payment whose number is no order's counts for the order a person says, and everything follows from that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.delivery import DeliveryStatus
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, MoneyWord
from paymentdesk.domain.verification import Decision
from paymentdesk.services import attaching, checking, delivery, ordering, reconcile, verifying
from paymentdesk.store import queries
from tests.services.desk import Desk, refused


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks()


def write(desk: Desk, number: str = "HB-1", **fields: Any) -> None:
    given = {"name": "Hanji lamp", "amount": 6000, "currency": "USD", "written_at": desk.shop.now()} | fields
    ordering.write_order(desk.shop, Order(number, **given), "Minji")


def order(desk: Desk, number: str = "HB-1") -> Any:
    with desk.shop.database.reader() as reader:
        found = queries.order_detail(reader, number)
    assert found is not None
    return found


def stray(desk: Desk, amount: float = 60, **fields: Any) -> str:
    """A payment whose number no order has."""
    imp_uid = desk.paid(amount, **({"merchant_uid": "pay-77"} | fields))
    desk.sync()
    return imp_uid


def test_an_order_is_paid_by_the_payment_a_person_says(desk: Desk) -> None:
    write(desk)
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji", "told so by mail")
    shown = order(desk)
    assert (shown.state, shown.payments, shown.problems, shown.hold) == ("paid", (imp_uid,), (), "")
    payment = desk.payment(imp_uid)
    assert (payment.merchant_uid, payment.order, payment.order_line.merchant_uid) == ("pay-77", "HB-1", "HB-1")
    (fact,) = [fact for fact in desk.facts(imp_uid=imp_uid) if fact.kind == "order_attached"]
    assert (fact.by, fact.merchant_uid) == ("Minji", "HB-1")
    assert fact.data == {"order": "HB-1", "payment": imp_uid, "number": "pay-77", "note": "told so by mail"}
    with desk.shop.database.reader() as reader:
        assert queries.without_order(reader) == 0
        assert queries.list_payments(reader, queries.Filter(state="no_order")) == []
        found = queries.list_orders(reader, queries.Filter(search=imp_uid))
        timeline = [item.kind for item in queries.order_timeline(reader, "HB-1")]
    assert [each.merchant_uid for each in found] == ["HB-1"]
    assert timeline == ["order_attached", "payment_seen", "order_written"]


def test_what_it_does_not_agree_with_is_found_and_later_news_counts_for_the_order(desk: Desk) -> None:
    write(desk, amount=5400)
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    shown = order(desk)
    assert (shown.hold, shown.problems) == ("open", ("amount_differs",))
    assert [(each.ordered, each.paid) for each in shown.findings] == [(5400, 6000)]
    assert desk.payment(imp_uid).problems == ("amount_differs",)
    number = desk.ask(imp_uid, "60.00")
    assert order(desk).findings[0].decision == "cancel"  # all of it was asked back: that is a decision
    desk.decide()
    desk.sync()
    assert (desk.ticket(number).state, order(desk).state) == ("cancelled", "cancelled")
    assert desk.chain() == []
    assert reconcile.reconcile(desk.shop).differences == []
    assert all(each.ok is not False for each in checking.check(desk.shop))


def test_it_is_taken_off_again_and_nothing_of_it_stays_on_the_order(desk: Desk) -> None:
    write(desk, amount=5400)
    desk.paid(54, merchant_uid="HB-1")
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert (order(desk).hold, set(order(desk).problems)) == ("open", {"amount_differs", "paid_twice"})
    attaching.detach(desk.shop, imp_uid, "Soo")
    shown = order(desk)
    assert (shown.state, shown.hold, shown.problems, len(shown.payments)) == ("paid", "", (), 1)
    assert {(each.decision, each.by) for each in shown.findings} == {("taken_off", "Soo")}  # kept, as what it was
    assert (desk.payment(imp_uid).order, desk.payment(imp_uid).problems) == (None, ())
    assert not {"amount_differs", "paid_twice"} & set(desk.today())
    # Said once more, it speaks against the order once more.
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert order(desk).hold == "open"
    assert {each.decision for each in order(desk).findings} == {""}


def test_what_a_person_decided_stays_decided(desk: Desk) -> None:
    write(desk, amount=5400)
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    verifying.verify(desk.shop, "HB-1", Decision.SHIP_ANYWAY, "Minji", "paid the postage as well")
    attaching.detach(desk.shop, imp_uid, "Minji")
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert (order(desk).hold, order(desk).findings[0].decision) == ("", "ship_anyway")


def test_what_cannot_be(desk: Desk) -> None:
    write(desk)
    write(desk, "HB-2")
    desk.paid(60, merchant_uid="HB-2")
    imp_uid = stray(desk)
    with desk.shop.database.reader() as reader:
        mine = next(row.imp_uid for row in queries.list_payments(reader, queries.Filter(search="HB-2")))
    tried: list[tuple[Callable[[], object], Kind]] = [
        (lambda: attaching.attach(desk.shop, "imp_none", "HB-1", "Minji"), Kind.UNKNOWN_PAYMENT),
        (lambda: attaching.attach(desk.shop, imp_uid, "HB-9", "Minji"), Kind.UNKNOWN_ORDER),
        (lambda: attaching.attach(desk.shop, mine, "HB-1", "Minji"), Kind.HAS_ORDER),
        (lambda: attaching.detach(desk.shop, imp_uid, "Minji"), Kind.NOT_ATTACHED),
        (lambda: attaching.detach(desk.shop, mine, "Minji"), Kind.NOT_ATTACHED),
    ]
    for act, kind in tried:
        trouble = refused(act)
        assert (trouble.kind, trouble.money) == (kind, MoneyWord.NOTHING_CHANGED)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert refused(lambda: attaching.attach(desk.shop, imp_uid, "HB-2", "Minji")).kind is Kind.HAS_ORDER
    given = ordering.order_from_payment(desk.shop, imp_uid)
    assert refused(lambda: ordering.give_order(desk.shop, imp_uid, given, "Minji")).kind is Kind.HAS_ORDER


def test_a_late_payment_and_a_failed_one(desk: Desk) -> None:
    """What happens to the payment afterwards counts for the order, whoever looks."""
    write(desk)
    imp_uid = desk.control("POST", "/payments", {"merchant_uid": "pay-8", "amount": 60, "status": "failed"})["imp_uid"]
    desk.sync()
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    ordering.close_order(desk.shop, "HB-1", "Minji")
    assert order(desk).state == "closed_unpaid"
    desk.advance(60)
    desk.control("POST", f"/payments/{imp_uid}/pay")
    desk.sync()
    assert (order(desk).state, order(desk).hold, order(desk).problems) == ("paid", "open", ("paid_late",))


def test_its_delivery_names_the_number_i_mport_knows(desk: Desk) -> None:
    write(desk, buyer_name="Amy Kim", buyer_email="amy@example.com", country="DE", postcode="10115", phone="1",
          address="Torstr. 1, Berlin")  # fmt: skip
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    parcel = delivery.proposed(desk.shop, "HB-1")
    parcel = replace(parcel, status=DeliveryStatus.DELIVERING, carrier="EMS", tracking="EE1KR")
    assert delivery.register(desk.shop, parcel, "Minji").sent
    (sent,) = desk.calls("POST", "/paymentwall/delivery")
    assert (sent["body"]["imp_uid"], sent["body"]["merchant_uid"]) == (imp_uid, "pay-77")
    assert order(desk).delivery == "delivering"
    assert "delivery_waiting" not in desk.today()
    assert refused(lambda: delivery.register(desk.shop, replace(parcel, status=DeliveryStatus.ORDER_PLACED), "Minji"))
    assert delivery.proposed(desk.shop, "HB-1").tracking == "EE1KR"
    # What was registered for a payment is no step of an order it does not pay.
    attaching.detach(desk.shop, imp_uid, "Minji")
    assert order(desk).delivery == ""
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert order(desk).delivery == "delivering"


def test_an_import_with_such_an_order_is_not_undone_over_it(desk: Desk, tmp_path: Any) -> None:
    from paymentdesk.services import importing
    from paymentdesk.services.sheets import read_sheet

    file = tmp_path / "orders.csv"
    file.write_text("order,item,amount,currency,buyer,email\nHB-1,Lamp,60,USD,Amy Kim,amy@example.com\n")
    plan_of = importing.plan_steps(desk.shop, read_sheet(file))
    plan = _end(plan_of)
    _end(importing.import_steps(desk.shop, plan, "Minji", all_or_nothing=False))
    imp_uid = stray(desk)
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    assert importing.would_undo(desk.shop, 1).kept == {"HB-1": "payment"}


def test_a_customer_sees_what_was_attached(desk: Desk) -> None:
    write(desk, buyer_name="Amy Kim", buyer_email="amy@example.com")
    imp_uid = stray(desk, buyer_email="other@example.com")
    attaching.attach(desk.shop, imp_uid, "HB-1", "Minji")
    with desk.shop.database.reader() as reader:
        amy, other = (queries.customer(reader, f"{name}@example.com") for name in ("amy", "other"))
    assert amy is not None
    assert other is not None
    assert [each.imp_uid for each in amy.payments] == [imp_uid]
    assert [each.merchant_uid for each in other.orders] == ["HB-1"]


def _end(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
