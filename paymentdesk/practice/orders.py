"""What the merchant tells i'mport about an order: amount before, delivery after (domain.md 6.3, 7)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from paymentdesk.practice.amounts import ZERO, exact, number
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.wire import Refused

NOT_PREPARED = "사전등록된 결제정보가 존재하지 않습니다."
DELIVERY_STEPS = ("order_placed", "order_shipped", "delivering", "delivered")

_LENGTHS = {
    "imp_uid": 40, "merchant_uid": 40, "carrier_tracking_id": 64, "carrier_type": 64, "reason": 64,
    "details": 400, "shipping_address_email": 50, "shipping_address_country": 40, "shipping_address_city": 40,
    "shipping_address_zip": 40, "shipping_address_state": 40, "shipping_address_street": 40,
    "shipping_address_phone": 40, "shipping_address_firstname": 40, "shipping_address_lastname": 40,
}  # fmt: skip
_ALWAYS = (
    "imp_uid", "merchant_uid", "type", "status", "estimated_delivery_datetime", "estimated_update_datetime",
    "refundable", "shipping_address_email",
)  # fmt: skip
_PHYSICAL = (
    "carrier_tracking_id", "carrier_type", "shipping_address_country", "shipping_address_city",
    "shipping_address_zip", "shipping_address_state", "shipping_address_street", "shipping_address_phone",
    "shipping_address_firstname", "shipping_address_lastname",
)  # fmt: skip
_CHOICES = {"type": ("physical", "digital"), "status": DELIVERY_STEPS, "refundable": ("yes", "no")}


def prepare(shop: Shop, fields: Mapping[str, Any], *, change: bool) -> dict[str, Any]:
    """Register (or change) the amount an order may be paid with."""
    merchant_uid, amount, currency = _order(fields)
    with shop.lock:
        known = shop.prepared.get(merchant_uid)
        if change and known is None:
            raise Refused(404, 1, NOT_PREPARED)
        if not change and known not in (None, (amount, currency)) and shop.readings.refuse_changed_prepare:
            raise Refused(200, 1, "이미 등록된 merchant_uid입니다.")
        shop.prepared[merchant_uid] = (amount, currency)
        return prepared(shop, merchant_uid)


def prepared(shop: Shop, merchant_uid: str) -> dict[str, Any]:
    """What was registered. The official file also demands the three paging fields here."""
    with shop.lock:
        if merchant_uid not in shop.prepared:
            raise Refused(shop.readings.unknown_prepare_status, 1, NOT_PREPARED)
        amount, currency = shop.prepared[merchant_uid]
        return {
            "merchant_uid": merchant_uid,
            "amount": amount,
            "currency": currency,
            "total": 1,
            "previous": 0,
            "next": 0,
        }


def refusal_to_pay(shop: Shop, merchant_uid: str, amount: Decimal, currency: str) -> str | None:
    """Why the payment window is not opened for this order; None if it is (domain.md 3.6.6, 6.3)."""
    with shop.lock:
        if shop.payments.of_order(merchant_uid, "paid", "-started"):
            return "This order is paid already, so its payment window is not opened."
        expected, in_currency = shop.prepared.get(merchant_uid, (amount, None))
        if expected != amount or in_currency not in (None, currency):
            return "The amount is not the one registered for this order, so its payment window is not opened."
        return None


def register_delivery(shop: Shop, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a delivery registration: `success`, or `error_code` with notices, both with code 0."""
    with shop.lock:
        notices = _faults_of(fields)
        payment = shop.payments.get(str(fields.get("imp_uid")))
        if not notices and (payment is None or payment.merchant_uid != fields.get("merchant_uid")):
            notices = ["payment not found"]
        elif not notices and payment is not None and payment.status not in ("paid", "cancelled"):
            notices = ["payment is not completed"]
        if notices:
            return {"error_code": 3, "error": "Delivery confirmation was not accepted", "notices": notices}
        imp_uid, status = str(fields["imp_uid"]), str(fields["status"])
        known = shop.deliveries.get(imp_uid)
        if known is not None and DELIVERY_STEPS.index(status) < DELIVERY_STEPS.index(known):
            notice = f"status can not go back from {known} to {status}"
            return {"error_code": 4, "error": "Delivery status is out of order", "notices": [notice]}
        shop.deliveries[imp_uid] = status
        return {"success": 1}


def _order(fields: Mapping[str, Any]) -> tuple[str, Decimal, str | None]:
    merchant_uid = str(fields.get("merchant_uid") or "")
    currency = str(fields["currency"]) if fields.get("currency") else None
    if not 1 <= len(merchant_uid) <= 40:
        raise Refused(200, 1, "merchant_uid는 1자 이상 40자 이하여야 합니다.")
    try:
        amount = exact(number(fields.get("amount")), currency or "USD")
    except ValueError:
        amount = ZERO
    if amount <= ZERO:
        raise Refused(200, 1, "amount가 올바르지 않습니다.")
    return merchant_uid, amount, currency


def _faults_of(fields: Mapping[str, Any]) -> list[str]:
    required = (*_ALWAYS, *_PHYSICAL) if fields.get("type") == "physical" else _ALWAYS
    notices = [f"{name} is required" for name in required if fields.get(name) in (None, "")]
    for name, longest in _LENGTHS.items():
        if len(str(fields.get(name) or "")) > longest:
            notices.append(f"{name} is longer than {longest}")
    for name, choices in _CHOICES.items():
        if fields.get(name) not in (None, "", *choices):
            notices.append(f"{name} must be one of {', '.join(choices)}")
    for name in ("estimated_delivery_datetime", "estimated_update_datetime"):
        value = fields.get(name)
        if value not in (None, "") and not str(value).isdigit():
            notices.append(f"{name} must be a UNIX time in seconds")
    return notices
