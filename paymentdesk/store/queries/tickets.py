"""The list of cancellation tickets: what is open and waits longest first, or newest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from paymentdesk.domain import ageing
from paymentdesk.domain.ticket import OPEN, TicketState, ticket_name
from paymentdesk.store import search
from paymentdesk.store.queries.expectations import Expectations, expectations, late_tickets
from paymentdesk.store.queries.lines import AttemptLine, Filter, TicketLine
from paymentdesk.store.queries.window import Listing, Order, rows_of

OVERDUE_SECONDS = 7 * 86400

_OPEN = "t.state IN ('draft', 'needs_approval', 'sending', 'waiting', 'unconfirmed')"  # as its index says
_SINCE = "CASE t.sent_at WHEN 0 THEN t.requested_at ELSE t.sent_at END"
_TRIED = "EXISTS (SELECT 1 FROM attempt a WHERE a.ticket = t.id)"
_STATES = frozenset(state.value for state in TicketState)

TICKET_CHIPS = {
    "all": "1",
    "open": _OPEN,
    "waiting": "t.state = 'waiting'",
    # Somebody has to do something: no answer, could not be sent, or waiting for too long.
    "attention": f"(t.state = 'unconfirmed' OR (t.state = 'draft' AND {_TRIED})"
    " OR t.id IN (SELECT value FROM json_each(:late)))",
    "closed": f"NOT {_OPEN}",
    **{state: f"t.state = '{state}'" for state in _STATES - {"waiting", "closed"}},
}

_LISTING = Listing(
    table="ticket t",
    alias="t",
    joins="LEFT JOIN payment p ON p.imp_uid = t.imp_uid",
    chips=TICKET_CHIPS,
    states=_STATES,
    time="t.requested_at",
    told='t.id IN (SELECT n.ticket FROM notice n WHERE n."group" = :notice AND NOT n.muted)',
    orders={
        "": Order(
            fixed=f"{_OPEN} DESC, CASE WHEN {_OPEN} THEN {_SINCE} ELSE -max(t.closed_at, t.requested_at) END,"
            " t.id DESC"
        ),
        "time": Order(("t.requested_at", "t.id"), walkable=True),
        "ticket": Order(("t.id",), walkable=True),
        "payment": Order(("t.imp_uid", "t.id"), walkable=True),
        "order": Order(("t.merchant_uid", "t.id")),
        "amount": Order(("t.currency", "t.amount", "t.id")),
        "state": Order(("t.state", "t.requested_at", "t.id")),
        "age": Order((_SINCE, "t.id")),
        "buyer": Order(("p.buyer_name", "t.id")),
        "reason": Order(("t.reason", "t.id")),
    },
    search=search.everywhere(
        "t.amount", "t.currency", "printf('T-%04d', t.id)", "t.imp_uid", "t.merchant_uid", "t.reason",
        "t.note",
        "t.message", "t.requested_by", "t.declared_by", "p.buyer_name", "p.buyer_email", "p.name", "p.method",
        "p.country",
    ),
)  # fmt: skip

_LINE = """
SELECT t.id AS number, t.imp_uid, t.merchant_uid, t.amount, coalesce(p.amount, 0) AS payment_amount,
t.carried_out,
  t.currency, t.state, t.known_by, t.link, t.reason, t.message, t.note, t.requested_by, t.requested_at,
  t.sent_at,
  t.closed_at, t.closed_because, t.declared_by, t.origin, t.cause, t."where", t.reviewed, t.checked_at,
  coalesce(p.test, 0) AS test, coalesce(p.method, '') AS method, p.country,
  coalesce(p.buyer_name, '') AS buyer_name
FROM ticket t LEFT JOIN payment p ON p.imp_uid = t.imp_uid
WHERE t.id IN (SELECT value FROM json_each(:ids))
"""


def list_tickets(
    c: sqlite3.Connection, asked: Filter, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS
) -> list[TicketLine]:
    """`asked.limit` tickets from `asked.offset` on, newest request first unless asked otherwise."""
    asked = replace(asked, sort=asked.sort or "time")
    return tickets_window(c, asked, asked.offset, asked.limit, now=now, overdue_seconds=overdue_seconds)


def tickets_window(
    c: sqlite3.Connection,
    asked: Filter,
    offset: int,
    size: int,
    *,
    now: int = 0,
    overdue_seconds: int = OVERDUE_SECONDS,
) -> list[TicketLine]:
    """The tickets in the rows `offset` to `offset + size`: open ones first, of them the one sent longest ago
    first. `now` is UNIX seconds; a waiting ticket is overdue past the time nine of ten similar ones took, or past
    `overdue_seconds` while nothing is known of similar ones (domain/ageing.py)."""
    ids = _LISTING.ids(c, asked, offset, size, **_values(c, asked, now, overdue_seconds))
    return ticket_lines(c, ids, now=now, overdue_seconds=overdue_seconds)


def tickets_position(
    c: sqlite3.Connection,
    asked: Filter,
    number: int,
    *,
    now: int = 0,
    overdue_seconds: int = OVERDUE_SECONDS,
) -> int | None:
    """In which row of the window a ticket stands, from 0; None if the list does not show it."""
    return _LISTING.position(c, asked, number, **_values(c, asked, now, overdue_seconds))


def count_tickets(c: sqlite3.Connection, asked: Filter, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS) -> int:
    """How many tickets the list has in all."""
    return _LISTING.count(c, asked, **_values(c, asked, now, overdue_seconds))


def ticket_counts(c: sqlite3.Connection, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS) -> dict[str, int]:
    """How many tickets stand behind each chip."""
    counts = {}
    for chip in ("open", "waiting", "attention", "all"):
        found = c.execute(
            f"SELECT count(*) FROM ticket t WHERE {TICKET_CHIPS[chip]}",
            {"late": _late(c, now, overdue_seconds)},
        )
        counts[chip] = int(found.fetchone()[0])
    return {**counts, "closed": counts["all"] - counts["open"]}


def ticket_lines(c: sqlite3.Connection, numbers: Sequence[int], *, now: int, overdue_seconds: int) -> list[TicketLine]:
    """Tickets by number, in the order given."""
    attempts = _attempts(c, numbers)
    entries = _entries(c, numbers)
    learnt = expectations(c, now)
    return [
        _line(row, attempts.get(row["number"], []), entries.get(row["number"], []), learnt, now, overdue_seconds)
        for row in rows_of(c, _LINE, numbers)
    ]


def _line(
    row: sqlite3.Row,
    attempts: Sequence[AttemptLine],
    entries: Sequence[str],
    learnt: Expectations,
    now: int,
    overdue_seconds: int,
) -> TicketLine:
    expected = learnt.of(row["method"], row["country"], row["number"])
    age = now - (row["sent_at"] or row["requested_at"])
    return TicketLine(
        **{name: row[name] for name in row.keys() if name != "test"},  # noqa: SIM118 - a Row is no dict
        name=ticket_name(row["number"]),
        overdue=row["state"] == TicketState.WAITING and ageing.overdue(age, expected, overdue_seconds),
        expected=expected,
        cancellations=tuple(entries),
        attempts=tuple(attempts),
        test=bool(row["test"]),
    )


def _attempts(c: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[AttemptLine]]:
    found: dict[int, list[AttemptLine]] = {}
    rows = c.execute(
        "SELECT ticket, n, sent_at, outcome, message FROM attempt"
        " WHERE ticket IN (SELECT value FROM json_each(?)) ORDER BY ticket, n",
        (json.dumps(list(numbers)),),
    )
    for ticket, *values in rows:
        found.setdefault(ticket, []).append(AttemptLine(*values))
    return found


def _entries(c: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = c.execute(
        "SELECT ticket, entry FROM cancellation WHERE ticket IN (SELECT value FROM json_each(?))"
        " ORDER BY cancelled_at, id",
        (json.dumps(list(numbers)),),
    )
    for ticket, entry in rows:
        found.setdefault(ticket, []).append(entry)
    return found


def _values(c: sqlite3.Connection, asked: Filter, now: int, overdue_seconds: int) -> dict[str, Any]:
    return {"late": _late(c, now, overdue_seconds)} if asked.state == "attention" else {}


def _late(c: sqlite3.Connection, now: int, overdue_seconds: int) -> str:
    return json.dumps(sorted(late_tickets(c, now, overdue_seconds)))


assert {state.value for state in OPEN} == set(_OPEN.split("'")[1::2])
