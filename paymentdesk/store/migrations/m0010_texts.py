"""A payment's text for the search may be written with the payment, before it is indexed.

Until now `search_text` held the texts of indexed payments only, and its last number said which these were. Now
`search_last` says it: what lies above is *fresh*, with a text or without. And the indexes of the activity list do not
go through a list of words for a payment that was merely seen.
"""

from __future__ import annotations

from peewee import SqliteDatabase

_SEARCHED = (
    "imp_uid merchant_uid name buyer_name buyer_email pg_tid amount currency method pay_method country"
    " fail_reason cancel_reason"
).split()
_LAST = "(SELECT n FROM search_last)"
_HIGHEST = "(SELECT coalesce(max(id), 0) FROM payment)"

_STATEMENTS = (
    "CREATE TABLE search_last (n INTEGER NOT NULL)",
    "INSERT INTO search_last SELECT coalesce(max(payment), 0) FROM search_text",
    "DROP TRIGGER payment_counted_over",
    "DROP TRIGGER payment_search_changed",
    "DROP TRIGGER payment_gone",
    f"""CREATE TRIGGER payment_counted_over AFTER UPDATE OF state ON payment
         WHEN NEW.state <> OLD.state AND OLD.id <= {_LAST} BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state;
         INSERT INTO payment_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1;
       END""",
    # The text of a fresh payment is made again when it is indexed.
    f"""CREATE TRIGGER payment_search_changed AFTER UPDATE OF {", ".join(_SEARCHED)} ON payment
         WHEN {" OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in _SEARCHED)} BEGIN
         INSERT INTO search_pending SELECT NEW.id WHERE NEW.id <= {_LAST}
           AND NOT EXISTS (SELECT 1 FROM search_pending WHERE payment = NEW.id);
         DELETE FROM search_text WHERE payment = NEW.id AND NEW.id > {_LAST};
       END""",
    # A number may be given again, so everything about it goes at once. An index beside its text forgets a row only
    # when told what the text was.
    f"""CREATE TRIGGER payment_gone AFTER DELETE ON payment BEGIN
         UPDATE payment_count SET n = n - 1 WHERE state = OLD.state AND OLD.id <= {_LAST};
         INSERT INTO payment_search (payment_search, rowid, text)
           SELECT 'delete', payment, text FROM search_text WHERE payment = OLD.id AND OLD.id <= {_LAST};
         DELETE FROM search_text WHERE payment = OLD.id;
         DELETE FROM search_pending WHERE payment = OLD.id;
         UPDATE search_last SET n = {_HIGHEST} WHERE n > {_HIGHEST};
       END""",
    "DROP INDEX fact_requests",
    "DROP INDEX fact_errors",
    """CREATE INDEX fact_requests ON fact ("at", "seq") WHERE kind <> 'payment_seen' AND kind IN ('ticket_requested',
         'ticket_draft', 'recorded_elsewhere', 'attempt_sent', 'attempt_answer', 'ticket_move', 'linked',
         'brought_back', 'letter_written', 'batch_started', 'order_prepared', 'link_made', 'link_disabled',
         'delivery')""",
    """CREATE INDEX fact_errors ON fact ("at", "seq") WHERE kind <> 'payment_seen' AND kind IN ('attempt_answer',
         'odd_news', 'stop_queue', 'count_brake', 'blind_interval', 'do_not_ship')""",
)


def migrate(db: SqliteDatabase) -> None:
    """Version 9 -> 10."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
