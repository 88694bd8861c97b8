"""Hints: what is believed of them, what they cost, and that none is missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services.hinting import Hints, Pace, Said, count, follow
from paymentdesk.services.looking import look_at
from tests.services.desk import Desk

PACE = Pace()


class Time:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def hints(time: Time) -> Hints:
    return Hints(time)


def _number(n: int) -> str:
    return f"imp_{n:012d}"


def _drain(hints: Hints, **outcome: bool) -> list[str]:
    """Look at everything that may be looked at now."""
    looked = []
    while (hint := hints.take()) is not None:
        looked.append(hint.imp_uid)
        hints.done(hint, **outcome)
    return looked


def _pass(time: Time, hints: Hints, seconds: float, **outcome: bool) -> list[str]:
    """Let time pass, looking whenever something is due."""
    until, looked = time.now + seconds, []
    while time.now < until:
        looked += _drain(hints, **outcome)
        hints.take_round()
        pause = hints.pause()
        time.now = min(until, time.now + max(pause, 0.001)) if pause is not None else until
    return looked


# ------------------------------------------------------------ what is believed


@pytest.mark.parametrize(
    "said", [None, "", "imp_", "prepare", "status", "../users/pg", "imp_1/../x", "imp_" + "1" * 29, "imp_1\n", "imp_é"]
)
def test_only_a_payment_number_is_believed(hints: Hints, said: str | None) -> None:
    assert hints.hear(said, "receiver") is Said.UNREADABLE
    assert hints.take() is None
    assert hints.counted() == {("receiver", Said.UNREADABLE): 1}


@pytest.mark.parametrize("said", ["imp_448280090638", "imps_347242536261", "imp_1"])
def test_a_payment_number_is_looked_at_at_once(hints: Hints, said: str) -> None:
    assert hints.hear(said, "relay") is Said.TAKEN
    assert hints.pause() == 0
    hint = hints.take()
    assert hint is not None
    assert (hint.imp_uid, hint.source) == (said, "relay")


# ------------------------------------------------------------ the same one again


def test_the_same_number_twice_is_one_look(hints: Hints) -> None:
    assert [hints.hear(_number(1), "receiver") for _ in range(3)] == [Said.TAKEN, Said.DUPLICATE, Said.DUPLICATE]
    assert _drain(hints) == [_number(1)]
    assert hints.counted() == {("receiver", Said.DUPLICATE): 2}


def test_a_hint_during_its_look_means_one_more_look_after_it(time: Time, hints: Hints) -> None:
    hints.hear(_number(1), "receiver")
    under_way = hints.take()
    assert under_way is not None
    assert [hints.hear(_number(1), "relay") for _ in range(5)] == [Said.TAKEN, *[Said.DUPLICATE] * 4]
    assert hints.take() is None
    hints.done(under_way)
    assert hints.take() is None  # not at once: a burst for one payment is two looks, not a hundred
    assert hints.pause() == PACE.apart
    assert _pass(time, hints, 60) == [_number(1)]


def test_a_hint_right_after_its_look_waits_and_is_not_lost(time: Time, hints: Hints) -> None:
    hints.hear(_number(1), "receiver")
    assert _drain(hints) == [_number(1)]
    time.now += 0.2
    assert hints.hear(_number(1), "receiver") is Said.TAKEN
    assert hints.take() is None
    assert hints.pause() == pytest.approx(PACE.apart - 0.2)
    time.now += PACE.apart - 0.2
    assert _drain(hints) == [_number(1)]


# ------------------------------------------------------------ a flood


def test_ten_thousand_forged_hints_cost_a_paced_number_of_looks(time: Time, hints: Hints) -> None:
    looked: list[str] = []
    for n in range(10_000):
        hints.hear(_number(n), "receiver")
        time.now += 0.001
        looked += _drain(hints, unknown=True)
    looked += _pass(time, hints, 50, unknown=True)
    assert len(looked) <= PACE.at_once + 60 * PACE.looks_a_second + 1
    assert len(hints._waiting) <= PACE.room
    assert len(hints._unknown) <= PACE.unknown_room
    assert len(hints._looked) <= PACE.at_once + 3
    assert hints.counted()["receiver", Said.LIMITED] > 9_000


def test_dropped_hints_are_made_good_by_one_round_a_minute(time: Time, hints: Hints) -> None:
    assert not hints.take_round()
    rounds = 0
    for n in range(5_000):
        hints.hear(_number(n), "receiver")
        time.now += 0.06
        rounds += hints.take_round()
    assert 3 <= rounds <= 6  # 5 minutes
    time.now += 60
    assert hints.take_round()
    assert not hints.take_round()


def test_hints_turned_away_unread_are_made_good_too(hints: Hints) -> None:
    hints.limited("receiver", 7)
    assert hints.take_round()
    assert hints.counted() == {("receiver", Said.LIMITED): 7}


def test_a_round_that_is_wanted_for_a_reason_does_not_wait_for_its_turn(time: Time, hints: Hints) -> None:
    hints.want_round()
    assert hints.take_round()
    time.now += 1
    hints.want_round()  # connected again
    assert hints.take_round()


# ------------------------------------------------------------ payments i'mport does not know


def test_an_unknown_payment_is_asked_for_again_later_and_less_and_less(time: Time, hints: Hints) -> None:
    hints.hear(_number(1), "receiver")
    began, at = time.now, []
    for _ in range(10_000):
        for _ in _drain(hints, unknown=True):
            at.append(round(time.now - began))
        pause = hints.pause()
        if pause is None:
            break
        time.now += max(pause, 0.001)
    assert at == [0, 10, 70]
    assert hints.hear(_number(1), "receiver") is Said.UNKNOWN
    assert hints.take() is None
    time.now += 600
    assert _drain(hints, unknown=True) == [_number(1)]


def test_an_unknown_payment_that_is_forgotten_for_want_of_room_is_made_good(time: Time) -> None:
    hints = Hints(time, Pace(unknown_room=2))
    for n in range(2):
        hints.hear(_number(n), "receiver")
    _drain(hints, unknown=True)
    assert not hints.take_round()
    hints.hear(_number(2), "receiver")
    _drain(hints, unknown=True)
    assert hints.take_round()


def test_a_true_payment_that_is_late_is_found(time: Time, hints: Hints) -> None:
    hints.hear(_number(1), "receiver")
    assert _drain(hints, unknown=True) == [_number(1)]
    assert _pass(time, hints, 30) == [_number(1)]  # now i'mport knows it
    assert hints.hear(_number(1), "receiver") is Said.TAKEN  # and it is one like any other


def test_forged_numbers_leave_room_for_true_ones(time: Time, hints: Hints) -> None:
    for n in range(20):
        hints.hear(_number(n), "receiver")
    _drain(hints, unknown=True)
    time.now += 11
    hints.hear("imp_true", "receiver")
    hint = hints.take()
    assert hint is not None
    assert hint.imp_uid == "imp_true"


# ------------------------------------------------------------ i'mport cannot be asked


def test_what_could_not_be_asked_is_left_to_the_next_round(time: Time, hints: Hints) -> None:
    for n in range(5):
        hints.hear(_number(n), "relay")
    hint = hints.take()
    assert hint is not None
    hints.done(hint, failed=True, silent=True)
    assert hints.take() is None
    assert hints.hear(_number(9), "relay") is Said.LIMITED  # for a while nothing is tried
    time.now += PACE.rest
    assert hints.take_round()
    assert hints.hear(_number(9), "relay") is Said.TAKEN


class _Life:
    """Somebody who looks, with when each payment was last looked at and rounds were asked for."""

    def __init__(self) -> None:
        self.time = Time()
        self.hints = Hints(self.time, Pace(at_once=2, room=2, unknown_room=2))
        self.heard: dict[str, float] = {}
        self.looks: dict[str, float] = {}
        self.rounds: list[float] = []
        self.looked = 0
        self._under_way: Any = None
        self._began = 0.0

    def hear(self, n: int) -> None:
        self.hints.hear(_number(n), "receiver")
        self.heard[_number(n)] = self.time.now

    def begin(self) -> None:
        if self._under_way is None:
            self._under_way = self.hints.take()
            if self._under_way is not None:
                self._began, self.looked = self.time.now, self.looked + 1

    def end(self, **outcome: bool) -> None:
        if self._under_way is None:
            return
        if not (outcome.get("failed") or outcome.get("silent")):  # "no such payment" is an answer
            self.looks[self._under_way.imp_uid] = self._began
        self.hints.done(self._under_way, **outcome)
        self._under_way = None

    def calm_down(self) -> None:
        """Nothing new comes, i'mport knows every payment and answers."""
        for _ in range(2000):
            self.begin()
            self.end()
            if self.hints.take_round():
                self.rounds.append(self.time.now)
            pause = self.hints.pause()
            if pause is None:
                return
            self.time.now += max(pause, 0.001)
        raise AssertionError("it never came to rest")


_ENDS = {"look": {}, "unknown": {"unknown": True}, "failed": {"failed": True}, "silent": {"silent": True}}


def test_a_look_that_failed_alone_is_made_again(time: Time, hints: Hints) -> None:
    hints.want_round()
    assert hints.take_round()  # the next one by itself is a minute away
    hints.hear(_number(1), "relay")
    hint = hints.take()
    assert hint is not None
    hints.done(hint, failed=True)
    time.now += PACE.unknown_again[0]
    assert _drain(hints) == [_number(1)]


def test_imports_wish_to_be_left_alone_is_followed(time: Time, hints: Hints) -> None:
    hints.hear(_number(1), "relay")
    hint = hints.take()
    assert hint is not None
    hints.done(hint, failed=True, silent=True, rest=90.0)
    time.now += 89
    assert not hints.take_round()
    assert hints.hear(_number(1), "relay") is Said.LIMITED
    time.now += 1
    assert hints.take_round()


@given(
    st.lists(st.tuples(st.integers(0, 6), st.floats(0, 40), st.sampled_from(["hear", "begin", *_ENDS])), max_size=60)
)
@settings(max_examples=300)
def test_no_hint_is_ever_missed(acts: Sequence[tuple[int, float, str]]) -> None:
    """After the last hint for a payment there is a look at it that began later, or a round that did."""
    life = _Life()
    for n, seconds, act in acts:
        life.time.now += seconds
        if act == "hear":
            life.hear(n)
        else:
            life.begin()
            if act in _ENDS:
                life.end(**_ENDS[act])
    life.calm_down()
    assert life.looked <= 2 + (life.time.now - Time().now) * PACE.looks_a_second
    for imp_uid, at in life.heard.items():
        assert life.looks.get(imp_uid, -1.0) >= at or any(each >= at for each in life.rounds), imp_uid


# ------------------------------------------------------------ on the ledger


def _activity(desk: Desk) -> list[tuple[str, str, str, int, int]]:
    with desk.shop.database.reader() as reader:
        rows = reader.execute("SELECT source, outcome, imp_uid, times, changed FROM activity WHERE kind = 'webhook'")
        return [tuple(row) for row in rows]


def _follow(desk: Desk, hints: Hints) -> list[bool]:
    done = []
    while (hint := hints.take()) is not None:
        done.append(follow(desk.shop, hints, hint))
    return done


def test_a_hint_brings_what_changed_and_says_so(desk: Desk, hints: Hints, time: Time) -> None:
    desk.sync()
    imp_uid = desk.paid(60)
    hints.hear(imp_uid, "receiver")
    assert _follow(desk, hints) == [True]
    assert desk.payment(imp_uid).amount == 6000
    time.now += 5
    hints.hear(imp_uid, "relay")
    assert _follow(desk, hints) == [False]
    assert _activity(desk) == [("receiver", "changed", imp_uid, 1, 1), ("relay", "unchanged", imp_uid, 1, 0)]
    assert len(desk.calls("GET", f"/payments/{imp_uid}")) == 2


def test_a_replayed_hint_changes_nothing(desk: Desk, hints: Hints, time: Time) -> None:
    imp_uid = desk.paid(60)
    look_at(desk.shop, imp_uid)
    before = desk.dump()
    for _ in range(5):
        hints.hear(imp_uid, "receiver")
        _follow(desk, hints)
        time.now += 5
    assert desk.dump() == before


def test_forged_hints_change_nothing_and_are_counted_on_one_row(desk: Desk, hints: Hints) -> None:
    desk.sync()
    before = desk.dump()
    for n in range(3000):
        hints.hear(_number(n), "receiver")
    assert _follow(desk, hints) == [False] * PACE.at_once
    count(desk.shop, hints)
    assert desk.dump() == before
    assert len(desk.calls("GET", "/payments/imp_")) == PACE.at_once
    limited = 3000 - PACE.room
    assert _activity(desk) == [
        ("receiver", "unknown_payment", "", PACE.at_once, 0),
        ("receiver", "limited", "", limited, 0),
    ]


def test_a_single_look_brakes_what_contradicts(desk: Desk, hints: Hints) -> None:
    """R17: a hint's look speaks against the ledger, as any single look does."""
    imp_uid = desk.paid(60)
    look_at(desk.shop, imp_uid)
    desk.record(imp_uid, amount=61)
    hints.hear(imp_uid, "receiver")
    assert _follow(desk, hints) == [True]
    assert desk.payment(imp_uid).amount == 6000
    assert "odd_news" in desk.kinds(imp_uid=imp_uid)


def test_an_unreachable_imp_is_said_and_left_to_a_round(desks: Callable[..., Desk], hints: Hints, time: Time) -> None:
    desk = desks()
    imp_uid = desk.paid(60)
    desk.sync()
    desk.fault("status", path=f"/payments/{imp_uid}", status=429, times=0)
    hints.hear(imp_uid, "receiver")
    hint = hints.take()
    assert hint is not None
    with pytest.raises(Trouble) as raised:
        follow(desk.shop, hints, hint)
    assert raised.value.kind is Kind.BUSY
    assert _activity(desk) == [("receiver", "failed", "", 1, 0)]
    time.now += PACE.rest
    assert hints.take_round()
