"""Orders as the shop wrote them."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, TextField

from paymentdesk.store.tables.table import Table


class OrderRow(Table):
    id = AutoField()
    merchant_uid = TextField(unique=True)
    name = TextField()
    amount = BigIntegerField()
    currency = TextField()
    buyer_name = TextField(default="")
    buyer_email = TextField(default="")
    country = TextField(default="")
    kind = TextField(default="physical")
    note = TextField(default="")
    delivery = TextField(default="")
    written_at = BigIntegerField()
    issued_at = BigIntegerField(default=0)
    closed_at = BigIntegerField(default=0)
    # (cached)
    state = TextField(default="draft")
    problems = TextField(default="")
    changed_at = BigIntegerField(default=0)

    class Meta:
        table_name = "orders"
        indexes = ((("changed_at", "id"), False), (("state", "changed_at", "id"), False))
