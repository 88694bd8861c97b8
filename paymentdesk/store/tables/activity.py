"""What came in through which way, how each way is doing, and what people are told of it."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BooleanField, IntegerField, TextField

from paymentdesk.store.tables.table import Table


class ActivityRow(Table):
    """A look, a round, a webhook or a connection (store/ledger/activity.py has the words). Identical ones in a row
    are counted on one row. What a look changed is in the chain of facts; `changed` counts it. `data` is JSON with
    nothing of the buyer in it."""

    id = AutoField()
    first_at = BigIntegerField()
    last_at = BigIntegerField()
    times = IntegerField(default=1)
    kind = TextField()
    source = TextField()
    imp_uid = TextField(default="")
    merchant_uid = TextField(default="")
    outcome = TextField(default="")
    changed = IntegerField(default=0)
    error = BooleanField(default=False)
    data = TextField(default="{}")

    class Meta:
        table_name = "activity"


class SourceRow(Table):
    """A way in which news comes: when it last worked, since when it has not. `lag` is seconds from a change at
    i'mport to its being known here, None where that cannot be said."""

    name = TextField(primary_key=True)
    ok_at = BigIntegerField(default=0)
    lag = IntegerField(null=True)
    failed_at = BigIntegerField(default=0)
    failing_since = BigIntegerField(default=0)  # 0 = it works
    error = TextField(default="")
    next_try_at = BigIntegerField(null=True)

    class Meta:
        table_name = "source"


class NoticeRow(Table):
    """One thing a person is told. `key` names what it tells, so that nothing is told twice; notices with one
    `group` are shown as one. A muted one was switched off when it happened."""

    id = AutoField()
    key = TextField(unique=True)
    at = BigIntegerField()
    kind = TextField()
    imp_uid = TextField(default="")
    merchant_uid = TextField(default="")
    ticket = IntegerField(null=True)
    data = TextField(default="{}")
    group = IntegerField()
    told_at = BigIntegerField()
    read_at = BigIntegerField(default=0)
    muted = BooleanField(default=False)

    class Meta:
        table_name = "notice"
