"""Lets what is written on the agenda happen: the shop's side of a story, the staff's decisions, late webhooks."""

from __future__ import annotations

import copy
from collections.abc import Callable

from paymentdesk.practice import cancelling
from paymentdesk.practice.acts import Act, Announcement, LateApproval, StaffDecision
from paymentdesk.practice.faults import Fault, Faults
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Impossible, Shop
from paymentdesk.practice.story import ShopEvent, Story
from paymentdesk.practice.webhooks import Webhooks


def put_on_agenda(shop: Shop, story: Story, *, with_faults: bool) -> None:
    """Let every event of the story happen at its time; without faults the line stays whole."""
    with shop.lock:
        for event in story.shop_events:
            if event.kind != "fault" or with_faults:
                shop.at(event.at, event)


def player(shop: Shop, faults: Faults, webhooks: Webhooks) -> Callable[[Act], None]:
    """Carries out what is due; called with the shop's lock held."""

    def perform(act: Act) -> None:
        match act:
            case StaffDecision():
                cancelling.by_the_staff(shop, act)
            case LateApproval(imp_uid):
                _approve_late(shop, imp_uid)
            case Announcement(news):
                webhooks.enqueue(news)
            case ShopEvent(kind="fault"):
                faults.add(Fault("/payments/cancel", act.reason, status=None, seconds=None, left=1))
            case ShopEvent(payment=Payment() as template):
                _open(shop, template)
            case _:
                _happen(shop, act)

    return perform


def _open(shop: Shop, template: Payment) -> None:
    payment = copy.copy(template)
    payment.pay_method = shop.methods.pay_method(payment.emb_pg_provider)
    shop.add(payment)


def _approve_late(shop: Shop, imp_uid: str) -> None:
    payment = shop.payments.get(imp_uid)
    if payment is not None and payment.status == "failed":
        shop.pay(payment)


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
