"""Screens read again at once when news comes, and not too often when much of it comes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.ui.pace import Pace

EVERY = 120


class Clock:
    now = 0

    def __call__(self) -> int:
        return self.now


def test_news_that_is_two_changes_is_seen_at_once() -> None:
    clock = Clock()
    pace = Pace(EVERY, clock)
    for quiet in (1000, 2 * EVERY):
        clock.now += quiet
        assert pace.wait == 0
        pace.read()
        clock.now += 20
        assert pace.wait == 0
        pace.read()
        assert pace.wait == EVERY - 20


@given(st.lists(st.integers(0, 300), max_size=60))
def test_whatever_comes_is_read_once_in_a_while(gaps: list[int]) -> None:
    clock = Clock()
    pace = Pace(EVERY, clock)
    reads: list[int] = []
    for gap in gaps:
        clock.now += gap
        assert pace.wait <= EVERY
        clock.now += pace.wait
        pace.read()
        reads.append(clock.now)
    for n, start in enumerate(reads):
        for later, end in enumerate(reads[n:]):
            assert later <= (end - start) // EVERY + 1
