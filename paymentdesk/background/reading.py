"""A small pool of threads that read the ledger, so that no query makes the window wait.

What is looked at goes before figures about it: with a million payments a count takes as long as many rows, and one
thread never takes such a question.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)
THREADS = 2

Reader = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Asked:
    """One question under way. `drop()` when its answer is no longer wanted: a query that runs is stopped."""

    def __init__(self, owner: QObject, read: Callable[[sqlite3.Connection], Any], answer: Callable[[Any], None]):
        self.owner = owner
        self.read = read
        self.answer = answer
        self.result: Any = None
        self.dropped = False
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def drop(self) -> None:
        with self._lock:
            self.dropped = True
            if self._connection is not None:
                self._connection.interrupt()

    def run(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self.dropped:
                return
            self._connection = connection
        try:
            self.result = self.read(connection)
        finally:
            with self._lock:
                self._connection = None


class Reading(QObject):
    """Questions about the ledger, answered in the window's thread in no particular order."""

    failed = Signal(object)  # the exception: a bug
    _answered = Signal(object)

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._soon: deque[Asked] = deque()
        self._later: deque[Asked] = deque()
        self._coming = threading.Condition()
        self._closing = False
        self._under_way = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._run, args=(n > 0,), name=f"reading-{n}", daemon=True) for n in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def ask(
        self,
        owner: QObject,
        read: Callable[[sqlite3.Connection], Any],
        answer: Callable[[Any], None],
        *,
        later: bool = False,
    ) -> Asked:
        """Run `read(connection)` on the pool, then `answer(result)` here, unless dropped or `owner` is gone. `later`:
        it may take its time, and what is asked without goes first."""
        asked = Asked(owner, read, answer)
        self._under_way += 1
        with self._coming:
            (self._later if later else self._soon).append(asked)
            self._coming.notify_all()
        return asked

    @property
    def idle(self) -> bool:
        """Nothing asked is still without its answer."""
        return self._under_way == 0

    def close(self) -> None:
        with self._coming:
            self._closing = True
            self._coming.notify_all()
        for thread in self._threads:
            thread.join(5)

    def _next(self, takes_all: bool) -> Asked | None:
        """Waits for a question; None at the end, when all are answered."""
        with self._coming:
            self._coming.wait_for(lambda: self._soon or (takes_all and self._later) or self._closing)
            if self._soon:
                return self._soon.popleft()
            return self._later.popleft() if takes_all and self._later else None

    def _run(self, takes_all: bool) -> None:
        while (asked := self._next(takes_all)) is not None:
            if not asked.dropped:
                try:
                    self._answer(asked)
                except Exception as error:
                    if not asked.dropped:  # else it was stopped: "interrupted"
                        asked.result = error
            try:
                self._answered.emit(asked)
            except RuntimeError:  # the window is gone already
                return

    def _answer(self, asked: Asked) -> None:
        """A stop meant for the question before may reach the next one on its connection: then that is asked again."""
        for again in (True, False):
            try:
                with self._reader() as connection:
                    asked.run(connection)
                return
            except sqlite3.OperationalError as error:
                if not again or asked.dropped or error.sqlite_errorname != "SQLITE_INTERRUPT":
                    raise

    @Slot(object)
    def _deliver(self, asked: Asked) -> None:
        self._under_way -= 1
        if asked.dropped or not shiboken6.isValid(asked.owner):
            return
        if isinstance(asked.result, Exception):
            log.error("A question to the ledger failed", exc_info=asked.result)
            self.failed.emit(asked.result)
            return
        asked.answer(asked.result)
