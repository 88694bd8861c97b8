"""The chain shows every change, insertion and removal."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.store import audit
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import Database

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)
FACTS = st.builds(
    Fact,
    at=st.integers(0, 2**40),
    kind=st.text(max_size=8),
    imp_uid=st.sampled_from(["", "imp_1", "imp_2"]),
    merchant_uid=st.sampled_from(["", "HB-1"]),
    ticket=st.none() | st.integers(1, 3),
    by=st.text(max_size=5),
    data=st.dictionaries(st.text(), JSON, max_size=3),
    raw_digest=st.text(max_size=5),
)


def _append(database: Database, *facts: Fact) -> None:
    with database.atomic():
        audit.append(database.db, facts)


def _verify(database: Database) -> list[str]:
    with database.reader() as connection:
        return audit.verify(connection)


@given(values=st.lists(st.none() | st.integers(-(2**60), 2**60) | st.text(), max_size=4))
def test_the_chain_hashes_what_any_json_writer_writes(values: list[object]) -> None:
    """A chain written by an older version, or read by another program, is the same chain."""
    text = json.dumps(["0" * 64, *values], ensure_ascii=False, separators=(",", ":"))
    assert audit._hash("0" * 64, values) == hashlib.sha256(text.encode()).hexdigest()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.lists(FACTS, max_size=4), max_size=4))
def test_what_is_appended_reads_back_and_verifies(database: Database, parts: list[list[Fact]]) -> None:
    with database.atomic():
        database.db.execute_sql("DELETE FROM fact")
        database.db.execute_sql("DELETE FROM meta")
    for part in parts:
        _append(database, *part)
    written = [fact for part in parts for fact in part]
    with database.reader() as connection:
        assert audit.verify(connection) == []
        for number in (1, 2, 3):
            found = audit.facts_of(connection, ticket=number)
            expected = [fact for fact in written if fact.ticket == number]
            assert [fact.data for fact in found] == [fact.data for fact in expected]
            assert [fact.seq for fact in found] == sorted(fact.seq for fact in found)
        either = audit.facts_of(connection, imp_uid="imp_1", merchant_uid="HB-1")
        assert len(either) == sum(fact.imp_uid == "imp_1" or fact.merchant_uid == "HB-1" for fact in written)
        assert audit.facts_of(connection) == []


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE fact SET data = '{\"amount\":1}' WHERE seq = 3",
        "UPDATE fact SET at = at + 1 WHERE seq = 1",
        "UPDATE fact SET \"by\" = 'somebody else' WHERE seq = 5",
        "UPDATE fact SET ticket = 9 WHERE seq = 2",
        "DELETE FROM fact WHERE seq = 3",
        "DELETE FROM fact WHERE seq = 1",
        "DELETE FROM fact WHERE seq = 5",
        "DELETE FROM fact",
        "UPDATE fact SET seq = 6 WHERE seq = 5",
        "UPDATE fact SET hash = 'x' WHERE seq = 5",
        "INSERT INTO fact SELECT 6, at, kind, imp_uid, merchant_uid, ticket, 'me', data, raw_digest, hash, 'x'"
        " FROM fact WHERE seq = 5",
        "UPDATE meta SET value = '9 x' WHERE key = 'fact_head'",
    ],
)
def test_tampering_shows(database: Database, tamper: str) -> None:
    for n in range(5):
        _append(database, Fact(n, "seen", imp_uid=f"imp_{n}", ticket=n, data={"amount": n}))
    assert _verify(database) == []
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute(tamper)
    assert _verify(database)


def test_facts_belong_to_a_transaction(database: Database) -> None:
    with pytest.raises(RuntimeError):
        audit.append(database.db, [Fact(1, "seen")])


def test_the_order_is_that_of_the_ledger_not_of_the_clock(database: Database) -> None:
    _append(database, Fact(20, "later", imp_uid="imp_1"), Fact(10, "earlier", imp_uid="imp_1"))
    with database.reader() as connection:
        assert [fact.kind for fact in audit.facts_of(connection, imp_uid="imp_1")] == ["later", "earlier"]
