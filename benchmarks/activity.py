"""Activity over a million rows: nine facts to one entry, one fact in fifty of a person, a busy and a quiet day.

The floor of a page is the same rows read by their numbers: what no query can be faster than.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.lists import measure
from paymentdesk.store import queries
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.queries import Filter

SELDOM = ("attempt_answer", "ticket_requested", "status_changed", "outside")
START = 1_700_000_000


def _facts(count: int, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    for n in range(1, count + 1):
        seldom = n % 50 == 0
        kind = dice.choice(SELDOM) if seldom else "payment_seen"
        names = (f"imp_{n % 300_000:012d}", f"HB-{n % 300_000}", n % 3000 if seldom else None)
        # A first full check comes all at once, the rest one by one.
        at = START + (n // 1000 if n < count // 2 else n * 10)
        data = '{"amount":1000,"currency":"USD","source":"full","status":"paid"}'
        yield (n, at, kind, *names, "Minji" if seldom else "", data, "x" * 64, "x" * 64, "x" * 64)


def _entries(count: int, last: int, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    for n in range(1, count + 1):
        at = last - (count - n) * 30
        kind = dice.choice(("round", "look", "webhook", "connection"))
        yield (n, at, at, 1, kind, "poll", "", "", "unchanged", 0, n % 20 == 0, "{}")


def fill(database: Database, count: int) -> None:
    dice = random.Random(1)
    facts = count * 9 // 10
    for table, columns, rows in (
        ("fact", 11, _facts(facts, dice)),
        ("activity", 12, _entries(count - facts, START + facts * 10, dice)),
    ):
        insert = f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"
        started = time.perf_counter()
        with database.atomic():
            database.db.connection().executemany(insert, rows)
        print(f"{time.perf_counter() - started:>9.1f} s   {table} written")


def questions(count: int) -> list[tuple[str, Callable[[sqlite3.Connection], Any]]]:
    def window(asked: Filter, offset: int = 0) -> Callable[[sqlite3.Connection], Any]:
        return lambda c: queries.activity_window(c, asked, offset, 128)

    middle = count * 9 // 20
    return [
        ("floor: 128 rows by number", lambda c: [queries.activity_line(c, middle + n) for n in range(128)]),
        ("newest page", window(Filter())),
        *((f"page at {share} %", window(Filter(), count * share // 100)) for share in (10, 50, 90)),
        ("where a row is", lambda c: queries.activity_position(c, Filter(), middle)),
        ("chips", queries.activity_counts),
        *((f"chip {chip}", window(Filter(state=chip))) for chip in queries.ACTIVITY_CHIPS),
        ("one day", window(Filter(start=START + count * 8, end=START + count * 8 + 86_400))),
        *((f"search {text}", window(Filter(search=text))) for text in ("T-0413", "imp_000000012345", "HB-77123")),
        ("health", lambda c: (queries.sources(c), queries.coverage(c, 3600))),
    ]


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        database = open_database(path, backups=Path(folder) / "backups")
        fill(database, count)
        for what, question in questions(count):
            measure(what, question, database)
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
