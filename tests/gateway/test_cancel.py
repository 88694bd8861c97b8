"""The one order there is: on the wire once, in one shape, and only an answer counts as one (money.md R5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.money import Money, minor_units
from paymentdesk.domain.payment import PaymentStatus
from paymentdesk.domain.trouble import Kind, MoneyWord
from paymentdesk.gateway.client import CancelAnswer, ImportClient
from paymentdesk.gateway.errors import NotAuthorised, NotSent, OutcomeUnknown, TokenRefused
from tests.gateway.conftest import HURRIED

Maker = Callable[..., ImportClient]
YES = '{"code":0,"message":null,"response":null}'


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def cancel(client: ImportClient) -> CancelAnswer:
    return client.cancel("imp_1", usd(2000), usd(6000), "size [T-0001 k7qd]")


# The shape on the wire


@pytest.mark.parametrize(
    ("amount", "checksum", "currency", "expected"),
    [
        (Decimal("2E+1"), Decimal("60"), "USD", b'"amount":20.00,"checksum":60.00,'),
        (Decimal("1E+2"), Decimal("1E+2"), "USD", b'"amount":100.00,"checksum":100.00,'),
        (Decimal("0.1") + Decimal("0.2"), Decimal("0.3"), "USD", b'"amount":0.30,"checksum":0.30,'),
        (Decimal(repr(0.1 + 0.2)), Decimal("54.099999999"), "EUR", b'"amount":0.30,"checksum":54.10,'),
        (Decimal("0.01"), Decimal("999999999.99"), "USD", b'"amount":0.01,"checksum":999999999.99,'),
        (Decimal("18900.0"), Decimal("1.89E+4"), "KRW", b'"amount":18900,"checksum":18900,'),
        (Decimal("4.2E+3"), Decimal("5000"), "JPY", b'"amount":4200,"checksum":5000,'),
        (Decimal("0.001"), Decimal("1.5"), "BHD", b'"amount":0.001,"checksum":1.500,'),
    ],
)
def test_amounts_are_plain_numbers_with_the_decimals_of_their_currency(
    raw_server: Any, client_of: Maker, amount: Decimal, checksum: Decimal, currency: str, expected: bytes
) -> None:
    raw_server.steps = [raw_server.answer(YES)]
    wanted = Money(minor_units(amount, currency), currency)
    client_of(raw_server).cancel("imp_1", wanted, Money(minor_units(checksum, currency), currency), "why")
    (sent,) = raw_server.heard
    assert sent.split(b"\r\n\r\n")[1] == (b'{"imp_uid":"imp_1",' + expected + b'"reason":"why","enable_webhook":true}')


def test_the_request(raw_server: Any, client_of: Maker, clean_env: Path) -> None:
    (clean_env / ".netrc").write_text("machine 127.0.0.1 login other password other")
    raw_server.steps = [raw_server.answer(YES)]
    client = client_of(raw_server)
    assert cancel(client) == CancelAnswer(0, "", None)
    (sent,) = raw_server.heard
    assert sent.startswith(b"POST /payments/cancel HTTP/1.1\r\n")
    assert b"\r\nAuthorization: Bearer a-token-1\r\n" in sent
    assert re.search(rb"\r\nConnection: close\r\n", sent)
    assert re.search(rb"\r\nContent-Type: application/json\r\n", sent)
    assert b"merchant_uid" not in sent
    assert b"Authorization" not in raw_server.tokens[0]
    assert raw_server.connections == 2, "the cancellation has a connection of its own"


@pytest.mark.parametrize(("amount", "checksum"), [(0, 6000), (-1, 6000), (6001, 6000), (1, 0)])
def test_nonsense_is_not_sent(raw_server: Any, client_of: Maker, amount: int, checksum: int) -> None:
    raw_server.steps = [raw_server.answer(YES)]
    client = client_of(raw_server)
    with pytest.raises(ValueError, match="0 < amount <= checksum"):
        client.cancel("imp_1", usd(amount), usd(checksum), "why")
    with pytest.raises(ValueError, match="a payment"):
        client.cancel("", usd(1), usd(1), "why")
    with pytest.raises(TypeError):
        client.cancel("imp_1", usd(1), Money(1, "KRW"), "why")
    assert not raw_server.heard
    assert not raw_server.tokens


# Answers


def test_a_no_is_an_answer(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.answer('{"code":1,"message":"이미 전액취소된 주문입니다.","response":null}')]
    assert cancel(client_of(raw_server)) == CancelAnswer(1, "이미 전액취소된 주문입니다.", None)


def test_an_answer_needs_no_more_than_a_code(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.answer('{"code":-1,"new":{"field":[1]}}')]
    assert cancel(client_of(raw_server)).code == -1


def test_an_unreadable_record_takes_nothing_from_the_code(raw_server: Any, client_of: Maker) -> None:
    raw_server.steps = [raw_server.answer('{"code":0,"response":{"imp_uid":"imp_1","amount":"much","currency":"USD"}}')]
    assert cancel(client_of(raw_server)) == CancelAnswer(0, "", None)


def test_a_whole_cancellation(practice: Any, control: Callable[..., Any], client_of: Maker) -> None:
    client = client_of(practice)
    assert cancel(client) == CancelAnswer(1, "취소할 결제건이 존재하지 않습니다.", None)
    client.ready_to_send()
    imp_uid = control("/payments", amount=60, currency="USD", name="shoes")["imp_uid"]
    answer = client.cancel(imp_uid, usd(2000), usd(6000), "size [T-0001 k7qd]")
    assert answer.code == 0
    assert answer.payment is not None
    assert (answer.payment.status, answer.payment.cancelled) == (PaymentStatus.PAID, 0), "not yet"
    wrong = client.cancel(imp_uid, usd(2000), usd(5000), "size [T-0002 k7qd]")
    assert wrong.code != 0
    assert wrong.message


# No answers

NOT_UNDERSTOOD = {
    "empty": "",
    "no object": "[]",
    "no code": "{}",
    "code null": '{"code":null,"response":null}',
    "code is a bool": '{"code":true,"response":null}',
    "code is a text": '{"code":"0","response":null}',
    "code is a fraction": '{"code":0.0,"response":null}',
    "html": "<html><body>OK</body></html>",
    "cut": '{"code":0,"message":null,"respon',
    "two": YES + YES,
    "payment without number": '{"code":0,"response":{"amount":1}}',
    "payment with a number that is null": '{"code":0,"response":{"imp_uid":null}}',
    "list": '{"code":0,"response":[]}',
    "text": '{"code":0,"response":"imp_1"}',
}


@pytest.mark.parametrize("body", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_what_is_not_understood_is_no_answer(raw_server: Any, client_of: Maker, body: str) -> None:
    raw_server.steps = [raw_server.answer(body)]
    assert _unknown(client_of(raw_server), raw_server) == {"why": "not_understood", "status": 200}


@pytest.mark.parametrize("code", [0, 1])
def test_another_payment_is_no_answer(raw_server: Any, client_of: Maker, code: int) -> None:
    raw_server.steps = [raw_server.answer(f'{{"code":{code},"response":{{"imp_uid":"imp_2"}}}}')]
    assert _unknown(client_of(raw_server), raw_server) == {"why": "other_payment", "status": 200}


@pytest.mark.parametrize("body", [YES, '{"code":-1,"message":"no","response":null}', "<html>"])
@pytest.mark.parametrize(
    "status", [201, 204, 207, 301, 302, 303, 307, 308, 400, 402, 403, 404, 407, 408, 429, 500, 502, 503, 504]
)
def test_only_200_is_an_answer(raw_server: Any, client_of: Maker, status: int, body: str) -> None:
    headers = [f"Location: {raw_server.url}/payments/cancel", "Retry-After: 0"]
    raw_server.steps = [raw_server.answer("" if status == 204 else body, status, *headers)]
    assert _unknown(client_of(raw_server), raw_server) == {"why": "status", "status": status}


@pytest.mark.parametrize(
    "body",
    [
        "<html>Unauthorized</html>",
        "",
        '{"message":"Unauthorized"}',
        YES,
        '{"code":-1,"response":{"imp_uid":"x"}}',
    ],
)
def test_a_401_of_somebody_else_is_no_answer(raw_server: Any, client_of: Maker, body: str) -> None:
    raw_server.steps = [raw_server.answer(body, 401)]
    assert _unknown(client_of(raw_server), raw_server) == {"why": "status", "status": 401}


def _head(*headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode()


BROKEN = {
    "closed": ("leave", "cut"),
    "reset": ("reset", "cut"),
    "silence": ("silence", "timeout"),
    "cut body": (_head("Content-Length: 99") + YES.encode(), "cut"),
    "cut head": (b"HTTP/1.1 200 OK\r\nContent-Le", "not_understood"),
    "no http": (b"220 ready\r\n\r\n", "cut"),
    "bad chunk": (_head("Transfer-Encoding: chunked") + b"zz\r\n", "cut"),
    "cut chunk": (_head("Transfer-Encoding: chunked") + b"29\r\n" + YES.encode()[:20], "cut"),
    "bad gzip": (_head("Content-Encoding: gzip", "Content-Length: 41") + YES.encode(), "cut"),
    "too long": (_head("Content-Length: 2000000") + b" " * 2_000_000, "cut"),
}


@pytest.mark.parametrize(("step", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_none(raw_server: Any, client_of: Maker, step: Any, why: str) -> None:
    raw_server.steps = [getattr(raw_server, step) if isinstance(step, str) else step]
    client = client_of(raw_server, cancel_timeout=HURRIED["cancel_timeout"] if why == "timeout" else 10)
    assert _unknown(client, raw_server)["why"] == why


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n" + YES.encode()],
    ids=["head", "body", "complete but not ended"],
)
def test_dripping_ends_at_the_deadline(raw_server: Any, client_of: Maker, start: bytes) -> None:
    raw_server.steps = [raw_server.drip(start)]
    client = client_of(raw_server, cancel_timeout=HURRIED["cancel_timeout"])
    assert _unknown(client, raw_server)["why"] == "timeout"


def _unknown(client: ImportClient, server: Any) -> dict[str, Any]:
    with pytest.raises(OutcomeUnknown) as caught:
        cancel(client)
    assert len(server.heard) == 1, "one POST on the wire, whatever happened"
    assert (caught.value.kind, caught.value.money) == (Kind.UNCONFIRMED, MoneyWord.UNKNOWN)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None, "no exception that carries the request with its token"
    return caught.value.facts


# Not sent


def test_the_door_is_closed(raw_server: Any, client_of: Maker) -> None:
    client = client_of(raw_server)
    client.connect()
    raw_server.stop()
    with pytest.raises(NotSent) as caught:
        cancel(client)
    assert caught.value.facts == {"why": "connect"}
    assert (caught.value.kind, caught.value.money) == (Kind.UNREACHABLE, MoneyWord.NOT_SENT)
    assert not raw_server.heard


def test_i_mport_turns_it_away(raw_server: Any, client_of: Maker) -> None:
    no = raw_server.answer('{"code":-1,"message":"Unauthorized","response":null}', 401)
    raw_server.steps = [no, raw_server.answer(YES)]
    client = client_of(raw_server)
    with pytest.raises(TokenRefused) as caught:
        cancel(client)
    assert caught.value.facts == {"why": "unauthorised"}
    assert len(raw_server.heard) == 1, "the session does not send it again"
    assert cancel(client).code == 0
    assert len(raw_server.tokens) == 2, "with a new token"


def test_no_token_no_cancellation(raw_server: Any, client_of: Maker) -> None:
    raw_server.grant = raw_server.answer('{"code":-1,"message":"no","response":null}', 401)
    client = client_of(raw_server)
    for _ in range(2):
        with pytest.raises(NotSent) as caught:
            cancel(client)
        assert (caught.value.facts, caught.value.kind) == ({"why": "unauthorised"}, Kind.KEY_REFUSED)
        assert not isinstance(caught.value, TokenRefused)
    with pytest.raises(NotAuthorised):
        client.ready_to_send()
    assert len(raw_server.tokens) == 1
    raw_server.grant = raw_server.answer("", 503)
    with pytest.raises(NotSent) as caught:
        cancel(client_of(raw_server))
    assert caught.value.facts == {"why": "connect"}
