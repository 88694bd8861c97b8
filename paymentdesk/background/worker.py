"""Threads that do the desk's work: one job at a time, urgent first, long work in short steps.

Python threads rather than Qt's: a pool of Qt's drops idle threads and leaks what they hold.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Urgency(IntEnum):
    """Which waiting job goes first."""

    PERSON = 0
    LOOK = 1
    POLL = 2
    LONG = 3


@dataclass(order=True)
class _Job:
    urgency: int
    turn: int
    work: Callable[[], Iterator[Any] | None] | None = field(compare=False)
    steps: Iterator[Any] | None = field(default=None, compare=False)
    not_before: float = field(default=0.0, compare=False)


class Worker:
    """One thread. A job is a function; where it answers an iterator, each `next()` of it is a job of its own,
    so that an urgent one slips in between; a number it yields is how many seconds its next step has to wait. What a
    job raises is given to `on_bug`: jobs catch what they expect."""

    def __init__(self, name: str, on_bug: Callable[[BaseException], None]) -> None:
        self._jobs: list[_Job] = []
        self._turns = itertools.count()
        self._wake = threading.Condition()
        self._closing = False
        self._busy = False
        self._on_bug = on_bug
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, work: Callable[[], Iterator[Any] | None], urgency: Urgency = Urgency.PERSON) -> None:
        with self._wake:
            if self._closing:
                return
            self._jobs.append(_Job(urgency, next(self._turns), work))
            self._wake.notify()

    def hurry(self) -> None:
        """Steps that wait for their time go on now."""
        with self._wake:
            for job in self._jobs:
                job.not_before = 0.0
            self._wake.notify()

    @property
    def idle(self) -> bool:
        with self._wake:
            return not self._jobs and not self._busy

    @property
    def closing(self) -> bool:
        return self._closing

    def close(self, timeout: float) -> bool:
        """Finish the job in hand, drop those that wait, end. Answers whether the thread ended in time."""
        with self._wake:
            self._closing = True
            self._jobs.clear()
            self._wake.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._busy = False
                job = self._next()
                if job is None:
                    return
                self._busy = True
            try:
                self._step(job)
            except BaseException as error:
                self._on_bug(error)

    def _next(self) -> _Job | None:
        """The most urgent job that may run now; waits for it. None when the worker closes."""
        while not self._closing:
            now = time.monotonic()
            ready = [job for job in self._jobs if job.not_before <= now]
            if ready:
                job = min(ready)
                self._jobs.remove(job)
                return job
            self._wake.wait(min((job.not_before for job in self._jobs), default=now) - now or None)
        return None

    def _step(self, job: _Job) -> None:
        wait: object = None
        if job.steps is None:
            assert job.work is not None
            job.steps = job.work()
            if job.steps is None:
                return
        else:
            try:
                wait = next(job.steps)
            except StopIteration:
                return
        not_before = time.monotonic() + wait if isinstance(wait, float) and wait > 0 else 0.0
        with self._wake:
            if not self._closing:
                self._jobs.append(_Job(job.urgency, next(self._turns), None, job.steps, not_before))
