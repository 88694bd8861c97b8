"""An order whose payment is not what was ordered: not shipped until a person decides, and nothing hides that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind
from paymentdesk.domain.verification import Decision
from paymentdesk.services import noting, ordering, verifying
from paymentdesk.store import queries
from tests.services.desk import DAY, Desk, refused

VERIFIED = {"amount_differs", "currency_differs", "paid_twice", "paid_by_test", "paid_late"}


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks()


def write(desk: Desk, number: str = "HB-1", **fields: Any) -> Order:
    at = desk.shop.now()
    given = {"kind": "digital", "buyer_name": "Jack Son", "buyer_email": "jack@example.com"} | fields
    order = Order(number, "Tea", 6000, "USD", written_at=at, issued_at=at, **given)
    ordering.write_order(desk.shop, order, "Minji")
    return order


def order(desk: Desk, number: str = "HB-1") -> Any:
    with desk.shop.database.reader() as reader:
        return queries.order_detail(reader, number)


def findings(desk: Desk, number: str = "HB-1") -> list[queries.FindingLine]:
    with desk.shop.database.reader() as reader:
        return queries.order_findings(reader, number)


def today(desk: Desk) -> set[str]:
    return set(desk.today()) & VERIFIED


def verify(desk: Desk, decision: Decision, note: str = "", **given: Any) -> Any:
    return verifying.verify(desk.shop, "HB-1", decision, "Minji", note, **given)


def test_both_values_stand_side_by_side_and_a_person_decides(desk: Desk) -> None:
    write(desk)
    imp_uid = desk.paid(45, merchant_uid="HB-1")
    desk.sync()
    (found,) = findings(desk)
    assert (found.problem, found.imp_uid, found.ordered, found.paid) == ("amount_differs", imp_uid, 6000, 4500)
    assert (order(desk).state, order(desk).hold) == ("paid", "open")
    (row,) = [need for need in desk.needs() if need.need.value in VERIFIED]
    assert (row.merchant_uid, row.amount, row.data["order_amount"]) == ("HB-1", 4500, 6000)
    verify(desk, Decision.KEEP)
    assert (order(desk).hold, today(desk)) == ("held", set())
    assert refused(lambda: verify(desk, Decision.SHIP_ANYWAY)).kind is Kind.NOTE_MISSING
    verify(desk, Decision.SHIP_ANYWAY, "the rest came by bank")
    assert (order(desk).hold, today(desk)) == ("", set())
    decided = [fact for fact in desk.facts(merchant_uid="HB-1") if fact.kind == "verified"]
    assert [(fact.by, fact.data["decision"], fact.data["note"]) for fact in decided] == [
        ("Minji", "keep", ""),
        ("Minji", "ship_anyway", "the rest came by bank"),
    ]
    assert desk.chain() == []


def test_nothing_that_happens_later_hides_it(desk: Desk) -> None:
    """i'mport corrects the amount, the order is edited, the money is given back in the console: it is still asked."""
    write(desk)
    imp_uid = desk.paid(45, merchant_uid="HB-1")
    desk.sync()
    desk.console(imp_uid)
    desk.sync()
    assert order(desk).state == "cancelled"
    assert (order(desk).hold, today(desk)) == ("open", {"amount_differs"})
    desk.restart()
    desk.sync(full=True)
    assert (order(desk).hold, today(desk)) == ("open", {"amount_differs"})
    verify(desk, Decision.KEEP)
    assert (order(desk).hold, today(desk)) == ("", set())


def test_a_further_payment_asks_again_and_the_decision_covers_only_what_was_seen(desk: Desk) -> None:
    write(desk)
    desk.paid(45, merchant_uid="HB-1")
    desk.sync()
    seen = {each.key for each in findings(desk)}
    desk.advance(60)
    desk.paid(60, currency="EUR", merchant_uid="HB-1")
    desk.sync()
    verify(desk, Decision.SHIP_ANYWAY, "agreed by phone", seen=seen)
    assert order(desk).hold == "open"
    assert today(desk) == {"currency_differs", "paid_twice"}
    verify(desk, Decision.KEEP)
    assert (order(desk).hold, today(desk)) == ("held", set())
    verify(desk, Decision.SHIP_ANYWAY, "both are right")
    assert order(desk).hold == ""


def test_paid_twice_and_one_given_back_is_free_when_i_mport_shows_it(desk: Desk) -> None:
    write(desk)
    desk.paid(60, merchant_uid="HB-1")
    desk.advance(60)
    second = desk.paid(60, merchant_uid="HB-1")
    desk.sync()
    assert today(desk) == {"paid_twice"}
    desk.ask(second, "20.00")  # not all of it: nothing is decided by that
    assert today(desk) == {"paid_twice"}
    desk.decide(1)
    desk.sync()
    desk.ask(second, "40.00")
    assert (order(desk).hold, today(desk)) == ("held", set())
    assert findings(desk)[0].decision == "cancel"
    assert findings(desk)[0].by == "Minji"
    desk.decide(2)
    desk.sync()
    assert order(desk).hold == ""


def test_paid_late_after_it_failed_and_after_it_was_closed(desk: Desk) -> None:
    write(desk)
    imp_uid = desk.paid(60, status="failed", merchant_uid="HB-1", failed_at=desk.shop.now())
    desk.sync()
    ordering.close_order(desk.shop, "HB-1", "Minji")
    desk.advance(DAY)
    desk.control("POST", f"/payments/{imp_uid}/pay")
    desk.sync()
    assert {(each.problem, each.why) for each in findings(desk)} == {("paid_late", "failed"), ("paid_late", "closed")}
    assert (order(desk).state, order(desk).hold, today(desk)) == ("paid", "open", {"paid_late"})


def test_paid_by_test_is_listed_once_and_an_excuse_is_a_decision(desk: Desk) -> None:
    write(desk)
    imp_uid = desk.paid(60, merchant_uid="HB-1", sandbox=True)
    desk.sync()
    assert desk.today() == ["paid_by_test"]
    assert (order(desk).state, order(desk).hold) == ("awaiting_payment", "open")
    noting.excuse_test(desk.shop, imp_uid, "Minji", "our own card")
    assert desk.today() == []
    assert (order(desk).hold, findings(desk)[0].decision) == ("held", "keep")


def test_an_edit_after_the_window_was_opened_shows_as_what_it_is(desk: Desk) -> None:
    """The buyer pays by the page they have; the order says something else by now (domain.md 6.3)."""
    before = write(desk)
    ordering.edit(desk.shop, replace(before, amount=7000), "Minji")
    desk.paid(60, merchant_uid="HB-1")
    desk.sync()
    (found,) = findings(desk)
    assert (found.problem, found.ordered, found.paid) == ("amount_differs", 7000, 6000)


def test_there_is_nothing_to_decide_where_nothing_speaks_against_it(desk: Desk) -> None:
    assert refused(lambda: verify(desk, Decision.KEEP)).kind is Kind.UNKNOWN_ORDER
    write(desk)
    desk.paid(60, merchant_uid="HB-1")
    desk.sync()
    assert refused(lambda: verify(desk, Decision.KEEP)).kind is Kind.NOTHING_TO_VERIFY
    assert (order(desk).hold, findings(desk)) == ("", [])


def test_an_order_written_after_its_payment_is_verified_too(desk: Desk) -> None:
    desk.paid(45, merchant_uid="HB-1")
    desk.sync()
    write(desk)
    assert order(desk).hold == "open"


def test_a_ledger_from_before_findings_catches_up_once(desk: Desk) -> None:
    write(desk)
    desk.paid(45, merchant_uid="HB-1")
    desk.sync()
    with desk.shop.database.atomic():
        connection = desk.shop.database.db.connection()
        connection.execute("DELETE FROM finding")
        connection.execute("DELETE FROM meta WHERE key = 'verified_since'")
        connection.execute("UPDATE orders SET hold = ''")
    desk.restart()
    assert (order(desk).hold, len(findings(desk))) == ("open", 1)
