"""An order's amount and currency, registered at i'mport so that no window opens with others (domain.md 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from paymentdesk.domain.money import AmountError, Money, minor_units
from paymentdesk.gateway.envelope import UNREADABLE, Envelope, as_text


@dataclass(frozen=True, slots=True)
class Prepared:
    """What i'mport has registered. `currency` is "" where none was given: then i'mport compares none."""

    amount: Decimal
    currency: str

    def locks(self, price: Money) -> bool:
        """Whether exactly this price can be paid, and nothing else."""
        try:
            return self.currency == price.currency and minor_units(self.amount, price.currency) == price.minor
        except AmountError:
            return False


class _Prepared(msgspec.Struct):
    amount: Decimal
    currency: Any = None


def body(merchant_uid: str, price: Money) -> bytes:
    """The request, the amount as a plain decimal number and with its currency, so that both are locked."""
    number = msgspec.Raw(price.plain().encode("ascii"))
    return msgspec.json.encode({"merchant_uid": merchant_uid, "amount": number, "currency": price.currency})


def read(frame: Envelope) -> Prepared | None:
    """What an answer says is registered; None where it names no amount."""
    try:
        told = msgspec.json.decode(frame.response, type=_Prepared)
    except UNREADABLE:
        return None
    return Prepared(told.amount, as_text(told.currency).upper())
