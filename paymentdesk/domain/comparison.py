"""Compare what is known of a payment with what i'mport shows now: what moved, and what is odd.

Forward is every composition of ready -> paid | failed | cancelled, failed -> paid, paid -> cancelled, and any
growth of `cancel_amount`. Everything else is odd news: reported and braked, applied only when a person accepts
it (product.md rule 12, money.md R9, R17 to R20).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from paymentdesk.domain.payment import Cancellation, Payment, PaymentStatus, Standing, standing


class ChangeKind(StrEnum):
    """What went forward."""

    NEW = "new"
    STATUS = "status"
    LATE_APPROVAL = "late_approval"
    CANCELLED_MORE = "cancelled_more"
    DETAILS = "details"


class Oddity(StrEnum):
    """What may not happen by itself."""

    BACKWARDS = "backwards"
    CANCELLED_LESS = "cancelled_less"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ORDER = "order"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_GONE = "entry_gone"
    TEST_FLAG = "test_flag"
    CONTRADICTS = "contradicts"
    VANISHED = "vanished"


NEEDS_SECOND_LOOK = frozenset({Oddity.BACKWARDS, Oddity.CANCELLED_LESS, Oddity.ENTRY_GONE, Oddity.VANISHED})
"""Oddities that an answer out of an old copy at i'mport would also show: Today hears of them only after two
single look-ups at least a minute apart agree (R17). The brake holds from the first."""

SECOND_LOOK_AFTER = 60

_FORWARD = {
    (PaymentStatus.READY, PaymentStatus.PAID),
    (PaymentStatus.READY, PaymentStatus.FAILED),
    (PaymentStatus.READY, PaymentStatus.CANCELLED),
    (PaymentStatus.FAILED, PaymentStatus.PAID),
    (PaymentStatus.FAILED, PaymentStatus.CANCELLED),
    (PaymentStatus.PAID, PaymentStatus.CANCELLED),
}


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """`result` is what the ledger may claim from now on; with oddities it is the known payment, except where a
    first sight has nothing to fall back on. `changes` is empty when nothing moved. `excluded` is what may not be
    requested again, in minor units: the larger of what the record says and what is claimed (R9)."""

    result: Payment
    changes: tuple[ChangeKind, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    excluded: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.changes)


def compare(known: Payment | None, seen: Payment) -> Comparison:
    """What i'mport's record `seen` may change of `known`. Pure: nothing is stored here."""
    reading = standing(seen)
    if known is None:
        return _first_sight(seen, reading)
    odd = _oddities(known, seen)
    if reading.contradicts:
        odd = (Oddity.CONTRADICTS, *odd)
    if odd and odd != (Oddity.TEST_FLAG,):
        return Comparison(known, (), odd, max(reading.excluded, known.cancelled or 0))
    result = _merge(known, seen, reading)
    return Comparison(result, _changes(known, result), odd, max(reading.excluded, result.cancelled or 0))


def accepted(known: Payment | None, seen: Payment) -> Payment:
    """i'mport's word as the ledger takes it when a person accepts odd news: literally, though never more
    cancelled than was paid."""
    reading = standing(seen)
    total = reading.claimed if seen.cancelled is None else min(max(0, seen.cancelled), seen.amount)
    taken = replace(seen, cancelled=total, sandbox=bool(seen.sandbox))
    if known is None:
        return taken
    status = known.status if seen.status is PaymentStatus.OTHER else seen.status
    return replace(taken, status=status, country=seen.country or known.country, marked_test=known.marked_test)


def _first_sight(seen: Payment, reading: Standing) -> Comparison:
    odd = (Oddity.CONTRADICTS,) if reading.contradicts else ()
    result = _certain(seen, reading)
    return Comparison(result, (ChangeKind.NEW,), odd, max(reading.excluded, result.cancelled or 0))


def _certain(seen: Payment, reading: Standing) -> Payment:
    """The part of a record that all of it supports."""
    if not reading.contradicts:
        if seen.cancelled == reading.claimed and seen.sandbox is not None:
            return seen
        return replace(seen, cancelled=reading.claimed, sandbox=bool(seen.sandbox))
    status = seen.status
    if status is PaymentStatus.CANCELLED and reading.claimed == 0:
        status = PaymentStatus.PAID
    kept: list[Cancellation] = []
    for entry in seen.history:
        if entry.amount > 0 and sum(e.amount for e in kept) + entry.amount <= reading.claimed:
            kept.append(entry)
    return replace(seen, status=status, cancelled=reading.claimed, history=tuple(kept), sandbox=bool(seen.sandbox))


def _oddities(known: Payment, seen: Payment) -> tuple[Oddity, ...]:
    odd: list[Oddity] = []
    if seen.currency != known.currency:
        odd.append(Oddity.CURRENCY)
    elif seen.amount != known.amount:
        odd.append(Oddity.AMOUNT)
    if seen.merchant_uid != known.merchant_uid:
        odd.append(Oddity.ORDER)
    if seen.status is not known.status and not _is_forward(known.status, seen.status):
        odd.append(Oddity.BACKWARDS)
    if seen.cancelled is not None and seen.cancelled < (known.cancelled or 0):
        odd.append(Oddity.CANCELLED_LESS)
    odd += _edited(known, seen)
    if seen.sandbox is not None and bool(seen.sandbox) != bool(known.sandbox):
        odd.append(Oddity.TEST_FLAG)
    return tuple(odd)


def _is_forward(known: PaymentStatus, seen: PaymentStatus) -> bool:
    # A word i'mport did not have when this was written says nothing we could act on: it moves nothing.
    unknown = PaymentStatus.OTHER
    return known is unknown or seen is unknown or (known, seen) in _FORWARD


def _edited(known: Payment, seen: Payment) -> list[Oddity]:
    """A known entry that changed, or went away while the total stayed, is reported with both versions (R19). What the
    total still holds beyond the history may only be late in it: that needs a second look.

    With a smaller total a missing entry is part of that oddity, not one more.
    """
    now = {entry.entry: entry for entry in seen.history}
    mine = [entry for entry in known.history if not entry.provisional]
    if any(entry.entry in now and now[entry.entry].amount != entry.amount for entry in mine):
        return [Oddity.ENTRY_CHANGED]
    shrunk = (seen.cancelled or 0) < (known.cancelled or 0)
    missing = sum(entry.amount for entry in mine if entry.entry not in now)
    if not missing or not seen.history or shrunk:
        return []
    unlisted = (seen.cancelled or 0) - sum(entry.amount for entry in seen.history)
    return [Oddity.ENTRY_GONE if missing <= unlisted else Oddity.ENTRY_CHANGED]


def _merge(known: Payment, seen: Payment, reading: Standing) -> Payment:
    """What is not said does not unsay what is known: country, test flag, an empty history."""
    status = known.status if seen.status is PaymentStatus.OTHER else seen.status
    return replace(
        seen,
        status=status,
        cancelled=known.cancelled if seen.cancelled is None else reading.claimed,
        # The test flag never goes away quietly (R20); a change of it is an oddity of its own.
        sandbox=bool(known.sandbox) or bool(seen.sandbox),
        marked_test=known.marked_test,
        country=seen.country or known.country,
        failed_at=seen.failed_at or known.failed_at,
        history=seen.history or known.history,
    )


def _changes(known: Payment, result: Payment) -> tuple[ChangeKind, ...]:
    changes: list[ChangeKind] = []
    if result.status is not known.status:
        late = known.status is PaymentStatus.FAILED and result.status is PaymentStatus.PAID
        changes.append(ChangeKind.LATE_APPROVAL if late else ChangeKind.STATUS)
    if (result.cancelled or 0) > (known.cancelled or 0) or len(result.history) > len(known.history):
        changes.append(ChangeKind.CANCELLED_MORE)
    if not changes and replace(result, raw=b"") != replace(known, raw=b""):
        changes.append(ChangeKind.DETAILS)
    return tuple(changes)
