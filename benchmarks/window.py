"""The window over a million payments: how long its thread is away while it opens and while a full sync runs.

    python -m benchmarks.window [number of payments] [number of payments at i'mport]

A heart beats in the window's thread every 4 ms; a stall is the time by which a beat comes late. The floor is the same
heart in an application without a window, on the same machine at the same time.
From a webhook to a visible row: benchmarks/hints.py.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from benchmarks.account import served
from benchmarks.lists import fill
from paymentdesk.app.collecting import collected_here
from paymentdesk.app.desktop import OpenShop, make_application
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.store.database import open_database

BEAT = 0.004
QUIET = Settings(poll_seconds=3600, poll_idle_seconds=3600, poll_busy_seconds=3600)


class Heart:
    """Beats in the thread it was made in and remembers how late each beat was, and how much this thread computed
    since the one before, in ms: on a busy machine only the second is the window's own."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.own: list[float] = []
        self._due = time.perf_counter() + BEAT
        self._computed = time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(int(BEAT * 1000))

    def _beat(self) -> None:
        now = time.perf_counter()
        computed = time.thread_time()
        self.late.append(max(0.0, now - self._due) * 1000)
        self.own.append((computed - self._computed) * 1000)
        self._due, self._computed = now + BEAT, computed

    def until(self, true: Callable[[], bool], seconds: float = 600.0) -> None:
        """Let the application live until it is so."""
        loop, end = QEventLoop(), time.perf_counter() + seconds
        while not true():
            if time.perf_counter() > end:
                raise TimeoutError
            QTimer.singleShot(20, loop.quit)
            loop.exec()

    def said(self, what: str) -> None:
        late = sorted(self.late)
        print(
            f"{late[-1]:>9.0f} ms at the longest {late[int(len(late) * 0.999)]:>7.0f} ms p99.9"
            f" {late[int(len(late) * 0.99)]:>7.0f} ms p99   own work {max(self.own):>5.0f} ms at most   {what}",
            flush=True,
        )
        self.late.clear()
        self.own.clear()


@contextmanager
def full_ledger(home: Path, payments: int) -> Iterator[None]:
    place = home / "shops" / "shop"
    database = open_database(place / "ledger.sqlite3", backups=place / "backups")
    fill(database, payments)
    database.close()
    yield


def main(payments: int = 1_000_000, at_imp: int = 100_000) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = stack.enter_context(served(at_imp))
        stack.enter_context(full_ledger(Path(folder), payments))
        app = make_application("en")
        stack.enter_context(collected_here())  # as the program does
        heart = Heart()
        end = time.perf_counter() + 5
        heart.until(lambda: time.perf_counter() > end)
        heart.said("floor: nothing but the heart")
        opened = OpenShop(ShopProfile("shop", Path(folder), url, "key", "secret"), QUIET)
        try:
            opened.window.resize(1440, 900)
            heart = Heart()
            opened.window.show()
            opened.window.show_screen("payments")
            model = opened.window.payments.model
            heart.until(lambda: model.rowCount() > 0 and model.row(0) is not None)
            heart.until(lambda: opened.reading.idle)
            heart.said("opening on all payments")
            opened.desk.full_check()
            started = time.perf_counter()
            heart.until(lambda: not opened.desk.checking)
            heart.said(
                f"a full sync of {at_imp:,} ({at_imp / (time.perf_counter() - started):,.0f}/s beside the window)"
            )
        finally:
            opened.close()
            app.processEvents()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
