"""Payment links: made once, copied as often as wanted, switched off (domain.md 6.4). Nothing here moves money.

A link is on disk before it is asked for, and where no answer came it is not asked for again until a person says so: two
links for one order are two ways to pay it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from urllib.parse import urlsplit

from paymentdesk.domain.checkout import LINK_LANGUAGES, LinkState, PayLink, language_for, link_information
from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.errors import LinkUnknown
from paymentdesk.gateway.links import LinkClient
from paymentdesk.services import ordering
from paymentdesk.services.checkout import fact, front, link_host, look_for_payments, payable, prepare, refuse_incomplete
from paymentdesk.services.looking import asked
from paymentdesk.services.shop import Shop
from paymentdesk.settings import IMP_API, IMP_LINKS
from paymentdesk.store import ledger

LINK_DAYS = 7


def make_link(
    shop: Shop,
    merchant_uid: str,
    by: str,
    *,
    expires_at: int = 0,
    language: str = "",
    again: bool = False,
) -> PayLink:
    """A payment link for an order, until `expires_at` (UNIX seconds; 0: a week). One that is open and right is answered
    again instead of a second one.

    `again`: a person knows that an earlier request had no answer. Raises `Trouble`: LINK_MAY_EXIST for that,
    LINK_UNKNOWN when no answer came now, what `prepare` raises, ORDER_LACKS.
    """
    order = payable(shop, merchant_uid)
    refuse_incomplete(order)
    if not order.phone:
        raise Trouble(Kind.PHONE_MISSING, {"order": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
    named = front(shop)
    order = prepare(shop, merchant_uid, by)
    look_for_payments(shop, order)
    until = expires_at or shop.now() + LINK_DAYS * 86400
    there = _reserve(shop, order, until, by, again=again)
    if isinstance(there, PayLink):
        return there
    number = there
    information = link_information(order, named, language or language_for(order.country, LINK_LANGUAGES))
    try:
        with closing(_links(shop)) as host:
            url = host.create(information, until)
    except LinkUnknown:
        with shop.database.atomic():
            ledger.checkout.became(shop.database, number, "unknown")
            fact(shop, "link_unknown", merchant_uid, by, {"expires_at": until})
        raise
    except Trouble:
        with shop.database.atomic():
            ledger.checkout.became(shop.database, number, "not_made", at=shop.now())
        raise
    with shop.database.atomic():
        ledger.checkout.became(shop.database, number, "open", url=url)
        data = {"expires_at": until, "amount": order.amount, "currency": order.currency}
        fact(shop, "link_made", merchant_uid, by, data)
        ordering.mark_issued(shop, merchant_uid, by)
    found = ledger.checkout.link(shop.database, number)
    assert found is not None
    return found


def _reserve(shop: Shop, order: Order, until: int, by: str, *, again: bool) -> PayLink | int:
    """The link there is, or the number of one that is written down and about to be asked for."""
    price = Money(order.amount, order.currency)
    live = _live(shop, order)
    _switch_off(shop, [link for link in live if link.state_at(shop.now(), price) is LinkState.OUTDATED], by)
    with shop.database.atomic():
        live = _live(shop, order)
        for link in live:
            if link.state == "open":
                return link
        if live and not again:
            facts = {"order": order.merchant_uid, "at": live[-1].asked_at}
            raise Trouble(Kind.LINK_MAY_EXIST, facts, money=MoneyWord.NOTHING_CHANGED)
        return ledger.checkout.asked(shop.database, order.merchant_uid, price, expires_at=until, at=shop.now(), by=by)


def disable_links(shop: Shop, merchant_uid: str, by: str) -> list[PayLink]:
    """Switch off every link of an order that has an address; answers them. One whose request had no answer has none:
    it ends by itself. Raises `Trouble(NO_LINK)` when there is nothing to switch off."""
    ordering.known_order(shop, merchant_uid)
    links = [link for link in ledger.checkout.links(shop.database, merchant_uid) if link.state == "open"]
    if not links:
        raise Trouble(Kind.NO_LINK, {"order": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
    _switch_off(shop, links, by)
    return [found for link in links if (found := ledger.checkout.link(shop.database, link.number)) is not None]


def _switch_off(shop: Shop, links: Sequence[PayLink], by: str) -> None:
    for link in links:
        with closing(_links(shop)) as host:
            asked(partial(host.disable, link.code))
        with shop.database.atomic():
            ledger.checkout.became(shop.database, link.number, "disabled", at=shop.now())
            fact(shop, "link_disabled", link.merchant_uid, by, {})


def _live(shop: Shop, order: Order) -> list[PayLink]:
    """Links by which this order may still be paid."""
    over = (LinkState.EXPIRED, LinkState.DISABLED, LinkState.NOT_MADE)
    links = ledger.checkout.links(shop.database, order.merchant_uid)
    return [link for link in links if link.state_at(shop.now(), None) not in over]


def _links(shop: Shop) -> LinkClient:
    """The link host. It may see a token only where it is i'mport's own, or the API's."""
    shop.bound()  # never with another shop's key (R12)
    host = link_host(shop)
    own = host == IMP_LINKS and shop.profile.api_url == IMP_API
    trusted = own or urlsplit(host).netloc == urlsplit(shop.profile.api_url).netloc
    return LinkClient(
        host,
        shop.client.token if trusted else lambda: None,
        connect_timeout=shop.settings.connect_timeout,
        read_timeout=shop.settings.read_timeout,
    )
