"""Too many cancellations at once hold back notices and mass effects, never facts (product.md rule 12).

Counted is what nobody at this desk asked for and what did not come by a full walk. A ledger younger than a week knows
too little of what is usual.
"""

from __future__ import annotations

import json

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

ALWAYS_ALLOWED = 20
TIMES_THE_BUSIEST_DAY = 10
DAYS_BACK = 90
YOUNG_DAYS = 7
DAY = 86400
KEY = "count_brake"


def begin(shop: Shop) -> int:
    """Where a round begins to count."""
    return ledger.cancellations.last_id(shop.database)


def count(shop: Shop, begun: int) -> None:
    """Hold back when more came since `begun` than ever is usual: max(20, 10 x the busiest day of the last 90)."""
    found = ledger.cancellations.unasked_after(shop.database, begun)
    now = shop.now()
    if found <= ALWAYS_ALLOWED or now - shop.desk_since() < YOUNG_DAYS * DAY:
        return
    busiest = ledger.cancellations.busiest_day(shop.database, now - DAYS_BACK * DAY, begun)
    limit = max(ALWAYS_ALLOWED, TIMES_THE_BUSIEST_DAY * busiest)
    if found <= limit:
        return
    with shop.database.atomic():
        had = held_back(shop)
        if had is not None and had["begun"] == begun and had["count"] == found:
            return
        known = {"at": had["at"] if had else now, "count": found, "limit": limit, "begun": begun}
        ledger.meta.put(shop.database, KEY, json.dumps(known))
        if had is None:
            audit.append(shop.database.db, [Fact(now, "count_brake", data={"count": found, "limit": limit})])


def held_back(shop: Shop) -> dict[str, int] | None:
    """`at`, `count` and `limit` of what is held back, or None."""
    stored = ledger.meta.get(shop.database, KEY)
    return None if stored is None else {key: int(value) for key, value in json.loads(stored).items()}


def refuse_mass_effects(shop: Shop) -> None:
    """Raises `Trouble(TOO_MANY_CANCELLATIONS)` while somebody has to look first."""
    held = held_back(shop)
    if held is not None:
        raise Trouble(Kind.TOO_MANY_CANCELLATIONS, {"count": held["count"], "limit": held["limit"]})


def count_brake_seen(shop: Shop, by: str, note: str) -> None:
    """Somebody has looked at the many cancellations: their lines are shown again, mass effects are possible."""
    if not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"what": "cancellations-seen"}, money=MoneyWord.NOTHING_CHANGED)
    with shop.database.atomic():
        held = held_back(shop)
        if held is None:
            return
        ledger.meta.drop(shop.database, KEY)
        data: dict[str, object] = {"count": held["count"], "limit": held["limit"], "note": note}
        audit.append(shop.database.db, [Fact(shop.now(), "count_brake_seen", by=by, data=data)])
