"""Verified copies of a ledger: whole while others write, checked before they count, the last ones kept.

A copy is one file. The send journal travels inside it (money.md R7), in a table that no ledger has.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

KEEP = 5
LEDGER = "ledger.sqlite3"
JOURNAL = "sends.journal"

_NAME = re.compile(r"-(\d{4,})-v\d+\.sqlite3\Z")
_TABLE = "copied_beside"


class CopyDamaged(Exception):
    """The copy does not pass SQLite's own check, so the original is damaged as well; or it is none of ours."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file holds. `made_at` and `last_at` (the newest fact) are UNIX seconds of i'mport's clock, 0 where nobody
    wrote them down; `journal` is the send journal as it was."""

    path: Path
    version: int
    made_at: int
    last_at: int
    payments: int
    tickets: int
    last_ticket: int
    orders: int
    address: str
    key: str
    journal: bytes


def make_copy(source: Path, folder: Path, *, keep: int = KEEP, made_at: int = 0) -> Path:
    """Copy the ledger `source` into `folder` and return the copy, named `ledger-0007-v1.sqlite3` by a running
    number and the version of its tables. Only the last `keep` copies stay.

    Raises OSError or sqlite3.Error where it cannot be written, `CopyDamaged` if the copy is not whole; an
    unfinished copy is never left under its final name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{source.stem}-{os.getpid()}.part"
    try:
        version = _copy(source, unfinished, made_at)
        numbers = [int(match[1]) for each in folder.iterdir() if (match := _NAME.search(each.name))]
        copy = folder / f"{source.stem}-{max(numbers, default=0) + 1:04d}-v{version}.sqlite3"
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in copies(folder)[:-keep]:
        old.unlink()
    return copy


def write_copy(source: Path, target: Path, *, made_at: int) -> None:
    """Copy the ledger to a file of a person's choice, which appears only when it is whole. Raises as `make_copy`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        _copy(source, unfinished, made_at)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, oldest first."""
    if not folder.is_dir():
        return []
    found = [(int(match[1]), each) for each in folder.iterdir() if (match := _NAME.search(each.name))]
    return [each for _, each in sorted(found)]


def look_into(path: Path, owner: int) -> Copy:
    """What a copy holds, after SQLite's own check of the whole file. Nothing is written.

    Raises OSError where it cannot be read, `CopyDamaged` where it is not whole or carries another `owner` id.
    """
    path.stat()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as c:
            if c.execute("PRAGMA application_id").fetchone()[0] != owner:
                raise CopyDamaged("not a ledger")
            answer = c.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if answer != "ok":
                raise CopyDamaged(answer)
            return _held(path, c)
    except sqlite3.Error as error:
        raise CopyDamaged(str(error)) from error


def strip(path: Path) -> None:
    """Take what travelled beside the ledger out of a copy that becomes one again."""
    with closing(sqlite3.connect(path)) as c:
        c.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        c.execute("PRAGMA journal_mode = wal")


def _held(path: Path, c: sqlite3.Connection) -> Copy:
    def one(select: str) -> int:
        return int(c.execute(select).fetchone()[0])

    meta = dict(c.execute("SELECT key, value FROM meta WHERE key IN ('bound_address', 'bound_key')"))
    beside = {}
    if c.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_TABLE,)).fetchone():
        beside = dict(c.execute(f"SELECT name, body FROM {_TABLE}"))
    return Copy(
        path=path,
        version=one("PRAGMA user_version"),
        made_at=int(beside.get("made_at", 0)),
        last_at=one("SELECT coalesce(max(at), 0) FROM fact"),
        payments=one("SELECT count(*) FROM payment"),
        tickets=one("SELECT count(*) FROM ticket"),
        last_ticket=one("SELECT coalesce(max(id), 0) FROM ticket"),
        orders=one("SELECT count(*) FROM orders"),
        address=str(meta.get("bound_address", "")),
        key=str(meta.get("bound_key", "")),
        journal=bytes(beside.get("journal", b"")),
    )


def _copy(source: Path, target: Path, made_at: int) -> int:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        # One file that needs no others beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        answer = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            raise CopyDamaged(answer)
        version: int = copy.execute("PRAGMA user_version").fetchone()[0]
        _put_beside(copy, source.with_name(JOURNAL), made_at)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return version


def _put_beside(copy: sqlite3.Connection, journal: Path, made_at: int) -> None:
    """The journal is read after the ledger was: it may hold more, never less."""
    body = journal.read_bytes() if journal.exists() else b""
    with copy:
        copy.execute(f"CREATE TABLE {_TABLE} (name TEXT PRIMARY KEY, body BLOB)")
        rows = [("journal", body), ("made_at", made_at)]
        copy.executemany(f"INSERT INTO {_TABLE} VALUES (?, ?)", rows)
