"""A relay's channel, on the wire as smee.io and gosmee speak, and with everything that goes wrong there."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from paymentdesk.domain.source import Why
from paymentdesk.gateway.relay import Broken, Channel
from tests.gateway.relay_server import CHANNEL, Relay

WAIT = 10.0
HOOK = {"imp_uid": "imp_1234567890", "merchant_uid": "o-1", "status": "paid"}
JSON = {"content-type": "application/json"}


class Listener:
    """A channel listened to on a thread."""

    def __init__(self, url: str, **given: Any) -> None:
        self.channel = Channel(url, **given)
        self.opened = threading.Event()
        self.heard: list[str | None] = []
        self.broken: Broken | None = None
        self._coming = threading.Condition()
        self._thread = threading.Thread(target=self._listen, name="test-listener")
        self._thread.start()

    def _listen(self) -> None:
        try:
            self.channel.listen(self.opened.set, self._hear)
        except Broken as broken:
            self.broken = broken

    def _hear(self, number: str | None) -> None:
        with self._coming:
            self.heard.append(number)
            self._coming.notify_all()

    def wait_for(self, count: int) -> list[str | None]:
        with self._coming:
            assert self._coming.wait_for(lambda: len(self.heard) >= count, WAIT), self.heard
        return self.heard

    def over(self) -> Broken | None:
        self._thread.join(WAIT)
        assert not self._thread.is_alive()
        return self.broken

    def end(self) -> None:
        self.channel.end()
        assert self.over() is None


@pytest.fixture(params=["smee", "gosmee"])
def relay(request: pytest.FixtureRequest) -> Iterator[Relay]:
    made = Relay(request.param)
    yield made
    made.stop()


@pytest.fixture
def smee() -> Iterator[Relay]:
    made = Relay()
    yield made
    made.stop()


def test_webhooks_come_through(relay: Relay) -> None:
    listener = Listener(relay.url)
    relay.wait_for(1)
    relay.ping()
    relay.message(json.dumps(HOOK).encode(), JSON)
    relay.ping()
    relay.message(json.dumps({**HOOK, "imp_uid": "imp_2"}).encode(), JSON)
    assert listener.wait_for(2) == ["imp_1234567890", "imp_2"]
    assert listener.opened.is_set()
    listener.end()


def test_gosmee_is_found_by_the_address_it_shows_to_people() -> None:
    relay = Relay("gosmee")
    try:
        for url in (relay.url, relay.url.replace(CHANNEL, "/events" + CHANNEL)):
            listener = Listener(url)
            relay.wait_for(1)
            listener.end()
            relay.wait_for(0)
    finally:
        relay.stop()


def test_it_asks_exactly_for_events(smee: Relay) -> None:
    """smee compares the header with exactly this; nothing of the person's is sent along (~/.netrc, cookies)."""
    listener = Listener(smee.url)
    smee.wait_for(1)
    listener.end()
    path, headers = smee.asked[0]
    assert path == CHANNEL
    assert headers["Accept"] == "text/event-stream"
    assert "Authorization" not in headers


def _event(message: Any) -> bytes:
    return f"data: {json.dumps(message)}\n\n".encode()


@pytest.mark.parametrize(
    ("message", "heard"),
    [
        ({"body": HOOK}, "imp_1234567890"),
        ({"body": json.dumps(HOOK), **JSON}, "imp_1234567890"),
        (
            {"body": "imp_uid=imp_1234567890&status=paid", "content-type": "application/x-www-form-urlencoded"},
            "imp_1234567890",
        ),
        ({"bodyB": "aW1wX3VpZD1pbXBfMTIzNDU2Nzg5MCZzdGF0dXM9cGFpZA==", "timestamp": "1"}, "imp_1234567890"),
        ({"bodyB": "eyJpbXBfdWlkIjoi7ZWcIn0=", **JSON}, "한"),
        ({"bodyB": "not base64"}, None),
        ({"bodyB": "/////w=="}, None),
        ({"bodyB": 5, "body": HOOK}, "imp_1234567890"),
        ({"body": {}}, None),
        ({"body": {"imp_uid": 5}}, None),
        ({"body": None}, None),
        ({"body": [HOOK]}, None),
        ({"body": "{", "content-type": 7}, None),
    ],
)
def test_what_comes_through_is_read_as_far_as_it_goes(smee: Relay, message: Any, heard: str | None) -> None:
    listener = Listener(smee.url)
    smee.wait_for(1)
    smee.say(_event(message))
    assert listener.wait_for(1) == [heard]
    listener.end()


def test_what_is_no_webhook_is_passed_over(smee: Relay) -> None:
    listener = Listener(smee.url)
    smee.wait_for(1)
    smee.say(b"data: {\n\n", b"data: " + b"[" * 100_000 + b"\n\n", _event({"message": "ready"}), _event([]))
    smee.say(b"event: ping\ndata: still here\n\n", _event({"body": HOOK}))
    assert listener.wait_for(3) == [None, None, "imp_1234567890"]
    listener.end()


def test_it_does_not_matter_how_the_bytes_come(smee: Relay) -> None:
    listener = Listener(smee.url)
    smee.wait_for(1)
    event = f"id: 1\r\ndata: {json.dumps({'body': {**HOOK, 'name': '한'}}, ensure_ascii=False)}\r\n\r\n".encode()
    smee.say(*(event[i : i + 1] for i in range(len(event))))
    assert listener.wait_for(1) == ["imp_1234567890"]
    listener.end()


# ------------------------------------------------------------ what goes wrong


def _answers(status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Callable[[Any], None]:
    return lambda handler: handler.plain(status, body, kind, **headers)


@pytest.mark.parametrize(
    ("answer", "why", "status", "host"),
    [
        (_answers(307, Location="https://other.example/secret"), Why.MOVED, 307, "other.example"),
        (_answers(302, Location="/login"), Why.MOVED, 302, ""),
        (_answers(404), Why.REFUSED, 404, ""),
        (_answers(403), Why.REFUSED, 403, ""),
        (_answers(429), Why.DISTURBED, 429, ""),
        (_answers(503), Why.DISTURBED, 503, ""),
        (_answers(200, b"{}", "application/json"), Why.NO_CHANNEL, 200, ""),
        (_answers(200, b"<html>", "text/html; charset=utf-8"), Why.NO_CHANNEL, None, ""),
    ],
)
def test_an_answer_that_is_no_channel_is_named(
    smee: Relay, answer: Any, why: Why, status: int | None, host: str
) -> None:
    smee.answer = answer
    broken = Listener(smee.url).over()
    assert broken is not None
    assert (broken.why, broken.status, broken.host) == (why, status, host)
    assert len(smee.asked) <= 2  # a redirect is followed by nobody


def test_a_cut_is_named(smee: Relay) -> None:
    listener = Listener(smee.url)
    smee.wait_for(1)
    smee.drop()
    broken = listener.over()
    assert broken is not None
    assert broken.why is Why.CUT


def test_silence_is_a_dead_connection(smee: Relay) -> None:
    listener = Listener(smee.url, silence=0.2)
    broken = listener.over()
    assert listener.opened.is_set()
    assert broken is not None
    assert broken.why is Why.SILENT


def test_nobody_listens() -> None:
    broken = Listener("http://127.0.0.1:9/channel", connect_timeout=2.0).over()
    assert broken is not None
    assert broken.why is Why.CONNECT


def test_the_channel_is_in_no_message(smee: Relay, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever knows the address can read and send: it is a secret."""
    caplog.set_level(0)
    smee.answer = _answers(500)
    for broken in (Listener(smee.url).over(), Listener(f"http://127.0.0.1:9{CHANNEL}").over()):
        assert CHANNEL not in repr(broken)
        assert broken is not None
        assert broken.__cause__ is None
        assert broken.__suppress_context__ or broken.__context__ is None
    assert CHANNEL not in repr(Channel(smee.url))
    assert CHANNEL not in caplog.text


def test_it_can_be_ended_before_it_is_connected(smee: Relay) -> None:
    hangs, go_on = threading.Event(), threading.Event()

    def hang(_: Any) -> None:
        hangs.set()
        go_on.wait(WAIT)

    smee.answer = hang
    listener = Listener(smee.url)
    try:
        assert hangs.wait(WAIT)
        listener.end()
        ended = Channel(smee.url)
        ended.end()
        ended.listen(lambda: None, lambda _: None)
    finally:
        go_on.set()
