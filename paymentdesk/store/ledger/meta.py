"""Small facts about the ledger itself: mark, binding, watermark, clock, coverage."""

from __future__ import annotations

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import CoverageRow, Meta


@bound
def get(database: Database, key: str) -> str | None:
    row = Meta.get_or_none(Meta.key == key)
    return None if row is None else str(row.value)


@bound
def put(database: Database, key: str, value: str) -> None:
    Meta.replace(key=key, value=value).execute()


@bound
def drop(database: Database, key: str) -> None:
    Meta.delete().where(Meta.key == key).execute()


@bound
def covered(database: Database, start: int, end: int, read_at: int) -> None:
    """Note that a window was read to its last page."""
    CoverageRow.insert(start_at=start, end_at=end, read_at=read_at).execute()
