"""Request a cancellation: the amount, why, and what may happen in the worst case. Never says "refunded"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.desk import Request
from paymentdesk.domain.money import Money, major_text
from paymentdesk.domain.refundability import Hint, HintKind
from paymentdesk.domain.ticket import Allowance, Outcome
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.queries import PaymentDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.money_fields import AmountField, BlindCheck, WorstCaseField, what_is_wrong
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import call, clear, label, note, restyle
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.hints import hint_sentence, hint_source

translate = QCoreApplication.translate

_FIELD_OF = {
    Kind.NOT_A_NUMBER: "amount",
    Kind.TOO_MANY_DECIMALS: "amount",
    Kind.NOT_POSITIVE: "amount",
    Kind.MORE_THAN_LEFT: "amount",
    Kind.REASON_MISSING: "reason",
    Kind.WORST_CASE: "worst",
}
_HINT_TONES = {
    HintKind.NOT_REFUNDABLE: Tone.BAD,
    HintKind.TOO_OLD: Tone.BAD,
    HintKind.TEST_PAYMENT: Tone.VIO,
    HintKind.FREE_TODAY: Tone.MUTE,
}


class CancelDialog(ActDialog):
    """`ticket_made(number)` when the request left, whatever became of it."""

    ticket_made = Signal(int)

    def __init__(self, session: Session, detail: PaymentDetail, parent: QWidget | None = None) -> None:
        self._session, self._detail = session, detail
        self._left = Money(detail.cancellable, detail.currency)
        super().__init__(session.desk, translate("ui", "Request a cancellation"), _under(session, detail), parent)
        self._allowance = allowance_of(detail)
        self._hinted: tuple[Hint, ...] = ()
        self._build()
        self._changed()

    def _build(self) -> None:
        most = wording.money(self._left.minor, self._left.currency)
        self.amount = AmountField(self._left)
        self._amount_wrong = self.field(translate("ui", "Amount, up to {most}").format(most=most), self.amount)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(wording.usual_reasons())
        self.reason.setCurrentIndex(-1)
        call(self.reason, translate("ui", "Reason"))
        edit = self.reason.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(translate("ui", "choose or write"))
        edit.setMaxLength(200)
        self._reason_wrong = self.field(translate("ui", "Reason (the buyer's bank may show it)"), self.reason)
        self.note = QLineEdit()
        self.note.setPlaceholderText(translate("ui", "optional"))
        self.note.setAccessibleName(translate("ui", "Note for bookkeeping"))
        self.field(translate("ui", "Note for bookkeeping"), self.note)
        self._worst_wrong: QLabel | None = None
        self.worst: WorstCaseField | None = None
        if self._allowance.worst_case(1) is not None:
            self._build_worst_case()
        if self._allowance.refused:
            self._name_refused()
        for text in _named_links(self._detail):
            self.add_note(text, Tone.WAIT)
        self._hints = QVBoxLayout()
        self.column.addLayout(self._hints)
        self.add_note(
            translate(
                "ui",
                "It opens a ticket that is decided by hand, often after days. A cancellation in the console "
                "meanwhile would be a second request.",
            ),
            Tone.WAIT,
            translate("ui", "Paymentwall does not cancel at once."),
        )
        self.blind = BlindCheck()
        self.column.addWidget(self.blind)
        self.buttons(translate("ui", "Keep the payment"), " ", self.request)
        self.amount.changed.connect(self._changed)
        self.amount.all_that_is_left()
        self.amount.edit.setFocus()
        self.amount.edit.selectAll()

    def _build_worst_case(self) -> None:
        may = wording.money(self._allowance.possible, self._left.currency)
        text = translate("ui", "Of earlier requests {amount} may still be carried out.").format(amount=may)
        self.add_note(text, Tone.BAD, translate("ui", "More may be cancelled than you ask now."))
        self.worst = WorstCaseField()
        self.worst.changed.connect(self._changed)
        self._worst_wrong = self.field(translate("ui", "Worst case: type the amount to confirm it"), self.worst)
        self._worst_says = label("", "small", wrap=True)
        self.column.addSpacing(4)
        self.column.addWidget(self._worst_says)

    def _name_refused(self) -> None:
        """A "no" of i'mport is no proof either: named with its sum, nothing is to be typed (money.md R1)."""
        refused = wording.money(self._allowance.refused, self._left.currency)
        text = translate(
            "ui", "Should Paymentwall carry out {amount} all the same, it is cancelled beside what you ask now."
        ).format(amount=refused)
        self.add_note(text, Tone.WAIT, translate("ui", "i'mport refused what was asked before."))

    # ------------------------------------------------------------ while typing

    def worst_case(self) -> Money | None:
        """What may be cancelled in all with this request; None where nothing else can still be carried out."""
        try:
            asked = self.amount.money()
        except Trouble:
            return None
        worst = self._allowance.worst_case(asked.minor)
        return None if worst is None else Money(worst, asked.currency)

    def _changed(self) -> None:
        assert self.confirm is not None
        try:
            amount = self.amount.money()
            text = translate("ui", "Request cancellation of {amount}").format(
                amount=wording.money(amount.minor, amount.currency)
            )
        except Trouble:
            text = translate("ui", "Request cancellation")
        self.confirm.setText(text)
        self.confirm.setAccessibleName(text)
        self._show_hints()
        if self._amount_wrong.text():
            self.wrong(self.amount.edit, self._amount_wrong, "")
        worst = self.worst_case()
        if self.worst is not None and worst is not None:
            self.worst.edit.setPlaceholderText(major_text(worst.minor, worst.currency))
            paid = wording.money(self._allowance.paid, worst.currency)
            most = wording.money(worst.minor, worst.currency)
            text = translate("ui", "With this request up to {worst} of {paid} may be cancelled.")
            self._worst_says.setText(text.format(worst=most, paid=paid))
            self.worst.edit.setAccessibleDescription(text.format(worst=most, paid=paid))
        restyle(self.confirm)

    def _show_hints(self) -> None:
        """What is known of the method and this amount: it warns and never forbids."""
        try:
            amount = self.amount.money().minor
        except Trouble:
            amount = None
        found = self._session.desk.hints(self._detail, amount)
        if found == self._hinted:
            return
        self._hinted = found
        clear(self._hints)
        for hint in found:
            tone = _HINT_TONES.get(hint.kind, Tone.WAIT)
            self._hints.addSpacing(13 if hint is found[0] else 6)
            self._hints.addWidget(note(wording.several((hint_sentence(hint), hint_source(hint))), tone))

    # ------------------------------------------------------------ asking

    def request(self) -> None:
        """Check what was typed, then hand it over once."""
        if self.under_way or not self._all_right():
            return
        amount = self.amount.money()
        asked = Request(
            imp_uid=self._detail.imp_uid,
            amount=amount,
            reason=self.reason.currentText().strip(),
            note=self.note.text().strip(),
            seen_left=self._left,
            worst_case=self.worst_case(),
            blind_seen=self.blind.isChecked(),
        )
        self.reason.setEnabled(False)
        self.hand_over(self._session.desk.request_cancellation(asked), translate("ui", "Sending…"))

    def _all_right(self) -> bool:
        possible = self._detail.possible > 0
        wrong = what_is_wrong(self.amount, self._left, possible=possible)
        self.wrong(self.amount.edit, self._amount_wrong, wrong)
        if wrong:
            return False
        missing = ""
        if not self.reason.currentText().strip():
            missing = sentence(Trouble(Kind.REASON_MISSING, possible=possible))
        self.wrong(self.reason, self._reason_wrong, missing)
        if missing:
            return False
        worst = self.worst_case()
        if self.worst is not None and self._worst_wrong is not None and worst is not None:
            typed = self.worst.typed(worst)
            text = "" if typed else self._worst_sentence(worst)
            self.wrong(self.worst.edit, self._worst_wrong, text)
            return typed
        return True

    def _worst_sentence(self, worst: Money) -> str:
        facts = {
            "worst": worst,
            "paid": Money(self._allowance.paid, worst.currency),
            "possible": Money(self._allowance.possible, worst.currency),
            "refused": Money(self._allowance.refused, worst.currency),
        }
        return sentence(Trouble(Kind.WORST_CASE, facts, possible=True))

    # ------------------------------------------------------------ what came of it

    def succeeded(self, answer: object) -> None:
        if isinstance(answer, int):
            self.ticket_made.emit(answer)

    def troubled(self, trouble: Trouble) -> bool:
        self.reason.setEnabled(True)
        text = sentence(trouble)
        number = trouble.facts.get("number")
        if isinstance(number, int):
            # There is a ticket now, whatever became of it: this dialog must not offer to send another.
            assert self.confirm is not None
            self.confirm.hide()
            self.say(text)
            self.ticket_made.emit(number)
            return True
        if trouble.kind is Kind.BLIND_PAYMENT:
            self.blind.show()
        match _FIELD_OF.get(trouble.kind):
            case "amount":
                self.wrong(self.amount.edit, self._amount_wrong, text)
            case "reason":
                self.wrong(self.reason, self._reason_wrong, text)
            case "worst" if self.worst is not None and self._worst_wrong is not None:
                self.wrong(self.worst.edit, self._worst_wrong, text)
            case _:
                self.say(text)
        return True


def allowance_of(detail: PaymentDetail) -> Allowance:
    """What the person was shown as possible. Without an open ticket what can be requested is what is left, so
    that it is also the balance the fresh look must find again (money.md R15)."""
    alive = {Outcome.REFUSED: 0, Outcome.SILENT: 0}
    for ticket in detail.tickets:
        for attempt in ticket.attempts if not ticket.cancellations else ():
            if attempt.outcome != Outcome.NOT_SENT:
                alive[Outcome.REFUSED if attempt.outcome == Outcome.REFUSED else Outcome.SILENT] += ticket.amount
    # In a shop that has never seen a ticket settled they are among what may still be carried out.
    named = alive[Outcome.REFUSED] if detail.possible <= alive[Outcome.SILENT] else 0
    return Allowance(
        paid=detail.amount,
        claimed=detail.cancelled,
        cancellable=detail.cancellable,
        possible=detail.possible,
        refused=named,
        open_ticket=None,
        braked=detail.braked,
        question=False,
        not_paid=False,
    )


def _under(session: Session, detail: PaymentDetail) -> str:
    paid = translate("ui", "paid {amount} on {day}").format(
        amount=wording.money(detail.amount, detail.currency),
        day=wording.day(detail.paid_at or detail.changed_at, session.zone, now=session.now()),
    )
    return wording.several((detail.merchant_uid, detail.buyer_name, paid))


def _named_links(detail: PaymentDetail) -> list[str]:
    """A link that is only probable is named before more is asked of the payment (money.md section 2)."""
    texts = []
    for entry in detail.cancellations:
        if entry.ticket is not None and entry.link == "amount":
            ticket = next((each.name for each in detail.tickets if each.number == entry.ticket), "")
            text = translate("ui", "{amount} cancelled before was counted as {ticket} by its amount only.")
            texts.append(text.format(amount=wording.money(entry.amount, detail.currency), ticket=ticket))
    return texts
