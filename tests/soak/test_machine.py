"""The desk and the practice shop through random sequences: a seeded sample in every run, thousands in `make soak`."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.soak.machine import COUNTED, Machine

LONG = int(os.environ.get("SEQUENCES", "10000"))
PART = 250


def play(sequences: int, steps: int, *, seeded: bool) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=seeded,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(300)
def test_nothing_is_doubled_lost_or_called_done_without_proof() -> None:
    play(sequences=int(os.environ.get("SAMPLE", "35")), steps=25, seeded=True)


@pytest.mark.soak
def test_nothing_is_doubled_lost_or_called_done_in_thousands_of_sequences() -> None:
    """In parts: what hypothesis remembers of a run grows with it."""
    COUNTED.clear()
    while COUNTED["sequences"] < LONG:
        play(min(PART, LONG - COUNTED["sequences"]), steps=40, seeded=False)
        print(dict(COUNTED), flush=True)
