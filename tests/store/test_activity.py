"""Entries of activity: counted, pruned, bounded; how each source is doing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.store import audit, migrations
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.ledger import activity
from paymentdesk.store.ledger.activity import Activity

DAY = 86400


def _rows(database: Database, table: str = "activity") -> list[dict[str, Any]]:
    with database.reader() as connection:
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]


def test_repeats_are_counted_on_one_row(database: Database) -> None:
    entries = [Activity(at, "round", "poll", outcome="unchanged", data={"seen": at}) for at in (100, 130, 160)]
    activity.record(database, entries)
    (row,) = _rows(database)
    assert (row["first_at"], row["last_at"], row["times"], row["error"]) == (100, 160, 3, 0)
    assert json.loads(row["data"]) == {"seen": 160}


def test_another_source_in_between_does_not_end_the_counting(database: Database) -> None:
    for at in range(0, 100, 10):
        activity.record(
            database,
            [
                Activity(at, "round", "poll", outcome="unchanged"),
                Activity(at, "webhook", "receiver", imp_uid="imp_1", outcome="unchanged"),
            ],
        )
    assert [row["times"] for row in _rows(database)] == [10, 10]


@pytest.mark.parametrize(
    "second",
    [
        Activity(20, "round", "poll", outcome="failed"),
        Activity(20, "round", "poll", outcome="unchanged", changed=1),
        Activity(20, "round", "full", outcome="unchanged"),
        Activity(20, "look", "poll", outcome="unchanged"),
        Activity(20, "round", "poll", outcome="unchanged", imp_uid="imp_1"),
        Activity(20, "round", "poll", outcome="unchanged", merchant_uid="HB-1"),
        Activity(20 + activity.COUNTED_FOR, "round", "poll", outcome="unchanged"),
    ],
)
def test_what_says_something_else_is_a_row_of_its_own(database: Database, second: Activity) -> None:
    activity.record(database, [Activity(10, "round", "poll", outcome="unchanged"), second])
    assert [row["times"] for row in _rows(database)] == [1, 1]


def test_what_changed_is_never_counted_away(database: Database) -> None:
    activity.record(database, [Activity(at, "look", "person", "imp_1", outcome="changed", changed=1) for at in (1, 2)])
    assert [row["changed"] for row in _rows(database)] == [1, 1]


def test_errors_are_marked(database: Database) -> None:
    words = ("changed", "failed", "connected", "lost", "limited", "stopped")
    activity.record(database, [Activity(1, "connection", "relay", outcome=word) for word in words])
    assert [row["outcome"] for row in _rows(database) if row["error"]] == ["failed", "lost", "limited"]


def test_old_entries_go(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "PRUNE_EVERY", 10)
    entries = [Activity(n * DAY, "look", "person", f"imp_{n}", outcome="changed") for n in range(100)]
    activity.record(database, entries, 30)
    assert min(row["first_at"] for row in _rows(database)) >= (99 - 30) * DAY
    activity.prune(database, 98 * DAY)
    assert len(_rows(database)) == 2


def test_a_flood_does_not_grow_the_table(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "PRUNE_EVERY", 10)
    monkeypatch.setattr(activity, "MOST_ROWS", 50)
    entries = [Activity(1, "webhook", "receiver", f"imp_{n}", outcome="unknown_payment") for n in range(500)]
    activity.record(database, entries)
    assert len(_rows(database)) <= 60


def test_long_data_is_cut(database: Database) -> None:
    activity.record(database, [Activity(1, "webhook", "receiver", outcome="unreadable", data={"body": "x" * 10**6})])
    (row,) = _rows(database)
    assert len(row["data"]) <= activity.MOST_DATA
    assert json.loads(row["data"])["cut"]


_ENTRIES = st.builds(
    Activity,
    at=st.integers(0, 20_000),
    kind=st.sampled_from(activity.KINDS[:2]),
    source=st.sampled_from(activity.SOURCES[:2]),
    imp_uid=st.sampled_from(["", "imp_1"]),
    outcome=st.sampled_from(["unchanged", "failed"]),
    changed=st.integers(0, 1),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.lists(_ENTRIES, max_size=5), max_size=4))
def test_nothing_is_lost_by_counting(database: Database, parts: list[list[Activity]]) -> None:
    with database.atomic():
        database.db.execute_sql("DELETE FROM activity")
    for part in parts:
        activity.record(database, part)
    entries = [entry for part in parts for entry in part]
    rows = _rows(database)
    assert sum(row["times"] for row in rows) == len(entries)
    assert sum(row["changed"] for row in rows) == sum(entry.changed for entry in entries)
    assert all(row["first_at"] <= row["last_at"] < row["first_at"] + activity.COUNTED_FOR for row in rows)


# ---------------------------------------------------------------- sources


def test_a_source_tells_since_when_it_fails(database: Database) -> None:
    activity.source_ok(database, "poll", 10, lag=4)
    activity.source_failed(database, "poll", 20, "unreachable", next_try_at=50)
    activity.source_failed(database, "poll", 50, "busy")
    (row,) = _rows(database, "source")
    assert row == {
        "name": "poll", "ok_at": 10, "lag": 4, "failed_at": 50, "failing_since": 20, "error": "busy",
        "next_try_at": None,
    }  # fmt: skip
    activity.source_ok(database, "poll", 60)
    (row,) = _rows(database, "source")
    assert (row["failing_since"], row["failed_at"], row["error"], row["lag"]) == (0, 50, "busy", 4)
    activity.source_dropped(database, "poll")
    assert _rows(database, "source") == []


def test_a_source_that_never_worked(database: Database) -> None:
    activity.source_failed(database, "relay", 20, "unreachable")
    (row,) = _rows(database, "source")
    assert (row["ok_at"], row["failing_since"]) == (0, 20)


# ---------------------------------------------------------------- the step


def _open_at(path: Path, steps: int, monkeypatch: pytest.MonkeyPatch) -> Database:
    with monkeypatch.context() as patched:
        patched.setattr("paymentdesk.store.database.MIGRATIONS", migrations.MIGRATIONS[:steps])
        return open_database(path, backups=path.parent / "backups")


@pytest.mark.parametrize(("facts", "expected"), [(0, []), (3, ["3"])])
def test_what_was_known_before_is_no_news(
    path: Path, monkeypatch: pytest.MonkeyPatch, facts: int, expected: list[str]
) -> None:
    old = _open_at(path, 1, monkeypatch)
    with old.atomic():
        audit.append(old.db, [Fact(n, "outside") for n in range(facts)])
    old.close()
    open_database(path, backups=path.parent / "backups").close()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'noticed_up_to'").fetchall()
    assert [row[0] for row in found] == expected
