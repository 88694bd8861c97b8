"""The simulated clock: starts where it is told, runs at any speed, can be stepped, never goes back."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable


class SimClock:
    """Time of the simulated i'mport, in UNIX seconds.

    `start` is its first reading, `speed` how many simulated seconds pass in a real one (0 = it stands still),
    `monotonic` the real clock it is driven by.
    """

    def __init__(self, start: float, speed: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        if speed < 0:
            raise ValueError("time cannot run backwards: the speed must be 0 or more")
        self.monotonic = monotonic
        self._lock = threading.Lock()
        self._reading = float(start)
        self._mark = monotonic()
        self._speed = float(speed)

    def exact(self) -> float:
        """The time with its fraction of a second."""
        with self._lock:
            return self._exact()

    def now(self) -> int:
        """The time in whole UNIX seconds."""
        return math.floor(self.exact())

    @property
    def speed(self) -> float:
        """Simulated seconds per real second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if speed < 0:
            raise ValueError("time cannot run backwards: the speed must be 0 or more")
        with self._lock:
            self._rebase(self._exact())
            self._speed = float(speed)

    def advance(self, seconds: float) -> None:
        """Step forward by `seconds` (0 or more)."""
        if not math.isfinite(seconds) or seconds < 0:
            raise ValueError("time can only be stepped forward: seconds must be 0 or more")
        with self._lock:
            self._rebase(self._exact() + seconds)

    def set(self, at: float) -> None:
        """Put the clock to `at`, also back: only for the beginning and the end of a story."""
        with self._lock:
            self._rebase(float(at))

    def _exact(self) -> float:
        return self._reading + (self.monotonic() - self._mark) * self._speed

    def _rebase(self, reading: float) -> None:
        self._reading = reading
        self._mark = self.monotonic()
