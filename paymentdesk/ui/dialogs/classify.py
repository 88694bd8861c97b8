"""Who cancelled what nobody at this desk asked for: a person's word, nothing is sent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from paymentdesk import wording
from paymentdesk.domain.ticket import Cause
from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone

translate = QCoreApplication.translate
CAUSES = (
    Cause.CONSOLE,
    Cause.PAYMENTWALL,
    Cause.CHARGEBACK,
    Cause.VOID,
    Cause.OTHER_DESK,
    Cause.SECOND_EXECUTION,
    Cause.UNKNOWN,
)


class ClassifyDialog(ActDialog):
    """Of a record made outside; with `refusing` of a cancellation that was counted as this ticket by amount."""

    def __init__(
        self, session: Session, ticket: TicketLine, *, refusing: bool = False, parent: QWidget | None = None
    ) -> None:
        self._refusing = refusing
        self._session, self._ticket = session, ticket
        amount = wording.money(ticket.carried_out or ticket.amount, ticket.currency)
        under = wording.several((ticket.imp_uid, ticket.merchant_uid, amount, ticket.buyer_name))
        super().__init__(session.desk, translate("ui", "Who cancelled it?"), under, parent)
        if refusing:
            text = translate("ui", "i'mport shows {amount} cancelled; it was not {ticket}, which is open again then.")
        else:
            text = translate("ui", "i'mport shows {amount} cancelled, and nobody at this desk asked for it.")
        self.add_note(text.format(amount=amount, ticket=ticket.name), Tone.WAIT)
        self.choice = QComboBox()
        for cause in CAUSES:
            self.choice.addItem(wording.cause(cause.value), cause.value)
        self.choice.setCurrentIndex(self.choice.findData(ticket.cause or Cause.UNKNOWN.value))
        self.choice.setAccessibleName(translate("ui", "Who cancelled it?"))
        self.field(translate("ui", "Who cancelled it?"), self.choice)
        confirm = translate("ui", "Say it for {amount}").format(amount=amount)
        self.buttons(translate("ui", "Close"), confirm, self.say_it)
        self.choice.setFocus()

    def say_it(self) -> None:
        if not self.under_way:
            cause = Cause(str(self.choice.currentData()))
            desk = self._session.desk
            say = desk.link_refused if self._refusing else desk.classify
            self.hand_over(say(self._ticket.number, cause), translate("ui", "Writing…"))
