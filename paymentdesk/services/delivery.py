"""Register an order's delivery at Paymentwall (domain.md 7): in order, once, and never by itself.

It moves no money; but a parcel that is registered keeps a sale from being voided, and one of an order that is being
cancelled costs the shop goods and money. So what speaks against shipping is said before, and must be overruled by a
person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from paymentdesk.domain.delivery import Delivery, backwards, faults
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.delivery import body
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.queries.deliveries import IN_THE_FORM, Proposal, delivery_proposal

_NEVER_LEFT = frozenset({"resolve", "connect", "tls", "proxy"})


@dataclass(frozen=True, slots=True)
class Registered:
    """What is registered now. `sent` is False when Paymentwall had the very same already."""

    status: str
    sent: bool
    message: str = ""


def proposed(shop: Shop, merchant_uid: str, imp_uid: str = "") -> Delivery:
    """The next step of an order, filled in from what was typed last, the order and its payment.

    Raises `Trouble`: UNKNOWN_ORDER, ORDER_NOT_PAID, WHICH_PAYMENT.
    """
    return _proposal(shop, merchant_uid, imp_uid)[1]


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
        shop.bound()  # never with another shop's key (R12)
        number = ledger.deliveries.add(shop.database, delivery, by=by, at=shop.now(), digest=digest)
        kept = {name: value for name, value in asdict(delivery).items() if name in IN_THE_FORM}
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
    known = _proposal(shop, delivery.merchant_uid, delivery.imp_uid)[0]
    found = faults(delivery, shop.now())
    if found:
        raise _trouble(Kind.DELIVERY_INCOMPLETE, order=delivery.merchant_uid, faults=found)
    if backwards(known.known, delivery.status):
        facts = {"order": delivery.merchant_uid, "known": known.known, "wanted": delivery.status.value}
        raise _trouble(Kind.DELIVERY_BACKWARDS, **facts)
    if known.against and not knowing:
        raise _trouble(Kind.DELIVERY_HELD, order=delivery.merchant_uid, why=known.against)


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


def _proposal(shop: Shop, merchant_uid: str, imp_uid: str) -> tuple[Proposal, Delivery]:
    with shop.database.reader() as reader:
        found = delivery_proposal(reader, merchant_uid, shop.now(), imp_uid)
    if found is None:
        raise _trouble(Kind.UNKNOWN_ORDER, value=merchant_uid)
    if not found.payments:
        raise _trouble(Kind.ORDER_NOT_PAID, order=merchant_uid)
    if found.delivery is None:
        raise _trouble(Kind.WHICH_PAYMENT, order=merchant_uid, payments=", ".join(found.payments))
    return found, found.delivery


def _trouble(kind: Kind, **facts: object) -> Trouble:
    return Trouble(kind, facts, money=MoneyWord.NOTHING_CHANGED)
