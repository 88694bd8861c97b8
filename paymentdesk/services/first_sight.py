"""What a payment nobody here knew becomes: its row, its cached columns, and what the chain of facts says of it.

It is a function of i'mport's record alone, so a walk has it worked out elsewhere while the page before is written.
"""

from __future__ import annotations

from typing import Any

import msgspec

from paymentdesk.domain.comparison import compare
from paymentdesk.domain.payment import Payment
from paymentdesk.services import cached
from paymentdesk.store import audit, ledger


class FirstSight(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """`columns` and `text` are what is written of it, `told` is the data of its line `payment_seen`. `record` is there
    only where writing these is not all: something of it is cancelled, or odd."""

    merchant_uid: str
    columns: tuple[Any, ...]
    text: str
    told: str
    record: Payment | None


def first_sight(seen: Payment, digest: str, source: str) -> FirstSight:
    """`digest` is that of the record; `source` says through what it came."""
    comparison = compare(None, seen)
    result, excluded = comparison.result, comparison.excluded
    told = {
        "source": source,
        "status": result.status.value,
        "amount": result.amount,
        "cancelled": result.cancelled,
        "currency": result.currency,
        "started_at": result.started_at,
        "paid_at": result.paid_at,
    }
    columns, text = ledger.payments.written(result, excluded, digest, cached.first(result, excluded))
    more = comparison.oddities or result.cancelled or result.history
    return FirstSight(result.merchant_uid, columns, text, audit.ready(told), seen if more else None)
