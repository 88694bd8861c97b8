"""What the ledger has seen that only right settings at i'mport and Paymentwall can have caused (domain.checklist)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from paymentdesk.domain.checklist import Evidence
from paymentdesk.domain.ticket import ticket_name

LOOKED_AT = 300
"""Payments looked into, newest change first: what is set wrong today shows in what is new."""


def evidence(connection: sqlite3.Connection) -> Evidence:
    """Everything the ledger can prove; channels are as they were last read."""
    seen = _of_payments(connection)
    row = connection.execute(
        "SELECT a.ticket, c.seen_at FROM cancellation c JOIN attempt a ON a.ticket = c.ticket AND a.n = c.n"
        " WHERE c.link IN ('number', 'amount', 'person') AND a.outcome = 'accepted' AND c.seen_at > a.sent_at + 60"
        " ORDER BY c.seen_at DESC LIMIT 1"
    ).fetchone()
    if row is not None:
        seen = replace(seen, settled_at=int(row["seen_at"]), settled_by=ticket_name(int(row["ticket"])))
    hook = connection.execute(
        "SELECT MAX(last_at) FROM activity WHERE kind = 'webhook'"
        " AND outcome IN ('changed', 'unchanged', 'duplicate', 'unknown_payment')"
    ).fetchone()
    return _of_channels(connection, replace(seen, webhook_at=int(hook[0] or 0)))


def _of_payments(connection: sqlite3.Connection) -> Evidence:
    """Live payments of Paymentwall that were paid, and one whose record carries the country it was told to send."""
    seen = Evidence()
    rows = connection.execute(
        "SELECT p.imp_uid, p.paid_at, p.changed_at, r.body FROM payment p JOIN raw r ON r.payment = p.id"
        " WHERE p.sandbox = 0 ORDER BY p.changed_at DESC, p.id DESC LIMIT ?",
        (LOOKED_AT,),
    )
    for row in rows:
        record = _record(row["body"])
        if record.get("pg_provider") not in ("paymentwall", None):
            continue
        if row["paid_at"] > seen.paid_at and record.get("pg_provider") == "paymentwall":
            seen = replace(seen, paid_at=int(row["paid_at"]), paid_by=str(row["imp_uid"]))
        extension = record.get("extension")
        if not seen.country_at and isinstance(extension, dict) and extension.get("country_code"):
            seen = replace(seen, country_at=int(row["changed_at"]), country_by=str(row["imp_uid"]))
        if seen.paid_at and seen.country_at:
            break
    return seen


def _record(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _of_channels(connection: sqlite3.Connection, seen: Evidence) -> Evidence:
    """What a connection test last wrote down."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'connection_seen'").fetchone()
    if row is None:
        return seen
    told = json.loads(row[0])
    return replace(
        seen,
        accepted_at=int(told.get("accepted_at") or 0),
        channels_at=int(told.get("channels_at") or 0),
        live_channel=told.get("live"),
        test_channel=told.get("test"),
    )
