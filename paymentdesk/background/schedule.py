"""The thin Qt part of the rhythm: a timer for the next round, one that notices sleep, and the network's own news."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

from paymentdesk.background.rhythm import TICK, Rhythm

_LONGEST_TIMER = 24 * 3600.0  # seconds; QTimer takes 24 days, and the machine may sleep meanwhile anyway


class Schedule(QObject):
    """Says when a round is due. After it whoever did it calls `plan`; until then nothing is due."""

    due = Signal()

    def __init__(self, rhythm: Rhythm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rhythm = rhythm
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._timeout)
        self._ticker = QTimer(self, interval=round(TICK * 1000))
        # A coarse timer may be late by a twentieth, a sleeping machine is late by much more.
        self._ticker.setTimerType(Qt.TimerType.CoarseTimer)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()
        if QNetworkInformation.loadDefaultBackend():
            network = QNetworkInformation.instance()
            network.reachabilityChanged.connect(self._network_changed)
            network.transportMediumChanged.connect(self._network_changed)

    def acted(self) -> None:
        """A person did something: its outcome is wanted soon."""
        self._rhythm.acted()
        self._sooner()

    def hinted(self) -> None:
        """A hint came: more may follow."""
        self._rhythm.hinted()
        self._sooner()

    def plan(self) -> None:
        """The round is over: wait for the next."""
        self._timer.start(math.ceil(min(self._rhythm.left, _LONGEST_TIMER) * 1000))

    def stop(self) -> None:
        self._timer.stop()
        self._ticker.stop()

    def _sooner(self) -> None:
        if self._timer.isActive():
            self.plan()

    @Slot()
    def _timeout(self) -> None:
        self._rhythm.tick()
        if self._rhythm.left > 0:  # it was put off meanwhile, or this computer has just woken
            self.plan()
        else:
            self.due.emit()

    @Slot()
    def _tick(self) -> None:
        if self._rhythm.tick():
            self._sooner()

    @Slot()
    def _network_changed(self) -> None:
        self._rhythm.stirred()
        self._sooner()
