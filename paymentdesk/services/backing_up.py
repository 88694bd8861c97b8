"""Verified copies of the ledger, with the send journal inside: by a person, and once a day by themselves."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.shop import Shop
from paymentdesk.settings import preferences
from paymentdesk.store import backup, ledger
from paymentdesk.store.database import APPLICATION_ID

DAY = 24 * 3600
LAST = "backup_at"
log = logging.getLogger(__name__)


def back_up(shop: Shop, out: Path | None = None) -> backup.Copy:
    """Copy the ledger to `out`, or beside the others of the shop; answers what the copy holds, read back from it.

    Raises `Trouble`: FOLDER_NOT_WRITABLE, DATABASE_DAMAGED when the copy does not pass SQLite's check.
    """
    source, now = shop.database.path, shop.now()
    where = out or source.parent / "backups"
    try:
        if out is None:
            written = backup.make_copy(source, where, made_at=now)
        else:
            written = out
            backup.write_copy(source, out, made_at=now)
        return backup.look_into(written, APPLICATION_ID)
    except backup.CopyDamaged as error:
        raise Trouble(Kind.DATABASE_DAMAGED, {"path": str(source)}, money=MoneyWord.NOTHING_CHANGED) from error
    except (OSError, sqlite3.Error) as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(where)}, money=MoneyWord.NOTHING_CHANGED) from error


def daily(shop: Shop) -> Path | None:
    """A copy a day, also into the folder the shop's settings name; answers the one beside the shop. A round asks for it
    at its end.

    What goes wrong is logged and tried again at the next round: a full disk must not stop looking at i'mport.
    """
    now = shop.now()
    last = int(ledger.meta.get(shop.database, LAST) or 0)
    if now - last < DAY and last <= now:
        return None
    try:
        made = backup.make_copy(shop.database.path, shop.database.path.parent / "backups", made_at=now)
        elsewhere = preferences.load(shop.profile.folder).backups.folder
        if elsewhere:
            folder = Path(elsewhere).expanduser() / shop.profile.name
            backup.make_copy(shop.database.path, folder, made_at=now)
        with shop.database.atomic():
            ledger.meta.put(shop.database, LAST, str(now))
    except (Trouble, OSError, sqlite3.Error, backup.CopyDamaged):
        log.warning("The daily copy of the ledger could not be made", exc_info=True)
        return None
    return made
