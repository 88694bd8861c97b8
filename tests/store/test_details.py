"""Details, timelines and Today, over rows put into the tables."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.store import audit, queries
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import Database
from paymentdesk.store.queries import Sum
from paymentdesk.store.tables import AttemptRow, CancellationRow, FindingRow, LookRow, Meta, RawRow

from .conftest import add_order, add_payment, add_ticket

NOW, WEEK = 1_000_000, 7 * 86_400


def _entry(database: Database, imp_uid: str, entry: str, **columns: Any) -> None:
    with database.atomic():
        CancellationRow.insert(
            **{"imp_uid": imp_uid, "entry": entry, "amount": 2000, "cancelled_at": 50, "seen_at": 60, **columns}
        ).execute()


def _attempt(database: Database, ticket: int, outcome: str, at: int) -> None:
    with database.atomic():
        AttemptRow.insert(
            ticket=ticket, n=1, amount=2000, checksum=5400, sent_at=at, outcome=outcome, message="no"
        ).execute()


def _needs(database: Database) -> dict[str, queries.NeedRow]:
    with database.reader() as c:
        rows = queries.needs_rows(c, NOW, WEEK)
    found = {row.kind: row for row in rows}
    assert len(found) == len(rows)
    return found


def test_a_payment_whole(database: Database) -> None:
    id_ = add_payment(
        database, "imp_1", state="partly_cancelled", cancelled=1000, excluded=1000, reserved=2000, odd="amount",
        odd_raw=b"{odd}", problems=" amount_differs odd_news ", buyer_email="a@b.c", requestable=False,
    )  # fmt: skip
    add_order(database, "HB-1", note="gift")
    ticket = add_ticket(database, "imp_1", sent_at=10)
    _attempt(database, ticket, "accepted", 10)
    _entry(database, "imp_1", "c-1", ticket=ticket, link="number")
    _entry(database, "imp_1", "c-2", question="other_amount", question_tickets=f"{ticket},7")
    with database.atomic():
        RawRow.insert(payment=id_, body=b"{}").execute()
    with database.reader() as c:
        payment = queries.payment_detail(c, "imp_1", now=NOW, overdue_seconds=WEEK)
        shown = queries.ticket_detail(c, ticket, now=NOW, overdue_seconds=WEEK)
        order = queries.order_detail(c, "HB-1")
        assert queries.payment_detail(c, "imp_2") is None
        assert queries.ticket_detail(c, 99) is None
        assert queries.order_detail(c, "HB-9") is None
    assert payment is not None
    assert (payment.cancellable, payment.order, payment.braked) == (2400, "HB-1", True)
    assert (payment.raw, payment.odd_raw, payment.odd) == (b"{}", b"{odd}", ("amount",))
    assert payment.problems == ("amount_differs", "odd_news")
    assert [each.entry for each in payment.cancellations] == ["c-1", "c-2"]
    assert payment.cancellations[1].question_tickets == (ticket, 7)
    assert shown is not None
    assert shown.overdue
    assert payment.tickets[0].name == shown.name == "T-0001"
    assert shown.cancellations == ("c-1",)
    assert [each.entry for each in shown.entries] == ["c-1", "c-2"]
    assert (shown.attempts[0].outcome, shown.last_sent_at, shown.payment_amount) == ("accepted", 10, 5400)
    assert order is not None
    assert (order.payments, order.note, order.payment_lines[0].imp_uid) == (("imp_1",), "gift", "imp_1")


@pytest.mark.parametrize("state", ["ready", "failed", "cancelled"])
def test_nothing_is_cancellable_unless_it_holds_money(database: Database, state: str) -> None:
    add_payment(database, "imp_1", state=state)
    with database.reader() as c:
        assert queries.list_payments(c, queries.Filter())[0].cancellable == 0


def test_timelines_are_newest_first_with_the_newest_quiet_look(database: Database) -> None:
    ticket = add_ticket(database, "imp_1")
    with database.atomic():
        audit.append(
            database.db,
            [
                Fact(10, "payment_seen", imp_uid="imp_1", merchant_uid="HB-1", data={"amount": 5400}),
                Fact(20, "attempt_sent", imp_uid="imp_1", ticket=ticket, by="Minji"),
                Fact(40, "linked", imp_uid="imp_1", ticket=ticket),
                Fact(15, "order_written", merchant_uid="HB-1"),
            ],
        )
        LookRow.insert(imp_uid="imp_1", first_at=21, last_at=30, times=96, result="unchanged").execute()
        LookRow.insert(imp_uid="imp_2", first_at=21, last_at=99, times=1, result="unchanged").execute()
    with database.reader() as c:
        payment = queries.payment_timeline(c, "imp_1")
        assert [item.kind for item in payment] == ["linked", "look", "attempt_sent", "payment_seen"]
        assert payment[1].data["times"] == 96
        assert [item.kind for item in queries.ticket_timeline(c, ticket)] == ["linked", "look", "attempt_sent"]
        assert [item.kind for item in queries.order_timeline(c, "HB-1")] == ["order_written", "payment_seen"]
        assert queries.ticket_timeline(c, 99) == []


def test_the_figures_keep_currencies_test_payments_and_doubt_apart(database: Database) -> None:
    add_payment(database, "imp_1", paid_at=100)
    add_payment(database, "imp_2", paid_at=110, currency="KRW", amount=18900)
    add_payment(database, "imp_3", paid_at=100, sandbox=True)
    add_payment(database, "imp_4", paid_at=99)
    add_payment(database, "imp_5", paid_at=100, state="failed", status="failed")
    add_ticket(database, "imp_1", sent_at=30)
    add_ticket(database, "imp_2", currency="KRW", state="unconfirmed", sent_at=20)
    add_ticket(database, "imp_3", sent_at=25)
    add_ticket(database, "imp_4", state="cancelled", sent_at=1)
    _entry(database, "imp_4", "c-1", cancelled_at=50)
    _entry(database, "imp_4", "c-2", cancelled_at=49)
    _entry(database, "imp_3", "c-3", cancelled_at=50)
    with database.reader() as c:
        figures = queries.today_figures(c, 100, 50, NOW)
    assert figures.paid_today == [Sum("KRW", 1, 18900), Sum("USD", 1, 5400)]
    assert (figures.waiting_tickets, figures.waiting_sums) == (1, [Sum("USD", 1, 2000)])
    assert figures.unconfirmed_sums == [Sum("KRW", 1, 2000)]
    assert figures.cancelled_month == [Sum("USD", 1, 2000)]
    assert (figures.payments_total, figures.test_uncancelled) == (5, 1)
    assert (figures.open_tickets, figures.oldest_open_at) == (3, 20)


def test_nothing_needs_a_person_in_an_empty_or_quiet_shop(database: Database) -> None:
    assert _needs(database) == {}
    add_payment(database, "imp_1")
    add_ticket(database, "imp_1", sent_at=NOW)
    add_ticket(database, "imp_2", state="draft")
    add_ticket(database, "imp_3", state="cancelled", carried_out=2000)
    add_ticket(database, "imp_4", state="cancelled", cause="before_this_desk", origin="elsewhere")
    add_ticket(database, "imp_5", state="cancelled", cause="console", declared_by="Minji", origin="elsewhere")
    add_payment(database, "imp_6", odd="backwards", odd_since=5)  # one look only (money.md R17)
    add_payment(database, "imp_7", state="cancelled", problems=" amount_differs test_payment ")
    assert _needs(database) == {}


def test_what_needs_a_person(database: Database) -> None:
    add_ticket(database, "imp_1", state="unconfirmed", sent_at=NOW)
    add_ticket(database, "imp_2", sent_at=NOW - WEEK - 1)
    _attempt(database, add_ticket(database, "imp_3", state="draft"), "not_sent", 77)
    late = add_ticket(database, "imp_4", state="cancelled", closed_because="late_truth:rejected", carried_out=2000)
    add_ticket(database, "imp_5", state="cancelled", carried_out=6000)
    add_ticket(database, "imp_6", state="cancelled", origin="elsewhere", cause="unknown", closed_because="second_of:4")
    add_payment(database, "imp_7")
    _entry(database, "imp_7", "c-1", question="which_ticket", question_tickets="1,2")
    add_order(database, "HB-2", amount=12000, problems=" amount_differs paid_twice ")
    add_payment(database, "imp_8", merchant_uid="HB-2", problems=" amount_differs paid_late paid_twice ", paid_at=9)
    for problem in ("amount_differs", "paid_late", "paid_twice"):
        _finding(database, "HB-2", "imp_8", problem)
    _finding(database, "HB-2", "imp_8", "currency_differs", decision="keep")
    add_payment(database, "imp_9", odd="backwards", odd_confirmed=True, odd_since=5, problems=" odd_news ")
    add_payment(database, "imp_10", odd="contradicts", odd_since=6, problems=" record_contradicts ")
    add_payment(database, "imp_11", sandbox=True, problems=" test_payment ")
    needs = _needs(database)
    assert set(needs) == {
        "unconfirmed", "overdue", "not_sent", "late_truth", "more_than_asked", "outside_cancellation", "question",
        "amount_differs", "paid_late", "paid_twice", "odd_news", "record_contradicts", "test_payment",
    }  # fmt: skip
    assert (needs["not_sent"].since, needs["late_truth"].ticket) == (77, late)
    assert needs["late_truth"].data["was"] == "rejected"
    assert needs["outside_cancellation"].data["second_of"] == 4
    assert needs["question"].data["tickets"] == [1, 2]
    assert needs["amount_differs"].data["order_amount"] == 12000
    assert (needs["paid_twice"].merchant_uid, needs["paid_twice"].imp_uid) == ("HB-2", "imp_8")
    assert needs["odd_news"].data["odd"] == ["backwards"]


def _finding(database: Database, merchant_uid: str, imp_uid: str, problem: str, **columns: Any) -> None:
    with database.atomic():
        FindingRow.create(
            merchant_uid=merchant_uid, key=f"{problem}|{imp_uid}", problem=problem, imp_uid=imp_uid, ordered=12000,
            ordered_currency="USD", paid=6000, paid_currency="USD", paid_at=9, found_at=10, **columns,
        )  # fmt: skip


def test_meta(database: Database) -> None:
    with database.atomic():
        Meta.replace(key="mark", value="k7qd").execute()
    with database.reader() as c:
        assert queries.meta(c, "mark") == "k7qd"
        assert queries.meta(c, "nothing") is None
