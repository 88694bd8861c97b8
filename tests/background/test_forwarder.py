"""Webhooks through what ngrok and cloudflared are on this computer: an HTTP reverse proxy that keeps connections."""

from __future__ import annotations

import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from paymentdesk.domain.source import SourceSettings
from tests.background.hooks import TOKEN, WAIT, Heard
from tests.services.desk import Desk

PUBLIC = "1f2e-203-0-113-7.ngrok-free.app"
ADDED = {
    "Host": PUBLIC,
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Host": PUBLIC,
    "X-Forwarded-Proto": "https",
    "Accept-Encoding": "gzip",
    "Cf-Ray": "8e1f00ba5eba11-ICN",
    "Cdn-Loop": "cloudflare; loops=1",
    "Connection": "keep-alive",
    "Transfer-Encoding": "chunked",
}
OWN = {"host", "connection", "content-length", "transfer-encoding"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Forwarder

    def log_message(self, *args: Any) -> None:
        """Nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, said = self.server.pass_on(self.path, self.headers.items(), body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)


class _Forwarder(ThreadingHTTPServer):
    """Bodies go on in chunks of unequal size, as they come from the other end of a tunnel."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}{urlsplit(target).path}"
        self.answers: list[int] = []
        self._pooled = http.client.HTTPConnection(urlsplit(target).netloc, timeout=WAIT)
        self._one = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever)
        self._thread.start()

    def pass_on(self, path: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        kept = {name: value for name, value in headers if name.lower() not in OWN}
        pieces = [body[:1], body[1:20], body[20:]]
        with self._one:  # one connection that is used again as long as it may be
            self._pooled.request("POST", path, (piece for piece in pieces if piece), kept | ADDED, encode_chunked=True)
            answer = self._pooled.getresponse()
            said = answer.read()
            self.answers.append(answer.status)
        return answer.status, said

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
        self._pooled.close()


@pytest.fixture
def desk(practice: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(practice, tmp_path)
    made.sync()
    yield made
    made.close()


@pytest.fixture
def heard(desk: Desk) -> Iterator[Heard]:
    made = Heard(desk, SourceSettings(receiver=True, port=0, token=TOKEN))
    yield made
    made.stop()


@pytest.fixture
def forwarder(heard: Heard) -> Iterator[Callable[[], _Forwarder]]:
    made: list[_Forwarder] = []

    def start() -> _Forwarder:
        made.append(_Forwarder(heard.address()))
        return made[-1]

    yield start
    for one in made:
        one.stop()


@pytest.mark.parametrize("kind", ["json", "form"])
def test_webhooks_come_through_a_forwarder(
    desk: Desk, heard: Heard, forwarder: Callable[[], _Forwarder], kind: str
) -> None:
    tunnel = forwarder()
    desk.control("POST", "/webhooks", {"url": tunnel.address, "content_type": kind})
    made = [desk.control("POST", "/payments", {"amount": 60, "status": "ready"})["imp_uid"] for _ in range(3)]
    for imp_uid in made:
        desk.control("POST", f"/payments/{imp_uid}/pay", {})
    heard.wait_for(lambda: heard.changes == 3)
    assert [desk.payment(imp_uid).state for imp_uid in made] == ["paid"] * 3
    heard.wait_for(lambda: tunnel.answers == [200] * 3)


def test_a_forwarder_is_told_what_is_wrong(heard: Heard, forwarder: Callable[[], _Forwarder]) -> None:
    tunnel = forwarder()
    for body, path, status in (
        (b"\x00" * 40, tunnel.address, 400),
        (json.dumps({"imp_uid": "x" * 100_000}).encode(), tunnel.address, 413),
        (b"{}", tunnel.address + "x", 404),
        (b"{}", tunnel.address, 200),
    ):
        assert _posted(path, body) == status
    assert heard.changes == 0


def _posted(address: str, body: bytes) -> int:
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
