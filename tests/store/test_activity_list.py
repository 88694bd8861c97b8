"""Activity as one list: the same rows, pages and places as a plain sort of everything; sources and coverage."""

from __future__ import annotations

import itertools
import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.store import audit, ledger, queries
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.activity import Activity
from paymentdesk.store.queries import Filter, Span
from paymentdesk.store.queries.health import merged

from .conftest import add_order, add_payment

TIMES = st.integers(1, 12)
FACTS = st.builds(
    Fact,
    at=TIMES,
    kind=st.sampled_from(["payment_seen", "ticket_requested", "attempt_answer", "odd_news"]),
    imp_uid=st.sampled_from(["", "imp_1", "imp_2"]),
    by=st.sampled_from(["", "Minji"]),
    data=st.sampled_from([{}, {"outcome": "accepted"}, {"outcome": "silent"}]),
)
ENTRIES = st.builds(
    Activity,
    at=TIMES,
    kind=st.sampled_from(ledger.activity.KINDS),
    source=st.just("poll"),
    imp_uid=st.sampled_from(["", "imp_1"]),
    outcome=st.sampled_from(["changed", "failed"]),
    changed=st.just(1),
)
FILTERS = st.builds(
    Filter,
    state=st.sampled_from([None, *queries.ACTIVITY_CHIPS]),
    search=st.sampled_from(["", "imp_1"]),
    start=st.none() | TIMES,
    end=st.none() | TIMES,
)


def _shows(asked: Filter, line: queries.ActivityLine) -> bool:
    fact = line.key > 0
    failed = line.kind == "odd_news" or (line.kind == "attempt_answer" and line.outcome != "accepted")
    chips = {
        "looks": line.kind in ("round", "look"),
        "webhooks": line.kind in ("webhook", "connection"),
        "requests": line.kind in ("ticket_requested", "attempt_answer", "request"),
        "people": bool(line.by),
        "errors": failed if fact else line.error,
    }
    return (
        chips.get(asked.state or "all", True)
        and (asked.start is None or line.at >= asked.start)
        and (asked.end is None or line.at <= asked.end)
        and (asked.search in line.imp_uid)
    )


@pytest.mark.parametrize("far", [10_000, 0])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.lists(FACTS, max_size=10),
    entries=st.lists(ENTRIES, max_size=10),
    asked=FILTERS,
    starts=st.lists(st.integers(0, 21), max_size=4),
)
def test_it_is_everything_newest_first(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    far: int,
    facts: list[Fact],
    entries: list[Activity],
    asked: Filter,
    starts: list[int],
) -> None:
    monkeypatch.setattr("paymentdesk.store.queries.activity._FAR", far)
    with database.atomic():
        for table in ("fact", "activity", "payment"):
            database.db.execute_sql(f"DELETE FROM {table}")
        audit.append(database.db, facts)
        ledger.activity.record(database, entries)
    add_payment(database, "imp_1")
    with database.reader() as connection:
        whole = queries.activity_window(connection, Filter(), 0, 100)
        assert len(whole) == len(facts) + len(entries)
        assert [line.at for line in whole] == sorted((line.at for line in whole), reverse=True)
        expected = [line.key for line in whole if _shows(asked, line)]
        assert queries.count_activity(connection, asked) == len(expected)
        for start in [*starts, 0]:
            page = queries.activity_window(connection, asked, start, 3)
            assert [line.key for line in page] == expected[start : start + 3]
        for line in whole:
            place = expected.index(line.key) if line.key in expected else None
            assert queries.activity_position(connection, asked, line.key) == place
        counts = queries.activity_counts(connection)
        assert counts["all"] == len(whole)


@pytest.mark.parametrize("burst", [1, 7, 30])
def test_a_jump_lands_never_behind_what_is_wanted(
    database: Database, monkeypatch: pytest.MonkeyPatch, burst: int
) -> None:
    monkeypatch.setattr("paymentdesk.store.queries.activity._FAR", 0)
    with database.atomic():
        audit.append(database.db, [Fact(n, "payment_seen") for n in range(60)])
        entries = [Activity(n // burst * burst, "look", "person", f"imp_{n}", outcome="changed") for n in range(60)]
        ledger.activity.record(database, entries)
    with database.reader() as connection:
        expected = [line.key for line in queries.activity_window(connection, Filter(), 0, 200)]
    for start in range(0, 120):
        database.close()  # nothing is remembered: every page is a jump
        with database.reader() as connection:
            page = queries.activity_window(connection, Filter(), start, 2)
            assert [line.key for line in page] == expected[start : start + 2]


def _found(database: Database, text: str) -> list[str]:
    with database.reader() as connection:
        return [line.kind for line in queries.list_activity(connection, Filter(search=text))]


def test_a_number_finds_what_it_is_about(database: Database) -> None:
    add_payment(database, "imp_84120060021", merchant_uid="HB-20007", buyer_name="김민지")
    add_order(database, "HB-30000", name="Celadon cup")
    with database.atomic():
        audit.append(
            database.db,
            [
                Fact(1, "payment_seen", imp_uid="imp_84120060021", merchant_uid="HB-20007"),
                Fact(2, "order_written", merchant_uid="HB-30000"),
                Fact(3, "ticket_move", ticket=413),
                Fact(4, "batch_started"),
            ],
        )
        ledger.activity.record(database, [Activity(5, "webhook", "relay", data={"imp_uid": "imp_not_ours"})])
    for text, kinds in (
        ("imp_84120060021", ["payment_seen"]),
        ("0060021", ["payment_seen"]),
        ("HB-20007", ["payment_seen"]),
        ("민지", ["payment_seen"]),
        ("HB-3", ["order_written"]),
        ("T-0413", ["ticket_move"]),
        ("t-413", ["ticket_move"]),
        ("not_ours", ["webhook"]),
        ("imp_", ["webhook", "payment_seen"]),
        ("nothing", []),
        ("'; DROP TABLE fact", []),
    ):
        assert _found(database, text) == kinds, text


def test_a_row_has_what_its_sentence_needs(database: Database) -> None:
    add_payment(database, "imp_1", currency="KRW")
    with database.atomic():
        audit.append(database.db, [Fact(1, "cancelled_more", imp_uid="imp_1", by="Minji", data={"amount": 5})])
        ledger.activity.record(database, [Activity(2, "look", "person", "imp_1", outcome="unchanged")] * 3)
    with database.reader() as connection:
        look, fact = queries.list_activity(connection, Filter())
        assert (fact.currency, fact.by, fact.data) == ("KRW", "Minji", {"amount": 5})
        assert (look.times, look.way, look.outcome) == (3, "person", "unchanged")
        assert queries.activity_line(connection, look.key) == look
        assert queries.activity_line(connection, 99) is None
        with pytest.raises(ValueError, match="no such state"):
            queries.count_activity(connection, Filter(state="nonsense"))


def _plan(connection: sqlite3.Connection, chip: str) -> list[str]:
    steps: list[str] = []
    connection.set_trace_callback(steps.append)
    queries.activity_window(connection, Filter(state=chip), 0, 10)
    connection.set_trace_callback(None)
    query = next(step for step in steps if "UNION ALL" in step)
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]


@pytest.mark.parametrize("chip", list(queries.ACTIVITY_CHIPS))
def test_every_chip_is_read_along_an_index(database: Database, chip: str) -> None:
    own = {
        "looks": {"activity_looks"},
        "webhooks": {"activity_webhooks"},
        "requests": {"fact_requests", "activity_requests"},
        "people": {"fact_people"},
        "errors": {"fact_errors", "activity_errors"},
    }
    with database.reader() as connection:
        plan = _plan(connection, chip)
        used = {word for step in plan for word in step.split()}
        assert own.get(chip, {"fact_at", "activity_last_at_id"}) <= used
        for step in plan:
            assert not step.startswith("SCAN") or "INDEX" in step, step
            assert step != "USE TEMP B-TREE FOR ORDER BY", "only equal times are sorted"


# ---------------------------------------------------------------- health


SPANS = st.lists(st.builds(Span, st.integers(0, 40), st.integers(0, 40)), max_size=8)


@given(windows=SPANS)
def test_spans_cover_the_same_time(windows: list[Span]) -> None:
    def moments(spans: Any) -> set[int]:
        return {moment for span in spans for moment in range(span.start, span.end)}

    spans = merged(windows)
    assert moments(spans) == moments(windows)
    assert all(one.end < other.start for one, other in itertools.pairwise(spans))


def test_what_is_complete_is_said_once(database: Database) -> None:
    add_payment(database, "imp_1", paid_at=150)
    with database.reader() as connection:
        nothing = queries.coverage(connection, 10)
    assert (nothing.spans, nothing.complete_up_to, nothing.first_at) == ((), None, 150)
    with database.atomic():
        ledger.meta.covered(database, 100, 200, 900)
        ledger.meta.covered(database, 190, 300, 901)
        ledger.meta.put(database, "read_since", "500")
        ledger.meta.put(database, "watermark", "800")
    with database.reader() as connection:
        read = queries.coverage(connection, 10)
        assert queries.complete_up_to(connection, 10) == 810
    assert read.spans == (Span(100, 300), Span(500, 810))
    assert (read.complete_from, read.complete_up_to) == (500, 810)


def test_sources_stand_in_their_order(database: Database) -> None:
    with database.atomic():
        ledger.activity.source_failed(database, "relay", 5, "unreachable", next_try_at=9)
        ledger.activity.source_ok(database, "poll", 4, lag=2)
    with database.reader() as connection:
        poll, relay = queries.sources(connection)
    assert (poll.name, poll.ok_at, poll.lag, poll.failing_since) == ("poll", 4, 2, 0)
    assert (relay.name, relay.failing_since, relay.error, relay.next_try_at) == ("relay", 5, "unreachable", 9)
