"""The start screen: try the desk on a practice shop, or set up one's own (key, secret, connection test)."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from paymentdesk.background.trying import KeyTrial
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import IMP_API, resource
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, card, label, note, restyle, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed for a shop. The secret never shows in a repr."""

    title: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    api_url: str = IMP_API


class StartWindow(QWidget):
    """Two ways: `practice_wanted`, or `shop_wanted(Wanted)` after i'mport accepted the key."""

    practice_wanted = Signal()
    shop_wanted = Signal(object)

    def __init__(self, api_url: str = IMP_API, text: str = "") -> None:
        super().__init__()
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Payment Desk")
        self.setWindowIcon(QIcon(str(resource("icons") / "paymentdesk.svg")))
        self._api_url = api_url
        self._trial = KeyTrial(self)
        self._trial.tried.connect(self._tried)
        self._opening = False
        self._notice: QFrame | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 34, 40, 34)
        column.setSpacing(6)
        column.addWidget(label("Payment Desk", "title"))
        under = translate("ui", "Orders, payments and cancellations of a shop on i'mport, in one place.")
        column.addWidget(label(under, "muted", wrap=True))
        column.addSpacing(16)
        if text:
            column.addWidget(note(text, Tone.BAD))
            column.addSpacing(10)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        ways.addWidget(self._practice_card(), 1)
        ways.addWidget(self._shop_card(), 1)
        column.addLayout(ways, 1)
        self.setMinimumSize(QSize(860, 520))
        self.resize(920, 560)

    def _practice_card(self) -> QFrame:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(22, 20, 22, 20)
        inside.setSpacing(8)
        inside.addWidget(label(translate("ui", "The practice shop"), "strong"))
        inside.addWidget(
            label(
                translate(
                    "ui",
                    "A simulated i'mport on this computer, with an ordinary week of orders, payments and "
                    "cancellations. Nothing to configure, and no money moves.",
                ),
                "muted",
                wrap=True,
            )
        )
        inside.addStretch(1)
        self.practice = button(translate("ui", "Open the practice shop"), self.practice_wanted.emit, "primary")
        inside.addLayout(row(self.practice, 1))
        return frame

    def _shop_card(self) -> QFrame:
        frame = card()
        self._form = QVBoxLayout(frame)
        self._form.setContentsMargins(22, 20, 22, 20)
        self._form.setSpacing(4)
        self._form.addWidget(label(translate("ui", "My shop"), "strong"))
        self._form.addSpacing(4)
        where = translate(
            "ui", "Key and secret stand in the PortOne console under “API keys”. They go into this computer's keyring."
        )
        self._form.addWidget(label(where, "muted", wrap=True))
        self.title, _ = self._field(translate("ui", "Name of the shop"))
        self.key, self._key_wrong = self._field(translate("ui", "REST API key"))
        self.secret, self._secret_wrong = self._field(translate("ui", "REST API secret"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._said = QVBoxLayout()
        self._form.addLayout(self._said)
        self._form.addStretch(1)
        self._form.addSpacing(12)
        self.test = button(translate("ui", "Test the connection"), self._test)
        self.go = button(translate("ui", "Open my shop"), self._go)
        self._form.addLayout(row(self.test, self.go, 1))
        return frame

    def _field(self, name: str) -> tuple[QLineEdit, QLabel]:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        heading = label(name, "muted")
        heading.setBuddy(edit)
        wrong = label("", "error", wrap=True)
        wrong.hide()
        self._form.addSpacing(8)
        for each in (heading, edit, wrong):
            self._form.addWidget(each)
        return edit, wrong

    # ------------------------------------------------------------ testing the keys

    def _test(self) -> None:
        self._try(opening=False)

    def _go(self) -> None:
        self._try(opening=True)

    def _try(self, *, opening: bool) -> None:
        if self._trial.under_way or not self._filled_in():
            return
        self._opening = opening
        self._say(translate("ui", "Asking i'mport…"), Tone.MUTE)
        for each in (self.test, self.go):
            each.setEnabled(False)
        self._trial.start(self._api_url, self.key.text().strip(), self.secret.text().strip())

    def _filled_in(self) -> bool:
        good = True
        for edit, wrong in ((self.secret, self._secret_wrong), (self.key, self._key_wrong)):
            missing = not edit.text().strip()
            text = ""
            if missing:
                text = sentence(Trouble(Kind.KEY_MISSING, {"what": edit.accessibleName()}))
                edit.setFocus()
                good = False
            wrong.setText(text)
            wrong.setVisible(missing)
            edit.setProperty("wrong", "true" if missing else "false")
            restyle(edit)
        return good

    @Slot(object)
    def _tried(self, answer: object) -> None:
        for each in (self.test, self.go):
            each.setEnabled(True)
        if answer is None:
            self._say(translate("ui", "i'mport accepts the key and the secret."), Tone.OK)
            if self._opening:
                name = self.title.text().strip()
                self.shop_wanted.emit(Wanted(name, self.key.text().strip(), self.secret.text().strip(), self._api_url))
            return
        if isinstance(answer, Trouble):
            self._say(sentence(answer, reading=True), Tone.BAD)
        else:
            text = translate("ui", "Something unexpected went wrong inside this program; it was written to the log.")
            self._say(text, Tone.BAD)

    def say_trouble(self, trouble: Trouble) -> None:
        """What kept the shop from being opened."""
        self._say(sentence(trouble), Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        if self._notice is not None:
            self._said.removeWidget(self._notice)
            self._notice.deleteLater()
        self._notice = note(text, tone)
        self._said.addSpacing(0)
        self._said.addWidget(self._notice)

    @property
    def said(self) -> str:
        """What the connection test said last."""
        return "" if self._notice is None else self._notice.accessibleName()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._trial.close()
        super().closeEvent(event)
