"""Write many rows by few statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

_VALUES = 2000
"""How many values one statement carries: some tens of rows. Larger ones are slower, and SQLite has a limit."""


def insert(connection: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """`INSERT INTO {into} VALUES ...` for rows of one length.

    `executemany` gives the interpreter away and wants it back with every row. Beside a thread that computes, that is
    what takes the time: it has to be waited for each time (docs/decisions/0006).
    """
    width = len(rows[0]) if rows else 1
    step = max(1, _VALUES // width)
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        connection.execute(_statement(into, width, len(part)), tuple(chain.from_iterable(part)))


@lru_cache(maxsize=64)
def _statement(into: str, width: int, rows: int) -> str:
    one = f"({','.join('?' * width)})"
    return f"INSERT INTO {into} VALUES {','.join([one] * rows)}"
