"""The chain of facts, and small facts about the ledger itself."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, IntegerField, TextField

from paymentdesk.store.tables.table import Table


class Meta(Table):
    """Small facts about this ledger: its mark, the shop it is bound to, the watermark, the clock."""

    key = TextField(primary_key=True)
    value = TextField()


class FactRow(Table):
    """Append-only and hash-chained: what i'mport said, who asked, who decided. No buyer data; `raw_digest`
    is the SHA-256 of the raw record, which is kept beside the chain so that it can be erased."""

    seq = AutoField()
    at = BigIntegerField()
    kind = TextField()
    imp_uid = TextField(default="", index=True)
    merchant_uid = TextField(default="")
    ticket = IntegerField(null=True, index=True)
    by = TextField(default="")
    data = TextField(default="{}")
    raw_digest = TextField(default="")
    prev = TextField()
    hash = TextField()

    class Meta:
        table_name = "fact"
