"""Overdue is learnt from the shop's own tickets, and age changes no state (money.md R20)."""

from __future__ import annotations

from paymentdesk.store import queries
from tests.services.desk import DAY, Desk


def handled_in(desk: Desk, days: int, times: int = 1, **fields: object) -> None:
    """Tickets Paymentwall took so many days for."""
    numbers = []
    for _ in range(times):
        desk.ask(desk.paid(60, **fields), "60.00")
        numbers.append(len(desk.queue()))
    desk.advance(days * DAY)
    for number in numbers:
        desk.decide(number)
    desk.sync()


def line(desk: Desk, number: int) -> queries.TicketLine:
    with desk.shop.database.reader() as reader:
        found = queries.ticket_detail(reader, number, now=desk.shop.now(), overdue_seconds=7 * DAY)
        rows = queries.list_tickets(reader, queries.Filter(), now=desk.shop.now(), overdue_seconds=7 * DAY)
        counts = queries.ticket_counts(reader, now=desk.shop.now(), overdue_seconds=7 * DAY)
        chosen = queries.Filter(state="attention")
        attention = queries.list_tickets(reader, chosen, now=desk.shop.now(), overdue_seconds=7 * DAY)
    assert found is not None
    listed = next(row for row in rows if row.number == number)
    assert (listed.overdue, listed.expected) == (found.overdue, found.expected)
    assert (number in [row.number for row in attention]) == found.overdue
    assert counts["attention"] == len(attention)
    return found


def test_seven_days_while_nothing_is_known(desk: Desk) -> None:
    number = desk.ask(desk.paid(60), "60.00")
    desk.advance(7 * DAY)
    assert (line(desk, number).overdue, line(desk, number).expected, desk.today()) == (False, None, [])
    desk.advance(1)
    assert line(desk, number).overdue
    assert desk.today() == ["overdue"]
    assert line(desk, number).state == "waiting"


def test_its_own_band_once_the_shop_has_a_history(desk: Desk) -> None:
    handled_in(desk, 2, times=30)
    number = desk.ask(desk.paid(60), "60.00")
    expected = line(desk, number).expected
    assert expected is not None
    assert (expected.usual, expected.late, expected.lost) == (2 * DAY, 2 * DAY, 2 * DAY)
    desk.advance(2 * DAY)
    assert not line(desk, number).overdue
    desk.advance(1)
    assert line(desk, number).overdue, "five days before a shop without a history would say so"
    assert desk.today() == ["probably_not_handled"]


def test_overdue_first_and_probably_not_handled_past_the_last_band(desk: Desk) -> None:
    handled_in(desk, 2, times=18)
    handled_in(desk, 20, times=2)
    number = desk.ask(desk.paid(60), "60.00")
    expected = line(desk, number).expected
    assert expected is not None
    assert (expected.late, expected.lost) == (2 * DAY, 20 * DAY)
    desk.advance(10 * DAY)
    assert desk.today() == ["overdue"]
    desk.advance(11 * DAY)
    assert desk.today() == ["probably_not_handled"]


def test_a_late_ticket_does_not_excuse_itself_but_makes_others_expect_more(desk: Desk) -> None:
    handled_in(desk, 1, times=5)
    late = desk.ask(desk.paid(60), "60.00")
    desk.advance(4 * DAY)
    assert line(desk, late).overdue
    young = desk.ask(desk.paid(60), "60.00")
    expected = line(desk, young).expected
    assert expected is not None
    assert expected.late is None, "one of six still waits"


def test_tickets_on_test_payments_teach_nothing(desk: Desk) -> None:
    handled_in(desk, 1, times=6, sandbox=True)
    number = desk.ask(desk.paid(60), "60.00")
    assert line(desk, number).expected is None


def test_what_is_carried_out_at_once_teaches_nothing_about_what_waits(desk: Desk) -> None:
    for _ in range(6):
        desk.ask(desk.paid(60, method="paypal"), "60.00")
    number = desk.ask(desk.paid(60), "60.00")
    desk.advance(2 * DAY)
    assert (line(desk, number).expected, line(desk, number).overdue, desk.today()) == (None, False, [])


def test_the_history_of_one_country_is_its_own_as_soon_as_it_is_large_enough(desk: Desk) -> None:
    handled_in(desk, 1, times=5, country="DE")
    handled_in(desk, 9, times=5, country="BR")
    german, other = (desk.ask(desk.paid(60, country=country), "60.00") for country in ("DE", "FR"))
    desk.sync()
    assert [line(desk, n).expected.country for n in (german, other)] == ["DE", ""]  # type: ignore[union-attr]
    desk.advance(2 * DAY)
    assert [line(desk, n).overdue for n in (german, other)] == [True, False]
