"""What is known of an order's delivery, and the parcels that are paid for and not on their way."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from paymentdesk.domain.delivery import (
    NO_STATE,
    WARN_AFTER,
    Delivery,
    DeliveryStatus,
    first_and_last,
    next_step,
    street_and_city,
)
from paymentdesk.domain.payment import Problem
from paymentdesk.store.attached import PAYS
from paymentdesk.store.queries.lines import NeedRow

_OF_THE_RECORD = frozenset({Problem.ODD_NEWS, Problem.RECORD_CONTRADICTS, Problem.CHARGEBACK_NOTICE})
_USUAL_DAYS = 7
IN_THE_FORM = frozenset(each.name for each in fields(Delivery)) - {"imp_uid", "merchant_uid", "order", "status"}
"""What is kept of a form for the next step of the same order."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next step of an order's delivery, filled in as far as it is known.

    `payments` are those that may be meant: none when the order is not paid, several when it was paid more than once;
    `delivery` is None unless it is one. `known` is the furthest step registered, "" for none. `against` is what speaks
    against shipping: `cancelled`, `being_cancelled`, or words of problems.
    """

    known: str
    payments: tuple[str, ...]
    delivery: Delivery | None
    against: tuple[str, ...]


def delivery_proposal(c: sqlite3.Connection, merchant_uid: str, now: int, imp_uid: str = "") -> Proposal | None:
    """What to register next; None when there is no such order. `now` is UNIX seconds of i'mport."""
    order = c.execute("SELECT * FROM orders WHERE merchant_uid = ?", (merchant_uid,)).fetchone()
    if order is None:
        return None
    paid = c.execute(
        f"SELECT p.* FROM orders o CROSS JOIN payment p ON {PAYS} WHERE o.merchant_uid = ?"
        " AND (p.state = 'paid' OR p.cancelled > 0) AND ? IN ('', p.imp_uid)",
        (merchant_uid, imp_uid),
    ).fetchall()
    candidates = [row for row in paid if row["cancelled"] < row["amount"]] or paid
    names = tuple(row["imp_uid"] for row in candidates)
    if len(candidates) != 1:
        return Proposal(order["delivery"], names, None, ())
    payment = candidates[0]
    return Proposal(order["delivery"], names, _filled_in(c, order, payment, now), _against(c, order, payment))


def _filled_in(c: sqlite3.Connection, order: sqlite3.Row, payment: sqlite3.Row, now: int) -> Delivery:
    first, last = first_and_last(order["buyer_name"] or payment["buyer_name"])
    country = order["country"] or payment["country"] or ""
    street, city = street_and_city(order["address"], order["postcode"])
    known = Delivery(
        imp_uid=payment["imp_uid"],
        merchant_uid=payment["merchant_uid"],
        order=order["merchant_uid"],
        kind=order["kind"],
        status=next_step(order["delivery"]) or DeliveryStatus.DELIVERED,
        delivery_at=now if order["kind"] == "digital" else now + _USUAL_DAYS * 86400,
        update_at=now,
        email=order["buyer_email"] or payment["buyer_email"],
        country=country,
        zip=order["postcode"],
        state="" if country == "US" else NO_STATE,
        city=city,
        street=street,
        phone=order["phone"],
        first_name=first,
        last_name=last,
    )
    row = c.execute("SELECT body FROM delivery_form WHERE merchant_uid = ?", (order["merchant_uid"],)).fetchone()
    typed = {} if row is None else json.loads(row["body"])
    return replace(known, **{name: typed[name] for name in IN_THE_FORM & typed.keys()} | {"update_at": now})


def _against(c: sqlite3.Connection, order: sqlite3.Row, payment: sqlite3.Row) -> tuple[str, ...]:
    found = ["cancelled"] if payment["cancelled"] >= payment["amount"] else []
    if payment["reserved"] or payment["possible"]:
        found.append("being_cancelled")
    problems = _OF_THE_RECORD & set(payment["problems"].split())
    if order["hold"]:  # what a person decided to ship anyway speaks no more against it (domain.verification)
        problems |= {
            row[0]
            for row in c.execute(
                "SELECT problem FROM finding WHERE merchant_uid = ? AND decision NOT IN ('ship_anyway', 'taken_off')",
                (order["merchant_uid"],),
            )
        }
    return (*found, *sorted(problems))


UNDELIVERED = (
    "kind = 'physical' AND state IN ('paid', 'partly_cancelled') AND delivery NOT IN ('delivering', 'delivered')"
)
"""As the index `orders_undelivered` says it."""

_URGENT_SHOWN = 5


def undelivered(c: sqlite3.Connection, now: int) -> Iterator[NeedRow]:
    """`delivery_due`: paid for at least `WARN_AFTER` seconds, the five newest of them: they can still be saved.
    `delivery_waiting`: one row for all the others, with how many there are and what is at stake in each currency.
    Goods on hold and those being cancelled are not asked for."""
    rows = c.execute(
        f"""SELECT o.merchant_uid, o.currency, o.delivery, min(p.paid_at) AS paid_at,
          sum(p.amount - p.cancelled) AS left
        FROM orders o CROSS JOIN payment p ON {PAYS} AND +p.currency = o.currency
          AND p.state IN ('paid', 'partly_cancelled') AND NOT p.sandbox AND NOT p.waiting
        WHERE o.id IN (SELECT id FROM orders WHERE {UNDELIVERED}) AND o.hold = ''
        GROUP BY o.id ORDER BY paid_at"""
    ).fetchall()
    urgent = [row for row in rows if now - row["paid_at"] >= WARN_AFTER][-_URGENT_SHOWN:]
    for row in urgent:
        data = {"delivery": row["delivery"]}
        yield NeedRow("delivery_due", "", row["merchant_uid"], None, row["left"], row["currency"], row["paid_at"], data)
    others = [row for row in rows if row not in urgent]
    if others:
        at_stake: Counter[str] = Counter()
        for row in others:
            at_stake[row["currency"]] += row["left"]
        data = {"count": len(others), "sums": at_stake.most_common()}
        yield NeedRow("delivery_waiting", "", "", None, 0, "", others[0]["paid_at"], data)
