"""A small pool of threads that read the ledger, so that no query makes the window wait."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
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
        self._questions: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._under_way = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [threading.Thread(target=self._run, name=f"reading-{n}", daemon=True) for n in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def ask(self, owner: QObject, read: Callable[[sqlite3.Connection], Any], answer: Callable[[Any], None]) -> Asked:
        """Run `read(connection)` on the pool, then `answer(result)` here, unless dropped or `owner` is gone."""
        asked = Asked(owner, read, answer)
        self._under_way += 1
        self._questions.put(asked)
        return asked

    @property
    def idle(self) -> bool:
        """Nothing asked is still without its answer."""
        return self._under_way == 0

    def close(self) -> None:
        for _ in self._threads:
            self._questions.put(None)
        for thread in self._threads:
            thread.join(5)

    def _run(self) -> None:
        while (asked := self._questions.get()) is not None:
            if not asked.dropped:
                try:
                    with self._reader() as connection:
                        asked.run(connection)
                except Exception as error:
                    if not asked.dropped:  # else it was stopped: "interrupted"
                        asked.result = error
            try:
                self._answered.emit(asked)
            except RuntimeError:  # the window is gone already
                return

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
