"""The list of orders: latest change first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from paymentdesk.domain.order import OrderState
from paymentdesk.store import search
from paymentdesk.store.attached import PAYS
from paymentdesk.store.queries.deliveries import UNDELIVERED
from paymentdesk.store.queries.lines import Filter, OrderLine, PaymentLine
from paymentdesk.store.queries.window import Listing, Order, rows_of

_STATES = frozenset(state.value for state in OrderState)
ORDER_CHIPS = {
    "all": "1",
    "awaiting": "o.state = 'awaiting_payment'",
    "problems": "o.hold <> ''",
    "closed": "o.state = 'closed_unpaid'",
    "undelivered": UNDELIVERED,
    **{state: f"o.state = '{state}'" for state in _STATES},
}
_COUNTED = ("all", "awaiting", "problems", "paid", "undelivered", "draft", "cancelled", "closed")

_LISTING = Listing(
    table="orders o",
    alias="o",
    chips=ORDER_CHIPS,
    states=_STATES,
    time="o.written_at",
    orders={
        "": Order(("o.changed_at", "o.id"), walkable=True),
        "time": Order(("o.changed_at", "o.id"), walkable=True),
        "written": Order(("o.written_at", "o.id"), walkable=True),
        "order": Order(("o.merchant_uid", "o.id"), walkable=True),
        "buyer": Order(("o.buyer_name", "o.id")),
        "item": Order(("o.name", "o.id")),
        "amount": Order(("o.currency", "o.amount", "o.id")),
        "state": Order(("o.state", "o.changed_at", "o.id"), walkable=True),
    },
    search=search.everywhere(
        "o.amount", "o.currency", "o.merchant_uid", "o.name", "o.buyer_name", "o.buyer_email", "o.country",
        "o.note", "o.tags", "o.phone",
        f"(SELECT group_concat(p.imp_uid, char(10)) FROM payment p WHERE {PAYS})",
    ),
)  # fmt: skip

_LINE = """
SELECT o.id, o.merchant_uid, o.name, o.amount, o.currency, o.state, o.problems, o.delivery, o.buyer_name,
  o.buyer_email, o.country, o.kind, o.written_at, o.issued_at, o.closed_at, o.changed_at, o.hold
FROM orders o WHERE o.id IN (SELECT value FROM json_each(:ids))
"""


def list_orders(c: sqlite3.Connection, asked: Filter) -> list[OrderLine]:
    """`asked.limit` orders from `asked.offset` on."""
    return orders_window(c, asked, asked.offset, asked.limit)


def orders_window(c: sqlite3.Connection, asked: Filter, offset: int, size: int) -> list[OrderLine]:
    """The orders in the rows `offset` to `offset + size` of the list; fewer at its end."""
    return order_lines(c, _LISTING.ids(c, asked, offset, size))


def orders_position(c: sqlite3.Connection, asked: Filter, merchant_uid: str) -> int | None:
    """In which row of the list an order stands, from 0; None if the list does not show it."""
    row = c.execute("SELECT id FROM orders WHERE merchant_uid = ?", (merchant_uid,)).fetchone()
    return None if row is None else _LISTING.position(c, asked, row[0])


def orders_for_payment(c: sqlite3.Connection, payment: PaymentLine, search: str, limit: int) -> list[OrderLine]:
    """Orders that a payment may be meant for: those of its price, unpaid ones and its buyer's first."""
    where, values = _LISTING.condition(Filter(search=search), {})
    rows = c.execute(
        f"""SELECT o.id FROM orders o WHERE {where} ORDER BY (o.amount = :price AND o.currency = :priced_in)
          + (o.state IN ('draft', 'awaiting_payment', 'closed_unpaid')) + (o.buyer_name = :buyer AND :buyer <> '') DESC,
          o.changed_at DESC, o.id DESC LIMIT :most""",
        {**values, "price": payment.amount, "priced_in": payment.currency, "buyer": payment.buyer_name, "most": limit},
    )
    return order_lines(c, [row[0] for row in rows])


def count_orders(c: sqlite3.Connection, asked: Filter) -> int:
    """How many orders the list has in all."""
    return _LISTING.count(c, asked)


def order_counts(c: sqlite3.Connection) -> dict[str, int]:
    """How many orders stand behind each chip."""
    return {
        chip: int(c.execute(f"SELECT count(*) FROM orders o WHERE {ORDER_CHIPS[chip]}").fetchone()[0])
        for chip in _COUNTED
    }


def order_lines(c: sqlite3.Connection, ids: Sequence[int]) -> list[OrderLine]:
    """Orders by row id, in the order given."""
    rows = rows_of(c, _LINE, ids)
    payments: dict[str, list[str]] = {}
    for merchant_uid, imp_uid in c.execute(
        "SELECT o.merchant_uid, p.imp_uid FROM orders o"
        f" CROSS JOIN payment p ON {PAYS} WHERE o.merchant_uid IN (SELECT value FROM json_each(?))"
        " ORDER BY p.started_at, p.id",
        (json.dumps([row["merchant_uid"] for row in rows]),),
    ):
        payments.setdefault(merchant_uid, []).append(imp_uid)
    return [
        OrderLine(
            **{name: row[name] for name in row.keys() if name not in ("id", "problems")},  # noqa: SIM118
            problems=tuple(row["problems"].split()),
            payments=tuple(payments.get(row["merchant_uid"], ())),
        )
        for row in rows
    ]
