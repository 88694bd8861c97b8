"""Whose turn it is to be looked at by number: what no list would show in time (domain.md 3.6.5, 3.6.7).

Turns go by the number of the last look at a payment, not by a clock: who was not looked at longest comes first, and
a round that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.ledger.payments import CARD_METHODS

_IN = 500


@bound
def waiting(database: Database) -> list[str]:
    """Payments with an open ticket, the longest not looked at first."""
    return _numbers(
        database,
        "SELECT t.imp_uid FROM ticket t LEFT JOIN payment p ON p.imp_uid = t.imp_uid WHERE t.held "
        "GROUP BY t.imp_uid ORDER BY coalesce(max(p.look_no), 0), t.imp_uid",
        [],
    )


@bound
def youngest_unsettled(database: Database, since: int, most: int) -> list[str]:
    """Ready and failed payments that changed last (UNIX seconds `since` at the earliest): most turn paid at once."""
    return _numbers(
        database,
        "SELECT imp_uid FROM payment WHERE state IN ('ready', 'failed') AND changed_at >= ? "
        "ORDER BY changed_at DESC, id DESC LIMIT ?",
        [since, most],
    )


@bound
def others(database: Database, now: int, *, card_since: int, cash_since: int, most: int | None = None) -> list[str]:
    """Watched tickets that are no longer open, ready and failed payments young enough to turn paid late, and what is
    braked; the longest not looked at first, at most `most`."""
    methods = ",".join("?" * len(CARD_METHODS))
    return _numbers(
        database,
        f"""SELECT imp_uid FROM (
          SELECT p.imp_uid, p.look_no FROM payment p JOIN ticket t ON t.imp_uid = p.imp_uid
            WHERE t.watch_until > ? AND NOT t.held
          UNION SELECT imp_uid, look_no FROM payment
            WHERE state IN ('ready', 'failed') AND changed_at >= ? AND (changed_at >= ? OR method NOT IN ({methods}))
          UNION SELECT imp_uid, look_no FROM payment WHERE odd <> ''
        ) ORDER BY look_no, imp_uid LIMIT ?""",
        [now, cash_since, card_since, *CARD_METHODS, -1 if most is None else most],
    )


@bound
def looked(database: Database, imp_uids: Sequence[str], look_no: int) -> None:
    """These were asked for, whatever was said of them: the next round asks for others first."""
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        database.db.connection().execute(
            f"UPDATE payment SET look_no = ? WHERE look_no < ? AND imp_uid IN ({','.join('?' * len(part))})",
            [look_no, look_no, *part],
        )


def _numbers(database: Database, sql: str, values: list[object]) -> list[str]:
    return [row[0] for row in database.db.connection().execute(sql, values)]
