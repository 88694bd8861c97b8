"""Small facts about the ledger itself: mark, binding, watermark, clock, coverage."""

from __future__ import annotations

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import CoverageRow


@bound
def get(database: Database, key: str) -> str | None:
    row = database.db.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


@bound
def put(database: Database, key: str, value: str) -> None:
    database.db.connection().execute("REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


@bound
def drop(database: Database, key: str) -> None:
    database.db.connection().execute("DELETE FROM meta WHERE key = ?", (key,))


@bound
def covered(database: Database, start: int, end: int, read_at: int) -> None:
    """Note that a window was read to its last page."""
    CoverageRow.insert(start_at=start, end_at=end, read_at=read_at).execute()
