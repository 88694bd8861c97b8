"""Stays subscribed to a relay's channel: one thread, a pause that grows from failure to failure, no end but `stop`."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any, Protocol

from paymentdesk.domain.source import Why
from paymentdesk.gateway.relay import Broken

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 5 * 60.0
FOR_A_PERSON = 60.0  # a channel that is not there comes back only when somebody sees to it
STEADY_AFTER = 60.0  # a connection that held so long was a good one
_NEEDS_A_PERSON = frozenset({Why.MOVED, Why.REFUSED, Why.NO_CHANNEL, Why.TLS})
_ENDS_IN = 10.0


class Listening(Protocol):
    """What of a channel is used (`gateway.relay.Channel`)."""

    def listen(self, opened: Callable[[], Any], hear: Callable[[str | None], Any]) -> None: ...

    def end(self) -> None: ...


def pause(failures: int, chance: Random, why: Why) -> float:
    """Seconds until the next try after so many failures in a row: doubled each time, and somewhere in its upper half,
    so that desks that lost a relay together do not come back together."""
    first = FOR_A_PERSON if why in _NEEDS_A_PERSON else FIRST_PAUSE
    longest = min(LONGEST_PAUSE, first * 2.0 ** min(failures - 1, 16))
    return longest * (0.5 + chance.random() / 2)


class Subscription:
    """`hear` gets each webhook's payment number, `opened` is called after every (re)connect, `broken` with why it
    ended and the seconds until the next try. All on the subscription's thread. `wait` is how that long is waited."""

    def __init__(
        self,
        channel: Listening,
        *,
        hear: Callable[[str | None], Any],
        opened: Callable[[], Any],
        broken: Callable[[Broken, float], Any],
        chance: Random,
        monotonic: Callable[[], float] = time.monotonic,
        wait: Callable[[float], Any] | None = None,
    ) -> None:
        self._channel = channel
        self._hear, self._opened, self._broken = hear, opened, broken
        self._chance = chance
        self._monotonic = monotonic
        self._ending = threading.Event()
        self._wait = wait or self._ending.wait
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._channel.end()
        self._thread.join(_ENDS_IN)

    def _run(self) -> None:
        failures = 0
        while not self._ending.is_set():
            began = self._monotonic()
            try:
                self._channel.listen(self._opened, self._hear)
                broken = Broken(Why.CUT)
            except Broken as error:
                broken = error
            except Exception as error:
                # Without its text: it may name the channel's address.
                log.error("The relay could not be listened to: %s", type(error).__name__)
                broken = Broken(Why.CUT)
            if self._ending.is_set():
                return
            failures = 1 if self._monotonic() - began >= STEADY_AFTER else failures + 1
            seconds = pause(failures, self._chance, broken.why)
            self._broken(broken, seconds)
            self._wait(seconds)
