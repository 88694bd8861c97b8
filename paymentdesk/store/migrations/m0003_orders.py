"""What an order is made of: where it goes, its tags, the attempt it follows, the file it came from; templates and
imports; and the index that finds everything of one buyer."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    "ALTER TABLE orders ADD COLUMN phone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN address TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN postcode TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN attempt_of TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE orders ADD COLUMN import_id INTEGER",
    "CREATE INDEX orders_import ON orders (import_id) WHERE import_id IS NOT NULL",
    "CREATE INDEX orders_attempt ON orders (attempt_of) WHERE attempt_of <> ''",
    # The same letters in another case are the same address: NOCASE, and the query says so as well.
    "CREATE INDEX orders_buyer ON orders (buyer_email COLLATE NOCASE) WHERE buyer_email <> ''",
    "CREATE INDEX payment_buyer ON payment (buyer_email COLLATE NOCASE) WHERE buyer_email <> ''",
    """CREATE TABLE order_template (
         id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, name TEXT NOT NULL, amount INTEGER NOT NULL,
         currency TEXT NOT NULL, country TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL,
         changed_at INTEGER NOT NULL)""",
    "CREATE UNIQUE INDEX order_template_title ON order_template (title)",
    """CREATE TABLE order_import (
         id INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, "by" TEXT NOT NULL, file TEXT NOT NULL,
         digest TEXT NOT NULL, orders INTEGER NOT NULL, refused INTEGER NOT NULL, undone_at INTEGER NOT NULL,
         undone_by TEXT NOT NULL, kept INTEGER NOT NULL)""",
    "CREATE INDEX order_import_digest ON order_import (digest)",
    "CREATE TABLE import_mapping (headers TEXT NOT NULL PRIMARY KEY, columns TEXT NOT NULL)",
)


def migrate(db: SqliteDatabase) -> None:
    """Version 2 -> version 3."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
