"""People are told each thing exactly once: whoever wrote it, whoever was killed in between."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.domain.news import SWITCHABLE, Event, News
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import count_brake, notices
from paymentdesk.store import audit, ledger, queries
from paymentdesk.store.audit import Fact
from paymentdesk.store.queries import Notice
from tests.services.desk import DAY, Desk, refused


def _told(desk: Desk) -> list[dict[News, int]]:
    return [dict(notice.kinds) for notice in notices.tell(desk.shop)]


def _inbox(desk: Desk) -> list[Notice]:
    with desk.shop.database.reader() as connection:
        return queries.list_notices(connection)


def _unread(desk: Desk) -> int:
    with desk.shop.database.reader() as connection:
        return queries.unread_notices(connection)


def _settled(desk: Desk, times: int = 1) -> None:
    first = len(desk.queue()) + 1
    for _ in range(times):
        desk.ask(desk.paid(60), "20.00")
    desk.advance(3600)
    for number in range(first, first + times):
        desk.decide(number)
    desk.sync()


def test_a_settled_ticket_is_told_once(desk: Desk) -> None:
    _settled(desk)
    (notice,) = notices.tell(desk.shop)
    assert (dict(notice.kinds), notice.ticket, notice.unread) == ({News.SETTLED: 1}, 1, True)
    assert (notice.data["amount"], notice.data["currency"]) == (2000, "USD")
    desk.sync()
    assert _told(desk) == []
    desk.restart()
    assert _told(desk) == []
    assert [each.group for each in _inbox(desk)] == [notice.group]


def test_fifty_are_one_notice(desk: Desk) -> None:
    _settled(desk, 50)
    assert _told(desk) == [{News.SETTLED: 50}]
    assert _unread(desk) == 1


def test_what_a_person_at_this_desk_did_is_no_news_to_them(desk: Desk) -> None:
    number = desk.ask(desk.paid(60), "20.00")
    desk.reject(number)
    assert _told(desk) == []


def test_a_colleague_said_that_it_was_rejected(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks(home=tmp_path / "shared")
    number = desk.ask(desk.paid(60), "20.00")
    beside = desks(home=tmp_path / "shared", user="Jun")
    desk.reject(number)
    assert _told(beside) == [{News.REJECTED: 1}]


def test_refused_at_once(desk: Desk) -> None:
    imp_uid = desk.paid(60)
    desk.fault("refuse_but_register")
    assert refused(lambda: desk.ask(imp_uid, "20.00")).kind is Kind.REFUSED
    assert _told(desk) == [{News.REJECTED: 1}]


def test_cancelled_elsewhere(desk: Desk) -> None:
    imp_uid = desk.paid(60)
    desk.sync()
    desk.advance(60)
    desk.console(imp_uid, 20)
    desk.sync()
    (notice,) = notices.tell(desk.shop)
    assert dict(notice.kinds) == {News.ELSEWHERE: 1}
    assert notice.imp_uid == imp_uid


def test_what_was_cancelled_before_this_desk_is_no_news(desk: Desk) -> None:
    imp_uid = desk.paid(60)
    desk.advance(60)
    desk.console(imp_uid, 20)
    desk.advance(60)
    desk.sync()
    assert _told(desk) == []


def test_a_late_approval(desk: Desk) -> None:
    imp_uid = desk.paid(60, status="failed")
    desk.sync()
    desk.advance(3600)
    desk.record(imp_uid, status="paid", paid_at=desk.server.clock.now())
    desk.sync()
    assert News.LATE_APPROVAL in {kind for told in _told(desk) for kind in told}


def test_overdue_is_told_once_for_each_wait(desk: Desk) -> None:
    number = desk.ask(desk.paid(60), "60.00")
    desk.advance(7 * DAY)
    assert _told(desk) == []
    desk.advance(1)
    (notice,) = notices.tell(desk.shop)
    assert (dict(notice.kinds), notice.ticket) == ({News.OVERDUE: 1}, number)
    desk.advance(DAY)
    assert _told(desk) == []


def test_silence_of_imp_is_told_after_ten_minutes_and_again_after_the_next(desk: Desk) -> None:
    start = desk.shop.now()

    def failed(after: int) -> None:
        with desk.shop.database.atomic():
            ledger.activity.source_failed(desk.shop.database, "poll", start + after, "unreachable")

    failed(0)
    failed(599)
    assert _told(desk) == []
    failed(600)
    assert _told(desk) == [{News.SYNC_BROKEN: 1}]
    failed(1200)
    assert _told(desk) == []
    with desk.shop.database.atomic():
        ledger.activity.source_ok(desk.shop.database, "poll", start + 1300)
    notices.mark_read(desk.shop)
    failed(1400)
    failed(2100)
    assert _told(desk) == [{News.SYNC_BROKEN: 1}]


def test_silence_is_told_between_two_tries_too_but_not_after_a_night_without_any(desk: Desk) -> None:
    """The pause between two tries grows to a quarter of an hour."""
    with desk.shop.database.atomic():
        ledger.activity.source_failed(desk.shop.database, "poll", desk.shop.now() - 200, "unreachable")
        ledger.activity.source_failed(desk.shop.database, "poll", desk.shop.now(), "unreachable")
    desk.advance(399)
    assert _told(desk) == []
    desk.advance(1)
    assert _told(desk) == [{News.SYNC_BROKEN: 1}]
    with desk.shop.database.atomic():
        ledger.activity.source_ok(desk.shop.database, "poll", desk.shop.now())
        ledger.activity.source_failed(desk.shop.database, "poll", desk.shop.now(), "unreachable")
    desk.advance(DAY)
    assert _told(desk) == [], "nobody has tried since"


def test_three_days_asleep_is_one_summary(desk: Desk) -> None:
    outside, failed = desk.paid(60), desk.paid(30, status="failed")
    waits = desk.ask(desk.paid(60), "60.00")
    desk.sync()
    _settled(desk)
    _told(desk)
    notices.mark_read(desk.shop)
    desk.advance(8 * DAY)
    desk.console(outside, 20)
    desk.record(failed, status="paid", paid_at=desk.server.clock.now())
    desk.sync()
    (notice,) = notices.tell(desk.shop)
    assert dict(notice.kinds) == {News.ELSEWHERE: 1, News.LATE_APPROVAL: 1, News.OVERDUE: 1}
    assert waits == 1


def test_the_count_brake_holds_single_notices_back(desk: Desk) -> None:
    desk.paid(1)
    desk.sync()
    desk.advance(8 * DAY)
    desk.sync()
    payments = [desk.paid(10) for _ in range(25)]
    desk.advance(60)
    desk.sync()
    desk.advance(60)
    for payment in payments:
        desk.console(payment)
    desk.sync()
    (notice,) = notices.tell(desk.shop)
    assert dict(notice.kinds) == {News.ELSEWHERE: 25, News.TOO_MANY: 1}
    desk.advance(3600)
    late = desk.paid(10)
    desk.sync()
    desk.console(late)
    desk.sync()
    assert _told(desk) == [], "it joins what nobody has looked at yet"
    assert _inbox(desk)[0].count == 27
    count_brake.count_brake_seen(desk.shop, "Minji", "the season was closed")
    notices.mark_read(desk.shop)
    assert _told(desk) == []


def test_what_is_switched_off_is_not_told_later_either(desk: Desk) -> None:
    notices.switch(desk.shop, News.SETTLED, on=False)
    with desk.shop.database.reader() as connection:
        assert queries.switched_off(connection) == {News.SETTLED}
    _settled(desk)
    assert _told(desk) == []
    notices.switch(desk.shop, News.SETTLED, on=True)
    assert _told(desk) == []
    assert _inbox(desk) == []
    assert _unread(desk) == 0
    _settled(desk)
    assert _told(desk) == [{News.SETTLED: 1}]


def test_every_kind_can_be_switched(desk: Desk) -> None:
    for kind in SWITCHABLE:
        notices.switch(desk.shop, kind, on=False)
    with desk.shop.database.reader() as connection:
        assert queries.switched_off(connection) == set(SWITCHABLE)
    for kind in SWITCHABLE:
        notices.switch(desk.shop, kind, on=True)
    with desk.shop.database.reader() as connection:
        assert queries.switched_off(connection) == set()


def test_the_inbox_shows_the_newest_first(desk: Desk) -> None:
    """What joins a notice later is newer than a notice that was made after it."""
    with desk.shop.database.atomic():
        for number, (at, group) in enumerate([(100, 1), (150, 2), (200, 1)]):
            event = Event(f"told:{number}", at, News.ELSEWHERE, "imp_1")
            ledger.notices.add(desk.shop.database, event, group, at, muted=False)
    assert [(notice.group, notice.at) for notice in _inbox(desk)] == [(1, 200), (2, 150)]


def test_reading_survives_a_restart(desk: Desk) -> None:
    _settled(desk)
    (notice,) = notices.tell(desk.shop)
    notices.mark_read(desk.shop, notice.group)
    desk.restart()
    assert _unread(desk) == 0
    assert [each.unread for each in _inbox(desk)] == [False]


# ---------------------------------------------------------------- exactly once, whatever happens

_FACTS = st.lists(
    st.sampled_from(
        [
            Fact(1, "linked", ticket=1, imp_uid="imp_1", data={"amount": 1, "currency": "USD", "again": False}),
            Fact(2, "linked", ticket=1, imp_uid="imp_1", data={"amount": 1, "currency": "USD", "again": True}),
            Fact(3, "outside", imp_uid="imp_2", data={"cause": "console"}),
            Fact(3, "outside", imp_uid="imp_2", data={"cause": "before_this_desk"}),
            Fact(4, "late_approval", imp_uid="imp_3"),
            Fact(5, "do_not_ship", imp_uid="imp_3", data={"problem": "amount_differs"}),
            Fact(5, "do_not_ship", imp_uid="imp_3", data={"problem": "paid_late", "why": "failed"}),
            Fact(6, "ticket_move", ticket=2, by="Jun", data={"to": "rejected"}),
            Fact(6, "ticket_move", ticket=2, by="Minji", data={"to": "rejected"}),
            Fact(7, "attempt_answer", ticket=2, data={"outcome": "refused"}),
            Fact(7, "attempt_answer", ticket=2, data={"outcome": "accepted"}),
            Fact(8, "payment_seen", imp_uid="imp_4"),
        ]
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(_FACTS, max_size=4), at_once=st.integers(1, 5))
def test_every_fact_tells_exactly_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, parts: list[list[Fact]], at_once: int
) -> None:
    monkeypatch.setattr(notices, "AT_ONCE", at_once)
    with desk.shop.database.atomic():
        desk.shop.database.db.execute_sql("DELETE FROM notice")
    expected = []
    for part in parts:
        with desk.shop.database.atomic():
            audit.append(desk.shop.database.db, part)
        notices.tell(desk.shop)
    with desk.shop.database.reader() as connection:
        first = connection.execute("SELECT max(seq) FROM fact").fetchone()[0] or 0
    first -= sum(len(part) for part in parts)
    for n, fact in enumerate(fact for part in parts for fact in part):
        if notices.event_of(fact, "Minji") is not None:
            expected.append(f"fact:{first + n + 1}")
    with desk.shop.database.reader() as connection:
        keys = [row[0] for row in connection.execute("SELECT key FROM notice ORDER BY id")]
    assert keys == expected


_TELLER = """
import sys
from pathlib import Path
from paymentdesk.services import notices
from paymentdesk.services.shop import open_shop
from paymentdesk.settings import ShopProfile
from paymentdesk.store.ledger import notices as written
_, home, url, key, secret, dies = sys.argv
shop = open_shop(ShopProfile(name="shop", home=Path(home), api_url=url, imp_key=key, imp_secret=secret, user="Minji"))
if dies == "yes":
    add, count = written.add, iter(range(100))
    def killed(*args, **given):
        add(*args, **given)
        if next(count) == 2:
            import os, signal
            os.kill(os.getpid(), signal.SIGKILL) if hasattr(signal, "SIGKILL") else os._exit(9)
    written.add = killed
print(sum(notice.count for notice in notices.tell(shop)), flush=True)
shop.close()
"""


def _teller(desk: Desk, *, dies: bool = False) -> subprocess.Popen[str]:
    profile = desk.profile
    words = (str(desk.home), profile.api_url, profile.imp_key, profile.imp_secret, "yes" if dies else "no")
    return subprocess.Popen([sys.executable, "-c", _TELLER, *words], stdout=subprocess.PIPE, text=True)


def _outside_facts(desk: Desk, count: int) -> None:
    with desk.shop.database.atomic():
        facts = [Fact(n, "outside", imp_uid=f"imp_{n}", data={"cause": "console"}) for n in range(count)]
        audit.append(desk.shop.database.db, facts)


def test_a_kill_between_fact_and_notice_loses_and_doubles_nothing(desk: Desk) -> None:
    _outside_facts(desk, 6)
    dead = _teller(desk, dies=True)
    dead.communicate()
    assert dead.returncode != 0
    assert _inbox(desk) == []
    assert _told(desk) == [{News.ELSEWHERE: 6}]


def test_two_programs_tell_nothing_twice(desk: Desk) -> None:
    _outside_facts(desk, 40)
    tellers = [_teller(desk) for _ in range(2)]
    said = [int(teller.communicate()[0]) for teller in tellers]
    assert sorted(said) == [0, 40]
    (notice,) = _inbox(desk)
    assert notice.count == 40
    assert _told(desk) == []
