"""Staying subscribed: one try after the other, with a pause that grows, and an end at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from paymentdesk.background.subscription import FOR_A_PERSON, LONGEST_PAUSE, STEADY_AFTER, Subscription, pause
from paymentdesk.domain.source import Why
from paymentdesk.gateway.relay import Broken

WAIT = 10.0


class Script:
    """A channel that does one step for each try: ends with `Broken`, or holds for some seconds first."""

    def __init__(self, *steps: tuple[Why, float] | BaseException) -> None:
        self._steps = list(steps)
        self.now = 0.0
        self.ended = threading.Event()
        self.pauses: list[float] = []
        self.told: list[Why] = []
        self.over = threading.Event()

    def listen(self, opened: Callable[[], Any], hear: Callable[[str | None], Any]) -> None:
        if not self._steps:
            self.over.set()
            self.ended.wait(WAIT)
            return
        step = self._steps.pop(0)
        if isinstance(step, BaseException):
            raise step
        why, held = step
        if held:
            opened()
            self.now += held
        raise Broken(why)

    def end(self) -> None:
        self.ended.set()

    def run(self) -> None:
        opened: list[float] = []
        subscription = Subscription(
            self,
            hear=lambda _: None,
            opened=lambda: opened.append(self.now),
            broken=lambda error, _: self.told.append(error.why),
            chance=Random(1),
            monotonic=lambda: self.now,
            wait=self.pauses.append,
        )
        subscription.start()
        assert self.over.wait(WAIT)
        subscription.stop()
        self.opened = opened


def test_the_pause_doubles_and_has_an_end() -> None:
    script = Script(*[(Why.CONNECT, 0.0)] * 14)
    script.run()
    for n, seconds in enumerate(script.pauses):
        most = min(LONGEST_PAUSE, 2.0**n)
        assert most / 2 <= seconds <= most
    assert script.told == [Why.CONNECT] * 14


def test_a_connection_that_held_begins_anew_and_one_that_did_not_goes_on() -> None:
    script = Script(*[(Why.CUT, 1.0)] * 5, (Why.SILENT, STEADY_AFTER), (Why.CUT, 1.0))
    script.run()
    assert max(script.pauses[:5]) > 8
    assert script.pauses[5] <= 1
    assert script.pauses[6] <= 2
    assert len(script.opened) == 7


@pytest.mark.parametrize("why", [Why.MOVED, Why.REFUSED, Why.NO_CHANNEL, Why.TLS])
def test_what_a_person_must_see_to_is_not_hurried(why: Why) -> None:
    assert FOR_A_PERSON / 2 <= pause(1, Random(1), why) <= FOR_A_PERSON
    assert pause(50, Random(1), why) <= LONGEST_PAUSE


def test_desks_that_lost_it_together_do_not_come_back_together() -> None:
    pauses = {round(pause(6, Random(seed), Why.CUT), 1) for seed in range(50)}
    assert len(pauses) > 30


@pytest.mark.expects_log("The relay could not be listened to: RuntimeError$")
def test_a_bug_is_told_without_its_words_and_tried_again() -> None:
    script = Script(RuntimeError("https://relay.example/secret"))
    script.run()
    assert script.told == [Why.CUT]
