"""The files that were imported, newest first, each with its undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.orders import Undone
from paymentdesk.domain.trouble import Trouble
from paymentdesk.store import queries
from paymentdesk.store.queries import ImportLine
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, clear, label
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.orders import kept_because

translate = QCoreApplication.translate
_NAMED = 6  # kept orders named one by one


class ImportsDialog(DeskDialog):
    """An undo takes out the orders nothing happened to, and says which it left and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Earlier imports"), "", parent, width=640)
        self._session = session
        self._jobs: set[int] = set()
        self.lines: list[ImportLine] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setFixedHeight(280)
        self.column.addSpacing(12)
        self.column.addWidget(self._scroll)
        self.buttons(translate("ui", "Close"))
        session.desk.ledger_changed.connect(self._read)
        session.desk.job_done.connect(self._done)
        session.desk.job_failed.connect(self._failed)
        self._read()

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in self._jobs

    @Slot()
    def _read(self) -> None:
        self._session.reading.ask(self, queries.order_imports, self._show)

    def _show(self, lines: list[ImportLine]) -> None:
        self.lines = lines
        clear(self._column)
        if not lines:
            self._column.addWidget(label(translate("ui", "Nothing was imported yet."), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 1)
        for place, line in enumerate(lines):
            grid.addWidget(label(self._about(line), wrap=True), place, 0)
            if not line.undone_at:
                undo = button(translate("ui", "Undo"), partial(self._undo, line.number))
                undo.setAccessibleName(translate("ui", "Undo the import of {file}").format(file=line.file))
                grid.addWidget(undo, place, 1)
        self._column.addLayout(grid)
        self._column.addStretch(1)

    def _about(self, line: ImportLine) -> str:
        counted = translate("ui", "{n} orders").format(n=line.orders)
        undone = translate("ui", "undone {moment}").format(moment=self._session.moment(line.undone_at))
        left = translate("ui", "{n} still here").format(n=line.left)
        return wording.several(
            (
                line.file, self._session.moment(line.at), line.by, counted,
                undone if line.undone_at else "", left if line.left != line.orders else "",
            )
        )  # fmt: skip

    def _undo(self, number: int) -> None:
        self._jobs.add(self._session.desk.orders.undo_import(number))

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job in self._jobs and isinstance(answer, Undone):
            self.say(undone_sentence(answer), Tone.WAIT if answer.kept else Tone.OK)

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job in self._jobs and isinstance(trouble, Trouble):
            self.say(sentence(trouble))


def undone_sentence(undone: Undone) -> str:
    """What an undo took out, and what it left and why."""
    text = translate("ui", "{n} orders were taken out again.").format(n=len(undone.removed))
    if not undone.kept:
        return text
    named = ", ".join(f"{number} ({kept_because(why)})" for number, why in list(undone.kept.items())[:_NAMED])
    more = ", …" if len(undone.kept) > _NAMED else ""
    kept = translate("ui", "{n} were kept: {orders}").format(n=len(undone.kept), orders=named + more)
    return f"{text} {kept}"
