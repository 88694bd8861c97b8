"""Everything of one buyer, by e-mail: what was ordered and paid, and what was promised back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from paymentdesk.store.attached import ORDER_OF, PAYS
from paymentdesk.store.queries import payments
from paymentdesk.store.queries.lines import OrderLine, PaymentLine, Sum, TicketLine
from paymentdesk.store.queries.orders import order_lines
from paymentdesk.store.queries.tickets import OVERDUE_SECONDS, ticket_lines

SHOWN = 200
_OPEN = "('draft', 'needs_approval', 'sending', 'waiting', 'unconfirmed')"
# The same letters in another case are the same address; the indexes of migration 3 say so as well.
_HIS = "buyer_email = :email COLLATE NOCASE AND buyer_email <> ''"


@dataclass(frozen=True, slots=True)
class Customer:
    """One buyer. The lists hold the newest 200 of each, the counts all; sums are per currency, test payments left out.

    `tickets` are open ones first. `waiting` and `unconfirmed` are what was promised and may still come (money.md R24).
    """

    email: str
    names: tuple[str, ...]
    orders: tuple[OrderLine, ...]
    payments: tuple[PaymentLine, ...]
    tickets: tuple[TicketLine, ...]
    orders_total: int
    payments_total: int
    tickets_total: int
    open_tickets: int
    paid: tuple[Sum, ...]
    cancelled: tuple[Sum, ...]
    waiting: tuple[Sum, ...]
    unconfirmed: tuple[Sum, ...]


def customer(
    c: sqlite3.Connection, email: str, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS
) -> Customer | None:
    """The buyer with this address, whatever its case; None for one nobody here knows."""
    asked = {"email": email.strip()}
    if not asked["email"]:
        return None
    order_ids = _ids(
        c,
        f"SELECT id FROM orders WHERE {_HIS} UNION SELECT o.id FROM payment p JOIN orders o"
        f" ON o.merchant_uid = {ORDER_OF} WHERE p.buyer_email = :email COLLATE NOCASE AND p.buyer_email <> ''",
        asked,
    )
    payment_ids = _ids(
        c,
        f"SELECT id FROM payment WHERE {_HIS} UNION SELECT p.id FROM orders o JOIN payment p ON {PAYS}"
        " WHERE o.buyer_email = :email COLLATE NOCASE AND o.buyer_email <> ''",
        asked,
    )
    if not order_ids and not payment_ids:
        return None
    his = {"ids": json.dumps(payment_ids)}
    tickets = c.execute(
        f"SELECT t.id, t.state IN {_OPEN} AS open FROM ticket t JOIN payment p USING (imp_uid)"
        " WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY open DESC, t.id DESC",
        his,
    ).fetchall()
    return Customer(
        email=asked["email"],
        names=_names(c, order_ids, payment_ids),
        orders=tuple(order_lines(c, _newest(c, "orders", order_ids))),
        payments=tuple(payments.lines(c, _newest(c, "payment", payment_ids))),
        tickets=tuple(
            ticket_lines(c, [row["id"] for row in tickets[:SHOWN]], now=now, overdue_seconds=overdue_seconds)
        ),
        orders_total=len(order_ids),
        payments_total=len(payment_ids),
        tickets_total=len(tickets),
        open_tickets=sum(row["open"] for row in tickets),
        paid=_sums(c, "amount", "state IN ('paid', 'partly_cancelled') OR cancelled > 0", his),
        cancelled=_sums(c, "cancelled", "cancelled > 0", his),
        waiting=_promised(c, "waiting", his),
        unconfirmed=_promised(c, "unconfirmed", his),
    )


def _ids(c: sqlite3.Connection, select: str, asked: dict[str, str]) -> list[int]:
    return [row[0] for row in c.execute(select, asked)]


def _newest(c: sqlite3.Connection, table: str, ids: Sequence[int]) -> list[int]:
    rows = c.execute(
        f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY changed_at DESC, id DESC LIMIT ?",
        (json.dumps(list(ids)), SHOWN),
    )
    return [row[0] for row in rows]


def _names(c: sqlite3.Connection, order_ids: Sequence[int], payment_ids: Sequence[int]) -> tuple[str, ...]:
    """As they were written, the newest order's first."""
    rows = c.execute(
        "SELECT buyer_name FROM (SELECT buyer_name, changed_at FROM orders WHERE id IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT buyer_name, changed_at FROM payment WHERE id IN (SELECT value FROM json_each(?)))"
        " WHERE buyer_name <> '' GROUP BY buyer_name ORDER BY max(changed_at) DESC LIMIT 5",
        (json.dumps(list(order_ids)), json.dumps(list(payment_ids))),
    )
    return tuple(row[0] for row in rows)


def _sums(c: sqlite3.Connection, column: str, where: str, his: dict[str, str]) -> tuple[Sum, ...]:
    rows = c.execute(
        f"SELECT currency, count(*), sum({column}) FROM payment WHERE id IN (SELECT value FROM json_each(:ids))"
        f" AND ({where}) AND NOT test GROUP BY currency ORDER BY currency",
        his,
    )
    return tuple(Sum(*row) for row in rows)


def _promised(c: sqlite3.Connection, state: str, his: dict[str, str]) -> tuple[Sum, ...]:
    rows = c.execute(
        "SELECT t.currency, count(*), sum(t.amount) FROM ticket t JOIN payment p USING (imp_uid)"
        " WHERE p.id IN (SELECT value FROM json_each(:ids)) AND t.state = :state AND NOT p.test"
        " GROUP BY t.currency ORDER BY t.currency",
        {**his, "state": state},
    )
    return tuple(Sum(*row) for row in rows)
