"""Delivery registrations: written before they leave, answered after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from paymentdesk.domain.delivery import Delivery, furthest
from paymentdesk.store.attached import PAYS
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import DeliveryFormRow, DeliveryRow, OrderRow

_SENDING = SQL("outcome = 'sending'")
"""As the index `one_delivery_at_once` says it."""


@dataclass(frozen=True, slots=True)
class Registration:
    """One that was asked for, as `DeliveryRow` keeps it."""

    number: int
    merchant_uid: str
    imp_uid: str
    status: str
    carrier: str
    tracking: str
    outcome: str
    digest: str


@bound
def of_order(database: Database, merchant_uid: str) -> list[Registration]:
    """Oldest first."""
    rows = DeliveryRow.select().where(DeliveryRow.merchant_uid == merchant_uid).order_by(DeliveryRow.id)
    return [_registration(row) for row in rows]


@bound
def one(database: Database, number: int) -> Registration:
    return _registration(DeliveryRow.get_by_id(number))


@bound
def on_their_way(database: Database) -> list[Registration]:
    """Those no answer was written down for: on their way, or their sender died."""
    return [_registration(row) for row in DeliveryRow.select().where(_SENDING)]


@bound
def add(database: Database, delivery: Delivery, *, by: str, at: int, digest: str) -> int:
    """Write down one that is about to leave, and what was typed; answers its number."""
    number: int = DeliveryRow.insert(
        merchant_uid=delivery.order, imp_uid=delivery.imp_uid, kind=delivery.kind,
        status=delivery.status.value, carrier=delivery.carrier, tracking=delivery.tracking, asked_by=by, asked_at=at,
        digest=digest, outcome="sending",
    ).execute()  # fmt: skip
    return number


@bound
def answered(database: Database, number: int, outcome: str, *, at: int, message: str = "") -> None:
    """What became of it; the order's furthest accepted step is rewritten with it (cached)."""
    DeliveryRow.update(outcome=outcome, answered_at=at, message=message).where(DeliveryRow.id == number).execute()
    recount(database, DeliveryRow.get_by_id(number).merchant_uid)


@bound
def recount(database: Database, merchant_uid: str) -> None:
    """Rewrite the order's furthest accepted step (cached): of the payments that pay it now."""
    rows = database.db.connection().execute(
        "SELECT d.status FROM delivery d JOIN payment p ON p.imp_uid = d.imp_uid"
        f" JOIN orders o ON o.merchant_uid = d.merchant_uid AND {PAYS}"
        " WHERE d.merchant_uid = ? AND d.outcome = 'accepted'",
        (merchant_uid,),
    )
    reached = furthest([row[0] for row in rows])
    OrderRow.update(delivery=reached).where(OrderRow.merchant_uid == merchant_uid).execute()


@bound
def keep_form(database: Database, merchant_uid: str, fields: dict[str, Any]) -> None:
    DeliveryFormRow.replace(merchant_uid=merchant_uid, body=json.dumps(fields, ensure_ascii=False)).execute()


def _registration(row: DeliveryRow) -> Registration:
    return Registration(
        number=row.id,
        merchant_uid=row.merchant_uid,
        imp_uid=row.imp_uid,
        status=row.status,
        carrier=row.carrier,
        tracking=row.tracking,
        outcome=row.outcome,
        digest=row.digest,
    )
