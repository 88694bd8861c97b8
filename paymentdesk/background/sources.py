"""The ways in which hints come, started and stopped as the settings say, and what is done with the hints.

The receiver and the relay put payment numbers into `Hints`; one thread hands them on, paced, to whoever looks and
writes. No Qt: the window and `sync --watch` use the same. Everything told is told on a thread of this module.
"""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from paymentdesk.background.receiver import Limits, Receiver, address
from paymentdesk.background.subscription import Subscription
from paymentdesk.domain.source import SourceKind, SourceSettings, SourceState, Why
from paymentdesk.domain.trouble import Trouble
from paymentdesk.gateway.relay import Broken, Channel
from paymentdesk.services.hinting import Hint, Hints, Pace, connection, count, follow, switched_off
from paymentdesk.services.shop import Shop

log = logging.getLogger(__name__)

COUNT_EVERY = 10.0  # seconds between two notes of what led to no look
TRY_PORT_EVERY = 30.0
_ENDS_IN = 30.0
_TAKEN = {errno.EADDRINUSE, 10048}  # and what Windows calls it
Job = Callable[[], None]


def _ignore(*_: Any) -> None:
    """Nobody wants to hear of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of what. `do` runs a job soon, on the thread that looks and writes; by itself: at once, here.
    `look_soon`: something may have been missed, a recent round is wanted. `changed`: a look changed the ledger."""

    do: Callable[[Job], None] = lambda job: job()
    look_soon: Callable[[], None] = _ignore
    changed: Callable[[], None] = _ignore
    state: Callable[[SourceState], None] = _ignore


class Sources:
    """Both sources of one shop. Threads may share it: `change` may wait for a connection to end, `start` does not."""

    def __init__(
        self,
        shop: Shop,
        *,
        pace: Pace | None = None,
        limits: Limits | None = None,
        silence: float = 75.0,
        chance: Random | None = None,
    ) -> None:
        self._shop = shop
        self._limits = limits
        self._silence = silence
        self._chance = chance or Random()
        self._hints = Hints(time.monotonic, pace)
        self._hints.changed = self._wake
        self._told = Told()
        self._settings = SourceSettings()
        self._began = False
        self._states: dict[str, SourceState] = {}
        self._receiver: Receiver | None = None
        self._subscription: Subscription | None = None
        self._thread: threading.Thread | None = None
        self._changing = threading.RLock()
        self._waking = threading.Condition()
        self._woken = self._ending = False
        self._port_due: float | None = None
        self._count_due: float | None = None

    @property
    def states(self) -> tuple[SourceState, ...]:
        """How each source is doing that is or was on."""
        return tuple(self._states.values())

    def start(self, told: Told, settings: SourceSettings | None = None) -> None:
        """Begin, once; nothing is heard before settings are known. What cannot begin says so by its state and is tried
        again."""
        self._told = told
        self._thread = threading.Thread(target=self._run, name="hints", daemon=True)
        self._thread.start()
        if settings is not None:
            self.change(settings)

    def change(self, settings: SourceSettings, *, elsewhere: bool = False) -> None:
        """Other settings hold from now on; a source whose settings are the same is left alone. `elsewhere`: another
        program hears for this shop, so nothing begins here (two would take each other's port, and look twice)."""
        with self._changing:
            if self._ending:
                return
            if elsewhere:
                self._say_elsewhere(settings)
                return
            had, self._settings = self._settings, settings
            first, self._began = not self._began, True
            if (settings.receiver, settings.port, settings.token) != (had.receiver, had.port, had.token):
                self._stop_receiver()
                if settings.receiver:
                    self._start_receiver()
            if (settings.relay, settings.channel) != (had.relay, had.channel):
                self._stop_relay()
                if settings.relay:
                    self._start_relay()
        for name, on, was in (("receiver", settings.receiver, had.receiver), ("relay", settings.relay, had.relay)):
            if not on and (was or first):  # whoever was here before may have had it on
                self._told.do(partial(switched_off, self._shop, name))

    def _say_elsewhere(self, settings: SourceSettings) -> None:
        where = address(settings.port, settings.token) if settings.port else ""
        for wanted, state in (
            (settings.receiver, SourceState("receiver", SourceKind.ELSEWHERE, address=where, port=settings.port)),
            (settings.relay, SourceState("relay", SourceKind.ELSEWHERE)),
        ):
            if wanted or state.name in self._states:
                self._say(state if wanted else SourceState(state.name, SourceKind.OFF))

    def stop(self) -> None:
        """Hear nothing more, write down what was counted, end the threads."""
        with self._changing:
            self._ending = True
            self._settings = SourceSettings()
            self._stop_receiver()
            self._stop_relay()
        self._wake()
        if self._thread is not None:
            self._thread.join(_ENDS_IN)
        self._thread = None

    # ------------------------------------------------------------ the receiver

    def _start_receiver(self) -> None:
        settings = self._settings
        receiver = Receiver(
            settings.token,
            hear=lambda number: self._heard(number, "receiver"),
            limited=lambda: self._hints.limited("receiver"),
            limits=self._limits,
        )
        try:
            where = receiver.start(settings.port)
        except OSError as error:
            why = Why.PORT_TAKEN if error.errno in _TAKEN else Why.PORT_FORBIDDEN
            self._port_due = time.monotonic() + TRY_PORT_EVERY
            self._wake()
            again = round(self._shop.now() + TRY_PORT_EVERY)
            self._say(SourceState("receiver", SourceKind.TROUBLE, why, port=settings.port, next_try_at=again))
            self._note("receiver", why.value, TRY_PORT_EVERY)
            return
        self._receiver, self._port_due = receiver, None
        port = int(where.split(":")[2].split("/")[0])
        self._say(SourceState("receiver", SourceKind.WORKING, address=where, port=port))
        self._note("receiver")

    def _stop_receiver(self) -> None:
        self._port_due = None
        if self._receiver is not None:
            self._receiver.stop()
            self._receiver = None
        if "receiver" in self._states and not self._settings.receiver:
            self._say(SourceState("receiver", SourceKind.OFF))

    # ------------------------------------------------------------ the relay

    def _start_relay(self) -> None:
        if not self._settings.channel:
            self._say(SourceState("relay", SourceKind.TROUBLE, Why.NO_CHANNEL))
            return
        channel = Channel(
            self._settings.channel, connect_timeout=self._shop.settings.connect_timeout, silence=self._silence
        )
        host = channel.host

        def opened() -> None:
            self._say(SourceState("relay", SourceKind.WORKING, host=host))
            self._note("relay")
            # What was sent while nobody listened is lost, though its sender was told 200 (domain.md 14).
            self._hints.want_round()

        def broken(error: Broken, seconds: float) -> None:
            state = SourceState(
                "relay",
                SourceKind.TROUBLE,
                error.why,
                status=error.status,
                host=error.host or host,
                next_try_at=round(self._shop.now() + seconds),
            )
            self._say(state)
            self._note("relay", error.why.value, seconds)

        self._say(SourceState("relay", SourceKind.STARTING, host=host))
        self._subscription = Subscription(
            channel,
            hear=lambda number: self._heard(number, "relay"),
            opened=opened,
            broken=broken,
            chance=self._chance,
        )
        self._subscription.start()

    def _stop_relay(self) -> None:
        if self._subscription is not None:
            self._subscription.stop()
            self._subscription = None
        if "relay" in self._states and not self._settings.relay:
            self._say(SourceState("relay", SourceKind.OFF))

    # ------------------------------------------------------------ hints

    def _heard(self, number: str | None, source: str) -> None:
        self._hints.hear(number, source)

    def _run(self) -> None:
        """Hand on what is due, in its time."""
        while self._wait():
            try:
                self._hand_on()
            except Exception as error:
                log.error("A hint could not be handed on", exc_info=error)
        count(self._shop, self._hints)

    def _wait(self) -> bool:
        """Sleep until there is something to do; False at the end."""
        with self._waking:
            if not (self._woken or self._ending):
                self._waking.wait(self._pause())
            self._woken = False
            return not self._ending

    def _pause(self) -> float | None:
        now = time.monotonic()
        moments = [due - now for due in (self._port_due, self._count_due) if due is not None]
        pause = self._hints.pause()
        if pause is not None:
            moments.append(pause)
        return max(0.0, min(moments)) if moments else None

    def _wake(self) -> None:
        with self._waking:
            self._woken = True
            self._waking.notify()

    def _hand_on(self) -> None:
        now = time.monotonic()
        if self._port_due is not None:
            with self._changing:
                if self._port_due is not None and now >= self._port_due:
                    self._start_receiver()
        hint = self._hints.take()
        if hint is not None:
            self._told.do(lambda: self._follow(hint))
        if self._hints.take_round():
            self._told.look_soon()
        if self._count_due is not None and now >= self._count_due:
            self._count_due = None
            self._told.do(lambda: count(self._shop, self._hints))
        elif self._count_due is None and self._hints.uncounted:
            self._count_due = now + COUNT_EVERY

    def _follow(self, hint: Hint) -> None:
        """On the thread that looks and writes."""
        try:
            changed = follow(self._shop, self._hints, hint)
        except Trouble as trouble:
            log.info("A hint could not be followed: %s", trouble.kind.value)
        else:
            if changed:
                self._told.changed()

    # ------------------------------------------------------------ how they are doing

    def _say(self, state: SourceState) -> None:
        self._states[state.name] = state
        self._told.state(state)

    def _note(self, name: str, why: str = "", next_try: float | None = None) -> None:
        """Write it down as well: which way was open when."""
        now = self._shop.now()
        at = None if next_try is None else round(now + next_try)
        self._told.do(lambda: connection(self._shop, name, now, why, at))
