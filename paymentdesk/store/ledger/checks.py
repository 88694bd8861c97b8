"""What a ledger is asked to see that it is in order: cached columns as stored, attempts as the journal tells them."""

from __future__ import annotations

from collections.abc import Sequence

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound

_PAYMENT = "imp_uid, state, waiting, reserved, possible, requestable, problems"
_ORDER = "merchant_uid, state, problems, hold"
_TICKET = "id, state, held"


@bound
def payments_after(database: Database, number: int, count: int) -> list[tuple[int, str]]:
    """The next payments by row number, as (row number, imp_uid)."""
    rows = database.db.connection().execute(
        "SELECT id, imp_uid FROM payment WHERE id > ? ORDER BY id LIMIT ?", (number, count)
    )
    return [(row[0], row[1]) for row in rows]


@bound
def orders_after(database: Database, number: int, count: int) -> list[tuple[int, str]]:
    """The next orders by row number, as (row number, merchant_uid)."""
    rows = database.db.connection().execute(
        "SELECT id, merchant_uid FROM orders WHERE id > ? ORDER BY id LIMIT ?", (number, count)
    )
    return [(row[0], row[1]) for row in rows]


@bound
def cached_of_payments(database: Database, imp_uids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    return _rows(database, f"SELECT {_PAYMENT} FROM payment WHERE imp_uid IN", imp_uids)


@bound
def cached_of_orders(database: Database, merchant_uids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    return _rows(database, f"SELECT {_ORDER} FROM orders WHERE merchant_uid IN", merchant_uids)


@bound
def locks(database: Database) -> list[tuple[int, str, bool]]:
    """Number, state and held lock of every ticket."""
    rows = database.db.connection().execute(f"SELECT {_TICKET} FROM ticket ORDER BY id")
    return [(number, state, bool(held)) for number, state, held in rows]


@bound
def sent(database: Database) -> list[tuple[str, int, int, bool]]:
    """Payment, amount and time of every attempt of ours, and whether it certainly left; oldest first. One whose sender
    died may have died before its line in the journal was written."""
    rows = database.db.connection().execute(
        "SELECT t.imp_uid, a.amount, a.sent_at, a.outcome <> 'not_sent' AND a.message <> 'interrupted'"
        " FROM attempt a JOIN ticket t ON t.id = a.ticket WHERE t.origin = 'desk' ORDER BY a.sent_at"
    )
    return [(imp_uid, amount, at, bool(left)) for imp_uid, amount, at, left in rows]


@bound
def integrity(database: Database) -> str:
    """ "ok", or what SQLite says is wrong with the file."""
    connection = database.db.connection()
    found = str(connection.execute("PRAGMA integrity_check(5)").fetchone()[0])
    return found if found != "ok" or not connection.execute("PRAGMA foreign_key_check").fetchone() else "foreign keys"


def _rows(database: Database, select: str, keys: Sequence[str]) -> dict[str, tuple[object, ...]]:
    rows = database.db.connection().execute(f"{select} ({','.join('?' * len(keys))})", list(keys))
    return {row[0]: tuple(row[1:]) for row in rows}
