"""What can be made to go wrong on the wire (product.md 7.1)."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from paymentdesk.practice.amounts import exact
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.wire import HTML, JSON, Reply, envelope

BEFORE = frozenset({"status", "redirect", "drop_before", "slow_before"})
AFTER = frozenset({"slow", "cut", "html", "garbage", "drop_after", "wrong_payment", "refuse_but_register"})
ON_LOOKUPS = frozenset({"stale", "vanish"})
KINDS = BEFORE | AFTER | ON_LOOKUPS

REFUSAL = "결제취소에 실패하였습니다.(Internal error)"
_PAGE = b"<!DOCTYPE html><html><head><title>Service</title></head><body><h1>%d</h1></body></html>"
_GARBAGE = bytes(range(128, 256)) + b'{"code":0,"message":'
# On, with 0 seconds; Windows keeps the two as short integers.
_LINGER_ZERO = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
_SAID = {401: "Unauthorized", 403: "Forbidden", 429: "Too Many Requests"}


class Dropped(ConnectionAbortedError):
    """The connection was ended instead of answered."""


@dataclass(slots=True)
class Fault:
    """`left` = how many calls it still spoils, None = until it is taken away."""

    path: str
    kind: str
    status: int | None
    seconds: float | None
    left: int | None
    imp_uid: str | None = None
    html: bool = False

    def view(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "kind": self.kind,
            "status": self.status,
            "seconds": self.seconds,
            "times": 0 if self.left is None else self.left,
        }


class Faults:
    """The faults that are switched on, in the order they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def all(self) -> list[Fault]:
        with self._lock:
            return list(self._faults)

    def take(self, method: str, path: str) -> Fault | None:
        """The first fault for this call, used up once."""
        with self._lock:
            for fault in self._faults:
                on_this = fault.kind not in ON_LOOKUPS or method == "GET"
                if on_this and path.startswith(fault.path):
                    if fault.left is not None:
                        fault.left -= 1
                        if fault.left <= 0:
                            self._faults.remove(fault)
                    return fault
        return None


class Spoiler:
    """Plays faults on one server; waiting ends at once when the server stops."""

    def __init__(self, shop: Shop, stopping: threading.Event) -> None:
        self._shop = shop
        self._stopping = stopping

    def play(self, fault: Fault, method: str, path: str, connection: socket.socket, act: Callable[[], Reply]) -> Reply:
        """The spoiled answer; Dropped if there is none. `act` carries the call out."""
        if fault.kind in BEFORE:
            return self._before(fault, path, connection, act)
        reply = act()
        if fault.kind == "slow":
            self._wait(fault, connection)
        elif fault.kind == "drop_after":
            _reset(connection)
        elif fault.kind == "cut":
            _cut(connection, reply)
        elif fault.kind == "html":
            status = fault.status or 200
            return Reply(status, _PAGE % status, HTML)
        elif fault.kind == "garbage":
            return Reply(fault.status or 200, _GARBAGE)
        elif fault.kind == "wrong_payment":
            return envelope(self._another(path, reply))
        elif fault.kind == "refuse_but_register":
            return envelope(None, code=-1, message=REFUSAL)
        return reply

    def _before(self, fault: Fault, path: str, connection: socket.socket, act: Callable[[], Reply]) -> Reply:
        if fault.kind == "redirect":
            return Reply(fault.status or 307, b"", HTML, {"Location": path})
        if fault.kind == "drop_before":
            _reset(connection)
        if fault.kind == "slow_before":
            self._wait(fault, connection)
            return act()
        return _status_reply(fault)

    def _wait(self, fault: Fault, connection: socket.socket) -> None:
        if self._stopping.wait(5 if fault.seconds is None else fault.seconds):
            _reset(connection)

    def _another(self, path: str, reply: Reply) -> dict[str, Any]:
        """A payment that was not asked about, made up if the shop has no other."""
        with self._shop.lock:
            for payment in self._shop.payments:
                named = payment.imp_uid in path or payment.imp_uid.encode() in reply.body
                if not named:
                    return payment.wire()
            return Payment("imp_000000000000", "made-up", exact(Decimal(60), "USD"), status="paid").wire()


def _status_reply(fault: Fault) -> Reply:
    status = fault.status or 500
    headers = {} if fault.seconds is None else {"Retry-After": str(round(fault.seconds))}
    if fault.html or status >= 500:
        return Reply(status, _PAGE % status, HTML, headers)
    reply = envelope(None, status=status, code=-1, message=_SAID.get(status, "요청을 처리할 수 없습니다."))
    reply.headers = headers
    return reply


def _reset(connection: socket.socket) -> None:
    """End the connection by a true reset, as a broken line does: nothing of an answer arrives."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
    _leave(connection)


def _cut(connection: socket.socket, reply: Reply) -> None:
    """Half an answer, then the end of the connection."""
    length = f"Content-Length: {len(reply.body)}"
    head = f"HTTP/1.1 {reply.status} Cut\r\nContent-Type: {JSON}\r\n{length}\r\n\r\n".encode()
    with contextlib.suppress(OSError):
        connection.sendall(head + reply.body[: len(reply.body) // 2])
        connection.shutdown(socket.SHUT_WR)
    _leave(connection)


def _leave(connection: socket.socket) -> None:
    # The handler keeps files on the connection, so closing the object alone would not end it.
    with contextlib.suppress(OSError):
        socket.close(connection.detach())
    raise Dropped
