"""What came in through which way (activity), how each way is doing (source), and what was told of it (notice).

The indexes on `fact` let the activity list show facts and activity as one, newest first, at any length.
"""

from __future__ import annotations

from peewee import SqliteDatabase

_STATEMENTS = (
    """CREATE TABLE "activity" (
         "id" INTEGER NOT NULL PRIMARY KEY, "first_at" INTEGER NOT NULL, "last_at" INTEGER NOT NULL, "times"
         INTEGER NOT NULL, "kind" TEXT NOT NULL, "source" TEXT NOT NULL, "imp_uid" TEXT NOT NULL,
         "merchant_uid" TEXT NOT NULL, "outcome" TEXT NOT NULL, "changed" INTEGER NOT NULL, "error" INTEGER NOT
         NULL, "data" TEXT NOT NULL)""",
    'CREATE INDEX "activity_last_at_id" ON "activity" ("last_at", "id")',
    'CREATE INDEX "activity_source_kind_imp_uid" ON "activity" ("source", "kind", "imp_uid")',
    "CREATE INDEX activity_looks ON activity (\"last_at\", \"id\") WHERE kind IN ('round', 'look')",
    "CREATE INDEX activity_webhooks ON activity (\"last_at\", \"id\") WHERE kind IN ('webhook', 'connection')",
    'CREATE INDEX activity_requests ON activity ("last_at", "id") WHERE kind = \'request\'',
    'CREATE INDEX activity_errors ON activity ("last_at", "id") WHERE error',
    """CREATE TABLE "source" (
         "name" TEXT NOT NULL PRIMARY KEY, "ok_at" INTEGER NOT NULL, "lag" INTEGER, "failed_at" INTEGER NOT
         NULL, "failing_since" INTEGER NOT NULL, "error" TEXT NOT NULL, "next_try_at" INTEGER)""",
    """CREATE TABLE "notice" (
         "id" INTEGER NOT NULL PRIMARY KEY, "key" TEXT NOT NULL, "at" INTEGER NOT NULL, "kind" TEXT NOT NULL,
         "imp_uid" TEXT NOT NULL, "merchant_uid" TEXT NOT NULL, "ticket" INTEGER, "data" TEXT NOT NULL,
         "group" INTEGER NOT NULL, "told_at" INTEGER NOT NULL, "read_at" INTEGER NOT NULL, "muted" INTEGER NOT
         NULL)""",
    'CREATE UNIQUE INDEX "notice_key" ON "notice" ("key")',
    'CREATE INDEX "notice_group_id" ON "notice" ("group", "id")',
    'CREATE INDEX notice_unread ON notice ("group") WHERE NOT read_at AND NOT muted',
    'CREATE INDEX fact_at ON fact ("at", "seq")',
    'CREATE INDEX fact_people ON fact ("at", "seq") WHERE "by" <> \'\'',
    """CREATE INDEX fact_requests ON fact ("at", "seq") WHERE kind IN ('ticket_requested', 'ticket_draft',
         'recorded_elsewhere', 'attempt_sent', 'attempt_answer', 'ticket_move', 'linked', 'brought_back',
         'letter_written', 'batch_started', 'order_prepared', 'link_made', 'link_disabled', 'delivery')""",
    """CREATE INDEX fact_errors ON fact ("at", "seq") WHERE kind IN ('attempt_answer', 'odd_news', 'stop_queue',
         'count_brake', 'blind_interval', 'do_not_ship')""",
    # What a ledger already knew before it could tell is no news.
    """INSERT INTO meta SELECT 'noticed_up_to', max(seq) FROM fact HAVING max(seq) IS NOT NULL""",
)


def migrate(db: SqliteDatabase) -> None:
    """Version 1 -> 2."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
