"""When to look at i'mport next: sooner after an act, later when nobody is there or i'mport has trouble."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from paymentdesk.settings import Settings

SOON_FOR = 90.0  # seconds after an act in which looks come often
IDLE_AFTER = 30 * 60.0
LONGEST = 15 * 60.0


def pause(settings: Settings, *, since_act: float, troubles: int = 0, retry_after: float | None = None) -> float:
    """Seconds until the next look. `troubles` are rounds in a row without an answer."""
    if troubles:
        backing_off = min(LONGEST, float(settings.poll_seconds) * 2**troubles)
        return max(backing_off, retry_after or 0.0)
    if since_act < SOON_FOR:
        return float(settings.poll_busy_seconds)
    return float(settings.poll_idle_seconds if since_act > IDLE_AFTER else settings.poll_seconds)


class Schedule(QObject):
    """Says when it is time; started again by whoever did the round."""

    due = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._acted = time.monotonic() - SOON_FOR
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.due)

    def acted(self) -> None:
        """A person did something: its outcome is wanted soon."""
        self._acted = time.monotonic()
        if self._timer.isActive() and self._timer.remainingTime() > self._settings.poll_busy_seconds * 1000:
            self._timer.start(int(self._settings.poll_busy_seconds * 1000))

    def round_done(self, *, troubles: int = 0, retry_after: float | None = None) -> None:
        since = time.monotonic() - self._acted
        self._timer.start(
            int(1000 * pause(self._settings, since_act=since, troubles=troubles, retry_after=retry_after))
        )

    def stop(self) -> None:
        self._timer.stop()
