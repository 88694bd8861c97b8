"""`sync --watch`: look at i'mport until interrupted, without a window, beside one if need be.

The main thread only waits and prints; looking and writing is the worker's, as in a window.
"""

from __future__ import annotations

import logging
import queue
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from paymentdesk.background.poller import Poller, SyncState
from paymentdesk.background.rhythm import TICK
from paymentdesk.background.sources import Sources, Told
from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.cli.news import notice
from paymentdesk.cli.output import Output
from paymentdesk.cli.shapes import time
from paymentdesk.domain.source import SourceSettings, SourceState
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services import telling
from paymentdesk.services.shop import Shop
from paymentdesk.settings import Settings
from paymentdesk.settings.preferences import stamp

log = logging.getLogger(__name__)
NEWS_AFTER = 1.2  # seconds: what comes close together is said together
NEWS_EVERY = 60.0  # seconds: tickets get late while nothing happens
WAITS_AT_MOST = 1.0  # seconds: on Windows a wait is not interrupted, and the end must come within seconds
ENDS_WITHIN = 5.0  # seconds for the call in hand; what it would have brought comes with the next look

Report = Callable[[Output, Any], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is set for a shop: its rhythms, and where hints come from."""

    settings: Settings
    sources: SourceSettings


class Watch:
    """One run of `sync --watch`. Everything that happens on other threads comes through one queue."""

    def __init__(self, shop: Shop, output: Output, report: Report) -> None:
        self._shop = shop
        self._output = output
        self._report = report
        self._heard: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._ended = False
        self._followed = False
        self._full = False  # a walk is wanted, or under way
        self._news_at = monotonic()
        self._worker = Worker("worker", self._bug)
        self._poller = Poller(
            shop,
            self._worker,
            tell=lambda state: self._later(lambda: self._told(state)),
            over=lambda: self._later(self._over),
            alone=self._hear,
            attended=True,
        )
        self._poller.rhythm.acted()  # whoever started it wants to see what it does
        self._sources = Sources(shop)

    def run(self, chosen: Callable[[], Chosen], *, full: bool = False) -> None:
        """Returns after SIGINT, SIGTERM or CTRL_BREAK. `chosen` reads what is set for this shop; a window beside may
        change it at any time."""
        had = self._listen()
        try:
            self._chosen = chosen
            self._start()
            self._full = full
            while not self._ended:
                self._wait()
        finally:
            self._stop()
            for number, handler in had.items():
                signal.signal(number, handler)

    # ------------------------------------------------------------ beginning and end

    def _listen(self) -> dict[signal.Signals, Any]:
        had = {}
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None:
                # `put` may be called while this very thread is inside `get`.
                had[number] = signal.signal(number, lambda *_: self._later(self._end))
        return had

    def _start(self) -> None:
        self._sources.start(
            Told(
                do=lambda job: self._worker.put(job, Urgency.LOOK),
                look_soon=lambda: self._later(self._poller.look),
                changed=lambda: self._later(self._hint_changed),
                state=lambda state: self._later(lambda: self._source_told(state)),
            ),
        )
        self._set_at = stamp(self._shop.profile.folder)
        self._worker.put(self._hear)

    def _hear(self) -> None:
        """On the worker's thread: go by what is set now; what another program hears is not heard twice."""
        try:
            chosen = self._chosen()
        except Trouble as trouble:
            log.error("What is set now cannot be used: %s", trouble.facts.get("what"))
            return
        self._shop.settings = chosen.settings
        self._sources.change(chosen.sources, elsewhere=not self._poller.may_poll())

    def _stop(self) -> None:
        self._poller.close()
        self._sources.stop()
        if not self._worker.close(ENDS_WITHIN):
            log.info("The call in hand was left: nothing of it is recorded")
        self._poller.release()
        while not self._heard.empty():  # what is marked as said is said
            self._heard.get()()

    def _end(self) -> None:
        self._ended = True

    # ------------------------------------------------------------ waiting

    def _later(self, act: Callable[[], None]) -> None:
        self._heard.put(act)

    def _wait(self) -> None:
        """Until something is heard or due."""
        rhythm = self._poller.rhythm
        rhythm.tick()
        had, self._set_at = self._set_at, stamp(self._shop.profile.folder)
        if had != self._set_at:
            self._worker.put(self._hear)
        if monotonic() >= self._news_at:
            self._news_at = monotonic() + NEWS_EVERY
            self._worker.put(self._say_news, Urgency.POLL)
        if not self._poller.polling and not rhythm.left:
            if self._full:  # also after trouble in the middle of it: it goes on from there
                self._poller.full_check("command")
            else:
                self._poller.look()
        left = TICK if self._poller.polling else rhythm.left
        try:
            self._heard.get(timeout=max(0.001, min(left, WAITS_AT_MOST)))()
        except queue.Empty:
            pass

    # ------------------------------------------------------------ what is heard

    def _over(self) -> None:
        self._poller.next_round()
        self._news_soon()

    def _news_soon(self) -> None:
        self._news_at = min(self._news_at, monotonic() + NEWS_AFTER)

    def _say_news(self) -> None:
        """On the worker's thread: what people are told, for whoever reads what is said here."""
        try:
            said = telling.say(self._shop)
        except Trouble as trouble:  # a full disk is told by whoever writes what matters
            log.info("News could not be written: %s", trouble.kind.value)
            return
        for each in said:
            self._later(partial(notice, self._output, each, self._shop.profile.zone))

    def _told(self, state: SyncState) -> None:
        match state.kind:
            case "elsewhere" if not self._followed:
                self._followed = True
                self._said({"event": "state", "state": "elsewhere"}, "another program looks at i'mport; waiting")
            case "working" if self._followed:
                self._followed = False
                self._said({"event": "state", "state": "polling"}, "looking at i'mport from now on")
            case "working" if state.total is not None:
                progress(state.done, state.total, state.left)
            case "trouble" if state.trouble is not None:
                # A round that failed is said and tried again: nothing was sent, nothing is lost.
                self._output.trouble(state.trouble, reading=True)
            case "fresh" if state.report is not None:
                self._full = False
                self._output.extra = {"event": "round", "away": state.away, "clock_off": state.clock_off}
                self._report(self._output, state.report)
                self._output.extra = {}

    def _source_told(self, state: SourceState) -> None:
        why = state.why.value if state.why is not None else None
        said: dict[str, Any] = {"event": "source", "source": state.name, "state": state.kind.value, "why": why}
        said |= {"port": state.port or None, "next_try_at": time(state.next_try_at)}
        self._said(said, f"{state.name}: {state.kind.value}{f' ({why})' if why else ''}")

    def _hint_changed(self) -> None:
        self._poller.rhythm.hinted()
        self._news_soon()
        self._said({"event": "hint", "outcome": "changed"}, "a hint was followed: something changed")

    def _said(self, document: dict[str, Any], line: str) -> None:
        if self._output.json:
            self._output.document(document)
        else:
            self._output.line(line)

    def _bug(self, error: BaseException) -> None:
        """The next round is planned all the same."""
        log.error("A job failed", exc_info=error)


def progress(done: int, total: int, left: float | None) -> None:
    """How far a full walk is, for a person, on standard error."""
    about = "" if left is None else f", about {minutes(left)} left"
    sys.stderr.write(f"{done} of {total} periods checked{about}\n")
    sys.stderr.flush()


def minutes(seconds: float) -> str:
    """A rough length of time."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
