"""A relay as smee.io's server and gosmee were seen to speak on the wire (domain.md 14): one channel, many subscribers.

Events go out in chunks, cut where a test wants them cut. What nobody hears is lost, as it is there.
"""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHANNEL = "/kx3pXqyVbTj0dZ4u"
PAGE = b"<!DOCTYPE html><title>Gosmee - Webhook Forwarder</title>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *args: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        relay = self.server.relay
        relay.asked.append((self.path, dict(self.headers)))
        if relay.answer is not None:
            relay.answer(self)
        elif self.path != relay.events_at:
            self.plain(200, PAGE, "text/html") if relay.kind == "gosmee" else self.plain(404)
        elif self.headers["Accept"] != "text/event-stream":
            self.plain(200, PAGE, "text/html")
        else:
            self._subscribe(relay)

    def do_POST(self) -> None:
        relay = self.server.relay
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.headers["Content-Type"].startswith("application/json"):
            self.plain(415 if relay.kind == "smee" else 400)
            return
        relay.message(body, {name.lower(): value for name, value in self.headers.items()})
        self.plain(200 if relay.kind == "smee" else 202)

    def plain(self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _subscribe(self, relay: Relay) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "keep-alive")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        with relay.subscribing:
            relay.subscribers.append(self)
            relay.say(*relay.greeting)
            relay.subscribing.notify_all()
        self.rfile.read(1)  # until it goes away, or is dropped
        with relay.subscribing:
            relay.subscribers.remove(self)
            relay.subscribing.notify_all()
        self.close_connection = True


class _Server(ThreadingHTTPServer):
    relay: Relay
    daemon_threads = True
    block_on_close = True

    def handle_error(self, *_: Any) -> None:
        """Whoever is tested goes away whenever it likes."""


class Relay:
    """`kind`: smee | gosmee. `answer`: what is done instead of subscribing. `asked`: path and headers of each GET."""

    def __init__(self, kind: str = "smee") -> None:
        self.kind = kind
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[_Handler], None] | None = None
        self.subscribers: list[_Handler] = []
        self.subscribing = threading.Condition(threading.RLock())
        self._count = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.relay = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="test-relay")
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{CHANNEL}"

    @property
    def events_at(self) -> str:
        return CHANNEL if self.kind == "smee" else f"/events{CHANNEL}"

    @property
    def greeting(self) -> tuple[bytes, ...]:
        if self.kind == "smee":
            return (b"id: 0\nevent: ready\ndata: {}\n\n",)
        return (b'data: {"message":"connected"}\n\n', b'data: {"message":"ready"}\n\n')

    def ping(self) -> None:
        """What is sent every 30 seconds."""
        self.say(b"id: 7\nevent: ping\ndata: {}\n\n" if self.kind == "smee" else b": keepalive\n\n")

    def message(self, body: bytes, headers: dict[str, str]) -> None:
        """A webhook came in."""
        told: dict[str, Any] = {**headers, "query": {}, "timestamp": 1795387658560}
        if self.kind == "smee":
            told["body"] = json.loads(body)
        else:
            told |= {"timestamp": "1795387658560", "bodyB": base64.b64encode(body).decode()}
        self._count += 1
        self.say(f"id: {self._count}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n".encode())

    def say(self, *pieces: bytes) -> None:
        """Send to all subscribers, each piece in a chunk and a packet of its own."""
        with self.subscribing:
            for subscriber in self.subscribers:
                for piece in pieces:
                    subscriber.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def wait_for(self, subscribers: int) -> None:
        with self.subscribing:
            assert self.subscribing.wait_for(lambda: len(self.subscribers) == subscribers, 10)

    def drop(self) -> None:
        """Cut every subscriber off."""
        with self.subscribing:
            for subscriber in self.subscribers:
                with suppress(OSError):  # gone by itself
                    subscriber.connection.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self.drop()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
