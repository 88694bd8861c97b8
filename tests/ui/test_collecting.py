"""Garbage that holds parts of a window is collected in the window's thread and in no other."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer

from paymentdesk.app import run_offscreen_journey, run_window
from paymentdesk.app.collecting import collected_here
from paymentdesk.app.desktop import Desktop
from paymentdesk.app.journey import Stuck


class Ring:
    """A cycle with a running timer in it, as a closure or a forgotten dialog makes one."""

    def __init__(self) -> None:
        self.timer = QTimer()
        self.timer.start(10_000)
        self.me = self


def _allocate() -> None:
    kept: list[list[int]] = []
    for _ in range(200_000):
        kept.append([])


def test_a_worker_collects_nothing_of_the_window(qtbot: Any) -> None:
    with collected_here() as collecting:
        gone = weakref.ref(Ring())
        worker = threading.Thread(target=_allocate)
        worker.start()
        worker.join()
        assert gone() is not None
        for _ in range(100):
            _allocate_a_little()
            collecting.collect()
        qtbot.waitUntil(lambda: gone() is None)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _allocate_a_little() -> None:
    for _ in range(1000):
        ring: list[Any] = []
        ring.append(ring)


@pytest.mark.parametrize("begin", ["run_window", "run_offscreen_journey"])
def test_so_it_is_from_before_the_first_window_until_after_the_last(
    qtbot: Any, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, begin: str
) -> None:
    seen: list[bool] = []

    class Watched(Desktop):
        def __init__(self, home: Path) -> None:
            seen.append(gc.isenabled())
            super().__init__(home)

        def show_start(self, **_: Any) -> bool:
            return False

        def open_practice(self, options: Any) -> bool:
            raise Stuck("on purpose")

        def close(self) -> None:
            super().close()
            seen.append(gc.isenabled())

    monkeypatch.setattr("paymentdesk.app.Desktop", Watched)
    monkeypatch.setattr("paymentdesk.app.journey.Desktop", Watched)
    if begin == "run_window":
        assert run_window(None, home=tmp_path, lang="en") == 0
    else:
        assert run_offscreen_journey(tmp_path, "en", quiet=True) == 5
    assert seen == [False, False]
    assert gc.isenabled()
