"""The first-run assistant: five short pages, forth and back by keyboard, gone on with after it was closed."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from paymentdesk.background.setting_up import SetUp, Taken
from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import SavedShop
from paymentdesk.settings.keys import KEYRING
from paymentdesk.ui.assistant_pages import ChannelsStep, ChecklistStep, KeysStep, ReadyStep, ShopStep
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, clear, label, note, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
Step = ShopStep | KeysStep | ChannelsStep | ChecklistStep | ReadyStep
STEPS = ("shop", "keys", "channels", "checklist", "ready")


class Assistant(QWidget):
    """`left` for the start screen, `ready(ShopProfile)` when the shop can be opened."""

    left = Signal()
    ready = Signal(object)

    def __init__(self, home: Path, api_url: str) -> None:
        super().__init__()
        self.set_up = SetUp(home, api_url, time.time, self)
        self.set_up.answered.connect(self._answered)
        self.set_up.failed.connect(self._failed)
        self._taken: Taken | None = None
        self.shop, self.keys, self.channels = ShopStep(), KeysStep(), ChannelsStep()
        self.checklist, self.end = ChecklistStep(), ReadyStep()
        self._pages: dict[str, Step] = {
            "shop": self.shop,
            "keys": self.keys,
            "channels": self.channels,
            "checklist": self.checklist,
            "ready": self.end,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 30, 40, 26)
        column.setSpacing(6)
        self.progress = label("", "muted")
        self.heading = label("", "title", wrap=True)
        column.addWidget(self.progress)
        column.addWidget(self.heading)
        column.addSpacing(6)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self._notice_place = QVBoxLayout()
        column.addLayout(self._notice_place)
        column.addSpacing(10)
        self.back = button(translate("ui", "Back"), self.go_back)
        self.next = button(translate("ui", "Next"), self.go_next, "primary")
        for each in (self.back, self.next):
            each.setAutoDefault(True)  # Enter, as well as the space bar
        column.addLayout(row(self.back, 1, self.next))
        self._keyboard()
        self.checklist.list.said.connect(self.set_up.say)
        self.said = ""
        self.step = STEPS[0]
        self._show("shop")

    def _keyboard(self) -> None:
        """Enter in a field goes on; Alt with an arrow goes forth and back."""
        for edit in (self.shop.fields.title, self.keys.key, self.keys.secret):
            edit.returnPressed.connect(self.go_next)
        for keys, slot in (("Alt+Right", self.go_next), ("Alt+Left", self.go_back), ("Esc", self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ------------------------------------------------------------ forth and back

    def go_on_with(self, shop: SavedShop) -> None:
        """A shop whose set-up was left, or whose keys nobody has."""
        self.set_up.go_on_with(shop)
        fields = self.shop.fields
        fields.title.setText(shop.title)
        fields.zone.setCurrentText(shop.zone)
        fields.colours.buttons[shop.colour].setChecked(True)
        self._show("keys")
        if shop.fingerprint:
            self._wait(translate("ui", "Asking i'mport…"))
            self.set_up.read_stored()

    @Slot()
    def go_next(self) -> None:
        if not self.next.isEnabled():
            return
        if self.step == "shop":
            what = self.shop.fields.what()
            if what is not None:
                self._wait("")
                self.set_up.call_it(*what)
        elif self.step == "keys":
            given = self.keys.what()
            if given is not None:
                self.keys.found.show_lines((translate("ui", "Asking i'mport…"), Tone.MUTE))
                self._wait("")
                self.set_up.try_keys(*given)
        elif self.step == "ready":
            self._wait("")
            self.set_up.reached("")
        else:
            self._reach(STEPS[STEPS.index(self.step) + 1])

    @Slot()
    def go_back(self) -> None:
        if not self.back.isEnabled():
            return
        at = STEPS.index(self.step)
        if at == 0:
            self.left.emit()
        else:
            self._show(STEPS[at - 1])

    def _reach(self, step: str) -> None:
        """Go on, and remember how far it is."""
        self.set_up.reached(step)
        if step in ("checklist", "ready"):
            self.set_up.read_checklist()
        self._show(step)

    def _show(self, step: str) -> None:
        self.step = step
        at = STEPS.index(step)
        page = self._pages[step]
        self._stack.setCurrentWidget(page)
        text = translate("ui", "Set up my shop · {n} of {total}").format(n=at + 1, total=len(STEPS))
        self.progress.setText(text)
        self.heading.setText(page.title)
        self.setAccessibleName(f"{text}: {page.title}")
        last = step == STEPS[-1]
        words = translate("ui", "Open my shop") if last else translate("ui", "Next")
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.say("")
        self._free()
        self.next.setFocus()
        page.focus()

    # ------------------------------------------------------------ what came of a step

    @Slot(str, object)
    def _answered(self, what: str, answer: object) -> None:
        if what == "called":
            self._show("keys")
        elif what in ("keys", "stored"):
            self._free()
            self._keys_tried(answer if isinstance(answer, Taken) else None, stored=what == "stored")
        elif what == "step":
            if self.step == STEPS[-1] and self.set_up.shop is not None and not self.set_up.shop.step:
                self.ready.emit(self.set_up.profile())
        elif what == "checklist":
            assert isinstance(answer, tuple)
            self.checklist.list.show_lines(answer)
            if self.step == "ready":
                self.end.show_state(answer, in_keyring=self._taken is not None and self._taken.kept == KEYRING)

    def _keys_tried(self, taken: Taken | None, *, stored: bool) -> None:
        self.say("")
        if taken is None:  # nobody has them any more
            self.keys.focus()
            return
        self.keys.found.show_finding(taken.finding, channels=False)
        if not taken.finding.accepted:
            return
        self._taken = taken
        self.channels.show_finding(taken.finding)
        left_at = self.set_up.shop.step if stored and self.set_up.shop is not None else ""
        self._reach(left_at if left_at in STEPS[2:] else "channels")
        if taken.again:
            text = translate("ui", "This account was on this computer before; its ledger is used again.")
            self.say(text, Tone.OK)

    @Slot(str, object)
    def _failed(self, what: str, error: object) -> None:
        self._free()
        if isinstance(error, Trouble):
            self.say(sentence(error, reading=True), Tone.BAD)
        else:
            text = translate("ui", "Something unexpected went wrong inside this program; it was written to the log.")
            self.say(text, Tone.BAD)

    def say(self, text: str, tone: Tone = Tone.MUTE) -> None:
        clear(self._notice_place)
        self.said = text
        if text:
            self._notice_place.addWidget(note(text, tone))

    def refused(self, text: str) -> None:
        """The shop could not be opened."""
        self._free()
        self.say(text, Tone.BAD)

    def _wait(self, text: str) -> None:
        self.say(text)
        for each in (self.back, self.next):
            each.setEnabled(False)

    def _free(self) -> None:
        for each in (self.back, self.next):
            each.setEnabled(True)

    def close_down(self) -> None:
        """End the thread beside it; a question in hand is waited for."""
        self.set_up.close()
