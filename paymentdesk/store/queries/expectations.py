"""How long each open ticket may take, by what similar ones took: what makes it overdue (domain/ageing.py)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from paymentdesk.domain import ageing
from paymentdesk.domain.ageing import DAY, Expected, Wait
from paymentdesk.store.queries.waits import waits

_SINCE = "CASE t.sent_at WHEN 0 THEN t.requested_at ELSE t.sent_at END"
_HOUR = 3600


@dataclass
class Expectations:
    """The shop's history, asked about one ticket. A ticket that waits is left out of what is expected of itself: it
    would otherwise excuse its own lateness."""

    version: int
    hour: int
    history: Sequence[Wait]  # sorted, so that learning from parts of it stays cheap
    _learnt: dict[tuple[str, str, int], Expected | None] = field(default_factory=dict)
    _waiting: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = frozenset(wait.ticket for wait in self.history if not wait.settled)

    def of(self, method: str, country: str | None, ticket: int = 0) -> Expected | None:
        """What similar tickets took; `ticket` is the one that asks."""
        own = ticket if ticket in self._waiting else 0
        asked = (method, country or "", own)
        if asked not in self._learnt:
            others = [wait for wait in self.history if wait.ticket != own] if own else self.history
            self._learnt[asked] = ageing.expected(others, method, country or "")
        return self._learnt[asked]


_remembered: WeakKeyDictionary[sqlite3.Connection, Expectations] = WeakKeyDictionary()


def expectations(c: sqlite3.Connection, now: int) -> Expectations:
    """What the history teaches at `now` (UNIX seconds); remembered for an hour, or until anybody commits."""
    version: int = c.execute("PRAGMA data_version").fetchone()[0]
    known = _remembered.get(c)
    if known is None or (known.version, known.hour) != (version, now // _HOUR):
        known = _remembered[c] = Expectations(version, now // _HOUR, _sorted(waits(c, now)))
    return known


def late_tickets(c: sqlite3.Connection, now: int, overdue_seconds: int) -> dict[int, bool]:
    """Waiting tickets that are overdue: past the time nine of ten similar ones took, or past `overdue_seconds`
    while nothing is known. True: past what 19 of 20 took, so Paymentwall has probably not handled it."""
    rows = c.execute(
        f"SELECT t.id, {_SINCE}, coalesce(p.method, ''), p.country FROM ticket t LEFT JOIN payment p USING (imp_uid)"
        " WHERE t.state = 'waiting'"
    ).fetchall()
    learnt = expectations(c, now) if rows else None
    late: dict[int, bool] = {}
    for number, since, method, country in rows:
        expected = learnt.of(method, country, number) if learnt is not None else None
        if ageing.overdue(now - since, expected, overdue_seconds):
            lost = expected.lost if expected is not None else None
            late[number] = lost is not None and now - since > max(lost, DAY)
    return late


def _sorted(history: Sequence[Wait]) -> list[Wait]:
    return sorted(history, key=lambda wait: (wait.seconds, not wait.settled))
