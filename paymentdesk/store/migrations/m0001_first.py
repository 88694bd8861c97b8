"""Tables, indexes for the lists, counters of the chips, and the search index.

The tables are made from `tables.py`, so that there is one description of them. Whoever writes migration 2
replaces that call by the SQL it stood for, because a step never changes after it has been released.
"""

from __future__ import annotations

from peewee import SqliteDatabase

from paymentdesk.store.tables import ONE_OPEN_TICKET, TABLES

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
    db.create_tables(TABLES, safe=False)
    for statement in (ONE_OPEN_TICKET, *_INDEXES, *_COUNTERS, *_SEARCH):
        db.execute_sql(statement)
