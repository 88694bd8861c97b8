"""A full sync from a server on loopback, beside the floor: the least work that keeps every record.

    python -m benchmarks.sync [number of payments] [runs]

Floor: one raw requests session, the fastest JSON, the raw record kept, executemany upsert, one transaction a page, in
the journal mode and with the synchronous setting of the desk (docs/decisions/0006). The desk compares, writes facts,
entries, tickets and the search index as well. Each run is a process of its own, floor and desk take turns; what
counts are the ratios of the medians.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.account import served
from paymentdesk.services import polling
from paymentdesk.services.shop import open_shop
from paymentdesk.settings import Settings, ShopProfile

PAGE = 1000
_COLUMNS = (
    "imp_uid merchant_uid status amount cancel_amount currency name buyer_name buyer_email pg_tid pay_method"
    " emb_pg_provider started_at paid_at failed_at cancelled_at fail_reason cancel_reason receipt_url"
).split()


def floor(url: str, folder: Path) -> dict[str, float]:
    """Seconds for the least that keeps every record."""
    import orjson
    import requests

    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    columns = [*_COLUMNS, "raw"]
    connection.execute(f"CREATE TABLE payment (id INTEGER PRIMARY KEY, {', '.join(columns)}, UNIQUE (imp_uid))")
    upsert = (
        f"INSERT INTO payment ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) ON CONFLICT (imp_uid)"
        f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns[1:])}"
    )
    now = int(time.time())
    with requests.Session() as session:
        started, page = time.perf_counter(), 1
        while page:
            query: dict[str, Any] = {"from": 0, "to": now, "page": page, "limit": PAGE, "sorting": "updated"}
            body = orjson.loads(session.get(f"{url}/payments/status/all", params=query, timeout=30).content)
            rows = [(*(each[name] for name in _COLUMNS), orjson.dumps(each)) for each in body["response"]["list"]]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(upsert, rows)
            connection.execute("COMMIT")
            page = body["response"]["next"]
        return {"seconds": time.perf_counter() - started}


def desk(url: str, folder: Path) -> dict[str, float]:
    """Seconds for a first full sync and for one that finds nothing new; `peak` is MB of memory after both."""
    profile = ShopProfile(name="shop", home=folder, api_url=url, imp_key="key", imp_secret="secret", user="bench")
    shop = open_shop(profile, settings=Settings(page_size=PAGE))
    try:
        times = []
        for _ in range(2):
            started = time.perf_counter()
            polling.sync(shop, full=True)
            times.append(time.perf_counter() - started)
        pending = shop.database.db.connection().execute("SELECT count(*) FROM search_pending").fetchone()[0]
        assert pending == 0, "the search index is not up to date"
    finally:
        shop.close()
    return {"seconds": times[0], "again": times[1], "peak": peak()}


def peak() -> float:
    """The most memory this process has held and the one it had pages read by, in MB."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def measured(what: str, url: str) -> dict[str, float]:
    """One run in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.sync", what, url, folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found


def main(count: int = 100_000, runs: int = 3) -> None:
    floors, desks = [], []
    with served(count) as url:
        for _ in range(runs):
            floors.append(measured("floor", url)["seconds"])
            desks.append(measured("desk", url))
            seen = desks[-1]
            print(
                f"   floor {count / floors[-1]:>8,.0f}/s   first {count / seen['seconds']:>8,.0f}/s"
                f"   again {count / seen['again']:>8,.0f}/s   peak {seen['peak']:.0f} MB",
                flush=True,
            )
    least = statistics.median(floors)
    first = statistics.median(each["seconds"] for each in desks)
    again = statistics.median(each["again"] for each in desks)
    print(f"{least / first:>9.2f} of the floor: a first full sync (0.35 wanted, 0.5 the goal)")
    print(f"{again / least:>9.2f} floors long: a full sync that finds nothing new (1 wanted)")
    print(f"{max(each['peak'] for each in desks):>9.0f} MB at most (200 allowed)")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] in ("floor", "desk"):
        answer = {"floor": floor, "desk": desk}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
        sys.stdout.write(json.dumps(answer))
    else:
        main(*(int(each) for each in sys.argv[1:]))
