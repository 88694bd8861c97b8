"""The pane on the right: what is known of the selected row, what can be done, what happened.

What it shows is a `Detail`, made by a pure function of the screen; the pane only draws it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.timeline import Moment, Timeline
from paymentdesk.ui.widgets import Flow, button, clear, label, note

_PAYLOAD_LINES = 12


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    tone: Tone
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A line of the table: a text, or with `opens` a word of link that leads to another row, its badge and words
    after it."""

    label: str
    text: str
    opens: tuple[str, object] | None = None  # screen and key
    after: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button; `do` is the name the screen knows it by. `why_not` explains one that cannot be pressed now."""

    text: str
    do: str
    primary: bool = False
    why_not: str = ""
    quiet: bool = False  # changes nothing: a word rather than a button


@dataclass(frozen=True, slots=True)
class Detail:
    name: str
    badge: Badge
    amount: str
    summary: str = ""
    strong: str = ""
    notes: Sequence[Note] = ()
    values: Sequence[Value] = ()
    actions: Sequence[Action] = ()
    moments: Sequence[Moment] = ()
    timeline_title: str = ""
    payload: str = ""  # what came in, as it was kept: shown as plain text, whatever it holds
    payload_title: str = ""


class DetailPane(QFrame):
    """Draws a `Detail`; `act(name)` and `go(screen, key)` are the screen's."""

    def __init__(
        self,
        act: Callable[[str], None],
        go: Callable[[str, object], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._act, self._go = act, go
        self._shown: Detail | None = None
        self._buttons: dict[str, QWidget] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 15, 14, 16)
        self._column.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self._timeline = Timeline()
        self._column.addLayout(self._top)
        self._column.addWidget(self._timeline)
        self._column.addStretch(1)
        self._scroll.setWidget(inside)

    @property
    def shown(self) -> Detail | None:
        return self._shown

    def button(self, do: str) -> QWidget | None:
        """The button of an action, where it is shown."""
        return self._buttons.get(do)

    def show_nothing(self, text: str) -> None:
        self._shown = None
        self._buttons = {}
        clear(self._top)
        self._timeline.show_moments(())
        empty = label(text, "muted", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._top.addSpacing(40)
        self._top.addWidget(empty)

    def show_detail(self, detail: Detail) -> None:
        """Draw it; the same again changes nothing, so that no focus is lost."""
        if detail == self._shown:
            return
        new_subject = self._shown is None or self._shown.name != detail.name
        focused = next((do for do, each in self._buttons.items() if each.hasFocus()), None)
        self._shown = detail
        clear(self._top)
        self._head(detail)
        for each in detail.notes:
            self._top.addSpacing(10)
            self._top.addWidget(note(each.text, each.tone, strong=each.strong))
        self._table(detail.values)
        self._actions(detail.actions)
        if detail.moments:
            self._top.addSpacing(16)
            self._top.addWidget(label(detail.timeline_title, "small"))
            self._top.addSpacing(8)
        self._timeline.show_moments(tuple(detail.moments))
        self._payload(detail)
        if new_subject:
            self._scroll.verticalScrollBar().setValue(0)
        if focused is not None and focused in self._buttons:
            self._buttons[focused].setFocus()

    def _head(self, detail: Detail) -> None:
        top = QHBoxLayout()
        top.addWidget(label(detail.name, "muted", copyable=True, wrap=True), 1)
        top.addWidget(BadgeLabel(detail.badge), 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._top.addLayout(top)
        self._top.addSpacing(2)
        self._top.addWidget(label(detail.amount, "amount", copyable=True, wrap=True))
        if detail.strong:
            line = Flow(6)
            if detail.summary:
                line.addWidget(label(detail.summary, "muted", wrap=True))
            line.addWidget(label(detail.strong, "strong", wrap=True))
            self._top.addSpacing(2)
            self._top.addLayout(line)
        elif detail.summary:  # a sentence may be longer than the pane is wide
            self._top.addSpacing(2)
            self._top.addWidget(label(detail.summary, "muted", wrap=True))

    def _table(self, values: Sequence[Value]) -> None:
        if not values:
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 104)
        for line, value in enumerate(values):
            name = label(value.label, "muted", wrap=True)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            if value.opens is None:
                grid.addWidget(label(value.text, wrap=True, copyable=True), line, 1)
                continue
            screen, key = value.opens
            link = button(value.text, partial(self._go, screen, key), "link")
            place = Flow(5)
            place.addWidget(link)
            if value.badge is not None:
                place.addWidget(BadgeLabel(value.badge))
            if value.after:
                place.addWidget(label(value.after, "muted", wrap=True))
            grid.addLayout(place, line, 1)
        self._top.addSpacing(14)
        self._top.addLayout(grid)

    def _payload(self, detail: Detail) -> None:
        if not detail.payload:
            return
        view = QPlainTextEdit(detail.payload)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setAccessibleName(detail.payload_title)
        lines = min(_PAYLOAD_LINES, detail.payload.count("\n") + 1)
        view.setFixedHeight(int(view.fontMetrics().lineSpacing() * (lines + 2)))
        self._top.addSpacing(16)
        self._top.addWidget(label(detail.payload_title, "small"))
        self._top.addSpacing(6)
        self._top.addWidget(view)

    def _actions(self, actions: Sequence[Action]) -> None:
        self._buttons = {}
        if not actions:
            return
        flow, quiet = Flow(), Flow(16)
        for action in actions:
            role = "primary" if action.primary else "link" if action.quiet else ""
            made = button(action.text, partial(self._act, action.do), role)
            made.setEnabled(not action.why_not)
            made.setToolTip(action.why_not)
            if action.why_not:
                made.setAccessibleDescription(action.why_not)
            self._buttons[action.do] = made
            (quiet if action.quiet else flow).addWidget(made)
        for lines in (flow, quiet):
            if lines.count():
                self._top.addSpacing(16 if lines is flow else 11)
                self._top.addLayout(lines)
        whys = list(dict.fromkeys(action.why_not for action in actions if action.why_not))
        for why in whys:
            self._top.addSpacing(6)
            self._top.addWidget(label(why, "small", wrap=True))
