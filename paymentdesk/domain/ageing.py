"""How long a ticket usually takes, learnt from the shop's own history; what is overdue. An age changes no state.

Tickets still open count as "not yet" (censored), so that slow ones do not vanish from the statistics. No source
gives Paymentwall's times (domain.md 4.3), so nothing is claimed before there are five settled tickets to learn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5
DAY = 86400


@dataclass(frozen=True, slots=True)
class Wait:
    """One ticket that left: how long it took in seconds, or has lasted so far when not `settled`."""

    method: str
    country: str
    seconds: int
    settled: bool
    ticket: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What similar tickets took, in seconds: half of them at most `usual`, nine of ten at most `late`, 19 of 20 at
    most `lost`; None where the history does not reach that far. `method` and `country` say how similar: "" = any."""

    usual: int
    late: int | None
    lost: int | None
    settled: int
    method: str
    country: str


def expected(history: Sequence[Wait], method: str, country: str) -> Expected | None:
    """The expectation for a method in a country, falling back to the method anywhere, then to all tickets."""
    for same_method, same_country in ((method, country), (method, ""), ("", "")):
        group = [
            wait
            for wait in history
            if (not same_method or wait.method == same_method) and (not same_country or wait.country == same_country)
        ]
        found = _learn(group, same_method, same_country)
        if found is not None:
            return found
    return None


def overdue(age: int, expectation: Expected | None, unknown_after: int = 7 * DAY) -> bool:
    """Past the 90 % band, or `unknown_after` seconds while nothing is known."""
    late = expectation.late if expectation is not None else None
    return age > (unknown_after if late is None else max(late, DAY))


def _learn(group: Sequence[Wait], method: str, country: str) -> Expected | None:
    settled = sum(wait.settled for wait in group)
    if settled < LEAST:
        return None
    curve = list(_survival(group))
    usual = _reached(curve, 0.5)
    if usual is None:
        return None
    return Expected(usual, _reached(curve, 0.1), _reached(curve, 0.05), settled, method, country)


def _survival(group: Iterable[Wait]) -> Iterable[tuple[int, float]]:
    """The share still waiting after so many seconds, by Kaplan and Meier (1958)."""
    ordered = sorted(group, key=lambda wait: (wait.seconds, not wait.settled))
    left, share = len(ordered), 1.0
    for wait in ordered:
        if wait.settled:
            share *= 1 - 1 / left
            yield wait.seconds, share
        left -= 1


def _reached(curve: Iterable[tuple[int, float]], share: float) -> int | None:
    return next((seconds for seconds, rest in curve if rest <= share + 1e-9), None)
