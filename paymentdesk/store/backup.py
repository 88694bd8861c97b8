"""Verified copies of a ledger: whole while others write, checked before they count, the last ones kept."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

KEEP = 5

_NAME = re.compile(r"-(\d{4,})-v\d+\.sqlite3\Z")


class CopyDamaged(Exception):
    """The copy does not pass SQLite's own check, so the original is damaged as well."""


def make_copy(source: Path, folder: Path, *, keep: int = KEEP) -> Path:
    """Copy the ledger `source` into `folder` and return the copy, named `ledger-0007-v1.sqlite3` by a running
    number and the version of its tables. Only the last `keep` copies stay.

    Raises OSError or sqlite3.Error where it cannot be written, `CopyDamaged` if the copy is not whole; an
    unfinished copy is never left under its final name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{source.stem}-{os.getpid()}.part"
    try:
        version = _copy(source, unfinished)
        numbers = [int(match[1]) for each in folder.iterdir() if (match := _NAME.search(each.name))]
        copy = folder / f"{source.stem}-{max(numbers, default=0) + 1:04d}-v{version}.sqlite3"
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in copies(folder)[:-keep]:
        old.unlink()
    return copy


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, oldest first."""
    found = [(int(match[1]), each) for each in folder.iterdir() if (match := _NAME.search(each.name))]
    return [each for _, each in sorted(found)]


def _copy(source: Path, target: Path) -> int:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        # One file that needs no others beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        answer = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            raise CopyDamaged(answer)
        version: int = copy.execute("PRAGMA user_version").fetchone()[0]
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return version
