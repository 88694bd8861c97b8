"""Something the window has to say by itself, with nothing to decide."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.theme import Tone

translate = QCoreApplication.translate


class MessageDialog(DeskDialog):
    def __init__(self, title: str, text: str, tone: Tone = Tone.BAD, parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent, width=460)
        self.add_note(text, tone)
        self.buttons(translate("ui", "Close"))
