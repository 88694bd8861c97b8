"""The state of the simulated shop: payments, tickets, prepared orders, and what customers do to them."""

from __future__ import annotations

import copy
import threading
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from paymentdesk.practice.acts import Act, News
from paymentdesk.practice.agenda import Agenda
from paymentdesk.practice.amounts import ZERO, exact
from paymentdesk.practice.catalogue import Catalogue
from paymentdesk.practice.clock import SimClock
from paymentdesk.practice.links import Links
from paymentdesk.practice.methods import Methods
from paymentdesk.practice.payment import Cancellation, Payment
from paymentdesk.practice.readings import Readings
from paymentdesk.practice.tickets import TicketQueue

# What i'mport says while Paymentwall's review holds a payment (domain.md 5.1).
UNDER_REVIEW = "(PG사 결제 장애) Internal error"
CONSOLE_REASON = "관리자페이지취소"

_REMEMBERED_CHANGES = 20_000


class Impossible(Exception):
    """What was asked does not fit the payment's state."""


class Shop:
    """One lock guards everything. Same seed and same acts at the same times = same state."""

    def __init__(self, clock: SimClock, seed: int, methods: Methods, readings: Readings) -> None:
        self.clock = clock
        self.seed = seed
        self.methods = methods
        self.readings = readings
        self.lock = threading.RLock()
        # Called with the news of a webhook; the sender of webhooks listens here.
        self.announce: Callable[[News], None] = lambda news: None
        # Called with what is due on the agenda, the lock held.
        self.perform: Callable[[Act], None] = lambda act: None
        # Called when the agenda has changed.
        self.agenda_changed: Callable[[], None] = lambda: None
        self.reset()

    def reset(self, seed: int | None = None) -> None:
        """Back to an empty shop with the same seed, or with another; the clock goes on."""
        with self.lock:
            self.seed = self.seed if seed is None else seed
            self.payments = Catalogue()
            self.tickets = TicketQueue()
            self.prepared: dict[str, tuple[Decimal, str | None]] = {}
            self.deliveries: dict[str, str] = {}
            self.links = Links(self.seed)
            self.agenda = Agenda()
            # Whether Paymentwall's staff works by itself; otherwise tickets wait until they are decided.
            self.staffed = False
            self.chance = Random(f"{self.seed}/shop")
            self._moment: int | None = None
            self._past: deque[tuple[int, str, Payment | None]] = deque(maxlen=_REMEMBERED_CHANGES)
            numbers = Random(f"{self.seed}/channels")
            self.live_key = f"{numbers.getrandbits(128):032x}"
            self.test_key = f"t_{numbers.getrandbits(120):030x}"

    # Time

    def now(self) -> int:
        """The simulated time; while a dated act happens, the time it was due at."""
        return self.clock.now() if self._moment is None else self._moment

    def at(self, when: int, act: Act) -> None:
        """Put `act` on the agenda."""
        with self.lock:
            self.agenda.add(when, act)
            self.agenda_changed()

    def catch_up(self) -> int:
        """Let everything happen that is due, in order; how much it was."""
        with self.lock:
            if self._moment is not None:
                return 0
            done = 0
            while (due := self.agenda.take(self.clock.now())) is not None:
                self._moment, act = due
                try:
                    self.perform(act)
                finally:
                    self._moment = None
                done += 1
            return done

    # Payments

    def add(self, payment: Payment) -> Payment:
        """Take in a payment made elsewhere (a story, the control interface)."""
        with self.lock:
            if payment.imp_uid in self.payments:
                raise Impossible(f"{payment.imp_uid} exists already")
            payment.amount = exact(payment.amount, payment.currency)
            payment.pg_id = payment.pg_id or (self.test_key if payment.sandbox else self.live_key)
            payment.pg_tid = payment.pg_tid or self.reference()
            self._past.append((self.now(), payment.imp_uid, None))
            self.payments.add(payment)
            return payment

    def new_number(self, started_at: int) -> str:
        """A payment number as i'mport makes them: `imp_` and 12 digits of the time (domain.md 3.1)."""
        with self.lock:
            number = started_at * 1000 + self.chance.randrange(1000)
            while (name := f"imp_{number % 10**12:012d}") in self.payments:
                number += 1
            return name

    def reference(self) -> str:
        """A reference of Paymentwall."""
        return f"b{self.chance.randrange(10**9, 10**10)}"

    def change(self, payment: Payment) -> None:
        """Remember how the payment was, before it is changed."""
        self._past.append((self.now(), payment.imp_uid, copy.copy(payment)))
        self.payments.changed()

    def pay(self, payment: Payment, amount: Decimal | None = None) -> None:
        """The customer pays; after a failure this is a late approval (domain.md 5.1)."""
        with self.lock:
            if payment.status not in ("ready", "failed"):
                raise Impossible(f"{payment.imp_uid} is {payment.status}: it cannot be paid")
            self.change(payment)
            late = payment.status == "failed"
            if amount is not None:
                payment.amount = exact(amount, payment.currency)
            payment.status = "paid"
            payment.paid_at = self.now()
            if late and not self.readings.late_approval_is_paid_now:
                payment.paid_at = payment.failed_at
            payment.failed_at = 0
            payment.fail_reason = None
            self.announce(News(payment.imp_uid, payment.merchant_uid, "paid"))

    def fail(self, payment: Payment, reason: str) -> None:
        """The payment fails; no webhook tells (domain.md 5.1)."""
        with self.lock:
            if payment.status != "ready":
                raise Impossible(f"{payment.imp_uid} is {payment.status}: it cannot fail")
            self.change(payment)
            payment.status = "failed"
            payment.failed_at = self.now()
            payment.fail_reason = reason

    def carry_out(self, payment: Payment, amount: Decimal, reason: str, *, webhook: bool) -> Cancellation:
        """Cancel `amount` of a payment now: status cancelled even when something is left (domain.md 3.3)."""
        with self.lock:
            amount = exact(amount, payment.currency)
            if not ZERO < amount <= payment.left:
                raise Impossible(f"{amount} cannot be cancelled: {payment.left} is left of {payment.imp_uid}")
            self.change(payment)
            at = self.now()
            number = f"cncl_{self.chance.randrange(10**12):012d}"
            entry = Cancellation(payment.pg_tid or payment.imp_uid, amount, at, reason, number)
            payment.status = "cancelled"
            payment.cancel_amount += amount
            payment.cancelled_at = at
            payment.cancel_reason = reason
            payment.cancel_history = (*payment.cancel_history, entry)
            if webhook:
                self.announce(News(payment.imp_uid, payment.merchant_uid, "cancelled", number))
            return entry

    def past(self, moment: int) -> Catalogue:
        """The payments as they were at `moment`, as far as it is remembered."""
        with self.lock:
            was: dict[str, Payment | None] = {}
            for at, imp_uid, before in reversed(self._past):
                if at <= moment:
                    break
                was[imp_uid] = before
            then = (was.get(payment.imp_uid, payment) for payment in self.payments)
            return Catalogue(payment for payment in then if payment is not None)

    def channels(self) -> list[dict[str, Any]]:
        """The shop's two channels: live and test (domain.md 3.5)."""
        return [
            {
                "pg_provider": "paymentwall",
                "pg_id": key,
                "sandbox": sandbox,
                "type": "payment",
                "channel_name": name,
                "channel_key": f"channel-key-{key[-32:]}",
            }
            for key, sandbox, name in (
                (self.live_key, False, "Paymentwall"),
                (self.test_key, True, "Paymentwall test"),
            )
        ]
