"""Taking a payment and checking it (domain.md 6, product.md 4)."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, TextField

from paymentdesk.store.tables.table import Table


class PreparedRow(Table):
    """What i'mport was told an order costs, so that no page can be paid with another amount."""

    merchant_uid = TextField(primary_key=True)
    amount = BigIntegerField()
    currency = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "prepared"


class PayLinkRow(Table):
    """A payment link. `state`: asked (leaving now), open, unknown (left, and no answer came), not_made, disabled."""

    id = AutoField()
    merchant_uid = TextField()
    url = TextField(default="")
    amount = BigIntegerField()
    currency = TextField()
    expires_at = BigIntegerField()
    asked_at = BigIntegerField()
    by = TextField(default="")
    state = TextField()
    ended_at = BigIntegerField(default=0)

    class Meta:
        table_name = "pay_link"


class FindingRow(Table):
    """What spoke against an order's payment when it was found, and what a person decided; never taken away."""

    id = AutoField()
    merchant_uid = TextField()
    key = TextField()
    problem = TextField()
    why = TextField(default="")
    imp_uid = TextField()
    ordered = BigIntegerField()
    ordered_currency = TextField()
    paid = BigIntegerField()
    paid_currency = TextField()
    paid_at = BigIntegerField()
    found_at = BigIntegerField()
    decision = TextField(default="")
    decided_at = BigIntegerField(default=0)
    by = TextField(default="")
    note = TextField(default="")

    class Meta:
        table_name = "finding"
        indexes = ((("merchant_uid", "key"), True),)
