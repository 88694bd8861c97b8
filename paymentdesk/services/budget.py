"""How often i'mport may be asked: calls are counted where they are made, and who wants to make one is told to wait.

i'mport names no limit (domain.md 2.6), so the desk keeps its own: docs/decisions/0007.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

PER = 60.0  # seconds
RESERVE = 6
"""Calls that one step may need at worst: a new token, three tries, a dead connection."""


class Budget:
    """At most `most` calls in any minute by whoever waits as it is told. Threads may share it."""

    def __init__(self, most: int, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._room = max(1, most - RESERVE)
        self._monotonic = monotonic
        self._made: deque[float] = deque(maxlen=self._room + 1)
        self._lock = threading.Lock()

    def made(self, _call: object = None) -> None:
        """A call was made, whoever made it."""
        with self._lock:
            self._made.append(self._monotonic())

    def wait(self) -> float:
        """Seconds until a step fits into the minute."""
        with self._lock:
            if len(self._made) <= self._room:
                return 0.0
            return max(0.0, self._made[0] + PER - self._monotonic())

    def since_last(self, apart: float) -> float:
        """Seconds until `apart` seconds will have passed since the last call."""
        with self._lock:
            return max(0.0, self._made[-1] + apart - self._monotonic()) if self._made else 0.0
