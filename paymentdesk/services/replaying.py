"""Look at one payment because a person wants to know: it changes nothing that i'mport has not changed, and it is
written in Activity what came of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services.looking import take_look
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.activity import Activity


@dataclass(frozen=True, slots=True)
class Looked:
    """`outcome`: changed | unchanged; `changed` counts what moved."""

    imp_uid: str
    outcome: str
    changed: int


def look_again(shop: Shop, imp_uid: str, *, source: str = "person") -> Looked:
    """A single look at a payment. Raises `Trouble`: UNKNOWN_PAYMENT, unreachable and the like."""
    try:
        seen = take_look(shop, imp_uid)
    except Trouble as trouble:
        _record(shop, Activity(shop.now(), "look", source, imp_uid, outcome="failed", data={"why": trouble.kind.value}))
        raise
    changed = seen.new + seen.changed + len(set(seen.settled))
    outcome = "changed" if changed or seen.odd else "unchanged"
    if not seen.seen:
        _record(shop, Activity(shop.now(), "look", source, imp_uid, outcome=Kind.UNKNOWN_PAYMENT.value))
        raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": imp_uid})
    _record(shop, Activity(shop.now(), "look", source, imp_uid, outcome=outcome, changed=changed))
    return Looked(imp_uid, outcome, changed)


def _record(shop: Shop, entry: Activity) -> None:
    with contextlib.suppress(Trouble), shop.database.atomic():  # a full disk is told by whoever hears of this one
        ledger.activity.record(shop.database, [entry])
