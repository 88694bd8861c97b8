"""The worker's threads: urgent first, long work in steps, an end that waits for what is in hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from paymentdesk.background.worker import Urgency, Worker


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def worker(bugs: list[BaseException]) -> Iterator[Worker]:
    made = Worker("under-test", bugs.append)
    yield made
    assert made.close(5)


def _run(worker: Worker, done: threading.Event) -> None:
    worker.put(lambda: done.set(), Urgency.LONG)
    assert done.wait(10)


def test_an_urgent_job_slips_in_between_the_steps_of_long_work(worker: Worker) -> None:
    said: list[str] = []
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def long_work() -> Iterator[None]:
        for step in range(3):
            said.append(f"page {step}")
            begun.set()
            go_on.wait(10)
            yield

    worker.put(long_work, Urgency.LONG)
    assert begun.wait(10)
    worker.put(lambda: said.append("poll"), Urgency.POLL)
    worker.put(lambda: said.append("cancellation"), Urgency.PERSON)
    go_on.set()
    _run(worker, done)
    assert said == ["page 0", "cancellation", "poll", "page 1", "page 2"]


def test_jobs_of_one_urgency_keep_their_order(worker: Worker) -> None:
    said: list[int] = []
    for n in range(20):
        worker.put(lambda n=n: said.append(n))
    _run(worker, threading.Event())
    assert said == list(range(20))


def test_a_bug_is_reported_and_the_next_job_is_done(worker: Worker, bugs: list[BaseException]) -> None:
    worker.put(lambda: [][1])
    done = threading.Event()
    _run(worker, done)
    assert [type(each) for each in bugs] == [IndexError]


def test_closing_finishes_the_job_in_hand_and_drops_the_rest(bugs: list[BaseException]) -> None:
    worker = Worker("under-test", bugs.append)
    begun, said = threading.Event(), []

    def job() -> None:
        begun.set()
        while not worker.closing:
            threading.Event().wait(0.001)
        said.append("in hand")

    worker.put(job)
    assert begun.wait(10)
    worker.put(lambda: said.append("waiting"))
    assert worker.close(10)
    worker.put(lambda: said.append("too late"))
    assert said == ["in hand"]
    assert worker.idle
    assert not bugs
