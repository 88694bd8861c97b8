"""`desk.notices`: looks for what is new to tell whenever the ledger has come to rest, and says what to show."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.domain.news import News
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services import notices
from paymentdesk.services.shop import Shop

log = logging.getLogger(__name__)
AT_REST = 1200  # ms without another change: what comes close together is told together
AT_LATEST = 5000  # ms
EVERY = 60_000  # ms: tickets get late while nothing happens


class Notices(QObject):
    """`told` with the new notices (`store.queries.Notice`), on the window's thread."""

    told = Signal(object)

    def __init__(
        self, shop: Shop, worker: Worker, do: Callable[[Callable[[], Any]], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shop, self._worker, self._do = shop, worker, do
        self._held = False
        self._closing = False
        self._rest = QTimer(self, singleShot=True, interval=AT_REST)
        self._latest = QTimer(self, singleShot=True, interval=AT_LATEST)
        self._regular = QTimer(self, interval=EVERY)
        for timer in (self._rest, self._latest, self._regular):
            timer.timeout.connect(self.look)
        self._regular.start()

    @Slot()
    def ledger_changed(self) -> None:
        if self._closing:
            return
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()

    @Slot()
    def look(self) -> None:
        """Tell what is new now."""
        self._rest.stop()
        self._latest.stop()
        if not self._held and not self._closing:
            self._worker.put(self._tell, Urgency.POLL)

    def hold(self, held: bool) -> None:
        """Nothing is told while the practice story plays; afterwards all of it at once."""
        self._held = held
        if not held:
            self.ledger_changed()

    def mark_read(self, group: int | None = None) -> int:
        return self._do(lambda: notices.mark_read(self._shop, group))

    def switch(self, kind: News, *, on: bool) -> int:
        return self._do(lambda: notices.switch(self._shop, kind, on=on))

    def close(self) -> None:
        self._closing = True
        for timer in (self._rest, self._latest, self._regular):
            timer.stop()

    def _tell(self) -> None:
        """On the worker's thread."""
        try:
            found = notices.tell(self._shop)
        except Trouble as trouble:  # a full disk is told by whoever writes what matters
            log.info("Notices could not be written: %s", trouble.kind.value)
            return
        if found:
            self.told.emit(found)
