"""One way in which hints come, on the status bar: a dot and a word, all of it on hover and to a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paymentdesk.domain.source import SourceKind, SourceState
from paymentdesk.ui.dot import Dot
from paymentdesk.ui.session import Session
from paymentdesk.ui.widgets import button, restyle
from paymentdesk.wording.sources import source_sentence, source_short

translate = QCoreApplication.translate
_DOTS = {SourceKind.WORKING: "fresh", SourceKind.ELSEWHERE: "fresh", SourceKind.TROUBLE: "trouble"}


class SourceMark(QWidget):
    """Hidden while its source is off."""

    def __init__(self, name: str, session: Session, show_health: Callable[[], object]) -> None:
        super().__init__()
        self._name = name
        self._session = session
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 0, 0)
        line.setSpacing(7)
        self._dot = Dot()
        self.word = button("", show_health, "state")
        self.word.setAccessibleDescription(translate("ui", "Show how each way of news is doing"))
        line.addWidget(self._dot)
        line.addWidget(self.word)
        self.hide()
        session.desk.hearing.state.connect(self.show_state)
        for state in session.desk.hearing.states:
            self.show_state(state)

    def show_state(self, state: SourceState) -> None:
        if state.name != self._name:
            return
        self._dot.show_kind(_DOTS.get(state.kind, "working"))
        said = source_sentence(state, self._session.zone)
        self.word.setText(source_short(state))
        self.word.setToolTip(said)
        self.word.setAccessibleName(said)
        tone = "bad" if state.kind is SourceKind.TROUBLE else ""
        if self.word.property("tone") != tone:
            self.word.setProperty("tone", tone)
            restyle(self.word)
        self.setVisible(state.kind is not SourceKind.OFF)
