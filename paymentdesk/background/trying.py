"""Try a key and a secret at i'mport before a shop is set up with them."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from paymentdesk.domain.trouble import Trouble
from paymentdesk.gateway.client import ImportClient
from paymentdesk.settings import Settings


def try_keys(api_url: str, key: str, secret: str) -> None:
    """Ask i'mport whether it accepts them; nothing is written.

    Raises the `Trouble` that stands in the way: not reachable, not understood, key not accepted.
    """
    settings = Settings()
    client = ImportClient(
        api_url, key, secret, connect_timeout=settings.connect_timeout, read_timeout=settings.read_timeout
    )
    try:
        client.connect()
    finally:
        client.close()


class KeyTrial(QObject):
    """`tried(None)` when i'mport accepts them, `tried(Trouble)` with the exact cause where it does not."""

    tried = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    @property
    def under_way(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, api_url: str, key: str, secret: str) -> None:
        """Ask i'mport on a thread of its own; one trial at a time."""
        if not self.under_way:
            self._thread = threading.Thread(
                target=self._run, args=(api_url, key, secret), name="key-trial", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        if self._thread is not None:
            self._thread.join(15)

    def _run(self, api_url: str, key: str, secret: str) -> None:
        try:
            try_keys(api_url, key, secret)
        except Trouble as trouble:
            answer: object = trouble
        except Exception as error:
            answer = error
        else:
            answer = None
        try:
            self.tried.emit(answer)
        except RuntimeError:  # the window is gone already
            return
