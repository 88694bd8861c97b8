"""Say which order a payment pays, where its own number names none: chosen from a list, with what would speak against it
before it is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from paymentdesk import wording
from paymentdesk.background.reading import Asked
from paymentdesk.domain.trouble import Trouble
from paymentdesk.domain.verification import Finding
from paymentdesk.store import queries
from paymentdesk.store.queries import OrderLine, PaymentLine
from paymentdesk.ui.badge import Badge
from paymentdesk.ui.badges import order_badge
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.list_bar import TYPED_AFTER
from paymentdesk.ui.list_model import BADGE, STRONG
from paymentdesk.ui.list_view import CellDelegate
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import clear, note
from paymentdesk.wording.checkout import both_values
from paymentdesk.wording.checkout import finding as finding_sentence
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
SHOWN = 50
_DIFFERENT = ("amount_differs", "currency_differs")


class AttachDialog(ActDialog):
    """The orders that fit best stand first; nothing can be confirmed before it is shown what would come of it."""

    def __init__(self, session: Session, payment: PaymentLine, parent: QWidget | None = None) -> None:
        self._session, self._payment = session, payment
        amount = wording.money(payment.amount, payment.currency)
        under = wording.several((payment.imp_uid, payment.merchant_uid, amount, payment.buyer_name))
        super().__init__(session.desk, translate("ui", "Attach the payment to an order"), under, parent)
        self.setMinimumWidth(680)
        self.orders: list[OrderLine] = []
        self._asked: Asked | None = None
        self._looked: int | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("ui", "Search number, buyer, item, amount…"))
        self.search.setClearButtonEnabled(True)
        self.field(translate("ui", "Order"), self.search)
        self.table = _orders_table()
        self.column.addSpacing(8)
        self.column.addWidget(self.table)
        self._outlook = QVBoxLayout()
        self.column.addLayout(self._outlook)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(52)
        self.note.setPlaceholderText(translate("ui", "optional"))
        self.field(translate("ui", "How you know"), self.note)
        self.buttons(translate("ui", "Close"), translate("ui", "Attach"), self.do_it)
        assert self.confirm is not None
        self.confirm.setEnabled(False)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._typed.timeout.connect(self._read)
        self.search.textChanged.connect(self._typed.start)
        self.table.itemSelectionChanged.connect(self._chosen)
        session.desk.job_done.connect(self._looked_at)
        session.desk.job_failed.connect(self._not_looked_at)
        self._read()
        self.search.setFocus()

    @property
    def order(self) -> OrderLine | None:
        """The one that is chosen."""
        row = self.table.currentRow()
        return self.orders[row] if self.table.selectedItems() and 0 <= row < len(self.orders) else None

    def choose(self, merchant_uid: str) -> None:
        """Choose one of those that are shown."""
        self.table.selectRow([each.merchant_uid for each in self.orders].index(merchant_uid))

    def waits_for(self, job: int) -> bool:
        return job == self._looked or super().waits_for(job)

    # ------------------------------------------------------------ which orders

    @Slot()
    def _read(self) -> None:
        payment, text = self._payment, self.search.text()

        def read(connection: sqlite3.Connection) -> list[OrderLine]:
            return queries.orders_for_payment(connection, payment, text, SHOWN)

        if self._asked is not None:
            self._asked.drop()
        self._asked = self._session.reading.ask(self, read, self._show)

    def _show(self, orders: Sequence[OrderLine]) -> None:
        self.orders = list(orders)
        self.table.clearSelection()
        self.table.setRowCount(len(self.orders))
        for row, order in enumerate(self.orders):
            badge = order_badge(order.state, order.problems, order.hold)
            price = wording.money(order.amount, order.currency)
            cells: tuple[str | Badge, ...] = (order.merchant_uid, order.buyer_name, order.name, price, badge)
            for column, what in enumerate(cells):
                self.table.setItem(row, column, _cell(what, column))

    # ------------------------------------------------------------ what would come of it

    @Slot()
    def _chosen(self) -> None:
        """Ask what would speak against the chosen order; until that is said nothing can be confirmed."""
        clear(self._outlook)
        assert self.confirm is not None
        self.confirm.setEnabled(False)
        if self.order is not None and not self.under_way:
            self.confirm.setText(translate("ui", "Attach to {order}").format(order=self.order.merchant_uid))
            self._looked = self._desk.orders.would_find(self._payment.imp_uid, self.order.merchant_uid)

    @Slot(int, object)
    def _looked_at(self, job: int, found: object) -> None:
        if job != self._looked or self.order is None or not isinstance(found, tuple):
            return
        self._looked = None
        clear(self._outlook)
        self._outlook.addSpacing(10)
        self._outlook.addWidget(self._said(self.order, found))
        if self.confirm is not None:
            self.confirm.setEnabled(True)

    def _said(self, order: OrderLine, found: Sequence[Finding]) -> QWidget:
        paid = self._payment
        values = both_values(order.amount, order.currency, paid.amount, paid.currency)
        if not found:
            return note(values, Tone.OK, strong=translate("ui", "Nothing speaks against it."))
        said = (finding_sentence(each.problem.value, each.why) for each in found if each.problem not in _DIFFERENT)
        strong = wording.several((translate("ui", "Do not ship"), *_problems(found)))
        return note(" ".join(dict.fromkeys((f"{values}.", *said))), Tone.BAD, strong=strong)

    @Slot(int, object)
    def _not_looked_at(self, job: int, trouble: object) -> None:
        if job == self._looked and isinstance(trouble, Trouble):
            self._looked = None
            self.say(sentence(trouble))

    # ------------------------------------------------------------ saying it

    def do_it(self) -> None:
        if self.under_way or self.order is None:
            return
        text = self.note.toPlainText().strip()
        job = self._desk.orders.attach(self._payment.imp_uid, self.order.merchant_uid, text)
        self.hand_over(job, translate("ui", "Writing…"))


def _problems(found: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(wording.problem(each.problem.value) for each in found))


def _orders_table() -> QTableWidget:
    """Rows to choose one of; reached by Tab and left by it."""
    names = ("Order", "Buyer", "Item", "Amount", "State")
    table = QTableWidget(0, len(names))
    table.setAccessibleName(translate("ui", "Orders"))
    table.setItemDelegate(CellDelegate(table))
    table.setHorizontalHeaderLabels(
        [
            translate("ui", "Order"),
            translate("ui", "Buyer"),
            translate("ui", "Item"),
            translate("ui", "Amount"),
            translate("ui", "State"),
        ]
    )
    amounts = table.horizontalHeaderItem(3)
    if amounts is not None:
        amounts.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setFixedHeight(210)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(int(table.fontMetrics().height() * 1.9))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for column, width in ((0, 130), (1, 120), (3, 100), (4, 150)):
        table.setColumnWidth(column, width)
    return table


def _cell(what: str | Badge, column: int) -> QTableWidgetItem:
    text = what.text if isinstance(what, Badge) else what
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if isinstance(what, Badge):
        item.setData(BADGE, what)
    side = Qt.AlignmentFlag.AlignRight if column == 3 else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setData(STRONG, column == 0)
    return item
