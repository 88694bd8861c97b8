"""What the lists ask and what they show. Amounts are integer minor units of `currency`, times UNIX seconds of
i'mport's clock (0 = never)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from paymentdesk.domain.ageing import Expected


@dataclass(frozen=True, slots=True)
class Filter:
    """A question to a list.

    `state` is a chip or a state word, None for all. Two chips share a word with a narrower state (payments
    `cancelled`: partly or fully; tickets `closed`: not open any more): `exact` asks for the state itself.
    `search` is what a person typed: every word must be found. `start` and `end` are UNIX seconds, both inclusive,
    over payments' last change, tickets' request, orders' writing. `sort` is a column's word, "" the list's own
    order. `notice`: only what this notice is about (tickets and payments). `limit` and `offset` count for the
    `list_*` functions only.
    """

    state: str | None = None
    search: str = ""
    start: int | None = None
    end: int | None = None
    limit: int = 100
    offset: int = 0
    sort: str = ""
    descending: bool = True
    exact: bool = False
    notice: int | None = None


class Sum(NamedTuple):
    """So many of one currency, together so much."""

    currency: str
    n: int
    amount: int


class Total(NamedTuple):
    """Of the payments a filter shows, test payments left out: how many, what was paid, what of it is
    cancelled."""

    currency: str
    n: int
    paid: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment in a list. `order` is the order's number if there is one; `cancellable` what is neither
    gone nor
    reserved by an open ticket; `possible` what earlier requests may still carry out."""

    id: int
    imp_uid: str
    merchant_uid: str
    order: str | None
    name: str
    amount: int
    currency: str
    cancelled: int
    cancellable: int
    possible: int
    requestable: bool
    state: str
    waiting: bool
    method: str
    country: str | None
    sandbox: bool
    test: bool
    paid_at: int
    started_at: int
    changed_at: int
    buyer_name: str
    problems: tuple[str, ...]
    braked: bool


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One numbered send."""

    n: int
    at: int
    outcome: str
    message: str


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in a list. `overdue` is a look, not a state: waiting for longer than `expected` says, or than the
    limit the asker gave while that is None. `expected` is what similar tickets of this shop took, in seconds.
    `cancellations` are the entries of i'mport's history that answer it."""

    number: int
    name: str
    imp_uid: str
    merchant_uid: str
    amount: int
    payment_amount: int
    carried_out: int
    currency: str
    state: str
    known_by: str
    link: str
    reason: str
    message: str
    note: str
    requested_by: str
    requested_at: int
    sent_at: int
    closed_at: int
    closed_because: str
    declared_by: str
    origin: str
    cause: str | None
    where: str
    overdue: bool
    expected: Expected | None
    cancellations: tuple[str, ...]
    attempts: tuple[AttemptLine, ...]
    reviewed: str
    checked_at: int
    test: bool
    method: str
    country: str | None
    buyer_name: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order in a list, with the numbers of its payments, oldest first. `hold`: `open` while something speaks against
    shipping it and nobody decided, `held` where a person decided that it is not shipped, else ""."""

    merchant_uid: str
    name: str
    amount: int
    currency: str
    state: str
    problems: tuple[str, ...]
    delivery: str
    buyer_name: str
    buyer_email: str
    country: str
    kind: str
    written_at: int
    issued_at: int
    closed_at: int
    changed_at: int
    hold: str
    payments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Something that may need a person; `domain.attention` decides and orders. `since` is UNIX seconds."""

    kind: str
    imp_uid: str
    merchant_uid: str
    ticket: int | None
    amount: int
    currency: str
    since: int
    data: Mapping[str, Any]
