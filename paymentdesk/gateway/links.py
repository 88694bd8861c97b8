"""Payment links: made and switched off at a host of their own (domain.md 6.4).

No document shows a token for these calls, so none is sent unless the host asks for one (401, which did nothing).
Whether a link was made matters more than any answer: two links for one order are two ways to pay it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from paymentdesk.domain.trouble import Trouble
from paymentdesk.gateway.envelope import UNREADABLE, as_text, envelope
from paymentdesk.gateway.errors import Busy, Declined, LinkUnknown, NotUnderstood, Unreachable
from paymentdesk.gateway.headers import retry_after
from paymentdesk.gateway.transport import Call, Failure, Reply, Transport

PATH = "/api/supplements/v1/link/payment"
_encoder = msgspec.json.Encoder(decimal_format="number")
_MOST_BYTES = 1 << 16
_LONGEST_URL = 500
_NO = range(400, 500)


class LinkClient:
    """The link host of one account. `token` answers one that the host may see, or None."""

    def __init__(
        self,
        link_url: str,
        token: Callable[[], str | None],
        *,
        connect_timeout: float,
        read_timeout: float,
        on_call: Callable[[Call], None] | None = None,
    ) -> None:
        self._transport = Transport(link_url, connect_timeout=connect_timeout, on_call=on_call)
        self._token = token
        self._seconds = read_timeout
        self._loopback = _is_loopback(urlsplit(link_url).hostname)

    def create(self, information: Mapping[str, Any], expires_at: int) -> str:
        """Make a link that ends at `expires_at` (UNIX seconds); answers its address. Asked once, whatever happens.

        Raises `Unreachable` if it certainly did not leave, `Declined` with the host's reason, `Busy`, or `LinkUnknown`
        whenever there may be a link.
        """
        text = _encoder.encode(information).decode()
        body = msgspec.json.encode({"payment_info": text, "expired_at": expires_at})
        reply = self._ask_once(body, None)
        if reply.status == 401 and (token := self._token()) is not None:
            reply = self._ask_once(body, token)
        if reply.status == 429:
            raise Busy(429, retry_after(reply.headers))
        if reply.status in _NO:
            raise Declined(_message(reply))
        address = _address(reply) if reply.status in (200, 201) else ""
        if not self._usable(address):
            raise LinkUnknown
        return address

    def disable(self, code: str) -> None:
        """Switch a link off; one the host does not know (404) is off. May be repeated."""
        path = f"{PATH}/{quote(code, safe='')}"
        reply = self._switch_off(path, None)
        if reply.status == 401 and (token := self._token()) is not None:
            reply = self._switch_off(path, token)
        if reply.status in (200, 201, 204, 404):
            return
        raise _no_answer(reply)

    def close(self) -> None:
        self._transport.close()

    def _ask_once(self, body: bytes, token: str | None) -> Reply:
        outcome = self._transport.order_once(
            PATH, token=token, body=body, read_timeout=self._seconds, deadline=self._seconds, limit=_MOST_BYTES
        )
        if isinstance(outcome, Failure):
            raise LinkUnknown if outcome.left else Unreachable(outcome.why)
        return outcome

    def _switch_off(self, path: str, token: str | None) -> Reply:
        outcome = self._transport.ask(
            "PUT", path, token=token, read_timeout=self._seconds, deadline=self._seconds, limit=_MOST_BYTES
        )
        if isinstance(outcome, Failure):
            raise Unreachable(outcome.why)
        return outcome

    def _usable(self, address: str) -> bool:
        """An address that may be handed to a buyer; a loopback host makes loopback addresses only (product.md 6)."""
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            return False
        plain = len(address) <= _LONGEST_URL and address.isprintable() and not set(address) & set(' "<>\\`')
        if not host or not plain or not parts.path.strip("/"):
            return False
        return parts.scheme in ("http", "https") and _is_loopback(host) if self._loopback else parts.scheme == "https"


def _address(reply: Reply) -> str:
    """`shortenedUrl`, bare as the document shows it or in i'mport's envelope."""
    frame = envelope(reply.body)
    try:
        told = msgspec.json.decode(frame.response if frame is not None else reply.body)
    except UNREADABLE:
        return ""
    return as_text(told.get("shortenedUrl")) if isinstance(told, dict) else ""


def _message(reply: Reply) -> str:
    frame = envelope(reply.body)
    return (frame.message if frame is not None else "") or f"HTTP {reply.status}"


def _no_answer(reply: Reply) -> Trouble:
    if reply.status in (429, 503):
        return Busy(reply.status, retry_after(reply.headers))
    if reply.status in _NO:
        return Declined(_message(reply))
    return NotUnderstood(reply.status)


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
