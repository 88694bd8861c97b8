"""Cells of spreadsheets: read as what they say in every usual writing, or refused; never as something else."""

from __future__ import annotations

# ruff: noqa: DTZ001 - a spreadsheet's day has no zone
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.money import AmountError, exponent, major_text
from paymentdesk.domain.order_cells import (
    DayError,
    dirty_amount,
    dirty_day,
    kind_of,
    sign_currency,
)
from paymentdesk.domain.order_columns import guess, header_row
from paymentdesk.domain.places import country_code

CURRENCIES = ("USD", "EUR", "KRW", "JPY", "BHD", "GBP")


@pytest.mark.parametrize(
    ("text", "currency", "plain"),
    [
        ("1,234.50", "USD", "1234.50"), ("₩18,900", "KRW", "18900"), ("￦18,900", "KRW", "18900"),
        ("US$ 20", "USD", "20.00"), ("18,900원", "KRW", "18900"), ("18.900,00 EUR", "EUR", "18900.00"),
        ("20,5", "EUR", "20.50"), ("1 234,50", "EUR", "1234.50"), ("1'234.50", "CHF", "1234.50"),
        ("１８，９００", "KRW", "18900"), ("KRW 5,000", "KRW", "5000"), ("20USD", "USD", "20.00"),
        ("¥4,200", "JPY", "4200"), ("$20", "HKD", "20.00"), ("€20,-", "EUR", "20.00"), ("0.500", "BHD", "0.500"),
        ("18900.00", "KRW", "18900"), ("1.234.567", "IDR", "1234567.00"), ("+7", "USD", "7.00"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, currency: str, plain: str) -> None:
    assert dirty_amount(text, currency).plain() == plain


@pytest.mark.parametrize(
    ("text", "currency", "reason"),
    [
        ("1.234", "USD", "ambiguous"), ("1.000", "KRW", "ambiguous"), ("1,234", "BHD", "ambiguous"),
        ("20.00 USD", "EUR", "other_currency"), ("$20", "KRW", "other_currency"), ("¥20", "USD", "other_currency"),
        ("1,23,456", "USD", "not_a_number"), ("1e3", "USD", "not_a_number"), ("FOO 5", "USD", "not_a_number"),
        ("1,2.3,4", "USD", "not_a_number"), ("twenty", "USD", "not_a_number"), ("12,50", "KRW", "too_many_decimals"),
        ("-5", "USD", "not_positive"), ("(5.00)", "USD", "not_positive"), ("0", "USD", "not_positive"),
        ("1,234.567", "USD", "too_many_decimals"), ("=1+1", "USD", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_refused(text: str, currency: str, reason: str) -> None:
    with pytest.raises(AmountError) as wrong:
        dirty_amount(text, currency)
    assert wrong.value.reason == reason


@given(st.integers(1, 10**11), st.sampled_from(CURRENCIES), st.sampled_from([",.", ".,", " ,", "'."]), st.booleans())
def test_every_usual_grouping_means_the_same_or_is_refused(minor: int, currency: str, marks: str, signed: bool) -> None:
    group, point = marks
    head, _, tail = major_text(minor, currency).partition(".")
    text = f"{int(head):,}".replace(",", group) + (point + tail if tail else "")
    unsure = text.count(group) + text.count(point) == 1  # one mark: before thousands, or before decimals?
    text = f"{text} {currency}" if signed else text
    try:
        read, reason = dirty_amount(text, currency).minor, ""
    except AmountError as error:
        read, reason = minor, error.reason
    assert read == minor
    assert reason == "" or (reason == "ambiguous" and unsure)


@given(st.text("0123456789.,' -()$€₩원USD", max_size=14), st.sampled_from(CURRENCIES))
def test_any_cell_is_an_amount_above_zero_or_refused(text: str, currency: str) -> None:
    try:
        found = dirty_amount(text, currency)
    except AmountError:
        return
    assert found.minor > 0
    digits = [letter for letter in text if letter.isdigit()]
    assert len(digits) >= len(str(found.minor)) - exponent(currency)


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 31)))
def test_days_in_every_usual_writing(day: datetime) -> None:
    day = day.replace(microsecond=0)
    plain = datetime(day.year, day.month, day.day)
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y. %m. %d.}", f"{day:%Y%m%d}", f"{day.year}년 {day.month}월 {day.day}일",
                 f"{day:%d %b %Y}", f"{day:%B %d, %Y}", str((plain - datetime(1899, 12, 30)).days)):  # fmt: skip
        assert dirty_day(text) == plain
    assert dirty_day(f"{day:%Y-%m-%d %H:%M:%S}") == dirty_day(f"{day:%Y-%m-%dT%H:%M:%S}") == day


def test_days_that_could_be_two_or_are_none() -> None:
    assert dirty_day("22/11/2026") == dirty_day("11/22/2026") == datetime(2026, 11, 22)
    assert dirty_day("2026-11-22 오후 2:02") == datetime(2026, 11, 22, 14, 2)
    for text, reason in (
        ("03/04/2026", "ambiguous"),
        ("2026-13-01", "odd"),
        ("soon", "odd"),
        ("2026-11-22 25:00", "odd"),
    ):
        with pytest.raises(DayError) as wrong:
            dirty_day(text)
        assert wrong.value.reason == reason


def test_kinds_countries_and_signs_by_their_words() -> None:
    assert [kind_of(word) for word in ("실물", "Digital", "", "wet")] == ["physical", "digital", "", "wet"]
    assert [country_code(word) for word in ("de", "독일", "South Korea", "USA", "", "Atlantis")] == [
        "DE", "DE", "KR", "US", "", None,
    ]  # fmt: skip
    assert [sign_currency(text) for text in ("₩1", "US$5", "$5", "5 EUR", "5")] == ["KRW", "USD", "", "EUR", ""]


@pytest.mark.parametrize(
    ("headers", "meaning"),
    [
        ("주문번호 상품명 결제금액 통화 구매자 이메일 연락처 주소 우편번호 국가 비고".split(),
         "number name amount currency buyer_name buyer_email phone address postcode country note".split()),
        (["Order No.", "Customer name", "E-mail", "Item name", "Price (USD)", "Ship to", "Zip code", "Order date"],
         "number buyer_name buyer_email name amount address postcode written_at".split()),
        (["구매자 이메일", "받는 사람", "총 금액(원)"], "buyer_email buyer_name amount".split()),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_their_words(headers: list[str], meaning: list[str]) -> None:
    assert {place: field for field, place in guess(headers).items()} == dict(enumerate(meaning))


def test_headers_are_found_under_titles_and_groups() -> None:
    rows = [
        ["11월 주문"],
        ["", "구매자", "", "상품", ""],
        ["주문번호", "이름", "메일", "이름", "금액"],
        ["1", "a", "b", "c", "2"],
    ]
    found = header_row(rows)
    assert found is not None
    skip, headers, meaning = found
    assert (skip, headers[2], headers[3]) == (3, "구매자 메일", "상품 이름")
    assert meaning == {"number": 0, "buyer_name": 1, "buyer_email": 2, "name": 3, "amount": 4}
    assert header_row([["1", "2"], ["3", "4"]]) is None
    assert header_row([["what", "how much"], ["Cup", "2"]]) == (1, ["what", "how much"], {})


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6))
def test_a_column_means_one_thing(rows: list[list[str]]) -> None:
    found = header_row(rows)
    if found is not None:
        places = list(found[2].values())
        assert len(set(places)) == len(places)
