"""Numbers for orders: at most 40 characters (domain.md 6.2), a new one for every attempt."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import date

LONGEST = 40
RANDOM_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
RANDOM_LENGTH = 4
_ATTEMPT_ROOM = 4  # "-999"
_TRIES = 200
_PLACES = re.compile(r"\{(yyyy|yy|mm|dd|random)\}")
_LITERAL = re.compile(r"[A-Za-z0-9._-]*\Z")
_ATTEMPT = re.compile(r"(.+)-([0-9]{1,3})\Z")


class PatternError(ValueError):
    """A pattern that cannot make numbers. `reason`: `random` (it has no {random}), `letters` or `long`."""

    def __init__(self, reason: str, pattern: str) -> None:
        super().__init__(f"{reason}: {pattern!r}")
        self.reason = reason


def check_pattern(pattern: str) -> None:
    """Raises `PatternError` unless the pattern makes numbers that are new each time, short enough and plain.

    A pattern is letters, digits, `. _ -` and the places `{yyyy} {yy} {mm} {dd} {random}`, e.g. `HB-{yy}{mm}-{random}`.
    """
    if "{random}" not in pattern:
        raise PatternError("random", pattern)
    if not _LITERAL.match(_PLACES.sub("", pattern)):
        raise PatternError("letters", pattern)
    if len(_filled(pattern, date(2000, 1, 1), "X" * RANDOM_LENGTH)) > LONGEST - _ATTEMPT_ROOM:
        raise PatternError("long", pattern)


def make_number(
    pattern: str, day: date, choose: Callable[[str], str], taken: Callable[[str], bool] = lambda _: False
) -> str:
    """A number of the pattern for that day that is not taken. `choose` picks one of the letters it is given.

    Raises `PatternError`, and `LookupError` when 200 numbers in a row were taken.
    """
    check_pattern(pattern)
    for _ in range(_TRIES):
        number = _filled(pattern, day, "".join(choose(RANDOM_LETTERS) for _ in range(RANDOM_LENGTH)))
        if not taken(number):
            return number
    raise LookupError(pattern)


def first_attempt(number: str, known: Container[str]) -> str:
    """The number another attempt belongs to: `HB-2302` for `HB-2302-2`, if there is an order of that number."""
    found = _ATTEMPT.match(number)
    if found and int(found[2]) >= 2 and found[1] in known:
        return found[1]
    return number


def next_attempt(first: str, taken: Callable[[str], bool]) -> str:
    """The number of the next attempt at an order: its own with `-2`, `-3` … that is not taken.

    It is never over 40 characters: a number too long for a suffix loses its last characters.
    Raises `LookupError` when 998 attempts are taken.
    """
    for n in range(2, 1000):
        suffix = f"-{n}"
        number = first[: LONGEST - len(suffix)] + suffix
        if not taken(number):
            return number
    raise LookupError(first)


def _filled(pattern: str, day: date, letters: str) -> str:
    values = {
        "yyyy": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "mm": f"{day.month:02d}",
        "dd": f"{day.day:02d}",
    }
    return _PLACES.sub(lambda place: letters if place[1] == "random" else values[place[1]], pattern)
