"""What a payment link and a checkout page are told about an order, and what became of a link (domain.md 6).

Nothing here is secret: the page knows the shop's user code (`imp00000000`) and a channel key, both made to stand in
pages; the API key and secret are no part of it (domain.md 1.11).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order
from paymentdesk.domain.payment import PaymentState

WIDGETS = ("pw_1", "t3_1")
"""Paymentwall's widget and Terminal 3's (domain.md 6.2); the first is the default."""

ALL_METHODS = "all"
TEST_METHOD = "test"
LANGUAGES = ("en", "ko", "zh")
"""What i'mport's documents name for the payment window (domain.md 6.2)."""

LINK_LANGUAGES = ("en", "ko")
LIVE = ("asked", "open", "unknown")
"""Links that a buyer may be able to pay by."""

_LANGUAGE_OF = {"KR": "ko", "CN": "zh", "TW": "zh", "HK": "zh", "MO": "zh"}
_USER_CODE = re.compile(r"imp\d{4,20}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


def is_user_code(text: str) -> bool:
    """Whether this is a shop's user code as the PortOne console shows it: `imp` and digits."""
    return bool(_USER_CODE.match(text))


def language_for(country: str, languages: Sequence[str] = LANGUAGES) -> str:
    """The language for buyers of a country, out of those there are; English for all others."""
    wanted = _LANGUAGE_OF.get(country.upper(), "en")
    return wanted if wanted in languages else "en"


@dataclass(frozen=True, slots=True)
class Front:
    """The shop as its pages name it: `title` is what buyers read, `channel_key` where the payment goes."""

    title: str
    user_code: str
    channel_key: str


@dataclass(frozen=True, slots=True)
class Window:
    """How the payment window opens. `method` is a shortcode of Paymentwall, or `all`; `country` two capital letters, or
    "" for the one the buyer's address on the net is in; `test`: Paymentwall's test method, no money moves."""

    country: str = ""
    language: str = "en"
    method: str = ALL_METHODS
    widget: str = WIDGETS[0]
    test: bool = False


def window_for(order: Order) -> Window:
    """The preset for an order's country: its methods, its language."""
    country = order.country.upper()
    known = bool(_COUNTRY.match(country))
    return Window(country=country if known else "", language=language_for(country))


def request_parameters(order: Order, front: Front, window: Window) -> dict[str, Any]:
    """What `IMP.request_pay` is called with (domain.md 6.2). Amounts are `Decimal` or int, in major units."""
    bypass: dict[str, Any] = {"widget_code": window.widget, "ps": TEST_METHOD if window.test else window.method}
    if window.country:
        bypass["country_code"] = window.country
    wanted: dict[str, Any] = {
        "channelKey": front.channel_key,
        **_order_fields(order),
        "language": window.language,
        "bypass": bypass,
    }
    return wanted | ({"use_test_method": True} if window.test else {})


def link_information(order: Order, front: Front, language: str) -> dict[str, Any]:
    """`payment_info` of a payment link (domain.md 6.4). It has no place for country, method or widget."""
    return {
        "title": front.title,
        "user_code": front.user_code,
        **_order_fields(order),
        "language": language,
        "display_language": language,
        "direct": {"channelKey": front.channel_key, "pay_method": "card"},
    }


def _order_fields(order: Order) -> dict[str, Any]:
    buyer = {
        "buyer_name": order.buyer_name,
        "buyer_email": order.buyer_email,
        "buyer_tel": order.phone,
        "buyer_addr": order.address,
        "buyer_postcode": order.postcode,
    }
    return {
        "merchant_uid": order.merchant_uid,
        "name": order.name,
        "amount": major_number(Money(order.amount, order.currency)),
        "currency": order.currency,
        **{name: value for name, value in buyer.items() if value},
    }


def major_number(money: Money) -> int | Decimal:
    """An amount as the documents want it: a whole number where it is one. That decimals are taken for a currency that
    has them is likely and UNCONFIRMED (domain.md 3.2, 12.7)."""
    major = money.major
    return int(major) if major == major.to_integral_value() else major


class LinkState(StrEnum):
    """What a link is at a moment. `OUTDATED`: the order costs something else by now, so i'mport opens no window."""

    OPEN = "open"
    EXPIRED = "expired"
    OUTDATED = "outdated"
    UNKNOWN = "unknown"
    NOT_MADE = "not_made"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class PayLink:
    """A payment link as the ledger has it. Amounts are minor units, times UNIX seconds. `state`: asked, open, unknown,
    not_made, disabled; an `asked` one is leaving now, or its asker died: nobody knows then whether it exists."""

    number: int
    merchant_uid: str
    url: str
    amount: int
    currency: str
    expires_at: int
    asked_at: int
    by: str
    state: str
    ended_at: int = 0

    @property
    def code(self) -> str:
        """The last part of its address, by which it is disabled."""
        return self.url.rstrip("/").rpartition("/")[2]

    def state_at(self, now: int, price: Money | None) -> LinkState:
        """What it is now, for an order that costs `price`; None where the order is not known."""
        if self.state in ("not_made", "disabled"):
            return LinkState(self.state)
        if self.expires_at and self.expires_at <= now:
            return LinkState.EXPIRED
        if self.state != "open":
            return LinkState.UNKNOWN
        return LinkState.OPEN if price in (None, Money(self.amount, self.currency)) else LinkState.OUTDATED


class AttemptState(StrEnum):
    """How far a buyer came with one payment window."""

    OPENED = "opened"
    LEFT = "left"
    FAILED = "failed"
    MAYBE_LATE = "maybe_late"
    PAID = "paid"


OPEN_FOR = 3600
"""Seconds after which an unpaid window counts as left: nothing says so, it only is no longer news."""

UNDER_REVIEW = "Internal error"
"""How i'mport reports a payment that Paymentwall's review holds, and may approve later (domain.md 5.1)."""


def attempt_state(state: PaymentState, started_at: int, fail_reason: str, now: int) -> AttemptState:
    """How far an attempt came, by its payment's state and what i'mport said why it failed. Times are UNIX seconds."""
    if state is PaymentState.FAILED:
        return AttemptState.MAYBE_LATE if UNDER_REVIEW in fail_reason else AttemptState.FAILED
    if state is PaymentState.READY:
        return AttemptState.OPENED if now - started_at < OPEN_FOR else AttemptState.LEFT
    return AttemptState.PAID
