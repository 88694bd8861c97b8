"""Payments that a person marks as test, and refunds made another way than through i'mport."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    'ALTER TABLE "payment" ADD COLUMN "marked_test" INTEGER NOT NULL DEFAULT 0',
    # What counts as a test payment everywhere: i'mport's word, or a person's.
    'ALTER TABLE "payment" ADD COLUMN "test" INTEGER GENERATED ALWAYS AS ("sandbox" OR "marked_test") VIRTUAL',
    "DROP INDEX payment_test_uncancelled",
    "CREATE INDEX payment_test_uncancelled ON payment (\"id\") WHERE test AND state IN ('paid', 'partly_cancelled')",
    "DROP INDEX payment_amount",
    'CREATE INDEX payment_amount ON payment ("currency", "amount", "id", "state", "test", "cancelled")',
    """CREATE TABLE "other_refund" (
         "id" INTEGER NOT NULL PRIMARY KEY, "ticket" INTEGER NOT NULL, "imp_uid" TEXT NOT NULL, "amount" INTEGER NOT
         NULL, "currency" TEXT NOT NULL, "how" TEXT NOT NULL, "note" TEXT NOT NULL, "by" TEXT NOT NULL, "at" INTEGER
         NOT NULL, "settled_at" INTEGER NOT NULL)""",
    'CREATE INDEX "other_refund_ticket" ON "other_refund" ("ticket")',
)


def migrate(db: SqliteDatabase) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
