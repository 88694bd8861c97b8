"""A shop whose sources run as in `sync --watch`: hints are followed by one worker, states and changes are noted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from paymentdesk.background.sources import Sources, Told
from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.domain.source import SourceSettings, SourceState
from paymentdesk.services import polling
from tests.services.desk import Desk

WAIT = 15.0
TOKEN = "token-of-the-tests"


class Heard:
    """Everything the sources of one desk told."""

    def __init__(self, desk: Desk, settings: SourceSettings, **given: Any) -> None:
        self.desk = desk
        self.states: list[SourceState] = []
        self.changes = 0
        self.rounds = 0
        self._telling = threading.Condition()
        self._bugs: list[BaseException] = []
        self._worker = Worker("worker", self._bugs.append)
        self.sources = Sources(desk.shop, **given)
        told = Told(
            do=lambda job: self._worker.put(job, Urgency.LOOK),
            look_soon=lambda: self._worker.put(self._round, Urgency.POLL),
            changed=lambda: self._note("changes"),
            state=self._state,
        )
        self.sources.start(told, settings)

    def wait_for(self, what: Callable[[], Any], seconds: float = WAIT) -> None:
        until = time.monotonic() + seconds
        with self._telling:
            while not what():
                assert time.monotonic() < until, (self.states, self.changes, self.rounds, self._bugs)
                self._telling.wait(0.02)  # what the ledger says is told by nobody

    def wait_idle(self) -> None:
        """Until the worker has done what waits."""
        done = threading.Event()
        self._worker.put(done.set, Urgency.LONG)
        assert done.wait(WAIT)

    def address(self) -> str:
        """Where the receiver listens."""
        self.wait_for(lambda: any(state.address for state in self.states))
        return next(state.address for state in reversed(self.states) if state.address)

    def kinds(self, name: str) -> list[str]:
        return [state.kind.value for state in self.states if state.name == name]

    def stop(self) -> None:
        self.sources.stop()
        assert self._worker.close(WAIT)
        assert not self._bugs

    def _state(self, state: SourceState) -> None:
        with self._telling:
            self.states.append(state)
            self._telling.notify_all()

    def _note(self, name: str) -> None:
        with self._telling:
            setattr(self, name, getattr(self, name) + 1)
            self._telling.notify_all()

    def _round(self) -> None:
        polling.sync(self.desk.shop)
        self._note("rounds")
