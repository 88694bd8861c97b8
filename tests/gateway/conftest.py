"""A server on a raw socket that answers, or fails to, exactly as it is told."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import threading
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from paymentdesk.gateway.client import ImportClient

NOW = 1_790_000_000
KEY, SECRET, TOKEN = "imp_key_1", "a-very-secret-secret", "a-token-"
# On, with 0 seconds: closing is a reset. Windows keeps the two as short integers.
_LINGER_ZERO = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)

HURRIED = {"read_timeout": 0.5, "cancel_timeout": 0.5, "deadline": 1.0}
"""For those that are meant to run into a time-out. The token is to be had before."""

Step = Callable[["RawServer", socket.socket], bool | None]


class RawServer:
    """Hands out tokens by itself; every other request is noted in `heard` and takes the next of `steps`.

    A step is bytes to send, or a function of server and connection. The last step stays. A step function that
    returns True keeps the connection for another request; bytes keep it unless they say `Connection: close`.
    """

    key, secret = KEY, SECRET

    def __init__(self) -> None:
        self.steps: list[bytes | Step] = []
        self.heard: list[bytes] = []
        self.tokens: list[bytes] = []
        self.grant: bytes | None = None
        self.grant_headers: list[str] = []
        self.connections = 0
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    # What goes over the wire

    @staticmethod
    def answer(body: bytes | str, status: int = 200, *headers: str, length: int | None = None) -> bytes:
        data = body.encode() if isinstance(body, str) else body
        size = len(data) if length is None else length
        head = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {size}", *headers]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + data

    @staticmethod
    def reset(server: RawServer, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)

    @staticmethod
    def leave(server: RawServer, connection: socket.socket) -> None:
        """Close without a word."""

    @staticmethod
    def silence(server: RawServer, connection: socket.socket) -> None:
        server.stopping.wait(10)

    @staticmethod
    def drip(start: bytes) -> Step:
        """Go on for ever, a byte at a time, always faster than any read time-out."""

        def step(server: RawServer, connection: socket.socket) -> None:
            connection.sendall(start)
            with contextlib.suppress(OSError):
                while not server.stopping.wait(0.02):
                    connection.sendall(b"x")

        return step

    def _grant(self) -> bytes:
        if self.grant is not None:
            return self.grant
        token = f"{TOKEN}{len(self.tokens)}"
        grant = f'{{"access_token":"{token}","now":{NOW},"expired_at":{NOW + 1800}}}'
        text = f'{{"code":0,"message":null,"response":{grant}}}'
        return self.answer(text, 200, *self.grant_headers)

    # Serving

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with self._lock:
                if self.stopping.is_set():
                    connection.close()
                    return
                self.connections += 1
                self._open.add(connection)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            while request := self._read(connection):
                if request.startswith(b"POST /users/getToken"):
                    self.tokens.append(request)
                    connection.sendall(self._grant())
                    continue
                with self._lock:
                    self.heard.append(request)
                    step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
                if callable(step):
                    if not step(self, connection):
                        break
                else:
                    connection.sendall(step)
                    if b"connection: close" in step.lower() or b"connection: close" in request.lower():
                        break
        with self._lock:
            self._open.discard(connection)

    def _read(self, connection: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := connection.recv(65536)):
                return b""
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = next((int(x[15:]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length:")), 0)
        while len(body) < length:
            if not (more := connection.recv(65536)):
                return b""
            body += more
        return head + b"\r\n\r\n" + body

    def stop(self) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def raw_server() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.stop()


@pytest.fixture
def control(practice: Any) -> Callable[..., Any]:
    """POST to the practice server's control interface."""

    def post(path: str, **fields: Any) -> Any:
        request = urllib.request.Request(practice.control_url + path, json.dumps(fields).encode())
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    return post


@pytest.fixture
def client_of() -> Iterator[Callable[..., ImportClient]]:
    """A client for a server, patient enough for a busy machine; closed at the end."""
    made: list[ImportClient] = []

    def make(server: Any, **changes: Any) -> ImportClient:
        key = getattr(server, "imp_key", None) or server.key
        secret = getattr(server, "imp_secret", None) or server.secret
        settings: dict[str, Any] = {
            "connect_timeout": 10, "read_timeout": 10, "cancel_timeout": 10, "deadline": 20,
        }  # fmt: skip
        client = ImportClient(changes.pop("url", server.url), key, secret, **settings | changes)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
