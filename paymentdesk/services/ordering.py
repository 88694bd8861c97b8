"""Orders: written, issued to the buyer, closed. Their state is computed from these facts and their payments."""

from __future__ import annotations

from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact


def write_order(shop: Shop, order: Order, by: str) -> None:
    """Write down an order. Raises `Trouble(BAD_ARGUMENT)` when its number is taken."""
    with shop.database.atomic():
        if ledger.orders.known(shop.database, [order.merchant_uid]):
            raise Trouble(
                Kind.BAD_ARGUMENT,
                {"what": "merchant_uid", "value": order.merchant_uid},
                money=MoneyWord.NOTHING_CHANGED,
            )
        ledger.orders.insert(shop.database, order)
        data = {"amount": order.amount, "currency": order.currency}
        _fact(shop, "order_written", order.merchant_uid, by, data)
        if order.issued_at:
            _fact(shop, "order_issued", order.merchant_uid, by, {})
        _refresh(shop, order.merchant_uid)


def close_order(shop: Shop, merchant_uid: str, by: str) -> None:
    """Close an order that nobody paid. A payment that arrives later is "paid late"."""
    with shop.database.atomic():
        if not ledger.orders.known(shop.database, [merchant_uid]):
            raise Trouble(Kind.UNKNOWN_ORDER, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
        ledger.orders.change(shop.database, merchant_uid, closed_at=shop.now())
        _fact(shop, "order_closed", merchant_uid, by, {})
        _refresh(shop, merchant_uid)


def _refresh(shop: Shop, merchant_uid: str) -> None:
    """A payment may have come before its order was written down here."""
    attempts = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    if attempts:
        cached.refresh(shop, [one.payment.imp_uid for one in attempts])
    else:
        cached.refresh_orders(shop, [merchant_uid])


def _fact(shop: Shop, kind: str, merchant_uid: str, by: str, data: dict[str, object]) -> None:
    fact = Fact(shop.now(), kind, merchant_uid=merchant_uid, by=by, data=data)
    audit.append(shop.database.db, [fact])
