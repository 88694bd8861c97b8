"""Amounts registered beforehand, deliveries afterwards (domain.md 6.3, 7.1)."""

from __future__ import annotations

from typing import Any

import pytest

START = 1_790_000_000
DIGITAL = {
    "type": "digital",
    "status": "order_placed",
    "estimated_delivery_datetime": START,
    "estimated_update_datetime": START,
    "refundable": "yes",
    "shipping_address_email": "lena@example.com",
}
ADDRESS = {
    "carrier_tracking_id": "RB1",
    "carrier_type": "EMS",
    "shipping_address_country": "DE",
    "shipping_address_city": "Berlin",
    "shipping_address_zip": "10115",
    "shipping_address_state": "N/A",
    "shipping_address_street": "Invalidenstr. 1",
    "shipping_address_phone": "030",
    "shipping_address_firstname": "Lena",
    "shipping_address_lastname": "Vogel",
}


def test_an_amount_is_registered_read_and_changed(client: Any) -> None:
    order = {"merchant_uid": "HB-1", "amount": 54.5, "currency": "USD"}
    for _ in range(2):
        answer = client.post("/payments/prepare", order)
        assert {name: answer["response"][name] for name in order} == order
    assert client.get("/payments/prepare/HB-1")["response"]["amount"] == 54.5
    assert client.post("/payments/prepare", order | {"amount": 60})["code"] == 1
    assert client.post("/payments/prepare", order | {"amount": 60}, method="PUT")["response"]["amount"] == 60
    assert client.get("/payments/prepare/HB-1")["response"]["amount"] == 60


def test_what_was_not_registered_is_not_there(client: Any) -> None:
    answer = client.get("/payments/prepare/HB-9", check=False)
    assert (answer["status"], answer["code"], answer["response"]) == (404, 1, None)
    assert answer["message"] == "사전등록된 결제정보가 존재하지 않습니다."
    changed = client.post("/payments/prepare", {"merchant_uid": "HB-9", "amount": 1}, method="PUT")
    assert changed["status"] == 404


def test_registering_by_form_and_with_a_slash(client: Any) -> None:
    body = {"merchant_uid": "HB-1", "amount": "4200", "currency": "JPY"}
    answer = client.send("POST", "/payments/prepare/", data=body, check=False)
    assert answer.json()["response"]["amount"] == 4200


@pytest.mark.parametrize("body", [{"amount": 1}, {"merchant_uid": "x" * 41, "amount": 1}, {"merchant_uid": "a"}])
def test_what_cannot_be_registered_is_refused(client: Any, body: dict[str, Any]) -> None:
    answer = client.send("POST", "/payments/prepare", json=body, check=False)
    assert (answer.status_code, answer.json()["code"]) == (200, 1)


def deliver(client: Any, made: dict[str, Any], **fields: Any) -> dict[str, Any]:
    named = {"imp_uid": made["imp_uid"], "merchant_uid": made["merchant_uid"]}
    answer = client.send("POST", "/paymentwall/delivery", json=named | DIGITAL | fields, check=not fields)
    assert (answer.status_code, answer.json()["code"]) == (200, 0)
    return dict(answer.json()["response"])


def test_a_delivery_goes_forward_only(client: Any) -> None:
    made = client.payment()
    assert deliver(client, made) == {"success": 1}
    assert deliver(client, made, status="delivering") == {"success": 1}
    assert deliver(client, made, status="delivering") == {"success": 1}
    refused = deliver(client, made, status="order_shipped")
    assert refused["error_code"]
    assert refused["notices"] == ["status can not go back from delivering to order_shipped"]
    assert deliver(client, made, status="delivered", type="physical", **ADDRESS) == {"success": 1}


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ({"type": "physical"}, "carrier_tracking_id is required"),
        ({"refundable": "maybe"}, "refundable must be one of yes, no"),
        ({"status": "sent"}, "status must be one of"),
        ({"shipping_address_email": "x" * 51}, "shipping_address_email is longer than 50"),
        ({"shipping_address_email": None}, "shipping_address_email is required"),
        ({"estimated_delivery_datetime": "soon"}, "estimated_delivery_datetime must be a UNIX time in seconds"),
        ({"merchant_uid": "other"}, "payment not found"),
    ],
)
def test_a_wrong_delivery_says_what_is_wrong_with_code_0(client: Any, fields: dict[str, Any], notice: str) -> None:
    refused = deliver(client, client.payment(), **fields)
    assert refused["error_code"]
    assert any(said.startswith(notice) for said in refused["notices"])


def test_only_paid_orders_are_delivered(client: Any) -> None:
    assert deliver(client, client.payment(status="failed"))["notices"] == ["payment is not completed"]
