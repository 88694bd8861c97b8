"""Everything that happened, newest first: what came in through which way (`activity`) and what it changed, who asked
and who decided (`fact`), as one list of any length.

Both tables have an index in the order of the list, and a small one for each chip: SQLite merges the two as it reads, so
that a page is read from where the one before ended. A row's key is a fact's number, or minus that of an activity.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paymentdesk.domain.ticket import parse_ticket_name
from paymentdesk.store import search
from paymentdesk.store.queries.lines import Filter
from paymentdesk.store.queries.window import Ranks, Steps, remembered

_NAME = "activity"
_FAR = 10_000  # rows: further away a jump pays
_GUESSES = 4
_NONE = "0"
_ALL = "1"
# Word for word what the indexes of migration 10 say, so that they are taken.
_REQUESTS = (
    "kind <> 'payment_seen' AND kind IN ('ticket_requested', 'ticket_draft', 'recorded_elsewhere', 'attempt_sent',"
    " 'attempt_answer', 'ticket_move', 'linked', 'brought_back', 'letter_written', 'batch_started', 'order_prepared',"
    " 'link_made', 'link_disabled', 'delivery')"
)
_ERRORS = (
    "kind <> 'payment_seen' AND kind IN ('attempt_answer', 'odd_news', 'stop_queue', 'count_brake', 'blind_interval',"
    " 'do_not_ship')"
    " AND NOT (kind = 'attempt_answer' AND coalesce(json_extract(data, '$.outcome'), '') IN ('accepted', 'executed'))"
)

# For each chip the condition on `fact` and the one on `activity`.
ACTIVITY_CHIPS: Mapping[str, tuple[str, str]] = {
    "all": (_ALL, _ALL),
    "looks": (_NONE, "kind IN ('round', 'look')"),
    "webhooks": (_NONE, "kind IN ('webhook', 'connection')"),
    "requests": (_REQUESTS, "kind = 'request'"),
    "people": ("\"by\" <> ''", _NONE),
    "errors": (_ERRORS, "error"),
}


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A row. `key` is above 0 for a fact, below for an activity. `way`: poll | full | person | receiver | relay |
    command for an activity; for a fact the word of the look it came by, "" where it was none. `times` and `first_at`
    count repeats; `changed` is how much an activity moved. `currency` is that of the payment, "" if unknown. `known`
    says whether this desk has the payment, `ordered` whether it has the order."""

    key: int
    at: int
    kind: str
    way: str
    by: str
    imp_uid: str
    merchant_uid: str
    ticket: int | None
    outcome: str
    changed: int
    times: int
    first_at: int
    error: bool
    currency: str
    known: bool
    ordered: bool
    data: Mapping[str, Any]


def activity_counts(c: sqlite3.Connection) -> dict[str, int]:
    """Rows behind each chip."""
    return {chip: count_activity(c, Filter(state=chip)) for chip in ACTIVITY_CHIPS}


def count_activity(c: sqlite3.Connection, asked: Filter) -> int:
    if asked.search.strip():
        return len(_ranked(c, asked))
    facts, entries, values = _conditions(asked)
    row = c.execute(
        f"SELECT (SELECT count(*) FROM fact WHERE {facts}) + (SELECT count(*) FROM activity WHERE {entries})", values
    )
    return int(row.fetchone()[0])


def list_activity(c: sqlite3.Connection, asked: Filter) -> list[ActivityLine]:
    return activity_window(c, asked, asked.offset, asked.limit)


def activity_window(c: sqlite3.Connection, asked: Filter, offset: int, size: int) -> list[ActivityLine]:
    """The rows from `offset` on; fewer at the end."""
    if asked.search.strip():
        return _lines(c, _ranked(c, asked)[offset : offset + size])
    steps = remembered(c, _NAME, asked, {}, Steps)
    start, after = steps.nearest(offset)
    if offset - start > _FAR:
        start, after = max((start, after), _jumped(c, asked, offset))
    rows = _merged(c, asked, after, size, offset - start)
    if rows:
        steps.add(offset + len(rows), (*rows[-1],))
    return _lines(c, [_key(row) for row in rows])


def activity_position(c: sqlite3.Connection, asked: Filter, key: int) -> int | None:
    """How many rows stand before this one; None if the list does not show it."""
    if asked.search.strip():
        ranked = _ranked(c, asked)
        return ranked.index(key) if key in ranked else None
    facts, entries, values = _conditions(asked)
    table, time, number, shown = ("fact", "at", "seq", facts) if key > 0 else ("activity", "last_at", "id", entries)
    row = c.execute(
        f"SELECT {time} FROM {table} WHERE {number} = :number AND {shown}", {**values, "number": abs(key)}
    ).fetchone()
    if row is None:
        return None
    place = {"at": row[0], "fact": key > 0, "n": abs(key)}
    found = c.execute(
        f"""SELECT (SELECT count(*) FROM fact WHERE {facts} AND at >= :at AND (at, 1, seq) > (:at, :fact, :n))
          + (SELECT count(*) FROM activity WHERE {entries} AND last_at >= :at
             AND (last_at, 0, id) > (:at, :fact, :n))""",
        {**values, **place},
    )
    return int(found.fetchone()[0])


def activity_line(c: sqlite3.Connection, key: int) -> ActivityLine | None:
    """One row by its key."""
    return next(iter(_lines(c, [key])), None)


# ---------------------------------------------------------------- how


def _conditions(asked: Filter) -> tuple[str, str, dict[str, Any]]:
    """The WHERE of both tables, without the search."""
    chip = asked.state or "all"
    if chip not in ACTIVITY_CHIPS:
        raise ValueError(f"no such state: {chip}")
    facts, entries = ACTIVITY_CHIPS[chip]
    values: dict[str, Any] = {}
    for sign, name, moment in ((">=", "start", asked.start), ("<=", "end", asked.end)):
        if moment is not None:
            facts += f" AND at {sign} :{name}"
            entries += f" AND last_at {sign} :{name}"
            values[name] = moment
    return facts, entries, values


def _merged(
    c: sqlite3.Connection, asked: Filter, after: tuple[Any, ...], size: int, skip: int
) -> list[tuple[int, int, int]]:
    """`(at, fact or not, number)` of the rows after a row."""
    facts, entries, values = _conditions(asked)
    if after:
        facts += " AND at <= :at AND (at, 1, seq) < (:at, :fact, :n)"
        entries += " AND last_at <= :at AND (last_at, 0, id) < (:at, :fact, :n)"
        values |= dict(zip(("at", "fact", "n"), after, strict=True))
    rows = c.execute(
        f"""SELECT at, 1 AS fact, seq AS n FROM fact WHERE {facts}
        UNION ALL SELECT last_at, 0, id FROM activity WHERE {entries}
        ORDER BY at DESC, fact DESC, n DESC LIMIT :size OFFSET :skip""",
        {**values, "size": size, "skip": skip},
    )
    rows.row_factory = None
    return rows.fetchall()


def _jumped(c: sqlite3.Connection, asked: Filter, offset: int) -> tuple[int, tuple[Any, ...]]:
    """A fact not far before a row in the middle of the list, and how many rows there are up to it.

    Skipping along one index is many times faster than along two merged ones. With as many facts skipped as rows are
    wanted less the activities among them, a few rounds of guessing come near, or it is merged from the start.
    """
    facts, entries, values = _conditions(asked)
    best: tuple[int, tuple[Any, ...]] = (0, ())
    there = c.execute(f"SELECT count(*) FROM fact WHERE {facts}", values).fetchone()[0]
    others = c.execute(f"SELECT count(*) FROM activity WHERE {entries}", values).fetchone()[0]
    among = offset * others // max(1, there + others)  # were they spread evenly
    for _ in range(_GUESSES):
        skip = offset - 1 - among
        row = (
            skip >= 0
            and c.execute(
                f"SELECT at, seq FROM fact WHERE {facts} ORDER BY at DESC, seq DESC LIMIT 1 OFFSET :skip",
                {**values, "skip": skip},
            ).fetchone()
        )
        if not row:
            break
        # At the same moment a fact stands before an activity.
        count = f"SELECT count(*) FROM activity WHERE {entries} AND last_at > :at"
        among = c.execute(count, {**values, "at": row[0]}).fetchone()[0]
        reached = skip + 1 + among
        if reached <= offset:
            best = max(best, (reached, (row[0], 1, row[1])))
        if 0 <= offset - reached <= _FAR:
            break
        among += max(0, reached - offset) // 2  # rather a little too early than too late
    return best


def _key(row: Sequence[int]) -> int:
    return row[2] if row[1] else -row[2]


def _ranked(c: sqlite3.Connection, asked: Filter) -> array[int]:
    """The keys of everything a search finds."""
    memory = remembered(c, _NAME, asked, {}, Ranks)
    if memory.ids is None:
        facts, entries, values = _conditions(asked)
        found, words = _search(asked.search)
        rows = c.execute(
            f"""SELECT at, 1 AS fact, seq AS n FROM fact WHERE seq IN ({found}) AND {facts}
            UNION ALL SELECT last_at, 0, id FROM activity WHERE {_in_entry(words)} AND {entries}
            ORDER BY at DESC, fact DESC, n DESC""",
            {**values, **words},
        )
        rows.row_factory = None
        memory.ids = array("q", (_key(row) for row in rows))
    ids: array[int] = memory.ids
    return ids


def _search(text: str) -> tuple[str, dict[str, Any]]:
    """The numbers of the facts a text finds: those of the payments and orders it finds, and of a ticket's number."""
    payments, values = search.condition(text)
    words = search.words(text)
    for n, word in enumerate(words):
        values.setdefault(f"word{n}", word)
    in_order = " AND ".join(f"instr(lower(merchant_uid || char(10) || name), :word{n})" for n in range(len(words)))
    parts = [
        f"SELECT seq FROM fact WHERE imp_uid IN (SELECT p.imp_uid FROM payment p WHERE {payments})",
        "SELECT seq FROM fact WHERE merchant_uid <> '' AND merchant_uid IN"
        f" (SELECT merchant_uid FROM orders WHERE {in_order})",
    ]
    number = parse_ticket_name(words[0].upper()) if len(words) == 1 else None
    if number is not None:
        parts.append("SELECT seq FROM fact WHERE ticket = :ticket")
        values["ticket"] = number
    return " UNION ".join(parts), values


def _in_entry(values: Mapping[str, Any]) -> str:
    """An entry may name a payment nobody knows: it is looked at itself."""
    names = [name for name in values if name.startswith("word")]
    return " AND ".join(
        f"instr(lower(imp_uid || char(10) || merchant_uid || char(10) || data), :{name})" for name in names
    )


_ABOUT = "p.currency, p.id IS NOT NULL AS known, o.id IS NOT NULL AS ordered"
_JOINED = (
    "LEFT JOIN payment p ON p.imp_uid = {it}.imp_uid AND {it}.imp_uid <> ''"
    " LEFT JOIN orders o ON o.merchant_uid = {it}.merchant_uid AND {it}.merchant_uid <> ''"
)


def _lines(c: sqlite3.Connection, keys: Sequence[int]) -> list[ActivityLine]:
    """The rows of these keys, in their order."""
    facts = c.execute(
        f"""SELECT f.seq, f.at, f.kind, f."by", f.imp_uid, f.merchant_uid, f.ticket, f.data, {_ABOUT}
        FROM fact f {_JOINED.format(it="f")} WHERE f.seq IN (SELECT value FROM json_each(:keys))""",
        {"keys": json.dumps([key for key in keys if key > 0])},
    )
    entries = c.execute(
        f"""SELECT a.*, {_ABOUT} FROM activity a {_JOINED.format(it="a")}
        WHERE a.id IN (SELECT value FROM json_each(:keys))""",
        {"keys": json.dumps([-key for key in keys if key < 0])},
    )
    found = {line.key: line for line in (*map(_fact, facts), *map(_entry, entries))}
    return [found[key] for key in keys if key in found]


def _fact(row: sqlite3.Row) -> ActivityLine:
    data = json.loads(row["data"])
    return ActivityLine(
        key=row["seq"],
        at=row["at"],
        kind=row["kind"],
        way=str(data.get("source") or ""),
        by=row["by"],
        imp_uid=row["imp_uid"],
        merchant_uid=row["merchant_uid"],
        ticket=row["ticket"],
        outcome=str(data.get("outcome") or ""),
        changed=0,
        times=1,
        first_at=row["at"],
        error=False,
        currency=str(data.get("currency") or row["currency"] or ""),
        known=bool(row["known"]),
        ordered=bool(row["ordered"]),
        data=data,
    )


def _entry(row: sqlite3.Row) -> ActivityLine:
    return ActivityLine(
        key=-row["id"],
        at=row["last_at"],
        kind=row["kind"],
        way=row["source"],
        by="",
        imp_uid=row["imp_uid"],
        merchant_uid=row["merchant_uid"],
        ticket=None,
        outcome=row["outcome"],
        changed=row["changed"],
        times=row["times"],
        first_at=row["first_at"],
        error=bool(row["error"]),
        currency=row["currency"] or "",
        known=bool(row["known"]),
        ordered=bool(row["ordered"]),
        data=json.loads(row["data"]),
    )
