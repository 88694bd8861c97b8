"""An order that must not be shipped: what was ordered and what was paid side by side, and the three honest choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.domain.verification import Decision
from paymentdesk.store.queries import FindingLine, OrderDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import Flow, button, label
from paymentdesk.wording.checkout import decision as decision_word
from paymentdesk.wording.checkout import finding as finding_sentence
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_WIDE = 620


class VerifyDialog(ActDialog):
    """`cancel_wanted(imp_uid, problem)` when the person wants to cancel a payment; nothing is decided then yet: the
    request itself is the decision."""

    cancel_wanted = Signal(str, str)

    def __init__(self, session: Session, order: OrderDetail, parent: QWidget | None = None) -> None:
        price = wording.money(order.amount, order.currency)
        under = wording.several((order.merchant_uid, order.name, order.buyer_name, price))
        super().__init__(session.desk, translate("ui", "Do not ship: decide"), under, parent)
        self.setMinimumWidth(_WIDE)
        self._session, self._order = session, order
        undecided = [each for each in order.findings if not each.decision]
        self.shown: Sequence[FindingLine] = undecided or order.findings
        for each in self.shown:
            self._finding(each)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self._wrong = self.field(translate("ui", "Note (needed to ship anyway)"), self.note)
        text = translate("ui", "Nothing is done by itself. Your decision is written down with your name.")
        self.add_note(text, Tone.MUTE)
        self.buttons(translate("ui", "Close"))
        self.keep = button(translate("ui", "Keep the payment, do not ship"), self.keep_payment)
        self.ship = button(translate("ui", "Ship anyway"), self.ship_anyway)
        choices = Flow()
        choices.addWidget(self.keep)
        for imp_uid, problem in self._cancellable().items():
            choices.addWidget(self._cancel_button(imp_uid, problem))
        choices.addWidget(self.ship)
        self.column.insertSpacing(self.column.count() - 2, 14)
        self.column.insertLayout(self.column.count() - 2, choices)
        assert self.dismiss is not None
        self.dismiss.setFocus()

    def _finding(self, each: FindingLine) -> None:
        """One problem: what it is, and both values beside each other."""
        frame = QFrame()
        frame.setProperty("role", "note")
        frame.setProperty("tone", Tone.BAD.value if not each.decision else Tone.MUTE.value)
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(wording.problem(each.problem), "strong"), 0, 0, 1, 3)
        grid.addWidget(label(finding_sentence(each.problem, each.why), wrap=True), 1, 0, 1, 3)
        ordered = wording.money(each.ordered, each.ordered_currency)
        paid = wording.money(each.paid, each.paid_currency)
        for column, (name, value) in enumerate(
            ((translate("ui", "Ordered"), ordered), (translate("ui", "Paid"), paid))
        ):
            grid.addWidget(label(name, "muted"), 2, column)
            grid.addWidget(label(value, "strong", copyable=True), 3, column)
        when = self._session.moment(each.paid_at) if each.paid_at else ""
        said = decision_word(each.decision) if each.decision else ""
        under = wording.several((each.imp_uid, when, said, each.by, each.note))
        grid.addWidget(label(under, "muted", wrap=True), 4, 0, 1, 3, Qt.AlignmentFlag.AlignTop)
        frame.setAccessibleName(
            wording.several((wording.problem(each.problem), translate("ui", "Ordered"), ordered,
                             translate("ui", "Paid"), paid, each.imp_uid))
        )  # fmt: skip
        self.column.addSpacing(12)
        self.column.addWidget(frame)

    def _cancellable(self) -> dict[str, str]:
        """Payments among them that can be asked to be cancelled, with their first problem."""
        lines = {line.imp_uid for line in self._order.payment_lines if line.requestable}
        found: dict[str, str] = {}
        for each in self.shown:
            if each.imp_uid in lines:
                found.setdefault(each.imp_uid, each.problem)
        return found

    def _cancel_button(self, imp_uid: str, problem: str) -> QWidget:
        line = next(line for line in self._order.payment_lines if line.imp_uid == imp_uid)
        amount = wording.money(line.cancellable, line.currency)
        text = translate("ui", "Request cancellation of {amount}…").format(amount=amount)

        def wanted() -> None:
            self.cancel_wanted.emit(imp_uid, problem)
            self.reject()

        return button(text, wanted)

    # ------------------------------------------------------------ deciding

    def keep_payment(self) -> None:
        self._decide(Decision.KEEP)

    def ship_anyway(self) -> None:
        text = ""
        if not self._text():
            missing = Trouble(Kind.NOTE_MISSING, {"what": self._order.merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
            text = sentence(missing)
        self.wrong(self.note, self._wrong, text)
        if not text:
            self._decide(Decision.SHIP_ANYWAY)

    def _decide(self, decision: Decision) -> None:
        """About exactly the findings that were shown."""
        if self.under_way:
            return
        seen = [each.key for each in self.shown]
        for each in (self.keep, self.ship):
            each.setEnabled(False)
        job = self._session.desk.checkout.verify(self._order.merchant_uid, decision, self._text(), seen)
        self.hand_over(job, translate("ui", "Writing…"))

    def _text(self) -> str:
        return self.note.toPlainText().strip()

    def troubled(self, trouble: Trouble) -> bool:
        for each in (self.keep, self.ship):
            each.setEnabled(True)
        return False
