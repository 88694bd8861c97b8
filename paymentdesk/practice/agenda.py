"""What will happen at a given simulated time."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from paymentdesk.practice.acts import Act


@dataclass(order=True, slots=True)
class _Entry:
    at: int
    number: int
    act: Act = field(compare=False)


class Agenda:
    """Dated acts in the order of their time, those of one second in the order they were written down."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._number = 0

    def add(self, at: int, act: Act) -> None:
        """Let `act` happen when the simulated time reaches `at` (UNIX seconds)."""
        self._number += 1
        heapq.heappush(self._entries, _Entry(at, self._number, act))

    def next_at(self) -> int | None:
        """When the next act is due; None if there is none."""
        return self._entries[0].at if self._entries else None

    def take(self, now: int) -> tuple[int, Act] | None:
        """The first act that is due by `now`, with its time."""
        if not self._entries or self._entries[0].at > now:
            return None
        entry = heapq.heappop(self._entries)
        return entry.at, entry.act

    def all(self) -> list[tuple[int, Act]]:
        """Every act still to come with its time, in order."""
        return [(entry.at, entry.act) for entry in sorted(self._entries)]
