"""What a program without a window says of what people are told. Each thing once, by a mark of its own: the inbox of a
window keeps it all the same, and two such programs beside each other do not say it twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from paymentdesk.domain.news import Event, News, grouped
from paymentdesk.services import count_brake
from paymentdesk.services.notices import AT_ONCE, TELLING, by_time, event_of, muted
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.audit import facts_after
from paymentdesk.store.ledger import notices
from paymentdesk.store.queries import Notice

UP_TO = "said_up_to"  # the number of the last fact that was said; before the first time, of the last one in the inbox
KEYS = "said_keys"  # of what time brought about: all that lasts, and some more
KEPT = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to say, in the shape of a notice, and the events in it."""

    notice: Notice
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Fresh:
    events: list[Event]
    up_to: int
    keys: list[str]
    more: bool


def say(shop: Shop) -> list[Said]:
    """What was not said yet; from now on it is. Asks nobody."""
    said: list[Said] = []
    while _moved(shop, _fresh(shop)):  # asked without the lock that whoever writes needs
        with shop.database.atomic():
            fresh = _fresh(shop)
            ledger.meta.put(shop.database, UP_TO, str(fresh.up_to))
            ledger.meta.put(shop.database, KEYS, json.dumps(fresh.keys))
            off = notices.switched_off(shop.database)
            held = count_brake.held_back(shop) is not None
        said += _grouped([event for event in fresh.events if not muted(event, off)], shop.now(), held=held)
        if not fresh.more:
            break
    return said


def _fresh(shop: Shop) -> _Fresh:
    database = shop.database
    with database.reader() as connection:
        facts, up_to = facts_after(connection, _up_to(shop), TELLING, AT_ONCE)
    late, known = by_time(shop), _keys(shop)
    events = [event for fact in facts if (event := event_of(fact, shop.user))]
    events += [event for event in late if event.key not in known]
    lasting = [event.key for event in late]
    over = [key for key in known if key not in lasting]
    return _Fresh(events, up_to, over[-KEPT:] + lasting, len(facts) == AT_ONCE)


def _moved(shop: Shop, fresh: _Fresh) -> bool:
    """There is something to say, or to remember."""
    stored = ledger.meta.get(shop.database, UP_TO)
    return bool(fresh.events) or stored != str(fresh.up_to) or set(_keys(shop)) != set(fresh.keys)


def _up_to(shop: Shop) -> int:
    stored = ledger.meta.get(shop.database, UP_TO) or ledger.meta.get(shop.database, notices.UP_TO)
    return int(stored or 0)


def _keys(shop: Shop) -> list[str]:
    return list(json.loads(ledger.meta.get(shop.database, KEYS) or "[]"))


def _grouped(events: list[Event], now: int, *, held: bool) -> list[Said]:
    """Many of a kind are one, as in the inbox; but nothing joins what was said before."""
    numbers = grouped(events, now=now, last_told_at=now, held=held, unread=(), next_group=1)
    return [
        _said(number, [event for event, other in zip(events, numbers, strict=True) if other == number])
        for number in sorted(set(numbers))
    ]


def _said(number: int, events: list[Event]) -> Said:
    newest = max(events, key=lambda event: event.at)
    kinds: dict[News, int] = {}
    for event in events:
        kinds[event.kind] = kinds.get(event.kind, 0) + 1
    single = len(events) == 1
    notice = Notice(
        group=number,
        at=newest.at,
        kinds=kinds,
        unread=True,
        imp_uid=newest.imp_uid if single else "",
        merchant_uid=newest.merchant_uid if single else "",
        ticket=newest.ticket if single else None,
        data=newest.data,
    )
    return Said(notice, tuple(events))
