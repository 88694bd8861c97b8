"""Findings about orders' payments: added, decided, never taken away."""

from __future__ import annotations

from collections.abc import Sequence

from paymentdesk.domain.payment import Problem
from paymentdesk.domain.verification import Decision, Finding, Mark
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import FindingRow, OrderRow

_AT_ONCE = 500


@bound
def of_orders(database: Database, merchant_uids: Sequence[str]) -> dict[str, tuple[Mark, ...]]:
    """The marks of these orders, oldest first; orders without any are left out."""
    found: dict[str, list[Mark]] = {}
    for start in range(0, len(merchant_uids), _AT_ONCE):
        part = list(merchant_uids[start : start + _AT_ONCE])
        for row in FindingRow.select().where(FindingRow.merchant_uid.in_(part)).order_by(FindingRow.id):
            found.setdefault(row.merchant_uid, []).append(_mark(row))
    return {merchant_uid: tuple(marks) for merchant_uid, marks in found.items()}


@bound
def add(database: Database, merchant_uid: str, marks: Sequence[Mark]) -> None:
    for mark in marks:
        each = mark.finding
        FindingRow.insert(
            merchant_uid=merchant_uid, key=each.key, problem=each.problem.value, why=each.why, imp_uid=each.imp_uid,
            ordered=each.ordered, ordered_currency=each.ordered_currency, paid=each.paid,
            paid_currency=each.paid_currency, paid_at=each.at, found_at=mark.found_at,
        ).execute()  # fmt: skip


@bound
def decide(database: Database, merchant_uid: str, marks: Sequence[Mark]) -> None:
    """Write what was decided about these marks, or that nobody decided after all."""
    for mark in marks:
        word = mark.decision.value if mark.decision is not None else ""
        FindingRow.update(decision=word, decided_at=mark.decided_at, by=mark.by, note=mark.note).where(
            (FindingRow.merchant_uid == merchant_uid) & (FindingRow.key == mark.finding.key)
        ).execute()


@bound
def orders_with_problems(database: Database) -> list[str]:
    """Orders whose cached problems are not empty."""
    return [row.merchant_uid for row in OrderRow.select(OrderRow.merchant_uid).where(OrderRow.problems != "")]


def _mark(row: FindingRow) -> Mark:
    finding = Finding(
        problem=Problem(row.problem),
        imp_uid=row.imp_uid,
        ordered=row.ordered,
        ordered_currency=row.ordered_currency,
        paid=row.paid,
        paid_currency=row.paid_currency,
        at=row.paid_at,
        why=row.why,
    )
    decision = Decision(row.decision) if row.decision else None
    return Mark(finding, row.found_at, decision, row.decided_at, row.by, row.note)
