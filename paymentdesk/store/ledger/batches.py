"""Many cancellations confirmed together, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import BatchItemRow, BatchRow


@dataclass(frozen=True, slots=True)
class Batch:
    """`ended_at` is 0 while something of it has not been sent; times are UNIX seconds."""

    number: int
    started_at: int
    ended_at: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One payment of a batch; `result` is "" until it was tried. Amounts are minor units of `currency`."""

    batch: int
    place: int
    imp_uid: str
    amount: int
    seen_left: int
    currency: str
    result: str = ""
    ticket: int | None = None


@bound
def create(database: Database, by: str, reason: str, at: int, items: Sequence[tuple[str, int, int, str]]) -> int:
    """Write a batch of `(imp_uid, amount, seen_left, currency)` and answer its number."""
    number = int(BatchRow.insert(started_at=at, by=by, reason=reason).execute())
    for place, (imp_uid, amount, seen_left, currency) in enumerate(items, start=1):
        BatchItemRow.insert(
            batch=number, place=place, imp_uid=imp_uid, amount=amount, seen_left=seen_left, currency=currency
        ).execute()
    return number


@bound
def get(database: Database, number: int) -> Batch | None:
    row = BatchRow.get_or_none(BatchRow.id == number)
    return None if row is None else _batch(row)


@bound
def unfinished(database: Database) -> list[Batch]:
    """Batches that can be gone on with, oldest first."""
    return [_batch(row) for row in BatchRow.select().where(BatchRow.ended_at == 0).order_by(BatchRow.id)]


@bound
def items(database: Database, number: int) -> list[Item]:
    rows = BatchItemRow.select().where(BatchItemRow.batch == number).order_by(BatchItemRow.place)
    return [Item(r.batch, r.place, r.imp_uid, r.amount, r.seen_left, r.currency, r.result, r.ticket) for r in rows]


@bound
def result(database: Database, number: int, place: int, word: str, ticket: int | None) -> None:
    BatchItemRow.update(result=word, ticket=ticket).where(
        (BatchItemRow.batch == number) & (BatchItemRow.place == place)
    ).execute()


@bound
def end(database: Database, number: int, at: int) -> None:
    BatchRow.update(ended_at=at).where(BatchRow.id == number).execute()


def _batch(row: BatchRow) -> Batch:
    return Batch(row.id, row.started_at, row.ended_at, row.by, row.reason)
