"""Tickets and their attempts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import IntegrityError

from paymentdesk.domain.ticket import OPEN, Attempt, Origin, Outcome, Ticket, TicketState
from paymentdesk.store.database import Database
from paymentdesk.store.ledger import meta
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.rows import insert
from paymentdesk.store.tables import AttemptRow, TicketRow

REFUSED_CARRIED_OUT = "refused_carried_out"
"""Kept in `meta` from the first time that a refused request was carried out all the same."""


class AlreadyOpen(Exception):
    """The payment's lock is held: the database's own index says so, whoever wrote it."""


@bound
def create(database: Database, /, **columns: Any) -> int:
    """Write a ticket and answer its number. Raises `AlreadyOpen` when another open one holds the payment."""
    columns["held"] = TicketState(columns["state"]) in OPEN
    try:
        return int(TicketRow.insert(**columns).execute())
    except IntegrityError as error:
        raise AlreadyOpen(columns["imp_uid"]) from error


def create_all(database: Database, rows: Sequence[Mapping[str, Any]]) -> range:
    """Write closed tickets, all with the same columns, and answer their numbers. None of them takes a lock."""
    numbers = range(first := last_number(database) + 1, first + len(rows))
    if rows:
        rest: dict[str, Any] = TicketRow._meta.get_default_dict()
        names = ["id", *(rest | dict(rows[0]))]
        quoted = ", ".join(f'"{name}"' for name in names)
        insert(
            database.db.connection(),
            f"ticket ({quoted})",
            [(number, *(rest | dict(row)).values()) for number, row in zip(numbers, rows, strict=True)],
        )
    return numbers


@bound
def change(database: Database, number: int, /, **columns: Any) -> None:
    """Rewrite columns of a ticket; a new state also takes or frees the lock."""
    if "state" in columns:
        columns["held"] = TicketState(columns["state"]) in OPEN
    try:
        TicketRow.update(**columns).where(TicketRow.id == number).execute()
    except IntegrityError as error:
        raise AlreadyOpen(str(number)) from error


@bound
def row(database: Database, number: int) -> TicketRow | None:
    found: TicketRow | None = TicketRow.get_or_none(TicketRow.id == number)
    return found


@bound
def by_once_key(database: Database, key: str) -> TicketRow | None:
    found: TicketRow | None = TicketRow.get_or_none(TicketRow.once_key == key)
    return found


def last_number(database: Database) -> int:
    """The newest ticket's number, 0 when there is none."""
    return int(database.db.connection().execute("SELECT coalesce(max(id), 0) FROM ticket").fetchone()[0])


def open_among(database: Database, imp_uids: Sequence[str]) -> dict[str, bool]:
    """Which of these payments have tickets, and whether one of them is open."""
    found: dict[str, bool] = {}
    for start in range(0, len(imp_uids), 500):
        part = list(imp_uids[start : start + 500])
        rows = database.db.connection().execute(
            f"SELECT imp_uid, max(held) FROM ticket WHERE imp_uid IN ({','.join('?' * len(part))}) GROUP BY imp_uid",
            part,
        )
        found.update({imp_uid: bool(held) for imp_uid, held in rows})
    return found


@bound
def of_payment(database: Database, imp_uid: str) -> list[Ticket]:
    """All tickets of a payment with their attempts, oldest first."""
    return of_payments(database, [imp_uid]).get(imp_uid, [])


@bound
def of_payments(database: Database, imp_uids: Sequence[str]) -> dict[str, list[Ticket]]:
    found: dict[str, list[Ticket]] = {}
    connection = database.db.connection()
    for start in range(0, len(imp_uids), 500):
        part = list(imp_uids[start : start + 500])
        rows = connection.execute(
            "SELECT id, imp_uid, amount, state, origin FROM ticket "
            f"WHERE imp_uid IN ({','.join('?' * len(part))}) ORDER BY id",
            part,
        ).fetchall()
        attempts = _attempts(connection, [row[0] for row in rows])
        for number, imp_uid, amount, state, origin in rows:
            ticket = Ticket(
                number=number,
                imp_uid=imp_uid,
                amount=amount,
                state=TicketState(state),
                origin=Origin(origin),
                attempts=tuple(attempts.get(number, ())),
            )
            found.setdefault(imp_uid, []).append(ticket)
    return found


def _attempts(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[Attempt]]:
    attempts: dict[int, list[Attempt]] = {}
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        rows = connection.execute(
            "SELECT ticket, n, amount, checksum, sent_at, outcome, seen_entries, answered_by FROM attempt"
            f" WHERE ticket IN ({','.join('?' * len(part))}) ORDER BY ticket, n",
            part,
        )
        for ticket, n, amount, checksum, sent_at, outcome, seen, answered_by in rows:
            entries = frozenset(json.loads(seen))
            attempt = Attempt(ticket, n, amount, checksum, sent_at, Outcome(outcome), entries, answered_by)
            attempts.setdefault(ticket, []).append(attempt)
    return attempts


@bound
def add_attempt(database: Database, attempt: Attempt) -> None:
    AttemptRow.insert(
        ticket=attempt.ticket,
        n=attempt.n,
        amount=attempt.amount,
        checksum=attempt.checksum,
        sent_at=attempt.sent_at,
        outcome=attempt.outcome.value,
        seen_entries=json.dumps(sorted(attempt.seen_entries)),
        answered_by=attempt.answered_by,
    ).execute()


@bound
def answer_attempt(
    database: Database, number: int, n: int, outcome: Outcome, message: str, at: int, *, only_if: Outcome
) -> bool:
    """Write an outcome onto its own attempt, if that is still where it was left (R6)."""
    changed = (
        AttemptRow.update(outcome=outcome.value, message=message, answered_at=at)
        .where((AttemptRow.ticket == number) & (AttemptRow.n == n) & (AttemptRow.outcome == only_if.value))
        .execute()
    )
    return bool(changed)


@bound
def account_for(database: Database, number: int, n: int, entry: str | None) -> None:
    """Say which entry of i'mport's history an attempt is answered by; None takes it back."""
    AttemptRow.update(answered_by=entry).where((AttemptRow.ticket == number) & (AttemptRow.n == n)).execute()


@bound
def rename_answer(database: Database, imp_uid: str, old: str, new: str) -> None:
    """Provisional growth got its entry: attempts answered by it follow."""
    numbers = [r.id for r in TicketRow.select(TicketRow.id).where(TicketRow.imp_uid == imp_uid)]
    AttemptRow.update(answered_by=new).where(
        (AttemptRow.ticket.in_(numbers)) & (AttemptRow.answered_by == old)
    ).execute()


@bound
def sending(database: Database) -> list[TicketRow]:
    return list(TicketRow.select().where(TicketRow.state == TicketState.SENDING.value))


@bound
def ever_settled(database: Database) -> bool:
    """Whether a "no" can be believed here (R1: how refused attempts count): one of the shop's own tickets was settled,
    and none that i'mport had refused."""
    if refused_was_carried_out(database):
        return False
    settled = (
        "SELECT EXISTS (SELECT 1 FROM ticket INDEXED BY ticket_settled WHERE origin = 'desk' AND state = 'cancelled')"
    )
    return bool(database.db.connection().execute(settled).fetchone()[0])


def refused_was_carried_out(database: Database) -> bool:
    """Whether a request that i'mport had refused was ever carried out all the same: then no refusal proves anything."""
    return meta.get(database, REFUSED_CARRIED_OUT) is not None


def refused_carried_out(database: Database, number: int) -> None:
    """i'mport had refused this ticket and shows it carried out: from now on no refusal is believed (R1)."""
    if not refused_was_carried_out(database):
        meta.put(database, REFUSED_CARRIED_OUT, str(number))


@bound
def payments_with_refused(database: Database) -> list[str]:
    """Payments with a refused attempt that nothing accounts for."""
    rows = (
        TicketRow.select(TicketRow.imp_uid)
        .join(AttemptRow, on=(AttemptRow.ticket == TicketRow.id))
        .where((AttemptRow.outcome == Outcome.REFUSED.value) & AttemptRow.answered_by.is_null())
        .distinct()
    )
    return [row.imp_uid for row in rows]


@bound
def exists_attempt(database: Database, number: int, n: int) -> bool:
    return AttemptRow.select().where((AttemptRow.ticket == number) & (AttemptRow.n == n)).exists()


@bound
def attempt_rows(database: Database, number: int) -> list[AttemptRow]:
    return list(AttemptRow.select().where(AttemptRow.ticket == number).order_by(AttemptRow.n))
