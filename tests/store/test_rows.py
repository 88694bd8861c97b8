"""Many rows by few statements: all of them, in order, once; and what the tables forbid ends the transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.store.rows import _parts, insert


@given(rows=st.integers(0, 3000), width=st.integers(1, 60))
def test_the_parts_are_all_rows_in_few_sizes(rows: int, width: int) -> None:
    parts = list(_parts(rows, width))
    assert sum(parts) == rows
    assert all(size * width <= 8000 for size in parts)
    assert len(set(parts)) <= 10


@pytest.mark.parametrize("count", [0, 1, 7, 500, 1001])
def test_every_row_is_written_once_and_in_order(count: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT, kind TEXT)")
        connection.execute("BEGIN")
        insert(connection, "t (n, word, kind)", [(n, f"w{n}") for n in range(count)], fixed="'x'")
        found = connection.execute("SELECT n, word, kind FROM t ORDER BY n").fetchall()
    assert found == [(n, f"w{n}", "x") for n in range(count)]


def test_a_row_that_may_not_be_ends_the_transaction() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)")
        with pytest.raises(RuntimeError, match="inside a transaction"):
            insert(connection, "t", [(1,)])
        connection.execute("BEGIN")
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, "t", [(1,), (2,), (1,)])
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
