"""What was kept of an event, in the units people read: decimal amounts and times instead of minor units and seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paymentdesk.domain.money import AmountError, major_text

_AMOUNTS = frozenset({"amount", "cancelled", "checksum", "asked", "left", "carried_out"})
_TIMES = frozenset({"started_at", "paid_at", "cancelled_at", "first_at", "expires_at", "since"})


def readable(data: Mapping[str, Any], currency: str, time: Callable[[int], Any]) -> dict[str, Any]:
    """The values of a fact or an entry. Amounts are of the currency beside them, else of `currency`; `time` writes
    UNIX seconds. What is none of these stays as it is."""
    unit = str(data.get("currency") or currency)
    shown: dict[str, Any] = {}
    for key, value in data.items():
        if key in _AMOUNTS and isinstance(value, int) and unit:
            shown[key] = _major(value, unit)
        elif key in _TIMES and isinstance(value, int):
            shown[key] = time(value)
        elif isinstance(value, Mapping):
            shown[key] = readable(value, unit, time)
        else:
            shown[key] = value
    return shown


def _major(minor: int, currency: str) -> str | int:
    try:
        return major_text(minor, currency)
    except AmountError:  # a currency that is none: the number alone says more than nothing
        return minor
