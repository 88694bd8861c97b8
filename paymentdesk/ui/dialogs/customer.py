"""Everything of one buyer: what was ordered and paid, what was promised back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.store import queries
from paymentdesk.store.queries import Customer, OrderLine, PaymentLine, Sum, TicketLine
from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.badges import order_badge, payment_badge, ticket_badge
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, clear, label, note

translate = QCoreApplication.translate
_SHOWN = 40  # lines of each kind; the screens' search finds the rest
_HIGHEST = 520


class CustomerDialog(DeskDialog):
    """`go(screen, key)` when a row was chosen."""

    go = Signal(str, object)

    def __init__(self, session: Session, email: str, parent: QWidget | None = None) -> None:
        super().__init__(email, translate("ui", "Everything of this buyer, by e-mail"), parent, width=760)
        self._session, self._email = session, email
        self.shown: Customer | None = None
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setFixedHeight(_HIGHEST // 2)
        inside.installEventFilter(self)
        self.column.addSpacing(12)
        self.column.addWidget(self._scroll)
        self.buttons(translate("ui", "Close"))
        session.desk.ledger_changed.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        now, overdue = self._session.now(), self._session.overdue_seconds

        def read(connection: sqlite3.Connection) -> Customer | None:
            return queries.customer(connection, self._email, now=now, overdue_seconds=overdue)

        self._session.reading.ask(self, read, self._show)

    def _show(self, found: Customer | None) -> None:
        if found == self.shown and found is not None:
            return
        self.shown = found
        clear(self._rows)
        if found is None:
            self._rows.addWidget(label(translate("ui", "Nobody with this address has ordered or paid here."), "muted"))
            self._rows.addStretch(1)
            return
        self._head(found)
        self._part(
            translate("ui", "Cancellation requests"), found.tickets_total, [self._ticket(t) for t in found.tickets]
        )
        self._part(translate("ui", "Orders"), found.orders_total, [self._order(each) for each in found.orders])
        self._part(translate("ui", "Payments"), found.payments_total, [self._payment(each) for each in found.payments])
        self._rows.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As high as what is in it, once that has found its places."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._scroll.setFixedHeight(min(_HIGHEST, self._rows.totalSizeHint().height() + 8))
        return super().eventFilter(watched, event)

    def _head(self, found: Customer) -> None:
        self._rows.addWidget(label(wording.several(found.names), "strong", wrap=True, copyable=True))
        for text, sums in (
            (translate("ui", "Paid: {sums}"), found.paid),
            (translate("ui", "Cancelled: {sums}"), found.cancelled),
        ):
            if sums:
                self._rows.addSpacing(4)
                self._rows.addWidget(label(text.format(sums=_sums(sums)), wrap=True))
        for text, sums, tone in (
            (translate("ui", "Waiting for cancellation: {sums}"), found.waiting, Tone.WAIT),
            (translate("ui", "Unconfirmed: {sums}"), found.unconfirmed, Tone.BAD),
        ):
            if sums:
                self._rows.addSpacing(8)
                self._rows.addWidget(note("", tone, strong=text.format(sums=_sums(sums))))

    def _part(self, title: str, total: int, lines: Sequence[tuple[str, str, object, str, str, Badge]]) -> None:
        if not lines:
            return
        self._rows.addSpacing(16)
        shown = lines[:_SHOWN]
        count = f"{total:,}" if total == len(shown) else f"{len(shown):,} / {total:,}"
        self._rows.addWidget(label(wording.several((title, count)), "small"))
        self._rows.addSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnMinimumWidth(3, 170)
        grid.setColumnStretch(1, 1)
        for row, (name, screen, key, about, amount, badge) in enumerate(shown):
            grid.addWidget(button(name, partial(self._chosen, screen, key), "link"), row, 0)
            grid.addWidget(label(about, "muted", wrap=True), row, 1)
            grid.addWidget(label(amount), row, 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(BadgeLabel(badge), row, 3, Qt.AlignmentFlag.AlignLeft)
        self._rows.addLayout(grid)

    def _chosen(self, screen: str, key: object) -> None:
        self.go.emit(screen, key)
        self.accept()

    def _order(self, row: OrderLine) -> tuple[str, str, object, str, str, Badge]:
        about = wording.several((row.name, self._session.moment(row.changed_at)))
        amount = wording.money(row.amount, row.currency)
        return row.merchant_uid, "orders", row.merchant_uid, about, amount, order_badge(row.state, row.problems)

    def _payment(self, row: PaymentLine) -> tuple[str, str, object, str, str, Badge]:
        about = wording.several((row.merchant_uid, row.name, self._session.moment(row.changed_at)))
        badge = payment_badge(row.state, waiting=row.waiting, problems=row.problems)
        return row.imp_uid, "payments", row.imp_uid, about, wording.money(row.amount, row.currency), badge

    def _ticket(self, row: TicketLine) -> tuple[str, str, object, str, str, Badge]:
        about = wording.several((row.merchant_uid, self._session.moment(row.requested_at)))
        badge = ticket_badge(row.state, overdue=row.overdue)
        return row.name, "tickets", row.number, about, wording.money(row.amount, row.currency), badge


def _sums(sums: Sequence[Sum]) -> str:
    return wording.sums((each.currency, each.amount) for each in sums)
