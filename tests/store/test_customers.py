"""One buyer by e-mail: everything, whatever the case of the letters, found by an index."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.store import queries
from paymentdesk.store.database import Database

from .conftest import add_order, add_payment, add_ticket


@pytest.fixture
def full(database: Database) -> Database:
    add_order(database, "HB-1", buyer_email="Jack@Example.com", buyer_name="Jack Son")
    add_payment(database, "imp_1", merchant_uid="HB-1", buyer_email="", amount=5400, state="paid", changed_at=5)
    add_payment(
        database, "imp_2", merchant_uid="X", buyer_email="JACK@example.COM", buyer_name="J. Son", amount=900,
        state="partly_cancelled", cancelled=300, changed_at=7,
    )  # fmt: skip
    add_payment(
        database, "imp_3", merchant_uid="Y", buyer_email="jack@example.com", amount=100, state="paid", sandbox=True
    )
    add_payment(database, "imp_4", merchant_uid="Z", buyer_email="jacky@example.com", amount=1, state="paid")
    add_ticket(database, "imp_1", amount=2000, state="waiting")
    add_ticket(database, "imp_2", amount=300, state="cancelled")
    add_ticket(database, "imp_3", amount=100, state="waiting")
    return database


def test_everything_of_a_buyer(full: Database) -> None:
    with full.reader() as reader:
        found = queries.customer(reader, " jack@example.com ")
    assert found is not None
    assert [each.merchant_uid for each in found.orders] == ["HB-1"]
    assert {each.imp_uid for each in found.payments} == {"imp_1", "imp_2", "imp_3"}
    assert [each.state for each in found.tickets] == ["waiting", "waiting", "cancelled"]
    assert (found.orders_total, found.payments_total, found.tickets_total, found.open_tickets) == (1, 3, 3, 2)
    assert set(found.names) == {"Jack Son", "J. Son"}
    # Test payments and tickets on them stay out of every sum.
    assert [tuple(each) for each in found.paid] == [("USD", 2, 6300)]
    assert [tuple(each) for each in found.cancelled] == [("USD", 1, 300)]
    assert [tuple(each) for each in found.waiting] == [("USD", 1, 2000)]


@pytest.mark.parametrize("email", ["", "  ", "nobody@example.com", "%", "example.com"])
def test_nobody(full: Database, email: str) -> None:
    with full.reader() as reader:
        assert queries.customer(reader, email) is None


def test_the_indexes_are_used(full: Database) -> None:
    plans: list[Any] = []
    with full.reader() as reader:
        asked: list[str] = []
        reader.set_trace_callback(asked.append)
        queries.customer(reader, "jack@example.com")
        reader.set_trace_callback(None)
        for statement in [each for each in asked if "NOCASE" in each]:
            plans += [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert not [line for line in plans if line.startswith("SCAN") and "payment" in line]
    assert any("payment_buyer" in line for line in plans)
    assert any("orders_buyer" in line for line in plans)


def test_payments_without_an_order(full: Database) -> None:
    with full.reader() as reader:
        listed = queries.list_payments(reader, queries.Filter(state="no_order"))
        assert {each.imp_uid for each in listed} == {"imp_2", "imp_3", "imp_4"}
        assert queries.count_payments(reader, queries.Filter(state="no_order")) == 3
        assert queries.without_order(reader) == 3
        found = queries.list_payments(reader, queries.Filter(state="no_order", search="jacky"))
        assert [each.imp_uid for each in found] == ["imp_4"]
