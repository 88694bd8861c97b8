"""Open a ledger: one SQLite file, brought to today's tables, with a connection for every thread that asks.

Windows only read (`reader`), whoever decides and writes does so inside `atomic`.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import peewee

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store import backup, search
from paymentdesk.store.migrations import MIGRATIONS
from paymentdesk.store.tables import TABLES

BUSY_SECONDS = 5.0
APPLICATION_ID = 0x5044736B  # "PDsk": this file is a ledger, whatever it is called
_MIGRATION_MAY_TAKE = 600.0
_CACHE_KIB = 32 << 10
_PAGE_BYTES = 8192  # rows have half a kilobyte and raw records more: fewer borders, fewer pages in the log
_LOG_PAGES = 8000

_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}
_NOT_WRITABLE = {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR"}


class _Held:
    """The connections of one thread, closed when it ends. (They would not be by themselves: a connection and
    its statements hold each other until the garbage collector comes.)"""

    def __init__(self) -> None:
        self.connections: list[sqlite3.Connection] = []

    def close(self) -> None:
        for connection in self.connections:
            connection.close()

    __del__ = close


class _Connection(sqlite3.Connection):
    """One that can be referred to weakly, as `queries.window` does."""


class Database:
    """An open ledger. Made by `open_database`; `close` ends every connection of every thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._local = threading.local()
        self.db = peewee.SqliteDatabase(
            str(path),
            pragmas={
                "synchronous": "full",
                "foreign_keys": 1,
                # A row that is replaced counts as deleted: the triggers of migration 1 must see it.
                "recursive_triggers": 1,
                # A page of a full sync changes some 5 MB: with the usual 2 MB it would be written twice, and copied
                # from the log into the file after every page.
                "cache_size": -_CACHE_KIB,
                "wal_autocheckpoint": _LOG_PAGES,
            },
            timeout=BUSY_SECONDS,
            # Taking the write lock at once: a transaction that reads first and writes later would fail
            # with "database is locked" as soon as somebody else had written in between.
            lock_type="IMMEDIATE",
            factory=self._connection,
            check_same_thread=False,  # so that `close` reaches the connections of other threads
        )

    def _connection(self, *args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection = _Connection(*args, **kwargs)
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = _Held()
            with self._lock:
                self._held.add(held)
        held.connections.append(connection)
        return connection

    @contextmanager
    def bound(self) -> Iterator[None]:
        """The models of `tables.py` belong to this ledger, in this thread, and to none outside: two ledgers
        in one process never meet. A disk that is full or not writable and a damaged file are a `Trouble`;
        what the tables forbid stays `peewee.IntegrityError`.
        """
        if TABLES[0]._meta.database is self.db:
            yield
            return
        owners = [(table._meta, table._meta.database) for table in TABLES]
        with self._troubles():
            try:
                # As peewee's `bind_ctx` does for tables without foreign keys, which takes several times as long.
                for meta, _ in owners:
                    meta.set_database(self.db)
                yield
            finally:
                for meta, owner in owners:
                    meta.set_database(owner)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction with the models bound: BEGIN IMMEDIATE … COMMIT, or a savepoint inside another."""
        with self.bound(), self.db.atomic():
            yield

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """This thread's read-only connection, with rows of `sqlite3.Row`.

        All questions asked inside see the same moment. Hold it for one set of questions, not for a window's
        life: what it sees does not move on until it is left.
        """
        connection = self._reader()
        with self._troubles():
            if connection.in_transaction:  # asked inside another question of this thread
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if connection is None:
            connection = self._connection(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            search.register(connection)
            connection.execute("PRAGMA query_only = 1")
            self._local.reader = connection
        return connection

    def data_version(self) -> int:
        """A number that differs from this thread's last one when anybody else committed in between."""
        with self._troubles():
            version: int = self._reader().execute("PRAGMA data_version").fetchone()[0]
            return version

    def close(self) -> None:
        """Close the connections of all threads. Nothing may be running on them any more."""
        self.db.close()
        with self._lock:
            for held in list(self._held):
                held.close()
        self._local = threading.local()

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, peewee.PeeweeException) as error:
            trouble = _trouble(error, self.path)
            if trouble is None:
                raise
            raise trouble from error


def open_database(path: Path, *, backups: Path) -> Database:
    """Open the ledger at `path`, making or migrating it where needed, a verified copy in `backups` first.

    Raises `Trouble`: FOLDER_NOT_WRITABLE, DATABASE_DAMAGED (also: some other program's file) or
    DATABASE_NEWER, each with the path in its facts and before anything in the file was changed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _version(path) < len(MIGRATIONS):
            from filelock import FileLock  # slow to load, and seldom needed

            with FileLock(path.with_name(f"{path.name}.migrating"), timeout=_MIGRATION_MAY_TAKE):
                _migrate(path, backups)
    except backup.CopyDamaged as error:
        raise Trouble(Kind.DATABASE_DAMAGED, {"path": str(path)}) from error
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(error.filename or path.parent)}) from error
    return Database(path)


def _version(path: Path) -> int:
    """The number of steps a file has seen, 0 for a new one. Refuses what is no ledger, or a newer one."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    try:
        # Not through a URI: a path may hold any character.
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if tables and owner != APPLICATION_ID:
                raise Trouble(Kind.DATABASE_DAMAGED, {"path": str(path)})
            if version > len(MIGRATIONS):
                facts = {"path": str(path), "version": version, "known": len(MIGRATIONS)}
                raise Trouble(Kind.DATABASE_NEWER, facts)
            _touch(connection, tables)
            return version
    except sqlite3.Error as error:
        trouble = _trouble(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _touch(connection: sqlite3.Connection, tables: list[str]) -> None:
    """Read the newest row of each table: a file cut short or overwritten is noticed now, not later."""
    for table in tables:
        if not table.startswith(("sqlite_", "payment_search", "payment_count")):
            connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid DESC LIMIT 1').fetchone()


def _migrate(path: Path, backups: Path) -> None:
    version = _version(path)  # again: another process may have done it while this one waited for the lock
    if version >= len(MIGRATIONS):
        return
    if version:
        backup.make_copy(path, backups)
    database = Database(path)
    try:
        with database._troubles():
            # Kept in the file: every later connection finds it so. A file that has pages keeps their size.
            database.db.execute_sql(f"PRAGMA page_size = {_PAGE_BYTES}")
            database.db.execute_sql("PRAGMA journal_mode = wal")
        for number, (_, migrate) in enumerate(MIGRATIONS[version:], start=version + 1):
            with database.atomic():
                migrate(database.db)
                database.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                database.db.execute_sql(f"PRAGMA user_version = {number}")
    finally:
        database.close()


def _trouble(error: BaseException, path: Path) -> Trouble | None:
    """What a person can do something about; None for everything else.

    The whole chain is searched: after a commit that failed the rollback fails as well and hides why.
    """
    cause: BaseException | None = error
    while cause is not None:
        name = getattr(cause, "sqlite_errorname", None) or ""
        if any(name.startswith(each) for each in _DAMAGED):
            return Trouble(Kind.DATABASE_DAMAGED, {"path": str(path)})
        if any(name.startswith(each) for each in _NOT_WRITABLE):
            return Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(path.parent)})
        cause = cause.__cause__ or cause.__context__
    return None
