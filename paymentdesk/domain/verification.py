"""Whether what was paid is what was ordered, and what a person decided where it is not (product.md 4, "do not ship").

A *finding* is what speaks against an order's payment, with both values; a *mark* is a finding that was written down.
Marks are only ever added: neither a cancellation, a changed record nor an edited order takes one away. A decision
covers exactly the findings it was made about, so a further one asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from paymentdesk.domain.order import Order, OrderState, payment_problems, was_paid
from paymentdesk.domain.payment import Payment, Problem

VERIFIED = (
    Problem.CURRENCY_DIFFERS,
    Problem.AMOUNT_DIFFERS,
    Problem.PAID_TWICE,
    Problem.PAID_BY_TEST,
    Problem.PAID_LATE,
)
"""The problems that keep an order from being shipped, most urgent first."""

AFTER_FAILURE, AFTER_CLOSING = "failed", "closed"


class Decision(StrEnum):
    """What a person chose. `KEEP`: the payment stays, the goods stay here. `CANCEL`: a cancellation was requested.
    `SHIP_ANYWAY`: the goods may leave, knowing what was found. `TAKEN_OFF`: the payment it was about was attached by a
    person and does not pay this order after all."""

    KEEP = "keep"
    CANCEL = "cancel"
    SHIP_ANYWAY = "ship_anyway"
    TAKEN_OFF = "taken_off"


class Hold(StrEnum):
    """Whether an order may be shipped: freely, not before a person decides, or not because a person so decided."""

    NONE = ""
    OPEN = "open"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks against one payment of an order. Amounts are minor units of the currency beside them.

    `why` tells the two kinds of `paid_late` apart (`failed`, `closed`); `at` is when the payment was paid.
    """

    problem: Problem
    imp_uid: str
    ordered: int
    ordered_currency: str
    paid: int
    paid_currency: str
    at: int = 0
    why: str = ""

    @property
    def key(self) -> str:
        """What makes it the same finding again: where values differ, the values themselves."""
        parts = [self.problem.value, self.imp_uid, self.why]
        if self.problem in (Problem.AMOUNT_DIFFERS, Problem.CURRENCY_DIFFERS):
            parts += [str(self.ordered), self.ordered_currency, str(self.paid), self.paid_currency]
        return "|".join(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding written down at `found_at`, and what was decided about it, if anything was (UNIX seconds)."""

    finding: Finding
    found_at: int
    decision: Decision | None = None
    decided_at: int = 0
    by: str = ""
    note: str = ""


def findings(order: Order, payments: Sequence[Payment]) -> tuple[Finding, ...]:
    """What speaks against the payments of an order now."""
    found: list[Finding] = []
    for payment in payments:
        for problem in VERIFIED:
            if problem in payment_problems(payment, order):
                found += [_finding(problem, order, payment, why) for why in _reasons(problem, order, payment)]
    return (*found, *(_finding(Problem.PAID_TWICE, order, each) for each in _further(payments)))


def add_found(marks: Sequence[Mark], found: Sequence[Finding], at: int) -> tuple[Mark, ...]:
    """The marks there are, and one for each finding that has none yet. None is ever taken away; one that was taken off
    with a payment and is found again asks again."""
    there = {finding.key for finding in found}
    kept = [
        Mark(mark.finding, mark.found_at) if mark.decision is Decision.TAKEN_OFF and mark.finding.key in there else mark
        for mark in marks
    ]
    known = {mark.finding.key for mark in marks}
    fresh = {finding.key: finding for finding in found if finding.key not in known}
    return (*kept, *(Mark(finding, at) for finding in fresh.values()))


def found_with(order: Order, payments: Sequence[Payment], payment: Payment) -> tuple[Finding, ...]:
    """What speaks against the order only as long as this payment pays it beside the others."""
    without = {finding.key for finding in findings(order, payments)}
    return tuple(each for each in findings(order, [*payments, payment]) if each.key not in without)


def decide(
    marks: Sequence[Mark], seen: Collection[str], decision: Decision, *, at: int, by: str, note: str = ""
) -> tuple[Mark, ...]:
    """A person's decision about the findings they saw, by key; every other mark stays as it is."""
    return tuple(
        replace(mark, decision=decision, decided_at=at, by=by, note=note) if mark.finding.key in seen else mark
        for mark in marks
    )


def hold_of(marks: Sequence[Mark], state: OrderState, payments: Sequence[Payment]) -> Hold:
    """Whether the order may be shipped. Where a person chose to cancel, the goods wait until i'mport shows it done; of
    an order that is cancelled whole there is nothing left to hold back."""
    if any(mark.decision is None for mark in marks):
        return Hold.OPEN
    held = state is not OrderState.CANCELLED and any(_holds_back(mark, payments) for mark in marks)
    return Hold.HELD if held else Hold.NONE


def _holds_back(mark: Mark, payments: Sequence[Payment]) -> bool:
    if mark.decision is not Decision.CANCEL:
        return mark.decision is Decision.KEEP
    if mark.finding.problem is Problem.PAID_TWICE:
        return bool(_further(payments))
    return any(each.imp_uid == mark.finding.imp_uid and was_paid(each) and _left(each) > 0 for each in payments)


def _further(payments: Sequence[Payment]) -> list[Payment]:
    """Of several payments that hold money, all but the first that was paid."""
    holding = [each for each in payments if was_paid(each) and not each.test and _left(each) > 0]
    return sorted(holding, key=lambda each: (each.paid_at, each.started_at, each.imp_uid))[1:]


def _left(payment: Payment) -> int:
    return payment.amount - (payment.cancelled or 0)


def _reasons(problem: Problem, order: Order, payment: Payment) -> list[str]:
    if problem is not Problem.PAID_LATE:
        return [""]
    closed = bool(order.closed_at) and payment.paid_at > order.closed_at
    failed = bool(payment.failed_at) and payment.failed_at <= (payment.paid_at or payment.failed_at)
    return [AFTER_FAILURE] * failed + [AFTER_CLOSING] * closed


def _finding(problem: Problem, order: Order, payment: Payment, why: str = "") -> Finding:
    return Finding(
        problem=problem,
        imp_uid=payment.imp_uid,
        ordered=order.amount,
        ordered_currency=order.currency,
        paid=payment.amount,
        paid_currency=payment.currency,
        at=payment.paid_at,
        why=why,
    )
