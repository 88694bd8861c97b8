"""Register an order's delivery at Paymentwall (domain.md 7): in order, once, and never by itself.

It moves no money; but a parcel that is registered keeps a sale from being voided, and one of an order that is being
cancelled costs the shop goods and money. So what speaks against shipping is said before, and must be overruled by a
person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace

from paymentdesk.domain.delivery import (
    NO_STATE,
    Delivery,
    DeliveryStatus,
    backwards,
    faults,
    first_and_last,
    furthest,
    next_step,
)
from paymentdesk.domain.order import Order, order_state, was_paid
from paymentdesk.domain.payment import Payment, Problem
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.delivery import body
from paymentdesk.services import cached
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

_NEVER_LEFT = frozenset({"resolve", "connect", "tls", "proxy"})
_USUAL_DAYS = 7
_KEPT_IN_THE_FORM = frozenset(each.name for each in fields(Delivery)) - {"imp_uid", "merchant_uid", "status"}

# What a person must have looked at before goods leave (product.md 4: "do not ship").
DO_NOT_SHIP = frozenset(each.value for each in Problem if each is not Problem.TEST_PAYMENT)


@dataclass(frozen=True, slots=True)
class Registered:
    """What is registered now. `sent` is False when Paymentwall had the very same already."""

    status: str
    sent: bool
    message: str = ""


def proposed(shop: Shop, merchant_uid: str, imp_uid: str = "") -> Delivery:
    """The next step of an order, filled in from what was typed last, the order and its payment.

    Raises `Trouble`: UNKNOWN_ORDER, NOT_PAID, WHICH_PAYMENT.
    """
    order = _order(shop, merchant_uid)
    payment = _payment(shop, order, imp_uid)
    now = shop.now()
    known = furthest_accepted(shop, merchant_uid)
    first, last = first_and_last(order.buyer_name or payment.buyer_name)
    country = order.country or payment.country or ""
    proposal = Delivery(
        imp_uid=payment.imp_uid,
        merchant_uid=merchant_uid,
        kind=order.kind,
        status=next_step(known) or DeliveryStatus.DELIVERED,
        delivery_at=now if order.kind == "digital" else now + _USUAL_DAYS * 86400,
        update_at=now,
        email=order.buyer_email or payment.buyer_email,
        country=country,
        zip=order.postcode,
        state="" if country == "US" else NO_STATE,
        street=order.address,
        phone=order.phone,
        first_name=first,
        last_name=last,
    )
    typed = ledger.deliveries.form(shop.database, merchant_uid)
    kept = {name: typed[name] for name in _KEPT_IN_THE_FORM & typed.keys()}
    return replace(proposal, **kept | {"update_at": now})


def objections(shop: Shop, delivery: Delivery) -> tuple[str, ...]:
    """What speaks against shipping: `cancelled`, `being_cancelled`, or problems of the order and its payment."""
    database, imp_uid = shop.database, delivery.imp_uid
    known = ledger.payments.known(database, [imp_uid])[imp_uid]
    found: list[str] = []
    if (known.payment.cancelled or 0) >= known.payment.amount:
        found.append("cancelled")
    tickets = ledger.tickets.of_payment(database, imp_uid)
    if any(ticket.open for ticket in tickets) or cached.current_allowance(shop, known).possible:
        found.append("being_cancelled")
    order = _order(shop, delivery.merchant_uid)
    attempts = ledger.payments.of_orders(database, [order.merchant_uid])[order.merchant_uid]
    _, problems = order_state(order, [each.payment for each in attempts])
    of_payment = ledger.payments.problems(database, [imp_uid])[imp_uid].split()
    return (*found, *sorted(({each.value for each in problems} | set(of_payment)) & DO_NOT_SHIP))


def register(shop: Shop, delivery: Delivery, by: str, *, knowing: bool = False) -> Registered:
    """Tell Paymentwall of one step. The same again, word for word, is not sent twice.

    `knowing`: the objections were shown to a person, who ships all the same. Raises `Trouble`: DELIVERY_INCOMPLETE,
    DELIVERY_BACKWARDS, DELIVERY_HELD, DELIVERY_REFUSED, or that i'mport gave no answer; then nobody knows whether it
    arrived, and registering the same again is safe.
    """
    check(shop, delivery, knowing=knowing)
    digest = hashlib.sha256(body(delivery)).hexdigest()
    before = ledger.deliveries.of_order(shop.database, delivery.merchant_uid)
    if any(each.digest == digest and each.outcome == "accepted" for each in before):
        return Registered(delivery.status.value, sent=False)
    with shop.database.atomic():
        number = ledger.deliveries.add(shop.database, delivery, by=by, at=shop.now(), digest=digest)
        kept = {name: value for name, value in asdict(delivery).items() if name in _KEPT_IN_THE_FORM}
        ledger.deliveries.keep_form(shop.database, delivery.merchant_uid, kept)
    try:
        answer = shop.client.deliver(delivery)
    except Trouble as trouble:
        why = str(trouble.facts.get("why") or trouble.kind.value)
        left = why not in _NEVER_LEFT and trouble.kind is not Kind.KEY_REFUSED
        _answered(shop, number, delivery, by, "unknown" if left else "not_sent", why)
        trouble.money = MoneyWord.NOTHING_CHANGED
        raise
    _answered(shop, number, delivery, by, "accepted" if answer.accepted else "refused", answer.message, answer.notices)
    if not answer.accepted:
        told = "; ".join(filter(None, (answer.message, *answer.notices)))
        facts = {"order": delivery.merchant_uid, "message": told or answer.error_code}
        raise Trouble(Kind.DELIVERY_REFUSED, facts, money=MoneyWord.NOTHING_CHANGED)
    return Registered(delivery.status.value, sent=True, message=answer.message)


def check(shop: Shop, delivery: Delivery, *, knowing: bool = False) -> None:
    """Everything that is checked before anything is sent; raises as `register` does."""
    _payment(shop, _order(shop, delivery.merchant_uid), delivery.imp_uid)
    found = faults(delivery, shop.now())
    if found:
        raise _trouble(Kind.DELIVERY_INCOMPLETE, order=delivery.merchant_uid, faults=found)
    known = furthest_accepted(shop, delivery.merchant_uid)
    if backwards(known, delivery.status):
        facts = {"order": delivery.merchant_uid, "known": known, "wanted": delivery.status.value}
        raise _trouble(Kind.DELIVERY_BACKWARDS, **facts)
    against = () if knowing else objections(shop, delivery)
    if against:
        raise _trouble(Kind.DELIVERY_HELD, order=delivery.merchant_uid, why=against)


def furthest_accepted(shop: Shop, merchant_uid: str) -> str:
    """The furthest step Paymentwall took, "" for none."""
    registrations = ledger.deliveries.of_order(shop.database, merchant_uid)
    return furthest([each.status for each in registrations if each.outcome == "accepted"])


def _answered(
    shop: Shop, number: int, delivery: Delivery, by: str, outcome: str, message: str, notices: Sequence[str] = ()
) -> None:
    data = {"status": delivery.status.value, "outcome": outcome, "message": message, "notices": list(notices)}
    if delivery.carrier or delivery.tracking:
        data |= {"carrier": delivery.carrier, "tracking": delivery.tracking}
    now = shop.now()
    with shop.database.atomic():
        ledger.deliveries.answered(shop.database, number, outcome, at=now, message=message)
        fact = Fact(now, "delivery", imp_uid=delivery.imp_uid, merchant_uid=delivery.merchant_uid, by=by, data=data)
        audit.append(shop.database.db, [fact])


def _order(shop: Shop, merchant_uid: str) -> Order:
    order = ledger.orders.known(shop.database, [merchant_uid]).get(merchant_uid)
    if order is None:
        raise _trouble(Kind.UNKNOWN_ORDER, value=merchant_uid)
    return order


def _payment(shop: Shop, order: Order, imp_uid: str) -> Payment:
    """The payment a delivery is for: the one named, or the only one of the order that was paid."""
    attempts = ledger.payments.of_orders(shop.database, [order.merchant_uid]).get(order.merchant_uid, [])
    paid = [each.payment for each in attempts if was_paid(each.payment)]
    if imp_uid:
        paid = [payment for payment in paid if payment.imp_uid == imp_uid]
    holding = [payment for payment in paid if (payment.cancelled or 0) < payment.amount]
    candidates = holding or paid
    if not candidates:
        raise _trouble(Kind.ORDER_NOT_PAID, order=order.merchant_uid)
    if len(candidates) > 1:
        names = ", ".join(payment.imp_uid for payment in candidates)
        raise _trouble(Kind.WHICH_PAYMENT, order=order.merchant_uid, payments=names)
    return candidates[0]


def _trouble(kind: Kind, **facts: object) -> Trouble:
    return Trouble(kind, facts, money=MoneyWord.NOTHING_CHANGED)
