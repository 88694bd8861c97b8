"""The ways in which hints come, as a window has them: told by signals, changed without waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from paymentdesk.background.sources import Sources, Told
from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.domain.source import SourceState
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services.shop import Shop
from paymentdesk.settings.hooks import source_settings

log = logging.getLogger(__name__)


class Hearing(QObject):
    """`state` tells of one source (`SourceState`), `changed` that a hint's look changed the ledger, `look_soon` that
    something may have been missed and a round is wanted."""

    state = Signal(object)
    changed = Signal()
    look_soon = Signal()

    def __init__(self, shop: Shop, worker: Worker, may_hear: Callable[[], bool], parent: QObject | None = None) -> None:
        """`may_hear`: no other program looks at i'mport for this shop; asked on the worker's thread."""
        super().__init__(parent)
        self._may_hear = may_hear
        self._shop = shop
        self._worker = worker
        self._sources = Sources(shop)

    @property
    def states(self) -> tuple[SourceState, ...]:
        """How each source is doing that is or was on."""
        return self._sources.states

    def start(self) -> None:
        """Hear from now on, as the shop's settings say."""
        told = Told(
            do=lambda job: self._worker.put(job, Urgency.LOOK),
            look_soon=self.look_soon.emit,
            changed=self.changed.emit,
            state=self.state.emit,
        )
        self._sources.start(told)
        self.settings_changed()

    def settings_changed(self) -> None:
        """Go by what is set now; `state` tells when."""
        self._worker.put(self._change)

    def stop(self) -> None:
        """Hear nothing more; waits for the threads."""
        self._sources.stop()

    def _change(self) -> None:
        """On the worker's thread: a keyring may take its time, and a connection to end."""
        try:
            settings = source_settings(self._shop.profile.folder)
        except Trouble as trouble:
            log.error("No webhooks are heard: %s cannot be used", trouble.facts.get("what"))
            return
        self._sources.change(settings, elsewhere=not self._may_hear())
