"""Questions: what they find, and after whom their failures are named."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from paymentdesk.domain.money import Money
from paymentdesk.domain.payment import Payment, PaymentStatus
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.client import ImportClient
from paymentdesk.gateway.errors import (
    Busy,
    Declined,
    NotAuthorised,
    NotFound,
    NotSent,
    NotUnderstood,
    Unreachable,
)
from tests.gateway.conftest import HURRIED

Maker = Callable[..., ImportClient]
Control = Callable[..., Any]
START = 1_790_000_000
EMPTY = '{"code":0,"message":null,"response":[]}'


@pytest.fixture
def shop(practice: Any, client_of: Maker) -> ImportClient:
    """A client of the practice server."""
    return client_of(practice)


def paid(control: Control, **fields: Any) -> dict[str, Any]:
    return dict(control("/payments", **{"amount": 60, "currency": "USD", "name": "shoes"} | fields))


# What is found


def test_one_payment(shop: ImportClient, control: Control) -> None:
    row = paid(control, amount=54.1, currency="EUR")
    found = shop.payment(row["imp_uid"])
    assert isinstance(found, Payment)
    assert (found.amount, found.currency, found.status) == (5410, "EUR", PaymentStatus.PAID)
    assert found.raw.startswith(b"{")
    for nobody in ("imp_000000000000", "", ".", "..", "../users/getToken", "a/b?c=d#e", "없음"):
        with pytest.raises(NotFound):
            shop.payment(nobody)


def test_a_test_payment_is_seen(shop: ImportClient, control: Control) -> None:
    row = paid(control, sandbox=True)
    found = shop.payment(row["imp_uid"])
    assert isinstance(found, Payment)
    assert found.sandbox is True


def test_payments_by_number(shop: ImportClient, control: Control) -> None:
    ids = [paid(control)["imp_uid"] for _ in range(3)]
    found = shop.payments([*ids, "imp_000000000000"])
    assert sorted(each.imp_uid for each in found.payments) == sorted(ids)
    assert found.missing == ("imp_000000000000",)
    assert shop.payments(["imp_000000000000"]).missing == ("imp_000000000000",)
    before = shop.requests
    assert shop.payments([]).payments == []
    with pytest.raises(ValueError, match="101 numbers"):
        shop.payments([str(n) for n in range(101)])
    assert shop.requests == before


def test_payments_of_an_order(shop: ImportClient, control: Control) -> None:
    order = "order/1 ü?"
    for status in ("failed", "paid"):
        paid(control, merchant_uid=order, status=status)
    assert {each.status for each in shop.payments_by_order(order)} == {
        PaymentStatus.FAILED,
        PaymentStatus.PAID,
    }
    assert shop.payments_by_order("nobody's") == []
    assert shop.payments_by_order("") == []


def test_pages(shop: ImportClient, control: Control) -> None:
    ids = {paid(control)["imp_uid"] for _ in range(5)}
    found, number = set(), 1
    while number:
        page = shop.payments_by_status("paid", START - 10, START + 10, page=number, limit=2)
        assert page.total == 5
        found |= {each.imp_uid for each in page.payments}
        number = page.next
    assert found == ids
    empty = shop.payments_by_status("failed", START - 10, START + 10)
    assert (empty.payments, empty.total, empty.next) == ([], 0, 0)
    gone = shop.payments_by_status("paid", START - 10, START + 10, page=4, limit=2)
    assert (gone.payments, gone.total, gone.next) == ([], 0, 0)


@pytest.mark.parametrize("days", [-1, 90])
def test_no_list_is_longer_than_89_days(shop: ImportClient, days: int) -> None:
    with pytest.raises(ValueError, match="89 days"):
        shop.payments_by_status("all", START, START + days * 86400)
    assert shop.requests == 0
    assert shop.payments_by_status("all", START - 89 * 86400, START).total == 0


def test_channels_and_prepare(shop: ImportClient) -> None:
    assert {(each.provider, each.sandbox) for each in shop.channels()} == {
        ("paymentwall", False),
        ("paymentwall", True),
    }
    shop.prepare("order-1", Money(1050, "USD"))


def test_prepare_may_be_declined(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.answer('{"code":1,"message":"이미 등록","response":null}')]
    with pytest.raises(Declined) as caught:
        client_of(raw_server).prepare("order-1", Money(1050, "USD"))
    assert caught.value.facts == {"message": "이미 등록"}
    assert caught.value.money is MoneyWord.NOTHING_CHANGED
    assert raw_server.heard[0].endswith(b'{"merchant_uid":"order-1","amount":10.50,"currency":"USD"}')


def test_one_bad_row_is_one_bad_row(raw_server: Any, client_of: Maker) -> None:
    good = '{"imp_uid":"imp_1","amount":1,"currency":"KRW"}'
    bad = '{"imp_uid":"imp_2","amount":1.5,"currency":"KRW"}'
    nameless = '{"amount":1,"currency":"KRW"}'
    answer = raw_server.answer
    raw_server.steps = [
        answer(f'{{"code":0,"response":{{"total":2,"previous":false,"next":false,"list":[{bad},{good}]}}}}'),
        answer(f'{{"code":0,"response":[{bad},{good}]}}', 207),
        answer(f'{{"code":0,"response":[{nameless},{good}]}}'),
        answer(f'{{"code":0,"response":{bad}}}'),
        answer(f'{{"code":0,"response":{good}}}'),
    ]
    client = client_of(raw_server)
    page = client.payments_by_status("all", 0, 1)
    assert [each.imp_uid for each in page.payments] == ["imp_1"]
    assert [(each.imp_uid, each.why, each.raw) for each in page.bad] == [("imp_2", "too_many_decimals", bad.encode())]
    assert (page.previous, page.next) == (0, 0)
    assert client.payments(["imp_1", "imp_2", "imp_3"]).missing == ("imp_3",)
    assert client.payments(["imp_1", "imp_2"]).missing == (), "the unnamed row may be it"
    assert client.payment("imp_2").raw == bad.encode()
    with pytest.raises(NotUnderstood):
        client.payment("imp_2")  # and gets another one


# Failures


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html>"),
        (200, ""),
        (200, "{}"),
        (200, EMPTY[:-3]),
        (200, '{"code":0,"response":null}'),
        (200, '{"code":0,"response":{"imp_uid":"imp_1"}}'),
        (207, "<html>"),
        (301, ""),
        (307, EMPTY),
        (400, "<html>"),
        (403, "<html>"),
        (404, "<html>"),
        (407, ""),
        (500, "<html>"),
        (500, '{"code":-1,"message":"oops","response":null}'),
        (502, EMPTY),
    ],
)
def test_not_understood(raw_server: Any, client_of: Maker, status: int, body: str) -> None:
    raw_server.steps = [raw_server.answer(body, status, f"Location: {raw_server.url}/payments")]
    client = client_of(raw_server)
    questions: list[Callable[[], object]] = [
        lambda: client.payments(["imp_1"]),
        lambda: client.payments_by_status("all", 0, 1),
        client.channels,
    ]
    if body == '{"code":0,"response":{"imp_uid":"imp_1"}}':
        questions = questions[:2]
    for question in questions:
        raw_server.heard.clear()
        with pytest.raises(NotUnderstood) as caught:
            question()
        assert caught.value.facts["status"] == status
        assert caught.value.money is MoneyWord.NOT_SENT
        assert len(raw_server.heard) == 1, "no redirect is followed"


def test_a_no_to_a_question_keeps_its_words(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.answer('{"code":-1,"message":"점검 중","response":null}')]
    with pytest.raises(NotUnderstood) as caught:
        client_of(raw_server).payments(["imp_1"])
    assert caught.value.facts == {"status": 200, "message": "점검 중"}


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, ["Retry-After: 17"], 17),
        (503, [], None),
        (429, ["Retry-After: soon"], None),
        (429, ["Retry-After: -1"], None),
        (
            503,
            ["Date: Sun, 22 Nov 2026 19:00:00 GMT", "Retry-After: Sun, 22 Nov 2026 19:01:30 GMT"],
            90,
        ),
        (503, ["Date: Sun, 22 Nov 2026 19:00:00 GMT", "Retry-After: Sun, 22 Nov 2026 18:00:00 GMT"], 0),
    ],
)
def test_busy(raw_server: Any, client_of: Maker, status: int, headers: list[str], seconds: float | None) -> None:
    raw_server.steps = [raw_server.answer("<html>", status, *headers)]
    with pytest.raises(Busy) as caught:
        client_of(raw_server).payments(["imp_1"])
    assert caught.value.kind is Kind.BUSY
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(("step", "why"), [("leave", "cut"), ("reset", "cut"), ("silence", "timeout")])
def test_unreachable(raw_server: Any, client_of: Maker, step: str, why: str) -> None:
    raw_server.steps = [getattr(raw_server, step)]
    raw_server.grant_headers = ["Connection: close"]
    client = client_of(raw_server, **HURRIED if why == "timeout" else {})
    client.connect()
    with pytest.raises(Unreachable) as caught:
        client.payments(["imp_1"])
    assert caught.value.facts == {"why": why}
    assert caught.value.__context__ is None
    assert len(raw_server.heard) == 1, "on a new connection it is not tried again"


def test_a_dripping_answer_ends_at_the_deadline(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.drip(b"HTTP/1.1 200 OK\r\n\r\n{")]
    client = client_of(raw_server, **HURRIED)
    client.connect()
    with pytest.raises(Unreachable) as caught:
        client.payments(["imp_1"])
    assert caught.value.facts == {"why": "timeout"}


def test_nobody_there(raw_server: Any, client_of: Maker) -> None:
    raw_server.stop()
    client = client_of(raw_server)
    for ask in (client.connect, client.ready_to_send, client.channels):
        with pytest.raises(Unreachable) as caught:
            ask()
        assert caught.value.facts == {"why": "connect"}
    assert client.clock_offset is None


def test_a_dead_kept_connection_is_replaced_once(raw_server: Any, client_of: Maker) -> None:
    good = raw_server.answer(EMPTY)
    raw_server.steps = [good, raw_server.leave, good, raw_server.leave, raw_server.leave, good]
    client = client_of(raw_server)
    client.payments(["imp_1"])
    client.payments(["imp_1"])
    assert len(raw_server.heard) == 3
    with pytest.raises(Unreachable):
        client.payments(["imp_1"])
    assert len(raw_server.heard) == 5


def test_ready_to_send(raw_server: Any, client_of: Maker) -> None:
    client = client_of(raw_server)
    client.ready_to_send()
    client.ready_to_send()
    assert len(raw_server.tokens) == 1
    unnamed = client_of(raw_server, url="http://")
    with pytest.raises(NotSent) as caught:
        unnamed.ready_to_send()
    assert caught.value.facts == {"why": "resolve"}


# Tokens and clocks


def test_a_refused_token_is_renewed_once(raw_server: Any, client_of: Maker) -> None:
    no = raw_server.answer('{"code":-1,"message":"Unauthorized","response":null}', 401)
    raw_server.steps = [no, raw_server.answer(EMPTY), no]
    client = client_of(raw_server)
    client.payments(["imp_1"])
    tokens = [each.split(b"Bearer ")[1].split(b"\r\n")[0] for each in raw_server.heard]
    assert tokens == [b"a-token-1", b"a-token-2"]
    with pytest.raises(NotUnderstood) as caught:
        client.payments(["imp_1"])
    assert caught.value.facts == {"status": 401, "message": "Unauthorized"}
    assert len(raw_server.heard) == 4


def test_an_expired_token_on_the_practice_server(shop: ImportClient, practice: Any, control: Control) -> None:
    row = paid(control)
    shop.connect()
    practice.advance(3600)
    assert shop.payments([row["imp_uid"]]).missing == ()


def test_wrong_keys_are_not_tried_again_and_again(practice: Any, client_of: Maker) -> None:
    class Wrong:
        url, key, secret = practice.url, "imp_key_1", "wrong"

    client = client_of(Wrong)
    for _ in range(3):
        with pytest.raises(NotAuthorised) as caught:
            client.channels()
        assert (caught.value.kind, caught.value.money) == (Kind.KEY_REFUSED, MoneyWord.NOT_SENT)
    assert client.requests == 1
    with pytest.raises(NotAuthorised):
        client.connect()
    assert client.requests == 2


@pytest.mark.parametrize("token", ["", "a b", "ä", "a\\r\\nX: y", None])
def test_no_token_in_the_answer(raw_server: Any, client_of: Maker, token: str | None) -> None:
    grant = "null" if token is None else f'{{"access_token":"{token}","now":1,"expired_at":2}}'
    raw_server.grant = raw_server.answer(f'{{"code":0,"response":{grant}}}')
    with pytest.raises(NotUnderstood):
        client_of(raw_server).connect()


@pytest.mark.parametrize("grant", [(401, "<html>"), (200, "<html>"), (500, EMPTY), (200, '{"code":-1}')])
def test_no_grant(raw_server: Any, client_of: Maker, grant: tuple[int, str]) -> None:
    status, body = grant
    raw_server.grant = raw_server.answer(body, status)
    with pytest.raises(NotUnderstood) as caught:
        client_of(raw_server).channels()
    assert caught.value.facts["status"] == status


def test_i_mports_clock(practice: Any, raw_server: Any, client_of: Maker) -> None:
    client = client_of(practice, monotonic=lambda: 500.0)
    assert client.clock_offset is None
    client.connect()
    assert client.clock_offset == START - 500
    practice.advance(3600)
    client.payments_by_status("all", START, START)
    assert client.clock_offset == START + 3600 - 500
    date = "Date: Sun, 22 Nov 2026 19:00:00 GMT"
    raw_server.steps = [raw_server.answer(EMPTY, 200, date), raw_server.answer("<html>", 200, date[:-10])]
    other = client_of(raw_server, monotonic=lambda: 0.0)
    other.payments(["imp_1"])
    assert other.clock_offset == 1_795_374_000
    raw_server.steps = [raw_server.answer("<html>", 200, "Date: Sun, 22 Nov 2020 19:00:00 GMT")]
    with pytest.raises(NotUnderstood):
        other.payments(["imp_1"])
    assert other.clock_offset == 1_795_374_000, "the clock of somebody else"


def test_secrets_are_never_shown(raw_server: Any, client_of: Maker, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    raw_server.steps = [raw_server.leave, raw_server.answer("<html>"), raw_server.silence]
    client = client_of(raw_server, **HURRIED)
    shown = repr(client)
    for _ in range(3):
        with pytest.raises(Trouble) as caught:
            client.payments(["imp_1"])
        shown += f"{caught.value!r}{caught.value}{caught.value.facts}{caught.value.__context__}"
    raw_server.grant = raw_server.answer(f'{{"code":0,"response":"{raw_server.secret} a-token-9"}}')
    with pytest.raises(NotUnderstood) as refused:
        client_of(raw_server).connect()
    shown += f"{refused.value!r}{refused.value.facts}{caplog.text}"
    assert "POST /users/getToken 200" in shown
    for secret in (raw_server.key, raw_server.secret, "a-token-"):
        assert secret not in shown
