"""What tickets took so far: the history expected times are learnt from (domain/ageing.py)."""

from __future__ import annotations

import sqlite3

from paymentdesk.domain.ageing import Wait

MOST = 2000
"""Of the youngest tickets: what Paymentwall took years ago says little about today."""


def waits(c: sqlite3.Connection, now: int) -> list[Wait]:
    """One line for each of the youngest tickets that left and were settled by i'mport or still wait.

    Requests that were refused, declared dead or overtaken say nothing about time; tickets on test payments are
    left out (money.md R20).
    """
    rows = c.execute(
        "SELECT t.id, p.method, coalesce(p.country, '') AS country, t.sent_at, t.closed_at,"
        " t.state = 'cancelled' AS settled"
        " FROM ticket t JOIN payment p ON p.imp_uid = t.imp_uid"
        " WHERE t.sent_at > 0 AND t.state IN ('cancelled', 'waiting') AND NOT p.test"
        " ORDER BY t.id DESC LIMIT ?",
        (MOST,),
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
