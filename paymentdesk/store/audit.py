"""The chain of facts: what i'mport said, who asked, who decided. Append only; each fact carries the hash of
the one before, so that a change, an insertion or a removal shows. No buyer data belongs in it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from peewee import SqliteDatabase

from paymentdesk.store.rows import insert

_as_json = msgspec.json.Encoder(order="deterministic")
"""The chain hashes JSON without spaces, keys in order, every character as it is: what the standard library writes with
`ensure_ascii=False`, in a tenth of its time."""

_START = "0" * 64
_HEAD = "fact_head"  # in `meta`: a removal at the end of the chain leaves no gap, only this
_COLUMNS = '"seq", "at", "kind", "imp_uid", "merchant_uid", "ticket", "by", "data", "raw_digest"'


class Fact(msgspec.Struct, frozen=True):
    """One thing that happened. `at` is UNIX seconds of i'mport's clock; `data` holds JSON values (amounts as
    integer minor units); `raw_digest` is the SHA-256 of the record it came from; `seq` is given when
    written; `json` is `data` as `ready` writes it, for one whose data was worked out beforehand."""

    at: int
    kind: str
    imp_uid: str = ""
    merchant_uid: str = ""
    ticket: int | None = None
    by: str = ""
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)
    raw_digest: str = ""
    seq: int = 0
    json: str = ""


def ready(data: Mapping[str, Any]) -> str:
    """The data of a fact as it is written."""
    return _as_json.encode(data).decode()


def last_at(db: SqliteDatabase) -> int:
    """When the newest fact was written, 0 when there is none."""
    row = db.connection().execute("SELECT at FROM fact ORDER BY seq DESC LIMIT 1").fetchone()
    return 0 if row is None else int(row[0])


def append(db: SqliteDatabase, facts: Sequence[Fact]) -> None:
    """Write facts at the end of the chain, in order. Only inside a transaction that holds the write lock: the
    end is read in it, so several processes can append without tearing the chain."""
    if not db.in_transaction():
        raise RuntimeError("facts are appended inside the transaction they belong to")
    if not facts:
        return
    connection: sqlite3.Connection = db.connection()
    last = connection.execute("SELECT seq, hash FROM fact ORDER BY seq DESC LIMIT 1").fetchone()
    seq, head = last or (0, _START)
    rows = []
    for fact in facts:
        seq += 1
        data = fact.json or ready(fact.data)
        names = (fact.imp_uid, fact.merchant_uid, fact.ticket, fact.by)
        values = (seq, fact.at, fact.kind, *names, data, fact.raw_digest)
        previous, head = head, _hash(head, values)
        rows.append((*values, previous, head))
    insert(connection, f'fact ({_COLUMNS}, "prev", "hash")', rows)
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_HEAD, f"{seq} {head}"),
    )


def brought_back(db: SqliteDatabase, imp_uid: str) -> dict[tuple[int, str], int]:
    """Which ticket the journal brought a former number and its mark back as, for one payment (money.md R7)."""
    rows = db.connection().execute(
        "SELECT ticket, data FROM fact WHERE imp_uid = ? AND kind = 'brought_back'", (imp_uid,)
    )
    found = ((number, json.loads(data)) for number, data in rows)
    return {(data["was"], data["mark"]): number for number, data in found}


def tickets_brought_back(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Tickets the journal brought back since the ledger was last taken from a copy."""
    rows = connection.execute(
        "SELECT DISTINCT ticket FROM fact WHERE kind = 'brought_back'"
        " AND seq > (SELECT coalesce(max(seq), 0) FROM fact WHERE kind = 'restored') ORDER BY ticket"
    )
    return tuple(row[0] for row in rows)


def count(connection: sqlite3.Connection) -> int:
    """How many facts there are."""
    return int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])


def verify(connection: sqlite3.Connection) -> list[str]:
    """Walk the whole chain and say what is wrong with it; an empty list means it is whole."""
    problems = []
    expected, head = 1, _START
    for row in connection.execute(f'SELECT {_COLUMNS}, "prev", "hash" FROM fact ORDER BY seq'):
        *values, previous, stored = row
        seq = values[0]
        if seq != expected:
            problems.append(f"facts {expected} to {seq - 1} are missing")
        elif previous != head:
            problems.append(f"fact {seq} does not follow the one before it")
        if _hash(previous, values) != stored:
            problems.append(f"fact {seq} was changed after it was written")
        expected, head = seq + 1, stored
    noted = connection.execute("SELECT value FROM meta WHERE key = ?", (_HEAD,)).fetchone()
    end = f"{expected - 1} {head}" if expected > 1 else None
    if (noted[0] if noted else None) != end:
        problems.append(f"the chain does not end where it ended when it was last written (fact {expected - 1})")
    return problems


def facts_of(
    connection: sqlite3.Connection, *, imp_uid: str = "", ticket: int | None = None, merchant_uid: str = ""
) -> list[Fact]:
    """The facts that name any of these, oldest first."""
    names = {"imp_uid": imp_uid or None, "ticket": ticket, "merchant_uid": merchant_uid or None}
    asked = {column: value for column, value in names.items() if value is not None}
    if not asked:
        return []
    # One indexed look-up per name; the planner would not use a partial index for an OR.
    parts = [
        f"SELECT {_COLUMNS} FROM fact WHERE {column} = :{column}"
        + (" AND merchant_uid <> ''" if column == "merchant_uid" else "")
        for column in asked
    ]
    rows = connection.execute(f"{' UNION '.join(parts)} ORDER BY seq", asked)
    return [_fact(tuple(row)) for row in rows]


def _fact(row: tuple[Any, ...]) -> Fact:
    seq, at, kind, imp_uid, merchant_uid, ticket, by, data, raw_digest = row
    return Fact(at, kind, imp_uid, merchant_uid, ticket, by, json.loads(data), raw_digest, seq)


def _hash(previous: str, values: Sequence[Any]) -> str:
    return hashlib.sha256(_as_json.encode([previous, *values])).hexdigest()


def facts_after(connection: sqlite3.Connection, seq: int, kinds: Collection[str], limit: int) -> tuple[list[Fact], int]:
    """The first `limit` facts of these kinds after a number, oldest first, and the number up to which that is all."""
    last = connection.execute("SELECT max(seq) FROM fact").fetchone()[0] or 0
    if last <= seq:
        return [], seq
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM fact WHERE seq > ? AND seq <= ? AND kind IN ({marks}) ORDER BY seq LIMIT ?",
        (seq, last, *kinds, limit),
    )
    found = [_fact(tuple(row)) for row in rows]
    return found, found[-1].seq if len(found) == limit else last
