"""Register a delivery: what Paymentwall needs, with the room of each field, and what speaks against shipping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication, QDate, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLabel, QLineEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.delivery import LONGEST, PHYSICAL, STEPS, Delivery, DeliveryStatus, backwards, faults
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.queries.deliveries import Proposal
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import label, restyle
from paymentdesk.wording.deliveries import against_shipping, field_fault, field_name
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate

# Two columns: name of the field, columns it takes.
_PARCEL = (("carrier", 1), ("tracking", 1))
_ADDRESS = (
    ("first_name", 1), ("last_name", 1), ("street", 2), ("zip", 1), ("city", 1), ("state", 1), ("country", 1),
    ("phone", 1),
)  # fmt: skip
_NEWS = (("email", 1), ("details", 2))


class _Field(QWidget):
    """A line of text under its name, with how much room is left and what is wrong with it."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self.limit = LONGEST[name]
        self.edit = QLineEdit(value)
        self.edit.setAccessibleName(field_name(name))
        heading = label(field_name(name), "muted")
        heading.setBuddy(self.edit)
        self.room = label("", "muted")
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        grid.addWidget(heading, 0, 0)
        grid.addWidget(self.room, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.edit, 1, 0, 1, 2)
        grid.addWidget(self.fault, 2, 0, 1, 2)
        self.edit.textChanged.connect(self._count)
        self._count()

    @property
    def text(self) -> str:
        return self.edit.text().strip()

    def say(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.edit.setAccessibleDescription(text)
        self.edit.setProperty("wrong", "true" if text else "false")
        restyle(self.edit)

    @Slot()
    def _count(self) -> None:
        used = len(self.text)
        self.room.setText(translate("ui", "{n}/{most}").format(n=used, most=self.limit))
        self.room.setProperty("role", "error" if used > self.limit else "muted")
        restyle(self.room)


class DeliverDialog(ActDialog):
    """The next step of one order; an earlier one cannot be chosen."""

    def __init__(self, session: Session, proposal: Proposal, parent: QWidget | None = None) -> None:
        delivery = proposal.delivery
        assert delivery is not None
        under = wording.several((delivery.order, delivery.imp_uid, wording.order_kind(delivery.kind)))
        super().__init__(session.desk, translate("ui", "Register delivery"), under, parent)
        self.setMinimumWidth(660)
        self._session = session
        self._proposal = proposal
        self._delivery = delivery
        self.fields: dict[str, _Field] = {}
        self._objections()
        self._steps()
        self._texts()
        self.knowing = QCheckBox(translate("ui", "I have looked at this; it is shipped all the same"))
        self.knowing.setAccessibleName(self.knowing.text())
        self.knowing.setVisible(bool(proposal.against))
        self.column.addSpacing(10)
        self.column.addWidget(self.knowing)
        self.buttons(translate("ui", "Close"), translate("ui", "Register delivery"), self.do_it)
        self.status.setFocus()

    def _objections(self) -> None:
        if self._proposal.against:
            why = against_shipping(self._proposal.against)
            self.add_note(why, Tone.BAD, strong=translate("ui", "Do not ship"))

    def _steps(self) -> None:
        self.status = QComboBox()
        known = self._proposal.known
        for step in STEPS:
            if not backwards(known, step):
                self.status.addItem(wording.delivery(step.value), step.value)
        self.status.setCurrentIndex(max(0, self.status.findData(self._delivery.status.value)))
        self.field(translate("ui", "Status"), self.status)
        if known:
            said = translate("ui", "Registered so far: {status}").format(status=wording.delivery(known))
            self.column.addSpacing(3)
            self.column.addWidget(label(said, "muted"))
        self.arrives = QDateEdit()
        self.arrives.setCalendarPopup(True)
        self.arrives.setDisplayFormat("yyyy-MM-dd")
        day = datetime.fromtimestamp(self._delivery.delivery_at, self._session.zone).date()
        self.arrives.setDate(QDate(day.year, day.month, day.day))
        self._arrives_wrong: QLabel = self.field(field_name("delivery_at"), self.arrives)

    def _texts(self) -> None:
        physical = self._delivery.kind == "physical"
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(9)
        row = column = 0
        for name, wide in ((*_PARCEL, *_ADDRESS) if physical else ()) + _NEWS:
            made = self.fields[name] = _Field(name, getattr(self._delivery, name))
            if column + wide > 2:
                row, column = row + 1, 0
            grid.addWidget(made, row, column, 1, wide, Qt.AlignmentFlag.AlignTop)
            column += wide
        self.refundable = QCheckBox(field_name("refundable"))
        self.refundable.setAccessibleName(self.refundable.text())
        self.refundable.setChecked(self._delivery.refundable)
        self.column.addSpacing(13)
        self.column.addLayout(grid)
        self.column.addSpacing(9)
        self.column.addWidget(self.refundable)

    @property
    def wanted(self) -> Delivery:
        """What the form says now."""
        day = self.arrives.date()
        noon = datetime.combine(date(day.year(), day.month(), day.day()), time(12), self._session.zone)
        texts = {name: field.text for name, field in self.fields.items()}
        kind = self._delivery.kind
        left_out = {} if kind == "physical" else dict.fromkeys(PHYSICAL, "")
        return replace(
            self._delivery,
            status=DeliveryStatus(self.status.currentData()),
            delivery_at=int(noon.timestamp()),
            update_at=self._session.now(),
            refundable=self.refundable.isChecked(),
            **texts | left_out,
        )

    def do_it(self) -> None:
        """Check every field, then hand it to the desk once."""
        if self.under_way or not self._checked():
            return
        if self._proposal.against and not self.knowing.isChecked():
            facts = {"order": self._delivery.order, "why": self._proposal.against}
            self.say(sentence(Trouble(Kind.DELIVERY_HELD, facts)))
            self.knowing.setFocus()
            return
        knowing = self.knowing.isChecked()
        job = self._desk.deliveries.register(self.wanted, knowing=knowing)
        self.hand_over(job, translate("ui", "Registering…"))

    def _checked(self) -> bool:
        """Say beside each field what is wrong with it; the first one gets the focus."""
        found = {fault.field: field_fault(fault) for fault in faults(self.wanted, self._session.now())}
        for name, field in self.fields.items():
            field.say(found.get(name, ""))
        self.wrong(self.arrives, self._arrives_wrong, found.get("delivery_at", ""))
        first = next((name for name in self.fields if name in found), None)
        if first is not None:
            self.fields[first].edit.setFocus()
        return not found
