"""Pre-flight: what would go wrong with an order at i'mport or Paymentwall, said before anybody tries to pay it.

The rules are domain.md 6.2 (parameters and limits), 9 (money) and 7 (delivery). `wording.preflight` makes a sentence
of each finding, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from paymentdesk.domain.currencies import IN_USE, ON_PAYMENTWALL, STALE, UNCERTAIN, about_usd
from paymentdesk.domain.money import Money, exponent
from paymentdesk.domain.order import Order
from paymentdesk.domain.order_number import LONGEST
from paymentdesk.domain.places import COUNTRIES

NAME_LONGEST = 40
TEXT_LONGEST, NOTE_LONGEST = 1_000, 10_000
"""Characters this desk keeps of a field: longer ones are an accident of a file, and no screen could show them."""
WIDGET_CODES = ("pw_1", "t3_1")
KINDS = ("physical", "digital")
USD_LIMIT = Money(500_00, "USD")
LEAST = {"EUR": 30, "USD": 30}  # minor units: what both Paymentwall texts agree on
LEAST_USD = Money(50, "USD")  # 0.3 EUR is about that much
MOST_DECIMALS = 2
_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+\d+\Z")
_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\".]+(\.[^@\s,;<>()\".]+)+\Z")
_PLAIN_NUMBER = re.compile(r"[A-Za-z0-9._-]+\Z")


class Weight(StrEnum):
    """`wrong`: the order cannot be written so. `blocks`: it can be kept as a draft, but nobody could pay it. `warns`:
    it goes on; a person should know."""

    WRONG = "wrong"
    BLOCKS = "blocks"
    WARNS = "warns"


class Rule(StrEnum):
    """Each is one sentence. What follows the name is where it comes from."""

    NUMBER_MISSING = "number_missing"
    NUMBER_LONG = "number_long"  # 6.2: at most 40 characters
    NUMBER_LETTERS = "number_letters"  # it becomes part of an address
    NUMBER_UNPRINTABLE = "number_unprintable"
    NUMBER_SHORTENED = "number_shortened"  # 1.23457E+11: a spreadsheet lost its digits
    NUMBER_TAKEN = "number_taken"  # by an order here
    NUMBER_TWICE = "number_twice"  # by a row above in the same file
    NUMBER_PAID = "number_paid"  # 6.2: one already paid is refused before the window opens
    NUMBER_USED = "number_used"  # by a payment that is not paid
    TEXT_LONG = "text_long"  # more than anybody types: a file with a quotation mark missing
    NAME_MISSING = "name_missing"  # 6.2: required for Paymentwall
    NAME_LONG = "name_long"  # 6.2: at most 40 characters
    BUYER_MISSING = "buyer_missing"
    BUYER_ONE_WORD = "buyer_one_word"  # 6.2: "First Last" with a space
    EMAIL_MISSING = "email_missing"  # 6.2: missing is an error
    EMAIL_ODD = "email_odd"
    AMOUNT_MISSING = "amount_missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_POSITIVE = "not_positive"
    TOO_MANY_DECIMALS = "too_many_decimals"  # 9: ISO 4217
    AMOUNT_AMBIGUOUS = "amount_ambiguous"  # 1.000: a thousand, or one?
    THREE_DECIMALS = "three_decimals"  # 9: Paymentwall expects at most two
    UNDER_LEAST = "under_least"  # 6.2: 0.3 EUR
    PERHAPS_UNDER = "perhaps_under"
    OVER_LIMIT = "over_limit"  # 6.2: USD 500 unless Paymentwall raised it
    CURRENCY_MISSING = "currency_missing"  # 6.2: omitted means KRW
    CURRENCY_UNKNOWN = "currency_unknown"
    CURRENCY_STALE = "currency_stale"  # 9
    CURRENCY_NOT_TAKEN = "currency_not_taken"  # 9: not on Paymentwall's list
    CURRENCY_UNCERTAIN = "currency_uncertain"  # 9: roubles
    CURRENCY_DIFFERS = "currency_differs"  # the amount says another one
    COUNTRY_UNKNOWN = "country_unknown"  # 6.2: ISO alpha-2
    KIND_UNKNOWN = "kind_unknown"
    ADDRESS_MISSING = "address_missing"  # 7.1: needed to register the delivery
    DATE_ODD = "date_odd"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_FUTURE = "date_future"
    FORMULA_EMPTY = "formula_empty"  # a formula without its last result
    PS_UNKNOWN = "ps_unknown"  # 6.2: all, or one shortcode
    WIDGET_UNKNOWN = "widget_unknown"  # 6.2: pw_1 or t3_1


_WEIGHTS = {
    **dict.fromkeys(
        (
            Rule.NAME_MISSING, Rule.NAME_LONG, Rule.BUYER_MISSING, Rule.BUYER_ONE_WORD, Rule.EMAIL_MISSING,
            Rule.EMAIL_ODD, Rule.THREE_DECIMALS, Rule.UNDER_LEAST, Rule.COUNTRY_UNKNOWN, Rule.PS_UNKNOWN,
            Rule.WIDGET_UNKNOWN,
        ),
        Weight.BLOCKS,
    ),
    **dict.fromkeys(
        (
            Rule.NUMBER_LETTERS, Rule.NUMBER_USED, Rule.PERHAPS_UNDER, Rule.OVER_LIMIT, Rule.CURRENCY_NOT_TAKEN,
            Rule.CURRENCY_UNCERTAIN, Rule.ADDRESS_MISSING,
        ),
        Weight.WARNS,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one field, its `place`: `number name amount currency buyer_name buyer_email address country kind
    written_at ps widget_code`. `facts` are what its sentence needs."""

    place: str
    rule: Rule
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        return _WEIGHTS.get(self.rule, Weight.WRONG)


def check(order: Order, number_use: str = "") -> list[Finding]:
    """Everything that is to be said of an order, in the order of its fields.

    `number_use` says who has the number already: `order`, `paid` or `payment`, or `row` (nobody: "").
    """
    return [
        *_number(order.merchant_uid, number_use),
        *_name(order.name),
        *_long(order),
        *check_amount(order.amount, order.currency),
        *_buyer(order.buyer_name, order.buyer_email),
        *_country(order.country),
        *_kind(order),
    ]


def blocking(findings: list[Finding]) -> list[Finding]:
    """Those because of which nobody could pay the order."""
    return [finding for finding in findings if finding.weight is not Weight.WARNS]


def check_currency(currency: str) -> list[Finding]:
    """Whether a currency exists and Paymentwall takes it (domain.md 9)."""
    facts = {"currency": currency}
    if not currency:
        return [Finding("currency", Rule.CURRENCY_MISSING)]
    if currency in STALE:
        return [Finding("currency", Rule.CURRENCY_STALE, facts)]
    if currency not in IN_USE:
        return [Finding("currency", Rule.CURRENCY_UNKNOWN, facts)]
    if currency not in ON_PAYMENTWALL:
        return [Finding("currency", Rule.CURRENCY_NOT_TAKEN, facts)]
    if currency in UNCERTAIN:
        return [Finding("currency", Rule.CURRENCY_UNCERTAIN, facts)]
    return []


def check_amount(minor: int, currency: str) -> list[Finding]:
    """An amount in minor units against Paymentwall's limits; equivalents are rough and only warn."""
    findings = check_currency(currency)
    if any(finding.weight is Weight.WRONG for finding in findings):
        return findings
    amount = Money(minor, currency)
    if minor <= 0:
        return [*findings, Finding("amount", Rule.NOT_POSITIVE)]
    if exponent(currency) > MOST_DECIMALS and minor % 10 ** (exponent(currency) - MOST_DECIMALS):
        findings.append(Finding("amount", Rule.THREE_DECIMALS, {"currency": currency}))
    usd = about_usd(amount)
    if minor < LEAST.get(currency, 0):
        findings.append(Finding("amount", Rule.UNDER_LEAST, {"least": Money(LEAST[currency], currency)}))
    elif currency != "EUR" and usd is not None and usd < LEAST_USD:
        findings.append(Finding("amount", Rule.PERHAPS_UNDER, {"about": usd}))
    if usd is not None and usd > USD_LIMIT:
        findings.append(Finding("amount", Rule.OVER_LIMIT, {"about": usd, "limit": USD_LIMIT}))
    return findings


def check_parameters(ps: str, widget_code: str, codes: Container[str]) -> list[Finding]:
    """The widget's parameters: `ps` is `all` or one of the `codes`; "" leaves it to i'mport (domain.md 6.2)."""
    findings = []
    if ps and ps != "all" and ps not in codes:
        findings.append(Finding("ps", Rule.PS_UNKNOWN, {"value": ps}))
    if widget_code and widget_code not in WIDGET_CODES:
        findings.append(Finding("widget_code", Rule.WIDGET_UNKNOWN, {"value": widget_code}))
    return findings


def _number(number: str, use: str) -> list[Finding]:
    facts = {"number": number}
    if not number:
        return [Finding("number", Rule.NUMBER_MISSING)]
    findings = []
    if _SHORTENED.match(number):
        findings.append(Finding("number", Rule.NUMBER_SHORTENED, facts))
    elif not number.isprintable() or number != number.strip():
        findings.append(Finding("number", Rule.NUMBER_UNPRINTABLE))
    elif not _PLAIN_NUMBER.match(number):
        findings.append(Finding("number", Rule.NUMBER_LETTERS, facts))
    if len(number) > LONGEST:
        findings.append(Finding("number", Rule.NUMBER_LONG, {"length": len(number), "most": LONGEST}))
    by_use = {
        "order": Rule.NUMBER_TAKEN, "paid": Rule.NUMBER_PAID, "payment": Rule.NUMBER_USED, "row": Rule.NUMBER_TWICE,
    }  # fmt: skip
    if use:
        findings.append(Finding("number", by_use[use], facts))
    return findings


def _name(name: str) -> list[Finding]:
    if not name:
        return [Finding("name", Rule.NAME_MISSING)]
    if NAME_LONGEST < len(name) <= TEXT_LONGEST:
        return [Finding("name", Rule.NAME_LONG, {"length": len(name), "most": NAME_LONGEST})]
    return []


def _long(order: Order) -> list[Finding]:
    most = dict.fromkeys("name buyer_name buyer_email phone address postcode".split(), TEXT_LONGEST)
    lengths = {name: len(getattr(order, name)) for name in most} | {"note": len(order.note)}
    return [
        Finding(name, Rule.TEXT_LONG, {"length": f"{length:,}", "most": f"{limit:,}"})
        for name, length in lengths.items()
        if length > (limit := most.get(name, NOTE_LONGEST))
    ]


def _buyer(name: str, email: str) -> list[Finding]:
    findings = []
    if not name:
        findings.append(Finding("buyer_name", Rule.BUYER_MISSING))
    elif len(name.split()) < 2:
        findings.append(Finding("buyer_name", Rule.BUYER_ONE_WORD))
    if not email:
        findings.append(Finding("buyer_email", Rule.EMAIL_MISSING))
    elif not _EMAIL.match(email):
        findings.append(Finding("buyer_email", Rule.EMAIL_ODD))
    return findings


def _country(country: str) -> list[Finding]:
    return [] if not country or country in COUNTRIES else [Finding("country", Rule.COUNTRY_UNKNOWN, {"value": country})]


def _kind(order: Order) -> list[Finding]:
    if order.kind not in KINDS:
        return [Finding("kind", Rule.KIND_UNKNOWN, {"value": order.kind})]
    if order.kind == "physical" and not order.address:
        return [Finding("address", Rule.ADDRESS_MISSING)]
    return []
