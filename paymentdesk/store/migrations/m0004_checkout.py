"""Taking a payment and checking it: amounts registered at i'mport, payment links, findings and their decisions."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    """CREATE TABLE prepared (
         merchant_uid TEXT NOT NULL PRIMARY KEY, amount INTEGER NOT NULL, currency TEXT NOT NULL, at INTEGER
         NOT NULL)""",
    """CREATE TABLE pay_link (
         id INTEGER NOT NULL PRIMARY KEY, merchant_uid TEXT NOT NULL, url TEXT NOT NULL, amount INTEGER NOT NULL,
         currency TEXT NOT NULL, expires_at INTEGER NOT NULL, asked_at INTEGER NOT NULL, "by" TEXT NOT NULL,
         state TEXT NOT NULL, ended_at INTEGER NOT NULL)""",
    "CREATE INDEX pay_link_order ON pay_link (merchant_uid)",
    # The links a buyer may still hold are few; those of all years are not.
    "CREATE INDEX pay_link_live ON pay_link (expires_at) WHERE state IN ('asked', 'open', 'unknown')",
    """CREATE TABLE finding (
         id INTEGER NOT NULL PRIMARY KEY, merchant_uid TEXT NOT NULL, "key" TEXT NOT NULL, problem TEXT NOT NULL,
         why TEXT NOT NULL, imp_uid TEXT NOT NULL, ordered INTEGER NOT NULL, ordered_currency TEXT NOT NULL,
         paid INTEGER NOT NULL, paid_currency TEXT NOT NULL, paid_at INTEGER NOT NULL, found_at INTEGER NOT NULL,
         decision TEXT NOT NULL, decided_at INTEGER NOT NULL, "by" TEXT NOT NULL, note TEXT NOT NULL)""",
    'CREATE UNIQUE INDEX finding_merchant_uid_key ON finding (merchant_uid, "key")',
    "CREATE INDEX finding_open ON finding (merchant_uid) WHERE decision = ''",
    "ALTER TABLE orders ADD COLUMN hold TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX orders_hold ON orders (hold) WHERE hold <> ''",
)


def migrate(db: SqliteDatabase) -> None:
    """Version 3 -> version 4."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
