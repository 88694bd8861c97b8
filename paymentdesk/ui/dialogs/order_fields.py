"""The fields of an order, each with what pre-flight says of it under it while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from paymentdesk import wording
from paymentdesk.domain.currencies import USUAL
from paymentdesk.domain.money import AmountError
from paymentdesk.domain.order_draft import Draft
from paymentdesk.domain.places import COUNTRIES
from paymentdesk.domain.preflight import KINDS, Finding, Rule, Weight
from paymentdesk.ui.dialogs.money_fields import symbol
from paymentdesk.ui.widgets import call, label, restyle
from paymentdesk.wording.orders import field_name, finding_sentence

translate = QCoreApplication.translate

# Where each field stands: row, column, how many columns wide, of four.
_PLACES = {
    "number": (0, 0, 2), "kind": (0, 2, 2), "name": (1, 0, 4), "amount": (2, 0, 2), "currency": (2, 2, 2),
    "buyer_name": (3, 0, 2), "buyer_email": (3, 2, 2), "phone": (4, 0, 2), "country": (4, 2, 2),
    "address": (5, 0, 3), "postcode": (5, 3, 1), "tags": (6, 0, 2), "note": (6, 2, 2),
}  # fmt: skip
_MISSING = frozenset(
    {
        Rule.NUMBER_MISSING, Rule.NAME_MISSING, Rule.BUYER_MISSING, Rule.EMAIL_MISSING, Rule.AMOUNT_MISSING,
        Rule.CURRENCY_MISSING, Rule.ADDRESS_MISSING,
    }
)  # fmt: skip
_SIGNS = {Weight.WRONG: "✕", Weight.BLOCKS: "!", Weight.WARNS: "·"}
_ROLES = {Weight.WRONG: "error", Weight.BLOCKS: "warning", Weight.WARNS: "small"}


class Cell(QWidget):
    """A field under its label and over what is said of it."""

    def __init__(self, name: str, field: QWidget, buddy: QWidget | None = None) -> None:
        super().__init__()
        self.field = buddy or field
        text = field_name(name)
        heading = label(text, "muted")
        heading.setBuddy(self.field)
        if not self.field.accessibleName():
            call(self.field, text)
        self.said = label("", "small", wrap=True)
        self.said.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(heading)
        rows.addWidget(field)
        rows.addWidget(self.said)
        rows.addStretch(1)

    def say(self, findings: Sequence[Finding]) -> None:
        """The heaviest finding's colour; every sentence."""
        text = "\n".join(f"{_SIGNS[each.weight]} {finding_sentence(each)}" for each in findings)
        weight = min((each.weight for each in findings), key=list(Weight).index, default=Weight.WARNS)
        if (text, _ROLES[weight]) == (self.said.text(), self.said.property("role")):
            return
        self.said.setText(text)
        self.said.setProperty("role", _ROLES[weight])
        self.said.setVisible(bool(text))
        restyle(self.said)
        self.field.setProperty("wrong", "true" if text and weight is Weight.WRONG else "false")
        self.field.setAccessibleDescription(text)
        restyle(self.field)


class OrderFields(QWidget):
    """All fields of an order. `changed` with each letter; a field that is still empty is not blamed before it was left
    or `blame_all` was called."""

    changed = Signal()

    def __init__(self, *, number_fixed: bool = False) -> None:
        super().__init__()
        self._touched: set[str] = set()
        self._findings: tuple[Finding, ...] = ()
        self.number, self.name, self.amount = QLineEdit(), QLineEdit(), QLineEdit()
        self.buyer_name, self.buyer_email, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.address, self.postcode, self.tags = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QPlainTextEdit()
        self.kind, self.currency, self.country = QComboBox(), QComboBox(), QComboBox()
        self._sign = label("", "muted")
        self._dress(number_fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        self.cells: dict[str, Cell] = {}
        for name, (row, column, wide) in _PLACES.items():
            field: QWidget = getattr(self, name)
            cell = Cell(name, self._money() if name == "amount" else field, field)
            self.cells[name] = cell
            grid.addWidget(cell, row, column, 1, wide)
            for watched in self._watched(field):
                watched.installEventFilter(self)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self._connect()
        self._show_sign("")

    def _dress(self, number_fixed: bool) -> None:
        self.number.setReadOnly(number_fixed)
        self.number.setEnabled(not number_fixed)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(54)
        self.buyer_name.setPlaceholderText(translate("ui", "First Last"))
        self.tags.setPlaceholderText(translate("ui", "between commas"))
        for kind in KINDS:
            self.kind.addItem(wording.order_kind(kind), kind)
        self.currency.setEditable(True)
        self.currency.addItems(USUAL)
        self.currency.setCurrentIndex(-1)
        self.country.setEditable(True)
        names = sorted((wording.country_name(code), code) for code in COUNTRIES)
        for name, code in names:
            self.country.addItem(name, code)
        self.country.setCurrentIndex(-1)
        for combo in (self.currency, self.country):
            completer = combo.completer()
            if completer is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def _money(self) -> QWidget:
        frame = QWidget()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._sign)
        line.addWidget(self.amount, 1)
        return frame

    def _watched(self, field: QWidget) -> tuple[QObject, ...]:
        edit = field.lineEdit() if isinstance(field, QComboBox) and field.isEditable() else None
        return (field,) if edit is None else (field, edit)

    def _connect(self) -> None:
        for name in _PLACES:
            field = getattr(self, name)
            signal = field.currentTextChanged if isinstance(field, QComboBox) else field.textChanged
            signal.connect(self._typed)
        self.currency.currentTextChanged.connect(self._show_sign)

    # ------------------------------------------------------------ what is in them

    def draft(self) -> Draft:
        """Everything as it is typed."""
        return Draft(
            number=self.number.text(),
            name=self.name.text(),
            amount=self.amount.text(),
            currency=self.currency.currentText(),
            buyer_name=self.buyer_name.text(),
            buyer_email=self.buyer_email.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            postcode=self.postcode.text(),
            country=self._country_typed(),
            kind=self.kind.currentData(),
            note=self.note.toPlainText(),
            tags=self.tags.text(),
        )

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields, a country as its name."""
        for name in ("number", "name", "amount", "buyer_name", "buyer_email", "phone", "address", "postcode", "tags"):
            getattr(self, name).setText(getattr(draft, name))
        self.note.setPlainText(draft.note)
        self.kind.setCurrentIndex(max(0, self.kind.findData(draft.kind)))
        self.currency.setEditText(draft.currency)
        self.country.setEditText(wording.country_name(draft.country) if draft.country in COUNTRIES else draft.country)
        self._touched.clear()

    def begin_with(self, number: str, currency: str, country: str, kind: str) -> None:
        """What this shop's orders usually begin with, where nothing was typed yet."""
        self.number.setPlaceholderText("")
        if not self.number.text():
            self.number.setText(number)
        if not self.currency.currentText():
            self.currency.setEditText(currency)
        if not self.country.currentText() and country:
            self.country.setEditText(wording.country_name(country))
        if kind in KINDS and not self.name.text():
            self.kind.setCurrentIndex(self.kind.findData(kind))

    def _country_typed(self) -> str:
        text = self.country.currentText().strip()
        place = self.country.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.country.itemData(place)) if text and place >= 0 else text

    # ------------------------------------------------------------ what is said of them

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._findings = tuple(findings)
        for name, cell in self.cells.items():
            mine = [each for each in findings if each.place == name]
            cell.say([each for each in mine if each.rule not in _MISSING or name in self._touched])

    def blame_all(self) -> None:
        """The order was to be written: what is missing is said now."""
        self._touched.update(self.cells)
        self.show_findings(self._findings)
        wrong = next((each for each in self._findings if each.weight is Weight.WRONG), None)
        if wrong is not None and wrong.place in self.cells:
            self.cells[wrong.place].field.setFocus()

    def said(self, name: str) -> str:
        """What stands under a field."""
        place: QLabel = self.cells[name].said
        return place.text()

    def _typed(self) -> None:
        self.changed.emit()

    def _show_sign(self, text: str) -> None:
        try:
            sign = symbol(text.strip().upper())
        except AmountError:
            sign = ""
        self._sign.setText(sign)
        self._sign.setVisible(bool(sign))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that was left may be blamed for being empty."""
        if event.type() == QEvent.Type.FocusOut:
            for name, cell in self.cells.items():
                if watched in self._watched(cell.field) and name not in self._touched:
                    self._touched.add(name)
                    self.show_findings(self._findings)
        return super().eventFilter(watched, event)
