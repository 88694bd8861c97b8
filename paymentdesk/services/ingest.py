"""The one door for facts: webhook, poll, full sync and the answer to a cancellation all end here.

Batch first (one payment is a batch of one), idempotent, one transaction. Look, decide, act: the ledger says
what is known, `domain` decides, the ledger writes. Tickets are settled at every look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paymentdesk.domain.comparison import (
    NEEDS_SECOND_LOOK,
    SECOND_LOOK_AFTER,
    ChangeKind,
    Comparison,
    Oddity,
    compare,
)
from paymentdesk.domain.payment import Payment, payment_state, standing
from paymentdesk.services import settling
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.payments import Known, Saved, digest

if TYPE_CHECKING:
    from paymentdesk.gateway.wire import BadRow


@dataclass(frozen=True, slots=True)
class Look:
    """How a record was come by. `single` looks speak against what is known, others only for it (R17);
    `watched` looks are counted in the payment's timeline even when nothing moved."""

    number: int
    source: str
    single: bool = False
    watched: bool = False


@dataclass
class Ingested:
    """What a batch changed. `doubtful` need a single look-up before anybody hears of them."""

    seen: set[str] = field(default_factory=set)
    new: int = 0
    changed: int = 0
    settled: list[int] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    unreadable: int = 0

    def add(self, other: Ingested) -> None:
        self.seen |= other.seen
        self.new += other.new
        self.changed += other.changed
        self.settled += other.settled
        self.doubtful += other.doubtful
        self.odd += other.odd
        self.unreadable += other.unreadable


def ingest(
    shop: Shop,
    look: Look,
    payments: Sequence[Payment],
    *,
    missing: Sequence[str] = (),
    bad: Sequence[BadRow] = (),
) -> Ingested:
    """Take in what i'mport showed. `missing` are payments it said it does not know, `bad` rows that cannot be
    read: one bad row is one bad row, never the page.

    Doing it twice changes nothing. Money rules: R9, R17, R18, R19; attribution: money.md section 2.
    """
    result = Ingested(seen={payment.imp_uid for payment in payments})
    batch = {payment.imp_uid: payment for payment in payments}
    with shop.database.atomic():
        known = ledger.payments.known(shop.database, [*batch, *missing])
        facts: list[Fact] = []
        touched = _take_in(shop, look, batch, known, result, facts)
        for imp_uid in missing:
            if imp_uid in known and look.single:
                _brake(shop, look, known[imp_uid], (Oddity.VANISHED,), None, result, facts)
                touched[imp_uid] = None
            elif imp_uid in known:
                result.doubtful.append(imp_uid)
        for row in bad:
            _unreadable(shop, look, row, result, facts)
        audit.append(shop.database.db, facts)
        touched.update(dict.fromkeys(_open_tickets_among(shop, batch, touched)))
        result.settled += settling.settle(shop, touched, first_seen=batch.keys() - known.keys())
    return result


def _take_in(
    shop: Shop,
    look: Look,
    batch: dict[str, Payment],
    known: dict[str, Known],
    result: Ingested,
    facts: list[Fact],
) -> dict[str, Payment | None]:
    """Write what moved; answers the payments to settle, with the record to settle them by where one was taken."""
    now = shop.now()
    saves: list[Saved] = []
    unchanged: list[str] = []
    odd: list[tuple[Comparison, Payment]] = []
    touched: dict[str, Payment | None] = {}
    for imp_uid, seen in batch.items():
        had = known.get(imp_uid)
        if had is not None and had.look_no > look.number:
            ledger.payments.count_look(shop.database, imp_uid, now, look.source, "behind")
            continue
        if had is not None and not had.odd and had.digest == digest(seen.raw):
            unchanged.append(imp_uid)
            continue
        comparison = compare(had.payment if had else None, seen)
        if comparison.oddities and not _brake_now(look, comparison):
            result.doubtful.append(imp_uid)
            ledger.payments.count_look(shop.database, imp_uid, now, look.source, "behind")
            continue
        saved = _saved(comparison, seen, had, look, now)
        if saved is not None:
            saves.append(saved)
            _count(result, comparison)
            facts += _facts(comparison, had, seen, look, now)
        if comparison.oddities or (had is not None and had.odd):
            odd.append((comparison, seen))
        touched[imp_uid] = comparison.result if saved is not None else None
        if had is not None and not comparison.oddities and saved is None:
            unchanged.append(imp_uid)
    ledger.payments.save(shop.database, saves)
    for comparison, seen in odd:
        _settle_oddness(shop, look, comparison, seen, known.get(seen.imp_uid), result, facts)
    _note_unchanged(shop, look, unchanged, now)
    return touched


def _saved(comparison: Comparison, seen: Payment, had: Known | None, look: Look, now: int) -> Saved | None:
    """The row to write: nothing when odd news may not touch a known payment, or when nothing at all moved."""
    if had is not None and comparison.oddities and comparison.oddities != (Oddity.TEST_FLAG,):
        return None
    excluded = max(standing(seen).excluded, comparison.result.cancelled or 0)
    same = had is not None and not comparison.changed and had.excluded == excluded and not had.odd
    if same and had is not None and had.digest == digest(seen.raw):
        return None
    return Saved(comparison.result, excluded, seen.raw, look.number, now)


def _brake_now(look: Look, comparison: Comparison) -> bool:
    """A list may be out of an old copy: what it says against us needs a single look-up first (R17)."""
    return look.single or not set(comparison.oddities) <= NEEDS_SECOND_LOOK


def _settle_oddness(
    shop: Shop,
    look: Look,
    comparison: Comparison,
    seen: Payment,
    had: Known | None,
    result: Ingested,
    facts: list[Fact],
) -> None:
    """Brake, confirm or release a payment after its record was compared and saved."""
    if comparison.oddities:
        known = had or ledger.payments.known(shop.database, [seen.imp_uid])[seen.imp_uid]
        _brake(shop, look, known, comparison.oddities, seen, result, facts)
    elif had is not None and had.odd:
        excluded = max(standing(seen).excluded, comparison.result.cancelled or 0)
        ledger.payments.set_odd(shop.database, seen.imp_uid, (), since=0, confirmed=False, raw=None, excluded=excluded)
        facts.append(Fact(shop.now(), "odd_gone", imp_uid=seen.imp_uid, merchant_uid=seen.merchant_uid))


def _brake(
    shop: Shop,
    look: Look,
    known: Known,
    oddities: Sequence[Oddity],
    seen: Payment | None,
    result: Ingested,
    facts: list[Fact],
) -> None:
    """Hold a payment until a person accepts i'mport's word: nothing is sent on it meanwhile (R18)."""
    now = shop.now()
    words = tuple(sorted(o.value for o in oddities))
    again = known.odd == words
    since = known.odd_since if again else now
    slow = set(oddities) <= NEEDS_SECOND_LOOK
    confirmed = not slow or (again and (known.odd_confirmed or now - since >= SECOND_LOOK_AFTER))
    gone = standing(seen).excluded if seen is not None else 0
    ledger.payments.set_odd(
        shop.database,
        known.payment.imp_uid,
        words,
        since=since,
        confirmed=confirmed,
        raw=seen.raw if seen is not None else b"",
        excluded=max(known.excluded, gone),
    )
    if confirmed and not (again and known.odd_confirmed):
        result.odd.append(known.payment.imp_uid)
        data: dict[str, object] = {"oddities": list(words)}
        if seen is not None:
            data["seen"] = {"status": seen.status.value, "amount": seen.amount, "cancelled": seen.cancelled}
        facts.append(_fact(now, "odd_news", known.payment, data, seen))


def _unreadable(shop: Shop, look: Look, row: BadRow, result: Ingested, facts: list[Fact]) -> None:
    """A row whose amounts cannot be read brakes a known payment; of an unknown one nothing can be said."""
    known = ledger.payments.known(shop.database, [row.imp_uid] if row.imp_uid else [])
    result.unreadable += 1
    for one in known.values():
        if one.odd_digest != digest(row.raw):
            _brake(shop, look, one, (Oddity.CONTRADICTS,), None, result, facts)


def _count(result: Ingested, comparison: Comparison) -> None:
    if ChangeKind.NEW in comparison.changes:
        result.new += 1
    elif comparison.changed:
        result.changed += 1


def _facts(comparison: Comparison, had: Known | None, seen: Payment, look: Look, now: int) -> list[Fact]:
    """One line for each thing that went forward. The buyer is not in it, only a digest of the record."""
    payment = comparison.result
    facts: list[Fact] = []
    for change in comparison.changes:
        data: dict[str, object] = {"source": look.source, "status": payment.status.value}
        match change:
            case ChangeKind.NEW:
                data |= {
                    "amount": payment.amount,
                    "cancelled": payment.cancelled,
                    "currency": payment.currency,
                }
                data |= {"started_at": payment.started_at, "paid_at": payment.paid_at}
                facts.append(_fact(now, "payment_seen", payment, data, seen))
            case ChangeKind.STATUS | ChangeKind.LATE_APPROVAL:
                data["from"] = had.payment.status.value if had else ""
                # A partial cancellation carries the status "cancelled" (domain.md 3.3): say what it is.
                data["to"] = payment_state(payment.status, payment.amount, payment.cancelled or 0).value
                data |= {"amount": payment.cancelled or payment.amount, "currency": payment.currency}
                kind = "late_approval" if change is ChangeKind.LATE_APPROVAL else "status_changed"
                facts.append(_fact(now, kind, payment, data, seen))
            case ChangeKind.DETAILS:
                facts.append(_fact(now, "details_changed", payment, data, seen))
            case ChangeKind.CANCELLED_MORE:
                pass  # settling writes a line for every entry
    return facts


def _fact(at: int, kind: str, payment: Payment, data: dict[str, object], seen: Payment | None) -> Fact:
    return Fact(
        at,
        kind,
        imp_uid=payment.imp_uid,
        merchant_uid=payment.merchant_uid,
        data=data,
        raw_digest=digest(seen.raw) if seen is not None else "",
    )


def _note_unchanged(shop: Shop, look: Look, unchanged: Sequence[str], now: int) -> None:
    if not look.watched:
        return
    ledger.payments.seen(shop.database, unchanged, now, look.number)
    for imp_uid in unchanged:
        ledger.payments.count_look(shop.database, imp_uid, now, look.source, "unchanged")


def _open_tickets_among(shop: Shop, batch: dict[str, Payment], touched: dict[str, Payment | None]) -> list[str]:
    """Payments whose record did not move but whose tickets still wait: settled at every look all the same."""
    tickets = ledger.tickets.of_payments(shop.database, [uid for uid in batch if uid not in touched])
    return [uid for uid, found in tickets.items() if any(ticket.open for ticket in found)]
