"""What every screen needs to know: whom to ask, what to read, the time, the shop's zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from paymentdesk import wording
from paymentdesk.background.desk import Desk
from paymentdesk.background.reading import Reading


@dataclass(frozen=True)
class Session:
    """One open shop in one window. `now` is UNIX seconds of i'mport's clock; `speed` that of a practice shop,
    0 in a real one."""

    desk: Desk
    reading: Reading
    now: Callable[[], int]
    zone: tzinfo
    title: str
    overdue_seconds: int
    ask_again_after: int
    practice: bool = False
    speed: float = 0

    def moment(self, at: int, *, seconds: bool = False) -> str:
        return wording.moment(at, self.zone, now=self.now(), seconds=seconds)

    def widest_moment(self) -> list[str]:
        """A moment as wide as they get, for the width of a column."""
        thirtieth = 1_796_068_800  # 30 Nov 2026 20:00 UTC
        return [wording.moment(thirtieth, UTC)]

    def age(self, since: int) -> str:
        return wording.age(self.now() - since)
