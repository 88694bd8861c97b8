"""Cancellation tickets: open ones first, most overdue first, each with how it is known and what is next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from paymentdesk import wording
from paymentdesk.store import queries
from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.badges import ticket_badge
from paymentdesk.ui.detail import Detail
from paymentdesk.ui.dialogs.classify import ClassifyDialog
from paymentdesk.ui.dialogs.note import ticket_acts, ticket_note
from paymentdesk.ui.dialogs.refunded import RefundedDialog
from paymentdesk.ui.dialogs.send import SendDialog
from paymentdesk.ui.letters import write_to_paymentwall
from paymentdesk.ui.list_model import Column, Source
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.payment_detail import HOLDING
from paymentdesk.ui.session import Session
from paymentdesk.ui.sources import TicketSource
from paymentdesk.ui.ticket_detail import describe_ticket

translate = QCoreApplication.translate


class TicketsView(ListScreen):
    chips = ("open", "waiting", "attention", "closed", "all")

    def __init__(self, session: Session) -> None:
        self.title = translate("ui", "Cancellation tickets")
        self.search_hint = translate("ui", "Search ticket, order, reason…")
        self.nothing = translate("ui", "No cancellation tickets here.")
        super().__init__(session)

    def source(self) -> Source:
        return TicketSource(self.session.now, self.session.overdue_seconds)

    def columns(self) -> Sequence[Column]:
        return (
            Column(translate("ui", "Ticket"), lambda row: row.name, "ticket", ["T-00000"]),
            Column(
                translate("ui", "Order"), lambda row: row.merchant_uid, "order", ["HB-20000"],
                spare=3, tip="merchant_uid",
            ),
            Column(
                translate("ui", "Buyer"), lambda row: row.buyer_name, "buyer", ["Olga Petrova"], stretch=2, spare=6,
            ),
            Column(translate("ui", "Amount"), amount_of, "amount", ["US$100.00 of US$139.00"], right=True),
            Column(
                translate("ui", "State"), lambda row: "", "state",
                [wording.payment_state("waiting"), wording.ticket_state("waiting", overdue=True)],
                badge=lambda row: ticket_badge(
                    row.state, overdue=row.overdue, origin=row.origin, cause=row.cause
                ),
            ),
            Column(
                translate("ui", "Age"), self._age, "age", [wording.age(59 * 60), wording.age(23 * 3600)], spare=2,
                tip=translate("ui", "Since it was requested; for a closed one, how long it took"),
            ),
            Column(
                translate("ui", "Expected"), expected_of, "", [wording.about(23 * 3600) + " (PayPal)"],
                muted=True, stretch=2, spare=4,
            ),
            Column(
                translate("ui", "Reason"), lambda row: wording.reason(row.reason), "reason", ["changed mind"],
                stretch=3, spare=5,
            ),
        )  # fmt: skip

    def _age(self, row: TicketLine) -> str:
        if row.state in HOLDING:
            return self.session.age(row.requested_at)
        return wording.age(row.closed_at - row.requested_at) if row.closed_at >= row.requested_at > 0 else ""

    def _ages(self) -> dict[str, int]:
        return {"now": self.session.now(), "overdue_seconds": self.session.overdue_seconds}

    def counts(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        return queries.ticket_counts(connection, **self._ages())

    def footing(self, connection: sqlite3.Connection, what: queries.Filter) -> Any:
        return queries.count_tickets(connection, what, **self._ages())

    def footing_text(self, answer: Any, rows: int) -> str:
        return wording.counted_tickets(answer)

    def read_detail(self, connection: sqlite3.Connection, key: Any) -> Any:
        detail = queries.ticket_detail(connection, key, **self._ages())
        if detail is None:
            return None
        payment = queries.payment_detail(connection, detail.imp_uid)
        return detail, queries.ticket_timeline(connection, key), payment.pg_tid if payment is not None else ""

    def describe(self, detail: Any) -> Detail:
        return describe_ticket(self.session, detail[0], detail[1])

    # ------------------------------------------------------------ acts

    def act(self, do: str) -> None:
        if self.detail is None:
            return
        ticket: TicketLine = self.detail[0]
        if ticket.number != self.current:
            return  # another row was selected while this one was read
        if do in ticket_acts():
            ticket_note(self.session, ticket, do, self.window()).open()
            return
        acts: dict[str, Callable[[TicketLine], object]] = {
            "send": lambda t: SendDialog(self.session, t, self.window()).open(),
            "write": self._write,
            "classify": lambda t: ClassifyDialog(self.session, t, parent=self.window()).open(),
            "link_refused": lambda t: ClassifyDialog(self.session, t, refusing=True, parent=self.window()).open(),
            "refunded": lambda t: RefundedDialog(self.session, t, self.window()).open(),
            "look": lambda t: self.session.desk.look_at(t.imp_uid),
            "copy": lambda t: QGuiApplication.clipboard().setText(t.name),
            "payment": lambda t: self.go.emit("payments", t.imp_uid),
            "cancel": lambda t: self.go.emit("payments", t.imp_uid),
        }
        acts[do](ticket)

    def _write(self, ticket: TicketLine) -> None:
        kind = "ask" if ticket.state == "unconfirmed" else "follow_up"
        write_to_paymentwall(self.session, kind, ticket, self.detail[2], self.window())


def expected_of(row: TicketLine) -> str:
    """What similar tickets of this shop took, and how similar they are; nothing is claimed of too few."""
    if row.state != "waiting" or row.expected is None:
        return "—" if row.state in HOLDING else ""
    similar = ", ".join(
        part for part in (wording.method_name(row.expected.method), wording.country_name(row.expected.country)) if part
    )
    usual = wording.about(row.expected.usual)
    return f"{usual} ({similar})" if similar else usual


def amount_of(row: TicketLine) -> str:
    """`US$20.00 of US$60.00`; what was carried out where it is another amount (money.md R10)."""
    amount = wording.money(row.amount, row.currency)
    if row.state == "cancelled" and row.carried_out and row.carried_out != row.amount:
        done = wording.money(row.carried_out, row.currency)
        return translate("ui", "{done}, asked {asked}").format(done=done, asked=amount)
    if row.amount == row.payment_amount:
        return translate("ui", "all of {amount}").format(amount=amount)
    whole = wording.money(row.payment_amount, row.currency)
    return translate("ui", "{amount} of {whole}").format(amount=amount, whole=whole)
