"""A program without a window says each thing once, and takes nothing from the inbox of a window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec.structs import replace

from paymentdesk.domain.news import News
from paymentdesk.services import notices, telling
from paymentdesk.store import audit, ledger, queries
from paymentdesk.store.audit import Fact
from tests.services.desk import DAY, Desk


def _said(desk: Desk) -> list[dict[News, int]]:
    return [dict(each.notice.kinds) for each in telling.say(desk.shop)]


def _told(desk: Desk) -> list[dict[News, int]]:
    return [dict(notice.kinds) for notice in notices.tell(desk.shop)]


def _outside_facts(desk: Desk, count: int) -> None:
    one = Fact(1, "outside", imp_uid="imp_1", data={"cause": "console"})
    with desk.shop.database.atomic():
        audit.append(desk.shop.database.db, [replace(one, ticket=n) for n in range(1, count + 1)])


def _settled(desk: Desk) -> None:
    first = len(desk.queue()) + 1
    desk.ask(desk.paid(60), "20.00")
    desk.advance(3600)
    desk.decide(first)
    desk.sync()


def test_what_happens_is_said_once_and_stays_in_the_inbox(desk: Desk) -> None:
    assert _said(desk) == []
    _settled(desk)
    (said,) = telling.say(desk.shop)
    assert (dict(said.notice.kinds), said.notice.ticket) == ({News.SETTLED: 1}, 1)
    assert [(event.ticket, event.data["amount"]) for event in said.events] == [(1, 2000)]
    assert _said(desk) == []
    desk.restart()
    assert _said(desk) == []
    assert _told(desk) == [{News.SETTLED: 1}], "a window tells it all the same"
    _settled(desk)
    assert _said(desk) == [{News.SETTLED: 1}]


def test_the_first_time_says_what_no_window_has_told(desk: Desk) -> None:
    _settled(desk)
    _told(desk)
    _settled(desk)
    (said,) = telling.say(desk.shop)
    assert [event.ticket for event in said.events] == [2]


def test_many_are_one_and_each_of_them_is_named(desk: Desk) -> None:
    _said(desk)
    _outside_facts(desk, 40)
    (said,) = telling.say(desk.shop)
    assert (dict(said.notice.kinds), said.notice.ticket) == ({News.ELSEWHERE: 40}, None)
    assert [event.ticket for event in said.events] == list(range(1, 41))


def test_what_is_switched_off_is_never_said(desk: Desk) -> None:
    notices.switch(desk.shop, News.SETTLED, on=False)
    _settled(desk)
    assert _said(desk) == []
    notices.switch(desk.shop, News.SETTLED, on=True)
    assert _said(desk) == []


def test_what_time_brings_about_is_said_once_however_long_it_lasts(desk: Desk) -> None:
    desk.ask(desk.paid(60), "60.00")
    desk.advance(7 * DAY + 1)
    assert _said(desk) == [{News.OVERDUE: 1}]
    desk.advance(DAY)
    assert _said(desk) == []
    start = desk.shop.now()
    for after in (0, 600, 1200):
        with desk.shop.database.atomic():
            ledger.activity.source_failed(desk.shop.database, "poll", start + after, "unreachable")
    assert _said(desk) == [{News.SYNC_BROKEN: 1}]
    assert _said(desk) == []
    assert {kind for told in _told(desk) for kind in told} == {News.OVERDUE, News.SYNC_BROKEN}


def test_nothing_new_writes_nothing(desk: Desk) -> None:
    _settled(desk)
    telling.say(desk.shop)
    with desk.shop.database.reader() as reader:
        before = reader.execute("PRAGMA data_version").fetchone()[0]
        telling.say(desk.shop)
        assert reader.execute("PRAGMA data_version").fetchone()[0] == before


def test_two_programs_say_nothing_twice(desks: Callable[..., Desk], desk: Desk) -> None:
    beside = desks(home=desk.home)
    _said(desk)
    _outside_facts(desk, 1200)
    said: list[telling.Said] = []
    shops = [each.shop for each in (desk, beside)]
    threads = [threading.Thread(target=lambda shop=shop: said.extend(telling.say(shop))) for shop in shops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [event.key for each in said for event in each.events]
    assert len(keys) == len(set(keys)) == 1200
    with desk.shop.database.reader() as reader:
        assert queries.unread_notices(reader) == 0
