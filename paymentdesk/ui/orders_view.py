"""Orders: what was agreed with buyers; their state is computed from their payments."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from paymentdesk import wording
from paymentdesk.store import queries
from paymentdesk.store.queries import Filter, OrderLine, TimelineItem
from paymentdesk.ui.badges import order_badge
from paymentdesk.ui.detail import Action, Detail, Note, Value
from paymentdesk.ui.list_model import Column, Source
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.payment_detail import moments
from paymentdesk.ui.session import Session
from paymentdesk.ui.sources import OrderSource
from paymentdesk.ui.theme import Tone

translate = QCoreApplication.translate


class OrdersView(ListScreen):
    chips = ("all", "awaiting", "problems", "paid", "draft", "closed")

    def __init__(self, session: Session) -> None:
        self.title = translate("ui", "Orders")
        self.search_hint = translate("ui", "Search number, buyer, item, amount…")
        self.nothing = translate("ui", "No orders here.")
        super().__init__(session)

    def source(self) -> Source:
        return OrderSource()

    def columns(self) -> Sequence[Column]:
        moment = self.session.moment
        return (
            Column(
                translate("ui", "Order"), lambda row: row.merchant_uid, "order", ["HB-20000"], stretch=1,
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
                [wording.order_state("awaiting_payment"), translate("ui", "Paid · amount differs")],
                badge=lambda row: order_badge(row.state, row.problems),
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
        return describe_order(self.session, *detail)

    def act(self, do: str) -> None:
        if self.detail is None:
            return
        order: OrderLine = self.detail[0]
        if order.merchant_uid != self.current:
            return
        if do == "copy":
            QGuiApplication.clipboard().setText(order.merchant_uid)
        elif do in ("payment", "cancel") and order.payments:
            self.go.emit("payments", order.payments[0])


def describe_order(session: Session, order: OrderLine, items: Sequence[TimelineItem]) -> Detail:
    name = translate("ui", "Order {number}").format(number=order.merchant_uid)
    return Detail(
        name=wording.several((name, wording.order_kind(order.kind) if order.kind else "")),
        badge=order_badge(order.state, order.problems),
        amount=wording.money(order.amount, order.currency),
        summary=_summary(order),
        notes=[_note(word) for word in order.problems if word in _NOTES],
        values=_values(session, order),
        actions=_actions(order),
        moments=moments(session, items, order.currency),
        timeline_title=translate("ui", "Timeline"),
    )


def _summary(order: OrderLine) -> str:
    if order.state == "awaiting_payment":
        return translate("ui", "The amount is registered at i'mport: a changed amount cannot be paid")
    if order.state == "draft":
        return translate("ui", "Not sent to the buyer yet")
    return ""


_NOTES = {
    "amount_differs", "currency_differs", "paid_twice", "paid_late", "paid_by_test", "odd_news",
    "record_contradicts", "chargeback_notice",
}  # fmt: skip


def _note(word: str) -> Note:
    texts = {
        "amount_differs": translate("ui", "Another amount was paid than ordered. Do not ship."),
        "currency_differs": translate("ui", "It was paid in another currency than ordered. Do not ship."),
        "paid_twice": translate("ui", "More than one payment of this order holds money; keep one of them."),
        "paid_late": translate(
            "ui", "It was paid after it had failed or after its order was closed; keep or cancel it."
        ),
        "paid_by_test": translate("ui", "Only a test payment came in. Do not ship."),
    }
    tone = {"paid_late": Tone.WAIT, "paid_by_test": Tone.VIO}.get(word, Tone.BAD)
    return Note(texts.get(word, translate("ui", "See its payment.")), tone, wording.problem(word))


def _values(session: Session, order: OrderLine) -> list[Value]:
    buyer = wording.several((order.buyer_name, order.buyer_email, wording.country_name(order.country)))
    values = [Value(translate("ui", "Item"), order.name)]
    if buyer:
        values.append(Value(translate("ui", "Buyer"), buyer))
    for imp_uid in order.payments:
        values.append(Value(translate("ui", "Payment"), imp_uid, ("payments", imp_uid)))
    if not order.payments:
        values.append(Value(translate("ui", "Payment"), translate("ui", "none yet")))
    if order.kind == "physical":
        delivery = wording.delivery(order.delivery) if order.delivery else translate("ui", "not registered")
        values.append(Value(translate("ui", "Delivery"), delivery))
    values.append(Value(translate("ui", "Written"), session.moment(order.written_at)))
    if order.issued_at:
        values.append(Value(translate("ui", "Sent to the buyer"), session.moment(order.issued_at)))
    if order.closed_at:
        values.append(Value(translate("ui", "Closed"), session.moment(order.closed_at)))
    return values


def _actions(order: OrderLine) -> list[Action]:
    actions = []
    if order.payments:
        actions.append(Action(translate("ui", "Show the payment"), "payment", primary=bool(order.problems)))
    actions.append(Action(translate("ui", "Copy number"), "copy", quiet=True))
    return actions
