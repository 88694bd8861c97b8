"""The list of payments: newest change first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from paymentdesk.domain.payment import PaymentState
from paymentdesk.store import search
from paymentdesk.store.attached import ORDER_OF, PAYS
from paymentdesk.store.queries.lines import Filter, PaymentLine, Total
from paymentdesk.store.queries.window import Listing, Order, rows_of

# Each repeats the WHERE of its partial index (migration 1), or is an equality on (state, changed_at, id).
PAYMENT_CHIPS = {
    "all": "1",
    "paid": "p.state = 'paid'",
    "waiting": "p.waiting",
    "cancelled": "+p.state IN ('partly_cancelled', 'cancelled')",
    "failed": "p.state = 'failed'",
    "ready": "p.state = 'ready'",
    "problems": "p.problems <> ''",
    "partly_cancelled": "p.state = 'partly_cancelled'",
    "no_order": f"NOT EXISTS (SELECT 1 FROM orders n WHERE n.merchant_uid = {ORDER_OF})",
}
_STATES = frozenset(state.value for state in PaymentState)
_PAID = "(p.state IN ('paid', 'partly_cancelled') OR p.cancelled > 0)"

_LISTING = Listing(
    table="payment p",
    alias="p",
    chips=PAYMENT_CHIPS,
    states=_STATES,
    time="p.changed_at",
    told='p.imp_uid IN (SELECT n.imp_uid FROM notice n WHERE n."group" = :notice AND NOT n.muted)',
    orders={
        "": Order(("p.changed_at", "p.id"), walkable=True),
        "time": Order(("p.changed_at", "p.id"), walkable=True),
        "payment": Order(("p.imp_uid", "p.id"), walkable=True),
        "order": Order(("p.merchant_uid", "p.id"), walkable=True),
        "amount": Order(("p.currency", "p.amount", "p.id"), walkable=True),
        "state": Order(("p.state", "p.changed_at", "p.id"), walkable=True),
        "buyer": Order(("p.buyer_name", "p.id")),
        "item": Order(("p.name", "p.id")),
        "method": Order(("p.method", "p.id")),
        "country": Order(("p.country", "p.id")),
    },
    search=search.condition,
    walked_chips=frozenset(PAYMENT_CHIPS) | _STATES,
)

LINE = f"""
SELECT p.id, p.imp_uid, p.merchant_uid, o.merchant_uid AS "order", p.name, p.amount, p.currency, p.cancelled,
  p."excluded", p.reserved, p.possible, p.requestable, p.state, p.waiting, p.method, p.country, p.sandbox, p.test,
  p.paid_at, p.started_at, p.changed_at, p.buyer_name, p.problems, p.odd
FROM payment p LEFT JOIN orders o ON o.merchant_uid = {ORDER_OF}
"""


def list_payments(c: sqlite3.Connection, asked: Filter) -> list[PaymentLine]:
    """`asked.limit` payments from `asked.offset` on."""
    return payments_window(c, asked, asked.offset, asked.limit)


def payments_window(c: sqlite3.Connection, asked: Filter, offset: int, size: int) -> list[PaymentLine]:
    """The payments in the rows `offset` to `offset + size` of the list; fewer at its end.

    In the order of time, payment, order, amount or state this takes a few ms anywhere in a million rows. A
    search or another order ranks all rows once, then every part is as fast; ask for both off the UI thread.
    """
    return lines(c, _LISTING.ids(c, asked, offset, size))


def lines(c: sqlite3.Connection, ids: Sequence[int]) -> list[PaymentLine]:
    """Payments by row id, in the order given."""
    return [line(row) for row in rows_of(c, f"{LINE} WHERE p.id IN (SELECT value FROM json_each(:ids))", ids)]


def payments_position(c: sqlite3.Connection, asked: Filter, imp_uid: str) -> int | None:
    """In which row of the list a payment stands, from 0; None if the list does not show it."""
    row = c.execute("SELECT id FROM payment WHERE imp_uid = ?", (imp_uid,)).fetchone()
    return None if row is None else _LISTING.position(c, asked, row[0])


def count_payments(c: sqlite3.Connection, asked: Filter) -> int:
    """How many payments the list has in all."""
    plain = not asked.search.strip() and asked.start is asked.end is asked.notice is None
    if plain and asked.state == "no_order":
        return without_order(c)
    counted = asked.state in _STATES and (asked.exact or asked.state != "cancelled")
    if plain and (asked.state in (None, "all") or counted):
        counts = _by_state(c)
        return sum(counts.values()) if not counted else counts.get(str(asked.state), 0)
    return _LISTING.count(c, asked)


def payment_counts(c: sqlite3.Connection) -> dict[str, int]:
    """How many payments stand behind each chip."""
    states = _by_state(c)
    counts = {
        "all": sum(states.values()),
        "paid": states.get("paid", 0),
        "cancelled": states.get("partly_cancelled", 0) + states.get("cancelled", 0),
        "failed": states.get("failed", 0),
        "ready": states.get("ready", 0),
    }
    for chip in ("waiting", "problems"):
        found = c.execute(f"SELECT count(*) FROM payment p WHERE {PAYMENT_CHIPS[chip]}")
        counts[chip] = int(found.fetchone()[0])
    return counts


def without_order(c: sqlite3.Connection) -> int:
    """How many payments have no order. Asked by way of the orders: looking for a missing one behind each of a million
    payments takes too long; with many orders it is slower than the other counts, so only who shows it asks."""
    ordered = c.execute(f"SELECT count(*) FROM orders o CROSS JOIN payment p ON {PAYS}")
    return sum(_by_state(c).values()) - int(ordered.fetchone()[0])


def totals(c: sqlite3.Connection, asked: Filter) -> list[Total]:
    """Sums of what the list shows, one for each currency, in order of its code; test payments left out."""
    where, parameters = _LISTING.condition(asked, {})
    rows = c.execute(
        f"SELECT p.currency, count(*), coalesce(sum({_PAID} * p.amount), 0), sum(p.cancelled) FROM payment p"
        f" WHERE {where} AND NOT p.test GROUP BY p.currency ORDER BY p.currency",
        parameters,
    )
    return [Total(*row) for row in rows]


def uncancelled_tests(c: sqlite3.Connection) -> list[str]:
    """Test payments that still hold money and are not excused, oldest first."""
    rows = c.execute(
        "SELECT p.imp_uid FROM payment p INDEXED BY payment_test_uncancelled"
        " WHERE test AND state IN ('paid', 'partly_cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.imp_uid = p.imp_uid AND m.kind = 'excused')"
        " ORDER BY p.paid_at, p.id"
    )
    return [row[0] for row in rows]


def line(row: sqlite3.Row) -> PaymentLine:
    """A row of `LINE`."""
    holds = row["state"] in ("paid", "partly_cancelled")
    return PaymentLine(
        id=row["id"],
        imp_uid=row["imp_uid"],
        merchant_uid=row["merchant_uid"],
        order=row["order"],
        name=row["name"],
        amount=row["amount"],
        currency=row["currency"],
        cancelled=row["cancelled"],
        cancellable=max(0, row["amount"] - row["excluded"] - row["reserved"]) if holds else 0,
        possible=row["possible"],
        requestable=bool(row["requestable"]),
        state=row["state"],
        waiting=bool(row["waiting"]),
        method=row["method"],
        country=row["country"],
        sandbox=bool(row["sandbox"]),
        test=bool(row["test"]),
        paid_at=row["paid_at"],
        started_at=row["started_at"],
        changed_at=row["changed_at"],
        buyer_name=row["buyer_name"],
        problems=tuple(row["problems"].split()),
        braked=bool(row["odd"]),
    )


def _by_state(c: sqlite3.Connection) -> dict[str, int]:
    """Counted payments and fresh ones (store/search.py). NOT INDEXED: by number the few fresh ones are found at once,
    while the index on state would be read from end to end."""
    rows = c.execute(
        "SELECT state, sum(n) AS n FROM (SELECT state, n FROM payment_count UNION ALL"
        f" SELECT state, count(*) FROM payment NOT INDEXED WHERE id > {search.LAST} GROUP BY state) GROUP BY state"
    )
    return {row[0]: row[1] for row in rows}
