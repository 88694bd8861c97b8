"""Rounds in a window: what i'mport wishes is respected, whoever presses what; a person does not wait for a budget."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.background.poller import Poller, SyncState
from paymentdesk.background.worker import Worker
from tests.services.desk import DAY, QUICK, Desk

WAIT = 20.0


class Window:
    """Whoever owns a poller, without a window: what is told is kept, what is over is over."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.heard: queue.SimpleQueue[SyncState | None] = queue.SimpleQueue()
        self.bugs: list[BaseException] = []
        self.worker = Worker("worker", self.bugs.append)
        self.poller = Poller(desk.shop, self.worker, tell=self.heard.put, over=lambda: self.heard.put(None))

    def over(self) -> list[SyncState]:
        """What was told until the round was over; the next one may begin."""
        told: list[SyncState] = []
        while (state := self.heard.get(timeout=WAIT)) is not None:
            told.append(state)
        return told

    def asked(self, begin: Callable[[], None]) -> list[SyncState]:
        begin()
        told = self.over()
        self.poller.next_round()
        return told

    def close(self) -> None:
        self.poller.close()
        assert self.worker.close(WAIT)
        self.poller.release()
        assert not self.bugs


@pytest.fixture
def windows(practice: Any, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    made: list[Window] = []

    def make(**settings: Any) -> Window:
        made.append(Window(Desk(practice, tmp_path, settings=replace(QUICK, **settings))))
        return made[-1]

    yield make
    for window in made:
        window.close()
        window.desk.close()


def test_nobody_asks_while_i_mport_wants_to_be_left_alone(windows: Callable[..., Window]) -> None:
    window = windows()
    window.desk.fault("status", "/payments/status", status=429, seconds=500)
    (*_, state) = window.asked(window.poller.look)
    assert (state.kind, state.trouble and state.trouble.kind.value) == ("trouble", "busy")
    assert 495 < window.poller.rhythm.left <= 500
    calls = len(window.desk.calls())
    for begin in (window.poller.sync_now, window.poller.full_check, window.poller.look):
        told = window.asked(begin)
        assert told[-1].kind == "trouble"
        assert not window.poller.checking
    assert len(window.desk.calls()) == calls
    line = window.desk.shop.database
    with line.reader() as reader:
        (row,) = reader.execute("SELECT error, next_try_at - failed_at FROM source WHERE name = 'poll'")
    assert tuple(row) == ("busy", 500)


def test_who_polls_next_leaves_i_mport_alone_too(windows: Callable[..., Window]) -> None:
    """After a restart, and where another program takes over."""
    first = windows()
    first.desk.fault("status", "/payments/status", status=429, seconds=500)
    first.asked(first.poller.look)
    first.close()
    second = windows()
    calls = len(second.desk.calls())
    for begin in (second.poller.look, second.poller.sync_now):
        assert second.asked(begin)[-1].kind == "trouble"
    assert 490 < second.poller.rhythm.left <= 500
    assert len(second.desk.calls()) == calls
    second.desk.advance(501)
    third = windows()
    second.close()
    assert third.asked(third.poller.look)[-1].kind == "fresh"


def test_who_follows_leaves_i_mport_alone_too(windows: Callable[..., Window]) -> None:
    first, second = windows(), windows()
    first.asked(first.poller.look)
    assert second.asked(second.poller.sync_now)[-1].kind == "fresh"
    first.desk.fault("status", "/payments/status", status=429, seconds=500)
    first.asked(first.poller.look)
    calls = len(second.desk.calls())
    assert second.asked(second.poller.sync_now)[-1].kind == "trouble"
    assert len(second.desk.calls()) == calls
    second.desk.calm()
    second.desk.advance(501)
    assert second.asked(second.poller.sync_now)[-1].kind == "fresh"


def test_a_person_who_asks_does_not_wait_for_the_budget(windows: Callable[..., Window]) -> None:
    window = windows(calls_a_minute=7, page_size=3)
    for _ in range(12):
        window.desk.paid(10)
    window.poller.look()
    while len(window.desk.calls()) < 2:  # a token and a page: the minute is used up
        threading.Event().wait(0.005)
    window.poller.sync_now()
    told = window.over()
    assert told[-1].kind == "fresh"
    assert told[-1].report is not None
    assert told[-1].report.new == 12
    assert window.poller.next_round(), "the round that was under way may have passed what is wanted"
    window.over()
    assert not window.poller.next_round()


def test_after_three_days_the_round_is_told_as_a_summary(windows: Callable[..., Window]) -> None:
    window = windows()
    window.asked(window.poller.look)
    window.desk.advance(3 * DAY)
    for _ in range(3):
        window.desk.paid(10)
    (*_, state) = window.asked(window.poller.look)
    assert (state.away, state.report and state.report.new) == (3 * DAY, 3)
    (*_, state) = window.asked(window.poller.look)
    assert state.away == 0


def test_a_walk_that_is_stopped_says_so_and_goes_on_from_there(windows: Callable[..., Window]) -> None:
    window = windows()
    window.poller.full_check()
    while (state := window.heard.get(timeout=WAIT)) is None or state.done < 3:
        assert state is not None
    assert window.poller.checking
    window.poller.stop()
    assert window.over()[-1].kind == "stopped"
    window.poller.next_round()
    assert not window.poller.checking
    told = window.asked(window.poller.full_check)
    assert min(state.done for state in told if state.total) >= 3
    assert told[-1].kind == "fresh"


@pytest.mark.expects_log("")
def test_a_bug_in_a_round_does_not_end_the_looking(windows: Callable[..., Window], monkeypatch: Any) -> None:
    window = windows()
    monkeypatch.setattr("paymentdesk.services.recent.changes", lambda shop: 1 / 0)
    window.asked(window.poller.look)
    assert [type(bug) for bug in window.bugs] == [ZeroDivisionError]
    window.bugs.clear()
    assert 0 < window.poller.rhythm.left < 60
    monkeypatch.undo()
    assert window.asked(window.poller.look)[-1].kind == "fresh"
