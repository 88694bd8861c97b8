"""A person may say which order a payment pays, an order remembers when a person changed it last, and of each order one
delivery at most is on its way."""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    # NULL for nearly all of them: the payment's own number says it.
    'ALTER TABLE "payment" ADD COLUMN "attached" TEXT',
    'CREATE INDEX "payment_attached" ON "payment" ("attached") WHERE attached IS NOT NULL',
    'ALTER TABLE "orders" ADD COLUMN "touched_at" INTEGER NOT NULL DEFAULT 0',
    # Whoever was registering while older versions ran is gone, or will write its answer all the same.
    "UPDATE delivery SET outcome = 'unknown', message = 'interrupted' WHERE outcome = 'sending'",
    'CREATE UNIQUE INDEX "one_delivery_at_once" ON "delivery" ("merchant_uid") WHERE outcome = \'sending\'',
)


def migrate(db: SqliteDatabase) -> None:
    """Version 8 -> 9."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
