"""The status bar: how fresh what you see is, how hints come, what waits, how many test payments still hold money."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.desk import SyncState
from paymentdesk.ui.dot import Dot
from paymentdesk.ui.session import Session
from paymentdesk.ui.source_mark import SourceMark
from paymentdesk.ui.widgets import button, label, restyle
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_AGES_EVERY = 1000  # ms
_NOTICE_WIDTH = 440  # pixels
_NOTICE_LEAST = 120


class StatusBar(QWidget):
    keys = Signal()
    notice = Signal()  # what the quiet line says is wanted
    health = Signal()  # how each way of news is doing is wanted

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._state = SyncState("working")
        self._said = self._news = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 3, 10, 3)
        line.setSpacing(7)
        self._dot = Dot()
        self.sync = button("", self.health.emit, "state")
        self.sync.setAccessibleDescription(translate("ui", "Show how each way of news is doing"))
        self.stop = button(translate("ui", "Stop"), self._stop)
        self.stop.setAccessibleDescription(translate("ui", "Stop checking every payment"))
        self.stop.hide()
        self.tickets = label("")
        self.tests = label("")
        self.tests.setProperty("tone", "vio")
        line.addWidget(self._dot)
        line.addWidget(self.sync)
        line.addWidget(self.stop)
        for each in (self.tickets, self.tests):
            line.addSpacing(14)
            line.addWidget(each)
        self.sources = [SourceMark(name, session, self.health.emit) for name in ("receiver", "relay")]
        for mark in self.sources:
            line.addWidget(mark)
        self.clock = label("")
        self.clock.setProperty("tone", "bad")
        line.addSpacing(14)
        line.addWidget(self.clock)
        self.news = button("", self.notice.emit, "state")
        self.news.hide()
        line.addSpacing(14)
        line.addWidget(self.news)
        line.addStretch(1)
        self.now = button(translate("ui", "Sync now"), session.desk.sync_now)
        self.now.setToolTip("F5")
        line.addWidget(self.now)
        self.sheet = button(translate("ui", "? keys"), self.keys.emit)
        self.sheet.setAccessibleName(translate("ui", "Keys"))
        line.addWidget(self.sheet)
        session.desk.sync_state.connect(self.show_state)
        self._timer = QTimer(self, interval=_AGES_EVERY)
        self._timer.timeout.connect(self._say)
        self._timer.start()
        self._say()

    def show_state(self, state: SyncState) -> None:
        self._state = state
        self.clock.setText(_clock_off(state.clock_off))
        self.clock.setToolTip(
            translate("ui", "The desk goes by i'mport's clock; other programs on this computer do not.")
            if state.clock_off
            else ""
        )
        self._say()

    def show_figures(self, waiting: int, oldest: int | None, tests: int) -> None:
        """`oldest` is when the oldest open request was made, UNIX seconds."""
        text = ""
        if waiting:
            text = (
                translate("ui", "1 ticket waiting")
                if waiting == 1
                else translate("ui", "{n} tickets waiting").format(n=waiting)
            )
            if oldest:
                age = translate("ui", "oldest {age}").format(age=self._session.age(oldest))
                text = wording.several((text, age))
        self.tickets.setText(text)
        self.tests.setText(
            ""
            if not tests
            else translate("ui", "1 test payment holds money")
            if tests == 1
            else translate("ui", "{n} test payments hold money").format(n=tests)
        )
        self._fit()

    def show_notice(self, text: str) -> None:
        """A quiet line about what has just happened; "" takes it away."""
        self._news = text
        self.news.setAccessibleName(text)
        self.news.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Nothing is cut off in the middle of a word: what there is no room for goes, first what Today says as well."""
        self.sync.setText(self._said)
        self.news.hide()
        for part in (self.tests, self.tickets):
            part.setVisible(bool(part.text()))
        room, least = self._room(), _NOTICE_LEAST if self._news else 0
        for part in (self.tests, self.tickets):
            if room < least:
                part.hide()
                room = self._room()
        if self._news and room >= least:
            width = min(_NOTICE_WIDTH, room)
            self.news.setText(self.fontMetrics().elidedText(self._news, Qt.TextElideMode.ElideRight, width))
            self.news.show()
        if room < 0:
            width = max(0, self.fontMetrics().horizontalAdvance(self._said) + room)
            self.sync.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, width))

    def _room(self) -> int:
        """Pixels that nobody needs; below 0 where there are too few."""
        line = self.layout()
        assert line is not None
        line.invalidate()
        return self.width() - line.sizeHint().width()

    def _stop(self) -> None:
        self._session.desk.stop_long_work()
        self._say()

    def _say(self) -> None:
        state = self._state
        self.stop.setVisible(self._session.desk.checking)
        kind = ("fresh" if state.trouble is None else "trouble") if state.kind == "elsewhere" else state.kind
        self._dot.show_kind(kind)
        self._said, full = self._sentence(state)
        self.sync.setToolTip(full or self._said)
        self.sync.setAccessibleName(full or self._said)
        tone = "bad" if kind == "trouble" else ""
        if self.sync.property("tone") != tone:
            self.sync.setProperty("tone", tone)
            restyle(self.sync)
        self._fit()

    def _sentence(self, state: SyncState) -> tuple[str, str]:
        ago = self._session.age(state.at) if state.at is not None else ""
        match state.kind:
            case "fresh":
                caught_up = _caught_up(state)
                return wording.several((translate("ui", "Up to date · {age} ago").format(age=ago), caught_up)), ""
            case "stopped":
                return translate("ui", "The check was stopped; it goes on from there"), ""
            case "elsewhere" if state.trouble is None:
                kept = translate("ui", "Another program keeps this shop up to date")
                asked = translate("ui", "last {age} ago").format(age=ago) if ago else ""
                return wording.several((kept, asked)), ""
            case "trouble" | "elsewhere":
                full = sentence(state.trouble, reading=True) if state.trouble is not None else ""
                short = translate("ui", "i'mport could not be asked")
                since = translate("ui", "what you see is from {age} ago").format(age=ago) if ago else ""
                return wording.several((short, since)), full
        if state.total:
            checking = translate("ui", "Checking every payment · {done} of {total} periods")
            left = "" if state.left is None else translate("ui", "about {age} left").format(age=_length(state.left))
            return wording.several((checking.format(done=state.done, total=state.total), left)), ""
        if self._session.desk.checking:
            return translate("ui", "Checking every payment…"), ""
        if state.at is not None and self._session.now() - state.at < 3600:
            return translate("ui", "Up to date · {age} ago").format(age=ago), ""
        return translate("ui", "Asking i'mport…"), ""


def _length(seconds: float) -> str:
    """Rounded up to something a person can wait for."""
    return wording.age(math.ceil(seconds / 60) * 60 if seconds > 60 else math.ceil(seconds / 5) * 5)


def _caught_up(state: SyncState) -> str:
    """One sentence about everything that happened while nobody asked."""
    if not state.away or state.report is None:
        return ""
    report = state.report
    text = translate("ui", "first look after {age}: {new} new, {changed} changed, {settled} tickets settled")
    counted = {"new": report.new, "changed": report.changed, "settled": report.tickets_settled}
    return text.format(age=wording.age(state.away), **counted)


def _clock_off(seconds: int) -> str:
    if not seconds:
        return ""
    text = (
        translate("ui", "This computer's clock is {age} ahead")
        if seconds > 0
        else translate("ui", "This computer's clock is {age} behind")
    )
    return text.format(age=wording.age(abs(seconds)))
