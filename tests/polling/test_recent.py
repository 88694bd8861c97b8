"""Recent rounds against a shop that lives on while it is read: whatever moves, whoever is killed, nothing is missed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.services import polling
from paymentdesk.store import ledger
from tests.polling.life import live
from tests.services.desk import DAY, QUICK, Desk

SMALL = replace(QUICK, page_size=3)
LIVES = int(os.environ.get("LIVES", "2000"))


def one_life(practice: Any, data: Any) -> None:
    practice.reset()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(practice, Path(folder), settings=SMALL)
        try:
            live(desk, data)
        finally:
            desk.close()


RULES: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
}


@settings(max_examples=15, **RULES)
@given(st.data())
def test_after_the_next_round_the_ledger_says_what_i_mport_says(practice: Any, data: Any) -> None:
    one_life(practice, data)


@pytest.mark.soak
@settings(max_examples=LIVES, **RULES)
@given(st.data())
def test_after_the_next_round_in_thousands_of_lives(practice: Any, data: Any) -> None:
    one_life(practice, data)


# ---- the page borders, one by one


def at(desk: Desk, moments: list[int]) -> list[str]:
    """Payments paid at these moments, seconds before now."""
    now = desk.server.clock.now()
    return [desk.paid(10, started_at=now - ago, paid_at=now - ago) for ago in moments]


def known(desk: Desk) -> set[str]:
    return {row[1] for row in desk.dump()["payment"]}


@pytest.mark.parametrize("together", range(1, 9))
def test_more_rows_in_one_second_than_a_page_holds(desks: Callable[..., Desk], together: int) -> None:
    desk = desks(settings=SMALL)
    made = at(desk, [10, 20, *[30] * together, 40, 50])
    desk.sync()
    assert known(desk) == set(made)


@pytest.mark.parametrize("leaves_after", range(1, 6))
def test_a_row_that_leaves_a_full_second_hides_no_other(desks: Callable[..., Desk], leaves_after: int) -> None:
    desk = desks(settings=SMALL)
    made = at(desk, [30] * 9)
    for number, _ in enumerate(polling.steps(desk.shop), start=1):
        if number == leaves_after:
            desk.advance(5)
            desk.console(made[0], 1)
            desk.console(made[4], 1)
    assert known(desk) >= {*made[1:4], *made[5:]}
    desk.sync()  # who changed meanwhile is new
    assert known(desk) == set(made)


@pytest.mark.parametrize("comes_after", range(1, 7))
def test_a_row_that_comes_into_a_full_second_hides_no_other(desks: Callable[..., Desk], comes_after: int) -> None:
    desk = desks(settings=SMALL)
    now = desk.server.clock.now()
    late = desk.paid(10, status="failed", started_at=now - 30)
    desk.record(late, failed_at=now - 5)
    made = at(desk, [30] * 9)
    for number, _ in enumerate(polling.steps(desk.shop), start=1):
        if number == comes_after:
            desk.record(late, status="paid", paid_at=now - 30)
    assert known(desk) == {*made, late}


@pytest.mark.parametrize("pages_before", range(1, 5))
def test_a_row_that_falls_back_between_two_pages_hides_no_other(desks: Callable[..., Desk], pages_before: int) -> None:
    """A late approval with the time of its attempt leaves a page that was read and pushes a row onto it."""
    desk = desks(settings=SMALL)
    made = at(desk, list(range(100, 2000, 100)))
    failed = desk.paid(10, status="failed", started_at=desk.server.clock.now() - 1950)
    desk.control("POST", f"/payments/{failed}/record", {"failed_at": desk.server.clock.now() - 5})
    steps = polling.steps(desk.shop)
    for _, _step in zip(range(pages_before), steps, strict=False):
        pass
    desk.record(failed, status="paid", paid_at=desk.server.clock.now() - 1950)
    for _ in steps:
        pass
    assert known(desk) == {*made, failed}
    assert desk.differences() == []


def test_rows_whose_time_is_not_told_are_read_by_page_numbers(desks: Callable[..., Desk]) -> None:
    desk = desks(settings=SMALL)
    made = at(desk, list(range(100, 1000, 100)))
    for uid in made:
        desk.control("POST", f"/payments/{uid}/record", {"_missing": ["paid_at"]})
    desk.sync()
    assert known(desk) == set(made)


def test_a_row_that_tells_a_wrong_time_hides_no_other(desks: Callable[..., Desk]) -> None:
    """The oldest row of a page decides where the next one begins."""
    desk = desks(settings=SMALL)
    made = at(desk, list(range(100, 1000, 100)))
    desk.control("POST", f"/payments/{made[2]}/record", {"paid_at": str(desk.server.clock.now() - 850)})
    desk.sync()
    assert known(desk) == set(made)


def test_after_a_long_sleep_everything_since_is_read(desks: Callable[..., Desk]) -> None:
    desk = desks(settings=SMALL)
    desk.sync()
    desk.advance(400 * DAY)
    made = at(desk, [day * DAY for day in (1, 88, 89, 90, 91, 177, 178, 179, 399)])
    desk.sync()
    assert known(desk) == set(made)
    assert desk.sync().not_read_before == 1_790_000_000 + 60 - 89 * DAY


def test_what_a_first_round_that_was_killed_left_is_read_again_however_late(desks: Callable[..., Desk]) -> None:
    desk = desks(settings=SMALL)
    made = at(desk, list(range(100, 1000, 100)))
    steps = polling.steps(desk.shop)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    desk.restart()
    desk.advance(DAY)
    desk.console(made[0], 1)
    desk.advance(100 * DAY)
    desk.sync()
    assert desk.payment(made[0]).cancelled == 100


def test_a_watermark_from_the_future_is_not_believed(desks: Callable[..., Desk]) -> None:
    """i'mport's clock was told wrongly once: what came before that wrong time may never have been read."""
    desk = desks(settings=SMALL)
    desk.advance(10 * DAY)
    desk.sync()
    with desk.shop.database.atomic():
        ledger.meta.put(desk.shop.database, "watermark", str(desk.server.clock.now() + DAY))
    made = at(desk, [3 * DAY, 100])
    desk.sync()
    assert known(desk) == set(made)
    assert desk.sync().complete_up_to == desk.server.clock.now()
