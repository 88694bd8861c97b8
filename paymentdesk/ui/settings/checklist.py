"""The set-up checklist: what must be set at i'mport and Paymentwall, the exact value, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paymentdesk.domain.checklist import Checked, Item, Known
from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.settings.page import Page, copy_button
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import card, clear, label
from paymentdesk.wording.checkup import how_known, item_name, item_place, known_word

translate = QCoreApplication.translate
_LOOKS = {
    Known.PROVEN: (Tone.OK, ""),
    Known.SAID: (Tone.WAIT, "half"),
    Known.UNKNOWN: (Tone.MUTE, "empty"),
    Known.NOT_NEEDED: (Tone.MUTE, "arrow"),
    Known.DISPROVEN: (Tone.BAD, ""),
}


class ChecklistView(QWidget):
    """`said(item, on)` when a person says that something is set, or takes it back."""

    said = Signal(object, bool)

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self.lines: Sequence[Checked] = ()
        self.ticks: dict[Item, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_lines(self, lines: Sequence[Checked]) -> None:
        focused = next((item for item, tick in self.ticks.items() if tick.hasFocus()), None)
        self.lines = lines
        self.ticks = {}
        clear(self._column)
        for line in lines:
            self._column.addWidget(self._line(line))
        if focused in self.ticks:
            self.ticks[focused].setFocus()

    def _line(self, line: Checked) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 11, 16, 12)
        column.setSpacing(3)
        name = item_name(line.item)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(name, "strong", wrap=True), 1)
        tone, icon = _LOOKS[line.known]
        head.addWidget(BadgeLabel(Badge(known_word(line.known), tone, icon)))
        column.addLayout(head)
        if line.value:
            value = QHBoxLayout()
            value.setSpacing(8)
            value.addWidget(label(line.value, "mono", copyable=True))
            value.addWidget(copy_button(lambda: line.value, name))
            value.addStretch(1)
            column.addLayout(value)
        under = f"{item_place(line.item)} · {how_known(line, zone=self._zone)}"
        column.addWidget(label(under, "small", wrap=True))
        if line.known in (Known.UNKNOWN, Known.SAID) and line.item not in (Item.KEY, Item.LIVE_CHANNEL):
            column.addWidget(self._tick(line, name))
        return frame

    def _tick(self, line: Checked, name: str) -> QCheckBox:
        tick = QCheckBox(translate("ui", "I have set this"))
        tick.setAccessibleName(translate("ui", "I have set this: {name}").format(name=name))
        tick.setChecked(line.known is Known.SAID)
        tick.toggled.connect(lambda on, item=line.item: self.said.emit(item, on))
        self.ticks[line.item] = tick
        return tick


class ChecklistPage(Page):
    def build(self) -> None:
        text = translate(
            "ui",
            "What must be set elsewhere, so that results come back. Proven is only what was seen here; what you say is "
            "kept with your name and the time.",
        )
        intro = label(text, "muted", wrap=True)
        self.column.addWidget(intro)
        self.list = ChecklistView(self.settings.shop.profile.zone)
        self.list.said.connect(self._say)
        self.column.addWidget(self.list)

    def shown(self) -> None:
        self.do(self.settings.checklist(), self.list.show_lines)

    def _say(self, item: Item, on: bool) -> None:
        self.do(self.settings.say(item, on), lambda _: self.shown())
