"""One window for a shop: a second one brings the first to the front and ends (product.md 6.0)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_WAITS = 1500  # ms


class Instance(QObject):
    """Holds the shop's window lock and listens for others that want the window."""

    wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _socket_name(folder)
        self._lock = FileLock(folder / "window.lock", thread_local=False)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """True if this is the first window of the shop; otherwise the first one was asked to come forward."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            call_first(self._name)
            return False
        QLocalServer.removeServer(self._name)  # left behind by one that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()

    @Slot()
    def _called(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
            self.wanted.emit()


def call_first(name: str) -> bool:
    """Ask the first window to come forward. False if nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(_CONNECT_WAITS)
    socket.disconnectFromServer()
    return answered


def _socket_name(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return f"paymentdesk-{digest}"
