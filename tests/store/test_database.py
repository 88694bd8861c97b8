"""Opening, migrating, refusing, backing up, threads and processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store import audit, backup, migrations
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.tables import TABLES, Meta, PaymentRow, TicketRow

from .conftest import add_payment, add_ticket


def _schema(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_ledger_has_todays_tables(database: Database, path: Path) -> None:
    assert _version(path) == len(migrations.MIGRATIONS)
    assert any("one_open_ticket" in sql for sql in _schema(path))
    with database.reader() as connection:
        for table in TABLES:
            found = {row["name"] for row in connection.execute(f'PRAGMA table_info("{table._meta.table_name}")')}
            assert found == set(table._meta.columns)


def test_a_ledger_is_safe_against_a_power_cut(database: Database) -> None:
    with database.atomic():
        values = {
            name: database.db.execute_sql(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_newer_ledger_is_refused_and_left_alone(database: Database, path: Path) -> None:
    with database.atomic():
        database.db.execute_sql("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as trouble:
        open_database(path, backups=path.parent / "backups")
    assert trouble.value.kind is Kind.DATABASE_NEWER
    assert trouble.value.facts["version"] == 99
    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()


@pytest.mark.parametrize("content", [b"not a database at all, just text" * 40, b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(Trouble) as trouble:
        open_database(path, backups=path.parent / "backups")
    assert trouble.value.kind is Kind.DATABASE_DAMAGED
    assert path.read_bytes() == content


def test_a_ledger_cut_short_is_refused(database: Database, path: Path) -> None:
    for n in range(200):
        add_payment(database, f"imp_{n}", name="x" * 500)
    database.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with pytest.raises(Trouble) as trouble:
        open_database(path, backups=path.parent / "backups")
    assert trouble.value.kind is Kind.DATABASE_DAMAGED


def test_the_file_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name)")
    with pytest.raises(Trouble) as trouble:
        open_database(path, backups=path.parent / "backups")
    assert trouble.value.kind is Kind.DATABASE_DAMAGED


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble) as trouble:
        open_database(tmp_path / "file" / "shop" / "ledger.sqlite3", backups=tmp_path / "backups")
    assert trouble.value.kind is Kind.FOLDER_NOT_WRITABLE
    assert "file" in trouble.value.facts["path"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Trouble) as trouble:
            open_database(tmp_path / "ledger.sqlite3", backups=tmp_path / "backups")
    finally:
        tmp_path.chmod(0o700)
    assert trouble.value.kind is Kind.FOLDER_NOT_WRITABLE


def test_a_full_disk_is_a_trouble_and_nothing_is_written(database: Database) -> None:
    with pytest.raises(Trouble) as trouble, database.atomic():  # noqa: PT012
        database.db.execute_sql("PRAGMA max_page_count = 1")
        for n in range(1000):
            PaymentRow.insert(
                imp_uid=f"imp_{n}", merchant_uid="", status="paid", amount=1, cancelled=0, excluded=0,
                currency="USD", name="x" * 500,
            ).execute()  # fmt: skip
    assert trouble.value.kind is Kind.FOLDER_NOT_WRITABLE
    with database.reader() as connection:
        assert connection.execute("SELECT count(*) FROM payment").fetchone()[0] == 0


# ---------------------------------------------------------------- migrating


def _add_step(monkeypatch: pytest.MonkeyPatch, migrate: migrations.Migration) -> None:
    steps = (*migrations.MIGRATIONS, ("9999_more", migrate))
    monkeypatch.setattr("paymentdesk.store.database.MIGRATIONS", steps)


def test_an_older_ledger_is_copied_then_migrated(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_payment(database, "imp_1")
    database.close()
    _add_step(monkeypatch, lambda db: db.execute_sql("ALTER TABLE payment ADD COLUMN colour TEXT"))
    for _ in range(2):
        open_database(path, backups=path.parent / "backups").close()
    assert _version(path) == len(migrations.MIGRATIONS) + 1
    (copy,) = backup.copies(path.parent / "backups")
    assert _version(copy) == len(migrations.MIGRATIONS)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT imp_uid FROM payment").fetchall() == [("imp_1",)]


def test_step_9_keeps_what_was_there_and_lets_one_delivery_of_an_order_be_on_its_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("paymentdesk.store.database.MIGRATIONS", migrations.MIGRATIONS[:8])
        old = open_database(path, backups=path.parent / "backups")
        columns = '"merchant_uid", "imp_uid", "kind", "status", "carrier", "tracking", "asked_by", "asked_at", "digest"'
        for outcome in ("sending", "accepted", "sending"):
            old.db.execute_sql(
                f'INSERT INTO delivery ({columns}, "outcome", "answered_at", "message")'
                " VALUES ('A-1', 'imp_1', 'physical', 'delivering', '', '', '', 1, '', ?, 0, '')",
                (outcome,),
            )
        old.db.execute_sql(
            "INSERT INTO orders (merchant_uid, name, amount, currency, buyer_name, buyer_email, country, kind, note,"
            " delivery, written_at, issued_at, closed_at, state, problems, changed_at)"
            " VALUES ('A-1', 'Mug', 1, 'USD', '', '', '', 'physical', '', '', 1, 0, 0, 'draft', '', 1)"
        )
        old.close()
    now = open_database(path, backups=path.parent / "backups")
    with now.reader() as reader:
        outcomes = [tuple(row) for row in reader.execute("SELECT outcome, message FROM delivery ORDER BY id")]
        assert outcomes == [("unknown", "interrupted"), ("accepted", ""), ("unknown", "interrupted")]
        assert reader.execute("SELECT touched_at FROM orders").fetchone()[0] == 0
    with now.atomic():
        now.db.execute_sql("UPDATE delivery SET outcome = 'sending' WHERE id = 1")
        with pytest.raises(peewee.IntegrityError):
            now.db.execute_sql("UPDATE delivery SET outcome = 'sending' WHERE id = 3")
    with now.atomic():
        add_payment(now, "imp_1")
        assert PaymentRow.get(PaymentRow.imp_uid == "imp_1").attached is None
    now.close()


def test_a_migration_that_fails_leaves_the_old_ledger(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()

    def fail(db: peewee.SqliteDatabase) -> None:
        db.execute_sql("ALTER TABLE payment ADD COLUMN colour TEXT")
        raise RuntimeError("in the middle")

    _add_step(monkeypatch, fail)
    before = _schema(path)
    with pytest.raises(RuntimeError):
        open_database(path, backups=path.parent / "backups")
    assert (_version(path), _schema(path)) == (len(migrations.MIGRATIONS), before)


def test_copies_are_whole_and_the_last_five_stay(database: Database, path: Path) -> None:
    folder = path.parent / "backups"
    for n in range(7):
        add_payment(database, f"imp_{n}")  # beside an open ledger with a write-ahead log
        backup.make_copy(path, folder)
    numbers = [each.name for each in backup.copies(folder)]
    assert numbers == [f"ledger-{n:04d}-v{len(migrations.MIGRATIONS)}.sqlite3" for n in range(3, 8)]
    with closing(sqlite3.connect(backup.copies(folder)[-1])) as connection:
        assert connection.execute("SELECT count(*) FROM payment").fetchone() == (7,)
    assert not list(folder.glob("*.part"))


def test_a_damaged_original_makes_no_copy(database: Database, path: Path) -> None:
    for n in range(200):
        add_payment(database, f"imp_{n}", name="x" * 500)
    database.close()
    pages = bytearray(path.read_bytes())
    for page in range(4096 * 40, len(pages) - 4096, 4096):
        pages[page : page + 100] = b"\xff" * 100
    path.write_bytes(bytes(pages))
    with pytest.raises((backup.CopyDamaged, sqlite3.DatabaseError)):
        backup.make_copy(path, path.parent / "backups")
    assert backup.copies(path.parent / "backups") == []


# ---------------------------------------------------------------- several at once

_PROCESS = """
import sys
from pathlib import Path
from paymentdesk.store import audit
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import open_database
path = Path(sys.argv[1])
database = open_database(path, backups=path.parent / "backups")
for n in range(20):
    with database.atomic():
        audit.append(database.db, [Fact(n, "seen", by=sys.argv[2]), Fact(n, "changed", by=sys.argv[2])])
database.close()
"""


def test_processes_open_migrate_and_append_at_once(path: Path) -> None:
    started = [subprocess.Popen([sys.executable, "-W", "error", "-c", _PROCESS, str(path), str(n)]) for n in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    opened = open_database(path, backups=path.parent / "backups")
    with opened.reader() as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone()[0] == 3 * 20 * 2
        assert audit.verify(connection) == []
    opened.close()


def test_two_ledgers_in_one_process_never_meet(tmp_path: Path) -> None:
    one, two = (open_database(tmp_path / name / "ledger.sqlite3", backups=tmp_path / "backups") for name in "ab")

    def write(database: Database, name: str) -> None:
        for n in range(50):
            with database.atomic():
                Meta.replace(key=f"{name}{n}", value="").execute()

    threads = [threading.Thread(target=write, args=each) for each in ((one, "one"), (two, "two"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database, name in ((one, "one"), (two, "two")):
        with database.reader() as connection:
            keys = [row[0] for row in connection.execute("SELECT key FROM meta")]
        assert len(keys) == 50
        assert all(key.startswith(name) for key in keys)
        database.close()


def test_connections_end_with_their_threads_and_with_the_ledger(database: Database) -> None:
    def work() -> None:
        with database.reader() as connection:
            connection.execute("SELECT 1")
        with database.atomic():
            pass

    for _ in range(5):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert list(database._held) == []
    work()
    kept = [connection for held in database._held for connection in held.connections]
    assert len(kept) == 2
    database.close()
    for connection in kept:
        with pytest.raises(sqlite3.ProgrammingError):
            connection.execute("SELECT 1")


def test_a_reader_sees_one_moment_and_cannot_write(database: Database) -> None:
    with database.reader() as connection:
        before = connection.execute("SELECT count(*) FROM payment").fetchone()[0]
        thread = threading.Thread(target=add_payment, args=(database, "imp_1"))
        thread.start()
        thread.join()
        assert connection.execute("SELECT count(*) FROM payment").fetchone()[0] == before
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM payment")
    with database.reader() as connection:
        assert connection.execute("SELECT count(*) FROM payment").fetchone()[0] == before + 1


def test_data_version_tells_of_others_only(database: Database, path: Path) -> None:
    other = open_database(path, backups=path.parent)
    seen = database.data_version()
    assert database.data_version() == seen
    add_payment(other, "imp_1")
    assert database.data_version() != seen
    other.close()


def test_outside_a_transaction_the_tables_belong_to_no_ledger(database: Database) -> None:
    with pytest.raises(peewee.InterfaceError):
        PaymentRow.select().count()
    with database.bound():
        assert PaymentRow.select().count() == 0


def test_one_open_ticket_per_payment(database: Database) -> None:
    first = add_ticket(database, "imp_1", held=True)
    with pytest.raises(peewee.IntegrityError):
        add_ticket(database, "imp_1", held=True)
    add_ticket(database, "imp_2", held=True)
    with database.atomic():
        TicketRow.update(held=False, state="cancelled").where(TicketRow.id == first).execute()
    add_ticket(database, "imp_1", held=True)


def test_what_fails_is_taken_back_whole(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.atomic():  # noqa: PT012
        audit.append(database.db, [Fact(1, "seen")])
        raise ZeroDivisionError
    with database.reader() as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone()[0] == 0
        assert audit.verify(connection) == []
