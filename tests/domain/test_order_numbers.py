"""Numbers: never over 40 characters, never one that is taken, plain in an address."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paymentdesk.domain.order_number import (
    LONGEST,
    RANDOM_LETTERS,
    PatternError,
    check_pattern,
    first_attempt,
    make_number,
    next_attempt,
)

DAY = date(2026, 11, 22)
_PARTS = st.sampled_from(["HB-", "{yyyy}", "{yy}", "{mm}", "{dd}", "a.b_", "-"])


@given(st.lists(_PARTS, max_size=4), st.lists(_PARTS, max_size=4), st.integers(0, 99), st.dates())
def test_a_pattern_makes_plain_numbers_of_at_most_40(before: list[str], after: list[str], seed: int, day: date) -> None:
    pattern = "".join([*before, "{random}", *after])
    chance = random.Random(seed)
    try:
        check_pattern(pattern)
    except PatternError:
        assume(False)
    taken: set[str] = set()
    for _ in range(5):
        number = make_number(pattern, day, chance.choice, taken.__contains__)
        assert number not in taken
        assert re.fullmatch(r"[A-Za-z0-9._-]+", number)
        assert len(number) + len("-999") <= LONGEST
        taken.add(number)


def test_the_day_and_the_letters_stand_where_the_pattern_says() -> None:
    assert make_number("HB-{yy}{mm}{dd}-{random}", DAY, lambda letters: letters[0]) == "HB-261122-2222"
    assert make_number("{yyyy}.{random}", DAY, lambda letters: letters[-1]) == "2026.ZZZZ"
    assert not set("01OIL") & set(RANDOM_LETTERS)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("HB-{yy}", "random"), ("한빛-{random}", "letters"), ("a/b-{random}", "letters"), ("{hour}{random}", "letters"),
     ("x" * 33 + "{random}", "long")],
)  # fmt: skip
def test_a_pattern_that_cannot_make_numbers_says_why(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError) as wrong:
        check_pattern(pattern)
    assert wrong.value.reason == reason


def test_chance_that_finds_nothing_ends() -> None:
    with pytest.raises(LookupError):
        make_number("{random}", DAY, lambda letters: letters[0], lambda _: True)
    with pytest.raises(LookupError):
        next_attempt("HB-1", lambda _: True)


@given(st.text("ab-9", min_size=1, max_size=LONGEST), st.sets(st.integers(2, 12), max_size=8))
def test_an_attempt_is_new_and_short(first: str, used: set[int]) -> None:
    taken = {first, *(f"{first[: LONGEST - len(f'-{n}')]}-{n}" for n in used)}
    number = next_attempt(first, taken.__contains__)
    assert number not in taken
    assert len(number) <= LONGEST
    assert re.search(r"-\d+$", number)


def test_an_attempt_at_a_long_number_loses_its_last_characters() -> None:
    assert next_attempt("x" * LONGEST, lambda _: False) == "x" * (LONGEST - 2) + "-2"


def test_an_attempt_belongs_to_its_first() -> None:
    assert first_attempt("HB-1-2", {"HB-1"}) == "HB-1"
    assert first_attempt("HB-1-2", set()) == "HB-1-2"
    assert first_attempt("HB-1-1", {"HB-1"}) == "HB-1-1"  # the first is no second attempt
