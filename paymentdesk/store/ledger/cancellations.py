"""Entries of i'mport's `cancel_history`, and what each is linked to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paymentdesk.domain.payment import Cancellation
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.rows import insert
from paymentdesk.store.tables import CancellationRow

_IN = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded cancellation and what it is linked to."""

    id: int
    cancellation: Cancellation
    ticket: int | None
    n: int | None
    link: str
    question: str
    question_tickets: tuple[int, ...]


def histories(database: Database, imp_uids: Sequence[str]) -> dict[str, tuple[Cancellation, ...]]:
    """Recorded entries of many payments, oldest first by i'mport's time."""
    found: dict[str, tuple[Cancellation, ...]] = {}
    marks = ",".join("?" * len(imp_uids))
    rows = database.db.connection().execute(
        "SELECT imp_uid, entry, amount, cancelled_at, reason, provisional FROM cancellation "
        f"WHERE imp_uid IN ({marks}) ORDER BY cancelled_at, id",
        list(imp_uids),
    )
    for imp_uid, entry, amount, cancelled_at, reason, provisional in rows:
        one = Cancellation(entry, amount, cancelled_at, reason, bool(provisional))
        found[imp_uid] = (*found.get(imp_uid, ()), one)
    return found


def of_payment(database: Database, imp_uid: str) -> list[Entry]:
    """Recorded cancellations of a payment, oldest first by i'mport's time."""
    return of_payments(database, [imp_uid]).get(imp_uid, [])


def of_payments(database: Database, imp_uids: Sequence[str]) -> dict[str, list[Entry]]:
    """Recorded cancellations of payments, oldest first by i'mport's time; payments without any are left out."""
    found: dict[str, list[Entry]] = {}
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        rows = database.db.connection().execute(
            "SELECT imp_uid, id, entry, amount, cancelled_at, reason, provisional, ticket, n, link, question,"
            f" question_tickets FROM cancellation WHERE imp_uid IN ({','.join('?' * len(part))})"
            " ORDER BY cancelled_at, id",
            part,
        )
        for imp_uid, number, entry, amount, at, reason, provisional, ticket, n, link, question, asked in rows:
            one = Entry(
                id=number,
                cancellation=Cancellation(entry, amount, at, reason, bool(provisional)),
                ticket=ticket,
                n=n,
                link=link,
                question=question,
                question_tickets=tuple(int(each) for each in asked.split(",") if each),
            )
            found.setdefault(imp_uid, []).append(one)
    return found


def add(database: Database, imp_uid: str, entry: Cancellation, at: int) -> None:
    add_all(database, [(imp_uid, entry, None)], at)


def add_all(database: Database, entries: Sequence[tuple[str, Cancellation, int | None]], at: int) -> None:
    """Record entries, each with its payment's number and the record that stands for it, if there is one."""
    insert(
        database.db.connection(),
        "cancellation (imp_uid, entry, amount, cancelled_at, reason, provisional, seen_at, ticket, link, question,"
        " question_tickets)",
        [
            (uid, each.entry, each.amount, each.cancelled_at, each.reason, each.provisional, at, ticket)
            for uid, each, ticket in entries
        ],
        fixed="'none', '', ''",
    )


@bound
def rewrite(database: Database, row: int, entry: Cancellation) -> None:
    """Growth that was provisional becomes the entry that explains it; its link stays (R19)."""
    CancellationRow.update(
        entry=entry.entry,
        amount=entry.amount,
        cancelled_at=entry.cancelled_at,
        reason=entry.reason,
        provisional=entry.provisional,
    ).where(CancellationRow.id == row).execute()


@bound
def drop(database: Database, row: int) -> None:
    CancellationRow.delete().where(CancellationRow.id == row).execute()


def link(
    database: Database,
    imp_uid: str,
    entry: str,
    *,
    ticket: int | None = None,
    n: int | None = None,
    link: str = "none",
    question: str = "",
    question_tickets: Sequence[int] = (),
) -> None:
    asked = ",".join(str(number) for number in question_tickets)
    database.db.connection().execute(
        "UPDATE cancellation SET ticket = ?, n = ?, link = ?, question = ?, question_tickets = ?"
        " WHERE imp_uid = ? AND entry = ?",
        (ticket, n, link, question, asked, imp_uid, entry),
    )


def stand_for(database: Database, imp_uid: str, entry: str, ticket: int) -> None:
    """Say which record stands for an entry."""
    database.db.connection().execute(
        "UPDATE cancellation SET ticket = ?, n = NULL, link = 'none', question = '', question_tickets = ''"
        " WHERE imp_uid = ? AND entry = ?",
        (ticket, imp_uid, entry),
    )


def last_id(database: Database) -> int:
    """The newest recorded entry's row, 0 when there is none."""
    return int(database.db.connection().execute("SELECT coalesce(max(id), 0) FROM cancellation").fetchone()[0])


def unasked_after(database: Database, after: int) -> int:
    """Entries recorded since that nobody at this desk asked for, and that were not there before it."""
    rows = database.db.connection().execute(
        "SELECT count(*) FROM cancellation x LEFT JOIN ticket t ON t.id = x.ticket WHERE x.id > ? AND (t.id IS NULL"
        " OR (t.origin = 'elsewhere' AND t.requested_by = '' AND coalesce(t.cause, '') <> 'before_this_desk'))",
        (after,),
    )
    return int(rows.fetchone()[0])


def busiest_day(database: Database, since: int, until_row: int) -> int:
    """The most entries that one day (UTC) has had since then, newer rows than `until_row` left out."""
    rows = database.db.connection().execute(
        "SELECT count(*) AS n FROM cancellation WHERE cancelled_at >= ? AND id <= ? GROUP BY cancelled_at / 86400"
        " ORDER BY n DESC LIMIT 1",
        (since, until_row),
    )
    found = rows.fetchone()
    return 0 if found is None else int(found[0])
