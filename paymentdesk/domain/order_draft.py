"""An order as it is typed: every field a text. Read into an `Order`, with everything that is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paymentdesk.domain.money import AmountError, Money, exponent, major_text
from paymentdesk.domain.order import Order, parse_tags, tags_text
from paymentdesk.domain.places import country_code
from paymentdesk.domain.preflight import KINDS, Finding, Rule, Weight, check, check_currency

Parse = Callable[[str, str], Money]
"""Reads an amount of a currency; raises `AmountError`."""

_RULES = {
    AmountError.NOT_A_NUMBER: Rule.NOT_A_NUMBER,
    AmountError.TOO_MANY_DECIMALS: Rule.TOO_MANY_DECIMALS,
    AmountError.NOT_POSITIVE: Rule.NOT_POSITIVE,
    AmountError.BAD_CURRENCY: Rule.CURRENCY_UNKNOWN,
    "ambiguous": Rule.AMOUNT_AMBIGUOUS,
    "other_currency": Rule.CURRENCY_DIFFERS,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an order as texts; a country may be a code or a name, tags stand between commas."""

    number: str = ""
    name: str = ""
    amount: str = ""
    currency: str = ""
    buyer_name: str = ""
    buyer_email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    country: str = ""
    kind: str = "physical"
    note: str = ""
    tags: str = ""


def draft_of(order: Order) -> Draft:
    """The texts of an order, as a person would type them."""
    return Draft(
        number=order.merchant_uid,
        name=order.name,
        amount=major_text(order.amount, order.currency) if order.amount else "",
        currency=order.currency,
        buyer_name=order.buyer_name,
        buyer_email=order.buyer_email,
        phone=order.phone,
        address=order.address,
        postcode=order.postcode,
        country=order.country,
        kind=order.kind,
        note=order.note,
        tags=tags_text(order.tags),
    )


def read_draft(draft: Draft, parse: Parse, *, now: int, number_use: str = "") -> tuple[Order | None, list[Finding]]:
    """The order that was typed, or None where something in it is wrong, with all findings in the order of the fields.

    `now` is UNIX seconds, when it is written; `number_use` as `preflight.check` takes it.
    """
    currency = draft.currency.strip().upper()
    money, said = _amount(draft.amount, currency, parse)
    country = country_code(draft.country)
    order = Order(
        merchant_uid=draft.number.strip(),
        name=_line(draft.name),
        amount=money.minor if money is not None else 1,
        currency=money.currency if money is not None else currency,
        written_at=now,
        buyer_name=_line(draft.buyer_name),
        buyer_email=draft.buyer_email.strip(),
        country=draft.country.strip() if country is None else country,
        kind=draft.kind if draft.kind in KINDS else draft.kind.strip().casefold(),
        note=draft.note.strip(),
        phone=_line(draft.phone),
        address=draft.address.strip(),
        postcode=_line(draft.postcode),
        tags=parse_tags(draft.tags),
    )
    findings = check(order, number_use)
    if money is None:
        findings = [f for f in findings if f.place not in ("amount", "currency")]
        findings[_after_name(findings) : 0] = [*check_currency(currency), *said]
    wrong = any(finding.weight is Weight.WRONG for finding in findings)
    return (None if wrong else order), findings


def _amount(text: str, currency: str, parse: Parse) -> tuple[Money | None, list[Finding]]:
    if not text.strip():
        return None, [Finding("amount", Rule.AMOUNT_MISSING)]
    if any(finding.weight is Weight.WRONG for finding in check_currency(currency)):
        return None, []
    try:
        return parse(text, currency), []
    except AmountError as error:
        facts = {"value": text.strip(), "currency": currency, "decimals": exponent(currency)}
        return None, [Finding("amount", _RULES[error.reason], facts)]


def _after_name(findings: list[Finding]) -> int:
    return sum(finding.place in ("number", "name") for finding in findings)


def _line(text: str) -> str:
    """One line without doubled spaces: what a paste brings along is no part of a name."""
    return " ".join(text.split())
