"""Ask i'mport for a token and say exactly how that ended (domain.md 1, 10 #28 and #29). Nothing is kept or changed.

It is one plain question, so that what was seen is the answer to it and to nothing else.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

from paymentdesk.domain.connection import Cause, Finding
from paymentdesk.gateway import wire
from paymentdesk.gateway.envelope import envelope
from paymentdesk.gateway.headers import http_date
from paymentdesk.gateway.transport import Failure, Reply, Transport

_LONGEST = 200
_MOST_BYTES = 1 << 16
_TAGS = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>")
_DETAILS = {
    "certificate_date": Cause.CLOCK,
    "certificate_name": Cause.CERTIFICATE_NAME,
    "certificate": Cause.CERTIFICATE,
    "tls": Cause.TLS,
    "proxy_sign_in": Cause.PROXY_SIGN_IN,
    "proxy_refuses": Cause.PROXY_REFUSES,
    "proxy_away": Cause.PROXY_AWAY,
    "name": Cause.NAME,
    "no_network": Cause.NO_NETWORK,
    "refused": Cause.REFUSED,
    "silent": Cause.SILENT,
}
_WHYS = {
    "resolve": Cause.NAME,
    "connect": Cause.NO_NETWORK,
    "tls": Cause.TLS,
    "proxy": Cause.PROXY_AWAY,
    "timeout": Cause.SILENT,
    "cut": Cause.CUT,
}


def find_out(
    api_url: str,
    key: str,
    secret: str,
    *,
    connect_timeout: float = 5.0,
    read_timeout: float = 10.0,
    wall: Callable[[], float] | None = None,
) -> Finding:
    """How i'mport takes a key and a secret; never raises for anything that can go wrong on the way."""
    wall = wall or time.time
    transport = Transport(api_url, connect_timeout=connect_timeout, on_call=None)
    try:
        found = Finding(Cause.CUT, host=urlsplit(api_url).hostname or "", proxy=transport.proxy(), at=int(wall()))
        outcome = transport.ask(
            "POST",
            "/users/getToken",
            token=None,
            body=wire.key_body(key, secret),
            read_timeout=read_timeout,
            deadline=connect_timeout + read_timeout,
            limit=_MOST_BYTES,
        )
    finally:
        transport.close()
    if isinstance(outcome, Failure):
        return replace(found, cause=_DETAILS.get(outcome.detail) or _WHYS.get(outcome.why, Cause.CUT))
    return _judged(found, outcome, wall())


def _judged(found: Finding, reply: Reply, now: float) -> Finding:
    frame = envelope(reply.body)
    found = replace(found, status=reply.status, at=int(now))
    if frame is None:
        return _not_import(found, reply)
    told = http_date(reply.headers.get("Date"))
    if told is not None:
        found = replace(found, clock_off=round(now - told))
    found = replace(found, said=frame.message[:_LONGEST])
    if reply.status == 200 and frame.code == 0:
        try:
            _, told_now = wire.grant(frame.response)
        except wire.Unreadable:
            return replace(found, cause=Cause.NOT_IMPORT)
        return replace(found, cause=Cause.ACCEPTED, clock_off=round(now - told_now))
    return replace(found, cause=_refusal(reply.status, frame.message))


def _refusal(status: int, message: str) -> Cause:
    """A "no" in i'mport's envelope."""
    if status == 401:
        # Which of the two it was is said only where i'mport names one of them alone (domain.md 12 #16).
        named = [name for name in ("imp_key", "imp_secret") if name in message]
        alone = {"imp_key": Cause.KEY_WRONG, "imp_secret": Cause.SECRET_WRONG}
        return alone[named[0]] if len(named) == 1 else Cause.KEY_OR_SECRET
    return _by_status(status) or Cause.TURNED_AWAY


def _by_status(status: int) -> Cause | None:
    if status == 403:
        return Cause.ADDRESS_LIST
    if status == 407:
        return Cause.PROXY_SIGN_IN
    if status in (429, 503):
        return Cause.BUSY
    return Cause.DOWN if status >= 500 else None


def _not_import(found: Finding, reply: Reply) -> Finding:
    """No envelope: a page of somebody else's, or of i'mport's own gate before its API."""
    text = reply.body.decode("utf-8", "replace")
    said = " ".join(unescape(_TAGS.sub(" ", text)).split())[:_LONGEST]
    elsewhere = ""
    if 300 <= reply.status < 400:
        elsewhere = urlsplit(reply.headers.get("Location", "")).hostname or ""
    return replace(found, cause=_by_status(reply.status) or Cause.NOT_IMPORT, said=said, elsewhere=elsewhere)
