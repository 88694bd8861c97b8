"""The calls of i'mport V1, as other clients make them (domain.md 1 to 7, 13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from paymentdesk.practice import cancelling, lookups, orders
from paymentdesk.practice.catalogue import Catalogue
from paymentdesk.practice.checkout import link_address
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.tokens import Tokens
from paymentdesk.practice.wire import Refused, Reply, encode, envelope, refusal, truth

_LINKS = "/api/supplements/v1/link/payment"
# No document shows a token for links (domain.md 6.4).
_WITHOUT_TOKEN = frozenset({"POST /users/getToken", f"POST {_LINKS}", f"PUT {_LINKS}/<code>"})
_NO_SUCH_CALL = "존재하지 않는 API입니다."


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `path` is still percent-encoded and has no slash at its end."""

    method: str
    path: str
    query: MultiDict[str, str]
    fields: dict[str, Any]
    token: str | None


class Api:
    """Answers calls from the shop's state; every call sees it whole. Links begin with `base`."""

    def __init__(self, shop: Shop, tokens: Tokens, base: str) -> None:
        self._base = base
        self._shop = shop
        self._tokens = tokens
        calls: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
            ("POST", "/users/getToken", self._get_token),
            ("GET", "/users/pg", self._channels),
            ("GET", "/payments", self._payments),
            ("GET", "/payments/<imp_uid>", self._payment),
            ("GET", "/payments/find/<merchant_uid>", self._find),
            ("GET", "/payments/find/<merchant_uid>/<status>", self._find),
            ("GET", "/payments/findAll/<merchant_uid>", self._find_all),
            ("GET", "/payments/findAll/<merchant_uid>/<status>", self._find_all),
            ("GET", "/payments/status/<status>", self._by_status),
            ("POST", "/payments/cancel", self._cancel),
            ("POST", "/payments/prepare", self._prepare),
            ("PUT", "/payments/prepare", self._prepare),
            ("GET", "/payments/prepare/<merchant_uid>", self._prepared),
            ("POST", "/paymentwall/delivery", self._deliver),
            ("POST", _LINKS, self._link),
            ("PUT", f"{_LINKS}/<code>", self._disable_link),
        )
        self._calls = {f"{method} {path}": answer for method, path, answer in calls}
        rules = [Rule(path, methods=[method], endpoint=f"{method} {path}") for method, path, _ in calls]
        self._routes = Map(rules, merge_slashes=False).bind("practice")

    def answer(self, call: Call, payments: Catalogue | None = None) -> Reply:
        """Carry the call out; look-ups see `payments` instead of the shop's, if given."""
        with self._shop.lock:
            self._shop.catch_up()
            try:
                endpoint, raw = self._routes.match(call.path, call.method)
                if endpoint not in _WITHOUT_TOKEN:
                    self._tokens.check(call.token)
                values = {name: unquote(value) for name, value in raw.items()}
                return self._calls[endpoint](call, self._shop.payments if payments is None else payments, **values)
            except HTTPException as error:
                return envelope(None, status=error.code or 404, code=-1, message=_NO_SUCH_CALL)
            except Refused as error:
                return refusal(error)

    def _get_token(self, call: Call, _: Catalogue) -> Reply:
        return envelope(self._tokens.issue(call.fields.get("imp_key"), call.fields.get("imp_secret")))

    def _channels(self, _: Call, __: Catalogue) -> Reply:
        return envelope(self._shop.channels())

    def _payment(self, call: Call, payments: Catalogue, imp_uid: str) -> Reply:
        wish = truth(call.query.get("include_sandbox"))
        payment = lookups.by_number(payments, imp_uid, include_sandbox=wish)
        fields = payment.wire()
        if truth(call.query.get("extension")) and payment.country:
            fields["extension"] = {"country_code": payment.country}
        return envelope(fields)

    def _payments(self, call: Call, payments: Catalogue) -> Reply:
        query = list(call.query.items(multi=True))
        imp_uids = lookups.numbers_in(query, "imp_uid")
        merchant_uids = lookups.numbers_in(query, "merchant_uid")
        found, complete = lookups.by_numbers(payments, imp_uids, merchant_uids)
        return envelope([payment.wire() for payment in found], status=200 if complete else 207)

    def _find(self, call: Call, payments: Catalogue, merchant_uid: str, status: str = "") -> Reply:
        return _whole(lookups.by_order(payments, merchant_uid, status, call.query))

    def _find_all(self, call: Call, payments: Catalogue, merchant_uid: str, status: str = "") -> Reply:
        return envelope(lookups.all_of_order(payments, merchant_uid, status, call.query))

    def _by_status(self, call: Call, payments: Catalogue, status: str) -> Reply:
        shop = self._shop
        return envelope(lookups.by_status(payments, status, call.query, shop.now(), shop.readings))

    def _cancel(self, call: Call, _: Catalogue) -> Reply:
        return _whole(cancelling.request(self._shop, call.fields))

    def _prepare(self, call: Call, _: Catalogue) -> Reply:
        return envelope(orders.prepare(self._shop, call.fields, change=call.method == "PUT"))

    def _prepared(self, _: Call, __: Catalogue, merchant_uid: str) -> Reply:
        return envelope(orders.prepared(self._shop, merchant_uid))

    def _deliver(self, call: Call, _: Catalogue) -> Reply:
        return envelope(orders.register_delivery(self._shop, call.fields))

    def _link(self, call: Call, _: Catalogue) -> Reply:
        link = self._shop.links.create(call.fields)
        return Reply(200, encode({"shortenedUrl": link_address(self._base, link)}))

    def _disable_link(self, _: Call, __: Catalogue, code: str) -> Reply:
        link = self._shop.links.disable(code)
        return Reply(200, encode({"shortenedUrl": link_address(self._base, link)}))


def _whole(payment: Payment) -> Reply:
    return envelope(payment.wire())
