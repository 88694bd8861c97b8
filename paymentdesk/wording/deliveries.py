"""Deliveries in words: fields of the form, what is wrong with one, what speaks against shipping, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.delivery import DeliveryFault, FieldFault
from paymentdesk.wording import states
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import several

translate = QCoreApplication.translate

FIELDS = {
    "merchant_uid": QT_TRANSLATE_NOOP("delivery", "Order"),
    "imp_uid": QT_TRANSLATE_NOOP("delivery", "Payment"),
    "kind": QT_TRANSLATE_NOOP("delivery", "Kind of goods"),
    "status": QT_TRANSLATE_NOOP("delivery", "Status"),
    "delivery_at": QT_TRANSLATE_NOOP("delivery", "Expected delivery"),
    "update_at": QT_TRANSLATE_NOOP("delivery", "Next update"),
    "email": QT_TRANSLATE_NOOP("delivery", "Buyer's e-mail"),
    "refundable": QT_TRANSLATE_NOOP("delivery", "Can be returned"),
    "carrier": QT_TRANSLATE_NOOP("delivery", "Carrier"),
    "tracking": QT_TRANSLATE_NOOP("delivery", "Tracking number"),
    "country": QT_TRANSLATE_NOOP("delivery", "Country"),
    "city": QT_TRANSLATE_NOOP("delivery", "City"),
    "zip": QT_TRANSLATE_NOOP("delivery", "Postcode"),
    "state": QT_TRANSLATE_NOOP("delivery", "State"),
    "street": QT_TRANSLATE_NOOP("delivery", "Street"),
    "phone": QT_TRANSLATE_NOOP("delivery", "Phone"),
    "first_name": QT_TRANSLATE_NOOP("delivery", "First name"),
    "last_name": QT_TRANSLATE_NOOP("delivery", "Last name"),
    "reason": QT_TRANSLATE_NOOP("delivery", "Reason"),
    "details": QT_TRANSLATE_NOOP("delivery", "Details"),
}
_FAULTS = {
    DeliveryFault.MISSING: QT_TRANSLATE_NOOP("delivery", "Paymentwall needs this."),
    DeliveryFault.TOO_LONG: QT_TRANSLATE_NOOP("delivery", "At most {limit} characters."),
    DeliveryFault.NOT_AN_ADDRESS: QT_TRANSLATE_NOOP("delivery", "This is no e-mail address."),
    DeliveryFault.SHORTENED: QT_TRANSLATE_NOOP("delivery", "A spreadsheet shortened this number; its digits are lost."),
    DeliveryFault.BEFORE_NOW: QT_TRANSLATE_NOOP("delivery", "This day is over; only what has arrived may have one."),
}
_AGAINST = {
    "cancelled": QT_TRANSLATE_NOOP("delivery", "all of it was cancelled"),
    "being_cancelled": QT_TRANSLATE_NOOP("delivery", "a cancellation may still be carried out"),
}
_OUTCOMES = {
    "accepted": QT_TRANSLATE_NOOP("delivery", "Delivery registered: {status}"),
    "refused": QT_TRANSLATE_NOOP("delivery", "Paymentwall did not take the delivery: {status}"),
    "unknown": QT_TRANSLATE_NOOP("delivery", "No answer to the delivery: {status}; registering it again is safe"),
    "not_sent": QT_TRANSLATE_NOOP("delivery", "The delivery did not leave: {status}"),
}


def field_name(name: str) -> str:
    return translate("delivery", FIELDS[name])


def field_fault(fault: FieldFault) -> str:
    """One sentence beside the field."""
    return translate("delivery", _FAULTS[fault.fault]).format(limit=fault.limit)


def faults_listed(faults: Iterable[FieldFault]) -> str:
    """All of them in one line, for the command line."""
    return ", ".join(f"{field_name(each.field)} ({field_fault(each).rstrip('.')})" for each in faults)


def against_shipping(words: Iterable[str]) -> str:
    """Why goods should not leave: cancellations and problems of the order."""
    return ", ".join(
        translate("delivery", _AGAINST[word]) if word in _AGAINST else states.problem(word) for word in words
    )


def delivery_fact(data: Mapping[str, Any], quoted: Callable[[str], str]) -> tuple[str, str]:
    """The timeline's line of a registration, and the small one under it."""
    said = _OUTCOMES.get(str(data.get("outcome")), _OUTCOMES["accepted"])
    text = translate("delivery", said).format(status=states.delivery(str(data.get("status") or "")))
    word = str(data.get("message") or "")
    answered = data.get("outcome") in ("accepted", "refused")
    why = quoted(word) if answered else states.why(word)
    told = [why if word else "", *(quoted(str(each)) for each in data.get("notices") or () if each)]
    parcel = " ".join(str(data[name]) for name in ("carrier", "tracking") if data.get(name))
    return text, several((parcel, *told))
