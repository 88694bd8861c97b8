"""When to look at i'mport next. Pure: clocks, chance and the battery are handed in, so every decision is a table.

Fast after a person's act or a hint, slow when nobody is there or the battery is used, backing off after trouble, soon
after sleep or a change of network. docs/decisions/0007.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paymentdesk.settings import Settings

SOON_FOR = 90.0  # seconds after an act or a hint in which looks come often
IDLE_AFTER = 30 * 60.0  # seconds without an act
LONGEST = 15 * 60.0  # between two tries, however long the trouble lasts
LONGEST_OFF_LINE = 60.0  # while nothing leaves this computer: trying costs nobody anything, and the line comes back
LONGEST_WISH = 3600.0  # of i'mport to be left alone that is followed without asking again
FOLLOW_EVERY = 3.0  # looks at poller.lock while another program polls; they cost i'mport nothing
SOON_FROM, SOON_TO = 1.0, 10.0  # seconds over which desks spread that wake, or get their network back, together
TICK = 5.0  # seconds between two looks at the clocks
SLEPT = 20.0  # seconds that a tick may be late before the machine counts as having slept


@dataclass(frozen=True, slots=True)
class Situation:
    """What a pause is decided by. Ages are seconds, None = never; `troubles` are rounds in a row without an answer."""

    since_act: float | None = None
    since_hint: float | None = None
    troubles: int = 0
    off_line: bool = False  # the last one ended before anything left this computer
    refused: bool = False  # i'mport refuses the keys: a person must enter others (domain.md 1.7)
    elsewhere: bool = False  # another program polls this shop
    battery: bool = False


def pause(settings: Settings, situation: Situation, chance: Callable[[], float]) -> float:
    """Seconds until the next look; `chance` answers numbers from 0 up to 1."""
    if situation.elsewhere:
        return FOLLOW_EVERY
    if situation.refused:
        return _about(LONGEST, chance)
    if situation.troubles:
        # Half of it certain, half by chance: desks that failed together do not come back together.
        doubled = settings.poll_seconds * 2.0 ** min(situation.troubles - 1, 20)
        return min(LONGEST_OFF_LINE if situation.off_line else LONGEST, doubled) * (0.5 + 0.5 * chance())
    return _about(_quiet(settings, situation), chance)


def _quiet(settings: Settings, situation: Situation) -> float:
    """The pause while all is well."""
    ages = [age for age in (situation.since_act, situation.since_hint) if age is not None]
    if ages and min(ages) < SOON_FOR:
        return settings.poll_busy_seconds
    idle = situation.since_act is None or situation.since_act > IDLE_AFTER
    if situation.battery:
        return settings.poll_battery_seconds if idle else settings.poll_idle_seconds
    return settings.poll_idle_seconds if idle else settings.poll_seconds


def _about(seconds: float, chance: Callable[[], float]) -> float:
    return seconds * (0.9 + 0.2 * chance())


def left_alone(wish: float | None) -> float:
    """Seconds for which nothing is asked because i'mport said so (429, 503 and Retry-After; domain.md 2.6)."""
    return 0.0 if wish is None else min(LONGEST_WISH, max(0.0, wish))


@dataclass(frozen=True, slots=True)
class Tick:
    """Two clocks at one moment: a steady one that may stop while the machine sleeps, and the wall clock."""

    steady: float
    wall: float


def slept(before: Tick, now: Tick) -> float:
    """Seconds the machine slept between two ticks, 0 if it did not. A wall clock that was set looks the same, which
    costs one look."""
    late = max(now.steady - before.steady, now.wall - before.wall) - TICK
    return late if late > SLEPT else 0.0


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a rhythm goes by. `chance` answers numbers from 0 up to 1."""

    steady: Callable[[], float]
    wall: Callable[[], float]
    chance: Callable[[], float]
    battery: Callable[[], bool] = lambda: False


class Rhythm:
    """When the next round is due. Threads may share it: what they race for is one look a little early or late."""

    def __init__(self, settings: Callable[[], Settings], clocks: Clocks, *, attended: bool = False) -> None:
        """`attended`: never idle, somebody reads what is told though nobody acts here (`sync --watch`)."""
        self._settings = settings
        self._attended = attended
        self._clocks = clocks
        self._acted: float | None = None
        self._hinted: float | None = None
        self._troubles = 0
        self._due = clocks.steady()
        self._not_before = clocks.steady()
        self._tick = self._now()

    @property
    def left(self) -> float:
        """Seconds until a round is due; 0 when it is."""
        return max(0.0, max(self._due, self._not_before) - self._clocks.steady())

    @property
    def left_alone(self) -> float:
        """Seconds for which i'mport asked not to be asked, by anybody."""
        return max(0.0, self._not_before - self._clocks.steady())

    @property
    def troubles(self) -> int:
        """Rounds in a row that ended in trouble."""
        return self._troubles

    def acted(self) -> None:
        """A person did something: its outcome is wanted soon."""
        self._acted = self._clocks.steady()
        self._sooner(self._settings().poll_busy_seconds)

    def hinted(self) -> None:
        """A hint came: more may follow."""
        self._hinted = self._clocks.steady()
        self._sooner(self._settings().poll_busy_seconds)

    def stirred(self) -> None:
        """The network changed: a look soon, spread by chance, and what failed before is past."""
        self._troubles = 0
        self._sooner(self._soon())

    def tick(self) -> float:
        """To be called every `TICK` seconds and before a round; answers how long the machine slept, if it did. Then a
        look comes soon, spread by chance, also where one has long been due."""
        before, self._tick = self._tick, self._now()
        gone = slept(before, self._tick)
        if gone:
            self._troubles = 0
            self._due = self._clocks.steady() + self._soon()
        return gone

    def answered(self) -> None:
        """A round is over, and i'mport answered."""
        self._troubles = 0
        self._plan()

    def failed(self, *, wish: float | None = None, refused: bool = False, off_line: bool = False) -> None:
        """A round ended in trouble. `wish`: how long i'mport wants to be left alone; `off_line`: nothing left this
        computer."""
        self._troubles += 1
        self._not_before = self._clocks.steady() + left_alone(wish)
        self._plan(refused=refused, off_line=off_line)

    def followed(self) -> None:
        """Another program polls; look again whether it still does."""
        self._plan(elsewhere=True)

    def _plan(self, *, refused: bool = False, off_line: bool = False, elsewhere: bool = False) -> None:
        now = self._clocks.steady()
        since_act = None if self._acted is None else now - self._acted
        if self._attended:
            since_act = IDLE_AFTER if since_act is None else min(since_act, IDLE_AFTER)
        situation = Situation(
            since_act=since_act,
            since_hint=None if self._hinted is None else now - self._hinted,
            troubles=self._troubles,
            refused=refused,
            off_line=off_line,
            elsewhere=elsewhere,
            battery=self._clocks.battery(),
        )
        self._due = now + pause(self._settings(), situation, self._clocks.chance)

    def _soon(self) -> float:
        return SOON_FROM + (SOON_TO - SOON_FROM) * self._clocks.chance()

    def _sooner(self, seconds: float) -> None:
        self._due = min(self._due, self._clocks.steady() + seconds)

    def _now(self) -> Tick:
        return Tick(self._clocks.steady(), self._clocks.wall())
