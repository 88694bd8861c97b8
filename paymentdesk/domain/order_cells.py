"""What people write into the cells of a spreadsheet, read as amounts, currencies, days and kinds. What could mean two
things is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal

from paymentdesk.domain.currencies import DOLLARS, IN_USE
from paymentdesk.domain.money import AmountError, Money, exponent, parse_amount

AMBIGUOUS = "ambiguous"
OTHER_CURRENCY = "other_currency"

# Longest first: "US$" before "$".
_SIGNS = (
    ("US$", "USD"), ("HK$", "HKD"), ("NT$", "TWD"), ("NZ$", "NZD"), ("CA$", "CAD"), ("AU$", "AUD"), ("S$", "SGD"),
    ("A$", "AUD"), ("C$", "CAD"), ("CN¥", "CNY"), ("JP¥", "JPY"), ("元", "CNY"), ("円", "JPY"), ("원", "KRW"),
    ("₩", "KRW"), ("€", "EUR"), ("£", "GBP"), ("฿", "THB"), ("₫", "VND"), ("₽", "RUB"), ("₹", "INR"), ("₱", "PHP"),
)  # fmt: skip
_SHARED_SIGNS = {"$": DOLLARS, "¥": frozenset({"JPY", "CNY"})}
_CODE = re.compile(r"\A([A-Za-z]{3})\b|\b([A-Za-z]{3})\Z|\A([A-Za-z]{3})(?=[\d-])|(?<=\d)([A-Za-z]{3})\Z")
_NUMBER = re.compile(r"[+-]?\d+([.,' ]\d+)*\Z")
_GROUPS = re.compile(r"[+-]?\d{1,3}([.,' ]\d{3})+\Z")


def dirty_amount(text: str, currency: str) -> Money:
    """An amount as found in a file, e.g. `1,234.50`, `₩18,900`, `US$ 20`, `18.900,00 EUR`.

    Raises `AmountError`; its reason is also `ambiguous` (1.234: one, or a thousand?) or `other_currency` (its sign is
    not that of `currency`).
    """
    number, signed = _without_sign(text)
    if signed and currency not in signed:
        raise AmountError(OTHER_CURRENCY, text)
    if number.startswith("(") and number.endswith(")"):
        raise AmountError(AmountError.NOT_POSITIVE, text)
    number = number.removesuffix(".-").removesuffix(",-").strip()
    if not _NUMBER.match(number):
        raise AmountError(AmountError.NOT_A_NUMBER, text)
    return parse_amount(_plain(number, currency, text), currency)


def sign_currency(text: str) -> str:
    """The one currency an amount's own sign or code names, or ""."""
    _, signed = _without_sign(text)
    return next(iter(signed)) if len(signed) == 1 else ""


def _without_sign(text: str) -> tuple[str, frozenset[str]]:
    """The number without its sign or code, and the currencies that may mean; an empty set for a bare number."""
    rest = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-").replace("\u2019", "'")
    found: frozenset[str] = frozenset()
    code = _CODE.search(rest)
    if code and (word := code[0].upper()) in IN_USE:
        rest, found = (rest[: code.start()] + rest[code.end() :]).strip(), frozenset({word})
    for sign, currency in _SIGNS:
        if sign in rest:
            return rest.replace(sign, "", 1).strip(), (found & {currency}) or frozenset({currency} | found)
    for sign, shared in _SHARED_SIGNS.items():
        if sign in rest:
            return rest.replace(sign, "", 1).strip(), found or shared
    return rest, found


def _plain(number: str, currency: str, text: str) -> str:
    """Group separators gone, a point before the decimals."""
    marks = [mark for mark in ".,' " if mark in number]
    if not marks:
        return number
    last = max(number.rfind(mark) for mark in marks)
    head, mark, tail = number[:last], number[last], number[last + 1 :]
    if len(marks) == 1 and number.count(mark) == 1 and mark in ".,":
        return _one_mark(head, mark, tail, currency, text)
    if len(marks) == 1:  # several times the same: groups
        if not _GROUPS.match(number):
            raise AmountError(AmountError.NOT_A_NUMBER, text)
        return number.replace(mark, "")
    if mark not in ".," or head.count(mark) or len(marks) > 2 or not _GROUPS.match(head):
        raise AmountError(AmountError.NOT_A_NUMBER, text)
    return re.sub(r"[.,' ]", "", head) + "." + tail


def _one_mark(head: str, mark: str, tail: str, currency: str, text: str) -> str:
    """`1,234` is a thousand in English and Korean files; `1.234` and a zero before either say nothing for sure."""
    if len(tail) != 3:
        return f"{head}.{tail}"
    zero = head.lstrip("+-") in ("", "0")
    if zero or len(head.lstrip("+-")) > 3:
        return f"{head}.{tail}"
    if mark == "," and exponent(currency) < 3:
        return head + tail
    raise AmountError(AMBIGUOUS, text)


# ---------------------------------------------------------------- days


class DayError(ValueError):
    """A day that cannot be taken. `reason` is `odd` or `ambiguous`."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason


_YEAR_FIRST = re.compile(r"(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*(?:일|\.)?(.*)\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(.*)\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(.*)\Z")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ ,-]+(\d{4})(.*)\Z")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(.*)\Z")
_CLOCK = re.compile(
    r"[T,\s]*(?:\([^)]*\)\s*)?(오전|오후)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?\Z", re.I
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?\Z")
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day has no zone


def dirty_day(text: str) -> datetime:
    """A day, with its time where one is written, without a zone. Raises `DayError`; `03/04/2026` is ambiguous."""
    word = unicodedata.normalize("NFKC", text).strip()
    try:
        return _day(word, text)
    except (ValueError, OverflowError, KeyError) as error:
        if isinstance(error, DayError):
            raise
        raise DayError("odd", text) from error


def _day(word: str, text: str) -> datetime:
    if _SERIAL.match(word):
        return _EPOCH + timedelta(seconds=round(float(Decimal(word) * 86400)))
    if found := _YEAR_FIRST.match(word) or _COMPACT.match(word):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_LAST.match(word):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first <= 12 and second <= 12 and first != second:
            raise DayError(AMBIGUOUS, text)
        month, day = (second, first) if first > 12 else (first, second)
    elif found := _NAMED.match(word):
        day, month, year = int(found[1]), _MONTHS[found[2].casefold()], int(found[3])
    elif found := _NAMED_FIRST.match(word):
        month, day, year = _MONTHS[found[1].casefold()], int(found[2]), int(found[3])
    else:
        raise DayError("odd", text)
    return datetime(year, month, day) + _clock(found[4], text)  # noqa: DTZ001


def _clock(rest: str, text: str) -> timedelta:
    if not rest.strip():
        return timedelta()
    found = _CLOCK.match(rest)
    if not found:
        raise DayError("odd", text)
    half = (found[1] or found[5] or "").upper()
    hours, minutes, seconds = int(found[2]), int(found[3]), int(found[4] or 0)
    if half:
        hours = hours % 12 + (12 if half in ("오후", "PM") else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise DayError("odd", text)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


# ---------------------------------------------------------------- kinds

_PHYSICAL = frozenset("physical goods product shipping parcel 실물 실물상품 배송 배송상품 상품 택배 유형".split())
_DIGITAL = frozenset("digital download virtual online service 디지털 디지털상품 다운로드 무형 온라인 비배송".split())


def kind_of(text: str) -> str:
    """`physical` or `digital` for the words people use, "" for nothing; other words as they are."""
    word = re.sub(r"\s+", "", text).casefold()
    if word in _PHYSICAL:
        return "physical"
    return "digital" if word in _DIGITAL else word
