"""Open what registers deliveries: the form of one order, or a carrier's list."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.store.queries.deliveries import Proposal, delivery_proposal
from paymentdesk.ui.dialogs.carrier_list import CarrierListDialog
from paymentdesk.ui.dialogs.deliver import DeliverDialog
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.session import Session
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


def deliver(session: Session, window: QWidget, merchant_uid: str) -> None:
    """The form of an order, filled in as far as it is known; read off the window's thread."""

    def read(connection: sqlite3.Connection) -> Proposal | None:
        return delivery_proposal(connection, merchant_uid, session.now())

    def show(proposal: Proposal | None) -> None:
        if proposal is not None and proposal.delivery is not None:
            DeliverDialog(session, proposal, window).open()
            return
        trouble = _why_not(merchant_uid, proposal)
        MessageDialog(translate("ui", "Register delivery"), sentence(trouble), parent=window).open()

    session.reading.ask(window, read, show)


def _why_not(merchant_uid: str, proposal: Proposal | None) -> Trouble:
    if proposal is None:
        return Trouble(Kind.UNKNOWN_ORDER, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
    kind = Kind.WHICH_PAYMENT if proposal.payments else Kind.ORDER_NOT_PAID
    facts = {"order": merchant_uid, "payments": ", ".join(proposal.payments)}
    return Trouble(kind, facts, money=MoneyWord.NOTHING_CHANGED)


def choose_list(session: Session, window: QWidget) -> None:
    """Ask for a file; the button that changes nothing is never the word for a cancellation."""
    files = QFileDialog(window, translate("ui", "Deliveries of a carrier's list"))
    files.setNameFilter(translate("ui", "Spreadsheets (*.csv *.tsv *.txt *.xlsx)"))
    files.setFileMode(QFileDialog.FileMode.ExistingFile)
    files.setLabelText(QFileDialog.DialogLabel.Reject, translate("ui", "Close"))
    files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    files.fileSelected.connect(lambda path: CarrierListDialog(session, Path(path), window).open())
    files.open()
