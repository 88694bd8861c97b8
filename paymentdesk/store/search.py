"""Find payments by any part of any field.

What can be found of a payment is one folded text (`search_text`), indexed by trigrams (`payment_search`). The index
only says which texts hold all trigrams of a word, not where; the word itself is then looked for in those. A word of one
or two characters, such as a Korean given name, has no trigram: it is looked for in every text.
Payments above `search_last` are fresh: not indexed yet, though their text may be there; those in `search_pending`
changed since they were. Both are looked at one by one.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from peewee import SqliteDatabase

from paymentdesk.domain.money import AmountError, major_text
from paymentdesk.domain.payment import Payment
from paymentdesk.store.rows import insert

_FIELDS = (
    "imp_uid", "merchant_uid", "name", "buyer_name", "buyer_email", "pg_tid", "method", "pay_method",
    "country", "fail_reason", "cancel_reason",
)  # fmt: skip
_fields: Callable[[Payment], tuple[str | None, ...]] = attrgetter(*_FIELDS)
_TRIGRAM = 3
_UNGROUPED = 3  # digits that are written without a comma
LAST = "(SELECT n FROM search_last)"
"""SQL for the number of the last payment that is indexed and counted; what is above it is fresh."""


def fold(text: str) -> str:
    """One spelling for what looks alike: case, and decomposed characters (a Mac sends them)."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).replace("\0", " ")


def payment_text(payment: Payment) -> str:
    """All that can be found of a payment."""
    return text_of(payment.amount, payment.currency, *_fields(payment))


def words(text: str) -> list[str]:
    """The words a person typed; each of them has to be found."""
    return fold(text).split()


def _trigrams(asked: Sequence[str]) -> list[str]:
    """All groups of three characters in these words, each once; words shorter than that have none."""
    groups = (word[n : n + _TRIGRAM] for word in asked for n in range(len(word) - _TRIGRAM + 1))
    return list(dict.fromkeys(groups))


def text_of(amount: int, currency: str, *fields: str | None) -> str:
    """All that can be found of one row. Fields stand on lines of their own: no word crosses them; `fields` may be some
    such lines already."""
    try:
        plain = major_text(amount, currency)
    except AmountError:  # a currency that is none: braked, but it can be found
        plain = str(amount)
    head, _, tail = plain.partition(".")
    grouped = f"{int(head):,}" + (f".{tail}" if tail else "") if len(head) > _UNGROUPED else plain
    return fold("\n".join([plain, grouped, currency, *[field or "" for field in fields]]))


def register(connection: sqlite3.Connection) -> None:
    """Teach a connection the function that the conditions below use."""
    connection.create_function("search_text_of", -1, text_of, deterministic=True)


def condition(text: str) -> tuple[str, dict[str, Any]]:
    """SQL that is true for the payments `p` a text finds, with its parameters; ("", {}) for an empty text."""
    asked = words(text)
    if not asked:
        return "", {}
    parameters: dict[str, Any] = {f"word{n}": word for n, word in enumerate(asked)}
    indexed = "SELECT t.payment FROM search_text t WHERE "
    if trigrams := _trigrams(asked):
        parameters["match"] = " ".join('"' + each.replace('"', '""') + '"' for each in trigrams)
        indexed = (
            "SELECT s.rowid FROM payment_search s JOIN search_text t ON t.payment = s.rowid"
            " WHERE payment_search MATCH :match AND "
        )
    indexed += " AND ".join(f"instr(t.text, :word{n})" for n in range(len(asked)))
    columns = _columns("q")
    found = " AND ".join(f"instr(search_text_of({columns}), :word{n})" for n in range(len(asked)))
    return (
        f"p.id IN (SELECT * FROM ({indexed}) EXCEPT SELECT payment FROM search_pending"
        f" UNION ALL SELECT q.id FROM search_pending CROSS JOIN payment q ON q.id = payment WHERE {found}"
        f" UNION ALL SELECT q.id FROM payment q WHERE q.id > {LAST} AND {found})",
        parameters,
    )


def everywhere(amount: str, currency: str, *columns: str) -> Callable[[str], tuple[str, dict[str, Any]]]:
    """A condition like the one for payments, for a list short enough to be looked at row by row."""
    row = f"search_text_of({', '.join((amount, currency, *columns))})"

    def condition(text: str) -> tuple[str, dict[str, Any]]:
        asked = {f"word{n}": word for n, word in enumerate(words(text))}
        return " AND ".join(f"instr({row}, :{name})" for name in asked), asked

    return condition


def fresh(db: SqliteDatabase) -> int:
    """How many payments are about to be indexed: new ones by their numbers, and changed ones."""
    row = db.connection().execute(
        f"SELECT (SELECT coalesce(max(id), 0) FROM payment) - {LAST}, (SELECT count(*) FROM search_pending)"
    )
    new, changed = row.fetchone()
    return max(0, int(new)) + int(changed)


def index_pending(db: SqliteDatabase, limit: int = 4000) -> int:
    """Bring up to `limit` payments into the index, changed ones first, then fresh ones in order, and return how many
    were done. Fresh ones are counted with it.

    Call it inside a transaction, again and again until it returns 0.
    """
    connection: sqlite3.Connection = db.connection()
    changed = _index_changed(connection, limit)
    return changed + _index_fresh(connection, limit - changed)


def _index_changed(connection: sqlite3.Connection, limit: int) -> int:
    rows = connection.execute(
        f"SELECT s.payment, t.text, {_lines('p')} FROM search_pending s"
        " JOIN payment p ON p.id = s.payment JOIN search_text t ON t.payment = s.payment ORDER BY s.payment LIMIT ?",
        (limit,),
    ).fetchall()
    if rows:
        _take_out(connection, [(row[0], row[1]) for row in rows])
        insert(connection, "search_text", [(row[0], text_of(*row[2:])) for row in rows])
        _fill(connection, f"IN ({','.join('?' * len(rows))})", [row[0] for row in rows])
        connection.executemany("DELETE FROM search_pending WHERE payment = ?", [(row[0],) for row in rows])
    return len(rows)


def _index_fresh(connection: sqlite3.Connection, limit: int) -> int:
    numbers = f"SELECT id FROM payment WHERE id > {LAST} ORDER BY id LIMIT ?"
    first, last, count = connection.execute(f"SELECT min(id), max(id), count(*) FROM ({numbers})", (limit,)).fetchone()
    if count:
        between = (first, last)
        connection.execute(
            "INSERT INTO payment_count SELECT state, count(*) FROM payment WHERE id BETWEEN ? AND ? GROUP BY state"
            " ON CONFLICT (state) DO UPDATE SET n = n + excluded.n",
            between,
        )
        without = connection.execute(
            f"SELECT p.id, {_lines('p')} FROM payment p LEFT JOIN search_text t ON t.payment = p.id"
            " WHERE p.id BETWEEN ? AND ? AND t.payment IS NULL",
            between,
        ).fetchall()
        insert(connection, "search_text", [(row[0], text_of(*row[1:])) for row in without])
        _fill(connection, "BETWEEN ? AND ?", between)
        connection.execute("UPDATE search_last SET n = ?", (last,))
    return int(count)


def _columns(table: str) -> str:
    return ", ".join(f"{table}.{each}" for each in ("amount", "currency", *_FIELDS))


def _lines(table: str) -> str:
    """The same, the fields put together by SQLite: three values a row to fetch instead of thirteen."""
    fields = " || char(10) || ".join(f"coalesce({table}.{each}, '')" for each in _FIELDS)
    return f"{table}.amount, {table}.currency, {fields}"


def _fill(connection: sqlite3.Connection, which: str, payments: Sequence[int]) -> None:
    """Index the texts of these payments by one statement: SQLite does the work, other threads go on meanwhile."""
    connection.execute(
        f"INSERT INTO payment_search (rowid, text) SELECT payment, text FROM search_text WHERE payment {which}",
        payments,
    )


def _take_out(connection: sqlite3.Connection, texts: Sequence[tuple[int, str]]) -> None:
    """An index beside its text forgets a row only when told what the text was."""
    connection.executemany("INSERT INTO payment_search (payment_search, rowid, text) VALUES ('delete', ?, ?)", texts)
    connection.executemany("DELETE FROM search_text WHERE payment = ?", [(payment,) for payment, _ in texts])
