"""Look at a ledger without opening it for work: nothing is made, migrated or mended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from paymentdesk.store.database import APPLICATION_ID, BUSY_SECONDS
from paymentdesk.store.migrations import MIGRATIONS

KNOWN_VERSION = len(MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Examined:
    """`whole` is None where there is no file yet. `problem` is what SQLite's own check found first, or why the file
    cannot be read. `bound_address` and `bound_key` are whose it is (money.md R12), None before its first look."""

    whole: bool | None
    problem: str = ""
    version: int = 0
    bound_address: str | None = None
    bound_key: str | None = None

    @property
    def usable(self) -> bool:
        """Whether today's questions can be asked of it."""
        return self.whole is True and self.version == KNOWN_VERSION


def examine(path: Path) -> Examined:
    """SQLite's quick check, the version and whose it is; never raises for what is wrong with the file."""
    if not path.is_file() or path.stat().st_size == 0:
        return Examined(None)
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA query_only = 1")
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if owner != APPLICATION_ID:
                return Examined(False, "application_id", version)
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            meta = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('bound_address', 'bound_key')"))
    except sqlite3.Error as error:
        return Examined(False, str(error)[:200])
    problem = "" if found == "ok" else found[:200]
    return Examined(not problem, problem, version, meta.get("bound_address"), meta.get("bound_key"))
