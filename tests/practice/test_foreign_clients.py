"""What other clients of i'mport send, byte for byte, and what they make of the answers.

Tried for real with iamport-rest-client 0.9, iamporter 0.2.4 and async-iamport 0.2 (Python) and iamport 0.3.4,
iamporter 1.4.2 and iamport-rest-client-nodejs 0.9.12 (Node) against `practice-server --empty`; kept here are the
shapes of their requests, without the clients.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

NO_SUCH_PAYMENT = "존재하지 않는 결제정보입니다."
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Answer = tuple[int, Any]
Send = Callable[..., Answer]


@pytest.fixture
def send(client: Any) -> Send:
    """A request as it stands, nothing added but the host: status and envelope."""
    where = urlsplit(client.server.url)

    def send(method: str, path: str, headers: Mapping[str, str] | None = None, body: str = "") -> Answer:
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        try:
            line.request(method, path, body.encode() or None, dict(headers or {}))
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    return send


@pytest.fixture(params=["bare", "Bearer", "X-ImpTokenHeader"])
def signed(request: pytest.FixtureRequest, client: Any) -> dict[str, str]:
    """The token as each of them writes it."""
    if request.param == "X-ImpTokenHeader":
        return {"X-ImpTokenHeader": client.token}
    return {"Authorization": f"Bearer {client.token}" if request.param == "Bearer" else client.token}


@pytest.mark.parametrize("path", ["/users/getToken", "/users/getToken/"])
@pytest.mark.parametrize("form", [True, False])
def test_a_token_is_fetched_by_json_and_by_form(client: Any, send: Send, path: str, form: bool) -> None:
    keys = {"imp_key": client.server.imp_key, "imp_secret": client.server.imp_secret}
    status, answer = send("POST", path, FORM if form else JSON, urlencode(keys) if form else json.dumps(keys))
    assert (status, answer["code"]) == (200, 0)
    assert set(answer["response"]) == {"access_token", "now", "expired_at"}


@pytest.mark.parametrize(
    ("keys", "status", "message"),
    [
        ({"imp_key": None, "imp_secret": None}, 200, "imp_key, imp_secret 파라메터가 누락되었습니다."),
        ({"imp_key": "", "imp_secret": ""}, 200, "imp_key, imp_secret 파라메터가 누락되었습니다."),
        ({"imp_key": "wrong", "imp_secret": "wrong"}, 401, "imp_key, imp_secret 인증에 실패하였습니다."),
    ],
)
def test_a_token_refused(send: Send, keys: dict[str, Any], status: int, message: str) -> None:
    given, answer = send("POST", "/users/getToken", JSON, json.dumps(keys))
    assert (given, answer) == (status, {"code": -1, "message": message, "response": None})


def test_a_payment_is_found_in_every_way_they_ask(client: Any, send: Send, signed: dict[str, str]) -> None:
    paid = client.payment(merchant_uid="주문 1/2", amount=18900, currency="KRW")
    order = quote("주문 1/2", safe="")
    for path in (
        f"/payments/{paid['imp_uid']}",
        f"/payments/{paid['imp_uid']}/",
        f"/payments/find/{order}",
        f"/payments/find/{order}/",
        f"/payments/find/{order}/paid",
        f"/payments/find/{order}/paid?sorting=-started",
        f"/payments/find/{order}/?sorting",
    ):
        status, answer = send("GET", path, signed)
        assert (status, answer["code"]) == (200, 0), path
        assert answer["response"]["imp_uid"] == paid["imp_uid"]
        # is_paid of the Python clients compares the number itself.
        assert (answer["response"]["status"], answer["response"]["amount"]) == ("paid", 18900)


@pytest.mark.parametrize(
    "path",
    [
        "/payments/nothing",
        "/payments/find/nothing",
        "/payments/find/" + quote("âàáaā"),
        "/payments/find/HB-1/cancelled",
        "/payments/findAll/nothing/",
        "/payments/findAll/HB-1/cancelled",
        "/payments?imp_uid[]=nothing",
    ],
)
def test_what_is_not_there_is_404_with_a_message_and_null(client: Any, send: Send, path: str) -> None:
    client.payment(merchant_uid="HB-1")
    status, answer = send("GET", path, {"Authorization": client.token})
    assert (status, answer["message"], answer["response"]) == (404, NO_SUCH_PAYMENT, None)
    assert answer["code"] != 0


def test_lists_are_paged(client: Any, send: Send, signed: dict[str, str]) -> None:
    made = [client.payment(merchant_uid="HB-1")["imp_uid"] for _ in range(21)]
    for path in (
        "/payments/status/paid",
        "/payments/status/all?page=1",
        "/payments/status/all?page=1&limit=20&sorting=paid",
        "/payments/findAll/HB-1",
        "/payments/findAll/HB-1/?page=1",
        "/payments/findAll/HB-1/paid?page=1&sorting=-started",
    ):
        status, answer = send("GET", path, signed)
        page = answer["response"]
        assert (status, page["total"], page["previous"], page["next"], len(page["list"])) == (200, 21, 0, 2, 20), path
    _, answer = send("GET", "/payments/status/paid?page=2", signed)
    assert (answer["response"]["previous"], answer["response"]["next"]) == (1, 0)
    listed = "&".join(f"imp_uid[]={number}" for number in [*made[:2], "nothing"])
    status, answer = send("GET", f"/payments?{listed}".replace("[]", "%5B%5D"), signed)
    assert (status, answer["code"], [each["imp_uid"] for each in answer["response"]]) == (207, 0, made[:2])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/payments/status/nonsense", "지원되지 않는 상태값입니다."),
        ("/payments/status/all?page=9", "조회 가능한 페이지를 초과하였습니다."),
        ("/payments/findAll/HB-1?page=9", "조회 가능한 페이지를 초과하였습니다."),
    ],
)
def test_a_list_asked_wrongly_is_400(client: Any, send: Send, path: str, message: str) -> None:
    client.payment(merchant_uid="HB-1")
    status, answer = send("GET", path, {"Authorization": client.token})
    assert (status, answer["message"], answer["response"]) == (400, message, None)


@pytest.mark.parametrize("form", [True, False])
def test_cancelling_part_and_rest(client: Any, send: Send, signed: dict[str, str], form: bool) -> None:
    """PayPal, which answers at once; the rest by order number and without an amount, as the clients do."""
    paid = client.payment(merchant_uid="HB-1", method="paypal")

    def cancel(**fields: Any) -> Answer:
        given = {name: str(value) for name, value in fields.items()} if form else fields
        body = urlencode(given) if form else json.dumps(given)
        return send("POST", "/payments/cancel", signed | (FORM if form else JSON), body)

    status, answer = cancel(imp_uid=paid["imp_uid"], amount=20.5, checksum=60, reason="이유")
    assert (status, answer["code"], answer["response"]["cancel_amount"]) == (200, 0, 20.5)
    assert answer["response"]["cancel_history"][0]["reason"] == "이유"
    status, answer = cancel(merchant_uid="HB-1", reason="rest")
    assert (status, answer["code"], answer["response"]["cancel_amount"]) == (200, 0, 60)
    status, answer = cancel(merchant_uid="HB-1", reason="again")
    assert (status, answer) == (200, {"code": 1, "message": "이미 전액취소된 주문입니다.", "response": None})


def test_a_cancellation_by_ticket_changes_nothing_yet(client: Any, send: Send, signed: dict[str, str]) -> None:
    paid = client.payment()
    body = json.dumps({"imp_uid": paid["imp_uid"], "reason": "r", "amount": 20.1})
    status, answer = send("POST", "/payments/cancel/", signed | JSON, body)
    assert (status, answer["code"]) == (200, 0)
    assert (answer["response"]["status"], answer["response"]["cancel_amount"]) == ("paid", 0)
    assert [float(ticket["amount"]) for ticket in client.tickets()] == [20.1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"imp_uid": "nothing", "reason": "r"}, "취소할 결제건이 존재하지 않습니다."),
        ({"merchant_uid": "nothing"}, "취소할 결제건이 존재하지 않습니다."),
        ({}, "imp_uid, merchant_uid 중 하나는 반드시 지정해주셔야합니다."),
        ({"merchant_uid": "HB-1", "checksum": 5, "amount": 1}, "취소 가능 금액이 checksum과 일치하지 않습니다."),
    ],
)
def test_a_cancellation_refused(client: Any, send: Send, fields: dict[str, Any], message: str) -> None:
    client.payment(merchant_uid="HB-1")
    status, answer = send("POST", "/payments/cancel", {"Authorization": client.token} | JSON, json.dumps(fields))
    assert (status, answer) == (200, {"code": 1, "message": message, "response": None})
    assert client.tickets() == []


def test_an_amount_is_prepared_and_validated(send: Send, signed: dict[str, str]) -> None:
    order = {"merchant_uid": "HB-1", "amount": 12000}
    for _ in range(2):
        status, answer = send("POST", "/payments/prepare", signed | JSON, json.dumps(order))
        assert (status, answer["code"]) == (200, 0)
        assert {name: answer["response"][name] for name in order} == order
    status, answer = send("GET", "/payments/prepare/HB-1", signed)
    assert (status, answer["response"]["amount"]) == (200, 12000)
    status, answer = send("GET", "/payments/prepare/HB-2/", signed)
    message = "사전등록된 결제정보가 존재하지 않습니다."
    assert (status, answer["message"], answer["response"]) == (404, message, None)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "invalid-token"}, {"Authorization": "Bearer x"}])
def test_a_token_they_made_up_is_401(client: Any, send: Send, headers: dict[str, str]) -> None:
    for method, path in (("GET", "/payments/x"), ("GET", "/payments/prepare/x"), ("POST", "/payments/cancel")):
        status, answer = send(method, path, headers)
        assert (status, answer["message"], answer["response"]) == (401, "Unauthorized", None)
