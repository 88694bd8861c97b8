"""A delivery registration on the wire: `POST /paymentwall/delivery` (domain.md 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from paymentdesk.domain.delivery import PHYSICAL, Delivery
from paymentdesk.gateway.envelope import UNREADABLE, Envelope, as_text

_ADDRESS = {
    "country": "country", "city": "city", "zip": "zip", "state": "state", "street": "street", "phone": "phone",
    "first_name": "firstname", "last_name": "lastname",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeliveryAnswer:
    """What i'mport and Paymentwall said. `message` is theirs, as it came; `notices` are Paymentwall's details."""

    accepted: bool
    message: str = ""
    error_code: str = ""
    notices: tuple[str, ...] = ()


class _Answer(msgspec.Struct):
    error_code: Any = None
    error: Any = None
    notices: Any = None


def body(delivery: Delivery) -> bytes:
    """The request. What only a parcel has is left out for goods without one."""
    told: dict[str, Any] = {
        "imp_uid": delivery.imp_uid,
        "merchant_uid": delivery.merchant_uid,
        "type": delivery.kind,
        "status": delivery.status.value,
        "estimated_delivery_datetime": delivery.delivery_at,
        "estimated_update_datetime": delivery.update_at,
        "refundable": "yes" if delivery.refundable else "no",
        "shipping_address_email": delivery.email,
    }
    if delivery.kind == "physical":
        told |= {"carrier_tracking_id": delivery.tracking, "carrier_type": delivery.carrier}
        told |= {f"shipping_address_{there}": getattr(delivery, here) for here, there in _ADDRESS.items()}
    told |= {name: getattr(delivery, name) for name in ("reason", "details") if getattr(delivery, name)}
    return msgspec.json.encode(told)


def answer(frame: Envelope) -> DeliveryAnswer:
    """Both the envelope's `code` and `response.error_code` say no; accepted is what neither refuses (domain.md 7.1)."""
    try:
        told = msgspec.json.decode(frame.response, type=_Answer | None) or _Answer()
    except UNREADABLE:
        told = _Answer()
    code, error = as_text(told.error_code), as_text(told.error)
    notices = tuple(as_text(each) for each in told.notices) if isinstance(told.notices, list) else ()
    accepted = frame.code == 0 and code in ("", "0") and not error
    return DeliveryAnswer(accepted, frame.message or error, code, notices)


assert set(_ADDRESS) | {"carrier", "tracking"} == set(PHYSICAL)
