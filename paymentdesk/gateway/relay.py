"""A relay's channel, subscribed to: smee.io and what is compatible with it, and gosmee (domain.md 14).

The channel's address is a secret: whoever knows it can read what passes and send what he likes. So it is in no log, no
exception and no repr, and of what comes only the number of a payment is used.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from paymentdesk.domain.source import Why
from paymentdesk.gateway.event_stream import Event, EventStream, TooLong
from paymentdesk.gateway.hook import Garbage, named_payment, payment_of
from paymentdesk.gateway.transport import BAD_LUCK, Authorization, Exchange, Failure, Session, failure

_READ = 1 << 16
_LIFE = 24 * 3600.0  # seconds; a connection that lives longer is made anew
_EVENT_STREAM = "text/event-stream"
_GOSMEE = "/events/"
_FAILURES = {
    "resolve": Why.RESOLVE,
    "connect": Why.CONNECT,
    "tls": Why.TLS,
    "proxy": Why.PROXY,
    "timeout": Why.SILENT,
}
_SILENT_EVENTS = frozenset({"ready", "ping"})


class Broken(Exception):
    """The connection to the channel could not be made, or is over. `host`: where a redirect points."""

    def __init__(self, why: Why, *, status: int | None = None, host: str = "") -> None:
        super().__init__(why.value)
        self.why, self.status, self.host = why, status, host


class Channel:
    """One channel of a relay. `silence`: seconds without a byte after which a connection counts as dead; relays send
    something every 30."""

    def __init__(self, address: str, *, connect_timeout: float = 5.0, silence: float = 75.0) -> None:
        self._address = address
        self._connect_timeout = connect_timeout
        self._silence = silence
        self._exchange: Exchange | None = None
        self._ended = threading.Event()

    @property
    def host(self) -> str:
        """The relay's host, the part of the address that is no secret."""
        return urlsplit(self._address).hostname or ""

    def listen(self, opened: Callable[[], Any], hear: Callable[[str | None], Any]) -> None:
        """Connect and hear what comes, until `end` (then it returns) or until it breaks: raises `Broken`.

        `opened` is called once the channel is subscribed to; `hear` with the payment number of each webhook, None for
        one that names none.
        """
        try:
            self._subscribe(self._address, opened, hear)
        except _Page:
            # gosmee shows a page under the channel's name; its events are beside it.
            parts = urlsplit(self._address)
            if parts.path.startswith(_GOSMEE):
                raise Broken(Why.NO_CHANNEL) from None
            beside = urlunsplit(parts._replace(path=_GOSMEE + parts.path.lstrip("/")))
            try:
                self._subscribe(beside, opened, hear)
            except _Page:
                raise Broken(Why.NO_CHANNEL) from None

    def end(self) -> None:
        """Let `listen` return soon; from any thread."""
        self._ended.set()
        exchange = self._exchange
        if exchange is not None:
            exchange.end()

    def _subscribe(self, address: str, opened: Callable[[], Any], hear: Callable[[str | None], Any]) -> None:
        with Session() as session, Exchange(_LIFE) as exchange:
            self._exchange = exchange
            if self._ended.is_set():
                return
            try:
                response = session.get(
                    address,
                    headers={"Accept": _EVENT_STREAM, "Accept-Encoding": "identity", "Cache-Control": "no-cache"},
                    auth=Authorization(None),
                    timeout=(self._connect_timeout, self._silence),
                    allow_redirects=False,
                    stream=True,
                )
                with response:
                    _refuse(response)
                    opened()
                    self._read(response, hear)
            except BAD_LUCK as error:
                if self._ended.is_set():
                    return
                # Without its cause: what is in there names the address.
                raise Broken(_why(failure(error, exchange))) from None

    def _read(self, response: requests.Response, hear: Callable[[str | None], Any]) -> None:
        stream = EventStream()
        while True:
            received = response.raw.read1(_READ)
            if not received:
                if self._ended.is_set():
                    return
                raise Broken(Why.CUT)
            try:
                for event in stream.feed(received):
                    _tell(event, hear)
            except TooLong:
                raise Broken(Why.NO_CHANNEL) from None


class _Page(Exception):
    """A page for people came instead of events."""


def _refuse(response: requests.Response) -> None:
    """Raise what an answer that is no stream of events means."""
    status = response.status_code
    if 300 <= status < 400:
        host = urlsplit(response.headers.get("Location", "")).hostname
        raise Broken(Why.MOVED, status=status, host=host or "")
    if status == 429 or status >= 500:
        raise Broken(Why.DISTURBED, status=status)
    if status != 200:
        raise Broken(Why.REFUSED, status=status)
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != _EVENT_STREAM:
        raise _Page if kind == "text/html" else Broken(Why.NO_CHANNEL, status=status)


def _why(failed: Failure) -> Why:
    return _FAILURES.get(failed.why, Why.CUT)


def _tell(event: Event, hear: Callable[[str | None], Any]) -> None:
    if event.name in _SILENT_EVENTS:
        return
    try:
        message = json.loads(event.data)
    except (ValueError, RecursionError):
        hear(None)
        return
    if isinstance(message, dict) and ("body" in message or "bodyB" in message):
        hear(_payment(message))


def _payment(message: dict[str, Any]) -> str | None:
    """The payment number in the body of a webhook that came through a relay: as JSON, as text, or in base64."""
    content_type = message.get("content-type")
    kind = content_type if isinstance(content_type, str) else ""
    body = message.get("body")
    try:
        if isinstance(message.get("bodyB"), str):
            return named_payment(base64.b64decode(message["bodyB"], validate=True), kind)
        if isinstance(body, str):
            return named_payment(body.encode("utf-8", "replace"), kind.partition(";")[0])
    except (Garbage, binascii.Error, ValueError):
        return None
    return payment_of(body)
