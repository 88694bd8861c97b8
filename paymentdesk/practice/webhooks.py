"""Webhooks of the simulated i'mport: one delivery by default, no retry, no signature (domain.md 5.1)."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from paymentdesk.practice.acts import Announcement, News
from paymentdesk.practice.amounts import number
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.wire import encode

_TIMEOUT = 10.0
_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how webhooks go: shares of lost and doubled ones, delay in simulated seconds."""

    url: str | None = None
    content_type: Literal["json", "form"] = "json"
    loss: float = 0.0
    duplicate: float = 0.0
    delay_seconds: int = 0

    def view(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "content_type": self.content_type,
            "loss": self.loss,
            "duplicate": self.duplicate,
            "delay_seconds": self.delay_seconds,
        }


def settings_from(fields: Mapping[str, Any]) -> Settings:
    """As the control interface writes them; ValueError with a sentence if they do not fit."""
    url = fields.get("url")
    if url is not None:
        check_address(url)
    content_type = fields.get("content_type", "json")
    if content_type not in ("json", "form"):
        raise ValueError("content_type must be json or form")
    loss, duplicate = (float(number(fields.get(name, 0))) for name in ("loss", "duplicate"))
    if not (0 <= loss <= 1 and 0 <= duplicate <= 1):
        raise ValueError("loss and duplicate are shares between 0 and 1")
    delay = number(fields.get("delay_seconds", 0))
    if delay < 0:
        raise ValueError("delay_seconds must be 0 or more")
    return Settings(url, content_type, loss, duplicate, round(delay))


def check_address(url: object) -> None:
    """The practice shop talks to this machine only; ValueError for any other address."""
    parts = urlsplit(url) if isinstance(url, str) else None
    host = (parts.hostname or "") if parts is not None else ""
    if parts is None or parts.scheme != "http" or not _is_loopback(host):
        raise ValueError("webhooks go to http addresses of this machine only (127.0.0.1, ::1 or localhost)")


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or (host.startswith("127.") and host.replace(".", "").isdigit())


class Webhooks:
    """Sends what the shop announces, and lets due acts happen while nobody asks: both in one thread."""

    def __init__(self, shop: Shop) -> None:
        self.settings = Settings()
        self._shop = shop
        self._chance = Random(f"{shop.seed}/webhooks")
        self._wake = threading.Condition()
        self._waiting: deque[News] = deque()
        self._sent: deque[dict[str, Any]] = deque(maxlen=_KEPT)
        self._muted = False
        self._roused = False
        self._stopping = False
        self._connection: http.client.HTTPConnection | None = None
        shop.announce = self._announce
        shop.agenda_changed = self.rouse

    def reset(self) -> None:
        """Forget settings and deliveries; the chance begins anew."""
        with self._wake:
            self.settings = Settings()
            self._chance = Random(f"{self._shop.seed}/webhooks")
            self._waiting.clear()
            self._sent.clear()

    def deliveries(self) -> list[dict[str, Any]]:
        """What became of each webhook: its status, or `lost`, or why it could not be delivered."""
        with self._wake:
            return list(self._sent)

    @contextlib.contextmanager
    def muted(self) -> Iterator[None]:
        """What is announced meanwhile is long past: no webhook tells it."""
        with self._shop.lock:
            self._muted = True
            try:
                yield
            finally:
                self._muted = False

    def rouse(self) -> None:
        """Look at the agenda again: it, or the clock, has changed."""
        with self._wake:
            self._roused = True
            self._wake.notify_all()

    def run(self) -> None:
        """The thread's work, until `stop`."""
        while True:
            self._shop.catch_up()
            pause = self._until_next()
            with self._wake:
                if not (self._waiting or self._roused or self._stopping):
                    self._wake.wait(pause)
                self._roused = False
                if self._stopping:
                    return
                news = self._waiting.popleft() if self._waiting else None
            if news is not None:
                self._deliver(news)

    def stop(self) -> None:
        """Let `run` end soon; a delivery under way is given up."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
            under_way = self._connection.sock if self._connection is not None else None
        if under_way is not None:
            with contextlib.suppress(OSError):
                under_way.shutdown(socket.SHUT_RDWR)

    def _announce(self, news: News) -> None:
        # Called with the shop's lock held.
        with self._wake:
            if self.settings.url is None or self._muted:
                return
            if self._chance.random() < self.settings.loss:
                self._note(news, "lost")
                return
            copies = 2 if self._chance.random() < self.settings.duplicate else 1
            delay = self.settings.delay_seconds
        for _ in range(copies):
            if delay:
                self._shop.at(self._shop.now() + delay, Announcement(news))
            else:
                self.enqueue(news)

    def enqueue(self, news: News) -> None:
        """Send it next."""
        with self._wake:
            self._waiting.append(news)
            self._wake.notify_all()

    def _until_next(self) -> float | None:
        """Real seconds until the next act on the agenda is due; None if time stands still or nothing is."""
        with self._shop.lock:
            due, clock = self._shop.agenda.next_at(), self._shop.clock
            if due is None or not clock.speed:
                return None
            return max((due - clock.exact()) / clock.speed, 0.01)

    def _deliver(self, news: News) -> None:
        with self._wake:
            settings = self.settings
        if settings.url is None:
            return
        if settings.content_type == "json":
            body, kind = encode(news.fields()), "application/json"
        else:
            body, kind = urlencode(news.fields()).encode(), "application/x-www-form-urlencoded"
        try:
            status = self._post(settings.url, body, kind)
        except (OSError, http.client.HTTPException) as error:
            outcome: int | str = type(error).__name__
        else:
            outcome = status
        with self._wake:
            self._note(news, outcome)

    def _post(self, url: str, body: bytes, kind: str) -> int:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=_TIMEOUT)
        with self._wake:
            self._connection = connection
        try:
            connection.request("POST", target, body, {"Content-Type": kind, "Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            with self._wake:
                self._connection = None
            connection.close()

    def _note(self, news: News, outcome: int | str) -> None:
        self._sent.append({**news.fields(), "at": self._shop.now(), "outcome": outcome})
        self._wake.notify_all()
