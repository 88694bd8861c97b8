"""Polling by itself stays within its calls, whenever it asks and whoever else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.services.budget import PER, RESERVE, Budget


class Clock:
    now = 500.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, RESERVE)), min_size=1, max_size=150), st.integers(10, 80))
def test_no_minute_holds_more_calls_than_allowed(steps: list[tuple[float, int]], most: int) -> None:
    clock = Clock()
    budget, made = Budget(most, monotonic=clock), []
    for passes, calls in steps:
        clock.now += passes
        clock.now += budget.wait()
        assert budget.wait() < 1e-6
        for _ in range(calls):
            budget.made()
            made.append(clock.now)
    for moment in made:
        # A hair less than a minute: sums of floats are not exact.
        assert sum(1 for other in made if moment <= other < moment + PER - 1e-3) <= most


def test_calls_that_others_made_count_as_well_and_a_minute_later_no_more() -> None:
    clock = Clock()
    budget = Budget(60, monotonic=clock)
    for _ in range(200):
        budget.made()
    assert budget.wait() == PER
    clock.now += PER
    assert budget.wait() == 0


def test_a_distance_is_kept_from_the_last_call() -> None:
    clock = Clock()
    budget = Budget(60, monotonic=clock)
    assert budget.since_last(0.25) == 0
    budget.made()
    clock.now += 0.125
    assert budget.since_last(0.25) == 0.125
