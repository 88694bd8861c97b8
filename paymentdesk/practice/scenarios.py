"""The stories the practice shop can tell, and filling for a large one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from paymentdesk.practice.cast import purchase
from paymentdesk.practice.payment import Cancellation, Payment
from paymentdesk.practice.story import MerchantAct, OrderData, ShopEvent, Story
from paymentdesk.practice.week import Week

__all__ = ["MerchantAct", "OrderData", "ShopEvent", "Story", "bulk", "ordinary_week"]

_DAY = 24 * 3600


def ordinary_week(seed: int, now: int) -> Story:
    """About 300 payments of 60 days, most of them of the last week, and every kind of trouble once."""
    return Week(seed, now).story()


def bulk(seed: int, now: int, count: int) -> Iterator[Payment]:
    """`count` payments spread over the two years before `now`, newest last: for trying out large shops."""
    chance = Random(f"{seed}/bulk")
    buyers = [purchase(chance) for _ in range(1000)]
    span = 2 * 365 * _DAY
    for index in range(count):
        bought = buyers[chance.randrange(1000)]
        started = now - span + span * index // count
        payment = Payment(
            imp_uid=f"imps_{index + 1:012d}",
            merchant_uid=f"B-{index + 1:07d}",
            amount=bought.amount,
            currency=bought.currency,
            emb_pg_provider=bought.method,
            pay_method="card",
            country=bought.country,
            name=bought.name,
            buyer_name=bought.buyer_name,
            buyer_email=bought.buyer_email,
            started_at=started,
            pg_tid=f"b{index + 1:010d}",
        )
        _settle(payment, chance.random(), started)
        yield payment


def _settle(payment: Payment, luck: float, started: int) -> None:
    """Most are paid; some fail, are left, or were cancelled a day later."""
    if luck < 0.04:
        return
    if luck < 0.10:
        payment.status, payment.failed_at, payment.fail_reason = "failed", started + 90, "Card declined"
        return
    payment.status, payment.paid_at = "paid", started + 90
    if luck < 0.15:
        at = started + 120
        entry = Cancellation(payment.pg_tid, payment.amount, at, "changed mind", f"cncl_{payment.imp_uid[5:]}")
        payment.status, payment.cancelled_at, payment.cancel_reason = "cancelled", at, entry.reason
        payment.cancel_amount, payment.cancel_history = payment.amount, (entry,)
