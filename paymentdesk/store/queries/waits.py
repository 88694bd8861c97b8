"""What tickets took so far: the history expected times are learnt from (domain/ageing.py)."""

from __future__ import annotations

import sqlite3

from paymentdesk.domain.ageing import Wait

MOST = 2000
"""Of the youngest tickets: what Paymentwall took years ago says little about today."""

AT_ONCE = 60
"""Seconds: what is carried out sooner, as with PayPal, was decided by nobody (domain.md 4.2)."""


def waits(c: sqlite3.Connection, now: int) -> list[Wait]:
    """One line for each of the youngest tickets that left and were settled by i'mport or still wait.

    Requests that were refused, declared dead or overtaken say nothing about time, and what is carried out at once
    nothing about those that wait; tickets on test payments are left out (money.md R20).
    """
    rows = c.execute(
        "SELECT t.id, p.method, coalesce(p.country, '') AS country, t.sent_at, t.closed_at,"
        " t.state = 'cancelled' AS settled"
        " FROM ticket t JOIN payment p ON p.imp_uid = t.imp_uid"
        " WHERE t.sent_at > 0 AND (t.state = 'waiting' OR t.state = 'cancelled' AND t.closed_at - t.sent_at > ?)"
        " AND NOT p.test ORDER BY t.id DESC LIMIT ?",
        (AT_ONCE, MOST),
    )
    return [
        Wait(
            row["method"],
            row["country"],
            max(0, (row["closed_at"] if row["settled"] else now) - row["sent_at"]),
            bool(row["settled"]),
            row["id"],
        )
        for row in rows
    ]
