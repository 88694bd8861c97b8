"""Access tokens as i'mport hands them out (domain.md 1)."""

from __future__ import annotations

import hmac
import math
import secrets
import threading
from typing import Any

from paymentdesk.practice.clock import SimClock
from paymentdesk.practice.readings import Readings
from paymentdesk.practice.wire import Refused

LIFE = 30 * 60
LAST_MINUTE = 60
EXTENSION = 5 * 60
# Announced times are whole seconds; the token is kept alive over what rounding may add.
_ROUNDING = 2

MISSING = "imp_key, imp_secret 파라메터가 누락되었습니다."
WRONG = "imp_key, imp_secret 인증에 실패하였습니다."
UNAUTHORIZED = "Unauthorized"


class Tokens:
    """One token for everybody with the key, the same until it ends. It lives in real seconds, whatever the
    speed of the simulated clock; what is announced is that life counted from the simulated now.
    """

    def __init__(self, clock: SimClock, key: str | None, secret: str | None, readings: Readings) -> None:
        self.key = key if key is not None else f"{secrets.randbelow(10**16):016d}"
        self.secret = secret if secret is not None else secrets.token_hex(40)
        self._clock = clock
        self._readings = readings
        self._lock = threading.Lock()
        self._token: str | None = None
        self._ends = 0.0

    def issue(self, key: object, secret: object) -> dict[str, Any]:
        """The answer to getToken; asking in the last minute adds 5 minutes, earlier it changes nothing."""
        if not key or not secret:
            raise Refused(self._readings.missing_keys_status, -1, MISSING)
        if not (_same(str(key), self.key) and _same(str(secret), self.secret)):
            raise Refused(401, -1, WRONG)
        with self._lock:
            real = self._clock.monotonic()
            if self._token is None or self._ends <= real:
                self._token = secrets.token_hex(20)
                self._ends = real + LIFE
            elif self._ends - real <= LAST_MINUTE:
                self._ends += EXTENSION
            now = self._clock.exact()
            return {
                "access_token": self._token,
                "now": math.floor(now),
                "expired_at": math.ceil(now + self._ends - real - 0.001),
            }

    def check(self, given: str | None) -> None:
        """Refused with 401 unless `given` (bare, or with Bearer before it) is the living token."""
        token = (given or "").strip()
        if token[:7].lower() == "bearer ":
            token = token[7:].strip()
        with self._lock:
            living = self._token is not None and self._clock.monotonic() < self._ends + _ROUNDING
            if not living or self._token is None or not _same(token, self._token):
                raise Refused(401, -1, UNAUTHORIZED)


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode(), kept.encode())
