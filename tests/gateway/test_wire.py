"""Records as i'mport sends them, or might: a payment or one bad row, never an exception."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.payment import Payment, PaymentStatus
from paymentdesk.gateway.envelope import envelope
from paymentdesk.gateway.wire import BadRow, Unreadable, page, payment_from_wire, rows

LEAST: dict[str, Any] = {"imp_uid": "imp_1", "amount": 60, "currency": "USD"}


def read(**fields: Any) -> Payment:
    found = payment_from_wire(json.dumps(LEAST | fields).encode())
    assert isinstance(found, Payment), found
    return found


def bad(**fields: Any) -> BadRow:
    found = payment_from_wire(json.dumps(LEAST | fields).encode())
    assert isinstance(found, BadRow), found
    return found


def test_a_whole_record() -> None:
    raw = json.dumps(
        LEAST
        | {
            "merchant_uid": "order-1",
            "status": "cancelled",
            "cancel_amount": 20.0,
            "sandbox": False,
            "name": "신발",
            "pay_method": "card",
            "emb_pg_provider": "alipay",
            "pg_tid": "b1",
            "buyer_name": "Kim Min",
            "buyer_email": "kim@example.com",
            "started_at": 10,
            "paid_at": 20,
            "failed_at": 0,
            "cancelled_at": 30,
            "fail_reason": None,
            "cancel_reason": "size",
            "receipt_url": "https://example.com/r",
            "extension": {"country_code": "kr"},
            "cancel_history": [
                {"pg_tid": "b1", "amount": 20, "cancelled_at": 30, "reason": "size", "cancellation_id": "c1"}
            ],
        },
        ensure_ascii=False,
    ).encode()
    payment = payment_from_wire(raw)
    assert isinstance(payment, Payment)
    entry = payment.history[0]
    assert (entry.entry, entry.amount, entry.cancelled_at, entry.reason) == ("c1", 2000, 30, "size")
    assert (payment.amount, payment.cancelled, payment.status) == (6000, 2000, PaymentStatus.CANCELLED)
    assert (payment.method, payment.pay_method, payment.country) == ("alipay", "card", "KR")
    assert (payment.name, payment.buyer_name, payment.cancel_reason) == ("신발", "Kim Min", "size")
    assert (payment.started_at, payment.paid_at, payment.failed_at, payment.cancelled_at) == (10, 20, 0, 30)
    assert payment.sandbox is False
    assert payment.raw == raw


def test_the_least_record() -> None:
    payment = read()
    assert (payment.amount, payment.cancelled, payment.sandbox, payment.country) == (6000, None, None, None)
    assert (payment.status, payment.history, payment.merchant_uid) == (PaymentStatus.OTHER, (), "")
    everything_null = dict.fromkeys(field for field in _FIELDS if field not in LEAST)
    nulls = read(**everything_null)
    assert (nulls.cancelled, nulls.name, nulls.history, nulls.paid_at) == (None, "", (), 0)


@pytest.mark.parametrize(
    ("number", "currency", "minor"),
    [
        ("54.10", "USD", 5410),
        ("54.099999999", "USD", 5410),
        ("0.30000000000000004", "USD", 30),
        ("5.41e1", "USD", 5410),
        ('"54.10"', "USD", 5410),
        ("54.10", "usd", 5410),
        ("18900", "KRW", 18900),
        ("18900.0", "KRW", 18900),
        ("1.5", "BHD", 1500),
        ("900719925474099", "KRW", None),
        ("90071992547409", "KRW", 90071992547409),
        ("0", "USD", 0),
        ("-1", "USD", None),
        ("0.001", "USD", None),
        ("0.5", "KRW", None),
        ("1e400", "USD", None),
        ("1e999999999", "USD", None),
        ("1e-999999999", "USD", 0),
        ('"NaN"', "USD", None),
        ('"Infinity"', "USD", None),
        ("true", "USD", None),
        ("null", "USD", None),
        ("[1]", "USD", None),
        ('"1,000"', "USD", None),
        ("1", "", None),
        ("1", "DOLLAR", None),
        ("9" * 5000, "USD", None),
    ],
)
def test_amounts(number: str, currency: str, minor: int | None) -> None:
    raw = f'{{"imp_uid":"imp_1","amount":{number},"currency":"{currency}"}}'.encode()
    found = payment_from_wire(raw)
    if minor is None:
        assert isinstance(found, BadRow)
        assert (found.imp_uid, found.raw) == ("imp_1", raw)
        assert found.why
    else:
        assert isinstance(found, Payment)
        assert (found.amount, found.currency) == (minor, currency.upper())


def test_what_money_hangs_on_must_be_readable() -> None:
    assert bad(cancel_amount=True).imp_uid == "imp_1"
    assert bad(cancel_amount=0.001).why == "too_many_decimals"
    assert bad(cancel_history="none")
    assert bad(cancel_history=[{"cancelled_at": 1}])
    assert bad(cancel_history=[{"amount": None}])
    assert bad(currency=None)
    assert bad(imp_uid=None).imp_uid == ""
    assert bad(imp_uid="").imp_uid == ""
    assert bad(imp_uid=5).imp_uid == "5"
    assert bad(amount=None)


@pytest.mark.parametrize(
    ("value", "time"),
    [(0, 0), (False, 0), (None, 0), ("1790000000", 1_790_000_000), ("", 0), ("soon", 0),
     (1.79e9, 1_790_000_000), (-5, 0), (10**30, 0), (1e300, 0), ("9" * 40, 0), ([], 0), ({}, 0), ("٣", 0)],
)  # fmt: skip
def test_times(value: Any, time: int) -> None:
    assert read(paid_at=value).paid_at == time


@pytest.mark.parametrize(
    ("value", "flag"),
    [(True, True), (False, False), (None, None), (1, True), (0, False), ("true", True), ("0", False),
     ("", None)],
)  # fmt: skip
def test_the_test_flag(value: Any, flag: bool | None) -> None:
    assert read(sandbox=value).sandbox is flag


@pytest.mark.parametrize("status", ["partial", "other", "", None, 5, ["paid"], "PAID"])
def test_a_new_word_for_a_status(status: Any) -> None:
    assert read(status=status).status is PaymentStatus.OTHER


@pytest.mark.parametrize(
    ("fields", "country"),
    [
        ({"extension": {"country_code": "JP"}}, "JP"),
        ({"extension": {"country_code": None}, "custom_data": '{"country":"jp"}'}, "JP"),
        ({"custom_data": {"country": "JP"}}, "JP"),
        ({"custom_data": "country"}, None),
        ({"custom_data": '{"country":"Japan"}'}, None),
        ({"custom_data": '{"country"'}, None),
        ({"custom_data": '["country"]'}, None),
        ({"custom_data": "[" * 100_000 + '"country"'}, None),
        ({"extension": [], "custom_data": 5}, None),
        ({"extension": "KR"}, None),
    ],
)
def test_countries(fields: dict[str, Any], country: str | None) -> None:
    assert read(**fields).country == country


def test_texts_are_kept_as_they_are() -> None:
    assert read(name="x" * 5000).name == "x" * 5000
    assert read(name="</td>\u202e\x00").name == "</td>\u202e\x00"
    assert read(name=5, buyer_name=True, buyer_email=["a"]).name == "5"
    assert read(buyer_name=True, buyer_email={}).buyer_name == ""


# cancel_history (money.md R19)


def entry(amount: float = 20, at: int = 30, **fields: Any) -> dict[str, Any]:
    return {"pg_tid": "b1", "amount": amount, "cancelled_at": at, "reason": ""} | fields


def test_oldest_first_with_names_that_do_not_depend_on_the_order() -> None:
    history = [entry(10, 30), entry(20, 10, cancellation_id="c1"), entry(10, 30), entry(10, 20)]
    named = [(each.entry, each.amount) for each in read(cancel_history=history).history]
    assert named == [("c1", 2000), ("b1|1000|20|1", 1000), ("b1|1000|30|1", 1000), ("b1|1000|30|2", 1000)]
    assert [(each.entry, each.amount) for each in read(cancel_history=history[::-1]).history] == named


def test_the_same_entry_twice_is_one_and_one_name_for_two_amounts_is_two() -> None:
    twice = [entry(cancellation_id="c1")] * 2
    assert [each.entry for each in read(cancel_history=twice).history] == ["c1"]
    two = [entry(20, cancellation_id="c1"), entry(30, cancellation_id="c1")]
    assert [(each.entry, each.amount) for each in read(cancel_history=two).history] == [
        ("c1", 2000),
        ("c1#2", 3000),
    ]


# Pages


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        (rb"\ud83d\ude00", "😀"),
        (rb"cut \ud83d", "cut �"),
        (rb"\ude00 cut", "� cut"),
        (rb"\\ud83d", r"\ud83d"),
        (rb"\ud83d\u0041", "�A"),
        (b"\xed\xa0\xbd", None),
        (b"\xff", None),
    ],
)
def test_a_name_cut_in_two_costs_at_most_its_row(name: bytes, read_as: str | None) -> None:
    row = b'{"imp_uid":"imp_1","amount":1,"currency":"KRW"}'
    odd = row[:-1] + b',"name":"' + name + b'"}'
    frame = envelope(b'{"code":0,"message":null,"response":[' + odd + b"," + row + b"]}")
    assert frame is not None
    payments, failed = rows(frame.response)
    assert [each.name for each in payments] == ([""] if read_as is None else [read_as, ""])
    assert [each.imp_uid for each in failed] == (["imp_1"] if read_as is None else [])


@pytest.mark.parametrize("none", [0, False, None, "", "0"])
def test_the_ends_of_a_list(none: Any) -> None:
    last = page(json.dumps({"total": "3", "previous": 1, "next": none, "list": []}).encode())
    assert (last.total, last.previous, last.next) == (3, 1, 0)


@pytest.mark.parametrize("body", [b"null", b"[]", b"{}", b'{"list":{}}', b'{"list":null}', b'{"list":[', b"[" * 10**5])
def test_no_page(body: bytes) -> None:
    with pytest.raises(Unreadable):
        page(body)
    if body != b"[]":
        with pytest.raises(Unreadable):
            rows(body)


# Whatever comes

_FIELDS = [
    "imp_uid", "merchant_uid", "status", "amount", "cancel_amount", "currency", "sandbox", "name",
    "pay_method", "emb_pg_provider", "pg_tid", "buyer_name", "buyer_email", "started_at", "paid_at", "failed_at",
    "cancelled_at", "fail_reason", "cancel_reason", "receipt_url", "custom_data", "extension",
    "cancel_history",
]  # fmt: skip
_ODD = st.sampled_from(
    ["1E+3", "NaN", "KRW", "imp_1", "paid", '{"country":1}', "9" * 30, 10**30, 1e300, -0.0, -1, 0.005]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["amount", "cancelled_at", "cancellation_id", "country"]), inner)
    ),
    max_leaves=6,
)


def _bytes(value: Any) -> bytes:
    return json.dumps(value).replace("NaN", "null").replace("-Infinity", "0").replace("Infinity", "0").encode()


@given(st.dictionaries(st.sampled_from(_FIELDS) | st.text(max_size=4), _VALUES))
def test_whatever_comes_is_a_payment_or_one_bad_row(fields: dict[str, Any]) -> None:
    for record in (fields, LEAST | fields, fields | LEAST):
        raw = _bytes(record)
        found = payment_from_wire(msgspec.Raw(raw))
        assert isinstance(found, Payment | BadRow)
        assert found.raw == raw
        if isinstance(found, Payment):
            assert found.imp_uid
            assert isinstance(found.amount, int)
            assert 0 <= found.amount < 2**63
            names = [each.entry for each in found.history]
            assert len(set(names)) == len(names)


@given(st.binary(max_size=60) | _VALUES.map(_bytes))
def test_whatever_comes_is_an_envelope_or_none(body: bytes) -> None:
    frame = envelope(body)
    if frame is not None:
        assert type(frame.code) is int
        assert isinstance(frame.message, str)
    assert isinstance(payment_from_wire(body), Payment | BadRow)
