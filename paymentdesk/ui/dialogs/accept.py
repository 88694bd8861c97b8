"""Accept i'mport's record where it contradicts what is known: both beside each other, then a person's word."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import AmountError, minor_units
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.store.queries import PaymentDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import label
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


class AcceptDialog(ActDialog):
    def __init__(self, session: Session, detail: PaymentDetail, parent: QWidget | None = None) -> None:
        self._session, self._detail = session, detail
        under = wording.several((detail.imp_uid, detail.merchant_uid, detail.buyer_name))
        super().__init__(session.desk, translate("ui", "Accept i'mport's record"), under, parent)
        odd = wording.several(wording.oddity(each) for each in detail.odd)
        self.add_note(odd, Tone.BAD, translate("ui", "i'mport's record contradicts what is known."))
        self.column.addSpacing(13)
        self.column.addWidget(self._both())
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.note.setAccessibleName(translate("ui", "Why it may be accepted"))
        self._wrong = self.field(translate("ui", "Why it may be accepted"), self.note)
        self.add_note(
            translate("ui", "The payment is looked at once more, and what i'mport says then is taken over."), Tone.MUTE
        )
        amount = wording.money(detail.amount, detail.currency)
        confirm = translate("ui", "Accept the record of {amount}").format(amount=amount)
        self.buttons(translate("ui", "Close"), confirm, self.take)
        self.note.setFocus()

    def _both(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        heads = ("", translate("ui", "What is known"), translate("ui", "i'mport's record now"))
        for column, text in enumerate(heads):
            grid.addWidget(label(text, "small"), 0, column)
        for line, cells in enumerate(_compared(self._detail), start=1):
            for column, text in enumerate(cells):
                role = "muted" if column == 0 else ("strong" if cells[1] != cells[2] else "")
                grid.addWidget(label(text, role, wrap=column > 0), line, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return frame

    def take(self) -> None:
        if self.under_way:
            return
        text = self.note.toPlainText().strip()
        if not text:
            facts = {"what": self._detail.imp_uid}
            missing = Trouble(Kind.NOTE_MISSING, facts, money=MoneyWord.NOTHING_CHANGED, possible=True)
            self.wrong(self.note, self._wrong, sentence(missing))
            return
        self.wrong(self.note, self._wrong, "")
        self.hand_over(self._session.desk.accept(self._detail.imp_uid, text), translate("ui", "Writing…"))


def _compared(detail: PaymentDetail) -> list[tuple[str, str, str]]:
    """Name, what is known, what i'mport's record says now."""
    seen = _record(detail.odd_raw)
    currency = str(seen.get("currency") or detail.currency)
    gone = translate("ui", "not found")
    known = (
        (translate("ui", "State"), wording.payment_state(detail.state), _state(seen) if seen else gone),
        (
            translate("ui", "Amount"),
            wording.money(detail.amount, detail.currency),
            _amount(seen.get("amount"), currency) if seen else gone,
        ),
        (
            translate("ui", "Cancelled"),
            wording.money(detail.cancelled, detail.currency),
            _amount(seen.get("cancel_amount"), currency) if seen else gone,
        ),
        (translate("ui", "Order"), detail.merchant_uid, str(seen.get("merchant_uid", "—")) if seen else gone),
    )
    return list(known)


def _record(raw: bytes | None) -> dict[str, Any]:
    if not raw:
        return {}
    try:
        # Amounts stay text: a float must never stand for money, not even in a picture.
        record = json.loads(raw, parse_float=str, parse_int=str)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _state(seen: dict[str, Any]) -> str:
    return wording.payment_state(str(seen.get("status", "other")))


def _amount(value: object, currency: str) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return wording.money(minor_units(Decimal(str(value)), currency), currency)
    except (InvalidOperation, AmountError):
        return str(value)
