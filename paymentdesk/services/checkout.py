"""Taking a payment: the price registered at i'mport, and a page for the buyer (domain.md 6).

Nothing here moves money. Links are in `links`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paymentdesk.domain.checkout import Front, Window, is_user_code, request_parameters
from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order, was_paid
from paymentdesk.domain.payment import Payment
from paymentdesk.domain.preflight import blocking, check
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.errors import Declined
from paymentdesk.services import ordering, page
from paymentdesk.services.ingest import Look, ingest
from paymentdesk.services.looking import asked
from paymentdesk.services.shop import Shop
from paymentdesk.settings import IMP_LINKS, link_url
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

IMP_SDK = "https://cdn.iamport.kr/v1/iamport.js"
"""i'mport's script for pages (domain.md 6.1)."""

USER_CODE = "user_code"
_PRACTICE_CODE = "imp00000000"


@dataclass(frozen=True, slots=True)
class Page:
    """A checkout page: whole, with nothing secret in it."""

    merchant_uid: str
    html: bytes


# ---------------------------------------------------------------- the price


def prepare(shop: Shop, merchant_uid: str, by: str) -> Order:
    """Register what an order costs, so that no other amount or currency can be paid for it; answers the order.

    What is registered already is looked up, changed where it differs, and looked up again: only i'mport's own word
    counts. Raises `Trouble`: the order is unknown, paid or closed, or i'mport did not take it.
    """
    order = payable(shop, merchant_uid)
    price = Money(order.amount, order.currency)
    shop.bound()  # never with another shop's key (R12)
    before = asked(lambda: shop.client.prepared(merchant_uid))
    if before is None or not before.locks(price):
        _register(shop, order, change=before is not None)
        after = asked(lambda: shop.client.prepared(merchant_uid))
        if after is None or not after.locks(price):
            raise Trouble(Kind.NOT_UNDERSTOOD, {"why": "prepare"}, money=MoneyWord.NOTHING_CHANGED)
    shop.connected()
    with shop.database.atomic():
        if ledger.checkout.prepared(shop.database, merchant_uid) != price:
            ledger.checkout.put_prepared(shop.database, merchant_uid, price, shop.now())
            fact(shop, "order_prepared", merchant_uid, by, {"amount": order.amount, "currency": order.currency})
    return order


def _register(shop: Shop, order: Order, *, change: bool) -> None:
    price = Money(order.amount, order.currency)
    try:
        asked(lambda: shop.client.prepare(order.merchant_uid, price, change=change))
    except Declined:
        if change:
            raise
        # Another desk was first, or the look-up did not say it: then it is a change after all.
        asked(lambda: shop.client.prepare(order.merchant_uid, price, change=True))


def payable(shop: Shop, merchant_uid: str) -> Order:
    """An order that can still be paid, by the ledger."""
    order = ordering.known_order(shop, merchant_uid)
    known = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    _refuse_paid(order, [one.payment for one in known])
    if order.closed_at:
        raise Trouble(Kind.ORDER_CLOSED, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
    return order


def _refuse_paid(order: Order, payments: Sequence[Payment]) -> None:
    if any(was_paid(each) and not each.test for each in payments):
        raise Trouble(Kind.ALREADY_PAID, {"value": order.merchant_uid}, money=MoneyWord.NOTHING_CHANGED)


# ---------------------------------------------------------------- the shop as pages name it


def user_code(shop: Shop) -> str:
    """The shop's user code; "" while nobody has told it. A simulated i'mport takes any."""
    told = os.environ.get("PAYMENTDESK_USER_CODE") or ledger.meta.get(shop.database, USER_CODE) or ""
    return told or (_PRACTICE_CODE if shop.profile.loopback else "")


def tell_user_code(shop: Shop, code: str) -> None:
    """Keep the shop's user code (`imp` and digits, in the PortOne console; domain.md 6.1). Raises `BAD_ARGUMENT`."""
    if not is_user_code(code.strip()):
        facts = {"what": "user_code", "value": code}
        raise Trouble(Kind.BAD_ARGUMENT, facts, money=MoneyWord.NOTHING_CHANGED)
    with shop.database.atomic():
        ledger.meta.put(shop.database, USER_CODE, code.strip())


def front(shop: Shop, *, test: bool = False) -> Front:
    """User code and channel for a page: the first Paymentwall channel of that kind i'mport names."""
    code = user_code(shop)
    if not code:
        raise Trouble(Kind.USER_CODE_MISSING, money=MoneyWord.NOTHING_CHANGED)
    channels = asked(shop.client.channels)
    shop.connected()
    for channel in channels:
        wall = channel.provider.startswith("paymentwall") and channel.kind in ("payment", "")
        if wall and channel.sandbox == test and channel.key:
            return Front(shop.profile.title or shop.profile.name, code, channel.key)
    raise Trouble(Kind.NO_CHANNEL, {"test": test}, money=MoneyWord.NOTHING_CHANGED)


def link_host(shop: Shop) -> str:
    return shop.profile.link_url or link_url(shop.profile.api_url, {})


def sdk_address(shop: Shop) -> str:
    """Where a page loads the payment window from: beside the links, or i'mport's own (product.md 6)."""
    host = link_host(shop)
    return IMP_SDK if host == IMP_LINKS else f"{host}/v1/iamport.js"


# ---------------------------------------------------------------- pages


def make_page(
    shop: Shop, merchant_uid: str, by: str, window: Window, *, test_channel: bool = False, report_to: str = ""
) -> Page:
    """A page that opens the payment window for an order. `test_channel`: through the account's test channel, which
    charges real cards all the same (domain.md 8.9). `report_to`: a path on the page's own host that is told when the
    window closed. Raises what `prepare` raises, ORDER_LACKS, NO_CHANNEL."""
    order = payable(shop, merchant_uid)
    refuse_incomplete(order)
    named = front(shop, test=test_channel)
    order = prepare(shop, merchant_uid, by)
    look_for_payments(shop, order)
    html = page.render(
        request_parameters(order, named, window),
        user_code=named.user_code,
        title=named.title,
        price=Money(order.amount, order.currency),
        sdk=sdk_address(shop),
        language=window.language,
        report_to=report_to,
    )
    with shop.database.atomic():
        where = "browser" if report_to else "file"
        fact(shop, "page_made", merchant_uid, by, {"where": where, "test": test_channel or window.test})
        ordering.mark_issued(shop, merchant_uid, by)
    return Page(merchant_uid, html)


def look_for_payments(shop: Shop, order: Order) -> None:
    """What buyers did with this order's number, whoever sent them there (domain.md 6.4: links tell nobody)."""
    number = shop.begin_look()
    payments = asked(lambda: shop.client.payments_by_order(order.merchant_uid))
    ingest(shop, Look(number, "look"), payments)
    _refuse_paid(order, payments)


def save_page(made: Page, path: Path) -> None:
    """Write a page where the person wants it. Raises `Trouble(FILE_NOT_WRITABLE)`."""
    try:
        path.write_bytes(made.html)
    except OSError as error:
        raise Trouble(Kind.FILE_NOT_WRITABLE, {"file": str(path)}, money=MoneyWord.NOTHING_CHANGED) from error


def refuse_incomplete(order: Order) -> None:
    """What makes an order impossible to pay (domain.md 6.2, 9) is said before anything is asked for."""
    wrong = blocking(check(order))
    if wrong:
        raise Trouble(Kind.ORDER_LACKS, {"order": order.merchant_uid, "why": wrong[0]}, money=MoneyWord.NOTHING_CHANGED)


def fact(shop: Shop, kind: str, merchant_uid: str, by: str, data: dict[str, object]) -> None:
    audit.append(shop.database.db, [Fact(shop.now(), kind, merchant_uid=merchant_uid, by=by, data=data)])
