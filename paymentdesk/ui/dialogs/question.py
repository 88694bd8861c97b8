"""A cancellation that could belong to more than one request, or to none: a person says which (money.md R10, R11)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from paymentdesk import wording
from paymentdesk.domain.ticket import Cause, ticket_name
from paymentdesk.store.queries import PaymentDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone

translate = QCoreApplication.translate
_CAUSES = (Cause.CONSOLE, Cause.PAYMENTWALL, Cause.CHARGEBACK, Cause.VOID, Cause.OTHER_DESK, Cause.UNKNOWN)


class QuestionDialog(ActDialog):
    def __init__(self, session: Session, detail: PaymentDetail, parent: QWidget | None = None) -> None:
        self._session, self._detail = session, detail
        self._entry = next(each for each in detail.cancellations if each.question)
        amount = wording.money(self._entry.amount, detail.currency)
        under = wording.several((detail.imp_uid, detail.merchant_uid, amount, session.moment(self._entry.at)))
        super().__init__(session.desk, wording.question(self._entry.question), under, parent)
        text = translate("ui", "i'mport shows {amount} cancelled: that is certain. Which request it answers is not.")
        self.add_note(text.format(amount=amount), Tone.WAIT)
        self.choice = QComboBox()
        for number in self._entry.question_tickets:
            self.choice.addItem(self._ticket_text(number), ("ticket", number))
        for cause in _CAUSES:
            none = translate("ui", "None of ours: {cause}").format(cause=wording.cause(cause.value))
            self.choice.addItem(none, ("cause", cause.value))
        self.choice.setCurrentIndex(-1)
        self.choice.setPlaceholderText(translate("ui", "choose"))
        self.choice.setAccessibleName(translate("ui", "It was"))
        self._wrong = self.field(translate("ui", "It was"), self.choice)
        confirm = translate("ui", "Answer for {amount}").format(amount=amount)
        self.buttons(translate("ui", "Close"), confirm, self.answer)
        self.choice.setFocus()

    def _ticket_text(self, number: int) -> str:
        ticket = next((each for each in self._detail.tickets if each.number == number), None)
        if ticket is None:
            return ticket_name(number)
        asked = translate("ui", "asked {amount}").format(amount=wording.money(ticket.amount, ticket.currency))
        return wording.several((ticket.name, asked, wording.ticket_state(ticket.state), wording.reason(ticket.reason)))

    def answer(self) -> None:
        if self.under_way:
            return
        chosen = self.choice.currentData()
        self.wrong(self.choice, self._wrong, "" if chosen else translate("ui", "Please choose what it was."))
        if not chosen:
            return
        kind, value = chosen
        ticket = int(value) if kind == "ticket" else None
        cause = Cause(value) if kind == "cause" else Cause.UNKNOWN
        job = self._session.desk.answer_question(self._detail.imp_uid, self._entry.entry, ticket, cause)
        self.choice.setEnabled(False)
        self.hand_over(job, translate("ui", "Writing…"))
