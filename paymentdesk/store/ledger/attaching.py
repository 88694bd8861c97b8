"""Payments a person attached to an order whose number is not theirs."""

from __future__ import annotations

from collections.abc import Sequence

from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import PaymentRow

_AT_ONCE = 500  # parameters in one statement


@bound
def attached(database: Database, imp_uids: Sequence[str]) -> dict[str, str]:
    """Those of these payments that are attached, with the number of their order."""
    found: dict[str, str] = {}
    for start in range(0, len(imp_uids), _AT_ONCE):
        part = list(imp_uids[start : start + _AT_ONCE])
        rows = PaymentRow.select(PaymentRow.imp_uid, PaymentRow.attached).where(
            PaymentRow.attached.is_null(False) & PaymentRow.imp_uid.in_(part)
        )
        found |= {row.imp_uid: str(row.attached) for row in rows}
    return found


@bound
def attach(database: Database, imp_uid: str, merchant_uid: str | None) -> None:
    """Attach a payment to an order; None takes it off again."""
    PaymentRow.update(attached=merchant_uid).where(PaymentRow.imp_uid == imp_uid).execute()
