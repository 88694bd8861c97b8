"""What needs a person, most urgent first, each with its one next action (product.md 5, Today).

Pure: the raw material comes from the ledger, the order and the action are decided here, the words elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Need(StrEnum):
    """Kinds of needs, in order of urgency: money that may leave twice, then money that is stuck, then the rest."""

    STOP_QUEUE = "stop_queue"
    BLIND_INTERVAL = "blind_interval"
    MORE_THAN_ASKED = "more_than_asked"
    PAID_BACK_TWICE = "paid_back_twice"
    LATE_TRUTH = "late_truth"
    CHARGEBACK_NOTICE = "chargeback_notice"
    TOO_MANY_CANCELLATIONS = "too_many_cancellations"
    RECORD_CONTRADICTS = "record_contradicts"
    ODD_NEWS = "odd_news"
    UNCONFIRMED = "unconfirmed"
    QUESTION = "question"
    PROBABLY_OURS = "probably_ours"
    PROBABLY_NOT_HANDLED = "probably_not_handled"
    OVERDUE = "overdue"
    DELIVERY_DUE = "delivery_due"
    CURRENCY_DIFFERS = "currency_differs"
    AMOUNT_DIFFERS = "amount_differs"
    PAID_TWICE = "paid_twice"
    PAID_BY_TEST = "paid_by_test"
    PAID_LATE = "paid_late"
    TEST_PAYMENT = "test_payment"
    OUTSIDE_CANCELLATION = "outside_cancellation"
    BATCH_LEFT = "batch_left"
    NOT_SENT = "not_sent"
    DELIVERY_WAITING = "delivery_waiting"


class Action(StrEnum):
    """The one next action of a row."""

    OPEN_TICKET = "open_ticket"
    COMPARE = "compare"
    ANSWER = "answer"
    DECIDE = "decide"
    CANCEL = "cancel"
    CLASSIFY = "classify"
    STOP = "stop"
    SEEN = "seen"
    DELIVER = "deliver"
    WRITE = "write"


_ACTIONS: dict[Need, Action] = {
    Need.STOP_QUEUE: Action.STOP,
    Need.BLIND_INTERVAL: Action.SEEN,
    Need.MORE_THAN_ASKED: Action.OPEN_TICKET,
    Need.PAID_BACK_TWICE: Action.OPEN_TICKET,
    Need.LATE_TRUTH: Action.OPEN_TICKET,
    Need.CHARGEBACK_NOTICE: Action.DECIDE,
    Need.TOO_MANY_CANCELLATIONS: Action.SEEN,
    Need.RECORD_CONTRADICTS: Action.COMPARE,
    Need.ODD_NEWS: Action.COMPARE,
    Need.UNCONFIRMED: Action.OPEN_TICKET,
    Need.QUESTION: Action.ANSWER,
    Need.PROBABLY_OURS: Action.CLASSIFY,
    Need.PROBABLY_NOT_HANDLED: Action.WRITE,
    Need.OVERDUE: Action.OPEN_TICKET,
    Need.CURRENCY_DIFFERS: Action.COMPARE,
    Need.AMOUNT_DIFFERS: Action.COMPARE,
    Need.PAID_TWICE: Action.DECIDE,
    Need.PAID_BY_TEST: Action.CANCEL,
    Need.PAID_LATE: Action.DECIDE,
    Need.TEST_PAYMENT: Action.CANCEL,
    Need.OUTSIDE_CANCELLATION: Action.CLASSIFY,
    Need.BATCH_LEFT: Action.DECIDE,
    Need.NOT_SENT: Action.OPEN_TICKET,
    Need.DELIVERY_DUE: Action.DELIVER,
    Need.DELIVERY_WAITING: Action.DELIVER,
}

_URGENCY = {need: place for place, need in enumerate(Need)}
_DANGER = frozenset(list(Need)[: _URGENCY[Need.PAID_BY_TEST]])


class Raw(Protocol):
    """What the ledger hands over. Amounts are minor units, `since` UNIX seconds."""

    @property
    def kind(self) -> str: ...
    @property
    def imp_uid(self) -> str: ...
    @property
    def merchant_uid(self) -> str: ...
    @property
    def ticket(self) -> int | None: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def since(self) -> int: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """One row of Today. `danger` colours it red instead of amber."""

    need: Need
    action: Action
    danger: bool
    imp_uid: str
    merchant_uid: str
    ticket: int | None
    amount: int
    currency: str
    since: int
    data: Mapping[str, Any]


def ordered(rows: Iterable[Raw]) -> list[NeedsYou]:
    """Most urgent first, oldest first among equals. A payment taken by test is listed once, and so is a ticket that was
    carried out after all while the buyer had the money another way."""
    needs = [_row(row) for row in rows]
    by_test = {need.imp_uid for need in needs if need.need is Need.PAID_BY_TEST}
    twice = {need.ticket for need in needs if need.need is Need.PAID_BACK_TWICE}
    kept = [
        need
        for need in needs
        if not (need.need is Need.TEST_PAYMENT and need.imp_uid in by_test)
        and not (need.need is Need.LATE_TRUTH and need.ticket in twice)
    ]
    return sorted(kept, key=lambda need: (_URGENCY[need.need], need.since, need.imp_uid, need.ticket or 0))


def _row(row: Raw) -> NeedsYou:
    need = Need(row.kind)
    return NeedsYou(
        need=need,
        action=_ACTIONS[need],
        danger=need in _DANGER,
        imp_uid=row.imp_uid,
        merchant_uid=row.merchant_uid,
        ticket=row.ticket,
        amount=row.amount,
        currency=row.currency,
        since=row.since,
        data=row.data,
    )
