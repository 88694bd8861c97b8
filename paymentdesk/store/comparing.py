"""What a ledger holds that a copy of it does not: what going back to the copy would lose."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Behind:
    """`tickets` and `changed_tickets` are numbers of the ledger in place."""

    payments: int
    changed_payments: int
    tickets: tuple[int, ...]
    changed_tickets: tuple[int, ...]
    orders: int
    changed_orders: int
    facts: int


_SAME_TICKET = "o.id = t.id AND o.imp_uid = t.imp_uid AND o.requested_at = t.requested_at"


def behind(ledger: Path, copy: Path) -> Behind:
    """Raises sqlite3.Error where either cannot be read."""
    with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True)) as c:
        c.execute("ATTACH ? AS old", (f"{copy.resolve().as_uri()}?mode=ro&immutable=1",))

        def count(select: str) -> int:
            return int(c.execute(select).fetchone()[0])

        def numbers(select: str) -> tuple[int, ...]:
            return tuple(row[0] for row in c.execute(select))

        known = "SELECT 1 FROM old.payment o WHERE o.imp_uid = p.imp_uid"
        written = "SELECT 1 FROM old.orders o WHERE o.merchant_uid = p.merchant_uid"
        return Behind(
            payments=count(f"SELECT count(*) FROM payment p WHERE NOT EXISTS ({known})"),
            changed_payments=count(
                "SELECT count(*) FROM payment p JOIN old.payment o USING (imp_uid) WHERE o.digest <> p.digest"
            ),
            tickets=numbers(
                f"SELECT id FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM old.ticket o WHERE {_SAME_TICKET}) ORDER BY 1"
            ),
            changed_tickets=numbers(
                f"SELECT t.id FROM ticket t JOIN old.ticket o ON {_SAME_TICKET} WHERE o.state <> t.state ORDER BY t.id"
            ),
            orders=count(f"SELECT count(*) FROM orders p WHERE NOT EXISTS ({written})"),
            changed_orders=count(
                "SELECT count(*) FROM orders p JOIN old.orders o USING (merchant_uid)"
                " WHERE (o.state, o.amount, o.note) <> (p.state, p.amount, p.note)"
            ),
            facts=count("SELECT count(*) FROM fact WHERE seq > (SELECT coalesce(max(seq), 0) FROM old.fact)"),
        )
