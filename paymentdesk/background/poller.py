"""Rounds: one at a time, in short steps on the worker, told as they go. By itself only as long as no other program
does it, and whenever a person wants it.

No Qt: the window and `sync --watch` use the same. When a round is due says `rhythm.py`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from filelock import FileLock, Timeout

from paymentdesk.background import power
from paymentdesk.background.rhythm import Clocks, Rhythm
from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services import rounds
from paymentdesk.services.clock import ahead
from paymentdesk.services.polling import SyncReport
from paymentdesk.services.rounds import Round
from paymentdesk.services.shop import Shop


@dataclass(frozen=True, slots=True)
class SyncState:
    """`kind`: fresh | working | trouble | stopped | elsewhere (another program polls; `trouble` is that one's). `at` is
    when i'mport was last asked with success (UNIX seconds of its clock), `done` of `total` the windows of a full check,
    None while not known, `left` about how many seconds it still takes. `report` is what a round brought in; after more
    than an hour (`away`, seconds) without one it is the summary of all that happened meanwhile. `clock_off`: seconds by
    which this computer's clock is ahead of i'mport's, 0 below a minute."""

    kind: str
    at: int | None = None
    trouble: Trouble | None = None
    done: int = 0
    total: int | None = None
    left: float | None = None
    report: SyncReport | None = None
    away: int = 0
    clock_off: int = 0


class Poller:
    """Belongs to one thread, its owner's. `tell`, `over` and `alone` are called on the worker's: `over` when a round
    has ended, after which the owner calls `next_round` and waits for `rhythm.left`; `alone` when a round was the first
    to find that no other program polls any more."""

    def __init__(
        self,
        shop: Shop,
        worker: Worker,
        *,
        tell: Callable[[SyncState], None],
        over: Callable[[], None],
        alone: Callable[[], None] = lambda: None,
        attended: bool = False,
    ) -> None:
        self._shop = shop
        self._worker = worker
        self._say = tell
        self._over = over
        self._alone = alone
        self._battery = False
        clocks = Clocks(time.monotonic, time.time, random.random, battery=lambda: self._battery)
        self.rhythm = Rhythm(lambda: shop.settings, clocks, attended=attended)
        self._stop_long = False
        self._full = False  # a full check is wanted
        self._again = False  # a person wanted a round while one was under way
        self._missed = False  # something may have been missed by the round under way
        self._checking = False  # a full check is the round in hand
        self._polling = False
        self._closing = False
        self._work: Round | None = None  # the round in hand
        self._last_at: int | None = None
        self._last_trouble: Trouble | None = None
        self._lock: FileLock | None = None

    # ------------------------------------------------------------ what a person wants

    def sync_now(self) -> None:
        """A round as soon as the worker is free; one that is under way may have passed what is wanted."""
        self._again = self._polling and not self._checking
        if self._work is not None and not self._work.full:
            self._work.asked_by = "person"  # somebody waits for it now: no more pauses
            self._worker.hurry()
        self._begin(full=False, asked_by="person")

    def full_check(self, asked_by: str = "person") -> None:
        """Every window back to the first year, in short steps; `stop` ends it."""
        self._begin(full=True, asked_by=asked_by)
        self._tell("working")

    def stop(self) -> None:
        """End a full check after the call in hand; it goes on from there when it is asked for again."""
        self._full = False
        self._stop_long = self._stop_long or self._checking

    @property
    def checking(self) -> bool:
        """A full check is wanted or under way."""
        return self._full or (self._checking and not self._stop_long)

    def look(self) -> None:
        """A round by itself: it is due, or something may have been missed, which one under way may have passed."""
        self._missed = self._polling and not self._checking
        self._begin(full=False, asked_by="poll")

    @property
    def polling(self) -> bool:
        """A round is under way or waits for the worker."""
        return self._polling

    def next_round(self) -> bool:
        """A round has ended; answers whether another one was wanted meanwhile and has begun."""
        self._polling = self._checking = False
        self._work = None
        if self._full or self._again:
            self._begin(full=False, asked_by="person")
        elif self._missed:
            self._begin(full=False, asked_by="poll")
        return self._polling

    def close(self) -> None:
        """No further round, the one in hand ends after its step. `release` follows when the worker has ended."""
        self._closing = self._stop_long = True

    def release(self) -> None:
        """Another program may poll now."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # ------------------------------------------------------------ inside

    def _begin(self, *, full: bool, asked_by: str) -> None:
        self._full = self._full or full
        if self._polling or self._closing:
            return
        self._polling = True
        self._stop_long = self._again = self._missed = False
        full, self._full = self._full, False
        self._checking = full
        urgency = Urgency.LONG if full else Urgency.POLL
        work = self._work = Round(self._shop, full=full, asked_by=asked_by)
        self._worker.put(lambda: self._round(work), urgency)

    def _round(self, work: Round) -> Iterator[float]:
        """One round in short steps, on the worker's thread."""
        try:
            had = self._lock is not None
            alone = self.may_poll()
            if alone and not had:
                self._alone()
            if not alone and work.asked_by == "poll":
                self.rhythm.followed()
                ok_at, trouble = rounds.known(self._shop)
                self._last_at = ok_at or self._last_at
                self._tell("elsewhere", trouble)
            elif (trouble := self._peace_wanted(alone)) is not None:
                self._tell("trouble", trouble)
            else:
                yield from self._asked(work)
        except Exception:  # a bug, which the worker tells; the next round is planned all the same
            self.rhythm.failed()
            self._over()
            raise
        self._over()

    def _peace_wanted(self, alone: bool) -> Trouble | None:
        """i'mport wants to be left alone, by what it said here or to the program that polls."""
        if self._last_trouble is not None and self.rhythm.left_alone:
            return self._last_trouble
        return None if alone else rounds.wants_peace(self._shop)

    def _asked(self, work: Round) -> Iterator[float]:
        self._tell("working")
        self._battery = power.on_battery()
        try:
            for wait in work.steps(stop=lambda: self._stop_long):
                if work.progress.total is not None:
                    self._tell("working", work=work)
                yield wait
        except Trouble as trouble:
            self._checking = False
            self._last_trouble = trouble
            self.rhythm.failed(
                wish=getattr(trouble, "retry_after", None),
                refused=trouble.kind is Kind.KEY_REFUSED,
                off_line=trouble.facts.get("why") in ("resolve", "connect", "proxy"),
            )
            rounds.failed(self._shop, work.source, trouble, self.rhythm.left)
            self._tell("trouble", trouble)
        else:
            self._checking = False
            self._last_trouble = None
            self.rhythm.answered()
            if not work.report.stopped:  # a check that was stopped has not asked what is new
                self._last_at = self._shop.now()
            self._tell("stopped" if work.report.stopped else "fresh", work=work)

    def _tell(self, kind: str, trouble: Trouble | None = None, *, work: Round | None = None) -> None:
        done, total, left = (work.progress.done, work.progress.total, work.left) if work else (0, None, None)
        self._say(
            SyncState(
                kind,
                self._last_at,
                trouble,
                done=done,
                total=total if kind == "working" else None,
                left=left,
                report=work.report if work and kind == "fresh" else None,
                away=work.away if work and kind == "fresh" else 0,
                clock_off=ahead(self._shop.told),
            )
        )

    def may_poll(self) -> bool:
        """Who polls regularly, and hears of changes, holds a lock: one window or one `sync --watch` (product.md 6.0).
        Taken where nobody has it; on the worker's thread."""
        if self._lock is None:
            lock = self._shop.poller_lock()
            try:
                lock.acquire(timeout=0)
            except Timeout:
                return False
            self._lock = lock
            self._inherit()
        return True

    def _inherit(self) -> None:
        """What i'mport asked of whoever polled before holds for this one too, also after a restart."""
        _, trouble = rounds.known(self._shop)
        wish = getattr(trouble, "retry_after", None)
        if wish:
            self._last_trouble = trouble
            self.rhythm.failed(wish=wish)
