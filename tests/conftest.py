"""What holds for every test: nothing of this machine is read or written, nobody outside it is called, and
silence means health (warnings, unexpected log records and threads left running fail the test)."""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
THREADS_MAY_TAKE = 5.0  # seconds to end after their owner was told to stop

hypothesis.settings.register_profile("test", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2000, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


class CalledOutside(AssertionError):
    """A test tried to leave this machine. No OSError, so that no code takes it for bad luck."""


def _on_this_machine(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _guard(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and not _on_this_machine(address[0]):
        raise CalledOutside(address)


def _guarded_connect(sock: socket.socket, address: Any) -> None:
    _guard(sock, address)
    _connect(sock, address)


def _guarded_connect_ex(sock: socket.socket, address: Any) -> int:
    _guard(sock, address)
    return _connect_ex(sock, address)


def _guarded_getaddrinfo(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
    if not _on_this_machine(host):
        raise CalledOutside(host)
    return _getaddrinfo(host, *args, **kwargs)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log(pattern): these log records are part of the test")
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_getaddrinfo


def pytest_unconfigure() -> None:
    socket.socket.connect = _connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _getaddrinfo


@pytest.fixture
def collected(qapp: Any) -> Iterator[None]:
    """For a test with a window of its own, as the program does: a worker that collects a part of a window may hang."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from paymentdesk.app.collecting import collected_here

    with collected_here():
        yield
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + THREADS_MAY_TAKE
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):  # Qt's own: Python cannot join them
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                pytest.fail(f"The test left the thread {thread.name!r} running.")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest, no_leaked_threads: None) -> Iterator[None]:
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    unexpected = [text for text in handler.texts if not any(re.search(each, text) for each in expected)]
    if unexpected:
        pytest.fail("Unexpected log records:\n" + "\n".join(unexpected))


@pytest.fixture(autouse=True)
def clean_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_unexpected_logs: None) -> Path:
    """An own home folder (returned), none of the user's settings, no key store; processes inherit it."""
    for name in list(os.environ):
        if name.startswith(("PAYMENTDESK_", "XDG_", "LC_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    # A process started by a test has no guard: what it sends outside meets a closed door.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,localhost,::1")
    return home


@pytest.fixture
def practice() -> Iterator[Any]:
    """A simulated i'mport on the loopback interface; its clock stands still until it is told to go on."""
    from paymentdesk.practice.server import PracticeServer

    methods = ROOT / "resources" / "paymentwall-methods.csv"
    server = PracticeServer(port=0, seed=1, start=1_790_000_000, speed=0, methods=methods)
    server.start()
    yield server
    server.stop()
