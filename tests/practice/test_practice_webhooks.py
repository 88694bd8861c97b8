"""Webhooks through a small receiver (domain.md 5.1)."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

START = 1_790_000_000


class Receiver:
    """Takes webhooks; `heard` waits until so many have come."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, str]] = []
        self._came = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                with receiver._came:
                    receiver.calls.append((self.path, self.headers["Content-Type"], body))
                    receiver._came.notify_all()
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?shop=1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def heard(self, count: int) -> list[tuple[str, str, str]]:
        with self._came:
            assert self._came.wait_for(lambda: len(self.calls) >= count, timeout=10)
            return list(self.calls)

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def delivered(client: Any, count: int) -> list[dict[str, Any]]:
    """The deliveries once there are so many."""
    webhooks = client.server.webhooks
    with webhooks._wake:
        webhooks._wake.wait_for(lambda: len(webhooks._sent) >= count, timeout=10)
    return list(client.control("GET", "/webhooks")["deliveries"])


def test_paid_is_told_without_amount_or_time_and_failed_is_not(client: Any, receiver: Receiver) -> None:
    client.control("POST", "/webhooks", {"url": receiver.url})
    failed, paid = client.payment(status="ready"), client.payment(status="ready", merchant_uid="HB-1")
    client.control("POST", f"/payments/{failed['imp_uid']}/fail")
    client.control("POST", f"/payments/{paid['imp_uid']}/pay")
    path, kind, body = receiver.heard(1)[0]
    assert (path, kind) == ("/hook?shop=1", "application/json")
    assert body == f'{{"imp_uid":"{paid["imp_uid"]}","merchant_uid":"HB-1","status":"paid"}}'
    assert len(delivered(client, 1)) == 1


def test_forms_are_sent_where_the_console_says_so(client: Any, receiver: Receiver) -> None:
    client.control("POST", "/webhooks", {"url": receiver.url, "content_type": "form"})
    made = client.payment(merchant_uid="HB-1")
    client.control("POST", f"/console-cancel/{made['imp_uid']}", {"amount": 20})
    _, kind, body = receiver.heard(1)[0]
    entry = client.look(made["imp_uid"])["cancel_history"][0]["cancellation_id"]
    assert kind == "application/x-www-form-urlencoded"
    assert body == f"imp_uid={made['imp_uid']}&merchant_uid=HB-1&status=cancelled&cancellation_id={entry}"


@pytest.mark.parametrize(("wish", "told"), [(True, 2), (False, 1)])
def test_an_executed_ticket_is_told_only_if_wished_and_never_a_request(
    client: Any, receiver: Receiver, wish: bool, told: int
) -> None:
    client.control("POST", "/webhooks", {"url": receiver.url})
    for _ in range(2):
        made = client.payment()
        client.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 20, "enable_webhook": wish})
    client.control("POST", "/tickets/2/decide", {"outcome": "rejected"})
    client.control("POST", "/tickets/1/decide", {"outcome": "cancelled"})
    client.control("POST", f"/payments/{client.payment()['imp_uid']}/chargeback")
    assert len(receiver.heard(told)) == told
    assert [delivery["outcome"] for delivery in delivered(client, told)] == [200] * told


def test_all_are_lost_or_all_are_doubled(client: Any, receiver: Receiver) -> None:
    client.control("POST", "/webhooks", {"url": receiver.url, "loss": 1.0})
    first, second = client.payment(status="ready"), client.payment(status="ready")
    client.control("POST", f"/payments/{first['imp_uid']}/pay")
    assert [delivery["outcome"] for delivery in delivered(client, 1)] == ["lost"]
    client.control("POST", "/webhooks", {"url": receiver.url, "duplicate": 1.0})
    client.control("POST", f"/payments/{second['imp_uid']}/pay")
    assert len(set(receiver.heard(2))) == 1


def test_late_ones_come_when_the_simulated_time_has_passed(client: Any, receiver: Receiver) -> None:
    client.control("POST", "/webhooks", {"url": receiver.url, "delay_seconds": 600})
    made = client.payment(status="ready")
    client.control("POST", f"/payments/{made['imp_uid']}/pay")
    client.server.advance(599)
    assert receiver.calls == []
    client.server.advance(1)
    assert made["imp_uid"] in receiver.heard(1)[0][2]


def test_a_receiver_that_is_not_there_is_noted_and_tried_once(client: Any, receiver: Receiver) -> None:
    receiver.close()
    client.control("POST", "/webhooks", {"url": receiver.url})
    made = client.payment(status="ready")
    client.control("POST", f"/payments/{made['imp_uid']}/pay")
    assert [delivery["outcome"] for delivery in delivered(client, 1)] == ["ConnectionRefusedError"]
    receiver.close = lambda: None  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "http://shop.example/hook"},
        {"url": "https://127.0.0.1/hook"},
        {"url": "http://127.evil.example/"},
        {"url": 7},
        {"content_type": "xml"},
        {"loss": 2},
        {"duplicate": -1},
        {"delay_seconds": -1},
    ],
)
def test_webhooks_go_to_this_machine_only(client: Any, settings: dict[str, Any]) -> None:
    client.control("POST", "/webhooks", settings, status=400)


def test_the_address_can_be_given_at_the_start(serve: Callable[..., Any], receiver: Receiver) -> None:
    client = serve(webhook_url=receiver.url)
    made = client.payment(status="ready")
    client.control("POST", f"/payments/{made['imp_uid']}/pay")
    assert made["imp_uid"] in receiver.heard(1)[0][2]
    with pytest.raises(ValueError, match="this machine only"):
        serve(webhook_url="http://shop.example/")


def test_time_that_runs_brings_what_is_due_by_itself(serve: Callable[..., Any], receiver: Receiver) -> None:
    client = serve(webhook_url=receiver.url, speed=36_000)
    client.control("POST", "/webhooks", {"url": receiver.url, "delay_seconds": 60})
    made = client.payment(status="ready")
    client.control("POST", f"/payments/{made['imp_uid']}/pay")
    assert len(receiver.heard(1)) == 1
