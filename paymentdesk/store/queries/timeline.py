"""What happened, newest first: the facts of a payment, a ticket or an order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paymentdesk.store.audit import facts_of


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A fact, or the newest look that changed nothing (kind `look`, seq 0, data `times` and `first_at`)."""

    at: int
    kind: str
    by: str
    data: Mapping[str, Any]
    ticket: int | None
    seq: int


def payment_timeline(c: sqlite3.Connection, imp_uid: str) -> list[TimelineItem]:
    """Everything known of a payment and its tickets."""
    return _timeline(c, imp_uid, [{"imp_uid": imp_uid}])


def ticket_timeline(c: sqlite3.Connection, number: int) -> list[TimelineItem]:
    """What was done with a ticket, and the newest look at its payment."""
    row = c.execute("SELECT imp_uid FROM ticket WHERE id = ?", (number,)).fetchone()
    return [] if row is None else _timeline(c, row[0], [{"ticket": number}])


def order_timeline(c: sqlite3.Connection, merchant_uid: str) -> list[TimelineItem]:
    """What was done with an order, and what its payments did, those that a person attached as well."""
    attached = c.execute("SELECT imp_uid FROM payment WHERE attached = ?", (merchant_uid,)).fetchall()
    return _timeline(c, "", [{"merchant_uid": merchant_uid}, *({"imp_uid": row[0]} for row in attached)])


def _timeline(c: sqlite3.Connection, looked_at: str, named: Sequence[Mapping[str, Any]]) -> list[TimelineItem]:
    # The ledger's sequence is the order of events, not the clock (money.md R21).
    facts = {fact.seq: fact for names in named for fact in facts_of(c, **names)}
    items = [
        TimelineItem(fact.at, fact.kind, fact.by, fact.data, fact.ticket, fact.seq)
        for fact in sorted(facts.values(), key=lambda fact: -fact.seq)
    ]
    look = c.execute(
        "SELECT last_at, times, first_at, source FROM look WHERE imp_uid = ? AND result = 'unchanged'"
        " ORDER BY last_at DESC, id DESC LIMIT 1",
        (looked_at,),
    ).fetchone()
    if look is not None:
        data = {"times": look["times"], "first_at": look["first_at"], "source": look["source"]}
        place = next((n for n, item in enumerate(items) if item.at <= look["last_at"]), len(items))
        items.insert(place, TimelineItem(look["last_at"], "look", "", data, None, 0))
    return items
