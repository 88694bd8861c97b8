"""Send a request that was written but has not left: a person's act in this run (money.md R16)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import Money, major_text
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.money_fields import BlindCheck, WorstCaseField
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import label
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


class SendDialog(ActDialog):
    def __init__(self, session: Session, ticket: TicketLine, parent: QWidget | None = None) -> None:
        self._session, self._ticket = session, ticket
        amount = wording.money(ticket.amount, ticket.currency)
        under = wording.several((ticket.name, ticket.merchant_uid, ticket.buyer_name, wording.reason(ticket.reason)))
        super().__init__(session.desk, translate("ui", "Send the request"), under, parent)
        self.add_note(
            translate("ui", "The payment is looked at once more; if it has changed, nothing is sent."),
            Tone.WAIT,
            translate("ui", "Paymentwall does not cancel at once."),
        )
        self._left: Money | None = None  # as it was shown here, if it moved since the draft was written
        self._worst: Money | None = None
        self._asked = ""
        self._worst_row = QWidget()
        rows = QVBoxLayout(self._worst_row)
        rows.setContentsMargins(0, 13, 0, 0)
        self.worst = WorstCaseField()
        heading = label(translate("ui", "Worst case: type the amount to confirm it"), "muted")
        heading.setBuddy(self.worst)
        self._wrong = label("", "error", wrap=True)
        for each in (heading, self.worst, self._wrong):
            rows.addWidget(each)
        self._worst_row.hide()
        self.column.addWidget(self._worst_row)
        self.blind = BlindCheck()
        self.column.addWidget(self.blind)
        confirm = translate("ui", "Request cancellation of {amount}").format(amount=amount)
        self.buttons(translate("ui", "Do not send"), confirm, self.send)
        assert self.dismiss is not None
        self.dismiss.setFocus()

    def send(self) -> None:
        if self.under_way:
            return
        if self._worst is not None and not self.worst.typed(self._worst):
            self.wrong(self.worst.edit, self._wrong, self._wrong.text() or self._asked)
            return
        job = self._session.desk.send_draft(
            self._ticket.number, self._worst, seen_left=self._left, blind_seen=self.blind.isChecked()
        )
        self.hand_over(job, translate("ui", "Sending…"))

    def troubled(self, trouble: Trouble) -> bool:
        """The worst case is known only after the fresh look; then it has to be typed (money.md R1). A balance that
        moved has been seen once the error that names it was shown (R15)."""
        if trouble.kind is Kind.CHANGED_MEANWHILE:
            self._left = trouble.facts["left"]
        if trouble.kind is Kind.BLIND_PAYMENT:
            self.blind.show()
        worst = trouble.facts.get("worst")
        if trouble.kind is not Kind.WORST_CASE or not isinstance(worst, Money):
            return False
        self._worst, self._asked = worst, sentence(trouble)
        self._worst_row.show()
        self.worst.edit.setPlaceholderText(major_text(worst.minor, worst.currency))
        self.wrong(self.worst.edit, self._wrong, self._asked)
        return True
