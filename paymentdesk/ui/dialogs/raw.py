"""i'mport's record of a payment as it was received."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from paymentdesk.store.queries import PaymentDetail
from paymentdesk.ui.dialogs.frame import DeskDialog

translate = QCoreApplication.translate


class RawDialog(DeskDialog):
    def __init__(self, detail: PaymentDetail, parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Raw record"), detail.imp_uid, parent, width=640)
        view = QPlainTextEdit(pretty(detail.raw or b""))
        view.setReadOnly(True)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setMinimumHeight(420)
        view.setAccessibleName(translate("ui", "Raw record"))
        self.column.addSpacing(12)
        self.column.addWidget(view)
        self.buttons(translate("ui", "Close"))


def pretty(raw: bytes) -> str:
    """Indented for reading; numbers stay as they were sent."""
    text = raw.decode("utf-8", errors="replace")
    try:
        record = json.loads(text, parse_float=_Kept, parse_int=_Kept)
    except ValueError:
        return text
    shown = json.dumps(record, indent=2, ensure_ascii=False)
    return shown.replace(f'"{_MARK}', "").replace(f'{_MARK}"', "")


_MARK = "\ue000"  # of the private letters: no record has it, and JSON writes it as it is


class _Kept(str):
    """A number as it was written; json would print it as text, so it is marked and unwrapped again."""

    def __new__(cls, text: str) -> _Kept:
        return super().__new__(cls, f"{_MARK}{text}{_MARK}")
