"""The desk between window and services: jobs are numbered, their outcome is told, rounds follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.background.desk import Desk, Request
from paymentdesk.background.instance import Instance, call_first
from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services.shop import open_shop
from paymentdesk.settings import Settings, ShopProfile

WAIT = 15_000
SETTINGS = Settings(
    connect_timeout=2.0,
    read_timeout=2.0,
    cancel_timeout=2.0,
    poll_seconds=3600,
    poll_idle_seconds=3600,
    poll_busy_seconds=3600,
)


@pytest.fixture
def profile(practice: PracticeServer, tmp_path: Path) -> ShopProfile:
    return ShopProfile(
        name="shop", home=tmp_path, api_url=practice.url, imp_key=practice.imp_key, imp_secret=practice.imp_secret
    )


@pytest.fixture
def desk(qapp: Any, practice: PracticeServer, profile: ShopProfile) -> Iterator[Desk]:
    shop = open_shop(profile, settings=SETTINGS, clock=practice.clock.now)
    made = Desk(shop)
    yield made
    made.close()
    shop.close()


def _states(desk: Desk) -> list[Any]:
    heard: list[Any] = []
    desk.sync_state.connect(heard.append)
    return heard


def test_a_round_says_that_it_works_and_that_it_is_done(qtbot: Any, desk: Desk, practice: PracticeServer) -> None:
    heard = _states(desk)
    desk.sync_now()
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].kind == "fresh", timeout=WAIT)
    assert heard[0].kind == "working"
    assert heard[-1].at == practice.clock.now()


def test_a_full_check_counts_its_windows_and_can_be_stopped(qtbot: Any, desk: Desk) -> None:
    heard = _states(desk)
    desk.full_check()
    qtbot.waitUntil(lambda: any(state.total for state in heard), timeout=WAIT)
    desk.stop_long_work()
    qtbot.waitUntil(lambda: heard[-1].kind in ("stopped", "fresh"), timeout=WAIT)
    qtbot.waitUntil(lambda: desk.idle, timeout=WAIT)


def test_trouble_is_told_and_the_next_round_goes_on(qtbot: Any, desk: Desk, practice: PracticeServer) -> None:
    heard = _states(desk)
    practice.stop()
    desk.sync_now()
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].kind == "trouble", timeout=WAIT)
    assert heard[-1].trouble.kind is Kind.UNREACHABLE
    qtbot.waitUntil(lambda: not desk._poller.polling, timeout=WAIT)


def test_a_job_that_fails_is_told_with_its_trouble(qtbot: Any, desk: Desk) -> None:
    with qtbot.waitSignal(desk.job_failed, timeout=WAIT) as heard:
        number = desk.request_cancellation(Request("imp_none", Money(100, "USD"), "size"))
    assert heard.args[0] == number
    assert isinstance(heard.args[1], Trouble)
    assert heard.args[1].kind is Kind.UNKNOWN_PAYMENT


@pytest.mark.expects_log("A job failed")
def test_a_bug_is_told_as_one(qtbot: Any, desk: Desk) -> None:
    with qtbot.waitSignals([desk.bug, desk.job_failed], timeout=WAIT):
        desk.withdraw("no number")  # type: ignore[arg-type]


def test_only_one_polls_and_the_other_takes_over_when_it_ends(
    qtbot: Any, desk: Desk, profile: ShopProfile, practice: PracticeServer
) -> None:
    heard = _states(desk)
    desk.sync_now()
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].kind == "fresh", timeout=WAIT)
    beside = open_shop(profile, settings=SETTINGS, clock=practice.clock.now)
    other = Desk(beside)
    try:
        said = _states(other)
        other._poller.look()
        qtbot.waitUntil(lambda: bool(said) and said[-1].kind == "elsewhere", timeout=WAIT)
        assert said[-1].at == practice.clock.now(), "what the other one knows counts here too"
        other.sync_now()
        qtbot.waitUntil(lambda: said[-1].kind == "fresh", timeout=WAIT)  # a person is never refused
        qtbot.waitUntil(lambda: other.idle, timeout=WAIT)
        desk.close()
        other._poller.look()
        qtbot.waitUntil(lambda: said[-1].kind == "working", timeout=WAIT)
        qtbot.waitUntil(lambda: said[-1].kind == "fresh", timeout=WAIT)
    finally:
        other.close()
        beside.close()


def test_the_first_window_is_called(qtbot: Any, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.take()
    try:
        with qtbot.waitSignal(first.wanted, timeout=WAIT):
            assert not second.take()
    finally:
        first.close()
    assert second.take()
    second.close()
    assert not call_first("paymentdesk-nobody")
