"""Write an order, copy one, change one nobody has paid, or give a payment the order it lacks."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from paymentdesk import wording
from paymentdesk.background.orders import Begin, Edited
from paymentdesk.domain.money import Money, parse_typed_amount
from paymentdesk.domain.order import Order
from paymentdesk.domain.order_draft import Draft, draft_of, read_draft
from paymentdesk.domain.order_template import Template, draft_from
from paymentdesk.domain.preflight import Finding, Weight
from paymentdesk.store import queries
from paymentdesk.store.queries import OrderDetail, PaymentDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.order_fields import OrderFields
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import Elided
from paymentdesk.wording.orders import field_name

translate = QCoreApplication.translate
_WIDE = 720


class OrderDialog(ActDialog):
    """`written(number)` when the order is in the ledger; `redo(words)` when an edit left something to be done again."""

    written = Signal(str)
    redo = Signal(str, list)

    def __init__(
        self,
        session: Session,
        title: str,
        begin: Draft,
        parent: QWidget | None = None,
        *,
        under: str = "",
        edits: bool = False,
        copy_of: str = "",
        imp_uid: str = "",
    ) -> None:
        super().__init__(session.desk, title, under, parent)
        self.setMaximumWidth(_WIDE + 160)
        self.setMinimumWidth(_WIDE)
        self._session = session
        self._edits, self._copy_of, self._imp_uid = edits, copy_of, imp_uid
        self._number_use = ""
        self._asked = 0
        self._number_job: int | None = None
        self.order: Order | None = None  # what is typed, where it can be written
        self.findings: list[Finding] = []
        fixed = edits or bool(imp_uid)
        self.fields = OrderFields(number_fixed=fixed)
        self.column.addSpacing(14)
        self.column.addWidget(self.fields)
        self.summary = Elided()
        self.summary.setProperty("role", "small")
        self.column.addSpacing(10)
        self.column.addWidget(self.summary)
        self.buttons(translate("ui", "Close"), " ", self.write)
        self.fields.show_draft(begin)
        self.fields.changed.connect(self._changed)
        self.fields.number.textChanged.connect(self._ask_number)
        if not fixed and not begin.number:
            self.fields.number.setPlaceholderText(translate("ui", "is being made…"))
            session.desk.job_done.connect(self._number_made)
            self._number_job = session.desk.orders.begin()
        self._ask_number(begin.number)
        self._changed()
        (self.fields.name if not begin.name else self.fields.buyer_name).setFocus()

    def waits_for(self, job: int) -> bool:
        return job == self._number_job or super().waits_for(job)

    # ------------------------------------------------------------ while typing

    def _ask_number(self, number: str) -> None:
        """Whether somebody has the number: the ledger is asked, the window does not wait."""
        self._number_use = ""
        if self._edits or self._imp_uid or not number.strip():
            return
        self._asked += 1
        turn = self._asked

        def read(connection: sqlite3.Connection) -> tuple[int, str]:
            return turn, queries.number_use(connection, number.strip())

        self._session.reading.ask(self, read, self._number_told)

    def _number_told(self, answer: tuple[int, str]) -> None:
        turn, use = answer
        if turn == self._asked:
            self._number_use = use
            self._changed()

    @Slot(int, object)
    def _number_made(self, job: int, answer: object) -> None:
        if job == self._number_job and isinstance(answer, Begin):
            self.fields.begin_with(answer.number, answer.currency, answer.country, answer.kind)

    def _changed(self) -> None:
        draft, language = self.fields.draft(), wording.current_language()

        def parse(text: str, currency: str) -> Money:
            return parse_typed_amount(text, currency, language)

        self.order, found = read_draft(draft, parse, now=self._session.now(), number_use=self._number_use)
        # A number that i'mport or the ledger has already can no longer be changed: nothing is said against it.
        fixed = self._edits or bool(self._imp_uid)
        self.findings = [each for each in found if not (fixed and each.place == "number")]
        if fixed and self.order is None and not any(each.weight is Weight.WRONG for each in self.findings):
            order, _ = read_draft(replace(draft, number="-"), parse, now=self._session.now())
            self.order = None if order is None else replace(order, merchant_uid=draft.number)
        self.fields.show_findings(self.findings)
        self._say_summary()

    def _say_summary(self) -> None:
        wrong, blocked = self._places(Weight.WRONG), self._places(Weight.BLOCKS)
        text = ""
        if wrong:
            text = translate("ui", "Still needed before it can be written: {fields}").format(fields=", ".join(wrong))
        elif blocked:
            text = translate("ui", "Nobody can pay it before these are right: {fields}")
            text = text.format(fields=", ".join(blocked))
        self.summary.setText(text)
        self.summary.setVisible(bool(text))
        if self.confirm is not None and not self.under_way:
            words = self._confirm_words(bool(blocked and not wrong))
            self.confirm.setText(words)
            self.confirm.setAccessibleName(words)

    def _places(self, weight: Weight) -> list[str]:
        return list(dict.fromkeys(field_name(each.place) for each in self.findings if each.weight is weight))

    def _confirm_words(self, blocked: bool) -> str:
        if self._edits:
            return translate("ui", "Save changes")
        if self._imp_uid:
            return translate("ui", "Give it this order")
        return translate("ui", "Save as draft") if blocked else translate("ui", "Write order")

    # ------------------------------------------------------------ writing

    def write(self) -> None:
        """Hand it over once, unless something in it is wrong."""
        if self.under_way:
            return
        self.fields.blame_all()
        if self.order is None:
            self.say(translate("ui", "It cannot be written so; see the fields in red."))
            return
        orders = self._session.desk.orders
        if self._edits:
            job = orders.edit(self.order)
        elif self._imp_uid:
            job = orders.give(self._imp_uid, self.order)
        else:
            job = orders.create(self.order, self._copy_of)
        self.hand_over(job, translate("ui", "Writing…"))

    def succeeded(self, answer: object) -> None:
        if isinstance(answer, Edited):
            self.written.emit(answer.merchant_uid)
            if answer.redo:
                self.redo.emit(answer.merchant_uid, [each.value for each in answer.redo])
        else:
            self.written.emit(str(answer))

    def _fields(self) -> list[QWidget]:
        return [self.fields]


# ---------------------------------------------------------------- the four ways


def new_order(session: Session, template: Template | None, parent: QWidget | None) -> OrderDialog:
    """A new order, from a template where one was chosen, else from what the settings say of new orders."""
    usual = session.settings.preferences.orders
    begins = Draft(currency=usual.currency, country=usual.country, kind=usual.kind or "physical")
    draft = draft_from(template) if template is not None else begins
    under = template.title if template is not None else ""
    return OrderDialog(session, translate("ui", "New order"), draft, parent, under=under)


def copied_order(session: Session, order: OrderDetail, parent: QWidget | None) -> OrderDialog:
    """The same again under another number."""
    draft = replace(draft_of(order.agreed()), number="")
    title = translate("ui", "Duplicate {number}").format(number=order.merchant_uid)
    return OrderDialog(session, title, draft, parent, copy_of=order.merchant_uid)


def edited_order(session: Session, order: OrderDetail, parent: QWidget | None) -> OrderDialog:
    title = translate("ui", "Edit {number}").format(number=order.merchant_uid)
    dialog = OrderDialog(session, title, draft_of(order.agreed()), parent, edits=True)
    if order.issued_at:
        text = translate(
            "ui",
            "It was sent to the buyer: with another amount or currency it has to be registered at i'mport again, and "
            "the buyer needs a new link.",
        )
        dialog.say(text, Tone.WAIT)
    return dialog


def given_order(session: Session, payment: PaymentDetail, parent: QWidget | None) -> OrderDialog:
    """An order for a payment, under the payment's own number."""
    order = Order(
        merchant_uid=payment.merchant_uid,
        name=payment.name,
        amount=payment.amount,
        currency=payment.currency,
        written_at=session.now(),
        buyer_name=payment.buyer_name,
        buyer_email=payment.buyer_email,
        country=payment.country or "",
    )
    title = translate("ui", "Give {payment} an order").format(payment=payment.imp_uid)
    paid = wording.money(payment.amount, payment.currency)
    under = translate("ui", "i'mport's record says {amount}; write what was agreed.").format(amount=paid)
    return OrderDialog(session, title, draft_of(order), parent, under=under, imp_uid=payment.imp_uid)
