"""What i'mport says of payments, as received and as taken."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BlobField, BooleanField, CompositeKey, IntegerField, TextField

from paymentdesk.store.tables.table import Table


class PaymentRow(Table):
    """What is certain of a payment. `odd_*` hold contradicting news until a person accepts it (R18)."""

    id = AutoField()
    imp_uid = TextField(unique=True)
    merchant_uid = TextField(index=True)
    status = TextField()
    amount = BigIntegerField()
    cancelled = BigIntegerField()
    excluded = BigIntegerField()  # what some part of the record says is gone (R9)
    currency = TextField()
    sandbox = BooleanField(default=False)
    marked_test = BooleanField(default=False)  # by a person; the column `test` is either
    attached = TextField(null=True)  # by a person: the order it pays, where its own number names none
    name = TextField(default="")
    method = TextField(default="")
    pay_method = TextField(default="")
    country = TextField(null=True)
    buyer_name = TextField(default="")
    buyer_email = TextField(default="")
    pg_tid = TextField(default="")
    started_at = BigIntegerField(default=0)
    paid_at = BigIntegerField(default=0)
    failed_at = BigIntegerField(default=0)
    cancelled_at = BigIntegerField(default=0)
    changed_at = BigIntegerField(default=0)
    fail_reason = TextField(default="")
    cancel_reason = TextField(default="")
    receipt_url = TextField(default="")
    digest = TextField(default="")  # of the raw record: the same bytes need no second reading
    look_no = IntegerField(default=0)  # the look this record came from (R17)
    first_seen_at = BigIntegerField(default=0)
    seen_at = BigIntegerField(default=0)
    # odd news, braked
    odd = TextField(default="")  # oddities, space separated; "" = none
    odd_since = BigIntegerField(default=0)
    odd_confirmed = BooleanField(default=False)
    odd_digest = TextField(default="")
    odd_raw = BlobField(null=True)
    # (cached)
    state = TextField(default="ready")
    waiting = BooleanField(default=False)
    reserved = BigIntegerField(default=0)  # sum of open tickets
    possible = BigIntegerField(default=0)  # sum of possible executions
    requestable = BooleanField(default=False)
    problems = TextField(default="")  # " a b " with spaces around each, "" = none

    class Meta:
        table_name = "payment"
        indexes = (
            (("changed_at", "id"), False),
            (("state", "changed_at", "id"), False),
        )


class CancellationRow(Table):
    """An entry of i'mport's cancel_history, or growth not explained yet (`provisional`). `ticket` and `n` say
    which attempt it answers, or which outside record stands for it; a `question` waits for a person."""

    id = AutoField()
    imp_uid = TextField()
    entry = TextField()
    amount = BigIntegerField()
    cancelled_at = BigIntegerField()
    reason = TextField(default="")
    provisional = BooleanField(default=False)
    seen_at = BigIntegerField()
    ticket = IntegerField(null=True, index=True)
    n = IntegerField(null=True)
    link = TextField(default="none")
    question = TextField(default="")
    question_tickets = TextField(default="")  # numbers, comma separated

    class Meta:
        table_name = "cancellation"
        indexes = ((("imp_uid", "entry"), True), (("cancelled_at",), False))


class RawRow(Table):
    """The latest record as received, by payment."""

    payment = IntegerField(primary_key=True)
    body = BlobField()

    class Meta:
        table_name = "raw"


class LookRow(Table):
    """A look at one payment that changed nothing is counted on one row (kept 90 days)."""

    id = AutoField()
    imp_uid = TextField()
    first_at = BigIntegerField()
    last_at = BigIntegerField()
    times = IntegerField(default=1)
    source = TextField(default="")
    result = TextField(default="unchanged")

    class Meta:
        table_name = "look"
        indexes = ((("imp_uid", "last_at"), False),)


class CoverageRow(Table):
    """Windows of time that were read to their last page."""

    id = AutoField()
    start_at = BigIntegerField()
    end_at = BigIntegerField()
    read_at = BigIntegerField()

    class Meta:
        table_name = "coverage"


class MarkRow(Table):
    """What a person said of one payment, or has to know of it: `stop` (R13, `why` is the cause), `excused` (a test
    payment), `blind_seen` (R7). One of each kind; `note` is the person's."""

    imp_uid = TextField()
    kind = TextField()
    at = BigIntegerField()
    why = TextField(default="")
    note = TextField(default="")
    by = TextField(default="")

    class Meta:
        table_name = "mark"
        primary_key = CompositeKey("imp_uid", "kind")
        indexes = ((("kind", "at"), False),)
