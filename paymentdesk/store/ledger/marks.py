"""Marks on payments: what a person said of one, or has to know of it (tables.MarkRow)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import MarkRow

STOP = "stop"
EXCUSED = "excused"
BLIND_SEEN = "blind_seen"
TEST = "test"


@dataclass(frozen=True, slots=True)
class Mark:
    """`at` is UNIX seconds, `why` a word of the program, `note` the person's."""

    at: int
    why: str
    note: str
    by: str


@bound
def get(database: Database, imp_uid: str, kind: str) -> Mark | None:
    row = MarkRow.get_or_none((MarkRow.imp_uid == imp_uid) & (MarkRow.kind == kind))
    return None if row is None else Mark(row.at, row.why, row.note, row.by)


@bound
def put(database: Database, imp_uid: str, kind: str, at: int, *, why: str = "", note: str = "", by: str = "") -> None:
    MarkRow.replace(imp_uid=imp_uid, kind=kind, at=at, why=why, note=note, by=by).execute()


@bound
def drop(database: Database, imp_uid: str, kind: str) -> None:
    MarkRow.delete().where((MarkRow.imp_uid == imp_uid) & (MarkRow.kind == kind)).execute()


@bound
def of(database: Database, kind: str, imp_uids: Sequence[str]) -> dict[str, str]:
    """Which of these payments carry a mark of this kind, with its `why`."""
    found: dict[str, str] = {}
    for start in range(0, len(imp_uids), 500):
        part = list(imp_uids[start : start + 500])
        rows = database.db.connection().execute(
            f"SELECT imp_uid, why FROM mark WHERE kind = ? AND imp_uid IN ({','.join('?' * len(part))})", [kind, *part]
        )
        found.update(rows)
    return found
