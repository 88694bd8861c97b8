"""What a look takes in: idempotent, in any batch, through kills and moving rows; and the story as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Trouble
from paymentdesk.practice.scenarios import ordinary_week
from paymentdesk.services import ordering, polling, practice_story
from paymentdesk.services.ingest import Look, ingest
from tests.services.desk import DAY, QUICK, Desk, entry

SMALL_PAGES = replace(QUICK, page_size=3)


def many(desk: Desk) -> list[str]:
    """Payments of every kind, changed at different times over the last hundred days."""
    now = desk.server.clock.now()
    made = []
    for number, status in enumerate(["paid", "ready", "failed", "cancelled", "paid"] * 5):
        at = now - 100 * DAY + number * 4 * DAY
        made.append(desk.paid(10 + number, status=status, started_at=at, merchant_uid=f"m-{number // 2}"))
    desk.console(made[0], 3)
    desk.console(made[4], 14)
    return made


def test_a_look_taken_in_twice_changes_nothing(desk: Desk) -> None:
    many(desk)
    desk.sync(full=True)
    before = desk.dump()
    desk.sync()
    desk.sync(full=True)
    desk.restart()
    desk.sync(full=True)
    assert desk.dump() == before
    assert desk.differences() == []
    assert desk.chain() == []


def test_a_batch_is_the_same_as_one_by_one_and_order_does_not_matter(desk: Desk, desks: Callable[..., Desk]) -> None:
    made = many(desk)
    together, singly, backwards = desk, desks(), desks()
    found = {p.imp_uid: p for p in desk.shop.client.payments(made).payments}
    for one in (together, singly, backwards):
        one.shop.client.connect()
        one.shop.connected()
    ingest(together.shop, Look(together.shop.begin_look(), "recent"), [found[uid] for uid in made])
    for uid in made:
        ingest(singly.shop, Look(singly.shop.begin_look(), "recent"), [found[uid]])
    ingest(backwards.shop, Look(backwards.shop.begin_look(), "recent"), [found[uid] for uid in reversed(made)])
    payments = [sorted(row[1:] for row in one.dump()["payment"]) for one in (together, singly, backwards)]
    assert payments[0] == payments[1] == payments[2]
    entries = [sorted(row[1:7] for row in one.dump()["cancellation"]) for one in (together, singly, backwards)]
    assert entries[0] == entries[1] == entries[2]


def test_killed_after_any_step_a_full_walk_goes_on_and_misses_nothing(desks: Callable[..., Desk]) -> None:
    desk = desks(settings=SMALL_PAGES)
    made = set(many(desk))
    for stop_after in (1, 2, 3, 5, 8, 13):
        steps = polling.steps(desk.shop, full=True)
        for _, _step in zip(range(stop_after), steps, strict=False):
            pass
        steps.close()  # type: ignore[attr-defined]
        desk.restart()
    desk.sync(full=True)
    assert {row[1] for row in desk.dump()["payment"]} == made
    assert desk.differences() == []


@pytest.mark.parametrize("moved_at", range(1, 7))
def test_rows_that_move_while_a_walk_is_killed_and_goes_on_are_not_missed(
    desks: Callable[..., Desk], moved_at: int
) -> None:
    """A payment that changes leaves its place and pushes another across a page that was read already."""
    desk = desks(settings=replace(SMALL_PAGES, first_year=2026))
    now = desk.server.clock.now()
    made = [desk.paid(10, started_at=now - 150 * DAY + n, paid_at=now - 150 * DAY + n) for n in range(10)]
    steps = polling.steps(desk.shop, full=True)
    for _, _step in zip(range(moved_at), steps, strict=False):
        pass
    desk.fault("drop_before", "/payments/status", times=0)
    with pytest.raises(Trouble):
        list(steps)  # one page was read ahead
    desk.calm()
    desk.advance(DAY)
    desk.console(made[0], 1)  # from the first page to past the window
    desk.restart()
    desk.sync(full=True)
    assert {row[1] for row in desk.dump()["payment"]} == set(made)
    assert desk.differences() == []


@pytest.mark.parametrize("full", [False, True], ids=["recent", "full"])
def test_rows_that_move_between_the_pages_of_a_round_are_not_missed(desks: Callable[..., Desk], full: bool) -> None:
    desk = desks(settings=replace(SMALL_PAGES, first_year=2026))
    now = desk.server.clock.now()
    made = [desk.paid(10, started_at=now - 30 * DAY + n * DAY, paid_at=now - 30 * DAY + n * DAY) for n in range(12)]
    moving = iter(made[:4] + made[8:])
    for _ in polling.steps(desk.shop, full=full):
        desk.advance(60)
        uid = next(moving, None)
        if uid is not None:
            desk.console(uid, 1)
    desk.sync()
    assert {row[1] for row in desk.dump()["payment"]} == set(made)
    assert desk.differences() == []


def test_a_partial_cancellation_is_status_cancelled_with_less_than_the_amount(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.console(payment, 20)
    desk.sync()
    detail = desk.payment(payment)
    assert (detail.state, detail.cancelled, detail.cancellable) == ("partly_cancelled", 2000, 4000)
    assert detail.requestable
    desk.console(payment, 40)
    desk.sync()
    assert desk.payment(payment).state == "cancelled"


def test_a_late_approval_is_seen_by_number_and_its_order_says_paid_late(desk: Desk) -> None:
    at = desk.server.clock.now()
    ordering.write_order(desk.shop, Order("m-1", "Tea", 6000, "USD", written_at=at, issued_at=at), "Minji")
    payment = desk.paid(60, status="failed", merchant_uid="m-1", failed_at=at)
    desk.sync()
    desk.advance(2 * DAY)
    desk.control("POST", f"/payments/{payment}/pay")
    desk.sync()
    detail = desk.payment(payment)
    assert detail.state == "paid"
    assert "paid_late" in detail.problems
    assert "late_approval" in desk.kinds(imp_uid=payment)
    assert desk.today() == ["paid_late"]


def test_paypal_is_cancelled_at_once_and_only_because_the_record_says_so(desk: Desk) -> None:
    payment = desk.paid(60, method="paypal")
    number = desk.ask(payment, "20.00")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.known_by, ticket.link, ticket.carried_out) == ("cancelled", "imp", "number", 2000)
    assert desk.payment(payment).state == "partly_cancelled"


ORDERS: dict[str, tuple[list[dict[str, Any]], str, set[str]]] = {
    "paid": ([{}], "paid", set()),
    "paid twice": ([{}, {}], "paid", {"paid_twice"}),
    "another amount": ([{"amount": 45}], "paid", {"amount_differs"}),
    "another currency": ([{"currency": "EUR"}], "paid", {"currency_differs"}),
    "paid by test": ([{"sandbox": True}], "awaiting_payment", {"paid_by_test"}),
    "failed, then paid": ([{"status": "failed"}, {}], "paid", set()),
    "cancelled": ([{"status": "cancelled"}], "cancelled", set()),
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_orders_state_is_a_function_of_its_payments(desk: Desk, name: str) -> None:
    attempts, state, problems = ORDERS[name]
    at = desk.server.clock.now()
    ordering.write_order(desk.shop, Order("m-1", "Tea", 6000, "USD", written_at=at, issued_at=at), "Minji")
    for fields in attempts:
        desk.paid(**({"amount": 60, "merchant_uid": "m-1"} | fields))
    desk.sync()
    from paymentdesk.store import queries

    with desk.shop.database.reader() as reader:
        order = queries.order_detail(reader, "m-1")
    assert order is not None
    assert order.state == state
    assert problems <= set(order.problems) | set(desk.today())
    assert problems <= set(desk.today())
    if problems:
        assert len(set(desk.today())) == 1


def test_an_order_paid_twice_is_settled_by_giving_one_back(desk: Desk) -> None:
    at = desk.server.clock.now()
    order = Order("m-1", "Tea", 6000, "USD", written_at=at, issued_at=at, kind="digital")
    ordering.write_order(desk.shop, order, "Minji")
    one, two = (desk.paid(60, merchant_uid="m-1") for _ in range(2))
    desk.sync()
    assert desk.today() == ["paid_twice"]
    desk.ask(two, "60.00")
    desk.decide(1)
    desk.sync()
    assert desk.today() == []
    assert (desk.payment(one).state, desk.payment(two).state) == ("paid", "cancelled")


def test_a_watched_ticket_is_looked_up_by_number_though_no_list_shows_it(desk: Desk) -> None:
    payment = desk.paid(60, started_at=desk.server.clock.now() - 300 * DAY)
    number = desk.ask(payment, "20.00")
    desk.record(payment, status="cancelled", cancel_amount=20, cancelled_at=1_700_000_000, cancel_history=[entry(20)])
    desk.sync()
    assert desk.ticket(number).state == "cancelled"


def test_the_practice_story_plays_through_the_services_and_ends_in_agreement(desks: Callable[..., Desk]) -> None:
    desk = desks(practice=True)
    story = ordinary_week(1, desk.server.clock.now())
    practice_story.play(desk.shop, desk.server, story)
    assert desk.differences() == []
    assert desk.chain() == []
    states = {ticket.state for ticket in desk.tickets()}
    assert states >= {"draft", "waiting", "unconfirmed", "cancelled", "refused", "rejected", "withdrawn"}
    wanted = {"unconfirmed", "overdue", "amount_differs", "paid_twice", "outside_cancellation"}
    assert wanted <= set(desk.today())
    before = desk.dump()
    desk.sync(full=True)
    assert desk.differences() == []
    assert len(desk.dump()["payment"]) >= len(before["payment"])
