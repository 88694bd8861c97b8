"""Entries of i'mport's `cancel_history`, and what each is linked to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paymentdesk.domain.payment import Cancellation
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import CancellationRow


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


@bound
def of_payment(database: Database, imp_uid: str) -> list[Entry]:
    """Recorded cancellations of a payment, oldest first by i'mport's time."""
    rows = (
        CancellationRow.select()
        .where(CancellationRow.imp_uid == imp_uid)
        .order_by(CancellationRow.cancelled_at, CancellationRow.id)
    )
    return [
        Entry(
            id=row.id,
            cancellation=Cancellation(row.entry, row.amount, row.cancelled_at, row.reason, bool(row.provisional)),
            ticket=row.ticket,
            n=row.n,
            link=row.link,
            question=row.question,
            question_tickets=tuple(int(n) for n in row.question_tickets.split(",") if n),
        )
        for row in rows
    ]


@bound
def add(database: Database, imp_uid: str, entry: Cancellation, at: int) -> None:
    CancellationRow.insert(
        imp_uid=imp_uid,
        entry=entry.entry,
        amount=entry.amount,
        cancelled_at=entry.cancelled_at,
        reason=entry.reason,
        provisional=entry.provisional,
        seen_at=at,
    ).execute()


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


@bound
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
    CancellationRow.update(
        ticket=ticket,
        n=n,
        link=link,
        question=question,
        question_tickets=",".join(str(number) for number in question_tickets),
    ).where((CancellationRow.imp_uid == imp_uid) & (CancellationRow.entry == entry)).execute()
