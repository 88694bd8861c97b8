"""How each way in which news comes is doing, and which windows of time were read to their last page.

"Complete up to" is said in one place only, so that the window, `sync` and a statement never differ.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from paymentdesk.store.queries.today import meta

SOURCES = ("poll", "full", "receiver", "relay")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A way: `ok_at` when it last worked, `failing_since` since when it does not (0 = it works), `error` the word of
    its last trouble at `failed_at`; all UNIX seconds, 0 = never. `lag` in seconds and `next_try_at` may be unknown."""

    name: str
    ok_at: int
    lag: int | None
    failed_at: int
    failing_since: int
    error: str
    next_try_at: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, UNIX seconds."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read to the last page: `spans` ascending and apart from each other. All that changed at i'mport before
    `complete_up_to` and after `complete_from` is known here; None while nothing is. `first_at` is the shop's first
    payment, None while there is none."""

    spans: tuple[Span, ...]
    complete_from: int | None
    complete_up_to: int | None
    first_at: int | None


def sources(c: sqlite3.Connection) -> list[SourceLine]:
    """Every way that was ever used, in the order of `SOURCES`."""
    rows = c.execute("SELECT name, ok_at, lag, failed_at, failing_since, error, next_try_at FROM source")
    found = {row["name"]: SourceLine(*row) for row in rows}
    return [found.pop(name) for name in SOURCES if name in found] + [found[name] for name in sorted(found)]


def complete_up_to(c: sqlite3.Connection, slack: int) -> int | None:
    """The moment up to which every change at i'mport is known; `slack` is `Settings.watermark_slack`."""
    mark = meta(c, "watermark")
    return None if mark is None else int(mark) + slack


def coverage(c: sqlite3.Connection, slack: int) -> Coverage:
    """What was read, full windows and recent rounds together."""
    windows = [Span(*row) for row in c.execute("SELECT start_at, end_at FROM coverage ORDER BY start_at")]
    since, until = meta(c, "read_since"), complete_up_to(c, slack)
    if since is not None and until is not None:
        windows.append(Span(int(since), until))
    spans = merged(windows)
    last = next((span for span in reversed(spans) if until is not None and span.start <= until <= span.end), None)
    first = c.execute("SELECT min(at) FROM (SELECT min(paid_at) AS at FROM payment WHERE paid_at > 0)").fetchone()[0]
    return Coverage(spans, last.start if last else None, until, first)


def merged(windows: list[Span]) -> tuple[Span, ...]:
    """The same time as spans that are apart from each other, ascending."""
    spans: list[Span] = []
    for window in sorted(windows, key=lambda span: span.start):
        if window.end <= window.start:
            continue
        if spans and window.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, window.end))
        else:
            spans.append(window)
    return tuple(spans)
