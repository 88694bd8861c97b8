"""Write many rows by few statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

_VALUES = 8000
"""How many values one statement carries at most; SQLite may be built with a limit of 32,766."""
_ROWS = 500


def insert(connection: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]], fixed: str = "") -> None:
    """`INSERT INTO {into} VALUES ...` for rows of one length; `fixed` is SQL for values at the end that are the same in
    every row. A row that the tables forbid raises IntegrityError, and
    some before it are written: only inside a transaction that ends with that.

    `executemany` gives the interpreter away and wants it back with every row. Beside a thread that computes, that is
    what takes the time: it has to be waited for each time (docs/decisions/0006).
    """
    if rows and not connection.in_transaction:
        raise RuntimeError("many rows are written inside a transaction")
    start = 0
    for size in _parts(len(rows), len(rows[0]) if rows else 1):
        part = rows[start : start + size]
        connection.execute(_statement(into, len(part[0]), fixed, size), tuple(chain.from_iterable(part)))
        start += size


def _parts(rows: int, width: int) -> Iterator[int]:
    """Whole parts, and what is left in powers of two: few sizes, so that each statement is prepared once and kept."""
    most = max(1, min(_ROWS, _VALUES // width))
    for _ in range(rows // most):
        yield most
    rest = rows % most
    while rest:
        size = 1 << (rest.bit_length() - 1)
        yield size
        rest -= size


@lru_cache(maxsize=64)
def _statement(into: str, width: int, fixed: str, rows: int) -> str:
    one = f"({','.join([*'?' * width, fixed] if fixed else '?' * width)})"
    # OR FAIL: a statement that could be taken back by itself copies every page before it changes it.
    return f"INSERT OR FAIL INTO {into} VALUES {','.join([one] * rows)}"
