"""What speaks against orders' payments and what was decided about it, and the payment links of orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from paymentdesk.domain.checkout import PayLink
from paymentdesk.domain.money import Money
from paymentdesk.store.queries.lines import NeedRow


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with both values, in minor units. `decision` is "" while nobody decided; times are UNIX seconds."""

    key: str
    problem: str
    why: str
    imp_uid: str
    ordered: int
    ordered_currency: str
    paid: int
    paid_currency: str
    paid_at: int
    found_at: int
    decision: str
    decided_at: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A payment link with its order as it is by now; `state` is `LinkState`'s word at the moment asked about."""

    link: PayLink
    state: str
    name: str
    buyer_name: str
    buyer_email: str
    country: str
    order_state: str


def order_findings(c: sqlite3.Connection, merchant_uid: str) -> list[FindingLine]:
    """Everything that was ever found about an order's payments, oldest first."""
    names = ", ".join(f'"{name}"' for name in FindingLine.__dataclass_fields__)
    rows = c.execute(f"SELECT {names} FROM finding WHERE merchant_uid = ? ORDER BY id", (merchant_uid,))
    return [FindingLine(*row) for row in rows]


def finding_needs(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """One row for each order and problem that nobody decided: currency, amount, paid twice, by test, late."""
    rows = c.execute(
        """SELECT f.merchant_uid, f.problem, f.why, f.imp_uid, f.paid, f.paid_currency, f.ordered, f.ordered_currency,
          max(f.id) AS newest, min(CASE f.paid_at WHEN 0 THEN f.found_at ELSE f.paid_at END) AS since
        FROM finding f WHERE f.decision = '' GROUP BY f.merchant_uid, f.problem"""
    )
    for row in rows:
        data = {
            "why": row["why"],
            "order_amount": row["ordered"],
            "order_currency": row["ordered_currency"],
            "finding": True,
        }
        yield NeedRow(
            row["problem"],
            row["imp_uid"],
            row["merchant_uid"],
            None,
            row["paid"],
            row["paid_currency"],
            row["since"],
            data,
        )


_LINK = """
SELECT l.id, l.merchant_uid, l.url, l.amount, l.currency, l.expires_at, l.asked_at, l."by", l.state, l.ended_at,
  o.amount AS price, o.currency AS price_currency, o.name, o.buyer_name, o.buyer_email, o.country,
  o.state AS order_state
FROM pay_link l LEFT JOIN orders o USING (merchant_uid) WHERE
"""


def order_links(c: sqlite3.Connection, merchant_uid: str, now: int) -> list[LinkLine]:
    """All links of an order, newest first, as they are at `now` (UNIX seconds)."""
    return _links(c.execute(f"{_LINK} l.merchant_uid = ? ORDER BY l.id DESC", (merchant_uid,)), now)


def pay_links(c: sqlite3.Connection, merchant_uid: str) -> list[PayLink]:
    """All links of an order as the ledger has them, oldest first."""
    rows = c.execute(f"{_LINK} l.merchant_uid = ? ORDER BY l.id", (merchant_uid,))
    return [PayLink(*tuple(row)[:10]) for row in rows]


def open_links(c: sqlite3.Connection, now: int, limit: int = 1000) -> list[LinkLine]:
    """Links by which a buyer may be able to pay, those that end first before the others."""
    rows = c.execute(
        f"{_LINK} l.state IN ('asked', 'open', 'unknown') AND l.expires_at > ? ORDER BY l.expires_at, l.id LIMIT ?",
        (now, limit),
    )
    return _links(rows, now)


def _links(rows: sqlite3.Cursor, now: int) -> list[LinkLine]:
    found = []
    for row in rows:
        link = PayLink(*tuple(row)[:10])
        price = None if row["price"] is None else Money(row["price"], row["price_currency"])
        found.append(
            LinkLine(
                link=link,
                state=link.state_at(now, price).value,
                name=row["name"] or "",
                buyer_name=row["buyer_name"] or "",
                buyer_email=row["buyer_email"] or "",
                country=row["country"] or "",
                order_state=row["order_state"] or "",
            )
        )
    return found
