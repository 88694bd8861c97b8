"""Delivery registrations at Paymentwall."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, TextField

from paymentdesk.store.tables.table import Table


class DeliveryRow(Table):
    """One registration that was asked for. `outcome`: sending, accepted, refused, not_sent or unknown; `digest` is the
    SHA-256 of what makes it the same again. No address is in it: that is the buyer's, and in `DeliveryFormRow` only. Of
    each order one at most is `sending`: a unique index says so."""

    id = AutoField()
    merchant_uid = TextField(index=True)
    imp_uid = TextField()
    kind = TextField()
    status = TextField()
    carrier = TextField(default="")
    tracking = TextField(default="")
    asked_by = TextField(default="")
    asked_at = BigIntegerField()
    digest = TextField()
    outcome = TextField()
    answered_at = BigIntegerField(default=0)
    message = TextField(default="")

    class Meta:
        table_name = "delivery"


class DeliveryFormRow(Table):
    """What was last typed for an order, as JSON, so that the next step needs no typing; it can be erased."""

    merchant_uid = TextField(primary_key=True)
    body = TextField()

    class Meta:
        table_name = "delivery_form"
