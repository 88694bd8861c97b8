"""A payment that a person marks as test is one everywhere: money.md R20."""

from __future__ import annotations

from typing import Any

import pytest

from paymentdesk.domain.trouble import Kind
from paymentdesk.services import many, noting
from paymentdesk.services.marking import mark_test, unmark_test
from paymentdesk.store import queries
from tests.services.desk import DAY, Desk, refused, usd


def figures(desk: Desk) -> Any:
    now = desk.shop.now()
    with desk.shop.database.reader() as reader:
        return queries.today_figures(reader, now - DAY, now - DAY, now)


def totals(desk: Desk) -> list[tuple[str, int]]:
    with desk.shop.database.reader() as reader:
        return [(total.currency, total.paid) for total in queries.totals(reader, queries.Filter())]


def test_a_marked_payment_counts_as_a_test_everywhere(desk: Desk) -> None:
    marked, real = desk.paid(60, merchant_uid="m-1"), desk.paid(10)
    desk.sync()
    assert (totals(desk), figures(desk).test_uncancelled) == ([("USD", 7000)], 0)
    mark_test(desk.shop, marked, "Minji", "my own card")
    assert (totals(desk), figures(desk).test_uncancelled) == ([("USD", 1000)], 1)
    assert [(paid.currency, paid.amount) for paid in figures(desk).paid_today] == [("USD", 1000)]
    detail = desk.payment(marked)
    assert (detail.test, detail.sandbox, "test_payment" in detail.problems) == (True, False, True), (
        "i'mport's word stays"
    )
    assert desk.today() == ["test_payment"]
    assert [wish.imp_uid for wish in many.test_payments(desk.shop)] == [marked]
    assert desk.kinds(imp_uid=marked)[-1] == "test_marked"

    desk.advance(DAY)
    desk.console(real, 5)
    desk.sync(full=True)
    assert desk.payment(marked).test, "a look at i'mport does not unsay it"
    noting.excuse_test(desk.shop, marked, "Minji", "kept for the auditor")
    assert "test_payment" not in desk.today()
    assert (many.test_payments(desk.shop), figures(desk).test_uncancelled) == ([], 0)
    assert ("USD", 500) not in totals(desk)
    assert desk.differences() == []


def test_its_tickets_stay_out_of_the_waiting_sums(desk: Desk) -> None:
    paid = desk.paid(60)
    desk.ask(paid, "20.00")
    assert [(one.currency, one.amount) for one in figures(desk).waiting_sums] == [("USD", 2000)]
    mark_test(desk.shop, paid, "Minji", "my own card")
    assert figures(desk).waiting_sums == []
    assert desk.ticket(1).test


def test_taken_back_it_counts_again_and_its_excuse_is_gone(desk: Desk) -> None:
    paid = desk.paid(60)
    desk.sync()
    mark_test(desk.shop, paid, "Minji", "my own card")
    noting.excuse_test(desk.shop, paid, "Minji", "small")
    unmark_test(desk.shop, paid, "Minji", "a customer's after all")
    assert (totals(desk), desk.today(), desk.payment(paid).test) == ([("USD", 6000)], [], False)
    mark_test(desk.shop, paid, "Minji", "a test, says Anna")
    assert desk.today() == ["test_payment"], "excused once is not excused for ever"


def test_what_cannot_be_marked(desk: Desk) -> None:
    paid, sandbox = desk.paid(60), desk.paid(1, sandbox=True)
    desk.sync()
    assert refused(lambda: mark_test(desk.shop, paid, "Minji", " ")).kind is Kind.NOTE_MISSING
    assert refused(lambda: mark_test(desk.shop, "imp_0", "Minji", "x")).kind is Kind.UNKNOWN_PAYMENT
    assert refused(lambda: unmark_test(desk.shop, paid, "Minji", "x")).kind is Kind.NO_TEST_MARK
    assert refused(lambda: unmark_test(desk.shop, sandbox, "Minji", "x")).kind is Kind.NO_TEST_MARK
    facts = len(desk.facts(imp_uid=sandbox))
    mark_test(desk.shop, sandbox, "Minji", "it is one")
    assert len(desk.facts(imp_uid=sandbox)) == facts


@pytest.mark.parametrize("marked", [True, False])
def test_an_order_paid_by_a_marked_test_is_not_paid(desk: Desk, marked: bool) -> None:
    from paymentdesk.domain.order import Order
    from paymentdesk.services.ordering import write_order

    write_order(desk.shop, Order("m-9", "cup", 6000, "USD", desk.shop.now()), "Minji")
    paid = desk.paid(60, merchant_uid="m-9")
    desk.sync()
    if marked:
        mark_test(desk.shop, paid, "Minji", "my own card")
    with desk.shop.database.reader() as reader:
        order = queries.order_detail(reader, "m-9")
    assert order is not None
    assert order.state == ("draft" if marked else "paid")
    assert ("paid_by_test" in order.problems) is marked
    assert usd("60.00").minor == 6000


def test_a_billing_key_charge_is_never_pushed_into_a_mass_cancellation(desk: Desk) -> None:
    """domain.md 4.4: the first charge cannot be cancelled, and trying may get the shop blocked."""
    paid, plain = desk.paid(60), desk.paid(10)
    desk.record(paid, customer_uid="card-of-minji")
    desk.sync()
    for one in (paid, plain):
        mark_test(desk.shop, one, "Minji", "our own cards")
    seen = many.preview(desk.shop, many.test_payments(desk.shop))
    assert {row.imp_uid: row.skipped for row in seen.rows} == {paid: many.BILLING_KEY, plain: ""}
