"""Tables, indexes for the lists, counters of the chips, and the search index.

Plain SQL, because a step never changes: what `tables/` says today is made by all steps together.
"""

from __future__ import annotations

from peewee import SqliteDatabase

_TABLES = (
    """CREATE TABLE "attempt" (
         "ticket" INTEGER NOT NULL, "n" INTEGER NOT NULL, "amount" INTEGER NOT NULL, "checksum" INTEGER NOT
         NULL, "sent_at" INTEGER NOT NULL, "outcome" TEXT NOT NULL, "message" TEXT NOT NULL, "answered_at"
         INTEGER NOT NULL, "answered_by" TEXT, "seen_entries" TEXT NOT NULL, PRIMARY KEY ("ticket", "n"))""",
    """CREATE TABLE "batch_item" (
         "batch" INTEGER NOT NULL, "place" INTEGER NOT NULL, "imp_uid" TEXT NOT NULL, "amount" INTEGER NOT NULL,
         "seen_left" INTEGER NOT NULL, "currency" TEXT NOT NULL, "result" TEXT NOT NULL, "ticket" INTEGER,
         PRIMARY KEY ("batch", "place"))""",
    """CREATE TABLE "batch" (
         "id" INTEGER NOT NULL PRIMARY KEY, "started_at" INTEGER NOT NULL, "ended_at" INTEGER NOT NULL, "by"
         TEXT NOT NULL, "reason" TEXT NOT NULL)""",
    """CREATE TABLE "cancellation" (
         "id" INTEGER NOT NULL PRIMARY KEY, "imp_uid" TEXT NOT NULL, "entry" TEXT NOT NULL, "amount" INTEGER NOT
         NULL, "cancelled_at" INTEGER NOT NULL, "reason" TEXT NOT NULL, "provisional" INTEGER NOT NULL,
         "seen_at" INTEGER NOT NULL, "ticket" INTEGER, "n" INTEGER, "link" TEXT NOT NULL, "question" TEXT NOT
         NULL, "question_tickets" TEXT NOT NULL)""",
    'CREATE INDEX "cancellation_ticket" ON "cancellation" ("ticket")',
    'CREATE UNIQUE INDEX "cancellation_imp_uid_entry" ON "cancellation" ("imp_uid", "entry")',
    'CREATE INDEX "cancellation_cancelled_at" ON "cancellation" ("cancelled_at")',
    """CREATE TABLE "coverage" (
         "id" INTEGER NOT NULL PRIMARY KEY, "start_at" INTEGER NOT NULL, "end_at" INTEGER NOT NULL, "read_at"
         INTEGER NOT NULL)""",
    """CREATE TABLE "fact" (
         "seq" INTEGER NOT NULL PRIMARY KEY, "at" INTEGER NOT NULL, "kind" TEXT NOT NULL, "imp_uid" TEXT NOT
         NULL, "merchant_uid" TEXT NOT NULL, "ticket" INTEGER, "by" TEXT NOT NULL, "data" TEXT NOT NULL,
         "raw_digest" TEXT NOT NULL, "prev" TEXT NOT NULL, "hash" TEXT NOT NULL)""",
    'CREATE INDEX "fact_imp_uid" ON "fact" ("imp_uid")',
    'CREATE INDEX "fact_ticket" ON "fact" ("ticket")',
    """CREATE TABLE "look" (
         "id" INTEGER NOT NULL PRIMARY KEY, "imp_uid" TEXT NOT NULL, "first_at" INTEGER NOT NULL, "last_at"
         INTEGER NOT NULL, "times" INTEGER NOT NULL, "source" TEXT NOT NULL, "result" TEXT NOT NULL)""",
    'CREATE INDEX "look_imp_uid_last_at" ON "look" ("imp_uid", "last_at")',
    """CREATE TABLE "mark" (
         "imp_uid" TEXT NOT NULL, "kind" TEXT NOT NULL, "at" INTEGER NOT NULL, "why" TEXT NOT NULL, "note" TEXT
         NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY ("imp_uid", "kind"))""",
    'CREATE INDEX "mark_kind_at" ON "mark" ("kind", "at")',
    """CREATE TABLE "meta" (
         "key" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL)""",
    """CREATE TABLE "orders" (
         "id" INTEGER NOT NULL PRIMARY KEY, "merchant_uid" TEXT NOT NULL, "name" TEXT NOT NULL, "amount" INTEGER
         NOT NULL, "currency" TEXT NOT NULL, "buyer_name" TEXT NOT NULL, "buyer_email" TEXT NOT NULL, "country"
         TEXT NOT NULL, "kind" TEXT NOT NULL, "note" TEXT NOT NULL, "delivery" TEXT NOT NULL, "written_at"
         INTEGER NOT NULL, "issued_at" INTEGER NOT NULL, "closed_at" INTEGER NOT NULL, "state" TEXT NOT NULL,
         "problems" TEXT NOT NULL, "changed_at" INTEGER NOT NULL)""",
    'CREATE UNIQUE INDEX "orders_merchant_uid" ON "orders" ("merchant_uid")',
    'CREATE INDEX "orders_changed_at_id" ON "orders" ("changed_at", "id")',
    'CREATE INDEX "orders_state_changed_at_id" ON "orders" ("state", "changed_at", "id")',
    """CREATE TABLE "payment" (
         "id" INTEGER NOT NULL PRIMARY KEY, "imp_uid" TEXT NOT NULL, "merchant_uid" TEXT NOT NULL, "status" TEXT
         NOT NULL, "amount" INTEGER NOT NULL, "cancelled" INTEGER NOT NULL, "excluded" INTEGER NOT NULL,
         "currency" TEXT NOT NULL, "sandbox" INTEGER NOT NULL, "name" TEXT NOT NULL, "method" TEXT NOT NULL,
         "pay_method" TEXT NOT NULL, "country" TEXT, "buyer_name" TEXT NOT NULL, "buyer_email" TEXT NOT NULL,
         "pg_tid" TEXT NOT NULL, "started_at" INTEGER NOT NULL, "paid_at" INTEGER NOT NULL, "failed_at" INTEGER
         NOT NULL, "cancelled_at" INTEGER NOT NULL, "changed_at" INTEGER NOT NULL, "fail_reason" TEXT NOT NULL,
         "cancel_reason" TEXT NOT NULL, "receipt_url" TEXT NOT NULL, "digest" TEXT NOT NULL, "look_no" INTEGER
         NOT NULL, "first_seen_at" INTEGER NOT NULL, "seen_at" INTEGER NOT NULL, "odd" TEXT NOT NULL,
         "odd_since" INTEGER NOT NULL, "odd_confirmed" INTEGER NOT NULL, "odd_digest" TEXT NOT NULL, "odd_raw"
         BLOB, "state" TEXT NOT NULL, "waiting" INTEGER NOT NULL, "reserved" INTEGER NOT NULL, "possible"
         INTEGER NOT NULL, "requestable" INTEGER NOT NULL, "problems" TEXT NOT NULL)""",
    'CREATE UNIQUE INDEX "payment_imp_uid" ON "payment" ("imp_uid")',
    'CREATE INDEX "payment_merchant_uid" ON "payment" ("merchant_uid")',
    'CREATE INDEX "payment_changed_at_id" ON "payment" ("changed_at", "id")',
    'CREATE INDEX "payment_state_changed_at_id" ON "payment" ("state", "changed_at", "id")',
    """CREATE TABLE "raw" (
         "payment" INTEGER NOT NULL PRIMARY KEY, "body" BLOB NOT NULL)""",
    """CREATE TABLE "ticket" (
         "id" INTEGER NOT NULL PRIMARY KEY, "imp_uid" TEXT NOT NULL, "merchant_uid" TEXT NOT NULL, "amount"
         INTEGER NOT NULL, "carried_out" INTEGER NOT NULL, "currency" TEXT NOT NULL, "state" TEXT NOT NULL,
         "held" INTEGER NOT NULL, "origin" TEXT NOT NULL, "cause" TEXT, "where" TEXT NOT NULL, "known_by" TEXT
         NOT NULL, "link" TEXT NOT NULL, "reason" TEXT NOT NULL, "note" TEXT NOT NULL, "message" TEXT NOT NULL,
         "requested_by" TEXT NOT NULL, "requested_at" INTEGER NOT NULL, "sent_at" INTEGER NOT NULL, "closed_at"
         INTEGER NOT NULL, "closed_because" TEXT NOT NULL, "declared_by" TEXT NOT NULL, "checked_at" INTEGER NOT
         NULL, "once_key" TEXT, "watch_until" INTEGER NOT NULL, "reviewed" TEXT NOT NULL, "seen_left" INTEGER
         NOT NULL, "worst_case" INTEGER)""",
    'CREATE INDEX "ticket_imp_uid" ON "ticket" ("imp_uid")',
    'CREATE UNIQUE INDEX "ticket_once_key" ON "ticket" ("once_key")',
    'CREATE INDEX "ticket_state_requested_at" ON "ticket" ("state", "requested_at")',
    'CREATE INDEX "ticket_requested_at_id" ON "ticket" ("requested_at", "id")',
    'CREATE INDEX "ticket_watch_until" ON "ticket" ("watch_until")',
)

# What must hold across windows and commands is held by the database (docs/architecture.md).
_ONE_OPEN_TICKET = 'CREATE UNIQUE INDEX one_open_ticket ON ticket ("imp_uid") WHERE "held"'

# What the lists and Today ask for, small because each holds only the rows it is about. A query uses one when
# it repeats the WHERE of the index.
_INDEXES = (
    'CREATE INDEX payment_waiting ON payment ("changed_at", "id") WHERE waiting',
    'CREATE INDEX payment_problems ON payment ("changed_at", "id") WHERE problems <> \'\'',
    'CREATE INDEX payment_with_cancellation ON payment ("changed_at", "id")'
    " WHERE +state IN ('partly_cancelled', 'cancelled')",  # the plus keeps the index on state from being taken
    "CREATE INDEX payment_test_uncancelled ON payment (\"id\") WHERE sandbox AND state IN ('paid', 'partly_cancelled')",
    'CREATE INDEX payment_amount ON payment ("currency", "amount", "id", "state", "sandbox", "cancelled")',
    'CREATE INDEX payment_paid_at ON payment ("paid_at") WHERE paid_at > 0',
    "CREATE INDEX cancellation_question ON cancellation (\"id\") WHERE question <> ''",
    'CREATE INDEX orders_problems ON orders ("changed_at", "id") WHERE problems <> \'\'',
    'CREATE INDEX orders_written ON orders ("written_at", "id")',
    'CREATE INDEX ticket_open ON ticket ("id") WHERE state IN'
    " ('draft', 'needs_approval', 'sending', 'waiting', 'unconfirmed')",
    "CREATE INDEX fact_order ON fact (\"merchant_uid\") WHERE merchant_uid <> ''",
)

# Chips show how many payments are in a state; counting a million rows takes too long on every change.
_COUNTERS = (
    "CREATE TABLE payment_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TRIGGER payment_counted_in AFTER INSERT ON payment BEGIN
         INSERT INTO payment_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
       END""",
    """CREATE TRIGGER payment_counted_out AFTER DELETE ON payment BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state;
       END""",
    """CREATE TRIGGER payment_counted_over AFTER UPDATE OF state ON payment WHEN NEW.state <> OLD.state BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state;
         INSERT INTO payment_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
       END""",
)

# `search_text` holds what can be found, folded (search.py), `payment_search` its trigrams, `search_pending`
# the payments whose text is not there yet or out of date. Triggers only note the number: filling the index
# row by row would make a sync several times slower. (OR IGNORE does not hold inside an upsert.)
_SEARCHED = (
    "imp_uid merchant_uid name buyer_name buyer_email pg_tid amount currency method pay_method country"
    " fail_reason cancel_reason"
).split()
_SEARCH = (
    "CREATE TABLE search_text (payment INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    """CREATE VIRTUAL TABLE payment_search USING fts5(text, content='search_text', content_rowid='payment',
         tokenize='trigram case_sensitive 1')""",
    "CREATE TABLE search_pending (payment INTEGER PRIMARY KEY)",
    """CREATE TRIGGER payment_search_new AFTER INSERT ON payment BEGIN
         INSERT INTO search_pending
           SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE payment = NEW.id);
       END""",
    f"""CREATE TRIGGER payment_search_changed AFTER UPDATE OF {", ".join(_SEARCHED)} ON payment
         WHEN {" OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in _SEARCHED)} BEGIN
         INSERT INTO search_pending
           SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE payment = NEW.id);
       END""",
    """CREATE TRIGGER payment_search_gone AFTER DELETE ON payment BEGIN
         INSERT INTO search_pending
           SELECT OLD.id WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE payment = OLD.id);
       END""",
)


def migrate(db: SqliteDatabase) -> None:
    """An empty file -> version 1."""
    for statement in (*_TABLES, _ONE_OPEN_TICKET, *_INDEXES, *_COUNTERS, *_SEARCH):
        db.execute_sql(statement)
