"""Where new orders come from: templates, files; and whether a number is free."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from paymentdesk.domain.order import parse_tags
from paymentdesk.domain.order_template import Template


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file that was imported. `left` are its orders that are still here; `undone_at` 0 = it was not undone."""

    number: int
    at: int
    by: str
    file: str
    orders: int
    refused: int
    undone_at: int
    undone_by: str
    kept: int
    left: int


def order_templates(c: sqlite3.Connection) -> list[Template]:
    """All templates by title."""
    rows = c.execute(
        "SELECT title, name, amount, currency, country, kind, note, tags FROM order_template"
        " ORDER BY title COLLATE NOCASE"
    )
    return [Template(**dict(row) | {"tags": parse_tags(row["tags"])}) for row in rows]


def order_imports(c: sqlite3.Connection, limit: int = 50) -> list[ImportLine]:
    """The newest imports first."""
    rows = c.execute(
        'SELECT i.id, i.at, i."by", i.file, i.orders, i.refused, i.undone_at, i.undone_by, i.kept,'
        " (SELECT count(*) FROM orders o WHERE o.import_id = i.id) FROM order_import i ORDER BY i.id DESC LIMIT ?",
        (limit,),
    )
    return [ImportLine(*row) for row in rows]


def number_use(c: sqlite3.Connection, number: str) -> str:
    """Who has a number: `order`, `paid` or `payment` (only i'mport knows it), "" for nobody."""
    if c.execute("SELECT 1 FROM orders WHERE merchant_uid = ?", (number,)).fetchone():
        return "order"
    row = c.execute(
        "SELECT max(cancelled > 0 OR state IN ('paid', 'partly_cancelled', 'cancelled')) FROM payment"
        " WHERE merchant_uid = ?",
        (number,),
    ).fetchone()
    return "" if row[0] is None else "paid" if row[0] else "payment"
