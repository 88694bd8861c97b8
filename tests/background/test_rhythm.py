"""When to look next, as tables and over everything that can happen; no clock but a made one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.background.rhythm import (
    FOLLOW_EVERY,
    IDLE_AFTER,
    LONGEST,
    LONGEST_WISH,
    SLEPT,
    SOON_FOR,
    SOON_TO,
    TICK,
    Clocks,
    Rhythm,
    Situation,
    Tick,
    left_alone,
    pause,
    slept,
)
from paymentdesk.settings import Settings

SETTINGS = Settings()
MIDDLE = 0.5


class Pc:
    """A machine whose clocks go as they are told."""

    def __init__(self, chance: float = MIDDLE) -> None:
        self.steady, self.wall, self.luck, self.battery = 1000.0, 1_790_000_000.0, chance, False
        clocks = Clocks(lambda: self.steady, lambda: self.wall, lambda: self.luck, lambda: self.battery)
        self.rhythm = Rhythm(lambda: SETTINGS, clocks)

    def passes(self, seconds: float, *, asleep: bool = False) -> None:
        self.wall += seconds
        self.steady += 0 if asleep else seconds


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({"since_act": 0.0}, 5),
        ({"since_hint": 1.0}, 5),
        ({"since_act": 5000.0, "since_hint": 1.0}, 5),
        ({"since_act": SOON_FOR + 1}, 30),
        ({"since_act": SOON_FOR + 1, "battery": True}, 120),
        ({"since_act": IDLE_AFTER + 1}, 120),
        ({"since_act": IDLE_AFTER + 1, "battery": True}, 300),
        ({"since_hint": SOON_FOR + 1}, 120),
        ({}, 120),
        ({"since_act": 0.0, "battery": True}, 5),
        ({"since_act": 0.0, "elsewhere": True}, FOLLOW_EVERY),
        ({"since_act": 0.0, "refused": True, "troubles": 1}, LONGEST),
        ({"since_act": 0.0, "troubles": 1}, 30 * 0.75),
        ({"since_act": 0.0, "troubles": 3}, 120 * 0.75),
        ({"since_act": 0.0, "troubles": 20}, LONGEST * 0.75),
        ({"troubles": 10_000}, LONGEST * 0.75),
        ({"troubles": 10_000, "off_line": True}, 60 * 0.75),
        ({"troubles": 1, "off_line": True}, 30 * 0.75),
    ],
)
def test_the_pause_before_the_next_look(given: dict[str, Any], seconds: float) -> None:
    assert pause(SETTINGS, Situation(**given), lambda: MIDDLE) == pytest.approx(seconds)


AGES = st.none() | st.floats(0, 1e7)


@given(
    st.builds(
        Situation,
        since_act=AGES,
        since_hint=AGES,
        troubles=st.integers(0, 10_000),
        off_line=st.booleans(),
        refused=st.booleans(),
        elsewhere=st.booleans(),
        battery=st.booleans(),
    ),
    st.floats(0, 1, exclude_max=True),
)
def test_a_pause_is_never_shorter_than_the_fastest_nor_longer_than_the_longest(s: Situation, luck: float) -> None:
    seconds = pause(SETTINGS, s, lambda: luck)
    assert min(FOLLOW_EVERY, 0.9 * SETTINGS.poll_busy_seconds) <= seconds <= 1.1 * LONGEST


@given(st.integers(1, 30), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_more_trouble_never_means_asking_sooner_by_the_same_luck(troubles: int, one: float, other: float) -> None:
    pauses = [pause(SETTINGS, Situation(troubles=n), lambda: one) for n in (troubles, troubles + 1)]
    assert pauses[0] <= pauses[1]
    # Desks that failed together do not come back together.
    spread = [pause(SETTINGS, Situation(troubles=troubles), lambda luck=luck: luck) for luck in (one, other)]
    assert spread[1] - spread[0] == pytest.approx(
        (other - one) * pause(SETTINGS, Situation(troubles=troubles), lambda: 0)
    )


@pytest.mark.parametrize(
    ("wish", "seconds"), [(None, 0), (0.0, 0), (-5.0, 0), (30.0, 30), (86400.0, LONGEST_WISH), (float("inf"), 3600)]
)
def test_how_long_i_mport_is_left_alone(wish: float | None, seconds: float) -> None:
    assert left_alone(wish) == seconds


def test_nothing_is_asked_before_retry_after_whatever_a_person_does() -> None:
    pc = Pc()
    pc.rhythm.failed(wish=700)
    pc.rhythm.acted()
    pc.rhythm.hinted()
    pc.rhythm.stirred()
    assert pc.rhythm.left == pc.rhythm.left_alone == 700
    pc.passes(700)
    assert (pc.rhythm.left, pc.rhythm.left_alone) == (0, 0)


def test_after_an_act_looks_come_often_for_a_while_and_then_as_ever() -> None:
    pc = Pc()
    pc.rhythm.answered()
    assert pc.rhythm.left == 120
    pc.rhythm.acted()
    assert pc.rhythm.left == 5
    pauses = []
    while pc.steady < 1000 + SOON_FOR + 60:
        pc.passes(pc.rhythm.left)
        pc.rhythm.answered()
        pauses.append(pc.rhythm.left)
    assert set(pauses) == {5, 30}
    assert pauses.count(5) == SOON_FOR / 5 - 1


def test_a_desk_that_somebody_watches_is_never_idle() -> None:
    pc = Pc()
    rhythm = Rhythm(lambda: SETTINGS, Clocks(lambda: pc.steady, lambda: pc.wall, lambda: MIDDLE), attended=True)
    rhythm.answered()
    assert rhythm.left == 30
    rhythm.acted()
    pc.passes(10 * IDLE_AFTER)
    rhythm.answered()
    assert rhythm.left == 30


def test_an_act_never_puts_a_look_off() -> None:
    pc = Pc()
    pc.rhythm.acted()
    pc.rhythm.answered()
    pc.passes(4)
    pc.rhythm.acted()
    assert pc.rhythm.left == 1


@pytest.mark.parametrize(
    ("before", "now", "seconds"),
    [
        (Tick(0, 0), Tick(TICK, TICK), 0),
        (Tick(0, 0), Tick(TICK + SLEPT, TICK + SLEPT), 0),
        (Tick(0, 0), Tick(TICK, 3 * 86400), 3 * 86400 - TICK),  # a steady clock that stops while the machine sleeps
        (Tick(0, 0), Tick(3 * 86400, 3 * 86400), 3 * 86400 - TICK),  # and one that does not
        (Tick(0, 0), Tick(3 * 86400, 0), 3 * 86400 - TICK),
        (Tick(0, 86400), Tick(TICK, 0), 0),  # the wall clock was set back: nobody slept
    ],
)
def test_a_machine_that_slept_is_noticed_by_its_clocks(before: Tick, now: Tick, seconds: float) -> None:
    assert slept(before, now) == seconds


@pytest.mark.parametrize("asleep", [True, False])
@pytest.mark.parametrize("luck", [0.0, 0.999])
def test_who_wakes_looks_soon_spread_by_chance(asleep: bool, luck: float) -> None:
    pc = Pc()
    for _ in range(20):
        pc.rhythm.failed()
    pc.luck = luck
    assert pc.rhythm.tick() == 0
    pc.passes(3 * 86400, asleep=asleep)
    assert pc.rhythm.tick() > 2 * 86400
    assert pc.rhythm.left == pytest.approx(1 + 9 * luck)
    assert pc.rhythm.left <= SOON_TO
    assert pc.rhythm.troubles == 0
    assert pc.rhythm.tick() == 0


EVENTS = st.sampled_from(["acted", "hinted", "stirred", "answered", "followed", "failed", "busy", "refused", "tick"])


@given(st.lists(st.tuples(EVENTS, st.floats(0, 4000), st.floats(0, 1, exclude_max=True)), max_size=40))
def test_whatever_happens_the_next_look_comes_and_no_wish_is_ignored(events: list[tuple[str, float, float]]) -> None:
    pc, until = Pc(), 0.0
    for name, seconds, luck in events:
        pc.luck = luck
        if name == "busy":
            pc.rhythm.failed(wish=seconds)
            until = pc.steady + min(seconds, LONGEST_WISH)
        elif name == "refused":
            pc.rhythm.failed(refused=True)
            until = pc.steady
        elif name == "failed":
            pc.rhythm.failed()
            until = pc.steady
        else:
            getattr(pc.rhythm, name)()
        assert max(0.0, until - pc.steady) <= pc.rhythm.left <= 1.1 * LONGEST + max(0.0, until - pc.steady)
        pc.passes(seconds / 4)
