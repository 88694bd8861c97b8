"""How long a walk still takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.remaining import remaining


@pytest.mark.parametrize(
    ("finished", "left", "now", "seconds"),
    [
        ([], 50, 10, None),
        ([1.0], 50, 10, None),
        ([1.0, 2.0], 50, 2, 50),
        ([1.0, 2.0], 50, 2.5, 49.5),
        ([1.0, 2.0], 0, 2, 0),
        ([0.1, 0.2, 0.3, 0.4, 10.4, 20.4, 30.4], 10, 30.4, 100),  # empty years, then full ones
        ([1.0, 2.0], 10, 32, 270),  # the one in hand takes longer than any before
    ],
)
def test_remaining(finished: list[float], left: int, now: float, seconds: float | None) -> None:
    assert remaining(finished, left, now) == (None if seconds is None else pytest.approx(seconds))


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=60), st.integers(0, 60), st.floats(0, 1000))
def test_it_is_never_below_nothing(pauses: list[float], left: int, in_hand: float) -> None:
    finished = [sum(pauses[: n + 1]) for n in range(len(pauses))]
    told = remaining(finished, left, finished[-1] + in_hand)
    assert told is not None
    assert told >= 0
