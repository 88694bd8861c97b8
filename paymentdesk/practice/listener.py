"""The listening side: werkzeug's threading server on 127.0.0.1, quiet, and ended without a trace."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Iterable
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from paymentdesk.practice.clock import SimClock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

_LAST_WORDS = 2.0


class _Handler(WSGIRequestHandler):
    """Carries the simulated time in `Date`, writes no log, and ends a dropped connection for good."""

    server: _Server
    timeout = 60

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.server.clock.now(), usegmt=True)

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: the calls are kept by the request log."""

    def connection_dropped(self, error: BaseException, environ: WSGIEnvironment | None = None) -> None:
        self.close_connection = True


class _Server(ThreadedWSGIServer):
    """Knows the threads that answer, so that its end can wait for them, and daemons though they are."""

    daemon_threads = True

    def __init__(self, listening: socket.socket, clock: SimClock) -> None:
        self.clock = clock
        self.answering: dict[threading.Thread, socket.socket] = {}
        self.guard = threading.Lock()
        super().__init__("127.0.0.1", 0, _not_ready, _Handler, fd=listening.fileno())

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(
            target=self.process_request_thread,
            args=(request, client_address),
            name="practice-answer",
            daemon=True,
        )
        with self.guard:
            self.answering[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.guard:
                self.answering.pop(threading.current_thread(), None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        # A client that went away is no fault of the server.
        if not isinstance(error, (OSError, ValueError)):
            log.error("the practice server failed at a connection", exc_info=error)

    def log(self, type: str, message: str, *args: Any) -> None:
        log.error("the practice server failed: %s", message % args if args else message)


def _not_ready(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    raise RuntimeError("nothing was set to answer")


class Listener:
    """Binds on construction (OSError if the port is taken), serves in `run`."""

    def __init__(self, port: int, clock: SimClock) -> None:
        # Bound here rather than by werkzeug, which would print and exit if the port is taken.
        with socket.create_server(("127.0.0.1", port)) as listening:
            self.port: int = listening.getsockname()[1]
            self._server = _Server(listening, clock)
        self._ending = False

    def serve(self, application: WSGIApplication) -> None:
        """What answers; it needs the port to be known, so it comes after the binding."""
        self._server.app = application

    def run(self) -> None:
        """The serving thread's work, until `end`. It sleeps while nobody calls."""
        while not self._ending:
            self._server.handle_request()

    def end(self) -> None:
        """Let `run` end: a last call wakes it."""
        if not self._ending:
            self._ending = True
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=_LAST_WORDS).close()

    def close(self) -> None:
        """After `run`: connections that wait for a question end at once, those that answer may finish."""
        self._server.server_close()
        self._end_connections(socket.SHUT_RD, _LAST_WORDS)
        self._end_connections(socket.SHUT_RDWR, None)

    def _end_connections(self, how: int, patience: float | None) -> None:
        with self._server.guard:
            answering = list(self._server.answering.items())
        for _, connection in answering:
            with contextlib.suppress(OSError):
                connection.shutdown(how)
        for thread, _ in answering:
            thread.join(patience)
