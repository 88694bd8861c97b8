"""Deliveries are registered in order, once, and not against what speaks against shipping (domain.md 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.attention import Need
from paymentdesk.domain.delivery import Delivery, DeliveryStatus
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.domain.verification import Decision
from paymentdesk.services import delivery as subject
from paymentdesk.services import ordering, verifying
from paymentdesk.services.hints import payment_hints
from paymentdesk.store import queries
from tests.services.desk import Desk

SHIPPED, DELIVERING, DELIVERED = DeliveryStatus.ORDER_SHIPPED, DeliveryStatus.DELIVERING, DeliveryStatus.DELIVERED


def _order(desk: Desk, number: str = "A-1", amount: int = 5400, **more: Any) -> str:
    """An order with a payment that was paid; answers the payment's number."""
    given: dict[str, Any] = {"buyer_name": "Amy Kim", "buyer_email": "amy@example.com", "country": "DE"} | more
    now = desk.shop.now()
    order = Order(number, "Ceramic mug", amount, "USD", now, issued_at=now, postcode="10115", phone="+49 30 1",
                  address="Torstr. 1", **given)  # fmt: skip
    ordering.write_order(desk.shop, order, "Minji")
    paid = desk.control(
        "POST", "/payments", {"merchant_uid": number, "amount": 54, "currency": "USD", "status": "paid"}
    )
    desk.sync()
    return str(paid["imp_uid"])


def _parcel(desk: Desk, status: DeliveryStatus = SHIPPED, number: str = "A-1", **more: Any) -> Delivery:
    given = {"carrier": "EMS", "tracking": "EE123KR", "city": "Berlin"} | more
    return replace(subject.proposed(desk.shop, number), status=status, **given)


def _sent(desk: Desk) -> list[dict[str, Any]]:
    return [each["body"] for each in desk.calls("POST", "/paymentwall/delivery")]


def _shown(desk: Desk, number: str = "A-1") -> str:
    with desk.shop.database.reader() as reader:
        order = queries.order_detail(reader, number)
    assert order is not None
    return order.delivery


def _unknown(desk: Desk) -> str:
    with desk.shop.database.reader() as reader:
        order = queries.order_detail(reader, "A-1")
    assert order is not None
    return order.delivery_unknown


def test_an_order_goes_from_the_shelf_to_the_buyer(desk: Desk) -> None:
    imp_uid = _order(desk)
    for status in DeliveryStatus:
        assert subject.proposed(desk.shop, "A-1").status is status
        done = subject.register(desk.shop, _parcel(desk, status), "Minji")
        assert (done.status, done.sent) == (status.value, True)
        assert _shown(desk) == status.value
    first = _sent(desk)[0]
    assert (first["imp_uid"], first["merchant_uid"], first["type"]) == (imp_uid, "A-1", "physical")
    assert first["shipping_address_state"] == "N/A"  # outside the USA
    assert (first["shipping_address_firstname"], first["shipping_address_lastname"]) == ("Amy", "Kim")
    facts = [fact for fact in desk.facts(merchant_uid="A-1") if fact.kind == "delivery"]
    assert [fact.data["status"] for fact in facts] == [each.value for each in DeliveryStatus]
    assert all("Torstr" not in str(fact.data) and "amy@" not in str(fact.data) for fact in facts)


def test_what_was_typed_once_need_not_be_typed_again(desk: Desk) -> None:
    _order(desk)
    subject.register(desk.shop, _parcel(desk, details="fragile"), "Minji")
    again = subject.proposed(desk.shop, "A-1")
    assert (again.carrier, again.tracking, again.city, again.details) == ("EMS", "EE123KR", "Berlin", "fragile")
    assert again.status is DELIVERING


def test_it_never_goes_back(desk: Desk) -> None:
    _order(desk)
    subject.register(desk.shop, _parcel(desk, DELIVERED), "Minji")
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, _parcel(desk, SHIPPED), "Minji")
    assert (caught.value.kind, caught.value.money) == (Kind.DELIVERY_BACKWARDS, MoneyWord.NOTHING_CHANGED)
    assert len(_sent(desk)) == 1
    assert _shown(desk) == "delivered"


def test_the_same_again_is_not_sent_twice_and_a_mended_one_is(desk: Desk) -> None:
    _order(desk)
    parcel = _parcel(desk)
    assert subject.register(desk.shop, parcel, "Minji").sent
    assert not subject.register(desk.shop, parcel, "Minji").sent
    assert subject.register(desk.shop, replace(parcel, tracking="EE124KR"), "Minji").sent
    assert [each["carrier_tracking_id"] for each in _sent(desk)] == ["EE123KR", "EE124KR"]


def test_the_same_again_a_moment_later_is_the_same(desk: Desk) -> None:
    """What is proposed names the moment and the day of arrival: those do not make it another registration."""
    _order(desk)
    assert subject.register(desk.shop, _parcel(desk), "Minji").sent
    desk.advance(61)
    assert not subject.register(desk.shop, _parcel(desk), "Minji").sent
    later = replace(_parcel(desk), delivery_at=desk.shop.now() + 9 * 86400)
    assert subject.register(desk.shop, later, "Minji").sent  # another day is news
    assert len(_sent(desk)) == 2


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "cut", "html", "status"])
def test_an_answer_that_was_lost_is_asked_for_again(desk: Desk, fault: str) -> None:
    _order(desk)
    parcel = _parcel(desk)
    desk.control("POST", "/faults", {"path": "/paymentwall/delivery", "kind": fault, "status": 502, "times": 1})
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, parcel, "Minji")
    assert caught.value.money is MoneyWord.NOTHING_CHANGED
    assert _shown(desk) == ""  # not known, so not claimed
    assert desk.facts(merchant_uid="A-1")[-1].data["outcome"] == "unknown"
    assert _unknown(desk) == "order_shipped"
    assert subject.register(desk.shop, parcel, "Minji").sent
    assert (_shown(desk), _unknown(desk)) == ("order_shipped", "")


def test_a_killed_registration_is_not_claimed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _order(desk)
    parcel = _parcel(desk)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.shop.client, "deliver", killed)
    with pytest.raises(KeyboardInterrupt):
        subject.register(desk.shop, parcel, "Minji")
    monkeypatch.undo()
    desk.restart()
    assert _shown(desk) == ""
    last = desk.facts(merchant_uid="A-1")[-1]
    assert (last.data["outcome"], last.data["message"], last.by) == ("unknown", "interrupted", "")
    assert subject.register(desk.shop, parcel, "Minji").sent


def test_what_is_missing_is_named_and_nothing_leaves(desk: Desk) -> None:
    _order(desk)
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, _parcel(desk, carrier="", city="B" * 41), "Minji")
    assert caught.value.kind is Kind.DELIVERY_INCOMPLETE
    assert [each.field for each in caught.value.facts["faults"]] == ["carrier", "city"]
    assert not _sent(desk)


def test_paymentwalls_no_is_told_though_imp_says_code_zero(desk: Desk) -> None:
    _order(desk)
    elsewhere = desk.control(
        "POST", "/payments", {"merchant_uid": "B-1", "amount": 54, "currency": "USD", "status": "paid"}
    )
    desk.sync()
    parcel = _parcel(desk)
    # i'mport knows the payment under another order by now: code 0, and `error_code` in the answer.
    desk.control("POST", f"/payments/{parcel.imp_uid}/record", {"merchant_uid": "other"})
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, parcel, "Minji")
    assert caught.value.kind is Kind.DELIVERY_REFUSED
    assert "payment not found" in caught.value.facts["message"]
    assert _shown(desk) == ""
    assert elsewhere


def test_goods_of_a_cancelled_order_leave_only_knowingly(desk: Desk) -> None:
    imp_uid = _order(desk)
    desk.ask(imp_uid, "20.00")
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, _parcel(desk), "Minji")
    assert caught.value.kind is Kind.DELIVERY_HELD
    assert caught.value.facts["why"] == ("being_cancelled",)
    assert not _sent(desk)
    assert subject.register(desk.shop, _parcel(desk), "Minji", knowing=True).sent


def test_an_order_that_should_not_be_shipped(desk: Desk) -> None:
    _order(desk)
    desk.control("POST", "/payments", {"merchant_uid": "A-1", "amount": 54, "currency": "USD", "status": "paid"})
    desk.sync()
    with pytest.raises(Trouble) as caught:
        subject.proposed(desk.shop, "A-1")
    assert caught.value.kind is Kind.WHICH_PAYMENT
    one = caught.value.facts["payments"].split(", ")[0]
    parcel = replace(subject.proposed(desk.shop, "A-1", one), status=SHIPPED, carrier="EMS", tracking="1", city="B")
    with pytest.raises(Trouble) as held:
        subject.register(desk.shop, parcel, "Minji")
    assert held.value.facts["why"] == ("paid_twice",)


def test_nothing_is_delivered_for_what_is_not_paid(desk: Desk) -> None:
    with pytest.raises(Trouble) as caught:
        subject.proposed(desk.shop, "nobody")
    assert caught.value.kind is Kind.UNKNOWN_ORDER
    now = desk.shop.now()
    ordering.write_order(desk.shop, Order("A-2", "Mug", 100, "USD", now), "Minji")
    with pytest.raises(Trouble) as caught:
        subject.proposed(desk.shop, "A-2")
    assert caught.value.kind is Kind.ORDER_NOT_PAID


def test_goods_without_a_parcel(desk: Desk) -> None:
    _order(desk, kind="digital")
    digital = replace(subject.proposed(desk.shop, "A-1"), status=DELIVERED)
    assert digital.delivery_at == desk.shop.now()
    assert subject.register(desk.shop, digital, "Minji").sent
    assert "carrier_type" not in _sent(desk)[0]


def test_today_names_the_parcels_that_wait_and_how_long(desk: Desk) -> None:
    imp_uid = _order(desk)
    _order(desk, "A-2")
    _order(desk, "A-3", kind="digital")
    (row,) = [row for row in desk.needs() if row.need is Need.DELIVERY_WAITING]
    assert (row.data["count"], row.data["sums"]) == (2, [("USD", 10800)])
    desk.advance(5 * 86400)
    due = [row for row in desk.needs() if row.need is Need.DELIVERY_DUE]
    assert {(row.merchant_uid, row.amount) for row in due} == {("A-1", 5400), ("A-2", 5400)}
    assert Need.DELIVERY_WAITING.value not in desk.today()
    subject.register(desk.shop, _parcel(desk, SHIPPED), "Minji")
    assert desk.today().count("delivery_due") == 2  # on paper it has left; Paymentwall waits for "delivering"
    subject.register(desk.shop, _parcel(desk, DELIVERING), "Minji")
    assert [row.merchant_uid for row in desk.needs() if row.need is Need.DELIVERY_DUE] == ["A-2"]
    desk.console(imp_uid)
    assert desk.today().count("delivery_due") == 1


def test_who_cancels_what_is_on_its_way_is_told_so(desk: Desk) -> None:
    imp_uid = _order(desk)

    def told() -> set[str]:
        return {hint.kind.value for hint in payment_hints(desk.payment(imp_uid), now=desk.shop.now())}

    assert not told() & {"on_its_way", "delivered"}
    subject.register(desk.shop, _parcel(desk, DELIVERING), "Minji")
    assert told() & {"on_its_way", "delivered"} == {"on_its_way"}
    subject.register(desk.shop, _parcel(desk, DELIVERED), "Minji")
    assert told() & {"on_its_way", "delivered"} == {"delivered"}


def test_what_a_person_decided_to_ship_anyway_speaks_no_more_against_it(desk: Desk) -> None:
    _order(desk, amount=6000)
    with pytest.raises(Trouble) as caught:
        subject.register(desk.shop, _parcel(desk), "Minji")
    assert caught.value.facts["why"] == ("amount_differs",)
    verifying.verify(desk.shop, "A-1", Decision.SHIP_ANYWAY, "Minji", "the rest came by bank transfer")
    assert subject.register(desk.shop, _parcel(desk), "Minji").sent
