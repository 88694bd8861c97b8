"""Files that orders came from, and which column meant what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from paymentdesk.store.attached import PAYS
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import ImportMappingRow, OrderImportRow, OrderRow


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was imported; `undone_at` 0 while it was not undone, `kept` the orders an undo left alone."""

    id: int
    at: int
    by: str
    file: str
    digest: str
    orders: int
    refused: int
    undone_at: int = 0
    undone_by: str = ""
    kept: int = 0


@bound
def add(database: Database, *, at: int, by: str, file: str, digest: str, orders: int, refused: int) -> int:
    """Write down an import; answers its number."""
    number: int = OrderImportRow.insert(
        at=at, by=by, file=file, digest=digest, orders=orders, refused=refused
    ).execute()
    return number


@bound
def find(database: Database, number: int) -> Import | None:
    row = OrderImportRow.get_or_none(OrderImportRow.id == number)
    return None if row is None else _import(row)


@bound
def of_digest(database: Database, digest: str) -> Import | None:
    """The newest import of the same bytes that was not undone."""
    row = (
        OrderImportRow.select()
        .where((OrderImportRow.digest == digest) & (OrderImportRow.undone_at == 0))
        .order_by(OrderImportRow.id.desc())
        .first()
    )
    return None if row is None else _import(row)


@bound
def undone(database: Database, number: int, *, at: int, by: str, kept: int) -> None:
    OrderImportRow.update(undone_at=at, undone_by=by, kept=kept).where(OrderImportRow.id == number).execute()


@bound
def orders_of(database: Database, number: int) -> list[str]:
    """Numbers of the orders that came with an import, oldest first."""
    rows = OrderRow.select(OrderRow.merchant_uid).where(OrderRow.import_id == number).order_by(OrderRow.id)
    return [row.merchant_uid for row in rows]


@bound
def touched(database: Database, number: int) -> dict[str, str]:
    """The import's orders to which something happened since, with the kind of the newest fact; `payment` for those that
    have a payment."""
    connection = database.db.connection()
    rows = connection.execute(
        f"""SELECT o.merchant_uid,
          EXISTS (SELECT 1 FROM payment p WHERE {PAYS}) AS paid,
          (SELECT f.kind FROM fact f WHERE f.merchant_uid = o.merchant_uid AND f.merchant_uid <> ''
             AND f.kind <> 'order_written'
             AND f.seq > (SELECT max(w.seq) FROM fact w WHERE w.merchant_uid = o.merchant_uid AND w.merchant_uid <> ''
               AND w.kind = 'order_written')
             ORDER BY f.seq DESC LIMIT 1) AS newest
        FROM orders o WHERE o.import_id = ? ORDER BY o.id""",
        (number,),
    )
    return {row[0]: "payment" if row[1] else row[2] for row in rows if row[1] or row[2]}


@bound
def mapping(database: Database, headers: str) -> dict[str, int] | None:
    """What the columns of a file with these headers meant the last time."""
    row = ImportMappingRow.get_or_none(ImportMappingRow.headers == headers)
    return None if row is None else {str(k): int(v) for k, v in json.loads(row.columns).items()}


@bound
def keep_mapping(database: Database, headers: str, columns: Mapping[str, int]) -> None:
    ImportMappingRow.replace(headers=headers, columns=json.dumps(dict(columns), sort_keys=True)).execute()


def _import(row: OrderImportRow) -> Import:
    return Import(**{name: getattr(row, name) for name in Import.__dataclass_fields__})
