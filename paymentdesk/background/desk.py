"""What a window may ask for (slots) and what it will hear (signals). Nothing here makes the window wait."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from paymentdesk.background.checkout import CheckoutActs
from paymentdesk.background.deliveries import Deliveries
from paymentdesk.background.hearing import Hearing
from paymentdesk.background.notices import Notices
from paymentdesk.background.orders import OrderActs
from paymentdesk.background.poller import Poller, SyncState
from paymentdesk.background.schedule import Schedule
from paymentdesk.background.watch import LedgerWatch
from paymentdesk.background.worker import Urgency, Worker
from paymentdesk.domain.money import Money
from paymentdesk.domain.refundability import Hint
from paymentdesk.domain.ticket import Cause
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services import blind, cancellation, count_brake, deciding, many, marking, noting, refunding, replaying
from paymentdesk.services.cancellation import Request
from paymentdesk.services.hints import payment_hints
from paymentdesk.services.many import Preview, Result
from paymentdesk.services.replaying import Looked
from paymentdesk.services.shop import Shop
from paymentdesk.store.queries import PaymentDetail

__all__ = ["Desk", "Looked", "Preview", "Request", "Result", "SyncState"]
log = logging.getLogger(__name__)
CLOSE_WAITS = 10.0  # seconds for a poll in hand; a send is given as long as it may take


class Desk(QObject):
    """The one object a window talks to. Every act answers a job's number; `job_done` or `job_failed` follows."""

    ledger_changed = Signal()
    job_done = Signal(int, object)
    job_failed = Signal(int, object)
    row_done = Signal(int, object)  # a job's number and the `Result` of one row of it
    sync_state = Signal(object)
    bug = Signal(object)
    _played = Signal()
    _round_over = Signal()

    def __init__(self, shop: Shop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self._jobs = itertools.count(1)
        self._stop_many = False
        self.batch_under_way: int | None = None  # what of it is left is not yet left over
        self._worker = Worker("worker", self._report_bug)
        self._sender = Worker("sender", self._report_bug)
        self.deliveries = Deliveries(shop, self._do, self._do_steps, self)
        self.orders = OrderActs(shop, self._do, self._do_steps, self)
        self.checkout = CheckoutActs(shop, self._do, self)
        self.hearing = Hearing(shop, self._worker, lambda: self._poller.may_poll(), self)
        self.notices = Notices(shop, self._worker, self._do, self)
        self.ledger_changed.connect(self.notices.ledger_changed)
        self._watch = LedgerWatch(shop.database.data_version, self)
        self._watch.changed.connect(self.ledger_changed)
        self._poller = Poller(
            shop,
            self._worker,
            tell=self.sync_state.emit,
            over=self._round_over.emit,
            alone=self.hearing.settings_changed,
        )
        self._schedule = Schedule(self._poller.rhythm, self)
        self._schedule.due.connect(self._due)
        self._round_over.connect(self._after_round, Qt.ConnectionType.QueuedConnection)
        self._played.connect(self._story_over, Qt.ConnectionType.QueuedConnection)
        self.hearing.changed.connect(self._hinted)
        self.hearing.look_soon.connect(self._due)

    # ------------------------------------------------------------ requests and what a person says of them

    def request_cancellation(self, asked: Request) -> int:
        return self._send(lambda: cancellation.request(self._shop, asked))

    def save_draft(self, asked: Request) -> int:
        return self._do(lambda: cancellation.save_draft(self._shop, asked))

    def send_draft(
        self,
        number: int,
        worst_case: Money | None = None,
        *,
        seen_left: Money | None = None,
        blind_seen: bool = False,
    ) -> int:
        return self._send(
            lambda: cancellation.send_draft(
                self._shop, number, self._shop.user, worst_case, seen_left=seen_left, blind_seen=blind_seen
            )
        )

    def ask_again(self, number: int, note: str, worst_case: Money | None = None) -> int:
        return self._send(lambda: cancellation.ask_again(self._shop, number, self._shop.user, note, worst_case))

    def keep_waiting(self, number: int, note: str = "") -> int:
        return self._do(lambda: deciding.keep_waiting(self._shop, number, self._shop.user, note))

    def take_back(self, number: int, note: str = "") -> int:
        return self._do(lambda: deciding.take_back(self._shop, number, self._shop.user, note))

    def withdraw(self, number: int, note: str = "") -> int:
        return self._do(lambda: deciding.withdraw(self._shop, number, self._shop.user, note))

    def reject(self, number: int, note: str) -> int:
        return self._do(lambda: deciding.reject(self._shop, number, self._shop.user, note))

    def did_not_arrive(self, number: int, note: str) -> int:
        return self._do(lambda: deciding.did_not_arrive(self._shop, number, self._shop.user, note))

    def record_elsewhere(self, imp_uid: str, amount: Money, where: str, note: str = "") -> int:
        return self._do(lambda: deciding.record_elsewhere(self._shop, imp_uid, amount, where, self._shop.user, note))

    def accept(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: deciding.accept(self._shop, imp_uid, self._shop.user, note))

    def answer_question(self, imp_uid: str, entry: str, ticket: int | None, cause: Cause = Cause.UNKNOWN) -> int:
        return self._do(lambda: deciding.answer_question(self._shop, imp_uid, entry, ticket, self._shop.user, cause))

    def classify(self, number: int, cause: Cause) -> int:
        return self._do(lambda: deciding.classify(self._shop, number, cause, self._shop.user))

    def link_confirmed(self, number: int, note: str = "") -> int:
        return self._do(lambda: noting.link_confirmed(self._shop, number, self._shop.user, note))

    def link_refused(self, number: int, cause: Cause) -> int:
        return self._do(lambda: noting.link_refused(self._shop, number, cause, self._shop.user))

    def stop_handled(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: noting.stop_handled(self._shop, imp_uid, self._shop.user, note))

    def chargeback_noticed(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: noting.chargeback_noticed(self._shop, imp_uid, self._shop.user, note))

    def excuse_test(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: noting.excuse_test(self._shop, imp_uid, self._shop.user, note))

    def mark_test(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: marking.mark_test(self._shop, imp_uid, self._shop.user, note))

    def unmark_test(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: marking.unmark_test(self._shop, imp_uid, self._shop.user, note))

    def refunded_otherwise(self, number: int, amount: Money, how: str, note: str) -> int:
        return self._do(lambda: refunding.refunded_otherwise(self._shop, number, amount, how, self._shop.user, note))

    def refund_settled(self, number: int, note: str) -> int:
        return self._do(lambda: refunding.refund_settled(self._shop, number, self._shop.user, note))

    def cancellations_seen(self, note: str) -> int:
        return self._do(lambda: count_brake.count_brake_seen(self._shop, self._shop.user, note))

    def blind_confirmed(self, note: str) -> int:
        return self._do(lambda: blind.blind_confirmed(self._shop, self._shop.user, note))

    def hints(self, payment: PaymentDetail, amount: int | None) -> tuple[Hint, ...]:
        """What is known about cancelling `amount` (minor units) of a payment; asks nobody."""
        return payment_hints(payment, now=self._shop.now(), amount=amount)

    def letter_written(self, number: int, kind: str) -> int:
        return self._do(lambda: deciding.letter_written(self._shop, number, kind, self._shop.user))

    # ------------------------------------------------------------ all test payments at once

    def preview_tests(self) -> int:
        """What would be requested of all test payments that hold money: a `Preview`."""
        return self._do(lambda: many.preview(self._shop, many.test_payments(self._shop)))

    def preview_left_over(self, batch: int) -> int:
        """What a stopped batch has not tried: a `Preview`."""
        return self._do(lambda: many.left_over(self._shop, batch))

    def forget_batch(self, batch: int) -> int:
        """What a stopped batch has not tried is not wanted any more."""
        return self._do(lambda: many.abandon(self._shop, batch))

    def cancel_many(self, seen: Preview, reason: str, typed: Sequence[Money]) -> int:
        """Request what a person saw and typed the totals of, one row a job of the sender. `row_done` follows for each
        row that was tried, `job_done` at the end; what was not tried by then is not wanted any more."""
        number = next(self._jobs)
        self._stop_many = False
        self._sender.put(lambda: self._many(number, seen, reason, typed), Urgency.PERSON)
        self._schedule.acted()
        return number

    @Slot()
    def stop_many(self) -> None:
        """No further row after the one on its way."""
        self._stop_many = True

    def _many(self, job: int, seen: Preview, reason: str, typed: Sequence[Money]) -> Iterator[None]:
        """On the sender's thread."""
        try:
            if seen.batch is None:
                batch = many.start(self._shop, seen, reason, self._shop.user, typed)
            else:
                many.resume(self._shop, seen.batch, typed)
                batch = seen.batch
            self.batch_under_way = batch
            for result in many.run(self._shop, batch, stop=lambda: self._stop_many or self._sender.closing):
                self.ledger_changed.emit()
                self.row_done.emit(job, result)
                yield
            if not self._sender.closing:
                many.abandon(self._shop, batch)
        except Trouble as trouble:
            self.job_failed.emit(job, trouble)
        except Exception as error:
            self.job_failed.emit(job, error)
            raise
        else:
            self.job_done.emit(job, batch)
        finally:
            self.batch_under_way = None

    # ------------------------------------------------------------ looking at i'mport

    def look_at(self, imp_uid: str) -> int:
        return self._do(lambda: replaying.look_again(self._shop, imp_uid), Urgency.LOOK)

    @Slot()
    def sync_now(self) -> None:
        """A round as soon as the worker is free; the next regular one counts from there."""
        self._schedule.acted()
        self._poller.sync_now()

    @Slot()
    def full_check(self) -> None:
        """Every window back to the first year, in short steps; `stop_long_work` ends it."""
        self._poller.full_check()

    @Slot()
    def stop_long_work(self) -> None:
        """End a full check after the call in hand; it goes on from there when it is asked for again."""
        self._poller.stop()

    @property
    def checking(self) -> bool:
        """A full check is wanted or under way."""
        return self._poller.checking

    def play(self, story: Callable[[Callable[[], bool]], None]) -> None:
        """Play the practice shop's story on the worker, then look at i'mport; `story` is asked to stop early."""
        self.sync_state.emit(SyncState("working"))
        self.notices.hold(True)

        def work() -> None:
            story(lambda: self._worker.closing)
            self._played.emit()

        self._worker.put(work, Urgency.LONG)

    @Slot()
    def _story_over(self) -> None:
        self.notices.hold(False)
        self.sync_now()

    @property
    def idle(self) -> bool:
        """Nothing is being done or waits to be done."""
        return self._worker.idle and self._sender.idle

    def close(self) -> None:
        """Stop asking, finish what is in hand, end the threads. A send in hand is waited for."""
        self.hearing.stop()
        self.notices.close()
        self._schedule.stop()
        self._poller.close()
        self._watch.close()
        self._sender.close(self._shop.settings.cancel_timeout + CLOSE_WAITS)
        self._worker.close(CLOSE_WAITS)
        self.checkout.close()
        self._poller.release()

    # ------------------------------------------------------------ inside

    def _send(self, act: Callable[[], Any]) -> int:
        return self._put(self._sender, act, Urgency.PERSON)

    def _do(self, act: Callable[[], Any], urgency: Urgency = Urgency.PERSON) -> int:
        return self._put(self._worker, act, urgency)

    def _do_steps(self, steps: Callable[[], Generator[Any, None, Any]]) -> int:
        """A job in short steps, so that an urgent one slips in between; its answer is what the steps return."""
        number = next(self._jobs)
        self._worker.put(lambda: self._run_steps(number, steps), Urgency.PERSON)
        return number

    def _run_steps(self, number: int, steps: Callable[[], Generator[Any, None, Any]]) -> Iterator[None]:
        """On the worker's thread."""
        try:
            answer = yield from steps()
        except Trouble as trouble:
            self.job_failed.emit(number, trouble)
        except Exception as error:
            self.job_failed.emit(number, error)
            raise
        else:
            self.ledger_changed.emit()
            self.job_done.emit(number, answer)

    def _put(self, worker: Worker, act: Callable[[], Any], urgency: Urgency) -> int:
        number = next(self._jobs)
        worker.put(lambda: self._run(number, act), urgency)
        self._schedule.acted()
        return number

    def _run(self, number: int, act: Callable[[], Any]) -> None:
        """On a worker's thread."""
        try:
            answer = act()
        except Trouble as trouble:
            self.ledger_changed.emit()
            self.job_failed.emit(number, trouble)
        except Exception as error:
            self.job_failed.emit(number, error)
            raise
        else:
            self.ledger_changed.emit()
            self.job_done.emit(number, answer)

    @Slot()
    def _due(self) -> None:
        self._poller.look()

    @Slot()
    def _hinted(self) -> None:
        self.ledger_changed.emit()
        self._schedule.hinted()

    @Slot()
    def _after_round(self) -> None:
        if not self._poller.next_round():
            self._schedule.plan()

    def _report_bug(self, error: BaseException) -> None:
        log.error("A job failed", exc_info=error)
        self.bug.emit(error)
