"""The pages of the first-run assistant: short, one question each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from paymentdesk.domain.checklist import Checked, Known
from paymentdesk.domain.connection import Channel, Finding
from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.settings.checklist import ChecklistView
from paymentdesk.ui.settings.page import Form
from paymentdesk.ui.settings.shop_page import FindingView, ShopFields
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import card, clear, label, note
from paymentdesk.wording.connection import CHANNELS_PATH, channel_words, channels_sentence
from paymentdesk.wording.settings import wrong

translate = QCoreApplication.translate


class ShopStep(QWidget):
    """What the shop is called."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("ui", "Your shop")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        under = translate("ui", "Name and colour stand at the top of its window, so that two shops are never mistaken.")
        column.addWidget(label(under, "muted", wrap=True))
        self.fields = ShopFields("", "Asia/Seoul", "blue")
        column.addWidget(self.fields)
        column.addStretch(1)

    def focus(self) -> None:
        self.fields.title.setFocus()


class KeysStep(QWidget):
    """Key and secret, and what i'mport says to them."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("ui", "Key and secret")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        under = translate(
            "ui", "Key and secret stand in the PortOne console under “API keys”. They go into this computer's keyring."
        )
        column.addWidget(label(under, "muted", wrap=True))
        self.form = Form()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.key = self.form.line(translate("ui", "REST API key"))
        self.secret = self.form.line(translate("ui", "REST API secret"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        column.addLayout(self.form)
        column.addSpacing(10)
        self.found = FindingView()
        column.addWidget(self.found)
        column.addStretch(1)

    def focus(self) -> None:
        self.key.setFocus()

    def what(self) -> tuple[str, str] | None:
        """Key and secret; None, and said beside the field, where one is missing."""
        key, secret = self.key.text().strip(), self.secret.text().strip()
        self.form.wrong(self.secret, "" if secret else wrong("empty"))
        self.form.wrong(self.key, "" if key else wrong("empty"))
        return (key, secret) if key and secret else None


class ChannelsStep(QWidget):
    """The account's payment channels, live and test by name."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("ui", "Payment channels")
        self.said = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def focus(self) -> None:
        """Nothing to fill in."""

    def show_finding(self, finding: Finding) -> None:
        clear(self._column)
        ours = [each for each in finding.channels or () if each.paymentwall]
        live = any(not each.sandbox for each in ours)
        self.said = channels_sentence(finding)
        self._column.addWidget(note(self.said, Tone.OK if live else Tone.WAIT))
        for each in sorted(finding.channels or (), key=lambda each: (not each.paymentwall, each.sandbox)):
            self._column.addWidget(_channel(each))
        if any(each.sandbox for each in ours):
            text = translate(
                "ui",
                "A payment through the test channel really charges the card and is never given back by itself: this "
                "desk marks it and counts it until it is cancelled.",
            )
            self._column.addWidget(note(text, Tone.WAIT))
        if not live:
            where = translate("ui", "Channels are added in the PortOne console: {path}").format(path=CHANNELS_PATH)
            self._column.addWidget(label(where, "muted", wrap=True, copyable=True))
        self._column.addStretch(1)


def _channel(channel: Channel) -> QFrame:
    frame = card()
    line = QHBoxLayout(frame)
    line.setContentsMargins(14, 9, 14, 9)
    line.setSpacing(10)
    names = QVBoxLayout()
    names.setSpacing(1)
    names.addWidget(label(channel.name or channel.provider, "strong" if channel.paymentwall else ""))
    names.addWidget(label(f"{channel.provider} · {channel.pg_id}", "small", copyable=True))
    line.addLayout(names, 1)
    tone = Tone.VIO if channel.sandbox else Tone.OK
    line.addWidget(BadgeLabel(Badge(channel_words(channel), tone if channel.paymentwall else Tone.MUTE)))
    return frame


class ChecklistStep(QScrollArea):
    """What must be set elsewhere, with the exact values to copy."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("ui", "Settings at Paymentwall and in the console")
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        under = translate(
            "ui",
            "Copy the values exactly. You can go on now: the list stays under Settings and proves itself.",
        )
        column.addWidget(label(under, "muted", wrap=True))
        column.addSpacing(6)
        self.list = ChecklistView("Asia/Seoul")
        column.addWidget(self.list)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def focus(self) -> None:
        ticks = list(self.list.ticks.values())
        if ticks:
            ticks[0].setFocus()


class ReadyStep(QWidget):
    """What is done, and what is still open."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("ui", "Ready")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def focus(self) -> None:
        """Nothing to fill in."""

    def show_state(self, lines: Sequence[Checked], *, in_keyring: bool) -> None:
        clear(self._column)
        self._column.addWidget(note(translate("ui", "i'mport accepts the key and the secret."), Tone.OK))
        if not in_keyring:
            text = translate(
                "ui",
                "This computer has no safe keyring, so key and secret are kept for this run only and asked for again "
                "at the next start.",
            )
            self._column.addWidget(note(text, Tone.WAIT))
        counts = {known: sum(line.known is known for line in lines) for known in Known}
        text = translate("ui", "Of the settings elsewhere {proven} are proven, {said} said by you, {unknown} unknown.")
        self._column.addWidget(
            label(
                text.format(proven=counts[Known.PROVEN], said=counts[Known.SAID], unknown=counts[Known.UNKNOWN]),
                wrap=True,
            )
        )
        text = translate(
            "ui",
            "The desk now reads what i'mport knows: the last 89 days first, all of it by “Check everything” on Today.",
        )
        self._column.addWidget(label(text, "muted", wrap=True))
        self._column.addStretch(1)
