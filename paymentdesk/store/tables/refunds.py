"""Money that a person gave back another way than through i'mport."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, IntegerField, TextField

from paymentdesk.store.tables.table import Table


class OtherRefundRow(Table):
    """Recorded on a ticket, so that it stands beside what i'mport shows of that ticket later (money.md R14)."""

    id = AutoField()
    ticket = IntegerField(index=True)
    imp_uid = TextField()
    amount = BigIntegerField()
    currency = TextField()
    how = TextField()
    note = TextField()
    by = TextField()
    at = BigIntegerField()
    settled_at = BigIntegerField(default=0)  # when a person said that buyer and shop are even again

    class Meta:
        table_name = "other_refund"
