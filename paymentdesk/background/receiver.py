"""The webhook receiver: a small HTTP server on the loopback interface, for what forwards webhooks to this computer.

One thread, whatever comes: connections wait in an event loop, each for one request and a short time. Where there are
too many, the one that has taken longest gives way, so that slow ones never keep a webhook out. The answer goes out
before anything is looked up. Why this and no ready-made server: docs/decisions/0008.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import h11

from paymentdesk.gateway.hook import Garbage, named_payment

log = logging.getLogger(__name__)

_READ = 1 << 14
_STARTS_IN = 10.0
_HOST = re.compile(rb"\Ahttps?://[^/?#]*/", re.I)
_ENDS_IN = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`request_seconds` is for a whole request, head and body. Connections above `connections` push out the oldest;
    webhooks above `a_second` (and `at_once`) are turned away unread."""

    request_seconds: float = 10.0
    linger_seconds: float = 1.0
    body_bytes: int = 64 * 1024
    head_bytes: int = 16 * 1024
    connections: int = 64
    a_second: float = 50.0
    at_once: int = 200


def address(port: int, token: str) -> str:
    """Where webhooks are sent to a receiver of this computer."""
    return f"http://127.0.0.1:{port}/webhook/{token}"


class _Refused(Exception):
    """A request that ends in an error status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Receiver:
    """`hear` is told the payment number a webhook names, None where it names none; `limited` that one was turned away
    unread. Both are called on the receiver's thread and must not wait."""

    def __init__(
        self,
        token: str,
        *,
        hear: Callable[[str | None], Any],
        limited: Callable[[], Any],
        limits: Limits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not token:
            raise ValueError("a receiver needs a token")
        self._token = token
        self._path = urlsplit(address(0, token)).path.encode()
        self._hear, self._limited = hear, limited
        self._limits = limits or Limits()
        self._monotonic = monotonic
        self._allowed, self._allowed_at = float(self._limits.at_once), monotonic()
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int) -> str:
        """Listen on the loopback interface, port 0 for any that is free; answers the address for webhooks.

        Raises OSError where the port is taken or not allowed.
        """
        listening = _listen(port)
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run(listening, ready)), name="webhook-receiver", daemon=True
        )
        self._thread.start()
        ready.wait(_STARTS_IN)
        return address(listening.getsockname()[1], self._token)

    def stop(self) -> None:
        """Close every connection and end the thread."""
        loop, stopping, thread = self._loop, self._stopping, self._thread
        if loop is not None and stopping is not None:
            with suppress(RuntimeError):  # it has ended by itself
                loop.call_soon_threadsafe(stopping.set)
        if thread is not None:
            thread.join(_ENDS_IN)
        self._thread = None

    # ------------------------------------------------------------ on the receiver's thread

    async def _run(self, listening: socket.socket, ready: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, sock=listening, limit=_READ, backlog=128)
        ready.set()
        await self._stopping.wait()
        server.close()
        left = list(self._open.items())
        for writer, task in left:
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*(task for _, task in left), return_exceptions=True)
        await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._make_room()
        self._open[writer] = task
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                await self._exchange(reader, writer)
        except (OSError, TimeoutError, asyncio.CancelledError):
            writer.transport.abort()  # it went away, took too long, or gave way: nobody is left to be told
        except Exception as error:
            writer.transport.abort()
            log.error("A webhook could not be received", exc_info=error)
        finally:
            self._open.pop(writer, None)
            writer.close()

    def _make_room(self) -> None:
        if len(self._open) >= self._limits.connections:
            oldest, task = next(iter(self._open.items()))
            del self._open[oldest]
            oldest.transport.abort()
            task.cancel()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer; what was sent behind the request is not looked at."""
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=self._limits.head_bytes)
        try:
            body, content_type = await self._request(connection, reader, writer)
            status = self._take(body, content_type)
        except _Refused as refused:
            status = refused.status
        except h11.RemoteProtocolError as error:
            status = error.error_status_hint
        headers = [("Content-Length", "0"), ("Connection", "close")]
        if status == 405:
            headers.append(("Allow", "POST"))
        # By hand, as the other side may have broken the protocol before its request was complete.
        lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, 'Error')}", *(f"{name}: {value}" for name, value in headers)]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))
        await writer.drain()
        # Closing on bytes that were not read would take the answer back.
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.linger_seconds):
                if writer.can_write_eof():
                    writer.write_eof()
                while await reader.read(_READ):
                    pass

    async def _request(
        self, connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[bytes, str]:
        body = bytearray()
        content_type = ""
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                if connection.they_are_waiting_for_100_continue:
                    go_on = h11.InformationalResponse(status_code=100, headers=[])
                    writer.write(connection.send(go_on) or b"")
                data = await reader.read(_READ)
                if not data and not body and connection.trailing_data == (b"", False):
                    raise ConnectionResetError("nothing was asked")
                connection.receive_data(data)
            elif isinstance(event, h11.Request):
                content_type = self._checked(event)
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > self._limits.body_bytes:
                    raise _Refused(413)
            else:
                return bytes(body), content_type

    def _checked(self, request: h11.Request) -> str:
        """Refuse before the body is read; answers the content type."""
        # A proxy may name the host in front (RFC 9112, 3.2.2).
        path = _HOST.sub(b"/", request.target, count=1).partition(b"?")[0].rstrip(b"/")
        if not hmac.compare_digest(path, self._path):
            raise _Refused(404)
        if request.method != b"POST":
            raise _Refused(405)
        headers = dict(request.headers)
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 12 or int(length) > self._limits.body_bytes:
            raise _Refused(413)
        return headers.get(b"content-type", b"").decode("latin-1")

    def _take(self, body: bytes, content_type: str) -> int:
        """Hear a whole webhook; answers its status.

        i'mport sends once and resends, where it does at all, after 5xx or silence (domain.md 5.1): whatever is a
        webhook is taken with 200, also a test that names no payment. 400 is for what cannot be one.
        """
        if not self._may():
            self._limited()
            return 429
        try:
            number = named_payment(body, content_type)
        except Garbage:
            self._hear(None)
            return 400
        self._hear(number)
        return 200

    def _may(self) -> bool:
        now = self._monotonic()
        more = (now - self._allowed_at) * self._limits.a_second
        self._allowed, self._allowed_at = min(self._limits.at_once, self._allowed + more), now
        if self._allowed < 1:
            return False
        self._allowed -= 1
        return True


_PHRASES = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
}


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Windows lets a second program take a port that is in use unless it is claimed for one; elsewhere a port stays
        # taken for a while after its owner has gone unless it may be used again.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        listening.setsockopt(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
        listening.setblocking(False)
    except BaseException:
        listening.close()
        raise
    return listening
