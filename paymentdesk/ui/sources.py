"""Where the lists read their rows: the window's questions to `store.queries`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from paymentdesk.store import queries
from paymentdesk.store.queries import ActivityLine, Filter, OrderLine, PaymentLine, TicketLine


class PaymentSource:
    def count(self, connection: sqlite3.Connection, what: Filter) -> int:
        return queries.count_payments(connection, what)

    def rows(self, connection: sqlite3.Connection, what: Filter, start: int, size: int) -> Sequence[PaymentLine]:
        return queries.payments_window(connection, what, start, size)

    def position(self, connection: sqlite3.Connection, what: Filter, key: str) -> int | None:
        return queries.payments_position(connection, what, key)

    def key(self, row: PaymentLine) -> str:
        return row.imp_uid


class TicketSource:
    """Tickets that hold a payment first, of them the one sent longest ago first."""

    def __init__(self, now: Callable[[], int], overdue_seconds: int) -> None:
        self._now, self._overdue = now, overdue_seconds

    def _ages(self) -> dict[str, int]:
        return {"now": self._now(), "overdue_seconds": self._overdue}

    def count(self, connection: sqlite3.Connection, what: Filter) -> int:
        return queries.count_tickets(connection, what, **self._ages())

    def rows(self, connection: sqlite3.Connection, what: Filter, start: int, size: int) -> Sequence[TicketLine]:
        return queries.tickets_window(connection, what, start, size, **self._ages())

    def position(self, connection: sqlite3.Connection, what: Filter, key: int) -> int | None:
        return queries.tickets_position(connection, what, key, **self._ages())

    def key(self, row: TicketLine) -> int:
        return row.number


class OrderSource:
    def count(self, connection: sqlite3.Connection, what: Filter) -> int:
        return queries.count_orders(connection, what)

    def rows(self, connection: sqlite3.Connection, what: Filter, start: int, size: int) -> Sequence[OrderLine]:
        return queries.orders_window(connection, what, start, size)

    def position(self, connection: sqlite3.Connection, what: Filter, key: str) -> int | None:
        return queries.orders_position(connection, what, key)

    def key(self, row: OrderLine) -> str:
        return row.merchant_uid


class ActivitySource:
    def count(self, connection: sqlite3.Connection, what: Filter) -> int:
        return queries.count_activity(connection, what)

    def rows(self, connection: sqlite3.Connection, what: Filter, start: int, size: int) -> Sequence[ActivityLine]:
        return queries.activity_window(connection, what, start, size)

    def position(self, connection: sqlite3.Connection, what: Filter, key: int) -> int | None:
        return queries.activity_position(connection, what, key)

    def key(self, row: ActivityLine) -> int:
        return row.key
