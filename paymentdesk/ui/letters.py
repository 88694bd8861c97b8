"""Open the person's own mail program with a letter to Paymentwall's support; never with the buyer in it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.letters import letter

translate = QCoreApplication.translate


def write_to_paymentwall(session: Session, kind: str, ticket: TicketLine, reference: str, parent: QWidget) -> None:
    """`kind` is one of `wording.letters.KINDS`, `reference` Paymentwall's own number of the payment."""
    written = letter(
        kind,
        ticket=ticket.name,
        imp_uid=ticket.imp_uid,
        reference=reference,
        amount=ticket.amount,
        paid=ticket.payment_amount,
        currency=ticket.currency,
        day=session.moment(ticket.sent_at or ticket.requested_at),
    )
    if QDesktopServices.openUrl(QUrl(written.mailto, QUrl.ParsingMode.StrictMode)):
        session.desk.letter_written(ticket.number, kind)
        return
    # No mail program: the letter is put where it can be pasted.
    QGuiApplication.clipboard().setText(f"{written.to}\n{written.subject}\n\n{written.body}")
    text = translate("ui", "No mail program opened. The letter is in the clipboard.")
    MessageDialog(translate("ui", "Write to Paymentwall"), text, Tone.MUTE, parent).open()
