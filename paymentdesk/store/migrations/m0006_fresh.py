"""Count and index new payments a few thousand at a time instead of one by one.

A trigger on every insert costs more than the insert with all its indexes (docs/decisions/0006). A payment whose number
is above the last one in `search_text` is *fresh*: it is neither counted in `payment_count` nor in the search index,
and whoever asks looks at it directly. `search.index_pending` takes fresh payments in, in order; triggers only watch the
others.
"""

from __future__ import annotations

from peewee import SqliteDatabase

_SEARCHED = (
    "imp_uid merchant_uid name buyer_name buyer_email pg_tid amount currency method pay_method country"
    " fail_reason cancel_reason"
).split()
_LAST = "(SELECT coalesce(max(payment), 0) FROM search_text)"

_STATEMENTS = (
    "DROP TRIGGER payment_counted_in",
    "DROP TRIGGER payment_counted_out",
    "DROP TRIGGER payment_counted_over",
    "DROP TRIGGER payment_search_new",
    "DROP TRIGGER payment_search_changed",
    "DROP TRIGGER payment_search_gone",
    f"DELETE FROM search_pending WHERE payment > {_LAST}",
    # Which texts hold a trigram, without where in them: a tenth of a full sync less. Whoever searches looks for the
    # word itself in the texts that hold its trigrams.
    "DROP TABLE payment_search",
    """CREATE VIRTUAL TABLE payment_search USING fts5(text, content='search_text', content_rowid='payment',
         tokenize='trigram case_sensitive 1', detail=none, columnsize=0)""",
    "INSERT INTO payment_search (payment_search) VALUES ('rebuild')",
    "DELETE FROM payment_count",
    f"INSERT INTO payment_count SELECT state, count(*) FROM payment WHERE id <= {_LAST} GROUP BY state",
    f"""CREATE TRIGGER payment_counted_over AFTER UPDATE OF state ON payment
         WHEN NEW.state <> OLD.state AND OLD.id <= {_LAST} BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state;
         INSERT INTO payment_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
       END""",
    f"""CREATE TRIGGER payment_search_changed AFTER UPDATE OF {", ".join(_SEARCHED)} ON payment
         WHEN OLD.id <= {_LAST} AND ({" OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in _SEARCHED)}) BEGIN
         INSERT INTO search_pending
           SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE payment = NEW.id);
       END""",
    # A number may be given again, so everything about it goes at once. An index beside its text forgets a row only
    # when told what the text was.
    f"""CREATE TRIGGER payment_gone AFTER DELETE ON payment WHEN OLD.id <= {_LAST} BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state;
         INSERT INTO payment_search (payment_search, rowid, text)
           SELECT 'delete', payment, text FROM search_text WHERE payment = OLD.id;
         DELETE FROM search_text WHERE payment = OLD.id;
         DELETE FROM search_pending WHERE payment = OLD.id;
       END""",
    # A batch is sorted in memory once, and segments are merged sixteen at a time instead of four: filling the index
    # takes half the time.
    "INSERT INTO payment_search (payment_search, rank) VALUES ('automerge', 16)",
    "INSERT INTO payment_search (payment_search, rank) VALUES ('hashsize', 16777216)",
    # Most facts are of no ticket.
    "DROP INDEX fact_ticket",
    'CREATE INDEX fact_ticket ON fact ("ticket") WHERE ticket IS NOT NULL',
    # Whether one of the shop's own tickets was ever settled is asked with every page.
    "CREATE INDEX ticket_settled ON ticket (\"id\") WHERE origin = 'desk' AND state = 'cancelled'",
)


def migrate(db: SqliteDatabase) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
