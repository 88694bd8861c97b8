"""Garbage that holds parts of a window is collected in the window's thread and in no other."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer

from paymentdesk.app.collecting import collected_here


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
