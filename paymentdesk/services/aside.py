"""Read pages in a process of its own: one interpreter runs one thread at a time, so reading on a thread would take from
writing, and from the window, what they need themselves (docs/decisions/0006).

The process gets bytes and answers values. It asks nobody anything, knows no secret and touches no file; it ends with
the pipe it is asked through, however this program ends. Where it cannot be had, pages are read here.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

import paymentdesk
from paymentdesk.domain.payment import Payment
from paymentdesk.gateway import wire
from paymentdesk.gateway.wire import BadRow, Page, Unread
from paymentdesk.services.first_sight import FirstSight, first_sight

COMMAND = "read-aside"
"""What a program is called with that is to do this and nothing else."""

MAY_TAKE = 20.0
"""Seconds for a page, which takes some hundredths of one. After that the process is stuck, and ended."""

PAYS_OFF = 1000
"""Records after which it is started: starting takes as long as reading some thousands."""

_PART = 250  # rows in a message: while one is read nothing else runs here, and that is a millisecond
_HELLO = b"here"
_LENGTH = struct.Struct("!I")
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_PRIVATE = ("PAYMENTDESK_", "IMP_")  # what the environment may hold that the process need not know


class _Head(msgspec.Struct, array_like=True):
    total: int
    previous: int
    next: int
    nameless: list[tuple[str, bytes]]
    parts: int


_Part = list[tuple[str, int, bytes, str, FirstSight | None]]

_encoder = msgspec.msgpack.Encoder()
_head = msgspec.msgpack.Decoder(_Head)
_part = msgspec.msgpack.Decoder(_Part)


Sights = dict[str, FirstSight | None]
"""Payments by number, as they are written should nobody here know them; None for a record that cannot be taken. Of a
number that a page has twice the last row counts, as in `ingest`."""


def read(response: bytes | msgspec.Raw, source: str) -> tuple[Page, Sights]:
    """A page, and its records worked out. `source` says through what they come. Raises `wire.Unreadable`."""
    page = wire.page(response)
    return page, {row.imp_uid: _sight(row, source) for row in page.rows}


def _sight(row: Unread, source: str) -> FirstSight | None:
    seen = row.read()
    return first_sight(seen, row.digest, source) if isinstance(seen, Payment) else None


class Aside:
    """A reader of pages, used by one thread; `close` may come from another. The process is started after `pays_off`
    records, and used from when it is there."""

    def __init__(self, source: str, command: Sequence[str] | None = None, *, pays_off: int = PAYS_OFF) -> None:
        self._source = source
        self._command = _own_command() if command is None else command
        self._to_come = pays_off
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._starting = threading.Thread(target=self.start, name="starting-aside", daemon=True)
        self.ready = threading.Event()

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, response: bytes | msgspec.Raw) -> tuple[Page, Sights]:
        """The same as `read`, by the process if it is there. Raises `wire.Unreadable`."""
        found = None
        if self.ready.is_set():
            try:
                found = self._ask(response)
            except (OSError, EOFError, ValueError):  # it is gone, or speaks another language
                self.close()
        elif self._to_come <= 0 and self._starting.ident is None and self._command:
            self._starting.start()
        page, sights = found or read(response, self._source)
        self._to_come -= len(page.rows)
        return page, sights

    def start(self) -> None:
        """Start the process, and wait until it is there, or cannot be had."""
        try:
            with self._lock:
                if not self._command:  # closed meanwhile
                    return
                process = self._process = subprocess.Popen(
                    [*self._command, COMMAND, paymentdesk.__version__, self._source],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=_environment(),
                    creationflags=_QUIETLY,
                )
            if _received(_pipes(process)[1]) == _HELLO:
                self.ready.set()
        except (OSError, EOFError, ValueError):
            pass  # it cannot be had

    def close(self) -> None:
        """End the process: from now on pages are read here."""
        with self._lock:
            self._command = ()
            self.ready.clear()
            process, self._process = self._process, None
        if process is not None:
            process.kill()  # it holds nothing that could be lost
            process.wait()
        if self._starting.ident is not None:
            self._starting.join()
        for pipe in _pipes(process) if process is not None else ():
            try:
                pipe.close()
            except OSError:
                pass  # what was not sent any more

    def _ask(self, response: bytes | msgspec.Raw) -> tuple[Page, Sights] | None:
        """None where it cannot read the page, or is closed."""
        with self._lock:
            process = self._process
        if process is None:
            return None
        late = threading.Timer(MAY_TAKE, process.kill)
        late.daemon = True
        late.start()
        try:
            there, back = _pipes(process)
            _send(there, memoryview(response))
            return _answered(back)
        finally:
            late.cancel()
            late.join()


def serve(version: str, source: str) -> int:
    """Be the process: answer pages until nobody asks any more. The exit code is 0, or 5 for a program of another
    version than the one that asks."""
    if version != paymentdesk.__version__ or sys.stdin is None or sys.stdout is None:
        return 5
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the program that asks, which ends this one
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        _send(answers, _HELLO)
        while True:
            _answer(answers, _received(asked), source)
    except (EOFError, OSError):
        return 0


def _answer(answers: IO[bytes], response: bytes, source: str) -> None:
    try:
        page = wire.page(response)
    except wire.Unreadable:
        _send(answers, b"")
        return
    nameless = [(each.why, each.raw) for each in page.nameless]
    starts = range(0, len(page.rows), _PART)
    _send(answers, _encoder.encode(_Head(page.total, page.previous, page.next, nameless, len(starts))))
    for start in starts:
        rows = page.rows[start : start + _PART]
        part = [(row.imp_uid, row.listed_at, row.raw, row.digest, _sight(row, source)) for row in rows]
        _send(answers, _encoder.encode(part))


def _answered(back: IO[bytes]) -> tuple[Page, Sights] | None:
    first = _received(back)
    if not first:
        return None
    head = _head.decode(first)
    rows: list[Unread] = []
    sights: Sights = {}
    for _ in range(head.parts):
        for imp_uid, listed_at, raw, found, sight in _part.decode(_received(back)):
            rows.append(Unread(imp_uid, listed_at, raw, found))
            sights[imp_uid] = sight
    nameless = [BadRow("", why, raw) for why, raw in head.nameless]
    return Page(rows, nameless, head.total, head.previous, head.next), sights


def _send(pipe: IO[bytes], message: bytes | memoryview) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    """A whole message. Raises EOFError where there is none any more."""
    head = pipe.read(_LENGTH.size)
    if len(head) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        message = pipe.read(length)
        if len(message) == length:
            return message
    raise EOFError


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _own_command() -> Sequence[str]:
    """How to start this program once more; empty where that is not known."""
    if not sys.executable:
        return ()
    # -P: the program that runs, not one that happens to lie in the folder it was started from.
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-P", "-m", "paymentdesk")


def _environment() -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.upper().startswith(_PRIVATE)}
    ours = str(Path(paymentdesk.__file__).parent.parent)
    return known | {"PYTHONPATH": os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))}
