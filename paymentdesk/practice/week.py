"""An ordinary week of the practice shop: 60 days of trade, and what a merchant has to deal with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

import msgspec

from paymentdesk.practice import troubles
from paymentdesk.practice.cast import PLACES, SLOW, Purchase, purchase
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.story import MerchantAct, OrderData, ShopEvent, Story

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
BEFORE_THE_DESK = 88
DURING_THE_WEEK = 172
LAST_NUMBER = 2303
_SEOUL = 9 * HOUR


@dataclass(slots=True, eq=False)
class Sale:
    """An order while the story is written; its number is given at the end, in the order of time."""

    bought: Purchase
    written_at: int
    issued: bool = True
    number: str = ""


class Week:
    """Collects sales, events and acts, then numbers the orders and sorts everything by time."""

    def __init__(self, seed: int, now: int) -> None:
        self.seed = seed
        self.now = now
        self.begins_at = now - 8 * DAY
        self.chance = Random(f"{seed}/week")
        self._sales: list[Sale] = []
        self._sale_of: dict[str, Sale] = {}
        self._events: list[ShopEvent] = []
        self._acts: list[MerchantAct] = []
        self._closed: list[tuple[Sale, int]] = []
        self._parcels: list[tuple[Sale, int]] = []

    def story(self) -> Story:
        """The whole story; the same for the same seed and now."""
        self._trade(self.now - 60 * DAY, self.begins_at - DAY, BEFORE_THE_DESK)
        self._trade(self.begins_at - DAY, self.now - 30 * MINUTE, DURING_THE_WEEK)
        troubles.write(self)
        for day in range(1, 9):
            self.act(self.begins_at + day * DAY, "sync")
        self._ship()
        self.act(self.begins_at, "sync")
        self._number()
        events = [self._with_number(event) for event in self._events]
        return Story(
            begins_at=self.begins_at,
            now=self.now,
            shop_events=tuple(sorted(events, key=lambda event: event.at)),
            merchant=tuple(sorted(self._merchant(), key=lambda act: (act.at, _RANK.get(act.kind, 1)))),
        )

    # What happens

    def sale(self, at: int, bought: Purchase, *, issued: bool = True) -> Sale:
        """An order the merchant writes."""
        sale = Sale(bought, at, issued)
        self._sales.append(sale)
        return sale

    def attempt(self, sale: Sale, at: int, *, amount: Decimal | None = None, sandbox: bool = False) -> str:
        """The customer opens the payment window; the payment's number."""
        number = at * 1000 + self.chance.randrange(1000)
        while (imp_uid := f"imp_{number % 10**12:012d}") in self._sale_of:
            number += 1
        self._sale_of[imp_uid] = sale
        bought = sale.bought
        payment = Payment(
            imp_uid=imp_uid,
            merchant_uid="",
            amount=bought.amount if amount is None else amount,
            currency=bought.currency,
            emb_pg_provider=bought.method,
            country=bought.country,
            name=bought.name,
            buyer_name=bought.buyer_name,
            buyer_email=bought.buyer_email,
            sandbox=sandbox,
            started_at=at,
        )
        self._events.append(ShopEvent(at, "open", imp_uid, payment=payment))
        return imp_uid

    def paid(self, at: int, bought: Purchase) -> str:
        """An order written, opened and paid within minutes, the last at `at`."""
        imp_uid = self.attempt(self.sale(at - 40 * MINUTE, bought), at - 2 * MINUTE)
        self.event(at, "pay", imp_uid)
        return imp_uid

    def event(
        self,
        at: int,
        kind: str,
        imp_uid: str = "",
        *,
        amount: Decimal | None = None,
        reason: str = "",
        outcome: str = "cancelled",
    ) -> None:
        self._events.append(ShopEvent(at, kind, imp_uid, amount, reason, outcome))

    def act(
        self,
        at: int,
        kind: str,
        imp_uid: str = "",
        *,
        by: str = "Minji",
        amount: Decimal | None = None,
        reason: str = "",
        note: str = "",
        where: str = "",
        expect: str = "",
    ) -> None:
        """The merchant does something about a payment; without an amount: about all of it."""
        currency = ""
        if imp_uid:
            bought = self._sale_of[imp_uid].bought
            currency = bought.currency
            if amount is None and kind in ("cancel", "draft", "record_elsewhere"):
                amount = bought.amount
        self._acts.append(MerchantAct(at, kind, by, "", imp_uid, amount, currency, reason, note, where, expect))

    def close(self, sale: Sale, at: int) -> None:
        """The merchant gives an unpaid order up."""
        self._closed.append((sale, at))

    # The ordinary trade

    def _trade(self, begin: int, end: int, count: int) -> None:
        for _ in range(count):
            at = self._busy_time(begin, end)
            self._ordinary(at, purchase(self.chance))

    def _busy_time(self, begin: int, end: int) -> int:
        """A second between the two at which shops sell: few at night in Seoul, most in the afternoon."""
        while True:
            at = self.chance.randrange(begin, end)
            hour = (at + _SEOUL) % DAY / HOUR
            if self.chance.random() < (0.1 if hour < 8 else 0.6 if hour < 12 else 1.0):
                return at

    def _ordinary(self, at: int, bought: Purchase) -> None:
        luck = self.chance.random()
        sale = self.sale(at - self.chance.randrange(10 * MINUTE, 3 * HOUR), bought)
        if luck < 0.03:
            # Nobody opens the link.
            if at < self.now - 2 * DAY:
                self.close(sale, at + 2 * DAY)
            return
        imp_uid = self.attempt(sale, at)
        if luck < 0.06:
            return
        if luck < 0.11:
            self.event(at + MINUTE, "fail", imp_uid, reason=self.chance.choice(_FAILURES))
            if luck < 0.09:
                self._pay_soon(self.attempt(sale, at + 4 * MINUTE), at + 4 * MINUTE, "cc")
            return
        paid_at = self._pay_soon(imp_uid, at, bought.method)
        if luck > 0.93 and at < self.begins_at - 4 * DAY:
            # A request of the time before the desk, carried out long ago.
            done = paid_at + self.chance.randrange(DAY, 3 * DAY)
            reason = self.chance.choice(_OLD_REASONS)
            self.event(done, "cancelled", imp_uid, amount=bought.amount, reason=reason)

    def _pay_soon(self, imp_uid: str, at: int, method: str) -> int:
        longest = 2 * DAY if method in SLOW else 4 * MINUTE
        paid_at = at + self.chance.randrange(MINUTE, longest)
        self.event(paid_at, "pay", imp_uid)
        return paid_at

    def _ship(self) -> None:
        """Parcels leave two days after they were paid for; one in thirty is forgotten, those of the last days wait."""
        paid = {id(self._sale_of[event.imp_uid]): event.at for event in self._events if event.kind == "pay"}
        for sale in self._sales:
            at = paid.get(id(sale))
            if at is None or not sale.bought.physical or self.chance.random() < 1 / 30:
                continue
            leaves = max(at + 2 * DAY, self.begins_at + HOUR)
            if leaves < self.now - DAY:
                self._parcels.append((sale, leaves))

    # The end

    def _number(self) -> None:
        first = LAST_NUMBER - len(self._sales) + 1
        for number, sale in enumerate(sorted(self._sales, key=lambda sale: sale.written_at), first):
            sale.number = f"HB-{number}"

    def _with_number(self, event: ShopEvent) -> ShopEvent:
        if event.payment is None:
            return event
        return msgspec.structs.replace(event, payment=_numbered(event.payment, self._sale_of[event.imp_uid].number))

    def _merchant(self) -> list[MerchantAct]:
        acts = [
            replace(act, merchant_uid=self._sale_of[act.imp_uid].number) if act.imp_uid else act for act in self._acts
        ]
        for sale in self._sales:
            order = _order(sale)
            acts.append(
                MerchantAct(max(sale.written_at, self.begins_at), "order", merchant_uid=sale.number, order=order)
            )
        for sale, at in self._closed:
            acts.append(MerchantAct(max(at, self.begins_at), "close_order", merchant_uid=sale.number))
        acts += [MerchantAct(at, "deliver", merchant_uid=sale.number) for sale, at in self._parcels]
        return acts


# Within one second orders are written first, then looks are made.
_RANK = {"order": -1, "close_order": 0, "sync": 0}
_FAILURES = ("Card declined", "Insufficient funds", "3-D Secure failed", "Cancelled by the buyer")
_OLD_REASONS = ("changed mind", "damaged", "item missing", "late", "duplicate")


def _numbered(payment: Payment, merchant_uid: str) -> Payment:
    return replace(payment, merchant_uid=merchant_uid)


def _order(sale: Sale) -> OrderData:
    bought = sale.bought
    address, postcode, phone = PLACES[bought.country]
    return OrderData(
        merchant_uid=sale.number,
        name=bought.name,
        amount=bought.amount,
        currency=bought.currency,
        buyer_name=bought.buyer_name,
        buyer_email=bought.buyer_email,
        country=bought.country,
        kind="physical" if bought.physical else "digital",
        written_at=sale.written_at,
        issued_at=sale.written_at if sale.issued else None,
        address=address,
        postcode=postcode,
        phone=phone,
    )
