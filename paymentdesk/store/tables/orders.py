"""Orders as the shop wrote them, templates for them, and the files they came from."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, IntegerField, TextField

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
    phone = TextField(default="")
    address = TextField(default="")
    postcode = TextField(default="")
    tags = TextField(default="")  # "a, b"
    attempt_of = TextField(default="")
    import_id = IntegerField(null=True)
    written_at = BigIntegerField()
    issued_at = BigIntegerField(default=0)
    closed_at = BigIntegerField(default=0)
    touched_at = BigIntegerField(default=0)  # when a person last changed it
    # (cached)
    state = TextField(default="draft")
    problems = TextField(default="")
    hold = TextField(default="")  # open, held: do not ship
    changed_at = BigIntegerField(default=0)

    class Meta:
        table_name = "orders"
        indexes = ((("changed_at", "id"), False), (("state", "changed_at", "id"), False))


class OrderTemplateRow(Table):
    """What an order often begins with; never a buyer."""

    id = AutoField()
    title = TextField(unique=True)
    name = TextField(default="")
    amount = BigIntegerField(default=0)
    currency = TextField(default="")
    country = TextField(default="")
    kind = TextField(default="physical")
    note = TextField(default="")
    tags = TextField(default="")
    changed_at = BigIntegerField()

    class Meta:
        table_name = "order_template"


class OrderImportRow(Table):
    """A file orders came from: how many came in and were refused; once undone, when, by whom, how many were kept."""

    id = AutoField()
    at = BigIntegerField()
    by = TextField()
    file = TextField()  # its name without folders
    digest = TextField(index=True)  # SHA-256 of the file
    orders = IntegerField()
    refused = IntegerField()
    undone_at = BigIntegerField(default=0)
    undone_by = TextField(default="")
    kept = IntegerField(default=0)

    class Meta:
        table_name = "order_import"


class ImportMappingRow(Table):
    """Which column meant what, the last time a file with these headers was imported."""

    headers = TextField(primary_key=True)  # SHA-256 of the header words
    columns = TextField()  # JSON: field -> place of its column

    class Meta:
        table_name = "import_mapping"
