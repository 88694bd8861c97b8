"""Plays the shop's side of a story."""

from __future__ import annotations

import copy
from collections.abc import Callable

from paymentdesk.practice import cancelling
from paymentdesk.practice.faults import Fault, Faults
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Impossible, Shop
from paymentdesk.practice.story import ShopEvent, Story


def put_on_agenda(shop: Shop, faults: Faults | None, story: Story) -> None:
    """Let every event of the story happen at its time; without `faults` the line stays whole."""
    with shop.lock:
        for event in story.shop_events:
            if event.kind != "fault" or faults is not None:
                shop.at(event.at, _happening(shop, faults, event))


def _happening(shop: Shop, faults: Faults | None, event: ShopEvent) -> Callable[[], None]:
    if event.kind == "fault" and faults is not None:
        fault = Fault("/payments/cancel", event.reason, status=None, seconds=None, left=1)
        return lambda: faults.add(fault)
    if event.payment is not None:
        opened = event.payment
        return lambda: _open(shop, opened)
    return lambda: _happen(shop, event)


def _open(shop: Shop, template: Payment) -> None:
    payment = copy.copy(template)
    payment.pay_method = shop.methods.pay_method(payment.emb_pg_provider)
    shop.add(payment)


def _happen(shop: Shop, event: ShopEvent) -> None:
    """What no longer fits, because somebody did something else meanwhile, does not happen."""
    payment = shop.payments.get(event.imp_uid)
    if payment is None:
        return
    try:
        if event.kind == "pay":
            shop.pay(payment, event.amount)
        elif event.kind == "fail":
            shop.fail(payment, event.reason)
        elif event.kind == "cancelled":
            shop.carry_out(payment, event.amount or payment.left, event.reason, webhook=False)
        elif event.kind == "console_cancel":
            cancelling.in_console(shop, payment, event.amount, as_ticket=False)
        elif event.kind == "console_ticket":
            cancelling.in_console(shop, payment, event.amount, as_ticket=True)
        else:
            for ticket in shop.tickets.open_for(event.imp_uid)[:1]:
                cancelling.decide(shop, ticket, event.outcome, event.amount)
    except Impossible:
        return
