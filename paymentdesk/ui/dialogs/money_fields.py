"""The fields a request is made of: the amount with "All that is left", and the worst case to be typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import AmountError, Money, exponent, format_money, major_text, parse_typed_amount
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.ui.widgets import button, label
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate

_KINDS = {
    AmountError.NOT_A_NUMBER: Kind.NOT_A_NUMBER,
    AmountError.TOO_MANY_DECIMALS: Kind.TOO_MANY_DECIMALS,
    AmountError.NOT_POSITIVE: Kind.NOT_POSITIVE,
}


def symbol(currency: str) -> str:
    """What stands before an amount, e.g. `US$`; for won in Korean what stands behind it."""
    text = format_money(Money(0, currency), wording.current_language())
    return text.strip("0123456789.,\u00a0 ")


class AmountField(QFrame):
    """An amount of one currency. `money()` raises `Trouble` that says what is wrong with what was typed."""

    changed = Signal()

    def __init__(self, left: Money, *, fill: bool = True) -> None:
        super().__init__()
        self._left = left
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(translate("ui", "Amount"))
        sign = label(symbol(left.currency), "muted")
        behind = wording.current_language() == "ko" and left.currency == "KRW"
        if not behind:
            line.addWidget(sign)
        line.addWidget(self.edit, 1)
        if behind:
            line.addWidget(sign)
        if fill:
            line.addWidget(button(translate("ui", "All that is left"), self.all_that_is_left, "link"))
        self.edit.textChanged.connect(self._typed)
        self.setFocusProxy(self.edit)

    def all_that_is_left(self) -> None:
        self.edit.setText(major_text(self._left.minor, self._left.currency))

    def money(self) -> Money:
        text = self.edit.text()
        try:
            return parse_typed_amount(text, self._left.currency, wording.current_language())
        except AmountError as error:
            facts = {"value": text, "currency": self._left.currency, "decimals": exponent(self._left.currency)}
            raise Trouble(_KINDS.get(error.reason, Kind.NOT_A_NUMBER), facts) from error

    def _typed(self, _: str) -> None:
        self.changed.emit()


def what_is_wrong(field: AmountField, left: Money, *, possible: bool) -> str:
    """The sentence for an amount that cannot be asked for, "" for one that can."""
    try:
        asked = field.money()
    except Trouble as trouble:
        trouble.possible = possible
        return sentence(trouble)
    if asked > left:
        return sentence(Trouble(Kind.MORE_THAN_LEFT, {"asked": asked, "left": left}, possible=possible))
    return ""


class BlindCheck(QCheckBox):
    """Ticked by a person who has looked for requests this desk cannot have seen (money.md R7). Hidden until asked."""

    def __init__(self) -> None:
        super().__init__(translate("ui", "I have looked for requests made elsewhere on this payment"))
        self.setAccessibleName(self.text())
        self.hide()


class WorstCaseField(QWidget):
    """Where earlier requests may still be carried out, the worst case is typed, not clicked (money.md R1)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(translate("ui", "Worst case"))
        line.addWidget(self.edit)
        self.edit.textChanged.connect(self._typed)
        self.setFocusProxy(self.edit)

    def typed(self, worst: Money) -> bool:
        """Whether exactly the worst case was typed."""
        try:
            typed = parse_typed_amount(self.edit.text(), worst.currency, wording.current_language())
        except AmountError:
            return False
        return typed == worst

    def _typed(self, _: str) -> None:
        self.changed.emit()
