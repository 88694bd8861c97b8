"""Payments: everything i'mport knows, and from here a cancellation is requested."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from paymentdesk import wording
from paymentdesk.store import queries
from paymentdesk.store.queries import Filter, PaymentDetail
from paymentdesk.ui.badges import payment_badge
from paymentdesk.ui.detail import Detail
from paymentdesk.ui.dialogs.accept import AcceptDialog
from paymentdesk.ui.dialogs.attach import AttachDialog
from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.elsewhere import ElsewhereDialog
from paymentdesk.ui.dialogs.note import payment_note
from paymentdesk.ui.dialogs.order import given_order
from paymentdesk.ui.dialogs.question import QuestionDialog
from paymentdesk.ui.dialogs.raw import RawDialog
from paymentdesk.ui.letters import write_to_paymentwall
from paymentdesk.ui.list_model import Column, Source
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.payment_detail import describe_payment
from paymentdesk.ui.session import Session
from paymentdesk.ui.sources import PaymentSource

translate = QCoreApplication.translate


class PaymentsView(ListScreen):
    chips = ("all", "paid", "waiting", "cancelled", "failed", "ready", "problems", "no_order")

    def __init__(self, session: Session) -> None:
        self.title = translate("ui", "Payments")
        self.search_hint = translate("ui", "Search id, order, buyer, item, amount…")
        self.nothing = translate("ui", "No payments here.")
        super().__init__(session)

    def source(self) -> Source:
        return PaymentSource()

    def columns(self) -> Sequence[Column]:
        moment = self.session.moment
        return (
            Column(
                translate("ui", "Time"), lambda row: moment(row.changed_at), "time", self.session.widest_moment(),
                spare=2, tip=translate("ui", "Last change at i'mport"),
                brief=lambda row: self.session.brief_moment(row.changed_at),
                brief_samples=self.session.widest_brief_moment(),
            ),
            Column(
                translate("ui", "Payment"), lambda row: row.imp_uid, "payment", ["imp_000000000000"], muted=True,
                spare=4, tip="imp_uid",
            ),
            Column(
                translate("ui", "Order"), lambda row: row.merchant_uid, "order", ["HB-20000"],
                spare=3, tip="merchant_uid",
            ),
            Column(
                translate("ui", "Buyer"), lambda row: row.buyer_name, "buyer", ["Olga Petrov"], stretch=1,
                spare=5,
            ),
            Column(translate("ui", "Item"), lambda row: row.name, "item", ["Hanji note"], stretch=4, spare=6),
            Column(
                translate("ui", "Amount"), lambda row: wording.money(row.amount, row.currency), "amount",
                ["US$10,000.00"], right=True, strong=False,
            ),
            Column(
                translate("ui", "State"), lambda row: "", "state",
                [wording.payment_state("waiting"), translate("ui", "Paid · amount differs")],
                badge=lambda row: payment_badge(row.state, waiting=row.waiting, problems=row.problems),
            ),
        )  # fmt: skip

    def counts(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        return queries.payment_counts(connection) | {"no_order": queries.without_order(connection)}

    def footing(self, connection: sqlite3.Connection, what: Filter) -> Any:
        return queries.count_payments(connection, what), queries.totals(connection, what)

    def footing_text(self, answer: Any, rows: int) -> str:
        count, totals = answer
        sums = [
            wording.several(
                (
                    translate("ui", "{amount} paid").format(amount=wording.money(each.paid, each.currency)),
                    translate("ui", "{amount} cancelled").format(amount=wording.money(each.cancelled, each.currency))
                    if each.cancelled
                    else "",
                )
            ).replace(" · ", ", ")
            for each in totals
            if each.paid or each.cancelled
        ]
        return wording.several((wording.counted_payments(count), *sums[:4], "…" if len(sums) > 4 else ""))

    def read_detail(self, connection: sqlite3.Connection, key: Any) -> Any:
        now, overdue = self.session.now(), self.session.overdue_seconds
        detail = queries.payment_detail(connection, key, now=now, overdue_seconds=overdue)
        return None if detail is None else (detail, queries.payment_timeline(connection, key))

    def describe(self, detail: Any) -> Detail:
        return describe_payment(self.session, *detail)

    # ------------------------------------------------------------ acts

    def act(self, do: str) -> None:
        if self.detail is None:
            return
        detail: PaymentDetail = self.detail[0]
        if detail.imp_uid != self.current:
            return  # another row was selected while this one was read
        acts: dict[str, Callable[[PaymentDetail], object]] = {
            "cancel": self._cancel,
            "record": lambda d: ElsewhereDialog(self.session, d, self.window()).open(),
            "accept": lambda d: AcceptDialog(self.session, d, self.window()).open(),
            "answer": lambda d: QuestionDialog(self.session, d, self.window()).open(),
            "stop": self._write,
            "stop_handled": lambda d: payment_note(self.session, d, "stop_handled", self.window()).open(),
            "chargeback": lambda d: payment_note(self.session, d, "chargeback", self.window()).open(),
            "excuse": lambda d: payment_note(self.session, d, "excuse", self.window()).open(),
            "mark_test": lambda d: payment_note(self.session, d, "mark_test", self.window()).open(),
            "unmark_test": lambda d: payment_note(self.session, d, "unmark_test", self.window()).open(),
            "give": self._give,
            "attach": lambda d: AttachDialog(self.session, d, self.window()).open(),
            "detach": lambda d: payment_note(self.session, d, "detach", self.window()).open(),
            "raw": lambda d: RawDialog(d, self.window()).open(),
            "copy": lambda d: QGuiApplication.clipboard().setText(d.imp_uid),
            "look": lambda d: self.session.desk.look_at(d.imp_uid),
            "receipt": lambda d: QDesktopServices.openUrl(QUrl(d.receipt_url)),
        }
        acts[do](detail)

    def _cancel(self, detail: PaymentDetail) -> None:
        if not detail.requestable:
            return
        dialog = CancelDialog(self.session, detail, self.window())
        dialog.ticket_made.connect(self._show_ticket)
        dialog.open()

    def _give(self, detail: PaymentDetail) -> None:
        """The order this payment lacks; it is shown when it is written."""
        dialog = given_order(self.session, detail, self.window())
        dialog.written.connect(lambda number: self.go.emit("orders", number))
        dialog.open()

    def _write(self, detail: PaymentDetail) -> None:
        """Ask Paymentwall to stop the first request that may still be carried out."""
        ticket = next((each for each in reversed(detail.tickets) if not each.cancellations), detail.tickets[-1])
        write_to_paymentwall(self.session, "stop", ticket, detail.pg_tid, self.window())

    def _show_ticket(self, number: int) -> None:
        self.go.emit("tickets", number)
