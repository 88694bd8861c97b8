"""The buyer got the money another way than through i'mport: how much, how, and what is known of it (money.md R14)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.money_fields import AmountField, what_is_wrong
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.refunds import HOW, how_paid

translate = QCoreApplication.translate


class RefundedDialog(ActDialog):
    def __init__(self, session: Session, ticket: TicketLine, parent: QWidget | None = None) -> None:
        amount = wording.money(ticket.amount, ticket.currency)
        under = wording.several((ticket.name, amount, ticket.merchant_uid, ticket.buyer_name))
        super().__init__(session.desk, translate("ui", "Paid back another way"), under, parent)
        self._session, self._ticket = session, ticket
        self._most = Money(ticket.payment_amount, ticket.currency)
        self.add_note(
            translate(
                "ui",
                "The request stays as it is and may still be carried out. Should i'mport show it cancelled later, "
                "Today shows both side by side, because the buyer then had the money twice.",
            ),
            Tone.MUTE,
        )
        self.amount = AmountField(self._most, fill=False)
        self._amount_wrong = self.field(translate("ui", "Amount the buyer got"), self.amount)
        self.amount.edit.setText(Money(ticket.amount, ticket.currency).plain())
        self.how = QComboBox()
        for word in HOW:
            self.how.addItem(how_paid(word), word)
        self.how.setAccessibleName(translate("ui", "How"))
        self.field(translate("ui", "How"), self.how)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(74)
        self.note.setAccessibleName(translate("ui", "When, to where, and by whom"))
        self._note_wrong = self.field(translate("ui", "When, to where, and by whom"), self.note)
        self.buttons(translate("ui", "Close"), translate("ui", "Write it down"), self.record)
        self.amount.changed.connect(self._changed)
        self._changed()
        self.note.setFocus()

    def _changed(self) -> None:
        if self.confirm is None:
            return
        try:
            amount = self.amount.money()
            text = translate("ui", "Write down {amount}").format(amount=wording.money(amount.minor, amount.currency))
        except Trouble:
            text = translate("ui", "Write it down")
        self.confirm.setText(text)
        self.confirm.setAccessibleName(text)

    def record(self) -> None:
        if self.under_way or not self._all_right():
            return
        number, note = self._ticket.number, self.note.toPlainText().strip()
        how = str(self.how.currentData())
        self.hand_over(
            self._session.desk.refunded_otherwise(number, self.amount.money(), how, note), translate("ui", "Writing…")
        )

    def _all_right(self) -> bool:
        wrong = what_is_wrong(self.amount, self._most, possible=True)
        self.wrong(self.amount.edit, self._amount_wrong, wrong)
        missing = ""
        if not self.note.toPlainText().strip():
            facts = {"what": self._ticket.name}
            missing = sentence(Trouble(Kind.NOTE_MISSING, facts, money=MoneyWord.NOTHING_CHANGED, possible=True))
        self.wrong(self.note, self._note_wrong, missing)
        return not (wrong or missing)
