"""Cancellation tickets, their attempts, and many requested together."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BooleanField, CompositeKey, IntegerField, TextField

from paymentdesk.store.tables.table import Table


class TicketRow(Table):
    """A cancellation ticket of ours, a request made elsewhere, or a cancellation nobody here asked for.
    Its number is the row id. `held` is true while it holds the payment's lock."""

    id = AutoField()
    imp_uid = TextField(index=True)
    merchant_uid = TextField()
    amount = BigIntegerField()
    carried_out = BigIntegerField(default=0)
    currency = TextField()
    state = TextField()
    held = BooleanField(default=False)
    origin = TextField(default="desk")
    cause = TextField(null=True)
    where = TextField(default="")  # console | phone | other-desk, for a request made elsewhere
    known_by = TextField(default="person")
    link = TextField(default="none")
    reason = TextField(default="")
    note = TextField(default="")
    message = TextField(default="")
    requested_by = TextField(default="")
    requested_at = BigIntegerField()
    sent_at = BigIntegerField(default=0)
    closed_at = BigIntegerField(default=0)
    closed_because = TextField(default="")
    declared_by = TextField(default="")
    checked_at = BigIntegerField(default=0)
    once_key = TextField(null=True, unique=True)
    watch_until = BigIntegerField(default=0)
    reviewed = TextField(default="")
    # what the person saw and confirmed (R15, R1)
    seen_left = BigIntegerField(default=0)
    worst_case = BigIntegerField(null=True)

    class Meta:
        table_name = "ticket"
        indexes = (
            (("state", "requested_at"), False),
            (("requested_at", "id"), False),
            (("watch_until",), False),
        )


class AttemptRow(Table):
    """One numbered send (R2). `seen_entries` is a JSON list of the history entries in the look before it."""

    ticket = IntegerField()
    n = IntegerField()
    amount = BigIntegerField()
    checksum = BigIntegerField()
    sent_at = BigIntegerField()
    outcome = TextField()
    message = TextField(default="")
    answered_at = BigIntegerField(default=0)
    answered_by = TextField(null=True)
    seen_entries = TextField(default="[]")

    class Meta:
        table_name = "attempt"
        primary_key = CompositeKey("ticket", "n")


class BatchRow(Table):
    """Many cancellations confirmed together, sent one by one (services/many.py). `ended_at` 0 = can be resumed."""

    id = AutoField()
    started_at = BigIntegerField()
    ended_at = BigIntegerField(default=0)
    by = TextField()
    reason = TextField()

    class Meta:
        table_name = "batch"


class BatchItemRow(Table):
    """One payment of a batch: what was asked of the balance that was shown, and what came of it."""

    batch = IntegerField()
    place = IntegerField()
    imp_uid = TextField()
    amount = BigIntegerField()
    seen_left = BigIntegerField()
    currency = TextField()
    result = TextField(default="")  # "" = not sent yet
    ticket = IntegerField(null=True)

    class Meta:
        table_name = "batch_item"
        primary_key = CompositeKey("batch", "place")
