"""What every table shares."""

from __future__ import annotations

from peewee import Model
from playhouse.shortcuts import ThreadSafeDatabaseMetadata


class Table(Model):
    class Meta:
        legacy_table_names = False
        # Several ledgers and threads in one process: `Database.atomic` binds these in its own thread only.
        model_metadata_class = ThreadSafeDatabaseMetadata
