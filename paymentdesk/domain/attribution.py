"""Which cancellation answers which ticket: the procedure of money.md section 2, as a pure function.

The money is i'mport's fact in every case; only the link between an entry of `cancel_history` and one of our
attempts can be weaker: by number, probably (by amount), a question, or none of ours.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from paymentdesk.domain.payment import Cancellation
from paymentdesk.domain.ticket import LEFT, OPEN, Attempt, Cause, Origin, Outcome, Ticket

CONSOLE_REASON = "관리자페이지취소"
"""The reason i'mport gives a cancellation made in its console (domain.md 4.8)."""

_TAG = re.compile(r"\[T-(\d{1,9}) ([0-9a-z]{4})\]")
_ORDERS_TRIED = 720


class QuestionKind(StrEnum):
    WHICH_TICKET = "which_ticket"
    OTHER_AMOUNT = "other_amount"
    IN_PARTS = "in_parts"
    NUMBER_OTHER_AMOUNT = "number_other_amount"


_OF_ANOTHER_AMOUNT = frozenset({QuestionKind.OTHER_AMOUNT, QuestionKind.NUMBER_OTHER_AMOUNT})


@dataclass(frozen=True, slots=True)
class Linked:
    """The entry is the answer to this attempt. `by_number`: our number with our amount; else "probably"."""

    ticket: int
    n: int
    by_number: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A person has to say which of `tickets` it was, if any. None of them closes meanwhile."""

    kind: QuestionKind
    tickets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """Not ours. `second_of` is the ticket that was carried out already with this amount, a first suggestion."""

    cause: Cause
    second_of: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Growth that nothing explains yet: wait for i'mport's history (money.md section 2, case 10)."""


Verdict = Linked | Question | Outside | Later


def attribute(new: Sequence[Cancellation], tickets: Sequence[Ticket], mark: str, desk_since: int) -> dict[str, Verdict]:
    """A verdict for every new entry of one payment, keyed by `Cancellation.entry`.

    `tickets` are all tickets of the payment; `mark` is this ledger's; an entry dated before `desk_since`
    (UNIX seconds, the first look of this ledger) that is not ours was there before this desk (R23).
    """
    orders = list(_orders(sorted(new, key=lambda entry: entry.entry)))
    verdicts = [_walk(order, tickets, mark, desk_since) for order in orders]
    first = verdicts[0]
    if all(verdict == first for verdict in verdicts):
        return first
    agreed: dict[str, Verdict] = {}
    for entry in new:
        seen = [verdict[entry.entry] for verdict in verdicts]
        agreed[entry.entry] = seen[0] if all(v == seen[0] for v in seen) else _doubt(seen)
    return _untangle(agreed, verdicts)


def reason_tag(reason: str) -> tuple[int, str] | None:
    """Ticket number and desk mark in a reason, e.g. `(1, "k7qd")` for `size [T-0001 k7qd]`."""
    found = _TAG.findall(reason)
    return (int(found[-1][0]), found[-1][1]) if found else None


def _orders(new: Sequence[Cancellation]) -> Iterable[tuple[Cancellation, ...]]:
    """Every order i'mport's times allow: oldest first; equal times in all orders, a missing time anywhere."""
    dated = sorted((e for e in new if e.cancelled_at), key=lambda e: e.cancelled_at)
    undated = [e for e in new if not e.cancelled_at]
    if undated and len(new) > 1:
        return itertools.islice(itertools.permutations([*dated, *undated]), _ORDERS_TRIED)
    groups = [
        list(itertools.islice(itertools.permutations(group), _ORDERS_TRIED))
        for _, group in itertools.groupby([*dated, *undated], key=lambda e: e.cancelled_at)
    ]
    whole = (tuple(itertools.chain(*parts)) for parts in itertools.product(*groups))
    return itertools.islice(whole, _ORDERS_TRIED)


def _doubt(seen: Sequence[Verdict]) -> Verdict:
    tickets: set[int] = set()
    for verdict in seen:
        if isinstance(verdict, Linked):
            tickets.add(verdict.ticket)
        elif isinstance(verdict, Question):
            tickets.update(verdict.tickets)
    if not tickets:
        return next((v for v in seen if isinstance(v, Outside)), seen[0])
    return Question(QuestionKind.WHICH_TICKET, tuple(sorted(tickets)))


def _untangle(agreed: dict[str, Verdict], verdicts: Sequence[dict[str, Verdict]]) -> dict[str, Verdict]:
    """Entries of one second that answer one ticket's attempts are interchangeable: when every order gives the
    same ticket the same number of executions, which entry is which does not matter."""
    ours = [{e: v.ticket for e, v in one.items() if isinstance(v, Linked)} for one in verdicts]
    if all(one == ours[0] for one in ours):
        for entry, verdict in verdicts[0].items():
            if isinstance(verdict, Linked):
                agreed[entry] = verdict
    return agreed


def _walk(order: Sequence[Cancellation], tickets: Sequence[Ticket], mark: str, desk_since: int) -> dict[str, Verdict]:
    answered = {(a.ticket, a.n) for t in tickets for a in t.attempts if a.answered_by is not None}
    verdicts: dict[str, Verdict] = {}
    # Numbers before amounts: an older entry that merely has the amount must not take a numbered one's place.
    for entry in sorted(order, key=lambda e: (reason_tag(e.reason) or (0, ""))[1] != mark):
        verdict = _one(entry, tickets, answered, mark, desk_since)
        if isinstance(verdict, Linked):
            answered.add((verdict.ticket, verdict.n))
        verdicts[entry.entry] = verdict
    for entry in order:
        verdict = verdicts[entry.entry]
        if isinstance(verdict, Question) and verdict.kind is QuestionKind.OTHER_AMOUNT:
            still = {a.ticket for a in _candidates(entry, tickets, answered)}
            if still.isdisjoint(verdict.tickets):  # a younger entry answers the ticket better
                verdicts[entry.entry] = _outside(entry, tickets, answered, desk_since)
    return _in_parts(order, tickets, verdicts)


def _candidates(entry: Cancellation, tickets: Sequence[Ticket], answered: set[tuple[int, int]]) -> list[Attempt]:
    """Attempts that this entry can answer: they left, are not accounted for, and it was not there before."""
    return [
        a
        for t in tickets
        for a in t.attempts
        if a.outcome in LEFT and entry.entry not in a.seen_entries and (a.ticket, a.n) not in answered
    ]


def _one(
    entry: Cancellation,
    tickets: Sequence[Ticket],
    answered: set[tuple[int, int]],
    mark: str,
    desk_since: int,
) -> Verdict:
    left = _candidates(entry, tickets, answered)
    tagged = reason_tag(entry.reason)
    if tagged is not None:
        by_number = _by_number(entry, tagged, tickets, left, mark)
        if by_number is not None:
            return by_number
    if entry.reason.strip() == CONSOLE_REASON:
        recorded = [a for a in left if a.amount == entry.amount and _recorded(a, tickets)]
        if len(recorded) == 1:
            return Linked(recorded[0].ticket, recorded[0].n, by_number=False)
        return Outside(_before(entry, desk_since) or Cause.CONSOLE)
    return _by_amount(entry, tickets, left) or _outside(entry, tickets, answered, desk_since)


def _by_number(
    entry: Cancellation,
    tagged: tuple[int, str],
    tickets: Sequence[Ticket],
    left: Sequence[Attempt],
    mark: str,
) -> Verdict | None:
    number, code = tagged
    ticket = next((t for t in tickets if t.number == number), None)
    if code != mark:
        return Outside(Cause.OTHER_DESK)
    if ticket is None:
        return None
    mine = sorted((a for a in left if a.ticket == number), key=lambda a: a.n)
    same = [a for a in mine if a.amount == entry.amount]
    if same:
        return Linked(number, same[0].n, by_number=True)
    if not mine:
        known = any(a.answered_by is not None or a.outcome in LEFT for a in ticket.attempts)
        return Outside(Cause.SECOND_EXECUTION, number) if known else None
    return Later() if entry.provisional else Question(QuestionKind.NUMBER_OTHER_AMOUNT, (number,))


def _by_amount(entry: Cancellation, tickets: Sequence[Ticket], left: Sequence[Attempt]) -> Verdict | None:
    fitting = [a for a in left if a.amount == entry.amount]
    numbers = sorted({a.ticket for a in fitting})
    if len(numbers) == 1:
        return Linked(numbers[0], min(a.n for a in fitting), by_number=False)
    if numbers:
        states = {t.number: t.state for t in tickets}
        open_ones = [n for n in numbers if states[n] in OPEN]
        landed = {a.ticket for a in fitting if a.outcome is not Outcome.REFUSED}
        if len(open_ones) == 1 and landed <= set(open_ones):
            n = min(a.n for a in fitting if a.ticket == open_ones[0])
            return Linked(open_ones[0], n, by_number=False)
        return Question(QuestionKind.WHICH_TICKET, tuple(numbers))
    if entry.provisional and left:
        return Later()
    waiting = sorted({a.ticket for a in left} & {t.number for t in tickets if t.open})
    return Question(QuestionKind.OTHER_AMOUNT, tuple(waiting)) if waiting else None


def _outside(
    entry: Cancellation, tickets: Sequence[Ticket], answered: set[tuple[int, int]], desk_since: int
) -> Outside:
    before = _before(entry, desk_since)
    if before:
        return Outside(before)
    twice = [
        t.number for t in tickets if t.amount == entry.amount and any((a.ticket, a.n) in answered for a in t.attempts)
    ]
    if twice:
        return Outside(Cause.UNKNOWN, second_of=twice[-1])
    return Outside(Cause.UNKNOWN)


def _in_parts(
    order: Sequence[Cancellation], tickets: Sequence[Ticket], verdicts: dict[str, Verdict]
) -> dict[str, Verdict]:
    """Several unexplained entries that add up to the open ticket ask "in parts?" together (R10)."""
    asked = [e for e in order if isinstance(v := verdicts[e.entry], Question) and v.kind in _OF_ANOTHER_AMOUNT]
    for ticket in tickets:
        mine = [e for e in asked if getattr(verdicts[e.entry], "tickets", ()) == (ticket.number,)]
        if len(mine) > 1 and sum(e.amount for e in mine) == ticket.amount:
            for entry in mine:
                verdicts[entry.entry] = Question(QuestionKind.IN_PARTS, (ticket.number,))
    return verdicts


def _recorded(attempt: Attempt, tickets: Sequence[Ticket]) -> bool:
    return any(t.number == attempt.ticket and t.origin is Origin.ELSEWHERE for t in tickets)


def _before(entry: Cancellation, desk_since: int) -> Cause | None:
    early = 0 < entry.cancelled_at <= desk_since
    return Cause.BEFORE_THIS_DESK if early else None
