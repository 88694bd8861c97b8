"""Refunds made another way than through i'mport, and where i'mport shows the same money gone as well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from paymentdesk.store.queries.lines import NeedRow


@dataclass(frozen=True, slots=True)
class OtherRefund:
    """`amount` is minor units of `currency`; times are UNIX seconds, `settled_at` 0 until a person says that buyer and
    shop are even."""

    amount: int
    currency: str
    how: str
    note: str
    by: str
    at: int
    settled_at: int


def other_refunds(c: sqlite3.Connection, ticket: int) -> tuple[OtherRefund, ...]:
    """What was recorded on a ticket, oldest first."""
    rows = c.execute(
        'SELECT amount, currency, how, note, "by", at, settled_at FROM other_refund WHERE ticket = ? ORDER BY id',
        (ticket,),
    )
    return tuple(OtherRefund(*row) for row in rows)


def paid_back_twice(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`paid_back_twice`: the ticket was carried out, or nothing is left on its payment, and the buyer had the money
    another way as well."""
    rows = c.execute(
        """SELECT t.id, t.imp_uid, t.merchant_uid, t.amount, t.currency, t.carried_out, p.cancelled,
          max(t.closed_at, min(o.at)) AS since, t.closed_because, sum(o.amount) AS other, o.currency AS other_currency,
          o.how
        FROM other_refund o JOIN ticket t ON t.id = o.ticket JOIN payment p ON p.imp_uid = t.imp_uid
        WHERE o.settled_at = 0 AND (t.carried_out > 0 OR p.cancelled >= p.amount)
        GROUP BY t.id, o.currency"""
    )
    for row in rows:
        done = row["carried_out"] or row["cancelled"]
        data = {"carried_out": done, "other": row["other"], "other_currency": row["other_currency"], "how": row["how"]}
        number, since = row["id"], row["since"]
        yield NeedRow(
            "paid_back_twice", row["imp_uid"], row["merchant_uid"], number, row["amount"], row["currency"], since, data
        )
