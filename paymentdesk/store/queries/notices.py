"""The inbox: what people were told, newest first, and which kinds are switched off."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paymentdesk.domain.news import News
from paymentdesk.store.queries.today import meta


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `kinds` counts what is in it; `at` is when the newest of it happened (UNIX seconds); the rest is of
    that newest event, `imp_uid` and the like only where the notice is about a single one."""

    group: int
    at: int
    kinds: Mapping[News, int]
    unread: bool
    imp_uid: str
    merchant_uid: str
    ticket: int | None
    data: Mapping[str, Any]

    @property
    def count(self) -> int:
        return sum(self.kinds.values())


def unread_notices(c: sqlite3.Connection) -> int:
    row = c.execute('SELECT count(DISTINCT "group") FROM notice WHERE NOT read_at AND NOT muted').fetchone()
    return int(row[0])


def list_notices(c: sqlite3.Connection, limit: int = 200, *, group: int | None = None) -> list[Notice]:
    """The newest notices, or only one of them; what was switched off when it happened is left out."""
    groups = [
        row[0]
        for row in c.execute(
            'SELECT "group" FROM notice WHERE NOT muted AND (:group IS NULL OR "group" = :group)'
            ' GROUP BY "group" ORDER BY max(at) DESC, "group" DESC LIMIT :limit',
            {"group": group, "limit": limit},
        )
    ]
    return [_notice(c, number) for number in groups]


def switched_off(c: sqlite3.Connection) -> frozenset[News]:
    """The kinds nobody wants to be told of."""
    known = set(News)
    return frozenset(News(word) for word in (meta(c, "notices_off") or "").split() if word in known)


def _notice(c: sqlite3.Connection, group: int) -> Notice:
    counted = c.execute(
        'SELECT kind, count(*), min(read_at) FROM notice WHERE "group" = ? AND NOT muted GROUP BY kind', (group,)
    ).fetchall()
    newest = c.execute(
        'SELECT * FROM notice WHERE "group" = ? AND NOT muted ORDER BY at DESC, id DESC LIMIT 1', (group,)
    ).fetchone()
    kinds = {News(row[0]): row[1] for row in counted}
    single = sum(kinds.values()) == 1
    return Notice(
        group=group,
        at=newest["at"],
        kinds=kinds,
        unread=any(row[2] == 0 for row in counted),
        imp_uid=newest["imp_uid"] if single else "",
        merchant_uid=newest["merchant_uid"] if single else "",
        ticket=newest["ticket"] if single else None,
        data=json.loads(newest["data"]),
    )
