"""What people were told, and up to which fact it was considered. A notice's key is unique: nothing is told twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from paymentdesk.domain.news import Event, News, Open
from paymentdesk.store.audit import Fact, facts_after
from paymentdesk.store.database import Database
from paymentdesk.store.ledger import meta
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import NoticeRow

UP_TO = "noticed_up_to"  # the number of the last fact that was considered; migration 2 sets it first
LAST = "noticed_at"
OFF = "notices_off"
KEPT = 20_000
PRUNE_EVERY = 500


@bound
def fresh_facts(database: Database, kinds: Collection[str], limit: int) -> tuple[list[Fact], int]:
    """Facts of these kinds that were not considered yet, oldest first, and the number up to which that is all."""
    after = int(meta.get(database, UP_TO) or 0)
    return facts_after(database.db.connection(), after, kinds, limit)


@bound
def considered(database: Database, up_to: int, at: int) -> None:
    """Everything up to this fact was considered at `at` (UNIX seconds)."""
    meta.put(database, UP_TO, str(up_to))
    meta.put(database, LAST, str(at))


@bound
def last_at(database: Database) -> int:
    """When facts were last considered, 0 = never."""
    return int(meta.get(database, LAST) or 0)


@bound
def unread(database: Database) -> list[Open]:
    """The notices nobody has read yet, newest first."""
    rows = database.db.connection().execute(
        'SELECT "group", group_concat(DISTINCT kind), min(told_at) FROM notice WHERE NOT read_at AND NOT muted'
        ' GROUP BY "group" ORDER BY "group" DESC'
    )
    return [Open(group, frozenset(map(News, kinds.split(","))), told_at) for group, kinds, told_at in rows]


@bound
def next_group(database: Database) -> int:
    return int(NoticeRow.select(NoticeRow.group).order_by(NoticeRow.group.desc()).limit(1).scalar() or 0) + 1


@bound
def untold(database: Database, events: Sequence[Event]) -> list[Event]:
    """Those of them that were never told, each once."""
    fresh = {event.key: event for event in events}
    keys = list(fresh)
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        for row in NoticeRow.select(NoticeRow.key).where(NoticeRow.key.in_(part)):
            fresh.pop(row.key, None)
    return list(fresh.values())


@bound
def add(database: Database, event: Event, group: int, told_at: int, *, muted: bool) -> None:
    number = NoticeRow.insert(
        key=event.key,
        at=event.at,
        kind=event.kind.value,
        imp_uid=event.imp_uid,
        merchant_uid=event.merchant_uid,
        ticket=event.ticket,
        data=json.dumps(event.data, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        group=group,
        told_at=told_at,
        muted=muted,
    ).execute()
    if number % PRUNE_EVERY == 0:
        NoticeRow.delete().where(NoticeRow.id <= number - KEPT).execute()


@bound
def read(database: Database, at: int, group: int | None = None) -> None:
    """Somebody has read this notice, or all of them."""
    fresh = (NoticeRow.read_at == 0) if group is None else (NoticeRow.read_at == 0) & (NoticeRow.group == group)
    NoticeRow.update(read_at=at).where(fresh).execute()


@bound
def switched_off(database: Database) -> frozenset[News]:
    known = set(News)
    return frozenset(News(word) for word in (meta.get(database, OFF) or "").split() if word in known)


@bound
def switch(database: Database, kind: News, *, on: bool) -> None:
    off = switched_off(database) - {kind} if on else switched_off(database) | {kind}
    meta.put(database, OFF, " ".join(sorted(each.value for each in off)))
