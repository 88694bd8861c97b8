"""Register an order's delivery at Paymentwall (domain.md 7): in order, once, and never by itself. A row in the ledger
says that one is on its way; a lock that the system drops with its owner tells whether its sender still lives.

It moves no money; but a parcel that is registered keeps a sale from being voided, and one of an order that is being
cancelled costs the shop goods and money. So what speaks against shipping is said before, and must be overruled by a
person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from paymentdesk.domain.delivery import Delivery, backwards, faults
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.delivery import body
from paymentdesk.services.shop import Shop, hold
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.deliveries import Registration
from paymentdesk.store.queries.deliveries import IN_THE_FORM, Proposal, delivery_proposal

_LOCK_WAIT = 8.0
"""Seconds to wait for whoever is registering another step; a one-shot command has 20 in all (product.md 6)."""
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
    """Tell Paymentwall of one step. The same again is not sent twice, whoever sends it at the same moment.

    `knowing`: the objections were shown to a person, who ships all the same. Raises `Trouble`: DELIVERY_INCOMPLETE,
    DELIVERY_BACKWARDS, DELIVERY_HELD, DELIVERY_REFUSED, SENDER_BUSY while another process is at it, or that i'mport
    gave no answer; then nobody knows whether it arrived, and registering the same again is safe.
    """
    check(shop, delivery, knowing=knowing)
    lock = shop.delivery_lock()
    hold(lock, timeout=_LOCK_WAIT)
    try:
        _admit(shop)
        check(shop, delivery, knowing=knowing)  # again: somebody else may have registered a further step meanwhile
        number = _claimed(shop, delivery, by)
        if number is None:
            return Registered(delivery.status.value, sent=False)
        return _sent(shop, number, delivery, by)
    finally:
        lock.release()


def admit_interrupted(shop: Shop) -> None:
    """Registrations whose sender died: nobody knows whether they arrived. Does nothing beside a living sender."""
    if not ledger.deliveries.on_their_way(shop.database):
        return
    lock = shop.delivery_lock()
    try:
        lock.acquire(timeout=0)
    except OSError:  # a living sender holds it (TimeoutError), or the folder cannot be written
        return
    try:
        _admit(shop)
    finally:
        lock.release()


def _admit(shop: Shop) -> None:
    """The lock is held, so nobody is registering what the ledger says is on its way."""
    with shop.database.atomic():
        for each in ledger.deliveries.on_their_way(shop.database):
            _answered(shop, each, "", "unknown", "interrupted")


def _claimed(shop: Shop, delivery: Delivery, by: str) -> int | None:
    """Write down that it leaves now; None where Paymentwall has the very same. The lock is held, and the ledger lets
    only one of each order be on its way."""
    digest = _digest(delivery)
    with shop.database.atomic():
        shop.bound()  # never with another shop's key (R12)
        before = ledger.deliveries.of_order(shop.database, delivery.order)
        if any(each.digest == digest and each.outcome == "accepted" for each in before):
            return None
        number = ledger.deliveries.add(shop.database, delivery, by=by, at=shop.now(), digest=digest)
        kept = {name: value for name, value in asdict(delivery).items() if name in IN_THE_FORM}
        ledger.deliveries.keep_form(shop.database, delivery.order, kept)
    return number


def _digest(delivery: Delivery) -> str:
    """What makes it the same again: all of it but when it is told, and of the expected delivery the day."""
    day = delivery.delivery_at // 86400 * 86400
    return hashlib.sha256(body(replace(delivery, delivery_at=day, update_at=0))).hexdigest()


def _sent(shop: Shop, number: int, delivery: Delivery, by: str) -> Registered:
    told = ledger.deliveries.one(shop.database, number)
    try:
        answer = shop.client.deliver(delivery)
    except Trouble as trouble:
        why = str(trouble.facts.get("why") or trouble.kind.value)
        left = why not in _NEVER_LEFT and trouble.kind is not Kind.KEY_REFUSED
        _answered(shop, told, by, "unknown" if left else "not_sent", why)
        trouble.money = MoneyWord.NOTHING_CHANGED
        raise
    _answered(shop, told, by, "accepted" if answer.accepted else "refused", answer.message, answer.notices)
    if not answer.accepted:
        said = "; ".join(filter(None, (answer.message, *answer.notices)))
        facts = {"order": delivery.order, "message": said or answer.error_code}
        raise Trouble(Kind.DELIVERY_REFUSED, facts, money=MoneyWord.NOTHING_CHANGED)
    return Registered(delivery.status.value, sent=True, message=answer.message)


def check(shop: Shop, delivery: Delivery, *, knowing: bool = False) -> None:
    """Everything that is checked before anything is sent; raises as `register` does."""
    known = _proposal(shop, delivery.order, delivery.imp_uid)[0]
    found = faults(delivery, shop.now())
    if found:
        raise _trouble(Kind.DELIVERY_INCOMPLETE, order=delivery.order, faults=found)
    if backwards(known.known, delivery.status):
        facts = {"order": delivery.order, "known": known.known, "wanted": delivery.status.value}
        raise _trouble(Kind.DELIVERY_BACKWARDS, **facts)
    if known.against and not knowing:
        raise _trouble(Kind.DELIVERY_HELD, order=delivery.order, why=known.against)


def _answered(shop: Shop, told: Registration, by: str, outcome: str, message: str, notices: Sequence[str] = ()) -> None:
    """What became of one that was on its way, and the fact of it. `by` is "" where its sender died."""
    data = {"status": told.status, "outcome": outcome, "message": message, "notices": list(notices)}
    if told.carrier or told.tracking:
        data |= {"carrier": told.carrier, "tracking": told.tracking}
    now = shop.now()
    with shop.database.atomic():
        ledger.deliveries.answered(shop.database, told.number, outcome, at=now, message=message)
        fact = Fact(now, "delivery", imp_uid=told.imp_uid, merchant_uid=told.merchant_uid, by=by, data=data)
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
