"""The access token, by i'mport's own clock (domain.md 1)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from paymentdesk.gateway.errors import NotAuthorised

BUFFER = 30.0
"""Seconds before its end from which a token is not used any more."""

REFUSAL_REMEMBERED = 300.0
"""Seconds for which refused keys are not tried again, so that polling does not hammer i'mport with them."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A token as getToken gave it; `life` is `expired_at - now`, in seconds of i'mport's clock."""

    value: str = field(repr=False)
    life: float


class Token:
    """One token for all threads. `fetch` asks i'mport for it and raises what went wrong.

    Its life is measured on the monotonic clock from before the question, so a merchant's wrong clock does not
    matter and the token never seems to live longer than it does.
    """

    def __init__(self, fetch: Callable[[], Grant], monotonic: Callable[[], float]) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._grant: Grant | None = None
        self._ends = 0.0
        self._refused_at: float | None = None

    def __repr__(self) -> str:
        return "Token(…)"

    def value(self, *, for_seconds: float = BUFFER, try_again: bool = False) -> str:
        """A token good for `for_seconds`, or the best i'mport gives: asking does not renew a living one.

        Raises `NotAuthorised` without a call while a refusal is remembered, unless `try_again`.
        """
        with self._lock:
            now = self._monotonic()
            if self._grant is not None and self._ends - now > for_seconds:
                return self._grant.value
            refused = self._refused_at is not None and now - self._refused_at < REFUSAL_REMEMBERED
            if refused and not try_again:
                raise NotAuthorised
            try:
                self._grant = self._fetch()
            except NotAuthorised:
                self._grant, self._refused_at = None, now
                raise
            self._refused_at = None
            self._ends = now + self._grant.life
            return self._grant.value

    def drop(self, value: str) -> None:
        """Forget this token, which i'mport refused; another one that a thread got meanwhile stays."""
        with self._lock:
            if self._grant is not None and self._grant.value == value:
                self._grant = None
