"""Whether an order's payment is what was ordered; what a person decided where it is not (product.md 4, "do not ship").

Findings are written down where cached columns are rewritten, inside that transaction; they are only ever added.
Nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from paymentdesk.domain.order import Order, OrderState
from paymentdesk.domain.payment import Payment, Problem
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.domain.verification import (
    Decision,
    Finding,
    Hold,
    Mark,
    add_found,
    decide,
    findings,
    found_with,
    hold_of,
)
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact


def hold(shop: Shop, order: Order, payments: Sequence[Payment], state: OrderState, known: Sequence[Mark] = ()) -> Hold:
    """Write down what speaks against these payments and is not among the order's `known` marks yet; whether the order
    may be shipped. Inside the transaction that rewrites the order's cached columns."""
    marks = add_found(known, findings(order, payments), shop.now())
    fresh = marks[len(known) :]
    again = [mark for mark, was in zip(marks, known, strict=False) if mark != was]
    if fresh or again:
        ledger.findings.add(shop.database, order.merchant_uid, fresh)
        ledger.findings.decide(shop.database, order.merchant_uid, again)
        audit.append(shop.database.db, [_found(shop, order, mark.finding) for mark in (*fresh, *again)])
    return hold_of(marks, state, payments)


def verify(
    shop: Shop,
    merchant_uid: str,
    decision: Decision,
    by: str,
    note: str = "",
    seen: Collection[str] | None = None,
) -> tuple[Mark, ...]:
    """What a person decided about an order that must not be shipped; answers the marks it covers.

    `seen` are the keys of the findings the person saw; None: all that nobody decided, or, where there is none, all.
    Deciding again is a new fact and the newest counts. Raises `Trouble`: UNKNOWN_ORDER, NOTHING_TO_VERIFY, NOTE_MISSING
    (shipping anyway needs one).
    """
    if decision is Decision.SHIP_ANYWAY and not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"what": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
    with shop.database.atomic():
        if not ledger.orders.known(shop.database, [merchant_uid]):
            raise Trouble(Kind.UNKNOWN_ORDER, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
        marks = ledger.findings.of_orders(shop.database, [merchant_uid]).get(merchant_uid, ())
        if seen is None:
            seen = [m.finding.key for m in marks if m.decision is None] or [m.finding.key for m in marks]
        covered = [mark for mark in marks if mark.finding.key in seen]
        if not covered:
            raise Trouble(Kind.NOTHING_TO_VERIFY, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)
        decided = decide(covered, seen, decision, at=shop.now(), by=by, note=note.strip())
        ledger.findings.decide(shop.database, merchant_uid, decided)
        audit.append(shop.database.db, [_decided(shop, merchant_uid, decision, decided, by, note.strip())])
        _refresh(shop, merchant_uid)
    return decided


def cancellation_requested(shop: Shop, imp_uid: str, merchant_uid: str, by: str) -> None:
    """A person asked for all that is left of a payment (`merchant_uid` is its own number): that is what they decided
    about its open findings, and, where its order was paid twice, about one of the payments too many."""
    merchant_uid = _order_of(shop, imp_uid, merchant_uid)
    marks = ledger.findings.of_orders(shop.database, [merchant_uid]).get(merchant_uid, ())
    still_open = [mark.finding for mark in marks if mark.decision is None]
    covered = [finding for finding in still_open if finding.imp_uid == imp_uid]
    if not any(finding.problem is Problem.PAID_TWICE for finding in covered):
        covered += [finding for finding in still_open if finding.problem is Problem.PAID_TWICE][:1]
    if covered:
        verify(shop, merchant_uid, Decision.CANCEL, by, seen={finding.key for finding in covered})


def payment_kept(shop: Shop, imp_uid: str, merchant_uid: str, by: str, note: str) -> None:
    """A person said that a payment is not to be cancelled: that is what they decided about its open findings."""
    merchant_uid = _order_of(shop, imp_uid, merchant_uid)
    marks = ledger.findings.of_orders(shop.database, [merchant_uid]).get(merchant_uid, ())
    keys = {m.finding.key for m in marks if m.decision is None and m.finding.imp_uid == imp_uid}
    if keys:
        verify(shop, merchant_uid, Decision.KEEP, by, note, seen=keys)


def taken_off(shop: Shop, merchant_uid: str, payment: Payment, by: str) -> None:
    """A payment does not pay this order after all: what spoke against the order because of it, and nobody decided
    about, does so no more. Inside the transaction that takes it off."""
    order = ledger.orders.known(shop.database, [merchant_uid])[merchant_uid]
    there = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    gone = {each.key for each in found_with(order, [one.payment for one in there], payment)}
    marks = ledger.findings.of_orders(shop.database, [merchant_uid]).get(merchant_uid, ())
    covered = [
        mark
        for mark in marks
        if mark.decision is None and (mark.finding.key in gone or mark.finding.imp_uid == payment.imp_uid)
    ]
    seen = {mark.finding.key for mark in covered}
    decided = decide(covered, seen, Decision.TAKEN_OFF, at=shop.now(), by=by)
    ledger.findings.decide(shop.database, merchant_uid, decided)


def catch_up(shop: Shop) -> None:
    """A ledger older than findings: write down those of the orders that have problems now. Once."""
    if ledger.meta.get(shop.database, "verified_since") is not None:
        return
    with shop.database.atomic():
        for merchant_uid in ledger.findings.orders_with_problems(shop.database):
            _refresh(shop, merchant_uid)
        ledger.meta.put(shop.database, "verified_since", str(shop.now()))


def _order_of(shop: Shop, imp_uid: str, number: str) -> str:
    """The number of the order that a payment with this number of its own pays."""
    return ledger.attaching.attached(shop.database, [imp_uid]).get(imp_uid, number)


def _refresh(shop: Shop, merchant_uid: str) -> None:
    from paymentdesk.services import cached  # which asks this module for every order's hold

    cached.refresh_orders(shop, [merchant_uid])


def _found(shop: Shop, order: Order, finding: Finding) -> Fact:
    data: dict[str, object] = {
        "problem": finding.problem.value,
        "ordered": {"amount": finding.ordered, "currency": finding.ordered_currency},
        "paid": {"amount": finding.paid, "currency": finding.paid_currency},
    }
    if finding.why:
        data["why"] = finding.why
    return Fact(shop.now(), "do_not_ship", imp_uid=finding.imp_uid, merchant_uid=order.merchant_uid, data=data)


def _decided(shop: Shop, merchant_uid: str, decision: Decision, marks: Sequence[Mark], by: str, note: str) -> Fact:
    data: dict[str, object] = {
        "decision": decision.value,
        "note": note,
        "problems": sorted({mark.finding.problem.value for mark in marks}),
        "findings": [mark.finding.key for mark in marks],
    }
    return Fact(shop.now(), "verified", merchant_uid=merchant_uid, by=by, data=data)
