"""Look at single payments, by number: the only kind of look that speaks against what is known (R17)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paymentdesk.domain.payment import Payment
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.errors import Busy, NotFound, NotUnderstood, Unreachable
from paymentdesk.gateway.wire import BadRow
from paymentdesk.services.ingest import Ingested, Look, ingest
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.payments import Known

T = TypeVar("T")
TRIES = 3


def asked(question: Callable[[], T]) -> T:
    """Ask i'mport a question at most three times: a question is safe to repeat, an order never is."""
    for _ in range(TRIES - 1):
        try:
            return question()
        except Busy:
            raise
        except (Unreachable, NotUnderstood) as trouble:
            if trouble.facts.get("why") in ("timeout", "resolve"):
                raise
    return question()


def look_at(shop: Shop, imp_uid: str, *, source: str = "look") -> Known:
    """A fresh single look at one payment, taken in; answers what the ledger knows after it.

    A payment i'mport knows and the ledger does not is taken in (product.md 6.0). Raises `Trouble`:
    UNKNOWN_PAYMENT, unreachable and the like; nothing was sent then.
    """
    take_look(shop, imp_uid, source=source)
    known = ledger.payments.known(shop.database, [imp_uid]).get(imp_uid)
    if known is None:
        raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": imp_uid})
    return known


def take_look(shop: Shop, imp_uid: str, *, source: str = "look") -> Ingested:
    """One single look-up of a payment, through the one door."""
    number = shop.begin_look()
    look = Look(number, source, single=True, watched=True)
    found: Payment | None
    try:
        answer = asked(lambda: shop.client.payment(imp_uid))
    except NotFound:
        found = None
    else:
        if isinstance(answer, BadRow):
            raise Trouble(Kind.NOT_UNDERSTOOD, {"imp_uid": imp_uid, "why": answer.why}, money=MoneyWord.NOT_SENT)
        found = answer
    shop.connected()
    if found is None:
        return ingest(shop, look, [], missing=[imp_uid])
    return ingest(shop, look, [found])
