"""The payment links by which somebody may still pay, those that end first before the others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.domain.trouble import Trouble
from paymentdesk.store import queries
from paymentdesk.store.queries import LinkLine
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, clear, label
from paymentdesk.wording.checkout import link_state
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_SHOWN = 100


class OpenLinksDialog(DeskDialog):
    """`chosen(order)` when the person wants to see one."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Open payment links"), "", parent, width=700)
        self._session = session
        self._jobs: set[int] = set()
        self.lines: list[LinkLine] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFixedHeight(320)
        self.column.addSpacing(12)
        self.column.addWidget(scroll)
        self.buttons(translate("ui", "Close"))
        session.desk.ledger_changed.connect(self._read)
        session.desk.job_failed.connect(self._failed)
        self._read()

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in self._jobs

    @Slot()
    def _read(self) -> None:
        now = self._session.now()
        self._session.reading.ask(self, lambda connection: queries.open_links(connection, now, _SHOWN), self._show)

    def _show(self, lines: list[LinkLine]) -> None:
        if lines == self.lines and self._column.count():
            return
        self.lines = lines
        clear(self._column)
        if not lines:
            self._column.addWidget(label(translate("ui", "Nobody can pay by a link now."), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(lines):
            self._row(grid, place, line)
        self._column.addLayout(grid)
        self._column.addStretch(1)

    def _row(self, grid: QGridLayout, place: int, line: LinkLine) -> None:
        number = line.link.merchant_uid
        grid.addWidget(button(number, partial(self._choose, number), "link"), place, 0)
        until = translate("ui", "until {moment}").format(moment=self._session.moment(line.link.expires_at))
        price = wording.money(line.link.amount, line.link.currency)
        about = wording.several((line.buyer_name, price, link_state(line.state), until))
        grid.addWidget(label(about, wrap=True), place, 1)
        if line.link.state != "open":
            return  # nobody knows its address: it ends by itself
        copy = button(translate("ui", "Copy link"), partial(QGuiApplication.clipboard().setText, line.link.url))
        copy.setAccessibleName(translate("ui", "Copy the link of {order}").format(order=number))
        off = button(translate("ui", "Switch off"), partial(self._disable, number))
        off.setAccessibleName(translate("ui", "Switch the link of {order} off").format(order=number))
        grid.addWidget(copy, place, 2)
        grid.addWidget(off, place, 3)

    def _choose(self, number: str) -> None:
        self.chosen.emit(number)
        self.accept()

    def _disable(self, number: str) -> None:
        self.say("")
        self._jobs.add(self._session.desk.checkout.disable_links(number))

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job in self._jobs and isinstance(trouble, Trouble):
            self.say(sentence(trouble), Tone.BAD)
