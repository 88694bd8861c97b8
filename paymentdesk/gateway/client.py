"""i'mport's API V1, as far as the desk uses it (domain.md 1 to 4).

Every method is one call (a token and, after a 401, a second one aside). Questions raise `Unreachable`,
`NotUnderstood`, `Busy` or `NotAuthorised`; the cancellation has its own three ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec

from paymentdesk.domain.connection import Channel
from paymentdesk.domain.delivery import Delivery
from paymentdesk.domain.money import Money
from paymentdesk.domain.payment import Payment
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.gateway import preparing, wire
from paymentdesk.gateway.delivery import DeliveryAnswer
from paymentdesk.gateway.delivery import answer as delivery_answer
from paymentdesk.gateway.delivery import body as delivery_body
from paymentdesk.gateway.envelope import Envelope, envelope
from paymentdesk.gateway.errors import (
    Busy,
    Declined,
    NotAuthorised,
    NotFound,
    NotSent,
    NotUnderstood,
    OutcomeUnknown,
    TokenRefused,
    Unreachable,
)
from paymentdesk.gateway.headers import http_date, retry_after
from paymentdesk.gateway.preparing import Prepared
from paymentdesk.gateway.token import Grant, Token
from paymentdesk.gateway.transport import Call, Failure, Reply, Transport
from paymentdesk.gateway.wire import BadRow, Page

LONGEST_WINDOW = 89 * 24 * 3600
"""Seconds between `start` and `end` of a list: i'mport takes 90 days, more was never tried."""

MOST_IDS = 100
MOST_ROWS = 1000
SENDABLE_FOR = 60.0
_ENOUGH = 0.5  # of the time an answer may take: between the look and the send there is only our own disk
_MOST_BYTES = 16 << 20
_MOST_BYTES_OF_A_CANCEL = 1 << 20


@dataclass(frozen=True, slots=True)
class Lookup:
    """Payments asked for by number. `missing` are the numbers i'mport says nothing about."""

    payments: list[Payment]
    bad: list[BadRow]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CancelAnswer:
    """i'mport's answer to a cancellation: code 0 is "taken", any other a "no" whose reason is `message`.

    `payment` is its record right after, if it was sent along and readable. Whether anything is cancelled is
    read from that, never from the code (domain.md 4.2).
    """

    code: int
    message: str
    payment: Payment | None


class ImportClient:
    """One account at i'mport. Threads may share it. Time-outs are seconds; `deadline` bounds a whole
    question, `cancel_timeout` a whole cancellation.

    `ends_at`: when all of it has to be over, on `monotonic`; None: never. A question then gets what is left, and a
    cancellation does not leave unless its answer can still be waited for (product.md 6).
    """

    def __init__(
        self,
        api_url: str,
        key: str,
        secret: str,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        cancel_timeout: float = 30.0,
        deadline: float = 60.0,
        on_call: Callable[[Call], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api_url = api_url
        self._key_body = wire.key_body(key, secret)
        self._read_timeout = read_timeout
        self._cancel_timeout = cancel_timeout
        self._deadline = deadline
        self._monotonic = monotonic
        self._clock_offset: float | None = None
        self.ends_at: float | None = None
        self._transport = Transport(api_url, connect_timeout=connect_timeout, on_call=on_call)
        self._token = Token(self._fetch_token, monotonic)

    def __repr__(self) -> str:
        return f"ImportClient({self._api_url!r})"

    @property
    def requests(self) -> int:
        """Calls made so far, those for tokens included."""
        return self._transport.requests

    @property
    def clock_offset(self) -> float | None:
        """i'mport's UNIX time less `monotonic()`, as its last answer told it; None before the first."""
        return self._clock_offset

    def connect(self, *, try_again: bool = True) -> None:
        """Make sure there is a token. `try_again`: a person asked for it, so refused keys are tried anew."""
        self._token.value(try_again=try_again)

    def token(self) -> str:
        """An access token, for another host of i'mport's that asks for one."""
        return self._token.value()

    def close(self) -> None:
        self._transport.close()

    # ---- questions

    def payment(self, imp_uid: str) -> Payment | BadRow:
        """One payment, a test payment too (domain.md 3.4), with all there is. Raises `NotFound`."""
        if imp_uid in ("", ".", ".."):  # these would change the path
            raise NotFound
        frame = self._get(f"/payments/{quote(imp_uid, safe='')}", {"include_sandbox": "true", "extension": "true"})
        found = wire.payment_from_wire(frame.response)
        if found.imp_uid != imp_uid:
            raise NotUnderstood(200)
        return found

    def payments(self, ids: Sequence[str]) -> Lookup:
        """At most 100 payments by number; 404 is "none of them" (domain.md 3.5)."""
        if len(ids) > MOST_IDS:
            raise ValueError(f"{len(ids)} numbers in one question")
        if not ids:
            return Lookup([], [], ())
        try:
            payments, bad = self._rows(self._get("/payments", [("imp_uid[]", each) for each in ids]))
        except NotFound:
            return Lookup([], [], tuple(ids))
        known = {each.imp_uid for each in payments} | {each.imp_uid for each in bad}
        # A row whose number cannot be read may be any of them: then none is called missing.
        missing = () if "" in known else tuple(each for each in ids if each not in known)
        return Lookup(payments, bad, missing)

    def payments_by_order(self, merchant_uid: str) -> list[Payment]:
        """Every attempt to pay an order, newest first (domain.md 3.6). Unreadable ones show up by number."""
        found: list[Payment] = []
        if merchant_uid in ("", ".", ".."):
            return found
        path, number = f"/payments/findAll/{quote(merchant_uid, safe='')}/", 1
        while number:
            try:
                page = self._page(self._get(path, {"page": number, "limit": MOST_ROWS}))
            except NotFound:
                break
            found += page.payments
            number = page.next if page.next > number else 0
        return found

    def payments_by_status(
        self,
        status: str,
        start: int,
        end: int,
        *,
        page: int = 1,
        limit: int = MOST_ROWS,
        sorting: str = "updated",
        read: Callable[[msgspec.Raw], Page] = wire.page,
    ) -> Page:
        """One page of the payments whose current state began between two UNIX times, both included.

        `status` is all, ready, paid, cancelled or failed. ValueError for more than 89 days (domain.md 3.6).
        Stop at `next == 0`: i'mport answers a page past the end with 400, as it does an empty window. Such a page
        is empty with a total of 0: behind the first one it means that rows moved while they were paged. `read` reads
        what came, like `wire.page`.
        """
        if not 0 <= end - start <= LONGEST_WINDOW:
            raise ValueError("a list spans at most 89 days")
        query = {"from": start, "to": end, "page": page, "limit": limit, "sorting": sorting}
        try:
            return self._page(self._get(f"/payments/status/{quote(status, safe='')}", query), read)
        except NotFound:
            pass
        except NotUnderstood as trouble:
            if not isinstance(trouble, _PastTheEnd):
                raise
        return Page([], [], 0, 0, 0)

    def channels(self) -> list[Channel]:
        """The account's payment channels."""
        try:
            return wire.channels(self._get("/users/pg").response)
        except (wire.Unreadable, NotFound):
            raise NotUnderstood(200) from None

    def prepared(self, merchant_uid: str) -> Prepared | None:
        """What is registered for an order; None for nothing. Whether i'mport says that with a 404 or with a code is not
        known (domain.md 13), so both are read."""
        reply = self._authorised("GET", f"/payments/prepare/{quote(merchant_uid, safe='')}")
        frame = self._frame(reply)
        if frame is None or reply.status not in (200, 404):
            raise self._no_answer(reply, frame)
        return preparing.read(frame) if reply.status == 200 and frame.code == 0 else None

    def prepare(self, merchant_uid: str, price: Money, *, change: bool = False) -> None:
        """Tell i'mport beforehand what an order costs, or (`change`) that it costs something else by now. It moves no
        money and may be repeated. Raises `Declined` with its reason."""
        body = preparing.body(merchant_uid, price)
        reply = self._authorised("PUT" if change else "POST", "/payments/prepare", body=body)
        frame = self._frame(reply)
        if frame is not None and reply.status in (200, 400, 404) and frame.code != 0:
            raise Declined(frame.message)
        if frame is None or reply.status != 200:
            raise self._no_answer(reply, frame)

    def deliver(self, delivery: Delivery) -> DeliveryAnswer:
        """Register a delivery (domain.md 7.1). It moves no money and the same step again changes nothing, so it may
        be repeated when no answer came."""
        reply = self._authorised("POST", "/paymentwall/delivery", body=delivery_body(delivery))
        frame = self._frame(reply)
        if frame is None or reply.status != 200:
            raise self._no_answer(reply, frame)
        return delivery_answer(frame)

    # ---- the order

    def ready_to_send(self) -> None:
        """Before a cancellation is recorded as being sent (money.md R6): its token and its host's name.

        Raises `NotSent` or what the question for a token can end in; nothing has left then.
        """
        try:
            self._transport.resolve()
        except (OSError, ValueError):
            raise NotSent("resolve") from None
        self._token.value(for_seconds=SENDABLE_FOR)
        if self._left(self._cancel_timeout) < self._cancel_timeout:
            raise NotSent("timeout")

    def cancel(self, imp_uid: str, amount: Money, checksum: Money, reason: str) -> CancelAnswer:
        """Ask for a cancellation, once, whatever happens (money.md R5).

        `checksum` is what the person saw as left. Raises `NotSent` (or `TokenRefused`) if i'mport certainly
        did not act, `OutcomeUnknown` whenever that is not certain; ValueError, before anything leaves,
        unless 0 < amount <= checksum.
        """
        body = wire.cancel_body(imp_uid, amount, checksum, reason)
        try:
            token = self._token.value()
        except Trouble as trouble:
            why = "unauthorised" if trouble.kind is Kind.KEY_REFUSED else trouble.facts.get("why", "connect")
            raise NotSent(why, trouble.kind) from None
        seconds = self._left(self._cancel_timeout)
        if seconds < self._cancel_timeout * _ENOUGH:
            raise NotSent("timeout")
        outcome = self._transport.order_once(
            "/payments/cancel",
            token=token,
            body=body,
            read_timeout=seconds,
            deadline=seconds,
            limit=_MOST_BYTES_OF_A_CANCEL,
        )
        if isinstance(outcome, Failure):
            raise OutcomeUnknown(outcome.why) if outcome.left else NotSent(outcome.why)
        frame = self._frame(outcome)
        if outcome.status == 401 and frame is not None and frame.code != 0 and frame.empty:
            self._token.drop(token)
            raise TokenRefused
        if outcome.status != 200:
            raise OutcomeUnknown("status", outcome.status)
        if frame is None:
            raise OutcomeUnknown("not_understood", 200)
        return _answer(imp_uid, frame)

    # ---- calls

    def _get(self, path: str, params: Any = None) -> Envelope:
        """A question's answer with code 0."""
        reply = self._authorised("GET", path, params=params)
        frame = self._frame(reply)
        if frame is not None:
            if reply.status == 404:
                raise NotFound
            if reply.status in (200, 207) and frame.code == 0:
                return frame
        raise self._no_answer(reply, frame)

    def _authorised(self, method: str, path: str, *, params: Any = None, body: bytes | None = None) -> Reply:
        """A call with a token; a refused token is renewed once (domain.md 1.7)."""
        token = self._token.value()
        reply = self._ask(method, path, token, params=params, body=body)
        if reply.status == 401:
            self._token.drop(token)
            reply = self._ask(method, path, self._token.value(), params=params, body=body)
        return reply

    def _ask(
        self, method: str, path: str, token: str | None, *, params: Any = None, body: bytes | None = None
    ) -> Reply:
        seconds = self._left(self._deadline)
        if seconds <= 0:
            raise Unreachable("timeout")
        outcome = self._transport.ask(
            method,
            path,
            token=token,
            params=params,
            body=body,
            read_timeout=self._read_timeout,
            deadline=seconds,
            limit=_MOST_BYTES,
        )
        if isinstance(outcome, Failure):
            raise Unreachable(outcome.why)
        return outcome

    def _left(self, most: float) -> float:
        """Seconds that a call may take."""
        return most if self.ends_at is None else min(most, self.ends_at - self._monotonic())

    def _fetch_token(self) -> Grant:
        reply = self._ask("POST", "/users/getToken", None, body=self._key_body)
        frame = self._frame(reply)
        if frame is not None and reply.status == 401:
            raise NotAuthorised
        if frame is None or reply.status != 200 or frame.code != 0:
            raise self._no_answer(reply, frame)
        try:
            grant, now = wire.grant(frame.response)
        except wire.Unreadable:
            raise NotUnderstood(reply.status) from None
        self._clock_offset = now - self._monotonic()
        return grant

    def _frame(self, reply: Reply) -> Envelope | None:
        """The envelope, if there is one: only then is it i'mport that speaks, and its clock that is told."""
        frame = envelope(reply.body)
        date = http_date(reply.headers.get("Date"))
        if frame is not None and date is not None:
            self._clock_offset = date - self._monotonic()
        return frame

    def _no_answer(self, reply: Reply, frame: Envelope | None) -> Trouble:
        if reply.status in (429, 503):
            return Busy(reply.status, retry_after(reply.headers))
        if frame is not None and reply.status == 400:
            return _PastTheEnd(400, frame.message)
        return NotUnderstood(reply.status, frame.message if frame is not None else "")

    def _rows(self, frame: Envelope) -> tuple[list[Payment], list[BadRow]]:
        try:
            return wire.rows(frame.response)
        except wire.Unreadable:
            raise NotUnderstood(200) from None

    def _page(self, frame: Envelope, read: Callable[[msgspec.Raw], Page] = wire.page) -> Page:
        try:
            return read(frame.response)
        except wire.Unreadable:
            raise NotUnderstood(200) from None


class _PastTheEnd(NotUnderstood):
    """400 in i'mport's envelope; for a list that may only mean that there is no such page."""


def _answer(imp_uid: str, frame: Envelope) -> CancelAnswer:
    if frame.empty:
        return CancelAnswer(frame.code, frame.message, None)
    named = wire.imp_uid_of(frame.response)
    if named != imp_uid:
        raise OutcomeUnknown("other_payment" if named else "not_understood", 200)
    found = wire.payment_from_wire(frame.response)
    # A record that cannot be read takes nothing away from the code; the next look will say what is wrong.
    return CancelAnswer(frame.code, frame.message, found if isinstance(found, Payment) else None)
