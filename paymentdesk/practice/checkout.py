"""Buyers pay here: behind a payment link, or in the window the checkout script opens (domain.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from paymentdesk.practice import orders, records, widget
from paymentdesk.practice.acts import LateApproval
from paymentdesk.practice.amounts import exact, number
from paymentdesk.practice.links import Link
from paymentdesk.practice.payment import LENGTHS, Payment
from paymentdesk.practice.shop import UNDER_REVIEW, Impossible, Shop
from paymentdesk.practice.wire import Reply, decode

LINK_PATH = "/l/"
CHECKOUT_PATH = "/checkout"
SDK_PATH = "/v1/iamport.js"
REVIEW_TAKES = 4 * 3600

_NOT_OPENED = "The payment window was not opened"
_ACTS = ("pay", "review", "fail", "leave")
_ORDER_FIELDS = ("merchant_uid", "name", "amount", "currency", "buyer_name", "buyer_email", "buyer_tel",
                 "buyer_addr", "buyer_postcode", "custom_data", "channelKey", "bypass")  # fmt: skip


class Checkout:
    """The pages of links and of the checkout window."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    @staticmethod
    def is_here(path: str) -> bool:
        return path in (SDK_PATH, CHECKOUT_PATH) or path.startswith(LINK_PATH)

    def answer(self, method: str, path: str, query: Mapping[str, str], form: Mapping[str, Any]) -> Reply:
        """A page; for POST the buyer has pressed one of its buttons."""
        with self._shop.lock:
            self._shop.catch_up()
            if path == SDK_PATH:
                return Reply(200, widget.SDK, "text/javascript; charset=UTF-8")
            if path == CHECKOUT_PATH:
                order = {name: str(value) for name, value in (form if method == "POST" else query).items()}
                return self._visit(method, order, form, in_window=True)
            link = self._shop.links.get(path.removeprefix(LINK_PATH))
            closed = _closed(link, self._shop.now())
            if link is None or closed is not None:
                return widget.told("This link cannot be used", closed or "", status=404)
            order = {name: str(value) for name, value in link.order.items() if value is not None}
            return self._visit(method, order, form, in_window=False)

    def _visit(self, method: str, order: Mapping[str, str], form: Mapping[str, Any], *, in_window: bool) -> Reply:
        order = {name: order[name] for name in _ORDER_FIELDS if order.get(name)}
        currency = order.get("currency", "KRW")
        try:
            amount = exact(number(order.get("amount")), currency)
            _check_buyer(order)
            refusal = orders.refusal_to_pay(self._shop, order.get("merchant_uid", ""), amount, currency)
            if refusal is not None:
                raise ValueError(refusal)
            if method != "POST":
                bypass = _bypass(order)
                country = str(bypass.get("country_code") or "") or _country(form)
                methods, chosen = self._shop.methods.all(), str(bypass.get("ps") or "all")
                offered = [each for each in methods if each.code == chosen] or methods
                return widget.paying(order, amount, currency, offered, country)
            payment = self._open(order, amount, currency, form)
        except (ValueError, Impossible) as error:
            failed = {"merchant_uid": order.get("merchant_uid"), "error_msg": str(error)}
            return widget.told(
                _NOT_OPENED,
                str(error),
                status=400,
                to_opener=failed | {"error_code": "F400"} if in_window else None,
            )
        return self._play(payment, str(form.get("act")), in_window=in_window)

    def _open(self, order: Mapping[str, str], amount: Decimal, currency: str, form: Mapping[str, Any]) -> Payment:
        if form.get("act") not in _ACTS:
            raise ValueError("one of the buttons must be pressed")
        fields: dict[str, Any] = {name: value for name, value in order.items() if name in LENGTHS}
        return records.new_payment(
            self._shop,
            fields
            | {"amount": amount, "currency": currency, "status": "ready"}
            | {"method": str(form.get("method") or "cc"), "country": _country(form)}
            | {"sandbox": any(each["sandbox"] for each in self._channels(order))}
            | ({"custom_data": order["custom_data"]} if "custom_data" in order else {}),
        )

    def _channels(self, order: Mapping[str, str]) -> list[dict[str, Any]]:
        """The channel a page names; none where it names none, as a link does."""
        return [each for each in self._shop.channels() if each["channel_key"] == order.get("channelKey")]

    def _play(self, payment: Payment, act: str, *, in_window: bool) -> Reply:
        shop = self._shop
        outcome: dict[str, object] = {"imp_uid": payment.imp_uid, "merchant_uid": payment.merchant_uid}
        if act == "pay":
            shop.pay(payment)
            title = "Paid"
        elif act == "leave":
            title = "Left without paying"
            outcome |= {"error_code": "F400", "error_msg": title}
        else:
            reason = UNDER_REVIEW if act == "review" else "Card declined"
            shop.fail(payment, reason)
            title = "Held for review" if act == "review" else "Failed"
            outcome |= {"error_code": "F400", "error_msg": reason}
            if act == "review":
                shop.at(shop.now() + REVIEW_TAKES, LateApproval(payment.imp_uid))
        return widget.told(title, payment.imp_uid, to_opener=outcome if in_window else None)


def link_address(base: str, link: Link) -> str:
    """Where a link leads."""
    return f"{base}{LINK_PATH}{link.code}"


def _closed(link: Link | None, now: int) -> str | None:
    if link is None:
        return "There is no such link."
    if link.disabled:
        return "The shop has switched this link off."
    if link.expires_at and link.expires_at <= now:
        return "This link has expired."
    return None


def _check_buyer(order: Mapping[str, str]) -> None:
    """What Paymentwall demands (domain.md 6.2)."""
    if not order.get("merchant_uid") or not order.get("name"):
        raise ValueError("The order needs a number and a name.")
    if not order.get("buyer_email"):
        raise ValueError("Paymentwall needs the buyer's mail address.")
    if len(order.get("buyer_name", "").split()) < 2:
        raise ValueError("Paymentwall needs the buyer's name as first and last name with a space between.")


def _bypass(order: Mapping[str, str]) -> dict[str, Any]:
    """Paymentwall's own parameters (domain.md 6.2): which country's methods, and perhaps only one of them."""
    try:
        wanted = decode(order.get("bypass", "{}").encode())
    except ValueError:
        return {}
    return wanted if isinstance(wanted, dict) else {}


def _country(form: Mapping[str, Any]) -> str:
    return str(form.get("country") or "US")
