"""Delivery registrations: written before they leave, answered after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from paymentdesk.domain.delivery import Delivery, furthest
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import DeliveryFormRow, DeliveryRow, OrderRow


@dataclass(frozen=True, slots=True)
class Registration:
    """One that was asked for, as `DeliveryRow` keeps it."""

    status: str
    outcome: str
    digest: str


@bound
def of_order(database: Database, merchant_uid: str) -> list[Registration]:
    """Oldest first."""
    rows = DeliveryRow.select().where(DeliveryRow.merchant_uid == merchant_uid).order_by(DeliveryRow.id)
    return [Registration(row.status, row.outcome, row.digest) for row in rows]


@bound
def add(database: Database, delivery: Delivery, *, by: str, at: int, digest: str) -> int:
    """Write down one that is about to leave, and what was typed; answers its number."""
    number: int = DeliveryRow.insert(
        merchant_uid=delivery.merchant_uid, imp_uid=delivery.imp_uid, kind=delivery.kind,
        status=delivery.status.value, carrier=delivery.carrier, tracking=delivery.tracking, asked_by=by, asked_at=at,
        digest=digest, outcome="sending",
    ).execute()  # fmt: skip
    return number


@bound
def answered(database: Database, number: int, outcome: str, *, at: int, message: str = "") -> None:
    """What became of it; the order's furthest accepted step is rewritten with it (cached)."""
    DeliveryRow.update(outcome=outcome, answered_at=at, message=message).where(DeliveryRow.id == number).execute()
    row = DeliveryRow.get_by_id(number)
    accepted = DeliveryRow.select(DeliveryRow.status).where(
        (DeliveryRow.merchant_uid == row.merchant_uid) & (DeliveryRow.outcome == "accepted")
    )
    OrderRow.update(delivery=furthest([each.status for each in accepted])).where(
        OrderRow.merchant_uid == row.merchant_uid
    ).execute()


@bound
def keep_form(database: Database, merchant_uid: str, fields: dict[str, Any]) -> None:
    DeliveryFormRow.replace(merchant_uid=merchant_uid, body=json.dumps(fields, ensure_ascii=False)).execute()
