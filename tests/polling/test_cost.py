"""What a round costs, counted at i'mport: little for a quiet shop, bounded for a busy one, and nobody is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services import deciding, polling, rounds
from paymentdesk.services.recent import OTHER_CALLS, WAITING_CALLS
from paymentdesk.services.rounds import Round
from paymentdesk.services.shop import Shop
from paymentdesk.store.ledger import turns
from paymentdesk.store.queries import health
from tests.services.desk import DAY, QUICK, Desk


def by_itself(desk: Desk) -> list[str]:
    """One round that nobody asked for; the paths it asked."""
    before = len(desk.calls())
    for _ in polling.steps(desk.shop, by_itself=True):
        pass
    return [call["path"] for call in desk.calls()[before:]]


def test_a_quiet_shop_costs_one_call_a_round(desk: Desk) -> None:
    desk.paid(60)
    by_itself(desk)
    for _ in range(5):
        desk.advance(30)
        assert by_itself(desk) == ["/payments/status/all"]


def test_and_a_second_one_while_anything_waits(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.paid(10, status="ready")
    desk.ask(payment, "20.00")
    desk.sync()
    assert by_itself(desk) == ["/payments", "/payments/status/all"]


def crowd(desk: Desk, count: int, **fields: Any) -> list[str]:
    return [desk.paid(10, **fields) for _ in range(count)]


def test_a_round_by_itself_asks_for_as_many_as_it_may_and_everybody_has_a_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of windows that were left open must not cost a call each hundred in every round."""
    monkeypatch.setattr("paymentdesk.services.recent.BATCH", 5)
    made = crowd(desk, 40, status="ready")
    by_itself(desk)
    rounds_needed = -(-len(made) // (OTHER_CALLS * 5 - 5))  # the youngest five are in every one
    asked: list[str] = []
    for _ in range(rounds_needed):
        paths = by_itself(desk)
        assert paths == ["/payments"] * OTHER_CALLS + ["/payments/status/all"]
        asked += [uid for call in desk.calls("GET", "/payments")[-3:] for uid in numbers(call)]
    assert set(asked) == set(made)
    desk.sync()  # a person asked: all of them
    assert len([call for call in desk.calls("GET")[-9:] if call["path"] == "/payments"]) == 8


def test_payments_that_i_mport_no_longer_names_do_not_take_the_turns_of_others(desk: Desk) -> None:
    made = sorted(crowd(desk, 6, status="ready"))
    desk.sync()
    database, now = desk.shop.database, desk.server.clock.now()

    def next_two() -> list[str]:
        return turns.others(database, now, card_since=now - DAY, cash_since=now - DAY, most=2)

    taken = []
    for _ in range(3):
        taken += next_two()
        with database.atomic():
            turns.looked(database, next_two(), desk.shop.begin_look())
    assert sorted(taken) == made


def test_a_round_remembers_whom_it_asked_for_also_when_nothing_was_said_of_them(desk: Desk) -> None:
    crowd(desk, 3, status="ready")
    desk.sync()
    before = max(row[0] for row in looks(desk))
    desk.fault("vanish", "/payments", times=0)
    by_itself(desk)
    assert min(row[0] for row in looks(desk)) > before


def looks(desk: Desk) -> list[Any]:
    with desk.shop.database.reader() as reader:
        return list(reader.execute("SELECT look_no FROM payment"))


def numbers(call: dict[str, Any]) -> list[str]:
    found = call["query"].get("imp_uid[]", [])
    return [found] if isinstance(found, str) else list(found)


def test_more_than_a_hundred_open_tickets_are_asked_for_a_hundred_a_call(desk: Desk) -> None:
    made = crowd(desk, 104)
    desk.sync()
    for uid in made:
        deciding.record_elsewhere(desk.shop, uid, Money(1000, "USD"), "console", "Minji", "")
    assert len(turns.waiting(desk.shop.database)) == 104
    assert by_itself(desk) == ["/payments", "/payments", "/payments/status/all"]
    asked = [numbers(call) for call in desk.calls("GET", "/payments") if call["path"] == "/payments"]
    assert [len(each) for each in asked[-2:]] == [100, 4]
    assert WAITING_CALLS * 100 >= 104
    desk.console(made[103], 10)
    by_itself(desk)
    assert desk.payment(made[103]).state == "cancelled"


def test_one_record_that_cannot_be_read_singly_keeps_nobody_waiting(desk: Desk) -> None:
    """A payment that goes backwards is looked at singly; garbage there is no reason to end the round."""
    odd, other = desk.paid(60), desk.paid(70)
    desk.sync()
    desk.record(odd, status="ready", started_at=desk.server.clock.now())
    desk.fault("garbage", f"/payments/{odd}", times=0)
    desk.console(other, 5)
    with pytest.raises(Trouble):
        desk.sync()
    desk.calm()
    desk.sync()
    assert desk.payment(other).cancelled == 500


# ---- a round and what is written down of it


def driven(work: Round) -> list[float]:
    return list(work.steps())


def activity(shop: Shop) -> list[tuple[Any, ...]]:
    with shop.database.reader() as reader:
        rows = reader.execute("SELECT source, outcome, changed, times FROM activity WHERE kind = 'round' ORDER BY id")
        return [tuple(row) for row in rows]


def source(shop: Shop, name: str = "poll") -> health.SourceLine | None:
    with shop.database.reader() as reader:
        return next((line for line in health.sources(reader) if line.name == name), None)


def test_a_round_is_written_down_with_what_it_cost_and_why_nothing_came(desk: Desk) -> None:
    desk.paid(60)
    driven(Round(desk.shop))
    for _ in range(3):
        desk.advance(30)
        driven(Round(desk.shop))
    driven(Round(desk.shop, asked_by="person"))
    assert activity(desk.shop) == [
        ("poll", "changed", 1, 1),
        ("poll", "unchanged", 0, 3),
        ("person", "unchanged", 0, 1),
    ]
    line = source(desk.shop)
    assert line is not None
    assert (line.ok_at, line.lag, line.failing_since) == (desk.server.clock.now(), 0, 0)


def test_a_round_that_failed_is_written_down_with_the_next_try(desk: Desk) -> None:
    driven(Round(desk.shop))
    desk.advance(100)
    desk.fault("status", "/payments/status", status=429, seconds=40)
    with pytest.raises(Trouble) as caught:
        driven(Round(desk.shop))
    assert caught.value.kind is Kind.BUSY
    rounds.failed(desk.shop, "poll", caught.value, 40.4)
    assert activity(desk.shop)[-1] == ("poll", "failed", 0, 1)
    now, line = desk.server.clock.now(), source(desk.shop)
    assert line is not None
    assert (line.ok_at, line.failing_since, line.error, line.next_try_at) == (now - 100, now, "busy", now + 40)


def test_a_command_leaves_i_mport_alone_as_long_as_it_wished(desk: Desk) -> None:
    rounds.look(desk.shop)
    desk.fault("status", "/payments/status", status=429, seconds=40)
    for passed, left in ((0, 40), (0, 40), (39, 1)):
        desk.advance(passed)
        with pytest.raises(Trouble) as caught:
            rounds.look(desk.shop)
        assert caught.value.kind is Kind.BUSY
        assert getattr(caught.value, "retry_after", None) == left
    assert len([call for call in desk.calls() if call["status"] == 429]) == 1
    desk.calm()
    desk.advance(1)
    rounds.look(desk.shop)


def test_after_three_days_asleep_there_is_one_summary(desk: Desk) -> None:
    driven(Round(desk.shop))
    desk.advance(3 * DAY)
    for _ in range(7):
        desk.paid(10)
    work = Round(desk.shop)
    driven(work)
    assert (work.away, work.report.new) == (3 * DAY, 7)
    again = Round(desk.shop)
    driven(again)
    assert (again.away, again.report.new) == (0, 0)


def test_a_walk_that_was_stopped_is_no_success(desk: Desk) -> None:
    work = Round(desk.shop, full=True, asked_by="person")
    for number, _ in enumerate(work.steps(stop=lambda: work.progress.done >= 3), start=1):
        assert number < 20
    assert work.report.stopped
    assert activity(desk.shop) == [("full", "stopped", 0, 1)]
    assert source(desk.shop, "full") is None
    driven(Round(desk.shop, full=True, asked_by="person"))
    assert source(desk.shop, "full") is not None
    assert source(desk.shop, "poll") is not None, "a walk ends with one recent round"


@pytest.mark.parametrize(("loopback", "asked_by", "waits"), [(True, "person", 0.0), (False, "person", 0.25)])
def test_pages_keep_a_distance_where_i_mport_is_not_this_computer(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, loopback: bool, asked_by: str, waits: float
) -> None:
    desk = desks()
    desk.shop.client.connect()
    monkeypatch.setattr(type(desk.profile), "loopback", property(lambda self: loopback))
    monkeypatch.setattr("paymentdesk.services.rounds.time.monotonic", lambda: 0.0)
    told = driven(Round(desk.shop, full=True, asked_by=asked_by))
    assert len(told) > 50
    assert max(told) <= waits
    assert (max(told) > 0.2) == (waits > 0)


def test_polling_by_itself_waits_when_the_minute_is_used_up(desks: Callable[..., Desk]) -> None:
    desk = desks(settings=replace(QUICK, calls_a_minute=10))
    waits = [wait for _ in range(8) for wait in driven(Round(desk.shop))]
    assert max(waits) > 50
    assert max(driven(Round(desk.shop, asked_by="person"))) == 0
