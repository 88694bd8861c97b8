"""Lists: counts agree with rows, pages cover each row once, positions are true, the plans use the indexes."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from paymentdesk.store import queries, search
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.queries import Filter
from paymentdesk.store.queries.orders import _LISTING as ORDERS
from paymentdesk.store.queries.payments import _LISTING as PAYMENTS
from paymentdesk.store.queries.tickets import _LISTING as TICKETS
from paymentdesk.store.tables import AttemptRow, OrderRow, PaymentRow, TicketRow

from .conftest import ORDER, PAYMENT, TICKET, add_payment

NOW, WEEK = 5_000, 1_000


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """300 payments, 200 tickets and 60 orders with many equal values, half of the payments indexed."""
    folder: Path = tmp_path_factory.mktemp("lists")
    database = open_database(folder / "ledger.sqlite3", backups=folder)
    dice = random.Random(1)
    states = ("paid", "paid", "failed", "ready", "partly_cancelled", "cancelled")
    with database.atomic():
        for n in range(300):
            columns = {
                "imp_uid": f"imp_{n:04d}", "merchant_uid": f"HB-{n % 80}", "state": dice.choice(states),
                "amount": dice.choice([100, 5400, 18900]), "currency": dice.choice(["USD", "KRW"]),
                "changed_at": dice.randrange(60), "buyer_name": dice.choice(["김민준", "Jack Son", ""]),
                "name": dice.choice(["Tea set", "무선 이어폰"]), "waiting": dice.random() < 0.1,
                "problems": dice.choice(["", "", " amount_differs "]), "sandbox": dice.random() < 0.1,
            }  # fmt: skip
            PaymentRow.insert(**{**PAYMENT, **columns}).execute()
        for n in range(200):
            columns = {
                "imp_uid": f"imp_{n:04d}", "state": dice.choice(list(queries.TICKET_CHIPS)[5:]),
                "requested_at": dice.randrange(NOW), "sent_at": dice.choice([0, dice.randrange(1, NOW)]),
            }  # fmt: skip
            columns["state"] = dice.choice(["waiting", "closed", columns["state"]])
            number = TicketRow.insert(**{**TICKET, **columns}).execute()
            if dice.random() < 0.3:
                sent = {"amount": 1, "checksum": 1, "sent_at": 1, "outcome": "not_sent"}
                AttemptRow.insert(ticket=number, n=1, **sent).execute()
        for n in range(60):
            state = dice.choice(["draft", "awaiting_payment", "paid", "closed_unpaid"])
            row = {**ORDER, "merchant_uid": f"HB-{n}", "state": state, "changed_at": dice.randrange(20)}
            OrderRow.insert(**row, problems=dice.choice(["", " paid_twice "])).execute()
        search.index_pending(database.db, 150)
    yield database
    database.close()


FILTERS = (
    [Filter(state=state) for state in (None, *queries.PAYMENT_CHIPS)]
    + [Filter(sort=sort, descending=down) for sort in PAYMENTS.orders for down in (True, False)]
    + [Filter(state="cancelled", exact=True), Filter(start=10, end=30), Filter(state="paid", start=20)]
    + [Filter(state="paid", sort="amount"), Filter(end=30, sort="state"), Filter(start=99, end=1)]
    + [Filter(search=text) for text in ("민준", "이어폰", "tea", "54.00", "18,900", "Jack HB-1", "%", "zzz")]
    + [Filter(state="paid", search="tea", start=10, end=50, sort="item", descending=False)]
)


@pytest.mark.parametrize("asked", FILTERS, ids=repr)
def test_payments_count_pages_and_positions_agree(ledger: Database, asked: Filter) -> None:
    with ledger.reader() as c:
        count = queries.count_payments(c, asked)
        pages = list(range(0, count + 32, 16))
        random.Random(2).shuffle(pages)  # a person jumps
        found = {page: queries.payments_window(c, asked, page, 16) for page in pages}
        rows = [row for page in sorted(found) for row in found[page]]
        assert len(rows) == count == len({row.imp_uid for row in rows})
        for place in {0, count // 2, count - 1} - {-1} if count else ():
            assert queries.payments_position(c, asked, rows[place].imp_uid) == place
        listed = queries.list_payments(c, replace(asked, offset=3, limit=7))
        assert listed == rows[3:10]
        totals = queries.totals(c, asked)
        assert sum(total.n for total in totals) == sum(not row.sandbox for row in rows)


def test_newest_first(ledger: Database) -> None:
    with ledger.reader() as c:
        rows = queries.list_payments(c, Filter(limit=1000))
    assert all((a.changed_at, a.id) > (b.changed_at, b.id) for a, b in pairwise(rows))


def test_chips_say_what_is_behind_them(ledger: Database) -> None:
    with ledger.reader() as c:
        for chip, count in queries.payment_counts(c).items():
            assert len(queries.list_payments(c, Filter(state=chip, limit=1000))) == count
        for chip, count in queries.order_counts(c).items():
            asked = Filter(state=chip, limit=1000)
            assert len(queries.list_orders(c, asked)) == queries.count_orders(c, asked) == count
        for chip, count in queries.ticket_counts(c, now=NOW, overdue_seconds=WEEK).items():
            asked = Filter(state=chip, limit=1000)
            rows = queries.list_tickets(c, asked, now=NOW, overdue_seconds=WEEK)
            assert len(rows) == count == queries.count_tickets(c, asked, now=NOW, overdue_seconds=WEEK)


def test_a_chip_may_be_wider_than_the_state_of_its_name(ledger: Database) -> None:
    with ledger.reader() as c:
        for exact, states in ((True, {"cancelled"}), (False, {"cancelled", "partly_cancelled"})):
            rows = queries.list_payments(c, Filter(state="cancelled", exact=exact, limit=1000))
            assert {row.state for row in rows} == states
        rows = queries.list_tickets(c, Filter(state="closed", exact=True, limit=1000))
        assert {row.state for row in rows} == {"closed"}


def test_tickets_open_first_and_longest_waiting_first(ledger: Database) -> None:
    with ledger.reader() as c:
        rows = queries.tickets_window(c, Filter(), 0, 1000, now=NOW, overdue_seconds=WEEK)
        opened = [row.state in TICKETS.chips["open"] for row in rows]
        assert opened == sorted(opened, reverse=True)
        since = [row.sent_at or row.requested_at for row in rows if row.state in TICKETS.chips["open"]]
        assert since == sorted(since)
        for row in rows:
            late = NOW - (row.sent_at or row.requested_at) > WEEK
            assert row.overdue == (row.state == "waiting" and late)
        for sort in TICKETS.orders:
            for place in (0, 70, 199):
                asked = Filter(sort=sort)
                (row,) = queries.tickets_window(c, asked, place, 1)
                assert queries.tickets_position(c, asked, row.number) == place
        newest = queries.list_tickets(c, Filter(limit=1000))
        assert [row.requested_at for row in newest] == sorted((r.requested_at for r in rows), reverse=True)


@pytest.mark.parametrize("sort", ORDERS.orders)
def test_orders_window(ledger: Database, sort: str) -> None:
    with ledger.reader() as c:
        for descending in (True, False):
            asked = Filter(sort=sort, descending=descending)
            rows = [row for n in range(0, 70, 9) for row in queries.orders_window(c, asked, n, 9)]
            assert len({row.merchant_uid for row in rows}) == len(rows) == 60
            assert queries.orders_position(c, asked, rows[33].merchant_uid) == 33
            assert rows[0].payments


def test_tickets_and_orders_are_found_by_their_words(ledger: Database) -> None:
    with ledger.reader() as c:
        assert [row.number for row in queries.list_tickets(c, Filter(search="t-0007"))] == [7]
        assert {row.number for row in queries.list_tickets(c, Filter(search="imp_0006"))} == {7}
        assert [row.merchant_uid for row in queries.list_orders(c, Filter(search="imp_0083"))] == ["HB-3"]
        assert queries.count_orders(c, Filter(search="celadon 54.00")) == 60
        assert queries.count_tickets(c, Filter(search="20.00")) == 200


@pytest.mark.parametrize("asked", [Filter(state="nonsense"), Filter(sort="nonsense")])
def test_unknown_words_are_an_error(ledger: Database, asked: Filter) -> None:
    with ledger.reader() as c, pytest.raises(ValueError, match="nonsense"):
        queries.list_payments(c, asked)


def test_what_is_remembered_is_forgotten_when_somebody_writes(database: Database) -> None:
    asked = [Filter(), Filter(sort="buyer"), Filter(search="imp")]
    for n in range(1, 6):
        add_payment(database, f"imp_{n}", changed_at=n % 3)
        for each in asked:
            with database.reader() as c:
                assert queries.count_payments(c, each) == n
                assert len(queries.payments_window(c, each, 0, 3) + queries.payments_window(c, each, 3, 9)) == n


PLANS = {
    Filter(): "USING COVERING INDEX payment_changed_at_id",
    Filter(state="paid"): "USING COVERING INDEX payment_state_changed_at_id (state=?",
    Filter(state="cancelled", exact=True): "USING COVERING INDEX payment_state_changed_at_id (state=?",
    Filter(state="waiting"): "payment_waiting",
    Filter(state="problems"): "payment_problems",
    Filter(state="cancelled"): "payment_with_cancellation",
    Filter(start=1, end=2): "USING COVERING INDEX payment_changed_at_id (changed_at>",
    Filter(sort="amount"): "USING COVERING INDEX payment_amount",
    Filter(sort="payment"): "payment_imp_uid",
    Filter(sort="order"): "payment_merchant_uid",
    Filter(sort="state"): "USING COVERING INDEX payment_state_changed_at_id",
}


@pytest.mark.parametrize("asked", PLANS, ids=repr)
def test_a_page_is_read_from_its_index_without_sorting(ledger: Database, asked: Filter) -> None:
    where, parameters = PAYMENTS.condition(asked, {})
    with ledger.reader() as c:
        plan = _plan(c, f"{where} ORDER BY {PAYMENTS._order(asked)} LIMIT 128", parameters)
    assert PLANS[asked] in plan
    assert "TEMP B-TREE" not in plan


def _plan(c: sqlite3.Connection, rest: str, parameters: dict[str, object]) -> str:
    rows = c.execute(f"EXPLAIN QUERY PLAN SELECT p.id FROM payment p WHERE {rest}", parameters)
    return " | ".join(row[3] for row in rows)
