"""What is told as one: a pure function, held against its own rules for any stream of events."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.news import ASLEEP, SUMMARY_FROM, TOGETHER, Event, News, Open, grouped

KINDS = st.sampled_from(list(News))
EVENTS = st.lists(KINDS, max_size=60).map(lambda kinds: [Event(f"fact:{n}", n, kind) for n, kind in enumerate(kinds)])
OPEN = st.lists(
    st.builds(Open, st.integers(1, 9), st.frozensets(KINDS, min_size=1, max_size=3), st.integers(0, 2000)),
    max_size=4,
    unique_by=lambda each: each.group,
)


def _grouped(events: list[Event], **given: object) -> list[int]:
    values = {"now": 1000, "last_told_at": 1000, "held": False, "unread": (), "next_group": 10} | given
    return grouped(events, **values)  # type: ignore[arg-type]


@given(events=EVENTS, unread=OPEN, now=st.integers(0, 2000), silent=st.integers(0, 2 * ASLEEP), held=st.booleans())
def test_every_event_has_its_place(events: list[Event], unread: list[Open], now: int, silent: int, held: bool) -> None:
    groups = _grouped(events, now=now, last_told_at=now - silent, held=held, unread=unread)
    assert len(groups) == len(events)
    known = {each.group: each for each in unread}
    fresh = sorted({group for group in groups if group >= 10})
    assert fresh == list(range(10, 10 + len(fresh))), "new numbers follow each other, in the order they are needed"
    for event, group in zip(events, groups, strict=True):
        if group in known and News.TOO_MANY not in known[group].kinds:
            assert now - known[group].told_at < TOGETHER, "an old notice gets nothing new"
            assert known[group].summary or known[group].kinds == {event.kind}
    of_kind: dict[News, set[int]] = {}
    for event, group in zip(events, groups, strict=True):
        of_kind.setdefault(event.kind, set()).add(group)
    assert all(len(places) == 1 for places in of_kind.values()), "many of a kind are one notice"
    if held and {News.TOO_MANY, News.ELSEWHERE} <= of_kind.keys():
        assert of_kind[News.TOO_MANY] == of_kind[News.ELSEWHERE]


def _events(*kinds: News) -> list[Event]:
    return [Event(f"fact:{n}", n, kind) for n, kind in enumerate(kinds)]


def test_fifty_are_one() -> None:
    assert set(_grouped(_events(*[News.SETTLED] * 50))) == {10}


def test_kinds_are_told_apart() -> None:
    assert _grouped(_events(News.SETTLED, News.OVERDUE, News.SETTLED)) == [10, 11, 10]


def test_after_a_long_silence_there_is_one_summary() -> None:
    kinds = (News.SETTLED, News.OVERDUE, News.ELSEWHERE)
    assert len(kinds) == SUMMARY_FROM
    assert _grouped(_events(*kinds), last_told_at=1000 - ASLEEP - 1) == [10, 10, 10]
    assert _grouped(_events(*kinds), last_told_at=1000 - ASLEEP) == [10, 11, 12]
    assert _grouped(_events(*kinds[:2]), last_told_at=1000 - ASLEEP - 1) == [10, 11]


def test_what_comes_soon_after_joins_while_it_is_unread() -> None:
    unread = [Open(4, frozenset({News.SETTLED}), 900)]
    assert _grouped(_events(News.SETTLED, News.REJECTED), unread=unread) == [4, 10]
    assert _grouped(_events(News.SETTLED), unread=unread, now=900 + TOGETHER) == [10]
    summary = [Open(5, frozenset({News.SETTLED, News.OVERDUE}), 900)]
    assert _grouped(_events(News.ELSEWHERE), unread=summary) == [5]


def test_the_brake_on_many_cancellations_holds_single_notices_back() -> None:
    events = _events(News.ELSEWHERE, News.TOO_MANY, News.ELSEWHERE, News.SETTLED)
    assert _grouped(events, held=True) == [10, 10, 10, 11]
    told = [Open(3, frozenset({News.TOO_MANY, News.ELSEWHERE}), 0)]
    assert _grouped(_events(News.ELSEWHERE), held=True, unread=told, now=10_000, last_told_at=10_000) == [3]
