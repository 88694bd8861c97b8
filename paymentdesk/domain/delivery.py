"""Delivery registration at Paymentwall, through i'mport (domain.md 7): what it needs, and which way it may go.

Physical goods without it are never settled; it is the shop's proof when a bank asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum


class DeliveryStatus(StrEnum):
    """Paymentwall's steps, in the order they may be taken; never backwards."""

    ORDER_PLACED = "order_placed"
    ORDER_SHIPPED = "order_shipped"
    DELIVERING = "delivering"
    DELIVERED = "delivered"


STEPS = tuple(DeliveryStatus)

ON_ITS_WAY = frozenset({DeliveryStatus.ORDER_SHIPPED, DeliveryStatus.DELIVERING, DeliveryStatus.DELIVERED})
"""From here on a parcel has left the shop."""

WARN_AFTER = 5 * 86400
"""Seconds after payment from which an unregistered parcel is urgent (domain.md 7.2)."""

VOIDED_AFTER = 7 * 86400
"""Seconds after payment from which Paymentwall may give the money back. UNCONFIRMED for i'mport's merchants
(domain.md 7.2, 12.14): shown as a warning, nothing is computed from it."""

LONGEST = {
    "merchant_uid": 40, "imp_uid": 40, "email": 50, "carrier": 64, "tracking": 64, "country": 40, "city": 40,
    "zip": 40, "state": 40, "street": 40, "phone": 40, "first_name": 40, "last_name": 40, "reason": 64,
    "details": 400,
}  # fmt: skip
"""Characters i'mport takes (domain.md 7.1)."""

PHYSICAL = "carrier tracking country city zip state street phone first_name last_name".split()
"""Fields that only goods in a parcel need."""

NO_STATE = "N/A"
"""What i'mport wants as state outside the USA (domain.md 7.1)."""

_SHORTENED = re.compile(r"\s*\d([.,]\d+)?[eE]\+\d+\s*\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is told about one payment's goods. Times are UNIX seconds; `kind` is `physical` or `digital`. `merchant_uid`
    is the payment's number at i'mport, `order` that of its order here, which may be another one.

    The address is the buyer's: it goes to i'mport and into no log, fact or list.
    """

    imp_uid: str
    merchant_uid: str
    order: str
    kind: str
    status: DeliveryStatus
    delivery_at: int
    update_at: int
    email: str
    refundable: bool = True
    carrier: str = ""
    tracking: str = ""
    country: str = ""
    city: str = ""
    zip: str = ""
    state: str = ""
    street: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    reason: str = ""
    details: str = ""


class DeliveryFault(StrEnum):
    """Why a field is not taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_AN_ADDRESS = "not_an_address"
    BEFORE_NOW = "before_now"
    SHORTENED = "shortened"  # 1.23457E+11: a spreadsheet lost its digits


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field. `limit` is the most characters it may have, 0 where that is not the matter."""

    field: str
    fault: DeliveryFault
    limit: int = 0


def faults(delivery: Delivery, now: int) -> tuple[FieldFault, ...]:
    """What i'mport would not take, in the order of the form. `now` is UNIX seconds of i'mport."""
    found: list[FieldFault] = []
    for name in needed(delivery.kind):
        if not str(getattr(delivery, name)).strip():
            found.append(FieldFault(name, DeliveryFault.MISSING))
    for name, limit in LONGEST.items():
        if len(getattr(delivery, name)) > limit:
            found.append(FieldFault(name, DeliveryFault.TOO_LONG, limit))
    if delivery.email and not _EMAIL.match(delivery.email):
        found.append(FieldFault("email", DeliveryFault.NOT_AN_ADDRESS))
    if _SHORTENED.match(delivery.tracking):
        found.append(FieldFault("tracking", DeliveryFault.SHORTENED))
    # A parcel that has arrived may have done so before today; one that has not cannot.
    if delivery.status is not DeliveryStatus.DELIVERED and delivery.delivery_at < now - 86400:
        found.append(FieldFault("delivery_at", DeliveryFault.BEFORE_NOW))
    places = {each.name: place for place, each in enumerate(fields(Delivery))}
    return tuple(sorted(found, key=lambda fault: places[fault.field]))


def needed(kind: str) -> tuple[str, ...]:
    """Names of the fields that must not be empty."""
    return ("imp_uid", "merchant_uid", "email", *(PHYSICAL if kind == "physical" else ()))


def backwards(known: str, wanted: DeliveryStatus) -> bool:
    """Whether this would go back behind what is registered. `known` is a step's word, or "" for none.

    The same step again is not backwards: a changed tracking number, or an answer that was lost.
    """
    return bool(known) and STEPS.index(wanted) < STEPS.index(DeliveryStatus(known))


def next_step(known: str) -> DeliveryStatus | None:
    """The step after the one registered; None when the parcel has arrived."""
    place = STEPS.index(DeliveryStatus(known)) + 1 if known else 0
    return STEPS[place] if place < len(STEPS) else None


def first_and_last(name: str) -> tuple[str, str]:
    """A buyer's name as first and last name: the last word is the last name (domain.md 6.2 asks for "First Last")."""
    words = name.split()
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (name.strip(), "")


def street_and_city(address: str, postcode: str = "") -> tuple[str, str]:
    """An address in one line as street and city: what stands after the last comma or line is the city, its postcode
    left out. Without either all of it is the street, and the city is for a person to type."""
    parts = [part.strip() for part in re.split(r"[,\n]", address) if part.strip()]
    if len(parts) < 2:
        return address.strip(), ""
    city = " ".join(word for word in parts[-1].split() if word != postcode)
    return ", ".join(parts[:-1]), city


def furthest(statuses: Sequence[str]) -> str:
    """The furthest of the steps that were taken; "" for none."""
    return max(statuses, key=lambda word: STEPS.index(DeliveryStatus(word)), default="")
