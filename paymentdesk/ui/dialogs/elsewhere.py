"""Record a request made elsewhere: in the console, by phone, on another computer. Nothing is sent (money.md R4)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.queries import PaymentDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.money_fields import AmountField, what_is_wrong
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
WHERE = ("console", "phone", "other-desk")


class ElsewhereDialog(ActDialog):
    def __init__(self, session: Session, detail: PaymentDetail, parent: QWidget | None = None) -> None:
        self._session, self._detail = session, detail
        self._left = Money(detail.cancellable, detail.currency)
        under = wording.several((detail.merchant_uid, detail.buyer_name, wording.money(detail.amount, detail.currency)))
        super().__init__(session.desk, translate("ui", "Record a request made elsewhere"), under, parent)
        most = wording.money(self._left.minor, self._left.currency)
        self.amount = AmountField(self._left)
        self._wrong = self.field(translate("ui", "Amount, up to {most}").format(most=most), self.amount)
        self.where = QComboBox()
        for each in WHERE:
            self.where.addItem(wording.where(each), each)
        self.where.setAccessibleName(translate("ui", "Where it was requested"))
        self.field(translate("ui", "Where it was requested"), self.where)
        self.note = QLineEdit()
        self.note.setPlaceholderText(translate("ui", "optional"))
        self.note.setAccessibleName(translate("ui", "Note"))
        self.field(translate("ui", "Note"), self.note)
        self.add_note(
            translate("ui", "Nothing is sent. It waits, holds the payment, and is settled by what i'mport shows."),
            Tone.MUTE,
        )
        self.buttons(translate("ui", "Close"), translate("ui", "Record it"), self.record)
        self.amount.changed.connect(self._changed)
        self.amount.all_that_is_left()
        self.amount.edit.setFocus()

    def _changed(self) -> None:
        if self.confirm is None:
            return
        try:
            amount = self.amount.money()
            text = translate("ui", "Record the request of {amount}").format(
                amount=wording.money(amount.minor, amount.currency)
            )
        except Trouble:
            text = translate("ui", "Record it")
        self.confirm.setText(text)
        self.confirm.setAccessibleName(text)
        if self._wrong.text():
            self.wrong(self.amount.edit, self._wrong, "")

    def record(self) -> None:
        if self.under_way:
            return
        wrong = what_is_wrong(self.amount, self._left, possible=True)
        self.wrong(self.amount.edit, self._wrong, wrong)
        if wrong:
            return
        job = self._session.desk.record_elsewhere(
            self._detail.imp_uid, self.amount.money(), str(self.where.currentData()), self.note.text().strip()
        )
        self.hand_over(job, translate("ui", "Writing…"))

    def troubled(self, trouble: Trouble) -> bool:
        if trouble.kind is not Kind.MORE_THAN_LEFT:
            return False
        self.wrong(self.amount.edit, self._wrong, sentence(trouble))
        return True
