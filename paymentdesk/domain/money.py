"""Money: integer minor units and a currency. Never a float, and currencies are never added together.

i'mport sends decimal numbers in major units (domain.md 3.2); they become minor units at the door, by the
ISO 4217 exponent of their currency (domain.md 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache, total_ordering

_EXPONENTS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),
        0,
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_PLAIN = re.compile(r"[+-]?\d{1,15}(\.\d+)?\Z")
_TYPED = re.compile(r"[+-]?[0-9][0-9.,]*\Z")
_CLOSE = Decimal("0.000001")
_MOST_DIGITS = 14  # with four decimals still a number SQLite can keep


class AmountError(ValueError):
    """An amount that cannot be taken as it stands. `reason` is one of the `AmountError.*` words."""

    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_POSITIVE = "not_positive"
    BAD_CURRENCY = "bad_currency"

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text


class CurrencyMismatch(TypeError):
    """Two currencies met where one was expected."""


@lru_cache(maxsize=256)
def exponent(currency: str) -> int:
    """Number of decimals of a currency by ISO 4217: KRW and JPY 0, BHD 3, most others 2."""
    if not _CURRENCY.match(currency):
        raise AmountError(AmountError.BAD_CURRENCY, currency)
    return _EXPONENTS.get(currency, 2)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (US$1.50 is 150) of one currency (three capital letters)."""

    minor: int
    currency: str

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} with {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def major(self) -> Decimal:
        """The amount in major units, with exactly the currency's decimals."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def plain(self) -> str:
        """Plain decimal text in major units: `54.00`, `18900`, never an exponent."""
        return major_text(self.minor, self.currency)


def major_text(minor: int, currency: str) -> str:
    """Minor units as plain decimal text in major units, e.g. `(5400, "USD")` -> `54.00`."""
    places = exponent(currency)
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def minor_units(value: Decimal, currency: str) -> int:
    """Major units as i'mport sends them -> minor units.

    A value within a millionth of the currency's step is taken as that step (54.099999999 is 54.10, what some
    JSON writers make of a double); anything else, and more than 14 digits before the point, raises
    `AmountError`: the caller reports it as odd news.
    """
    places = exponent(currency)
    if not value:
        return 0
    if not value.is_finite() or value.adjusted() >= _MOST_DIGITS:
        raise AmountError(AmountError.NOT_A_NUMBER, str(value))
    scaled = value.scaleb(places)
    if scaled == (whole := int(scaled)):
        return whole
    rounded = scaled.to_integral_value(rounding=ROUND_HALF_EVEN)
    if abs(scaled - rounded) > _CLOSE:
        raise AmountError(AmountError.TOO_MANY_DECIMALS, str(value))
    return int(rounded)


def parse_amount(text: str, currency: str) -> Money:
    """A positive amount as a person types it on the command line: plain decimal digits, nothing else.

    Raises `AmountError` for anything that is not a plain number, has more decimals than the currency, or is
    not above zero. Zero is refused because i'mport reads it as "everything" (domain.md 4.1).
    """
    cleaned = text.strip()
    if not cleaned.isascii() or not _PLAIN.match(cleaned):
        raise AmountError(AmountError.NOT_A_NUMBER, text)
    try:
        value = Decimal(cleaned)
    except InvalidOperation as error:  # pragma: no cover - the pattern above leaves nothing else
        raise AmountError(AmountError.NOT_A_NUMBER, text) from error
    scaled = value.scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise AmountError(AmountError.TOO_MANY_DECIMALS, text)
    if scaled <= 0:
        raise AmountError(AmountError.NOT_POSITIVE, text)
    return Money(int(scaled), currency)


def parse_typed_amount(text: str, currency: str, language: str) -> Money:
    """Like `parse_amount`, for a field in the window: group separators of the language are allowed.

    `language` is `en` or `ko`; both write 1,234.50. A separator in the wrong place is refused, not guessed.
    """
    from babel.numbers import NumberFormatError, parse_decimal

    if not _TYPED.match(text.strip()):  # Babel would take an exponent and other digits, too
        raise AmountError(AmountError.NOT_A_NUMBER, text)
    try:
        value = parse_decimal(text.strip(), locale=_locale(language), strict=True)
    except (NumberFormatError, ValueError, InvalidOperation) as error:
        raise AmountError(AmountError.NOT_A_NUMBER, text) from error
    return parse_amount(format(value, "f"), currency)


def format_money(money: Money, language: str) -> str:
    """Money for people, e.g. `US$20.00`, `JP¥4,200`; in Korean the won are `18,900원` (words.md, style 7)."""
    from babel.numbers import format_currency, format_decimal

    places = exponent(money.currency)
    number = "#,##0" + ("." + "0" * places if places else "")
    if language == "ko" and money.currency == "KRW":
        return f"{format_decimal(money.major, number, locale='ko')}원"
    return format_currency(money.major, money.currency, f"¤{number}", locale=_locale(language), currency_digits=False)


def sum_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Totals, one for each currency, in order of the currency's code. Never one sum over currencies."""
    totals: dict[str, int] = {}
    for money in amounts:
        totals[money.currency] = totals.get(money.currency, 0) + money.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(totals.items()))


def _locale(language: str) -> str:
    return "ko" if language == "ko" else "en_001"
