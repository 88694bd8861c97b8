"""Orders and their cached state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from paymentdesk.domain.order import Order
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import OrderRow

_FIELDS = (
    "merchant_uid name amount currency written_at issued_at closed_at buyer_name buyer_email country kind note delivery"
).split()


@bound
def known(database: Database, merchant_uids: Sequence[str]) -> dict[str, Order]:
    """Orders by number."""
    found: dict[str, Order] = {}
    for start in range(0, len(merchant_uids), 500):
        part = list(merchant_uids[start : start + 500])
        rows = database.db.connection().execute(
            f"SELECT {', '.join(_FIELDS)} FROM orders WHERE merchant_uid IN ({','.join('?' * len(part))})",
            part,
        )
        for row in rows:
            found[row[0]] = Order(**dict(zip(_FIELDS, row, strict=True)))
    return found


@bound
def insert(database: Database, order: Order) -> None:
    columns = {name: getattr(order, name) for name in _FIELDS}
    OrderRow.insert(**columns, changed_at=order.written_at).execute()


@bound
def change(database: Database, merchant_uid: str, /, **columns: Any) -> None:
    OrderRow.update(**columns).where(OrderRow.merchant_uid == merchant_uid).execute()


@bound
def any_orders(database: Database) -> bool:
    return OrderRow.select().exists()
