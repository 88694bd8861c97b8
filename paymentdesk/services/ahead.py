"""Read one answer ahead: while one is written, the next is fetched on a thread of its own."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

CLOSE_WAITS = 2.0
"""Seconds for a call in hand when nobody wants its answer any more. After that it ends by itself, unheard."""


SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one run."""


class Ahead(Generic[Question, Answer]):
    """Asks on one thread, in order. What a question raises is raised where its answer is taken. Asking must not touch
    the ledger: who writes and when is decided by whoever takes the answers."""

    def __init__(self, answer: Callable[[Question], Answer]) -> None:
        self._answer = answer
        self._questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="reading-ahead", daemon=True)
        self._thread.start()

    def __enter__(self) -> Ahead[Question, Answer]:
        # Whoever writes gives the interpreter away with every row: it must not come back only after the usual 5 ms.
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH))
        return self

    def __exit__(self, *_: object) -> None:
        self._questions.put(None)
        self._thread.join(CLOSE_WAITS)

    def ask(self, question: Question) -> None:
        self._questions.put(question)

    def take(self) -> Answer:
        """The answer to the oldest question whose answer was not taken yet, waited for; or what it raised."""
        came = self._answers.get()
        if isinstance(came, BaseException):
            raise came
        return came

    def _run(self) -> None:
        while (question := self._questions.get()) is not None:
            try:
                came: Answer | BaseException = self._answer(question)
            except BaseException as error:
                came = error
            self._answers.put(came)
