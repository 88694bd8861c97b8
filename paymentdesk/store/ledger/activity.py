"""What came in through which way, and how each way is doing.

An entry says that something was tried and what came of it; what changed is in the chain of facts. The table stays
small whatever happens outside: repeats are counted on one row, old rows go, and there is a highest number of rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paymentdesk.settings import Settings
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import ActivityRow, SourceRow

KINDS = ("round", "look", "webhook", "request", "connection")
SOURCES = ("poll", "full", "person", "receiver", "relay", "command")
ERRORS = frozenset({"failed", "unreadable", "unknown_payment", "limited", "lost", "refused"})

KEEP_DAYS = Settings().keep_activity_days
COUNTED_FOR = 3600  # seconds a row goes on counting: with a date asked for, it stands at the right hour
MOST_ROWS = 200_000
MOST_DATA = 8_000  # characters; longer is cut, what came is not ours to keep whole
PRUNE_EVERY = 500  # rows written between two looks at what is too old


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry. `at` is UNIX seconds of i'mport's clock, `outcome` a word (changed, unchanged, unknown_payment,
    duplicate, limited, unreadable, failed, stopped, connected, lost), `changed` how much moved, `times` how often it
    came, `data` small JSON without buyer or key. For what nobody believes yet (`limited`, `duplicate`) leave the
    numbers out of `imp_uid`, so that a flood of them is one row."""

    at: int
    kind: str
    source: str
    imp_uid: str = ""
    merchant_uid: str = ""
    outcome: str = ""
    changed: int = 0
    times: int = 1
    data: Mapping[str, Any] = field(default_factory=dict)


@bound
def record(database: Database, entries: Sequence[Activity], keep_days: int = KEEP_DAYS) -> None:
    """Write entries in order; what repeats the newest of its kind, source and payment is counted on that row."""
    with database.db.atomic():
        for entry in entries:
            if _counted(entry):
                continue
            number = ActivityRow.insert(
                first_at=entry.at,
                last_at=entry.at,
                kind=entry.kind,
                source=entry.source,
                imp_uid=entry.imp_uid,
                merchant_uid=entry.merchant_uid,
                outcome=entry.outcome,
                changed=entry.changed,
                error=entry.outcome in ERRORS,
                times=entry.times,
                data=_json(entry.data),
            ).execute()
            if number % PRUNE_EVERY == 0:
                prune(database, entry.at - keep_days * 86400)


@bound
def prune(database: Database, before: int) -> None:
    """Forget entries older than `before` (UNIX seconds), and the oldest above the highest number."""
    ActivityRow.delete().where(ActivityRow.last_at < before).execute()
    newest = ActivityRow.select(ActivityRow.id).order_by(ActivityRow.id.desc()).limit(1).scalar()
    if newest is not None:
        ActivityRow.delete().where(ActivityRow.id <= newest - MOST_ROWS).execute()


@bound
def source_ok(database: Database, name: str, at: int, *, lag: int | None = None) -> None:
    """This way worked at `at`. `lag` in seconds where it was measured; the last one known stays else."""
    row = SourceRow.get_or_none(SourceRow.name == name)
    lag = lag if lag is not None else (row.lag if row else None)
    SourceRow.replace(
        name=name, ok_at=at, lag=lag, failed_at=row.failed_at if row else 0, error=row.error if row else ""
    ).execute()


@bound
def source_failed(database: Database, name: str, at: int, error_word: str, *, next_try_at: int | None = None) -> None:
    """This way did not work at `at`; `error_word` is a `Kind` of trouble or a word of the source, never free text."""
    row = SourceRow.get_or_none(SourceRow.name == name)
    SourceRow.replace(
        name=name,
        ok_at=row.ok_at if row else 0,
        lag=row.lag if row else None,
        failed_at=at,
        failing_since=(row.failing_since if row else 0) or at,
        error=error_word,
        next_try_at=next_try_at,
    ).execute()


@bound
def source_dropped(database: Database, name: str) -> None:
    """This way was switched off: it is neither well nor broken."""
    SourceRow.delete().where(SourceRow.name == name).execute()


def _counted(entry: Activity) -> bool:
    """Count the entry on the newest row of its kind, source and payment, if it says the same and nothing moved."""
    if entry.changed:
        return False
    row = (
        ActivityRow.select()
        .where(
            (ActivityRow.source == entry.source)
            & (ActivityRow.kind == entry.kind)
            & (ActivityRow.imp_uid == entry.imp_uid)
        )
        .order_by(ActivityRow.id.desc())
        .first()
    )
    if row is None or row.changed or (row.outcome, row.merchant_uid) != (entry.outcome, entry.merchant_uid):
        return False
    if not 0 <= entry.at - row.first_at < COUNTED_FOR:
        return False
    ActivityRow.update(last_at=max(row.last_at, entry.at), times=row.times + entry.times, data=_json(entry.data)).where(
        ActivityRow.id == row.id
    ).execute()
    return True


def _json(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) <= MOST_DATA:
        return text
    return json.dumps({"cut": text[: MOST_DATA // 2]}, ensure_ascii=False)
