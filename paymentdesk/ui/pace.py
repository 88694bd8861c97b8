"""How often a screen reads again while much changes."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """At once after a while of quiet, and a second time: news often is two changes, that it was heard and what it
    brought. Then once in `every` milliseconds. `now` is a steady clock in milliseconds."""

    def __init__(self, every: int, now: Callable[[], int]) -> None:
        self._every, self._now = every, now
        self._used_until = now()

    @property
    def wait(self) -> int:
        """Milliseconds until the next reading may begin."""
        return max(0, self._used_until - self._every - self._now())

    def read(self) -> None:
        """A reading begins."""
        self._used_until = max(self._used_until, self._now()) + self._every
