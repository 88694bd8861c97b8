"""Go back to a copy of the ledger: looked at first, what is in place is kept, and R7 holds what nobody can know.

The send journal is never taken back with it: what was sent since the copy comes back as Unconfirmed (money.md R7).
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import blind
from paymentdesk.services.clock import told_from
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.store import audit, backup, comparing, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.backup import LEDGER, Copy
from paymentdesk.store.comparing import Behind
from paymentdesk.store.database import APPLICATION_ID, Database
from paymentdesk.store.examining import KNOWN_VERSION
from paymentdesk.store.journal import Journal, sync_folder

LOCKS = ("window.lock", "poller.lock", "sender.lock", "delivery.lock")
REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a copy holds and what going back to it means. `behind` is None where no ledger is in place or it cannot be
    read. `from_journal`: requests the journal in place knows and the copy does not, which come back as Unconfirmed.
    `blind`: the journal does not tell all that was sent since, so that sending stays off until a person confirms."""

    copy: Copy
    in_place: bool
    readable: bool
    behind: Behind | None
    from_journal: int
    blind: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept` is the folder with what was in place before, None where there was nothing; `brought_back` are the numbers
    of the tickets the journal brought back."""

    preview: Preview
    kept: Path | None
    brought_back: tuple[int, ...]


def preview(profile: ShopProfile, settings: Settings, file: Path) -> Preview:
    """Look at a copy and at what is in place; nothing is written.

    Raises `Trouble`: FILE_MISSING, COPY_DAMAGED, DATABASE_NEWER, OTHER_SHOP.
    """
    copy = _looked_into(profile, file)
    path = profile.folder / LEDGER
    behind, readable, in_place = None, False, path.exists()
    if in_place:
        with contextlib.suppress(sqlite3.Error):
            behind = comparing.behind(path, file)
            readable = True
    journal = Journal(profile.folder / backup.JOURNAL)
    size, told = journal.size(), len(copy.journal)
    lost = not journal.exists() or size < max(told, _read_up_to(path) if readable else 0)
    unknown = lost and not blind.is_exempt(profile, settings)
    return Preview(copy, in_place, readable, behind, _lines_since(journal, copy), unknown)


def restore(profile: ShopProfile, settings: Settings, file: Path) -> Restored:
    """Put the copy in place of the ledger. What was there is copied away before and never deleted; the journal stays.

    Raises what `preview` raises, and `Trouble`: IN_USE while a window, `sync --watch` or a send has the shop,
    FOLDER_NOT_WRITABLE.
    """
    folder = profile.folder
    with _alone(folder):
        seen = preview(profile, settings, file)
        try:
            fresh = _prepared(profile, settings, seen)
            kept = _keep(folder)
            for left in ("-wal", "-shm"):  # of the old ledger: they must never meet the new one
                (folder / f"{LEDGER}{left}").unlink(missing_ok=True)
            fresh.replace(folder / LEDGER)
            sync_folder(folder)
        except OSError as error:
            facts = {"path": str(error.filename or folder)}
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, facts, money=MoneyWord.NOTHING_CHANGED) from error
    shop = open_shop(profile, settings=settings)  # admits what the journal tells
    try:
        with shop.database.reader() as reader:
            back = audit.tickets_brought_back(reader)
        return Restored(seen, kept, back)
    finally:
        shop.close()


def _looked_into(profile: ShopProfile, file: Path) -> Copy:
    nothing = MoneyWord.NOTHING_CHANGED
    try:
        copy = backup.look_into(file, APPLICATION_ID)
    except OSError as error:
        raise Trouble(Kind.FILE_MISSING, {"path": str(file)}, money=nothing) from error
    except backup.CopyDamaged as error:
        raise Trouble(Kind.COPY_DAMAGED, {"path": str(file)}, money=nothing) from error
    if copy.version > KNOWN_VERSION:
        facts = {"path": str(file), "version": copy.version, "known": KNOWN_VERSION}
        raise Trouble(Kind.DATABASE_NEWER, facts, money=nothing)
    same_key = profile.practice or copy.key == profile.fingerprint
    if copy.address and (copy.address != profile.address or not same_key):
        raise Trouble(Kind.OTHER_SHOP, {"address": profile.address, "bound": copy.address}, money=nothing)
    return copy


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else has the shop open for writing."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        for name in LOCKS:
            try:
                held.enter_context(FileLock(folder / name, thread_local=False).acquire(timeout=0))
            except Timeout as error:
                raise Trouble(Kind.IN_USE, {"path": str(folder)}, money=MoneyWord.NOTHING_CHANGED) from error
        yield


def _prepared(profile: ShopProfile, settings: Settings, seen: Preview) -> Path:
    """The copy as the ledger it becomes: beside the one in place until it is whole, journal and marks set."""
    folder = profile.folder
    fresh = folder / f"{LEDGER}.restoring"
    for left in ("", "-wal", "-shm"):
        fresh.with_name(f"{fresh.name}{left}").unlink(missing_ok=True)
    shutil.copyfile(seen.copy.path, fresh)
    backup.strip(fresh)
    journal = Journal(folder / backup.JOURNAL)
    if not journal.exists() and seen.copy.journal:
        journal.path.write_bytes(seen.copy.journal)
    database = Database(fresh)
    try:
        told = told_from(ledger.meta.get(database, "clock_told"))
        shop = Shop(profile=profile, settings=settings, database=database, journal=journal, told=told)
        with database.atomic():
            data: dict[str, object] = {"made_at": seen.copy.made_at, "blind": seen.blind}
            audit.append(database.db, [Fact(_last(seen), "restored", by=profile.user, data=data)])
            blind.restored(shop, blind=seen.blind)
            # Everything in the journal is read again: what the copy lacks is brought back.
            ledger.meta.put(database, "journal_size", "0")
    finally:
        database.close()
    return fresh


def _last(seen: Preview) -> int:
    return seen.copy.made_at or seen.copy.last_at


def _keep(folder: Path) -> Path | None:
    """Copy what is in place into a folder of its own, readable or not."""
    if not (folder / LEDGER).exists():
        return None
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(folder / LEDGER)) as c:
        c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    there = [each for each in folder.glob(f"{LEDGER}*") if each.name in (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm")]
    number = 1
    while (kept := folder / "backups" / f"{REPLACED}-{number:04d}").exists():
        number += 1
    kept.mkdir(parents=True)
    for each in [*there, *folder.glob(backup.JOURNAL)]:
        shutil.copy2(each, kept / each.name)
    return kept


def _read_up_to(path: Path) -> int:
    """How much of the journal the ledger in place has read."""
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as c:
        row = c.execute("SELECT value FROM meta WHERE key = 'journal_size'").fetchone()
    return int(row[0]) if row else 0


def _lines_since(journal: Journal, copy: Copy) -> int:
    """Lines of the journal in place after those the copy carries."""
    if not journal.exists() or journal.size() <= len(copy.journal):
        return 0
    before = sum(1 for line in copy.journal.splitlines() if line.strip())
    return max(0, len(journal.lines()) - before)
