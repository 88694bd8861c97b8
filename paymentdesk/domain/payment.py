"""A payment as i'mport shows it: facts that are copied, never decided here."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec

from paymentdesk.domain.money import Money


def digest(raw: bytes) -> str:
    """SHA-256 of a record as received: the same bytes say the same."""
    return hashlib.sha256(raw).hexdigest()


class PaymentStatus(StrEnum):
    """i'mport's word (domain.md 3.3). `OTHER` is a word that did not exist when this was written."""

    READY = "ready"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    OTHER = "other"


class PaymentState(StrEnum):
    """What the desk calls a payment: i'mport's word, with the partly cancelled told apart by amounts."""

    READY = "ready"
    PAID = "paid"
    PARTLY_CANCELLED = "partly_cancelled"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Cancellation(msgspec.Struct, frozen=True, gc=False):
    """An executed cancellation: an entry of `cancel_history` (domain.md 3.1). There is no other kind.

    `entry` identifies it on its payment (money.md R19): i'mport's `cancellation_id`, or, where that is
    missing, `pg_tid|amount|cancelled_at|n`. Growth of `cancel_amount` that no entry explains yet is an entry
    of its own with `provisional` set; it turns into the real one when that appears.
    """

    entry: str
    amount: int
    cancelled_at: int
    reason: str = ""
    provisional: bool = False


class Payment(msgspec.Struct, frozen=True, gc=False):
    """One payment attempt. Amounts are minor units of `currency`, times UNIX seconds of i'mport, 0 = never.

    `cancelled` is None when i'mport did not say; `sandbox` is None when it did not say; `country` is known
    only from a single look-up (domain.md 3.1, `extension`), so None means "not said", not "none".
    `marked_test`: a person says that it is a test payment; `test` is what counts.
    `history` is `cancel_history` as sent, oldest first by i'mport's time. `raw` is the record as received.
    """

    imp_uid: str
    merchant_uid: str
    status: PaymentStatus
    amount: int
    cancelled: int | None
    currency: str
    sandbox: bool | None = False
    name: str = ""
    method: str = ""
    pay_method: str = ""
    country: str | None = None
    buyer_name: str = ""
    buyer_email: str = ""
    pg_tid: str = ""
    started_at: int = 0
    paid_at: int = 0
    failed_at: int = 0
    cancelled_at: int = 0
    fail_reason: str = ""
    cancel_reason: str = ""
    receipt_url: str = ""
    history: tuple[Cancellation, ...] = ()
    raw: bytes = b""
    marked_test: bool = False

    @property
    def test(self) -> bool:
        """A test payment, by i'mport's word or a person's (money.md R20)."""
        return bool(self.sandbox) or self.marked_test

    @property
    def money(self) -> Money:
        """The amount paid or ordered."""
        return Money(self.amount, self.currency)

    @property
    def changed_at(self) -> int:
        """When i'mport last changed it, as far as its record tells."""
        return max(self.started_at, self.paid_at, self.failed_at, self.cancelled_at)


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What a record supports about the cancelled amount (money.md R9), in minor units.

    `claimed`: cancelled by every part of the record. `excluded`: what some part of it says is gone, so it must
    not be requested again. `contradicts`: the parts disagree, `claimed` is only what they share.
    """

    claimed: int
    excluded: int
    contradicts: bool


_UNTOUCHED = Standing(0, 0, False)


def standing(payment: Payment) -> Standing:
    """Read status, `cancel_amount` and `cancel_history` together (money.md R9, R19).

    A history that lags behind a grown `cancel_amount` is not a contradiction: the growth is provisional until
    its entry appears. A history above it, an amount above the payment, or a status that speaks against the
    amounts is one. `ready -> cancelled` with nothing cancelled is "closed before payment".
    """
    total = payment.cancelled
    is_cancelled = payment.status is PaymentStatus.CANCELLED
    if not (total or payment.history or is_cancelled):
        return _UNTOUCHED
    listed = sum(entry.amount for entry in payment.history)
    if any(entry.amount <= 0 for entry in payment.history):
        return Standing(0, payment.amount, True)
    if total is None:
        # A status of "cancelled" with no amount may mean all of it.
        return Standing(0, payment.amount if is_cancelled else min(listed, payment.amount), True)
    largest = max(total, listed)
    if total < 0 or largest > payment.amount:
        return Standing(0, payment.amount, True)
    if is_cancelled and total == 0:
        closed_unpaid = not listed and payment.paid_at == 0
        return Standing(0, 0, False) if closed_unpaid else Standing(0, payment.amount, True)
    if not is_cancelled:
        return Standing(0, largest, largest > 0)
    return Standing(min(total, listed) if listed > total else total, largest, listed > total)


_STATE = {
    PaymentStatus.READY: PaymentState.READY,
    PaymentStatus.OTHER: PaymentState.READY,
    PaymentStatus.FAILED: PaymentState.FAILED,
    PaymentStatus.PAID: PaymentState.PAID,
    PaymentStatus.CANCELLED: PaymentState.CANCELLED,
}


def payment_state(status: PaymentStatus, amount: int, cancelled: int) -> PaymentState:
    """The state of a payment from i'mport's word and what is certainly cancelled (domain.md 3.3).

    A partial cancellation carries the status `cancelled` with `cancel_amount < amount`.
    """
    return PaymentState.PARTLY_CANCELLED if 0 < cancelled < amount else _STATE[status]


class Problem(StrEnum):
    """What stands beside a state and needs a person (product.md 4 and 6.1)."""

    AMOUNT_DIFFERS = "amount_differs"
    CURRENCY_DIFFERS = "currency_differs"
    PAID_TWICE = "paid_twice"
    PAID_LATE = "paid_late"
    PAID_BY_TEST = "paid_by_test"
    TEST_PAYMENT = "test_payment"
    ODD_NEWS = "odd_news"
    RECORD_CONTRADICTS = "record_contradicts"
    CHARGEBACK_NOTICE = "chargeback_notice"
