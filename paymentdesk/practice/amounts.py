"""Amounts as i'mport writes them: decimal numbers in major units, never floats (domain.md 3.2, 9)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

# ISO 4217; every other currency has two decimals.
_DECIMALS = {
    **dict.fromkeys(("JPY", "KRW", "VND", "CLP", "PYG", "XAF", "XOF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
ZERO = Decimal(0)


def exact(value: Decimal, currency: str) -> Decimal:
    """`value` with exactly the decimals of `currency`; ValueError if it has more, or is no finite number."""
    step = Decimal(1).scaleb(-_DECIMALS.get(currency, 2))
    try:
        rounded = value.quantize(step)
    except InvalidOperation:
        raise ValueError(f"{value} is not an amount") from None
    if rounded != value:
        raise ValueError(f"{value} has more decimals than {currency} knows")
    return rounded


def number(value: object) -> Decimal:
    """A number out of JSON or a form field; ValueError if it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise ValueError(f"{value!r} is not a number")
    try:
        parsed = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    if not parsed.is_finite():
        raise ValueError(f"{value!r} is not a number")
    return parsed
