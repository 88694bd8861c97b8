"""Collect Python's garbage in the window's thread only.

Python collects cycles in whichever thread happens to allocate. A widget or timer that is part of one and is collected
on a worker's thread is destroyed there, which Qt may not survive ("Timers cannot be stopped from another thread"). So
the collector is switched off from before the first window until after the last, and the window's own thread collects
now and then: the young ones often, everything only when enough has piled up. What is there to stay is not looked at
again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Slot

EVERY = 500  # ms
SOON = 100
"""ms after something was collected: a full sync makes so much that once in 500 ms would take 20 ms each time."""


class Collecting(QObject):
    """Looks every `EVERY` milliseconds whether there is something to collect, and sooner where there was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def keep(self) -> None:
        """What is there now will stay: it is not looked at again."""
        gc.collect()
        gc.freeze()

    @Slot()
    def collect(self) -> None:
        """The oldest generation whose limit is passed, as Python itself would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                self._timer.setInterval(SOON)
                return
        self._timer.setInterval(EVERY)


@contextmanager
def collected_here() -> Iterator[Collecting]:
    """From before a window is made until it is gone: no other thread collects. Call it in the window's thread."""
    gc.disable()
    collecting = Collecting()
    collecting.keep()
    try:
        yield collecting
    finally:
        collecting.deleteLater()
        gc.unfreeze()
        gc.collect()  # what is left of the windows
        gc.enable()
