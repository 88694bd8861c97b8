"""The steps from an empty file to today's ledger, in order. New files run the same steps as old ones.

`PRAGMA user_version` of a ledger is the number of steps it has seen. A step is added at the end and never
edited; it runs inside one transaction together with the new version number.
"""

from __future__ import annotations

from collections.abc import Callable

from peewee import SqliteDatabase

from paymentdesk.store.migrations import (
    m0001_first,
    m0002_activity,
    m0003_orders,
    m0004_checkout,
    m0005_proof,
    m0006_fresh,
    m0007_delivery,
    m0008_turns,
    m0009_attached,
    m0010_texts,
)

Migration = Callable[[SqliteDatabase], None]

MIGRATIONS: tuple[tuple[str, Migration], ...] = (
    ("0001_first", m0001_first.migrate),
    ("0002_activity", m0002_activity.migrate),
    ("0003_orders", m0003_orders.migrate),
    ("0004_checkout", m0004_checkout.migrate),
    ("0005_proof", m0005_proof.migrate),
    ("0006_fresh", m0006_fresh.migrate),
    ("0007_delivery", m0007_delivery.migrate),
    ("0008_turns", m0008_turns.migrate),
    ("0009_attached", m0009_attached.migrate),
    ("0010_texts", m0010_texts.migrate),
)
