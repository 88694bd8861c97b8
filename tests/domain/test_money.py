"""Money: minor units and a currency. Never a float, never two currencies in one sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.money import (
    AmountError,
    CurrencyMismatch,
    Money,
    exponent,
    format_money,
    major_text,
    minor_units,
    parse_amount,
    parse_typed_amount,
    sum_by_currency,
)

CURRENCIES = ("USD", "EUR", "KRW", "JPY", "VND", "CLP", "BHD", "KWD", "TND", "CLF", "GBP", "TWD", "HUF")
currencies = st.sampled_from(CURRENCIES)
minors = st.integers(-(10**13), 10**13)


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("USD", 2), ("EUR", 2), ("TWD", 2), ("KRW", 0), ("JPY", 0), ("VND", 0), ("CLP", 0), ("PYG", 0), ("XAF", 0),
     ("XOF", 0), ("BHD", 3), ("IQD", 3), ("JOD", 3), ("KWD", 3), ("LYD", 3), ("OMR", 3), ("TND", 3), ("CLF", 4)],
)  # fmt: skip
def test_decimals_of_a_currency(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals


@pytest.mark.parametrize("currency", ["", "usd", "US", "DOLLAR", "US1", "USD ", "ÄÖÜ", "USD\n"])
def test_no_currency(currency: str) -> None:
    with pytest.raises(AmountError) as caught:
        exponent(currency)
    assert caught.value.reason == AmountError.BAD_CURRENCY


@given(minors, currencies)
def test_plain_text_there_and_back(minor: int, currency: str) -> None:
    text = major_text(minor, currency)
    assert "E" not in text.upper()
    assert len(text.partition(".")[2]) == exponent(currency)
    assert minor_units(Decimal(text), currency) == minor
    assert Money(minor, currency).major == Decimal(text)
    assert str(Money(minor, currency).major) == text or minor == 0
    if minor > 0:
        assert parse_amount(text, currency) == Money(minor, currency)


@given(st.integers(1, 10**13), currencies, st.sampled_from(["en", "ko"]))
def test_what_is_shown_can_be_typed(minor: int, currency: str, language: str) -> None:
    money = Money(minor, currency)
    digits = "".join(c for c in format_money(money, language) if c in "0123456789.,")
    assert parse_typed_amount(digits, currency, language) == money
    assert parse_typed_amount(money.plain(), currency, language) == money


@pytest.mark.parametrize(
    ("money", "english", "korean"),
    [
        (Money(2000, "USD"), "US$20.00", "US$20.00"),
        (Money(123456789, "USD"), "US$1,234,567.89", "US$1,234,567.89"),
        (Money(18900, "KRW"), "₩18,900", "18,900원"),
        (Money(1500, "BHD"), "BHD1.500", "BHD1.500"),
        (Money(5410, "EUR"), "€54.10", "€54.10"),
    ],
)
def test_how_money_is_shown(money: Money, english: str, korean: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\xa0", "").replace("\u200e", "")

    assert plain(format_money(money, "en")) == english
    assert plain(format_money(money, "ko")) == korean


@given(minors, currencies, st.decimals(Decimal("-9e-7"), Decimal("9e-7"), places=12))
def test_what_a_double_leaves_over_is_no_amount(minor: int, currency: str, dust: Decimal) -> None:
    exact = Decimal(minor).scaleb(-exponent(currency))
    assert minor_units(exact + dust.scaleb(-exponent(currency)), currency) == minor


@given(st.integers(0, 10**9), currencies)
def test_the_shortest_text_of_a_double_is_read_exactly(minor: int, currency: str) -> None:
    assert minor_units(Decimal(repr(minor / 10 ** exponent(currency))), currency) == minor


@given(minors, currencies, st.integers(2, 998))
def test_a_part_of_the_smallest_step_is_refused(minor: int, currency: str, thousandths: int) -> None:
    value = (Decimal(minor) + Decimal(thousandths) / 1000).scaleb(-exponent(currency))
    with pytest.raises(AmountError) as caught:
        minor_units(value, currency)
    assert caught.value.reason == AmountError.TOO_MANY_DECIMALS


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+15", "1E+999999", "-1E+999999"])
def test_no_number_from_outside(value: str) -> None:
    with pytest.raises(AmountError) as caught:
        minor_units(Decimal(value), "USD")
    assert caught.value.reason == AmountError.NOT_A_NUMBER


TYPED = {
    "": "not_a_number", " ": "not_a_number", "abc": "not_a_number", "1,000": "not_a_number",
    "1.000,00": "not_a_number", "1e3": "not_a_number", "0x10": "not_a_number", "٣": "not_a_number",
    "１２": "not_a_number", "1 000": "not_a_number", "$5": "not_a_number", "--1": "not_a_number",
    ".5": "not_a_number", "5.": "not_a_number", "NaN": "not_a_number", "inf": "not_a_number",
    "9" * 16: "not_a_number", "1_000": "not_a_number", "0": "not_positive", "0.00": "not_positive",
    "-0": "not_positive", "-1": "not_positive", "-0.01": "not_positive", "0.001": "too_many_decimals",
    "20.005": "too_many_decimals",
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), TYPED.items())
def test_what_a_person_may_not_type(text: str, reason: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, "USD")
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["0.5", "1.0.0", "18900.5"])
def test_the_won_have_no_decimals(text: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(text, "KRW")
    assert parse_amount("18900.0", "KRW") == Money(18900, "KRW")


@pytest.mark.parametrize(
    "text", ["1,00", "10,00.00", "1.234,50", "1,2345", "1,234,5", ",5", "1,234.505", "0", "-5", "1e3"]
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_separator_in_the_wrong_place_is_not_guessed(text: str, language: str) -> None:
    with pytest.raises(AmountError):
        parse_typed_amount(text, "USD", language)
    assert parse_typed_amount("1,234.5", "USD", language) == Money(123450, "USD")


@given(minors, minors, currencies)
def test_sums_and_order(a: int, b: int, currency: str) -> None:
    one, two = Money(a, currency), Money(b, currency)
    assert (one + two).minor == a + b
    assert one + two - two == one
    assert (one < two) == (a < b)
    assert bool(one) == (a != 0)
    assert type((one + two).minor) is int


@given(minors, minors, st.permutations(CURRENCIES))
def test_currencies_never_meet(a: int, b: int, order: list[str]) -> None:
    one, two = Money(a, order[0]), Money(b, order[1])
    for meet in (lambda: one + two, lambda: one - two, lambda: one < two, lambda: one >= two):
        with pytest.raises(CurrencyMismatch):
            meet()
    assert one != two


@given(st.lists(st.builds(Money, minors, currencies)))
def test_one_total_for_each_currency(amounts: list[Money]) -> None:
    totals = sum_by_currency(amounts)
    assert [each.currency for each in totals] == sorted({each.currency for each in amounts})
    for total in totals:
        assert total.minor == sum(each.minor for each in amounts if each.currency == total.currency)


@pytest.mark.parametrize("currency", ["", "XY", "usd", "US$", "EURO"])
@pytest.mark.parametrize("amount", ["0", "0.00", "54"])
def test_no_amount_is_read_in_a_currency_that_is_none(amount: str, currency: str) -> None:
    with pytest.raises(AmountError) as raised:
        minor_units(Decimal(amount), currency)
    assert raised.value.reason == AmountError.BAD_CURRENCY
