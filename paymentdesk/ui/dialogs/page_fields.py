"""Fields that a payment link and a checkout page share: the language, and the shop's user code while nobody told it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from paymentdesk.domain.checkout import is_user_code
from paymentdesk.ui.dialogs.frame import DeskDialog

translate = QCoreApplication.translate
_OWN_NAMES = {"en": "English", "ko": "한국어", "zh": "中文"}


def language_choice(languages: Sequence[str], chosen: str) -> QComboBox:
    """Languages by their own names."""
    box = QComboBox()
    for each in languages:
        box.addItem(_OWN_NAMES[each], each)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setAccessibleName(translate("ui", "Language"))
    return box


class UserCodeField:
    """The shop's user code: asked once, kept in the ledger, part of every page and no secret."""

    def __init__(self, dialog: DeskDialog) -> None:
        self._dialog = dialog
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("imp00000000")
        name = translate("ui", "User code of the shop (PortOne console, asked once)")
        self._wrong = dialog.field(name, self.edit)

    @property
    def text(self) -> str:
        return self.edit.text().strip()

    def is_right(self) -> bool:
        """Whether it looks like one; else what is wrong stands beside it."""
        right = is_user_code(self.text)
        text = "" if right else translate("ui", "It is written as imp and digits, like imp12345678.")
        self._dialog.wrong(self.edit, self._wrong, text)
        return right
