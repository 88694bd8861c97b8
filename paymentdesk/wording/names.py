"""Names of methods and countries, and money, as people read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.money import Money, format_money
from paymentdesk.settings import resource
from paymentdesk.wording.language import current_language
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

# i'mport's own words for a method, where Paymentwall's name of it is not known (domain.md 3.1, `pay_method`).
_METHODS = {
    "card": QT_TRANSLATE_NOOP("method", "Credit card"),
    "cc": QT_TRANSLATE_NOOP("method", "Credit card"),
    "trans": QT_TRANSLATE_NOOP("method", "Bank transfer"),
    "transfer": QT_TRANSLATE_NOOP("method", "Bank transfer"),
    "vbank": QT_TRANSLATE_NOOP("method", "Virtual account"),
    "phone": QT_TRANSLATE_NOOP("method", "Mobile phone"),
    "samsung": QT_TRANSLATE_NOOP("method", "Samsung Pay"),
    "kakaopaykr": QT_TRANSLATE_NOOP("method", "KakaoPay"),
    "linepay": QT_TRANSLATE_NOOP("method", "LINE Pay"),
    "gcashph": QT_TRANSLATE_NOOP("method", "GCash"),
}
_METHOD_LENGTH = 16  # emb_pg_provider holds no more of Paymentwall's shortcode (domain.md 7)


@lru_cache(maxsize=1)
def _paymentwall_methods() -> dict[str, str]:
    with resource("paymentwall-methods.csv").open(encoding="utf-8", newline="") as file:
        return {row["ps_shortcode"][:_METHOD_LENGTH]: row["name"] for row in csv.DictReader(file)}


def method_name(word: str) -> str:
    """A payment method by its name, e.g. `cc` -> `Credit card`; an unknown word as it is."""
    known = _METHODS.get(word)
    if known is not None:
        return translate("method", known)
    return _paymentwall_methods().get(word[:_METHOD_LENGTH], word)


@lru_cache(maxsize=512)
def _country(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale(language).territories.get(code.upper(), code))


def country_name(code: str | None) -> str:
    """A country by its name, e.g. `DE` -> `Germany`; empty where i'mport did not say."""
    return _country(code, current_language()) if code else ""


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, language: str) -> str:
    return format_money(Money(minor, currency), language)


def money(minor: int, currency: str) -> str:
    """Minor units of a currency for people, in the language of this run."""
    return _money(minor, currency, current_language())


def sums(amounts: Iterable[tuple[str, int]]) -> str:
    """`(currency, minor units)` pairs beside each other with a dot between; never added (words.md, style 7)."""
    return " · ".join(money(minor, currency) for currency, minor in amounts)


def several(parts: Iterable[str]) -> str:
    """Parts of a line with a dot between; empty ones are left out."""
    return " · ".join(part for part in parts if part)


def counted_payments(n: int) -> str:
    return translate("count", "1 payment") if n == 1 else translate("count", "{n} payments").format(n=n)


def counted_tickets(n: int) -> str:
    return translate("count", "1 ticket") if n == 1 else translate("count", "{n} tickets").format(n=n)


def counted_cancellations(n: int) -> str:
    if n == 1:
        return translate("count", "1 cancellation")
    return translate("count", "{n} cancellations").format(n=n)


def counted_times(n: int) -> str:
    return translate("count", "once") if n == 1 else translate("count", "{n} times").format(n=n)
