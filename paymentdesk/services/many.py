"""Cancel many payments: preview, totals typed by a person, then one request after the other (product.md rule 5).

Each row is an ordinary request with all its rules; what one payment forbids is that row's result and the next one
goes on. Trouble that would meet every row stops the batch: a batch that was stopped, or whose desk died, goes on only
by a person's act, and a row that was tried is never tried again (`once`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paymentdesk.domain.money import Money, sum_by_currency
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import blind, cancellation, count_brake
from paymentdesk.services.cancellation import Request
from paymentdesk.services.hints import has_billing_key
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger, queries
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.batches import Batch, Item

BILLING_KEY = "billing_key"
SENT = "sent"

STOPS = frozenset(
    {
        Kind.UNCONFIRMED,
        Kind.ANSWER_NOT_WRITTEN,
        Kind.UNREACHABLE,
        Kind.NOT_UNDERSTOOD,
        Kind.BUSY,
        Kind.KEY_REFUSED,
        Kind.SENDER_BUSY,
        Kind.FOLDER_NOT_WRITABLE,
        Kind.BLIND_INTERVAL,
        Kind.OTHER_SHOP,
        Kind.DATABASE_DAMAGED,
    }
)
"""Trouble that the next row would meet as well, or that says: look before you go on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A payment of a list; `amount` None = all that can be requested."""

    imp_uid: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What would be requested. `skipped` says why not: a word of `Kind`, or `billing_key` (domain.md 4.4)."""

    imp_uid: str
    merchant_uid: str
    amount: Money | None
    left: Money | None
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`batch` is the stopped one whose rest this is."""

    rows: tuple[Row, ...]
    batch: int | None = None

    @property
    def wanted(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.skipped)

    @property
    def totals(self) -> tuple[Money, ...]:
        """What a person types to confirm: one total for each currency."""
        return sum_by_currency(row.amount for row in self.wanted if row.amount is not None)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one row: `sent` (it waits or is cancelled), a word of `Kind`, or `billing_key`."""

    imp_uid: str
    amount: Money
    result: str
    ticket: int | None
    trouble: Trouble | None = None


def test_payments(shop: Shop) -> list[Wish]:
    """Test payments that still hold money and are not excused, oldest first."""
    with shop.database.reader() as reader:
        return [Wish(imp_uid) for imp_uid in queries.uncancelled_tests(reader)]


def preview(shop: Shop, wishes: Sequence[Wish]) -> Preview:
    """What the ledger allows of a list, without asking i'mport: every row is looked at again before it is sent.

    A payment named twice counts once.
    """
    seen: dict[str, Wish] = {}
    for wish in wishes:
        seen.setdefault(wish.imp_uid, wish)
    with shop.database.reader() as reader:
        return Preview(tuple(_row(queries.payment_detail(reader, uid), wish) for uid, wish in seen.items()))


def start(shop: Shop, seen: Preview, reason: str, by: str, typed: Sequence[Money]) -> int:
    """Write the batch a person confirmed by typing its totals; answers its number. Nothing is sent yet.

    Raises `Trouble`: TOTAL_NOT_CONFIRMED (with the totals), REASON_MISSING, TOO_MANY_CANCELLATIONS, BLIND_INTERVAL.
    """
    if not reason.strip():
        raise Trouble(Kind.REASON_MISSING)
    blind.refuse(shop)
    count_brake.refuse_mass_effects(shop)
    _refuse_other_totals(seen.totals, typed)
    now = shop.now()
    items = [
        (row.imp_uid, row.amount.minor, row.left.minor, row.amount.currency)
        for row in seen.wanted
        if row.amount is not None and row.left is not None
    ]
    with shop.database.atomic():
        number = ledger.batches.create(shop.database, by, reason, now, items)
        data: dict[str, object] = {"batch": number, "count": len(items), "reason": reason}
        data["totals"] = [f"{total.plain()} {total.currency}" for total in seen.totals]
        audit.append(shop.database.db, [Fact(now, "batch_started", by=by, data=data)])
    return number


def open_batches(shop: Shop) -> list[Batch]:
    """Batches that were stopped before their end, oldest first."""
    return ledger.batches.unfinished(shop.database)


def remaining(shop: Shop, number: int) -> tuple[Money, ...]:
    """The totals of what a stopped batch has not tried yet: typed again before it goes on."""
    items = ledger.batches.items(shop.database, number)
    return sum_by_currency(Money(item.amount, item.currency) for item in items if not item.result)


def left_over(shop: Shop, number: int) -> Preview:
    """What a stopped batch has not tried, as it was confirmed then."""
    rows = []
    with shop.database.reader() as reader:
        for item in ledger.batches.items(shop.database, number):
            if not item.result:
                detail = queries.payment_detail(reader, item.imp_uid)
                amount, left = Money(item.amount, item.currency), Money(item.seen_left, item.currency)
                rows.append(Row(item.imp_uid, detail.merchant_uid if detail is not None else "", amount, left))
    return Preview(tuple(rows), number)


def resume(shop: Shop, number: int, typed: Sequence[Money]) -> None:
    """Allow a stopped batch to go on, by a person who typed what is left of it. Raises as `start` does."""
    blind.refuse(shop)
    count_brake.refuse_mass_effects(shop)
    _refuse_other_totals(remaining(shop, number), typed)


def abandon(shop: Shop, number: int) -> None:
    """What has not been tried of a batch is not wanted any more."""
    with shop.database.atomic():
        ledger.batches.end(shop.database, number, shop.now())


def run(shop: Shop, number: int, *, stop: Callable[[], bool] = lambda: False) -> Iterator[Result]:
    """Send what has not been tried, one request a step; each `next()` is one row, and its result is on disk by then.

    It ends early when `stop` says so, or with a row whose trouble every other row would meet too.
    """
    batch = ledger.batches.get(shop.database, number)
    if batch is None or batch.ended_at:
        return
    for item in ledger.batches.items(shop.database, number):
        if item.result:
            continue
        if stop():
            return
        count_brake.refuse_mass_effects(shop)
        result = _one(shop, batch, item)
        yield result
        if result.trouble is not None and result.trouble.kind in STOPS:
            return
    abandon(shop, number)


def _one(shop: Shop, batch: Batch, item: Item) -> Result:
    amount = Money(item.amount, item.currency)
    asked = Request(
        imp_uid=item.imp_uid,
        amount=amount,
        reason=batch.reason,
        note=f"batch {batch.number}",
        by=batch.by,
        seen_left=Money(item.seen_left, item.currency),
        once=f"batch-{batch.started_at}-{batch.number}-{item.place}",
    )
    trouble: Trouble | None = None
    ticket: int | None = None
    try:
        ticket = cancellation.request(shop, asked)
        word = SENT
    except Trouble as came:
        trouble, word, ticket = came, came.kind.value, came.facts.get("number")
    if trouble is None or trouble.kind not in STOPS or ticket is not None:
        # A row that never left because of the line or the desk is tried again when a person goes on.
        with shop.database.atomic():
            ledger.batches.result(shop.database, item.batch, item.place, word, ticket)
    return Result(item.imp_uid, amount, word, ticket, trouble)


def _row(detail: queries.PaymentDetail | None, wish: Wish) -> Row:
    if detail is None:
        return Row(wish.imp_uid, "", wish.amount, None, Kind.UNKNOWN_PAYMENT.value)
    left = Money(max(0, detail.amount - detail.excluded), detail.currency)
    amount = wish.amount or Money(detail.cancellable, detail.currency)
    return Row(detail.imp_uid, detail.merchant_uid, amount, left, _why_not(detail, amount))


def _why_not(detail: queries.PaymentDetail, amount: Money) -> str:
    """Why a payment is left out, "" where nothing the ledger knows speaks against it."""
    reasons: Mapping[str, bool] = {
        # Never pushed: the first charge cannot be cancelled, and trying may get the shop blocked (domain.md 4.4).
        BILLING_KEY: has_billing_key(detail.raw),
        Kind.BAD_ARGUMENT.value: amount.currency != detail.currency,
        Kind.NOT_PAID.value: detail.state not in ("paid", "partly_cancelled"),
        Kind.BRAKED.value: detail.braked,
        Kind.TICKET_OPEN.value: detail.reserved > 0,
        Kind.STOP_QUEUE.value: "chargeback_notice" in detail.problems,
        Kind.WORST_CASE.value: detail.possible > 0,
        Kind.MORE_THAN_LEFT.value: not 0 < amount.minor <= detail.cancellable,
        Kind.QUESTION_OPEN.value: not detail.requestable,
    }
    return next((word for word, holds in reasons.items() if holds), "")


def _refuse_other_totals(totals: Sequence[Money], typed: Sequence[Money]) -> None:
    if not totals:
        raise Trouble(Kind.NOTHING_TO_CANCEL)
    if sorted(totals, key=_by_currency) != sorted(typed, key=_by_currency):
        text = ", ".join(f"{total.plain()} {total.currency}" for total in totals)
        raise Trouble(Kind.TOTAL_NOT_CONFIRMED, {"totals": text}, money=MoneyWord.NOT_SENT)


def _by_currency(money: Money) -> tuple[str, int]:
    return money.currency, money.minor
