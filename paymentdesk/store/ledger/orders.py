"""Orders and their cached state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from paymentdesk.domain.order import Order, parse_tags, tags_text
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import OrderRow

_FIELDS = (
    "merchant_uid name amount currency written_at issued_at closed_at buyer_name buyer_email country kind note delivery"
    " phone address postcode tags attempt_of import_id touched_at"
).split()
_AT_ONCE = 500  # parameters in one statement


@bound
def known(database: Database, merchant_uids: Sequence[str]) -> dict[str, Order]:
    """Orders by number."""
    found: dict[str, Order] = {}
    for part in _parts(merchant_uids):
        rows = database.db.connection().execute(
            f"SELECT {', '.join(_FIELDS)} FROM orders WHERE merchant_uid IN ({','.join('?' * len(part))})",
            part,
        )
        for row in rows:
            values = dict(zip(_FIELDS, row, strict=True))
            found[row[0]] = Order(**values | {"tags": parse_tags(values["tags"])})
    return found


@bound
def insert(database: Database, order: Order) -> None:
    insert_many(database, [order])


@bound
def insert_many(database: Database, orders: Iterable[Order]) -> None:
    """Orders that are new, as Draft or Awaiting payment; whoever knows of payments refreshes them."""
    database.db.connection().executemany(
        f"INSERT INTO orders ({', '.join(_FIELDS)}, state, problems, changed_at)"
        f" VALUES ({', '.join('?' * len(_FIELDS))}, ?, '', ?)",
        [
            (*_columns(order).values(), "awaiting_payment" if order.issued_at else "draft", order.written_at)
            for order in orders
        ],
    )


@bound
def replace(database: Database, order: Order) -> None:
    """The order as it is now, in the row of the one with its number."""
    OrderRow.update(**_columns(order)).where(OrderRow.merchant_uid == order.merchant_uid).execute()


@bound
def change(database: Database, merchant_uid: str, /, **columns: Any) -> None:
    OrderRow.update(**columns).where(OrderRow.merchant_uid == merchant_uid).execute()


@bound
def remove(database: Database, merchant_uids: Sequence[str]) -> None:
    """Take orders out; what happened to them stays in the chain of facts."""
    for part in _parts(merchant_uids):
        OrderRow.delete().where(OrderRow.merchant_uid.in_(part)).execute()


@bound
def attempts_of(database: Database, merchant_uid: str) -> list[str]:
    """Numbers of the orders that try this one again, oldest first."""
    rows = OrderRow.select(OrderRow.merchant_uid).where(
        (OrderRow.attempt_of == merchant_uid) & (OrderRow.attempt_of != "")
    )
    return [row.merchant_uid for row in rows.order_by(OrderRow.id)]


@bound
def taken(database: Database, numbers: Sequence[str]) -> dict[str, str]:
    """Which of these numbers are in use: `order`, or `paid` or `payment` for those only i'mport knows."""
    found: dict[str, str] = {}
    connection = database.db.connection()
    for part in _parts(numbers):
        holes = ",".join("?" * len(part))
        for number, state, cancelled in connection.execute(
            f"SELECT merchant_uid, state, cancelled FROM payment WHERE merchant_uid IN ({holes})", part
        ):
            paid = cancelled or state in ("paid", "partly_cancelled", "cancelled")
            if found.get(number) != "paid":
                found[number] = "paid" if paid else "payment"
        for row in connection.execute(f"SELECT merchant_uid FROM orders WHERE merchant_uid IN ({holes})", part):
            found[row[0]] = "order"
    return found


def _columns(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _FIELDS} | {"tags": tags_text(order.tags)}


def _parts(values: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])
