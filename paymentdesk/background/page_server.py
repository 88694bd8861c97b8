"""A checkout page for the system's own browser: served from 127.0.0.1, on a path nobody can guess, until it is closed.

What the page reports back is a payment's number, a hint like a webhook: only i'mport says whether anything was paid.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger(__name__)
REPORT = "closed"
_MOST_BYTES = 4096
_IDLE = 1.5  # seconds a connection without a word is kept: closing waits for it
_IMP_UID = re.compile(r"imps?_[0-9]{1,32}\Z")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageServer:
    """Serves the pages that were put on it. `reported(number of a payment)` is called on a thread of the server."""

    def __init__(self, reported: Callable[[str], None]) -> None:
        self._reported = reported
        self._pages: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="checkout-page", daemon=True
        )
        self._thread.start()

    def put(self, html: bytes, secret: str) -> str:
        """Serve a page; answers its address. One that was served before is no longer there."""
        with self._lock:
            self._pages = {secret: html}
        return f"http://{self._server.authority}/{secret}"

    def close(self) -> None:
        """No page is served any more; the threads end."""
        with self._lock:
            self._pages = {}
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def page(self, secret: str) -> bytes | None:
        with self._lock:
            # Compared whole: how long a wrong guess takes says nothing.
            return next((html for name, html in self._pages.items() if secrets.compare_digest(name, secret)), None)

    def report(self, body: bytes) -> None:
        try:
            told = json.loads(body)
        except ValueError:
            return
        imp_uid = told.get("imp_uid") if isinstance(told, dict) else None
        if isinstance(imp_uid, str) and _IMP_UID.match(imp_uid):
            self._reported(imp_uid)


def new_secret() -> str:
    """A path that cannot be guessed."""
    return secrets.token_urlsafe(24)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # joined when the server closes
    owner: PageServer

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.debug("a browser broke off", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _IDLE
    server_version = "paymentdesk"
    sys_version = ""

    def do_GET(self) -> None:
        html = self._page(self._path())
        if html is None:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
        else:
            self._answer(HTTPStatus.OK, html, "text/html; charset=UTF-8")

    def do_POST(self) -> None:
        secret, _, what = self._path().rpartition("/")
        length = self.headers.get("Content-Length", "")
        small = length.isascii() and length.isdigit() and int(length) <= _MOST_BYTES
        ours = self.headers.get("Origin") in (None, f"http://{self.server.authority}")
        if what != REPORT or not small or not ours or self._page(secret) is None:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        self.server.owner.report(self.rfile.read(int(length)))
        self._answer(HTTPStatus.NO_CONTENT, b"", "text/plain")

    def log_message(self, *_: Any) -> None:
        """The path is a secret: nothing of a request is written to the log."""

    def _path(self) -> str:
        return urlsplit(self.path).path.removeprefix("/")

    def _page(self, secret: str) -> bytes | None:
        # A name that was bent to this machine shows in Host: only the address itself is ours.
        if self.headers.get("Host") != self.server.authority or not secret.isascii():
            return None
        return self.server.owner.page(secret)

    def _answer(self, status: HTTPStatus, body: bytes, content_type: str) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True
