"""Refunds made another way than through i'mport, as a person recorded them on a ticket (money.md R14)."""

from __future__ import annotations

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import OtherRefundRow


@bound
def add(
    database: Database, ticket: int, imp_uid: str, amount: int, currency: str, how: str, note: str, by: str, at: int
) -> None:
    """`amount` is minor units of `currency`, which need not be the payment's; `at` UNIX seconds."""
    OtherRefundRow.create(
        ticket=ticket, imp_uid=imp_uid, amount=amount, currency=currency, how=how, note=note, by=by, at=at
    )


@bound
def settle(database: Database, ticket: int, at: int) -> int:
    """Buyer and shop are even again; answers how many were not said to be so yet."""
    open_ = (OtherRefundRow.ticket == ticket) & (OtherRefundRow.settled_at == 0)
    return int(OtherRefundRow.update(settled_at=at).where(open_).execute())
