"""What a call to i'mport can end in, named after who must act.

The first group is about questions (nothing moved, whatever went wrong), the second about the one order there
is, the cancellation: there the difference between "never left" and "nobody knows" is money (money.md R5).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble


class Unreachable(Trouble):
    """A question got no answer. facts: `why` (resolve, connect, tls, proxy, timeout, cut)."""

    def __init__(self, why: str) -> None:
        super().__init__(Kind.UNREACHABLE, {"why": why})


class NotUnderstood(Trouble):
    """An answer that is none of i'mport's: HTML, cut JSON, a redirect, a 5xx, or a "no" where none belongs.

    facts: `status` (HTTP) and `message` (i'mport's own words, if there were any).
    """

    def __init__(self, status: int | None, message: str = "") -> None:
        super().__init__(Kind.NOT_UNDERSTOOD, {"status": status, "message": message})


class Busy(Trouble):
    """429 or 503. `retry_after` is how long i'mport wants to be left alone, in seconds, if it said so."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(Kind.BUSY, {"status": status, "retry_after": retry_after})
        self.retry_after = retry_after


class NotAuthorised(Trouble):
    """i'mport refuses key and secret themselves (domain.md 1.3): a person must enter others."""

    def __init__(self) -> None:
        super().__init__(Kind.KEY_REFUSED)


class Declined(Trouble):
    """i'mport said no to something that moves no money (`prepare`, a payment link). facts: `message`."""

    def __init__(self, message: str) -> None:
        super().__init__(Kind.DECLINED, {"message": message}, money=MoneyWord.NOTHING_CHANGED)


class LinkUnknown(Trouble):
    """A request for a payment link left, and what came back names none: there may be one all the same."""

    def __init__(self) -> None:
        super().__init__(Kind.LINK_UNKNOWN, money=MoneyWord.NOTHING_CHANGED)


class NotFound(Exception):
    """i'mport knows no such payment (404 in its envelope)."""


class NotSent(Trouble):
    """A cancellation that did not leave. facts: `why` (resolve, connect, tls, proxy, unauthorised)."""

    def __init__(self, why: str, kind: Kind = Kind.UNREACHABLE) -> None:
        super().__init__(kind, {"why": why}, money=MoneyWord.NOT_SENT)


class TokenRefused(NotSent):
    """i'mport turned the cancellation away at the door (401 in its envelope) and did not act on it."""

    def __init__(self) -> None:
        super().__init__("unauthorised", Kind.KEY_REFUSED)


class OutcomeUnknown(Trouble):
    """A cancellation left, and what came back is no answer. Only i'mport's record can tell (money.md R5).

    facts: `why` (timeout, cut, status, not_understood, other_payment) and `status` (HTTP, if any came).
    """

    def __init__(self, why: str, status: int | None = None) -> None:
        facts: Mapping[str, Any] = {"why": why, "status": status}
        super().__init__(Kind.UNCONFIRMED, facts, money=MoneyWord.UNKNOWN)
