"""The ledger's tables. Private to `store`; migration 1 creates exactly these.

Amounts are integer minor units of the row's currency, times UNIX seconds of i'mport's clock (0 = never).
Columns marked (cached) are functions of facts, rewritten in the transaction that changes a fact.
"""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    IntegerField,
    Model,
    TextField,
)
from playhouse.shortcuts import ThreadSafeDatabaseMetadata

SCHEMA_VERSION = 1


class Table(Model):
    class Meta:
        legacy_table_names = False
        # Several ledgers and threads in one process: `Database.atomic` binds these in its own thread only.
        model_metadata_class = ThreadSafeDatabaseMetadata


class Meta(Table):
    """Small facts about this ledger: its mark, the shop it is bound to, the watermark, the clock."""

    key = TextField(primary_key=True)
    value = TextField()


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


TABLES = (
    Meta,
    PaymentRow,
    CancellationRow,
    OrderRow,
    TicketRow,
    AttemptRow,
    MarkRow,
    BatchRow,
    BatchItemRow,
    FactRow,
    RawRow,
    LookRow,
    CoverageRow,
)

ONE_OPEN_TICKET = 'CREATE UNIQUE INDEX one_open_ticket ON ticket ("imp_uid") WHERE "held"'
