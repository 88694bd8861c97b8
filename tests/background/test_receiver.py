"""The webhook receiver, used as i'mport and forwarders use it and attacked as anybody may attack it."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from paymentdesk.background.receiver import Limits, Receiver

TOKEN = "t0ken-that-nobody-guesses"
WAIT = 10.0


class Ears:
    """What a receiver heard, and how often it turned something away."""

    def __init__(self) -> None:
        self.heard: list[str | None] = []
        self.limited = 0

    def turn_away(self) -> None:
        self.limited += 1


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def listening(ears: Ears, time: Time) -> Iterator[Callable[..., str]]:
    """Starts receivers; answers the address for webhooks."""
    made: list[Receiver] = []

    def start(**limits: Any) -> str:
        receiver = Receiver(
            TOKEN, hear=ears.heard.append, limited=ears.turn_away, limits=Limits(**limits), monotonic=time
        )
        made.append(receiver)
        return receiver.start(0)

    yield start
    for receiver in made:
        receiver.stop()


@pytest.fixture
def address(listening: Callable[..., str]) -> str:
    return listening()


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), WAIT)
    connection.settimeout(WAIT)
    return connection


def _answer(connection: socket.socket) -> bytes:
    """Everything up to the end of the connection; b"" when it was cut."""
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionError:
        return received
    return received


def _status(received: bytes) -> int:
    assert received.startswith(b"HTTP/1.1 "), received
    return int(received[9:12])


def _request(address: str, body: bytes, kind: str = "application/json", **given: Any) -> bytes:
    target = given.get("target", urlsplit(address).path)
    head = f"{given.get('method', 'POST')} {target} HTTP/1.1\r\nHost: desk\r\nContent-Type: {kind}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _send(address: str, raw: bytes) -> int:
    with _connected(address) as connection:
        connection.sendall(raw)
        return _status(_answer(connection))


def _post(address: str, body: bytes, kind: str = "application/json", **given: Any) -> int:
    return _send(address, _request(address, body, kind, **given))


def _chunks(address: str, *pieces: bytes) -> bytes:
    head = f"POST {urlsplit(address).path} HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


# ------------------------------------------------------------ what i'mport and forwarders send

FIELDS = {"imp_uid": "imp_1234567890", "merchant_uid": "order_id_8237352", "status": "paid"}
JSON = json.dumps(FIELDS).encode()
FORM = urlencode(FIELDS).encode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (JSON, "application/json"),
        (JSON, "application/json; charset=utf-8"),
        (b"\xef\xbb\xbf" + JSON, "application/json"),
        (JSON.decode().encode("utf-16"), "application/json; charset=utf-16"),
        (FORM, "application/x-www-form-urlencoded"),
        (FORM, "application/x-www-form-urlencoded; charset=UTF-8"),
        (FORM, "application/json"),  # the console says one, what comes is the other
        (JSON, "application/x-www-form-urlencoded"),
        (JSON, ""),
        (b"\r\n " + JSON + b"\n", "text/plain"),
        (json.dumps({**FIELDS, "cancellation_id": "c1", "new": [[]] * 9}).encode(), "application/json"),
    ],
)
def test_a_webhook_is_heard_whatever_it_is_written_in(address: str, ears: Ears, body: bytes, kind: str) -> None:
    assert _post(address, body, kind) == 200
    assert ears.heard == ["imp_1234567890"]


def test_a_webhook_in_chunks_a_query_a_slash_behind_and_a_host_in_front(address: str, ears: Ears) -> None:
    assert _send(address, _chunks(address, JSON[:7], JSON[7:])) == 200
    assert _post(address, JSON, target=urlsplit(address).path + "?a=b") == 200
    assert _post(address, JSON, target=urlsplit(address).path + "/") == 200
    assert _post(address, JSON, target="HTTP://desk.example.com:80" + urlsplit(address).path) == 200
    assert ears.heard == ["imp_1234567890"] * 4


def test_a_sender_that_waits_to_be_asked_on_is_asked_on(address: str, ears: Ears) -> None:
    head, _, body = _request(address, JSON).partition(b"\r\n\r\n")
    with _connected(address) as connection:
        connection.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 100 ")
        connection.sendall(body)
        assert _status(_answer(connection)) == 200
    assert ears.heard == ["imp_1234567890"]


def test_it_is_answered_before_anything_is_looked_up(ears: Ears) -> None:
    """`hear` only takes the number in; a test that names no payment is taken all the same."""
    receiver = Receiver(TOKEN, hear=ears.heard.append, limited=ears.turn_away)
    address = receiver.start(0)
    try:
        for body in (b"", b"{}", b'{"imp_uid": null}', b'{"imp_uid": ["imp_1"]}', b"[]", b"status=paid"):
            assert _post(address, body) == 200
    finally:
        receiver.stop()
    assert ears.heard == [None] * 6


# ------------------------------------------------------------ what nobody should send


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/webhook/",
        "/webhook/t0ken",
        "/webhook/" + TOKEN + "x",
        "/WEBHOOK/" + TOKEN,
        "/webhook//" + TOKEN,
        "http://webhook/" + TOKEN,
        "/http://desk/webhook/" + TOKEN,
    ],
)
def test_a_wrong_path_is_no_hint(address: str, ears: Ears, target: str) -> None:
    assert _post(address, JSON, target=target) == 404
    assert _post(address, b"", target=target, method="GET") == 404
    assert ears.heard == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_post_is_taken(address: str, ears: Ears, method: str) -> None:
    with _connected(address) as connection:
        connection.sendall(_request(address, b"", method=method))
        received = _answer(connection)
    assert _status(received) == 405
    assert b"\r\nAllow: POST\r\n" in received
    assert ears.heard == []


@pytest.mark.parametrize(
    "body",
    [b"\x00\xff\xfe", b"imp_uid", b"{", b"[" * 30_000, b'{"a":' * 10_000, b"&" * 5000 + b"a=b", b"a=b" + b"&a=b" * 500],
)
def test_a_body_that_can_be_no_webhook(address: str, ears: Ears, body: bytes) -> None:
    assert _post(address, body) == 400
    assert ears.heard == [None]


@pytest.mark.parametrize(
    "charset", ["klingon", "punycode", "idna", "utf-7", "rot13", "zlib_codec", "raw_unicode_escape"]
)
def test_a_body_in_no_charset_that_is_written_in(address: str, charset: str) -> None:
    """Some that Python knows take a second for a body of this size, while every other sender waits."""
    assert _post(address, JSON, f"application/json; charset={charset}") == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii", "iso-8859-1", "euc-kr", "ks_c_5601-1987", "ms949"])
def test_a_body_in_a_charset_of_korea(address: str, ears: Ears, charset: str) -> None:
    body = json.dumps({"imp_uid": "imp_1234567890"}).encode(charset)
    assert _post(address, body, f"application/json; charset={charset}") == 200
    assert ears.heard == ["imp_1234567890"]


def test_a_body_that_is_not_in_its_charset(address: str) -> None:
    assert _post(address, "é".encode("latin-1"), "application/json; charset=utf-8") == 400


def test_an_oversized_body_is_refused_by_its_length_alone(address: str, ears: Ears) -> None:
    head = f"POST {urlsplit(address).path} HTTP/1.1\r\nHost: desk\r\nContent-Length: 9999999999\r\n\r\n"
    assert _send(address, head.encode()) == 413
    assert ears.heard == []


def test_an_oversized_body_in_chunks_is_refused_on_the_way(address: str, ears: Ears) -> None:
    with _connected(address) as connection:
        connection.sendall(_chunks(address, *[b"x" * 9000] * 9)[:-5])
        assert _status(_answer(connection)) == 413
    assert ears.heard == []


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 404),
        (b"GET\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (b"GET /" + b"a" * 40_000, 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000, 431),
    ],
)
def test_what_is_no_request_is_refused(address: str, ears: Ears, raw: bytes, status: int) -> None:
    assert _send(address, raw) == status
    assert _post(address, JSON) == 200


def test_random_bytes_end_nothing(address: str, ears: Ears) -> None:
    for size in (1, 10, 1000, 100_000):
        with _connected(address) as connection:
            try:
                connection.sendall(os.urandom(size))
                connection.shutdown(socket.SHUT_WR)
                _answer(connection)
            except ConnectionError:
                pass  # it was cut before all was sent
    assert _post(address, JSON) == 200
    assert ears.heard == ["imp_1234567890"]


def test_what_is_sent_behind_a_request_is_not_looked_at(address: str, ears: Ears) -> None:
    with _connected(address) as connection:
        connection.sendall(_request(address, JSON) * 50)
        received = _answer(connection)
    assert received.count(b"HTTP/1.1") == 1
    assert ears.heard == ["imp_1234567890"]


def test_slow_connections_never_keep_a_webhook_out(listening: Callable[..., str], ears: Ears) -> None:
    address = listening(connections=20, request_seconds=60.0)
    slow = []
    try:
        for _ in range(150):
            connection = _connected(address)
            connection.sendall(b"POST /webhook/x HTTP/1.1\r\nX-Slow")
            slow.append(connection)
            if len(slow) % 50 == 0:
                assert _post(address, JSON) == 200
        # The oldest gave way: they are at their end.
        assert _answer(slow[0]) == b""
    finally:
        for connection in slow:
            connection.close()
    assert ears.heard == ["imp_1234567890"] * 3


def test_a_request_that_takes_too_long_is_dropped(listening: Callable[..., str], ears: Ears) -> None:
    """Head or body, and however steadily it drips: the time is for the whole request."""
    address = listening(request_seconds=0.3)
    whole = _request(address, JSON)
    for sent in (whole[:20], whole[:-1]):
        with _connected(address) as connection:
            connection.sendall(sent)
            assert _answer(connection) == b""
    assert ears.heard == []


def test_a_flood_of_webhooks_is_turned_away_unread(address: str, ears: Ears, time: Time) -> None:
    limits = Limits()
    statuses = [_post(address, JSON) for _ in range(limits.at_once + 20)]
    assert statuses == [200] * limits.at_once + [429] * 20
    assert len(ears.heard) == limits.at_once
    assert ears.limited == 20
    time.now += 1
    assert _post(address, JSON) == 200


# ------------------------------------------------------------ beginning and end


def test_it_listens_on_the_loopback_interface_only(address: str) -> None:
    assert urlsplit(address).hostname == "127.0.0.1"
    port = urlsplit(address).port
    assert port is not None
    for other in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|unreachable|assign|not available"):
            socket.create_connection((other, port), 2)


def test_a_taken_port_is_an_error_and_is_free_after_stop(ears: Ears) -> None:
    first = Receiver(TOKEN, hear=ears.heard.append, limited=ears.turn_away)
    port = urlsplit(first.start(0)).port
    assert port is not None
    second = Receiver(TOKEN, hear=ears.heard.append, limited=ears.turn_away)
    with pytest.raises(OSError, match="in use"):
        second.start(port)
    second.stop()
    first.stop()
    address = second.start(port)
    try:
        assert _post(address, JSON) == 200
    finally:
        second.stop()


def test_stop_ends_what_is_open_and_the_thread(ears: Ears) -> None:
    receiver = Receiver(TOKEN, hear=ears.heard.append, limited=ears.turn_away)
    address = receiver.start(0)
    with _connected(address) as half, _connected(address):
        half.sendall(b"POST /webh")
        assert _post(address, JSON) == 200
        receiver.stop()
        assert not any(thread.name == "webhook-receiver" for thread in threading.enumerate())
        assert _answer(half) == b""


def test_a_receiver_without_a_token_does_not_exist(ears: Ears) -> None:
    with pytest.raises(ValueError, match="token"):
        Receiver("", hear=ears.heard.append, limited=ears.turn_away)


@pytest.mark.expects_log("could not be received")
def test_a_bug_behind_it_ends_one_connection_only(ears: Ears) -> None:
    def fail(_: str | None) -> None:
        ears.heard.append("x")
        if len(ears.heard) == 1:
            raise RuntimeError("bug")

    receiver = Receiver(TOKEN, hear=fail, limited=ears.turn_away)
    address = receiver.start(0)
    try:
        with _connected(address) as connection:
            connection.sendall(_request(address, JSON))
            assert _answer(connection) == b""
        assert _post(address, JSON) == 200
    finally:
        receiver.stop()
