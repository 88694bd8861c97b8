"""Pre-flight: one example for each rule, what it weighs, and that a right order has nothing said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.currencies import IN_USE, ON_PAYMENTWALL, STALE, about_usd
from paymentdesk.domain.money import Money, parse_amount
from paymentdesk.domain.order import Order
from paymentdesk.domain.order_draft import Draft, draft_of, read_draft
from paymentdesk.domain.preflight import (
    Finding,
    Rule,
    Weight,
    blocking,
    check,
    check_amount,
    check_parameters,
)

RIGHT = Order(
    merchant_uid="HB-1", name="Hanji lamp", amount=5400, currency="USD", written_at=1, buyer_name="Jack Son",
    buyer_email="jack@example.com", country="DE", address="Some street 1",
)  # fmt: skip
_NOW = 1_790_000_000
WRONG, BLOCKS, WARNS = Weight.WRONG, Weight.BLOCKS, Weight.WARNS

OF_ORDERS = [
    ({"merchant_uid": ""}, "number", Rule.NUMBER_MISSING, WRONG),
    ({"merchant_uid": "x" * 41}, "number", Rule.NUMBER_LONG, WRONG),
    ({"merchant_uid": "주문 1/2"}, "number", Rule.NUMBER_LETTERS, WARNS),
    ({"merchant_uid": "HB-1\n"}, "number", Rule.NUMBER_UNPRINTABLE, WRONG),
    ({"merchant_uid": "1.23457E+11"}, "number", Rule.NUMBER_SHORTENED, WRONG),
    ({"name": "x" * 1001}, "name", Rule.TEXT_LONG, WRONG),
    ({"note": "x" * 10_001}, "note", Rule.TEXT_LONG, WRONG),
    ({"name": ""}, "name", Rule.NAME_MISSING, BLOCKS),
    ({"name": "x" * 41}, "name", Rule.NAME_LONG, BLOCKS),
    ({"buyer_name": ""}, "buyer_name", Rule.BUYER_MISSING, BLOCKS),
    ({"buyer_name": "김민지"}, "buyer_name", Rule.BUYER_ONE_WORD, BLOCKS),
    ({"buyer_email": ""}, "buyer_email", Rule.EMAIL_MISSING, BLOCKS),
    ({"buyer_email": "jack@home"}, "buyer_email", Rule.EMAIL_ODD, BLOCKS),
    ({"amount": 0}, "amount", Rule.NOT_POSITIVE, WRONG),
    ({"amount": 29, "currency": "EUR"}, "amount", Rule.UNDER_LEAST, BLOCKS),
    ({"amount": 49}, "amount", Rule.PERHAPS_UNDER, WARNS),
    ({"amount": 50_001}, "amount", Rule.OVER_LIMIT, WARNS),
    ({"amount": 1234, "currency": "BHD"}, "amount", Rule.THREE_DECIMALS, BLOCKS),
    ({"currency": ""}, "currency", Rule.CURRENCY_MISSING, WRONG),
    ({"currency": "XYZ"}, "currency", Rule.CURRENCY_UNKNOWN, WRONG),
    ({"currency": "HRK"}, "currency", Rule.CURRENCY_STALE, WRONG),
    ({"currency": "KZT"}, "currency", Rule.CURRENCY_NOT_TAKEN, WARNS),
    ({"currency": "RUB"}, "currency", Rule.CURRENCY_UNCERTAIN, WARNS),
    ({"country": "XX"}, "country", Rule.COUNTRY_UNKNOWN, BLOCKS),
    ({"kind": "wet"}, "kind", Rule.KIND_UNKNOWN, WRONG),
    ({"address": ""}, "address", Rule.ADDRESS_MISSING, WARNS),
]
OF_USES = [
    ("order", Rule.NUMBER_TAKEN, WRONG),
    ("row", Rule.NUMBER_TWICE, WRONG),
    ("paid", Rule.NUMBER_PAID, WRONG),
    ("payment", Rule.NUMBER_USED, WARNS),
]
OF_TEXTS = [
    ({"amount": ""}, Rule.AMOUNT_MISSING),
    ({"amount": "much"}, Rule.NOT_A_NUMBER),
    ({"amount": "1.234"}, Rule.TOO_MANY_DECIMALS),
    ({"amount": "18900.5", "currency": "KRW"}, Rule.TOO_MANY_DECIMALS),
    ({"amount": "-1"}, Rule.NOT_POSITIVE),
    ({"currency": ""}, Rule.CURRENCY_MISSING),
]
OF_PARAMETERS = [
    ("kakao?", "", "ps", Rule.PS_UNKNOWN),
    ("", "p1_1", "widget_code", Rule.WIDGET_UNKNOWN),
]
OF_FILES = {Rule.AMOUNT_AMBIGUOUS, Rule.CURRENCY_DIFFERS, Rule.DATE_ODD, Rule.DATE_AMBIGUOUS, Rule.DATE_FUTURE,
            Rule.FORMULA_EMPTY}  # fmt: skip
"""These come of cells; tests/services/test_importing.py has them."""


def test_nothing_is_said_of_a_right_order() -> None:
    assert check(RIGHT) == []
    assert check(replace(RIGHT, kind="digital", address="", country="")) == []


@pytest.mark.parametrize(("changed", "place", "rule", "weight"), OF_ORDERS)
def test_each_rule_of_an_order(changed: dict[str, object], place: str, rule: Rule, weight: Weight) -> None:
    (finding,) = [each for each in check(replace(RIGHT, **changed)) if each.rule is rule]
    assert (finding.place, finding.weight) == (place, weight)


@pytest.mark.parametrize(("use", "rule", "weight"), OF_USES)
def test_a_number_that_is_in_use(use: str, rule: Rule, weight: Weight) -> None:
    (finding,) = check(RIGHT, use)
    assert (finding.place, finding.rule, finding.weight) == ("number", rule, weight)


@pytest.mark.parametrize(("changed", "rule"), OF_TEXTS)
def test_each_rule_of_what_is_typed(changed: dict[str, str], rule: Rule) -> None:
    order, findings = read_draft(replace(draft_of(RIGHT), **changed), parse_amount, now=_NOW)
    assert order is None
    assert [finding.rule for finding in findings] == [rule]


@pytest.mark.parametrize(("ps", "widget", "place", "rule"), OF_PARAMETERS)
def test_the_widgets_parameters(ps: str, widget: str, place: str, rule: Rule) -> None:
    assert [(each.place, each.rule) for each in check_parameters(ps, widget, {"cc"})] == [(place, rule)]
    assert check_parameters("cc", "t3_1", {"cc"}) == check_parameters("all", "", set()) == []


def test_every_rule_has_an_example() -> None:
    shown = {rule for _, _, rule, _ in OF_ORDERS} | {rule for _, rule, _ in OF_USES} | {rule for _, rule in OF_TEXTS}
    assert shown | {rule for *_, rule in OF_PARAMETERS} | OF_FILES == set(Rule)


def test_limits_are_met_exactly() -> None:
    assert check(replace(RIGHT, amount=50_000)) == []
    assert check(replace(RIGHT, amount=50)) == []
    assert check(replace(RIGHT, amount=30, currency="EUR")) == []
    assert check_amount(12_340, "BHD") == []  # 12.340: the last digit is 0
    assert check(replace(RIGHT, name="x" * 40, merchant_uid="x" * 40)) == []


def test_equivalents_warn_and_never_forbid() -> None:
    assert [each.rule for each in check_amount(800_000, "KRW")] == [Rule.OVER_LIMIT]
    assert [each.rule for each in check_amount(500, "KRW")] == [Rule.PERHAPS_UNDER]
    assert check_amount(70_000, "KRW") == []
    assert about_usd(Money(1000, "MGA")) is None
    assert not [each for each in check_amount(10**12, "KRW") if each.weight is not Weight.WARNS]


def test_what_warns_does_not_block() -> None:
    findings = check(replace(RIGHT, address="", buyer_email=""))
    assert [each.rule for each in blocking(findings)] == [Rule.EMAIL_MISSING]
    assert Finding("amount", Rule.OVER_LIMIT) not in blocking([Finding("amount", Rule.OVER_LIMIT)])


def test_the_lists_of_currencies_agree() -> None:
    assert ON_PAYMENTWALL <= IN_USE
    assert not STALE & IN_USE


@given(st.builds(Draft, *[st.text(max_size=50)] * 13))
def test_a_draft_of_anything_is_read_or_said_to_be_wrong(draft: Draft) -> None:
    order, findings = read_draft(draft, parse_amount, now=_NOW)
    assert (order is None) == any(each.weight is Weight.WRONG for each in findings)
    assert all(each.place in {*Draft.__dataclass_fields__} for each in findings)


@given(st.integers(1, 10**10), st.sampled_from(sorted(IN_USE)), st.lists(st.text("ab c", max_size=5), max_size=4))
def test_an_order_is_typed_as_it_is_read(minor: int, currency: str, tags: list[str]) -> None:
    order = replace(RIGHT, amount=minor, currency=currency, tags=tuple(tags), written_at=_NOW)
    read, _ = read_draft(draft_of(order), parse_amount, now=_NOW)
    assert read is not None
    assert (read.amount, read.currency) == (minor, currency)
    assert read_draft(draft_of(read), parse_amount, now=_NOW)[0] == read
