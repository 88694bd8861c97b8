"""What every screen needs to know: whom to ask, what to read, the time, the shop's zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from paymentdesk import wording
from paymentdesk.background.desk import Desk
from paymentdesk.background.reading import Reading
from paymentdesk.background.shop_settings import ShopSettings

_THIRTIETH = 1_796_068_800  # 30 Nov 2026 20:00 UTC


@dataclass(eq=False)
class Session:
    """One open shop in one window; its title and zone change with its settings. `now` is UNIX seconds of i'mport's
    clock; `speed` that of a practice shop, 0 in a real one."""

    desk: Desk
    reading: Reading
    now: Callable[[], int]
    zone: tzinfo
    title: str
    overdue_seconds: int
    ask_again_after: int
    settings: ShopSettings
    practice: bool = False
    speed: float = 0
    watermark_slack: int = 3600

    def moment(self, at: int, *, seconds: bool = False) -> str:
        return wording.moment(at, self.zone, now=self.now(), seconds=seconds)

    def brief_moment(self, at: int) -> str:
        """The time of day of today's moments, the day of others, or the month of another year: where room is short."""
        return wording.brief_moment(at, self.zone, now=self.now())

    def widest_moment(self) -> list[str]:
        """A moment as wide as they get, for the width of a column."""
        return [wording.moment(_THIRTIETH, UTC, now=0)]

    def widest_brief_moment(self) -> list[str]:
        return [wording.brief_moment(_THIRTIETH, UTC, now=now) for now in (0, _THIRTIETH, _THIRTIETH - 7 * 86400)]

    def age(self, since: int) -> str:
        return wording.age(self.now() - since)
