"""Find what is braked without reading every payment: a round and Today ask for it each time."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = ("CREATE INDEX payment_odd ON payment (\"id\") WHERE odd <> ''",)


def migrate(db: SqliteDatabase) -> None:
    """Version 7 -> 8."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
