"""The note and the tags of an order: they can always be changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from paymentdesk.domain.order import tags_text
from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.wording.orders import field_name

translate = QCoreApplication.translate


class OrderNoteDialog(ActDialog):
    def __init__(self, session: Session, order: OrderDetail, parent: QWidget | None = None) -> None:
        title = translate("ui", "Note and tags of {number}").format(number=order.merchant_uid)
        super().__init__(session.desk, title, order.name, parent)
        self._orders, self._number = session.desk.orders, order.merchant_uid
        self.note = QPlainTextEdit(order.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(90)
        self.tags = QLineEdit(tags_text(order.tags))
        self.tags.setPlaceholderText(translate("ui", "between commas"))
        self.field(field_name("note"), self.note)
        self.field(field_name("tags"), self.tags)
        self.buttons(translate("ui", "Close"), translate("ui", "Save"), self.save)
        self.note.setFocus()

    def save(self) -> None:
        if not self.under_way:
            job = self._orders.note(self._number, self.note.toPlainText(), self.tags.text())
            self.hand_over(job, translate("ui", "Writing…"))
