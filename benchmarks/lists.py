"""The lists over a million payments: how long each question of the window takes, beside SQLite's own floor.

    python -m benchmarks.lists [number of payments]

The floor of a list is the same page read by its id: what no query can be faster than.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paymentdesk.store import queries, search
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.queries import Filter
from paymentdesk.store.queries.payments import lines
from paymentdesk.store.tables import PaymentRow

NAMES = ("김민준", "이서연", "Jack Son", "Aiko Tanaka", "Lena Vogel", "Marta Ruiz", "Noah Kim", "박도윤")
ITEMS = ("Hanji notebook", "Celadon cup", "Ramie scarf", "Tea set", "무선 이어폰", "Norigae")
STATES = ("paid",) * 80 + ("failed",) * 9 + ("ready",) * 4 + ("cancelled",) * 5 + ("partly_cancelled",) * 2
COLUMNS = (
    "imp_uid, merchant_uid, status, state, amount, cancelled, excluded, currency, name, buyer_name, buyer_email,"
    " pg_tid, method, country, changed_at, paid_at, started_at, waiting, problems"
)


def rows(count: int, seed: int = 1) -> Any:
    dice = random.Random(seed)
    for n in range(count):
        at = 1_600_000_000 + n * 60 + dice.randrange(60)
        state = dice.choice(STATES)
        yield (
            f"imp_{n:012d}", f"HB-{n:08d}", state, state, dice.randrange(100, 900_000), 0, 0,
            dice.choice(("USD", "EUR", "KRW", "JPY")), dice.choice(ITEMS), dice.choice(NAMES),
            f"buyer{n}@example.com", f"b{dice.randrange(10**10)}", dice.choice(("cc", "paypal", "sofort")), "DE",
            at, at, at, dice.random() < 0.0001, " amount_differs " if dice.random() < 0.0005 else "",
        )  # fmt: skip


def fill(database: Database, count: int) -> None:
    rest = {
        name: value for name, value in PaymentRow._meta.get_default_dict().items() if name not in COLUMNS.split(", ")
    }
    columns = ", ".join([COLUMNS, *(f'"{name}"' for name in rest)])
    marks = ", ".join(["?"] * 19 + [repr(int(value) if isinstance(value, bool) else value) for value in rest.values()])
    insert = f"INSERT INTO payment ({columns}) VALUES ({marks})"
    made = rows(count)
    started = time.perf_counter()
    for _ in range(0, count, 10_000):
        with database.atomic():
            page = [row for _, row in zip(range(min(10_000, count)), made, strict=False)]
            database.db.connection().executemany(insert, page)
    print(f"{count / (time.perf_counter() - started):>12,.0f} payments a second written")
    started = time.perf_counter()
    done = 1
    while done:
        with database.atomic():
            done = search.index_pending(database.db, 10_000)
    print(f"{count / (time.perf_counter() - started):>12,.0f} payments a second indexed for search")


def measure(what: str, question: Callable[[sqlite3.Connection], Any], database: Database) -> None:
    """The first answer with nothing remembered, then the median of five."""
    times = []
    for turn in range(6):
        if not turn:
            database.close()
        with database.reader() as connection:
            started = time.perf_counter()
            question(connection)
            times.append((time.perf_counter() - started) * 1000)
    print(f"{times[0]:>9.1f} ms first {sorted(times[1:])[2]:>9.1f} ms again   {what}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        database = open_database(path, backups=Path(folder) / "backups")
        fill(database, count)
        print(f"{path.stat().st_size / count:>12,.0f} bytes a payment")
        for what, question in questions(count):
            measure(what, question, database)
        database.close()


def questions(count: int) -> list[tuple[str, Callable[[sqlite3.Connection], Any]]]:
    middle = f"imp_{count // 2:012d}"
    ids = list(range(count // 2, count // 2 + 128))

    def window(asked: Filter, offset: int = 0) -> Callable[[sqlite3.Connection], Any]:
        return lambda c: queries.payments_window(c, asked, offset, 128)

    asked = [
        ("floor: 128 payments by id", lambda c: lines(c, ids)),
        ("chips", queries.payment_counts),
        ("count", lambda c: queries.count_payments(c, Filter())),
        ("newest page", window(Filter())),
        ("page at 90 %", window(Filter(), count * 9 // 10)),
        ("where a row is", lambda c: queries.payments_position(c, Filter(), middle)),
        ("paid", window(Filter(state="paid"))),
        ("count of paid", lambda c: queries.count_payments(c, Filter(state="paid"))),
        ("cancelled", window(Filter(state="cancelled"))),
        ("waiting", window(Filter(state="waiting"))),
        ("problems", window(Filter(state="problems"))),
        ("by amount", window(Filter(sort="amount"), count // 2)),
        ("by state", window(Filter(sort="state"), count // 2)),
        ("by buyer (ranked)", window(Filter(sort="buyer"))),
        ("totals", lambda c: queries.totals(c, Filter())),
        ("today", lambda c: queries.today_figures(c, 1_659_000_000, 1_658_000_000, 1_661_000_000)),
        ("needs you", lambda c: queries.needs_rows(c, 1_661_000_000, 7 * 86_400)),
        ("one payment", lambda c: queries.payment_detail(c, middle)),
    ]
    asked += [
        (f"search {text}", window(Filter(search=text)))
        for text in ("민준", "김민준", "buyer123456@", "54.00", "민준 cup", "imp_000000123456", "zzzqqq")
    ]
    return asked


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
