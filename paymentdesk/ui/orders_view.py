"""Orders: what was agreed with buyers; their state is computed from their payments."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from paymentdesk import wording
from paymentdesk.domain.order_template import Template
from paymentdesk.store import queries
from paymentdesk.store.queries import Filter, OrderDetail
from paymentdesk.ui.badges import order_badge
from paymentdesk.ui.delivery_acts import choose_list
from paymentdesk.ui.detail import Detail
from paymentdesk.ui.dialogs.import_orders import ImportDialog
from paymentdesk.ui.dialogs.open_links import OpenLinksDialog
from paymentdesk.ui.dialogs.order import new_order
from paymentdesk.ui.dialogs.template import TemplatesDialog
from paymentdesk.ui.list_model import Column, Source
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.order_act import Place
from paymentdesk.ui.order_acts import open_order, order_acts
from paymentdesk.ui.order_detail import describe_order
from paymentdesk.ui.session import Session
from paymentdesk.ui.sources import OrderSource
from paymentdesk.ui.widgets import button

translate = QCoreApplication.translate


class OrdersView(ListScreen):
    chips = ("all", "awaiting", "problems", "paid", "undelivered", "draft", "closed")

    def __init__(self, session: Session) -> None:
        self.title = translate("ui", "Orders")
        self.search_hint = translate("ui", "Search number, buyer, item, amount…")
        self.nothing = translate("ui", "No orders here.")
        super().__init__(session)
        for text, slot, role in (
            (translate("ui", "Open links…"), self.show_links, ""),
            (translate("ui", "Templates…"), self.show_templates, ""),
            (translate("ui", "Carrier's list…"), self.deliver_list, ""),
            (translate("ui", "Import…"), self.import_orders, ""),
            (translate("ui", "New order…"), self.new_order, "primary"),
        ):
            self.bar.add(button(text, slot, role))

        QShortcut(
            QKeySequence(QKeySequence.StandardKey.New), self, self.new_order,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip

    def source(self) -> Source:
        return OrderSource()

    def columns(self) -> Sequence[Column]:
        moment = self.session.moment
        return (
            Column(
                translate("ui", "Order"), lambda row: row.merchant_uid, "order", ["261123-ABCDW"], stretch=1,
                tip="merchant_uid",
            ),
            Column(
                translate("ui", "Buyer"), lambda row: row.buyer_name, "buyer", ["Olga Petrova"], stretch=2,
                spare=4,
            ),
            Column(translate("ui", "Item"), lambda row: row.name, "item", ["Hanji notebook ×3"], stretch=3, spare=5),
            Column(
                translate("ui", "Country"), lambda row: wording.country_name(row.country), "", ["United Sta"],
                muted=True, stretch=1, spare=6,
            ),
            Column(
                translate("ui", "Amount"), lambda row: wording.money(row.amount, row.currency), "amount",
                ["US$10,000.00"], right=True,
            ),
            Column(
                translate("ui", "State"), lambda row: "", "state",
                [wording.order_state("awaiting_payment"), order_badge("paid", ("amount_differs",), "open").text],
                badge=lambda row: order_badge(row.state, row.problems, row.hold),
            ),
            Column(
                translate("ui", "When"), lambda row: moment(row.changed_at), "time",
                self.session.widest_moment(), spare=3,
                brief=lambda row: self.session.brief_moment(row.changed_at),
                brief_samples=self.session.widest_brief_moment(),
            ),
        )  # fmt: skip

    def counts(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        return queries.order_counts(connection)

    def footing(self, connection: sqlite3.Connection, what: Filter) -> Any:
        return queries.count_orders(connection, what)

    def footing_text(self, answer: Any, rows: int) -> str:
        n = int(answer)
        return translate("count", "1 order") if n == 1 else translate("count", "{n} orders").format(n=n)

    def read_detail(self, connection: sqlite3.Connection, key: Any) -> Any:
        detail = queries.order_detail(connection, key)
        return None if detail is None else (detail, queries.order_timeline(connection, key))

    def describe(self, detail: Any) -> Detail:
        order, items = detail
        return describe_order(self.session, order, items, [act.action() for act in order_acts(order)])

    def act(self, do: str) -> None:
        if self.detail is None:
            return
        order: OrderDetail = self.detail[0]
        if order.merchant_uid != self.current:
            return  # another row was selected while this one was read
        if do == "cancel" and order.payments:  # the key C: a cancellation is requested of a payment
            self.go.emit("payments", order.payments[0])
        for act in order_acts(order):
            if act.do == do and not act.why_not:
                act.slot(self._place(), order)

    # ------------------------------------------------------------ new ones

    def _place(self) -> Place:
        return Place(self.session, self.window(), self.go.emit)

    @Slot()
    def new_order(self, template: Template | None = None) -> None:
        """The empty form, or one that begins with a template."""
        open_order(self._place(), new_order(self.session, template, self.window()))

    @Slot()
    def show_templates(self) -> None:
        dialog = TemplatesDialog(self.session, self.window())
        dialog.chosen.connect(self.new_order)
        dialog.open()

    @Slot()
    def deliver_list(self) -> None:
        """A carrier's list of parcels, looked at before anything is registered."""
        choose_list(self.session, self.window())

    @Slot()
    def show_links(self) -> None:
        """By which a buyer may be able to pay now."""
        dialog = OpenLinksDialog(self.session, self.window())
        dialog.chosen.connect(self.select)
        dialog.open()

    @Slot()
    def import_orders(self) -> None:
        """A CSV or XLSX file, looked at before anything is written."""
        ImportDialog(self.session, self.window()).open()
