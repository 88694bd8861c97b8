"""What an answer's headers say about time."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def http_date(text: str | None) -> float | None:
    """The UNIX time of a `Date` header; None where it cannot be read."""
    try:
        return parsedate_to_datetime(text).timestamp() if text else None
    except (ValueError, OverflowError, OSError):
        return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, whether said so or as a date (then by the clock of the same answer)."""
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit() and len(told) < 10:
        return float(told)
    until, now = http_date(told), http_date(headers.get("Date"))
    return max(0.0, until - now) if until is not None and now is not None else None
