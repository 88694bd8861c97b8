"""Delivery registrations, and what was last typed into an order's form."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    """CREATE TABLE "delivery" (
         "id" INTEGER NOT NULL PRIMARY KEY, "merchant_uid" TEXT NOT NULL, "imp_uid" TEXT NOT NULL,
         "kind" TEXT NOT NULL, "status" TEXT NOT NULL, "carrier" TEXT NOT NULL, "tracking" TEXT NOT NULL,
         "asked_by" TEXT NOT NULL, "asked_at" INTEGER NOT NULL, "digest" TEXT NOT NULL, "outcome" TEXT NOT NULL,
         "answered_at" INTEGER NOT NULL, "message" TEXT NOT NULL)""",
    'CREATE INDEX "delivery_merchant_uid" ON "delivery" ("merchant_uid")',
    """CREATE TABLE "delivery_form" (
         "merchant_uid" TEXT NOT NULL PRIMARY KEY, "body" TEXT NOT NULL)""",
    # What Today asks for: parcels that are paid for and not on their way.
    """CREATE INDEX "orders_undelivered" ON "orders" ("changed_at", "id") WHERE kind = 'physical'
         AND state IN ('paid', 'partly_cancelled') AND delivery NOT IN ('delivering', 'delivered')""",
)


def migrate(db: SqliteDatabase) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
