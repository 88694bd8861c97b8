"""Play the merchant's side of a practice story through the ordinary services; nothing is inserted by hand.

The practice shop itself is not known here: it is whatever can step its clock and hold a story (product.md 7).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Protocol

from paymentdesk.domain.delivery import DeliveryStatus
from paymentdesk.domain.money import Money, minor_units
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services import cancellation, deciding, delivery, ordering, polling
from paymentdesk.services.cancellation import Request
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger

EXPECTED = frozenset({Kind.REFUSED, Kind.UNCONFIRMED})
"""A story has requests that are refused, or whose answer is lost: that is how they are to come out."""
STAYS_HERE = frozenset({Kind.ORDER_NOT_PAID, Kind.WHICH_PAYMENT, Kind.DELIVERY_HELD})


class Story(Protocol):
    """Dated acts of the merchant, oldest first; an act has `at`, `kind` and the fields its kind needs."""

    @property
    def merchant(self) -> Sequence[Any]: ...


class StoryShop(Protocol):
    """A practice shop that holds a story and steps its clock."""

    def open_story(self, story: Any) -> None: ...
    def advance_to(self, at: float) -> int: ...
    def close_story(self) -> None: ...


def play(
    shop: Shop,
    practice: StoryShop,
    story: Story,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Step the practice clock from act to act and do each one; `progress` hears how many of how many are done.

    Stopped early, the practice shop goes on from its story's now all the same.
    """
    practice.open_story(story)
    acts = story.merchant
    try:
        for done, act in enumerate(acts):
            if stop():
                return
            practice.advance_to(act.at)
            _do(shop, act)
            progress(done + 1, len(acts))
    finally:
        practice.close_story()
    polling.sync(shop, stop=stop)


def _do(shop: Shop, act: Any) -> None:
    match act.kind:
        case "order":
            ordering.write_order(shop, _order(act.order), act.by)
        case "close_order":
            ordering.close_order(shop, act.merchant_uid, act.by)
        case "sync":
            polling.sync(shop)
        case "deliver":
            _deliver(shop, act)
        case "cancel" | "draft":
            _request(shop, act)
        case "record_elsewhere":
            amount = _money(act.amount, act.currency)
            deciding.record_elsewhere(shop, act.imp_uid, amount, act.where, act.by, act.note)
        case _:
            _decide(shop, act)


def _deliver(shop: Shop, act: Any) -> None:
    """A parcel leaves; what is not paid, paid twice or being cancelled stays here."""
    try:
        parcel = delivery.proposed(shop, act.merchant_uid)
        tracking = f"EE{shop.now() % 10**9:09d}KR"
        state = parcel.state or "IL"  # the story's American buyers live in Springfield, Illinois
        told = replace(parcel, status=DeliveryStatus.DELIVERING, carrier="EMS", tracking=tracking, state=state)
        delivery.register(shop, told, act.by)
    except Trouble as trouble:
        if trouble.kind not in STAYS_HERE:
            raise


def _request(shop: Shop, act: Any) -> None:
    asked = Request(act.imp_uid, _money(act.amount, act.currency), act.reason, act.note, act.by)
    try:
        if act.kind == "draft":
            cancellation.save_draft(shop, asked)
        else:
            cancellation.request(shop, asked)
    except Trouble as trouble:
        if trouble.kind not in EXPECTED:
            raise


def _decide(shop: Shop, act: Any) -> None:
    number = ledger.tickets.of_payment(shop.database, act.imp_uid)[-1].number
    match act.kind:
        case "withdraw":
            deciding.withdraw(shop, number, act.by, act.note)
        case "keep_waiting":
            deciding.keep_waiting(shop, number, act.by, act.note)
        case "reject":
            deciding.reject(shop, number, act.by, act.note)
        case "did_not_arrive":
            deciding.did_not_arrive(shop, number, act.by, act.note)
        case _:
            raise ValueError(f"a story cannot {act.kind}")


def _order(written: Any) -> Order:
    return Order(
        merchant_uid=written.merchant_uid,
        name=written.name,
        amount=minor_units(written.amount, written.currency),
        currency=written.currency,
        written_at=written.written_at,
        issued_at=written.issued_at or 0,
        buyer_name=written.buyer_name,
        buyer_email=written.buyer_email,
        country=written.country,
        kind=written.kind,
        address=written.address,
        postcode=written.postcode,
        phone=written.phone,
    )


def _money(amount: Decimal, currency: str) -> Money:
    return Money(minor_units(amount, currency), currency)
