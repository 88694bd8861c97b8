"""Faults on the wire, seen from a bare socket (product.md 7.1)."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

START = 1_790_000_000


def exchange(client: Any, method: str, path: str, body: bytes = b"") -> tuple[bytes, bool]:
    """What came back on a connection of its own, and whether it was reset."""
    port = int(client.server.url.rpartition(":")[2])
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {client.token}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.encode() + body)
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except ConnectionResetError:
            return received, True
        return received, False


def cancel(client: Any, made: dict[str, Any]) -> tuple[bytes, bool]:
    body = json.dumps({"imp_uid": made["imp_uid"], "amount": 20}).encode()
    return exchange(client, "POST", "/payments/cancel", body)


def spoiled(client: Any, kind: str, **fields: Any) -> tuple[bytes, bool, int]:
    """A cancellation under this fault: what came back, whether reset, how many tickets there are."""
    made = client.payment()
    assert client.token
    client.fault(kind, "/payments/cancel", **fields)
    received, was_reset = cancel(client, made)
    return received, was_reset, len(client.tickets())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_status_answers_in_the_envelope_without_acting(client: Any, status: int) -> None:
    received, was_reset, tickets = spoiled(client, "status", status=status)
    assert received.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(received.partition(b"\r\n\r\n")[2])["response"] is None
    assert (was_reset, tickets) == (False, 0)


def test_status_500_is_a_page_and_429_may_say_when(client: Any) -> None:
    received, _, tickets = spoiled(client, "status")
    assert received.startswith(b"HTTP/1.1 500 ")
    assert received.endswith(b"</html>")
    assert tickets == 0
    received, _, _ = spoiled(client, "status", status=429, seconds=7)
    assert b"\r\nRetry-After: 7\r\n" in received
    received, _, _ = spoiled(client, "status", status=401, html=True)
    assert received.endswith(b"</html>")


@pytest.mark.parametrize("status", [301, 307, 308])
def test_redirect_points_to_the_same_path_and_does_not_act(client: Any, status: int) -> None:
    received, _, tickets = spoiled(client, "redirect", status=status)
    assert received.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"\r\nLocation: /payments/cancel\r\n" in received
    assert tickets == 0


def test_dropped_before_nothing_was_done(client: Any) -> None:
    assert spoiled(client, "drop_before") == (b"", True, 0)


def test_dropped_after_the_request_was_registered(client: Any) -> None:
    assert spoiled(client, "drop_after") == (b"", True, 1)


def test_cut_in_the_middle_of_the_answer(client: Any) -> None:
    received, was_reset, tickets = spoiled(client, "cut")
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.rpartition(b"Content-Length: ")[2])
    assert 0 < len(body) < length
    assert (was_reset, tickets) == (False, 1)


def test_html_and_garbage_hide_that_it_was_registered(client: Any) -> None:
    received, _, tickets = spoiled(client, "html")
    assert received.startswith(b"HTTP/1.1 200 OK")
    assert received.endswith(b"</html>")
    assert tickets == 1
    received, _, tickets = spoiled(client, "garbage")
    with pytest.raises(ValueError, match=r"."):
        json.loads(received.partition(b"\r\n\r\n")[2])
    assert tickets == 2


def test_the_answer_is_about_another_payment(client: Any) -> None:
    other = client.payment()
    received, _, tickets = spoiled(client, "wrong_payment")
    assert json.loads(received.partition(b"\r\n\r\n")[2])["response"]["imp_uid"] == other["imp_uid"]
    assert tickets == 1


def test_refused_but_registered(client: Any) -> None:
    received, _, tickets = spoiled(client, "refuse_but_register")
    answer = json.loads(received.partition(b"\r\n\r\n")[2])
    assert answer["code"] != 0
    assert answer["response"] is None
    assert tickets == 1


@pytest.mark.parametrize("kind", ["slow", "slow_before"])
def test_slow_answers_come_in_the_end(client: Any, kind: str) -> None:
    received, _, tickets = spoiled(client, kind, seconds=0.01)
    assert json.loads(received.partition(b"\r\n\r\n")[2])["code"] == 0
    assert tickets == 1


@pytest.mark.parametrize(("kind", "tickets"), [("slow", 1), ("slow_before", 0)])
def test_stopping_ends_a_wait_at_once(serve: Callable[..., Any], kind: str, tickets: int) -> None:
    client = serve()
    made = client.payment()
    assert client.token
    client.fault(kind, "/payments/cancel", seconds=600)
    answers: list[tuple[bytes, bool]] = []
    asking = threading.Thread(target=lambda: answers.append(cancel(client, made)))
    asking.start()
    until = time.monotonic() + 10
    while not any(call["path"] == "/payments/cancel" for call in client.server.requests.all()):
        assert time.monotonic() < until
    client.server.stop()
    asking.join(10)
    assert answers == [(b"", True)]
    assert len(client.server.shop.tickets) == tickets
    assert client.server.requests.all()[-1]["status"] is None


def test_a_fault_spoils_so_many_calls_and_0_means_until_it_is_taken_away(client: Any) -> None:
    made = client.payment()
    path = f"/payments/{made['imp_uid']}"
    client.fault("status", path, times=2, status=503)
    assert [client.send("GET", path, check=False).status_code for _ in range(3)] == [503, 503, 200]
    client.fault("status", path, times=0, status=503)
    assert [client.send("GET", path, check=False).status_code for _ in range(3)] == [503, 503, 503]
    assert client.send("GET", "/users/pg").status_code == 200
    assert client.control("DELETE", "/faults") == {"faults": []}
    assert client.send("GET", path).status_code == 200


def test_stale_lists_show_what_was_true_some_time_ago(client: Any) -> None:
    made = client.payment(started_at=START)
    client.server.advance(600)
    client.control("POST", f"/console-cancel/{made['imp_uid']}", {"amount": 20})
    client.payment()
    client.fault("stale", "/payments/status", seconds=300, times=0)
    old = client.get("/payments/status/all")["response"]
    assert [(p["status"], p["cancel_amount"]) for p in old["list"]] == [("paid", 0)]
    assert client.look(made["imp_uid"])["cancel_amount"] == 20
    client.server.advance(301)
    assert client.get("/payments/status/all")["response"]["total"] == 2


def test_vanished_payments_are_not_found(client: Any) -> None:
    made, other = client.payment(), client.payment()
    client.fault("vanish", "/payments", imp_uid=made["imp_uid"], times=3)
    assert client.get(f"/payments/{made['imp_uid']}")["status"] == 404
    assert client.get("/payments/status/all")["response"]["total"] == 1
    assert client.get("/payments", **{"imp_uid[]": [made["imp_uid"], other["imp_uid"]]})["status"] == 207
    assert client.get(f"/payments/{made['imp_uid']}")["status"] == 200
    client.fault("vanish", "/payments")
    assert client.get(f"/payments/{other['imp_uid']}")["status"] == 404


def test_faults_on_lists_leave_orders_alone(client: Any) -> None:
    client.fault("vanish", "/payments")
    made = client.payment()
    assert client.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 1})["code"] == 0
    assert client.get(f"/payments/{made['imp_uid']}")["status"] == 404


def test_a_401_can_be_played_for_every_call(client: Any) -> None:
    assert client.token
    client.fault("status", "/", status=401)
    answer = client.send("GET", "/users/pg", check=False)
    assert (answer.status_code, answer.json()["message"]) == (401, "Unauthorized")
