"""What a person is told without having asked: which kinds there are, and what is told as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

TOGETHER = 300
"""Seconds in which more of the same kind joins a notice that nobody has read."""

ASLEEP = 6 * 3600
"""Seconds without anything told after which all that is new is one summary."""

SUMMARY_FROM = 3
"""So many events are a summary after a long silence; fewer are told one by one."""


class News(StrEnum):
    """Kinds of notices. All but `TOO_MANY` can be switched off; that one belongs to `ELSEWHERE`."""

    SETTLED = "settled"
    REJECTED = "rejected"
    OVERDUE = "overdue"
    DIFFERS = "differs"
    LATE_APPROVAL = "late_approval"
    ELSEWHERE = "elsewhere"
    SYNC_BROKEN = "sync_broken"
    TOO_MANY = "too_many"


SWITCHABLE = tuple(kind for kind in News if kind is not News.TOO_MANY)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell. `key` names it for ever: told once, never again. `at` is UNIX seconds; `data` holds
    `amount` (minor units) with `currency`, and what else its sentence needs."""

    key: str
    at: int
    kind: News
    imp_uid: str = ""
    merchant_uid: str = ""
    ticket: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Open:
    """A notice nobody has read yet: its number, the kinds in it, and when it was first told (UNIX seconds)."""

    group: int
    kinds: frozenset[News]
    told_at: int

    @property
    def summary(self) -> bool:
        return len(self.kinds) > 1 and News.TOO_MANY not in self.kinds


def grouped(
    events: Sequence[Event], *, now: int, last_told_at: int, held: bool, unread: Sequence[Open], next_group: int
) -> list[int]:
    """The notice each event belongs to, in the order of `events`.

    50 of a kind are one notice; what came during a long silence is one summary. While the brake on many cancellations
    is on (`held`), cancellations made elsewhere belong to its notice: it has told of them all (product.md rule 12).
    """
    recent = [each for each in unread if now - each.told_at < TOGETHER]
    summary = next((each.group for each in recent if each.summary), None)
    if summary is None and now - last_told_at > ASLEEP and len(events) >= SUMMARY_FROM:
        summary, next_group = next_group, next_group + 1
    places: dict[News, int] = {kind: each.group for each in recent if len(each.kinds) == 1 for kind in each.kinds}
    brake = next((each.group for each in unread if News.TOO_MANY in each.kinds), None)
    groups = []
    for event in events:
        kind = event.kind
        if kind is News.TOO_MANY or (held and kind is News.ELSEWHERE):
            if brake is None:
                brake, next_group = next_group, next_group + 1
            groups.append(brake)
        elif summary is not None:
            groups.append(summary)
        else:
            if kind not in places:
                places[kind], next_group = next_group, next_group + 1
            groups.append(places[kind])
    return groups
