"""Full walks through a shop that lives on while it is read: rows that leave their page, many changes in one second at
a page's border, a kill after any page. After the next undisturbed walk the ledger is i'mport's record, all of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.gateway.wire import Page, Unread
from paymentdesk.services import polling, walking
from paymentdesk.services.walking import Place
from paymentdesk.store import ledger
from tests.polling.life import Life
from tests.services.desk import DAY, QUICK, Desk

SMALL = replace(QUICK, page_size=3, first_year=2025)
LIVES = int(os.environ.get("LIVES", "1000"))
RULES: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
}


class Walked(Life):
    """Its rounds are full walks, disturbed and killed; what is approved late may be of any age."""

    def round(self, *, killed: bool | None = None) -> None:
        dies_after = self.data.draw(st.integers(1, 25), "dies after") if killed is None else 0
        steps = polling.steps(self.desk.shop, full=True)
        for number, _ in enumerate(steps, start=1):
            self.holds()
            if number == dies_after:
                steps.close()  # type: ignore[attr-defined]
                self.desk.restart()
                return
            if killed is None and self.data.draw(st.booleans(), "something"):
                self.something()
        self.holds()

    def is_approved_as_of_then(self) -> None:
        def approve(uid: str) -> None:
            found = self.desk.server.shop.payments.get(uid)
            assert found is not None
            self.desk.record(uid, status="paid", paid_at=found.started_at)

        self._one("ready", "failed", act=approve)

    def live(self) -> None:
        acts = (Life.arrives, Life.pays, Life.is_partly_cancelled, Walked.is_approved_as_of_then, Life.time_passes)
        self.past()
        for _ in range(self.data.draw(st.integers(1, 5), "acts")):
            self.data.draw(st.sampled_from((*acts, Walked.round)), "act")(self)
        self.round(killed=False)


def one_life(practice: Any, data: Any) -> None:
    practice.reset()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(practice, Path(folder), settings=SMALL)
        try:
            Walked(desk, data).live()
            assert desk.differences() == []
            assert set(known(desk)) == {payment.imp_uid for payment in practice.shop.payments}
            assert desk.chain() == []
        finally:
            desk.close()


def known(desk: Desk) -> list[str]:
    with desk.shop.database.reader() as reader:
        return [row[0] for row in reader.execute("SELECT imp_uid FROM payment")]


@settings(max_examples=8, **RULES)
@given(st.data())
def test_after_the_next_walk_the_ledger_says_what_i_mport_says(practice: Any, data: Any) -> None:
    one_life(practice, data)


@pytest.mark.soak
@settings(max_examples=LIVES, **RULES)
@given(st.data())
def test_after_the_next_walk_in_a_thousand_lives(practice: Any, data: Any) -> None:
    one_life(practice, data)


# ---- the same by the table of places alone, against a list that changes between any two calls


class Listed:
    """i'mport's list by itself: rows and the time of their status. `sort` may be another time than it filters by."""

    def __init__(self, rows: dict[str, int], sort: dict[str, int]) -> None:
        self.rows, self.sort = rows, sort
        self.size = 3

    def page(self, place: Place) -> Page:
        until = place.until or place.end
        inside = [uid for uid, at in self.rows.items() if place.low <= at <= until]
        inside.sort(key=lambda uid: (self.sort.get(uid, self.rows[uid]), uid))
        first = (place.page - 1) * self.size
        part = inside[first : first + self.size]
        if not part:
            return Page([], [], 0, 0, 0)
        following = place.page + 1 if first + self.size < len(inside) else 0
        return Page([Unread(uid, self.rows[uid], b"", "") for uid in part], [], len(inside), place.page - 1, following)


def walked(listed: Listed, place: Place | None, leaving: Iterator[str | None], now: int) -> set[str]:
    """Every row seen by a walk, a row leaving for `now` after any page."""
    seen: set[str] = set()
    calls = 0
    while place is not None:
        page = listed.page(place)
        seen |= {row.imp_uid for row in page.rows}
        uid = next(leaving, None)
        if uid in listed.rows:
            listed.rows[uid] = now
        place = place.after(page)
        calls += 1
        assert calls < 500, "the walk does not end"
    return seen


@settings(max_examples=300, deadline=None)
@given(
    times=st.lists(st.integers(0, 30), max_size=25),
    leaving=st.lists(st.none() | st.integers(0, 24), max_size=40),
    other_sort=st.dictionaries(st.integers(0, 24), st.integers(0, 30), max_size=4),
)
def test_every_row_that_stays_is_seen(times: list[int], leaving: list[int | None], other_sort: dict[int, int]) -> None:
    first = 1_000
    rows = {f"imp_{n}": first + at for n, at in enumerate(times)}
    sort = {f"imp_{n}": first + at for n, at in other_sort.items()}
    place = Place(first, first + 30, span=12, slack=2, opened=first, low=first)
    gone = (None if n is None else f"imp_{n}" for n in leaving)
    listed = Listed(rows, sort)
    seen = walked(listed, place, gone, now=first + 100)
    stayed = {uid for uid, at in listed.rows.items() if at <= first + 30}
    assert stayed <= seen


def test_a_walk_of_an_older_version_begins_again_where_its_window_began(desk: Desk) -> None:
    """Its place was kept as a page number; the window that page was in is read anew."""
    now = desk.server.clock.now()
    made = [desk.paid(10, started_at=now - 200 * DAY + n, paid_at=now - 200 * DAY + n) for n in range(4)]
    desk.sync()
    old = {"first": now - 250 * DAY, "start": now - 250 * DAY, "page": 2, "began": now, "total": 9}
    with desk.shop.database.atomic():
        ledger.meta.put(desk.shop.database, walking.KEY, json.dumps(old))
    desk.sync(full=True)
    assert set(known(desk)) >= set(made)
