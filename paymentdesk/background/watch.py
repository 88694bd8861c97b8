"""Notices that anybody wrote to the ledger: this window's worker, a command line beside it, another program."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)
EVERY = 0.4  # seconds


class LedgerWatch(QObject):
    """Asks SQLite for its data version on a thread and a connection of its own."""

    changed = Signal()

    def __init__(self, data_version: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_version = data_version
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ledger-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        self._thread.join(5)

    def _run(self) -> None:
        known: int | None = None
        while not self._ending.is_set():
            try:
                version = self._data_version()
            except Exception as error:
                log.error("The ledger cannot be watched", exc_info=error)
                return
            if known is not None and version != known:
                self.changed.emit()
            known = version
            self._ending.wait(EVERY)
