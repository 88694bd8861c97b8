"""A payment counts for an order whose number is not its own, because a person says so; and takes that back.

i'mport's record stays as it is: on the wire the payment keeps its own number. Only which order it pays is said here,
and what follows from that (the order's state, what speaks against shipping) is computed as for any other payment.
"""

from __future__ import annotations

from paymentdesk.domain.payment import Payment
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.domain.verification import Finding, found_with
from paymentdesk.services import cached, ordering, verifying
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact


def attach(shop: Shop, imp_uid: str, merchant_uid: str, by: str, note: str = "") -> None:
    """Let a payment that has no order pay this one. Raises `Trouble`: UNKNOWN_PAYMENT, UNKNOWN_ORDER, HAS_ORDER."""
    with shop.database.atomic():
        payment = ordering.payment_without_order(shop, imp_uid)
        ordering.known_order(shop, merchant_uid)
        ledger.attaching.attach(shop.database, imp_uid, merchant_uid)
        _said(shop, "order_attached", payment, merchant_uid, by, note)


def detach(shop: Shop, imp_uid: str, by: str, note: str = "") -> str:
    """Take back that a payment pays an order of another number; answers the order's number. Raises `Trouble`:
    UNKNOWN_PAYMENT, NOT_ATTACHED."""
    with shop.database.atomic():
        payment = ordering.known_payment(shop, imp_uid)
        merchant_uid = ledger.attaching.attached(shop.database, [imp_uid]).get(imp_uid)
        if merchant_uid is None:
            raise Trouble(Kind.NOT_ATTACHED, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        ledger.attaching.attach(shop.database, imp_uid, None)
        verifying.taken_off(shop, merchant_uid, payment, by)
        _said(shop, "order_detached", payment, merchant_uid, by, note)
    return merchant_uid


def would_find(shop: Shop, imp_uid: str, merchant_uid: str) -> tuple[Finding, ...]:
    """What would speak against the order if this payment paid it; nothing is written. Raises what `attach` raises."""
    payment = ordering.payment_without_order(shop, imp_uid)
    order = ordering.known_order(shop, merchant_uid)
    there = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    return found_with(order, [one.payment for one in there], payment)


def _said(shop: Shop, kind: str, payment: Payment, merchant_uid: str, by: str, note: str) -> None:
    """Write it down, and what follows for the payment and both numbers' orders."""
    names = {"order": merchant_uid, "payment": payment.imp_uid, "number": payment.merchant_uid}
    data: dict[str, object] = {**names, "note": note.strip()}
    fact = Fact(shop.now(), kind, imp_uid=payment.imp_uid, merchant_uid=merchant_uid, by=by, data=data)
    audit.append(shop.database.db, [fact])
    ledger.orders.change(shop.database, merchant_uid, touched_at=fact.at)
    ledger.deliveries.recount(shop.database, merchant_uid)
    cached.refresh(shop, [payment.imp_uid])
    cached.refresh_orders(shop, [merchant_uid])
