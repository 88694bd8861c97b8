"""What is known about cancelling a payment, for the dialog and `cancel --dry-run`. It warns and never forbids."""

from __future__ import annotations

import csv
import json
from functools import cache
from zoneinfo import ZoneInfo

from paymentdesk.domain.refundability import Asked, Hint, Methods, hints
from paymentdesk.settings import resource
from paymentdesk.store.queries import PaymentDetail

ACQUIRER = ZoneInfo("Asia/Seoul")
"""Whose day ends the free void (domain.md 4.5), wherever the shop is."""


def payment_hints(payment: PaymentDetail, *, now: int, amount: int | None = None) -> tuple[Hint, ...]:
    """Hints about a payment as the ledger shows it at `now` (UNIX seconds of i'mport).

    `amount` is what is to be cancelled in minor units; None while it is not known, then a part is assumed.
    """
    left = payment.amount - payment.excluded
    asked = Asked(
        currency=payment.currency,
        card=payment.pay_method == "card",
        country=payment.country,
        test=payment.test,
        billing_key=has_billing_key(payment.raw),
        paid_at=payment.paid_at,
        part=amount is None or amount < left or payment.cancelled > 0,
        delivery=payment.order_line.delivery if payment.order_line is not None else "",
    )
    return hints(_methods().find(payment.method), asked, now=now, zone=ACQUIRER)


def has_billing_key(raw: bytes | None) -> bool:
    """Whether a record as received belongs to a billing key: `customer_uid` (domain.md 3.1, 4.4)."""
    try:
        record = json.loads(raw or b"{}")
    except ValueError:
        return False
    return isinstance(record, dict) and bool(record.get("customer_uid"))


@cache
def _methods() -> Methods:
    with resource("paymentwall-methods.csv").open(encoding="utf-8", newline="") as file:
        return Methods(csv.DictReader(file))
