"""Hints: somebody said that a payment may have changed. Believed is the payment's number, and only to look at it.

A webhook has no signature and may be forged (domain.md 5.1). So the queue is bounded, looks are paced, and what has to
be dropped is made good by asking i'mport what changed recently: whatever is sent, little is asked, nothing is missed.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services.looking import take_look
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.activity import Activity

# `imp_` or, paid by the API, `imps_`, 32 characters at most (domain.md 3.1).
_NUMBER = re.compile(r"imps?_[A-Za-z0-9]{1,27}\Z")


class Said(StrEnum):
    """What became of a hint."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"
    LIMITED = "limited"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown_payment"


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is looked at because of hints. Durations are seconds.

    `unknown_again`: when a payment that i'mport did not know is asked for again, by itself but for the last one; hints
    for it wait as long. `room` and `unknown_room`: how many numbers are kept in mind. `rest`: after i'mport could not
    be reached.
    """

    looks_a_second: float = 1.0
    at_once: int = 20
    room: int = 100
    apart: float = 0.5
    unknown_again: tuple[float, ...] = (10.0, 60.0, 600.0)
    unknown_room: int = 500
    round_every: float = 60.0
    rest: float = 10.0


@dataclass(slots=True)
class Hint:
    """A payment to look at, not before `due`."""

    imp_uid: str
    source: str
    due: float


@dataclass(slots=True)
class _Unknown:
    """i'mport did not know it, or its answer said nothing, `times` times; `wanted`: asked for when it is due."""

    source: str
    due: float
    times: int
    wanted: bool


class Hints:
    """The queue between whoever hears hints and the one thread that looks. Threads may share it.

    `now` is a monotonic clock in seconds. `changed` is called without a lock held whenever there may be more to do.
    """

    def __init__(self, now: Callable[[], float], pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.changed: Callable[[], None] = lambda: None
        self._now = now
        self._lock = threading.Lock()
        self._waiting: dict[str, Hint] = {}
        self._under_way: str | None = None
        self._again: Hint | None = None
        self._looked: OrderedDict[str, float] = OrderedDict()
        self._unknown: OrderedDict[str, _Unknown] = OrderedDict()
        self._tokens = float(self.pace.at_once)
        self._filled_at = now()
        self._round_wanted = False
        self._round_due = now()
        self._rests_until = now()
        self._uncounted: Counter[tuple[str, Said]] = Counter()

    # ------------------------------------------------------------ whoever hears

    def hear(self, imp_uid: str | None, source: str) -> Said:
        """A hint came: the payment number it names, None where it names none."""
        with self._lock:
            said = self._take_in(imp_uid, source)
            if said is not Said.TAKEN:
                self._uncounted[source, said] += 1
        self.changed()
        return said

    def limited(self, source: str, times: int = 1) -> None:
        """So many hints were turned away unread: they may have been true."""
        with self._lock:
            self._uncounted[source, Said.LIMITED] += times
            self._round_wanted = True
        self.changed()

    def want_round(self) -> None:
        """Something may have been missed: ask what changed recently."""
        with self._lock:
            self._round_wanted = True
            self._round_due = min(self._round_due, self._now())
        self.changed()

    def _take_in(self, imp_uid: str | None, source: str) -> Said:
        if imp_uid is None or not _NUMBER.match(imp_uid):
            return Said.UNREADABLE
        if imp_uid in self._waiting:
            return Said.DUPLICATE
        now = self._now()
        if imp_uid == self._under_way:
            # What it tells may have happened after the look began.
            had, self._again = self._again, Hint(imp_uid, source, now + self.pace.apart)
            return Said.DUPLICATE if had else Said.TAKEN
        unknown = self._unknown.get(imp_uid)
        if unknown is not None and now < unknown.due:
            unknown.wanted = True
            return Said.UNKNOWN
        looked = self._looked.get(imp_uid)
        return self._put(Hint(imp_uid, source, now if looked is None else max(now, looked + self.pace.apart)))

    def _put(self, hint: Hint) -> Said:
        if len(self._waiting) >= self.pace.room or self._now() < self._rests_until:
            self._round_wanted = True
            return Said.LIMITED
        self._waiting[hint.imp_uid] = hint
        return Said.TAKEN

    # ------------------------------------------------------------ whoever looks

    def pause(self) -> float | None:
        """Seconds until there is something to do; 0 for now, None while nothing is wanted."""
        with self._lock:
            now = self._now()
            moments = []
            if self._under_way is None:
                hint = self._next(now)
                if hint is not None:
                    moments.append(max(hint.due, self._affordable(now, 1)))
                else:
                    moments += [
                        max(unknown.due, self._affordable(now, self.pace.at_once / 2))
                        for unknown in self._unknown.values()
                        if unknown.wanted
                    ]
                    moments += [waiting.due for waiting in self._waiting.values()]
            if self._round_wanted:
                moments.append(self._round_due)
            return max(0.0, min(moments) - now) if moments else None

    def take(self) -> Hint | None:
        """The next payment to look at, or None while it is too early. `done` must follow."""
        with self._lock:
            now = self._now()
            self._fill(now)
            hint = self._next(now) if self._under_way is None and self._tokens >= 1 else None
            if hint is None:
                return None
            self._tokens -= 1
            self._waiting.pop(hint.imp_uid, None)
            self._under_way = hint.imp_uid
            return hint

    def take_round(self) -> bool:
        """A recent round is wanted and may be asked for now; answered True only once."""
        with self._lock:
            now = self._now()
            if not self._round_wanted or now < self._round_due:
                return False
            self._round_wanted = False
            self._round_due = now + self.pace.round_every
            return True

    def done(
        self, hint: Hint, *, unknown: bool = False, failed: bool = False, silent: bool = False, rest: float = 0.0
    ) -> None:
        """The look is over. `unknown`: i'mport has no such payment; `failed`: its answer says nothing; `silent`: it
        could not be asked at all, so that the others need not be tried now; `rest`: seconds it wants to be left alone.
        """
        with self._lock:
            now = self._now()
            again, self._again, self._under_way = self._again, None, None
            self._note_looked(hint.imp_uid, now)
            if silent:
                # The round that follows the trouble finds what these would have found.
                self._waiting.clear()
                self._rests_until = now + max(self.pace.rest, rest)
                self._round_due = max(self._round_due, self._rests_until)
            if failed or silent:
                self._round_wanted = True
            if unknown or (failed and not silent):
                self._remember(hint, again is not None, now)
            elif not silent:
                self._unknown.pop(hint.imp_uid, None)
                if again is not None:
                    again.due = now + self.pace.apart
                    self._put(again)
        self.changed()

    @property
    def uncounted(self) -> bool:
        """`counted` would answer something."""
        return bool(self._uncounted)

    def counted(self) -> dict[tuple[str, Said], int]:
        """Hints since the last call that led to no look of their own, by source and what became of them."""
        with self._lock:
            counted, self._uncounted = self._uncounted, Counter()
        return dict(counted)

    # ------------------------------------------------------------ inside

    def _next(self, now: float) -> Hint | None:
        """What is due and came first; an unknown payment is asked for again only while there is little else."""
        hint = next((each for each in self._waiting.values() if each.due <= now), None)
        if hint is not None:
            return hint
        if self._spare(now) < self.pace.at_once / 2:
            return None
        for imp_uid, unknown in self._unknown.items():
            if unknown.wanted and unknown.due <= now:
                return Hint(imp_uid, unknown.source, unknown.due)
        return None

    def _remember(self, hint: Hint, wanted: bool, now: float) -> None:
        """A payment may be there a moment later; one that was made up is asked for less and less often."""
        had = self._unknown.pop(hint.imp_uid, None)
        times = min((had.times if had else 0) + 1, len(self.pace.unknown_again))
        last = times == len(self.pace.unknown_again)
        due = now + self.pace.unknown_again[times - 1]
        self._unknown[hint.imp_uid] = _Unknown(hint.source, due, times, wanted or not last)
        if len(self._unknown) > self.pace.unknown_room:
            _, dropped = self._unknown.popitem(last=False)
            self._round_wanted = self._round_wanted or dropped.wanted

    def _note_looked(self, imp_uid: str, now: float) -> None:
        self._looked[imp_uid] = now
        self._looked.move_to_end(imp_uid)
        while self._looked and next(iter(self._looked.values())) + self.pace.apart <= now:
            self._looked.popitem(last=False)

    def _spare(self, now: float) -> float:
        return min(self.pace.at_once, self._tokens + (now - self._filled_at) * self.pace.looks_a_second)

    def _fill(self, now: float) -> None:
        self._tokens, self._filled_at = self._spare(now), now

    def _affordable(self, now: float, tokens: float) -> float:
        """When there are so many tokens."""
        return now + max(0.0, tokens - self._spare(now)) / self.pace.looks_a_second


def follow(shop: Shop, hints: Hints, hint: Hint) -> bool:
    """Look at the payment a hint names, singly (R17); answers whether anything changed.

    Raises `Trouble` where i'mport cannot be asked; what the hint told is then found by the next round.
    """
    try:
        seen = take_look(shop, hint.imp_uid, source="webhook")
    except Trouble as trouble:
        silent = trouble.kind is not Kind.NOT_UNDERSTOOD
        hints.done(hint, failed=True, silent=silent, rest=getattr(trouble, "retry_after", None) or 0.0)
        _record(shop, Activity(shop.now(), "webhook", hint.source, outcome="failed", data={"why": trouble.kind.value}))
        raise
    except BaseException:
        hints.done(hint, failed=True)
        raise
    unknown = not seen.seen
    hints.done(hint, unknown=unknown)
    changed = seen.new + seen.changed + len(set(seen.settled))
    if unknown:
        # Without its number in its own column: a flood of invented ones is counted on one row.
        entry = Activity(shop.now(), "webhook", hint.source, outcome=Said.UNKNOWN.value, data={"imp_uid": hint.imp_uid})
    else:
        outcome = "changed" if changed else "unchanged"
        entry = Activity(shop.now(), "webhook", hint.source, imp_uid=hint.imp_uid, outcome=outcome, changed=changed)
    with shop.database.atomic():
        ledger.activity.source_ok(shop.database, hint.source, shop.now())
        ledger.activity.record(shop.database, [entry])
    return bool(changed or seen.odd)


def count(shop: Shop, hints: Hints) -> None:
    """Write down how many hints led to no look of their own: one line for each source and reason."""
    entries = [
        Activity(shop.now(), "webhook", source, outcome=said.value, times=times)
        for (source, said), times in hints.counted().items()
    ]
    if entries:
        _record(shop, *entries)


def connection(shop: Shop, source: str, at: int, why: str = "", next_try_at: int | None = None) -> None:
    """Write down that a source listens now, or that it does not: `why`, and when it is tried again."""
    with shop.database.atomic():
        if why:
            ledger.activity.source_failed(shop.database, source, at, why, next_try_at=next_try_at)
            entry = Activity(at, "connection", source, outcome="lost", data={"why": why})
        else:
            ledger.activity.source_ok(shop.database, source, at)
            entry = Activity(at, "connection", source, outcome="connected")
        ledger.activity.record(shop.database, [entry])


def switched_off(shop: Shop, source: str) -> None:
    """Nobody wants this source any more: it is neither well nor broken."""
    with shop.database.atomic():
        ledger.activity.source_dropped(shop.database, source)


def _record(shop: Shop, *entries: Activity) -> None:
    with shop.database.atomic():
        ledger.activity.record(shop.database, entries)
