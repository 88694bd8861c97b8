"""Parcels that are paid for and not on their way: money that is not settled before they are registered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from paymentdesk.domain.delivery import WARN_AFTER
from paymentdesk.store.queries.lines import NeedRow

UNDELIVERED = (
    "kind = 'physical' AND state IN ('paid', 'partly_cancelled') AND delivery NOT IN ('delivering', 'delivered')"
)
"""As the index `orders_undelivered` says it."""

_URGENT_SHOWN = 10


def undelivered(c: sqlite3.Connection, now: int) -> Iterator[NeedRow]:
    """`delivery_due`: paid for at least `WARN_AFTER` seconds, oldest first, the first ten. `delivery_waiting`: one row
    for all the others, with how many there are and what is at stake in each currency."""
    rows = c.execute(
        f"""SELECT o.merchant_uid, o.currency, o.delivery, min(p.paid_at) AS paid_at,
          sum(p.amount - p.cancelled) AS left
        FROM orders o JOIN payment p ON p.merchant_uid = o.merchant_uid AND p.currency = o.currency
          AND p.state IN ('paid', 'partly_cancelled') AND NOT p.sandbox
        WHERE o.id IN (SELECT id FROM orders WHERE {UNDELIVERED})
        GROUP BY o.id ORDER BY paid_at"""
    ).fetchall()
    urgent = [row for row in rows if now - row["paid_at"] >= WARN_AFTER][:_URGENT_SHOWN]
    for row in urgent:
        data = {"delivery": row["delivery"]}
        yield NeedRow("delivery_due", "", row["merchant_uid"], None, row["left"], row["currency"], row["paid_at"], data)
    others = [row for row in rows if row not in urgent]
    if others:
        at_stake: Counter[str] = Counter()
        for row in others:
            at_stake[row["currency"]] += row["left"]
        data = {"count": len(others), "sums": at_stake.most_common()}
        yield NeedRow("delivery_waiting", "", "", None, 0, "", others[0]["paid_at"], data)
