"""A story of the practice shop: dated data for both sides (product.md 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from paymentdesk.practice.payment import Payment


@dataclass(frozen=True, slots=True)
class OrderData:
    """An order as the merchant writes it; `issued_at` None: still a draft. Times are UNIX seconds."""

    merchant_uid: str
    name: str
    amount: Decimal
    currency: str
    buyer_name: str
    buyer_email: str
    country: str
    kind: str
    written_at: int
    issued_at: int | None
    address: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MerchantAct:
    """Something the merchant does at `at`, to be played through the desk's ordinary services.

    `kind` says which of the other fields count:

    - `order`: write (and issue, if `order.issued_at` is set) `order`; `close_order`: close it unpaid
    - `sync`: look at i'mport
    - `deliver`: the parcel of `merchant_uid` is on its way: register it, unless something speaks against it
    - `cancel`: request `amount` of `imp_uid` for `reason`; `expect` says how it will come out
    - `draft`: the same, saved without sending; `withdraw`: withdraw that draft
    - `keep_waiting`, `reject`, `did_not_arrive`: say so, with `note`, about the newest ticket of `imp_uid`
    - `record_elsewhere`: write down a request of `amount` made at `where`
    """

    at: int
    kind: str
    by: str = "Minji"
    merchant_uid: str = ""
    imp_uid: str = ""
    amount: Decimal | None = None
    currency: str = ""
    reason: str = ""
    note: str = ""
    where: str = ""
    expect: str = ""
    order: OrderData | None = None

    def view(self) -> dict[str, Any]:
        """As `GET /scenario` shows it: what is empty is left out."""
        shown = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) not in ("", None)}
        if self.order is not None:
            shown["order"] = {name: getattr(self.order, name) for name in self.order.__slots__}
        return shown


class ShopEvent(msgspec.Struct, frozen=True, tag="event"):
    """Something a customer, Paymentwall, the console or the line does at `at`.

    - `open`: the payment window opens and `payment` appears; `pay`; `fail` for `reason`
    - `cancelled`: a request of the time before the desk is carried out (`amount`, `reason`)
    - `console_cancel`, `console_ticket`: `amount` in i'mport's console, None for all that is left
    - `decide`: the `outcome` of the payment's oldest open ticket, nothing if there is none
    - `fault`: the next cancellation request meets the fault named by `reason`
    """

    at: int
    kind: str
    imp_uid: str = ""
    amount: Decimal | None = None
    reason: str = ""
    outcome: str = "cancelled"
    payment: Payment | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story from `begins_at` to `now`; the shop's side goes on after `now`."""

    begins_at: int
    now: int
    shop_events: tuple[ShopEvent, ...]
    merchant: tuple[MerchantAct, ...]

    def view(self) -> dict[str, Any]:
        """The merchant's side, as `GET /scenario` shows it."""
        return {
            "begins_at": self.begins_at,
            "now": self.now,
            "merchant": [act.view() for act in self.merchant],
        }
