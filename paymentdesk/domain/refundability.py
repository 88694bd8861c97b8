"""What is known about cancelling a payment before it is asked for: hints with source and date that warn and never
forbid. What no source says stays unknown: then there is no hint.

The table (`resources/paymentwall-methods.csv`) is Paymentwall's own of 2017 (domain.md 8.7); i'mport's name of a
method holds 16 characters, so methods are matched by the first 16 of their shortcode. Unknown stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from paymentdesk.domain.delivery import ON_ITS_WAY, DeliveryStatus

SOURCE = "Paymentwall, 2017-10"
HELP_CENTRE = "PortOne help centre, 2026-08"
DOCUMENTS = "PortOne documents, 2026-08"
DESK = "Payment Desk"
_NAME = 16
_DAY = 86400
_REFUNDABLE_DAYS = 180
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_CARDS = "Credit and Debit Cards"


class Refundable(StrEnum):
    YES = "yes"
    WITHIN_180_DAYS = "within_180_days"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the table: `countries` are two-letter codes, empty where the table says none."""

    code: str
    name: str
    kind: str
    countries: frozenset[str]
    refundable: Refundable
    chargebacks: bool
    currencies: frozenset[str] = frozenset()  # it is processed in; empty where the table names none

    @property
    def card(self) -> bool:
        return self.kind == _CARDS


class Methods:
    """The table, asked by i'mport's name of a method."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """`rows` as `csv.DictReader` gives them."""
        self._by_code: dict[str, Method] = {}
        for row in rows:
            code = row["ps_shortcode"].strip()
            method = Method(
                code=code,
                name=row["name"].strip(),
                kind=row["type"].strip(),
                countries=frozenset(row["countries"].replace(",", " ").split()),
                refundable=_refundable(row["refunds"]),
                chargebacks=row["chargebacks"].strip().lower().startswith("yes"),
                currencies=frozenset(_CURRENCY.findall(row.get("processing_currencies") or "")),
            )
            self._by_code.setdefault(code[:_NAME], method)

    def find(self, method: str) -> Method | None:
        """The row of a method, or None where the table does not know it."""
        return self._by_code.get(method[:_NAME])

    def refundable(self, method: str) -> Refundable:
        found = self.find(method)
        return found.refundable if found is not None else Refundable.UNKNOWN


def _refundable(text: str) -> Refundable:
    word = text.strip().lower()
    if "180 days" in word:
        return Refundable.WITHIN_180_DAYS
    if word.startswith("yes"):
        return Refundable.YES
    return Refundable.NO if word.startswith("no") else Refundable.UNKNOWN


class HintKind(StrEnum):
    """What may be in the way, or speaks for asking today."""

    NOT_REFUNDABLE = "not_refundable"
    WITHIN_180_DAYS = "within_180_days"
    TOO_OLD = "too_old"
    FULL_ONLY_FOREIGN_CARD = "full_only_foreign_card"
    FULL_ONLY_CURRENCY = "full_only_currency"
    FREE_TODAY = "free_today"
    TEST_PAYMENT = "test_payment"
    BILLING_KEY = "billing_key"
    ON_ITS_WAY = "on_its_way"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that is known, who says so and when. `facts`: `days_left`, or `until` in UNIX seconds."""

    kind: HintKind
    source: str
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A payment about to be cancelled. `part`: less than all that is left is asked, or it is not known yet.
    `card`: i'mport calls it a card; `country` is the card's, None while unknown; times are UNIX seconds. `delivery`
    is the furthest step registered for its order, "" for none."""

    currency: str
    card: bool
    country: str | None
    test: bool
    billing_key: bool
    paid_at: int
    part: bool
    delivery: str = ""


def hints(method: Method | None, asked: Asked, *, now: int, zone: tzinfo) -> tuple[Hint, ...]:
    """What is known before the request is sent, what stands most in the way first.

    `now` is i'mport's time, `zone` the acquirer's (Asia/Seoul), whose day ends the free void (domain.md 4.5).
    """
    found: list[Hint] = []
    if asked.delivery == DeliveryStatus.DELIVERED:
        found.append(Hint(HintKind.DELIVERED, DESK))
    elif asked.delivery in ON_ITS_WAY:
        found.append(Hint(HintKind.ON_ITS_WAY, DESK))
    if asked.billing_key:  # domain.md 4.4
        found.append(Hint(HintKind.BILLING_KEY, HELP_CENTRE))
    if method is not None:
        found += _of_the_method(method, asked, now)
    if asked.part:
        found += _full_only(method, asked)
    if asked.test:  # domain.md 12.11, money.md R20
        found.append(Hint(HintKind.TEST_PAYMENT, SOURCE))
    is_card = asked.card and (method is None or method.card)
    if is_card and asked.paid_at:
        until = _end_of_day(asked.paid_at, zone)
        if asked.paid_at <= now <= until:
            found.append(Hint(HintKind.FREE_TODAY, HELP_CENTRE, {"until": until}))
    return tuple(found)


def _of_the_method(method: Method, asked: Asked, now: int) -> list[Hint]:
    """domain.md 8.7."""
    if method.refundable is Refundable.NO:
        return [Hint(HintKind.NOT_REFUNDABLE, SOURCE)]
    if method.refundable is not Refundable.WITHIN_180_DAYS or not asked.paid_at:
        return []
    left = _REFUNDABLE_DAYS - max(0, now - asked.paid_at) // _DAY
    if left < 0:
        return [Hint(HintKind.TOO_OLD, SOURCE, {"days_ago": -left})]
    return [Hint(HintKind.WITHIN_180_DAYS, SOURCE, {"days_left": left})]


def _full_only(method: Method | None, asked: Asked) -> list[Hint]:
    """domain.md 4.4: another processing currency, and cards from abroad."""
    if method is not None and method.currencies and asked.currency not in method.currencies:
        return [Hint(HintKind.FULL_ONLY_CURRENCY, DOCUMENTS)]
    if asked.card and (method is None or method.card) and asked.country not in (None, "", "KR"):
        return [Hint(HintKind.FULL_ONLY_FOREIGN_CARD, HELP_CENTRE)]
    return []


def _end_of_day(at: int, zone: tzinfo) -> int:
    """23:59:59 of the day of `at`."""
    day = datetime.fromtimestamp(at, zone).date() + timedelta(days=1)
    return int(datetime.combine(day, time(), zone).timestamp()) - 1
