"""The one door for facts: webhook, poll, full sync and the answer to a cancellation all end here.

Batch first (one payment is a batch of one), idempotent, one transaction. Look, decide, act: the ledger says
what is known, `domain` decides, the ledger writes. Tickets are settled at every look. Each rule stands at one
place of `_Intake`, in the order a record meets them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from paymentdesk.domain.comparison import (
    NEEDS_SECOND_LOOK,
    SECOND_LOOK_AFTER,
    ChangeKind,
    Comparison,
    Oddity,
    compare,
)
from paymentdesk.domain.payment import Payment, digest, payment_state
from paymentdesk.services import settling
from paymentdesk.services.first_sight import FirstSight, first_sight
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.payments import Known, New, Saved

if TYPE_CHECKING:
    from paymentdesk.gateway.wire import BadRow, Unread

    Row: TypeAlias = Payment | Unread  # as it came: read already, or to be read only if its bytes are new


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
    rows: Sequence[Row],
    *,
    missing: Sequence[str] = (),
    bad: Sequence[BadRow] = (),
) -> Ingested:
    """Take in what i'mport showed. `missing` are payments it said it does not know, `bad` rows that cannot be
    read: one bad row is one bad row, never the page.

    Doing it twice changes nothing. Money rules: R9, R17, R18, R19; attribution: money.md section 2.
    """
    with shop.database.atomic():
        return ingest_within(shop, look, rows, missing=missing, bad=bad)


def ingest_within(
    shop: Shop,
    look: Look,
    rows: Sequence[Row],
    *,
    missing: Sequence[str] = (),
    bad: Sequence[BadRow] = (),
    sights: Mapping[str, FirstSight | None] = MappingProxyType({}),
) -> Ingested:
    """The same as part of the caller's transaction, which must end with whatever this raises. `sights` are rows that
    were worked out already, should nobody here know them."""
    batch = {row.imp_uid: row for row in rows}
    intake = _Intake(shop, look, shop.now(), Ingested(seen=set(batch)))
    unknown, moved = intake.sift(batch)
    known = ledger.payments.known(shop.database, [*moved, *missing, *(row.imp_uid for row in bad)])
    for imp_uid, row in unknown.items():
        if sight := sights.get(imp_uid):
            intake.meet(row, sight)
        elif isinstance(seen := _read(row), Payment):
            intake.meet(row, first_sight(seen, intake.digests[imp_uid], look.source))
        else:
            intake.unreadable(None, seen)
    for imp_uid, row in moved.items():
        seen = _read(row)
        if isinstance(seen, Payment):
            intake.take_in(known[imp_uid], seen)
        else:
            intake.unreadable(known[imp_uid], seen)
    for imp_uid in missing:
        intake.vanished(known.get(imp_uid))
    for bad_row in bad:
        intake.unreadable(known.get(bad_row.imp_uid), bad_row)
    intake.write(list(batch))
    return intake.result


def _read(row: Row) -> Payment | BadRow:
    return row if isinstance(row, Payment) else row.read()


@dataclass
class _Intake:
    """One batch on its way in. Every method decides and notes; only `sift` reads the ledger and only `write` writes."""

    shop: Shop
    look: Look
    now: int
    result: Ingested
    digests: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    new: list[New] = field(default_factory=list)
    met: dict[str, tuple[str, Payment | None]] = field(default_factory=dict)
    """Payments nobody here knew: the number of their order, and the record where more is to be settled than its row."""
    rewritten: list[Saved] = field(default_factory=list)
    brakes: dict[str, Callable[[], None]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    touched: dict[str, Payment | None] = field(default_factory=dict)
    """What to settle, with the record to settle it by where one was taken in."""

    def sift(self, batch: Mapping[str, Row]) -> tuple[dict[str, Row], dict[str, Row]]:
        """Unknown records and those that may say something new. An older look never speaks against a newer one (R17);
        the same bytes say what they said."""
        taken = ledger.payments.taken(self.shop.database, list(batch))
        unknown: dict[str, Row] = {}
        moved: dict[str, Row] = {}
        for imp_uid, row in batch.items():
            self.digests[imp_uid] = digest(row.raw) if isinstance(row, Payment) else row.digest
            had = taken.get(imp_uid)
            if had is None:
                unknown[imp_uid] = row
            elif had.look_no > self.look.number:
                self.behind.append(imp_uid)
            elif had.digest == self.digests[imp_uid] and not had.odd:
                self.unchanged.append(imp_uid)
            else:
                moved[imp_uid] = row
        return unknown, moved

    def meet(self, row: Row, sight: FirstSight) -> None:
        """A payment nobody here knew. What is odd about it brakes it, but there is nothing else to fall back on."""
        imp_uid, certain = row.imp_uid, None
        if sight.record is not None:
            comparison = compare(None, sight.record)
            odd, certain = comparison.oddities, comparison.result
            if odd and not self._may_brake(odd):
                self.result.doubtful.append(imp_uid)
                self.behind.append(imp_uid)
                return
        self.met[imp_uid] = sight.merchant_uid, certain
        self.new.append(New(sight.columns, sight.text, row.raw))
        found = self.digests[imp_uid]
        self.facts.append(
            Fact(self.now, "payment_seen", imp_uid, sight.merchant_uid, json=sight.told, raw_digest=found)
        )
        if certain is not None and odd:
            self._brake(certain, None, odd, sight.record, comparison.excluded)

    def take_in(self, had: Known, seen: Payment) -> None:
        """What goes forward is taken; what is odd brakes the payment, and is taken only if nothing but the test flag is
        odd (R9, R20)."""
        comparison = compare(had.payment, seen)
        odd = comparison.oddities
        if odd and not self._may_brake(odd):
            self.result.doubtful.append(seen.imp_uid)
            self.behind.append(seen.imp_uid)
            return
        self.touched[seen.imp_uid] = None
        if set(odd) <= {Oddity.TEST_FLAG}:
            self._save(had, comparison, seen)
        if odd:
            self._brake(had.payment, had, odd, seen, max(had.excluded, comparison.excluded))
        elif had.odd:
            self._release(seen, comparison.excluded)

    def _may_brake(self, oddities: Sequence[Oddity]) -> bool:
        """A list may be out of an old copy: what it says against us needs a single look-up first (R17)."""
        return self.look.single or not set(oddities) <= NEEDS_SECOND_LOOK

    def vanished(self, had: Known | None) -> None:
        """i'mport does not know a payment that the ledger knows: nothing is deleted, nothing settled (R18)."""
        if had is None or had.look_no > self.look.number:
            return
        if not self.look.single:
            self.result.doubtful.append(had.payment.imp_uid)
            return
        self.touched[had.payment.imp_uid] = None
        self._brake(had.payment, had, (Oddity.VANISHED,), None, had.excluded)

    def unreadable(self, had: Known | None, row: BadRow) -> None:
        """A row whose amounts cannot be read brakes a known payment; of an unknown one nothing can be said."""
        self.result.unreadable += 1
        if had is not None and had.look_no <= self.look.number and had.odd_digest != digest(row.raw):
            self.touched[had.payment.imp_uid] = None
            self._brake(had.payment, had, (Oddity.CONTRADICTS,), None, had.excluded)

    def _save(self, had: Known, comparison: Comparison, seen: Payment) -> None:
        found = self.digests[seen.imp_uid]
        self.rewritten.append(
            Saved(comparison.result, comparison.excluded, seen.raw, found, self.look.number, self.now)
        )
        self.touched[seen.imp_uid] = comparison.result
        self.result.changed += comparison.changed
        for change in comparison.changes:
            self._tell(change, comparison.result, had)

    def _brake(
        self, payment: Payment, had: Known | None, oddities: Sequence[Oddity], seen: Payment | None, excluded: int
    ) -> None:
        """Hold a payment until a person accepts i'mport's word: nothing is sent on it meanwhile (R18)."""
        words = tuple(sorted(o.value for o in oddities))
        again = had is not None and had.odd == words
        known_since, was_confirmed = (had.odd_since, had.odd_confirmed) if had and again else (self.now, False)
        slow = set(oddities) <= NEEDS_SECOND_LOOK
        confirmed = not slow or (again and (was_confirmed or self.now - known_since >= SECOND_LOOK_AFTER))
        self.brakes[payment.imp_uid] = partial(
            ledger.payments.set_odd,
            self.shop.database,
            payment.imp_uid,
            words,
            since=known_since,
            confirmed=confirmed,
            raw=seen.raw if seen is not None else b"",
            excluded=excluded,
        )
        if confirmed and not was_confirmed:
            self.result.odd.append(payment.imp_uid)
            data: dict[str, object] = {"oddities": list(words)}
            if seen is not None:
                data["seen"] = {"status": seen.status.value, "amount": seen.amount, "cancelled": seen.cancelled}
            self._fact("odd_news", payment, data, from_record=seen is not None)

    def _release(self, seen: Payment, excluded: int) -> None:
        """The odd news is gone: i'mport's record fits what is known again."""
        self.brakes[seen.imp_uid] = partial(
            ledger.payments.set_odd,
            self.shop.database,
            seen.imp_uid,
            (),
            since=0,
            confirmed=False,
            raw=None,
            excluded=excluded,
        )
        self._fact("odd_gone", seen, {}, from_record=False)

    def _tell(self, change: ChangeKind, payment: Payment, had: Known) -> None:
        """One line for each thing that went forward. The buyer is not in it, only a digest of the record."""
        data: dict[str, object] = {"source": self.look.source, "status": payment.status.value}
        match change:
            case ChangeKind.STATUS | ChangeKind.LATE_APPROVAL:
                data["from"] = had.payment.status.value
                # A partial cancellation carries the status "cancelled" (domain.md 3.3): say what it is.
                data["to"] = payment_state(payment.status, payment.amount, payment.cancelled or 0).value
                data |= {"amount": payment.cancelled or payment.amount, "currency": payment.currency}
                self._fact("late_approval" if change is ChangeKind.LATE_APPROVAL else "status_changed", payment, data)
            case ChangeKind.DETAILS:
                self._fact("details_changed", payment, data)
            case ChangeKind.CANCELLED_MORE | ChangeKind.NEW:
                pass  # settling writes a line for every entry, `meet` one for a payment

    def _fact(self, kind: str, payment: Payment, data: Mapping[str, object], *, from_record: bool = True) -> None:
        found = self.digests[payment.imp_uid] if from_record else ""
        fact = Fact(self.now, kind, payment.imp_uid, payment.merchant_uid, data=data, raw_digest=found)
        self.facts.append(fact)

    def write(self, imp_uids: Sequence[str]) -> None:
        """All of it, inside the transaction that read: payments, brakes, looks, facts; then tickets are settled."""
        database = self.shop.database
        self.result.new = len(self.new)
        ledger.payments.add(database, self.new, self.look.number, self.now)
        ledger.payments.rewrite(database, self.rewritten)
        for brake in self.brakes.values():
            brake()
        ledger.payments.count_looks(database, self.behind, self.now, self.look.source, "behind")
        if self.look.watched:
            ledger.payments.seen(database, self.unchanged, self.now, self.look.number)
            ledger.payments.count_looks(database, self.unchanged, self.now, self.look.source, "unchanged")
        audit.append(database.db, self.facts)
        self._settle(imp_uids)

    def _settle(self, imp_uids: Sequence[str]) -> None:
        """Every payment that moved, and every one with an open ticket whether it moved or not. A payment nobody knew,
        with no ticket, order or brake here, is alone: when nothing of it is cancelled it is finished with its row."""
        database = self.shop.database
        with_tickets = ledger.tickets.open_among(database, imp_uids)
        ordered = ledger.orders.known(database, [merchant_uid for merchant_uid, _ in self.met.values()])
        alone = {
            uid
            for uid, (merchant_uid, _) in self.met.items()
            if uid not in with_tickets and uid not in self.brakes and merchant_uid not in ordered
        }
        touched = {uid: record for uid, (_, record) in self.met.items() if uid not in alone or record is not None}
        touched |= self.touched
        touched |= {uid: None for uid, is_open in with_tickets.items() if is_open and uid not in touched}
        self.result.settled += settling.settle(self.shop, touched, first_seen=self.met, alone=alone)
