"""Cancellation tickets: the table of moves, what an attempt may still do, and who may request how much.

The rules are money.md R1 to R6 and R14; the table is product.md section 4. Amounts are minor units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from paymentdesk.domain.payment import PaymentStatus

ASK_AGAIN_AFTER = 24 * 3600
"""Seconds after the last attempt before it may be sent again (money.md R3)."""


class TicketState(StrEnum):
    DRAFT = "draft"
    NEEDS_APPROVAL = "needs_approval"
    SENDING = "sending"
    WAITING = "waiting"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    REJECTED = "rejected"
    CLOSED = "closed"
    OVERTAKEN = "overtaken"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {
        TicketState.DRAFT,
        TicketState.NEEDS_APPROVAL,
        TicketState.SENDING,
        TicketState.WAITING,
        TicketState.UNCONFIRMED,
    }
)
"""States that hold the payment's lock and reserve the ticket's amount."""

FINAL = frozenset({TicketState.WITHDRAWN, TicketState.CANCELLED})


class TicketEvent(StrEnum):
    """What can happen to a ticket. The first group is done by a person, the second told by an attempt,
    the third shown by i'mport, the last by the journal of sends after a copy was restored (R7)."""

    SEND = "send"
    WITHDRAW = "withdraw"
    KEEP_WAITING = "keep_waiting"
    TAKE_BACK = "take_back"
    TAKE_BACK_UNANSWERED = "take_back_unanswered"
    ASK_AGAIN = "ask_again"
    REJECT = "reject"
    DID_NOT_ARRIVE = "did_not_arrive"

    NOT_SENT = "not_sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SILENT = "silent"

    EXECUTED = "executed"
    NOTHING_LEFT = "nothing_left"

    LATER_ONE_LEFT = "later_one_left"


class KnownBy(StrEnum):
    """How a state is known (product.md rule 1)."""

    IMP = "imp"
    PERSON = "person"
    ASSUMED = "assumed"


class Link(StrEnum):
    """How sure the link between a ticket and its cancellation is (money.md R11)."""

    NUMBER = "number"
    AMOUNT = "amount"
    PERSON = "person"
    NONE = "none"


class Origin(StrEnum):
    DESK = "desk"
    ELSEWHERE = "elsewhere"


class Cause(StrEnum):
    """Who cancelled what nobody at this desk asked for (product.md 4, "cancelled elsewhere")."""

    CONSOLE = "console"
    PAYMENTWALL = "paymentwall"
    CHARGEBACK = "chargeback"
    VOID = "void"
    OTHER_DESK = "other_desk"
    SECOND_EXECUTION = "second_execution"
    BEFORE_THIS_DESK = "before_this_desk"
    UNKNOWN = "unknown"


S, E = TicketState, TicketEvent
MOVES: dict[tuple[TicketState, TicketEvent], TicketState] = {
    (S.DRAFT, E.SEND): S.SENDING,
    (S.DRAFT, E.WITHDRAW): S.WITHDRAWN,
    (S.NEEDS_APPROVAL, E.SEND): S.SENDING,
    (S.NEEDS_APPROVAL, E.WITHDRAW): S.WITHDRAWN,
    (S.SENDING, E.NOT_SENT): S.DRAFT,
    (S.SENDING, E.ACCEPTED): S.WAITING,
    (S.SENDING, E.REFUSED): S.REFUSED,
    (S.SENDING, E.SILENT): S.UNCONFIRMED,
    (S.SENDING, E.EXECUTED): S.CANCELLED,
    (S.SENDING, E.NOTHING_LEFT): S.OVERTAKEN,
    (S.UNCONFIRMED, E.KEEP_WAITING): S.WAITING,
    (S.UNCONFIRMED, E.ASK_AGAIN): S.SENDING,
    (S.UNCONFIRMED, E.DID_NOT_ARRIVE): S.CLOSED,
    (S.UNCONFIRMED, E.REJECT): S.REJECTED,
    (S.UNCONFIRMED, E.EXECUTED): S.CANCELLED,
    (S.UNCONFIRMED, E.NOTHING_LEFT): S.OVERTAKEN,
    (S.UNCONFIRMED, E.LATER_ONE_LEFT): S.OVERTAKEN,
    (S.WAITING, E.TAKE_BACK): S.UNCONFIRMED,
    (S.WAITING, E.REJECT): S.REJECTED,
    (S.WAITING, E.EXECUTED): S.CANCELLED,
    (S.WAITING, E.NOTHING_LEFT): S.OVERTAKEN,
    (S.WAITING, E.LATER_ONE_LEFT): S.OVERTAKEN,
    (S.REFUSED, E.EXECUTED): S.CANCELLED,
    (S.REJECTED, E.TAKE_BACK): S.WAITING,
    (S.REJECTED, E.TAKE_BACK_UNANSWERED): S.UNCONFIRMED,
    (S.REJECTED, E.EXECUTED): S.CANCELLED,
    (S.CLOSED, E.TAKE_BACK): S.UNCONFIRMED,
    (S.CLOSED, E.EXECUTED): S.CANCELLED,
    (S.OVERTAKEN, E.EXECUTED): S.CANCELLED,
}
"""Every move there is. What is not here is refused."""
del S, E

NOTE_NEEDED = frozenset({TicketEvent.REJECT, TicketEvent.DID_NOT_ARRIVE, TicketEvent.ASK_AGAIN})
"""Moves by a person that need to say where it was looked for and who answered (R3, R14)."""


class MoveNotAllowed(ValueError):
    """The table has no such move."""


def move(state: TicketState, event: TicketEvent) -> TicketState:
    """The state after an event. Raises `MoveNotAllowed` where the table has none."""
    try:
        return MOVES[state, event]
    except KeyError:
        raise MoveNotAllowed(f"{event.value} on {state.value}") from None


class Outcome(StrEnum):
    """What is known of one attempt (money.md R2, R5)."""

    SENDING = "sending"
    NOT_SENT = "not_sent"
    ACCEPTED = "accepted"
    EXECUTED = "executed"
    REFUSED = "refused"
    SILENT = "silent"


LEFT = frozenset({Outcome.SENDING, Outcome.ACCEPTED, Outcome.EXECUTED, Outcome.REFUSED, Outcome.SILENT})
UNDECIDED = frozenset({Outcome.SENDING, Outcome.ACCEPTED, Outcome.EXECUTED, Outcome.SILENT})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One numbered send of a ticket. `checksum` is the remainder the person saw, `seen_entries` the history
    entries in the look before it left, `answered_by` the entry of i'mport's history that accounts for it."""

    ticket: int
    n: int
    amount: int
    checksum: int
    sent_at: int
    outcome: Outcome
    seen_entries: frozenset[str] = frozenset()
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the pure questions need to know of a ticket. Number 1 is shown `T-0001`."""

    number: int
    imp_uid: str
    amount: int
    state: TicketState
    origin: Origin = Origin.DESK
    attempts: tuple[Attempt, ...] = ()

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def left(self) -> bool:
        return any(attempt.outcome in LEFT for attempt in self.attempts)


def ticket_name(number: int) -> str:
    """`T-0001` for ticket 1."""
    return f"T-{number:04d}"


def parse_ticket_name(text: str) -> int | None:
    """1 for `T-0001`, `t-1` or `1`; None for anything else."""
    match = re.fullmatch(r"(?:[Tt]-)?(\d{1,9})", text.strip())
    return int(match[1]) if match else None


def tag(number: int, mark: str) -> str:
    """How a ticket travels in `reason`: `[T-0001 k7qd]`; the mark belongs to this ledger (product.md 4)."""
    return f"[{ticket_name(number)} {mark}]"


def outcome_of_ticket(attempts: Sequence[Attempt], last: Outcome) -> TicketEvent:
    """What an attempt's outcome does to its ticket (R2): a ticket is as uncertain as its most uncertain attempt.

    `attempts` are the earlier ones. A later "no", 401 or unmade connection changes that attempt only.
    """
    uncertain = any(attempt.outcome in UNDECIDED for attempt in attempts)
    refused_before = any(attempt.outcome is Outcome.REFUSED for attempt in attempts)
    match last:
        case Outcome.EXECUTED:
            return TicketEvent.EXECUTED
        case Outcome.ACCEPTED:
            return TicketEvent.ACCEPTED
        case Outcome.REFUSED:
            return TicketEvent.SILENT if uncertain else TicketEvent.REFUSED
        case Outcome.NOT_SENT:
            if uncertain:
                return TicketEvent.SILENT
            return TicketEvent.REFUSED if refused_before else TicketEvent.NOT_SENT
        case _:
            return TicketEvent.SILENT


def possible_executions(tickets: Iterable[Ticket], *, refused_count: bool) -> tuple[Attempt, ...]:
    """Attempts that left, are not proven undone and not accounted for (R1), whatever their ticket's state: those of
    an overtaken ticket too, which Paymentwall may try when a won dispute brings the balance back.

    `refused_count`: in a shop that has never seen one of its tickets settled, a refused attempt counts as well
    (domain.md 12.1 and 12.18: nobody knows yet what an accepted Paymentwall request is answered with).
    """
    wanted = UNDECIDED | {Outcome.REFUSED} if refused_count else UNDECIDED
    return tuple(
        attempt
        for ticket in tickets
        for attempt in ticket.attempts
        if attempt.outcome in wanted and attempt.answered_by is None
    )


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be requested on a payment, and what stands in the way.

    `cancellable`: paid less what may be gone less what open tickets reserve. `possible`: what may still be
    carried out of earlier requests. `refused`: the sum of refused attempts that are not in `possible`, to be named
    with the worst case.
    `stopped`: money left another way while requests may still be carried out, and nobody has handled it (R13).
    """

    paid: int
    claimed: int
    cancellable: int
    possible: int
    refused: int
    open_ticket: int | None
    braked: bool
    question: bool
    not_paid: bool
    stopped: bool = False

    @property
    def requestable(self) -> bool:
        blocked = self.braked or self.question or self.not_paid or self.stopped or self.open_ticket is not None
        return not blocked and self.cancellable > 0

    def worst_case(self, amount: int) -> int | None:
        """What may be cancelled in all if `amount` is requested now, when earlier requests may still be carried
        out; None when there are none and nothing has to be confirmed (R1)."""
        if self.possible == 0:
            return None
        return min(self.paid, self.claimed + self.possible + amount)

    def if_refused_too(self, amount: int) -> int | None:
        """What may be cancelled in all if what i'mport refused is carried out after all: named, not typed (R1). None
        where nothing was refused."""
        return min(self.paid, self.claimed + self.possible + self.refused + amount) if self.refused else None


def holds_money(status: PaymentStatus, claimed: int) -> bool:
    """Whether money came in with a payment: a partial cancellation carries the status "cancelled" (domain.md 3.3)."""
    return status is PaymentStatus.PAID or (status is PaymentStatus.CANCELLED and claimed > 0)


def allowance(
    *,
    status: PaymentStatus,
    paid: int,
    claimed: int,
    excluded: int,
    tickets: Sequence[Ticket],
    braked: bool,
    question: bool,
    questioned: int,
    ever_settled: bool,
    stopped: bool = False,
) -> Allowance:
    """Who may cancel how much (money.md R1, R4, R9). All amounts minor units of the payment's currency.

    `questioned` is the amount of entries whose ticket is an open question: they are carried out already, so
    possible executions fall by it (money.md section 2, case 6).
    """
    payable = holds_money(status, claimed)
    reserved = sum(ticket.amount for ticket in tickets if ticket.open)
    undecided = possible_executions(tickets, refused_count=not ever_settled)
    remaining = max(0, paid - excluded)
    possible = min(remaining, max(0, sum(attempt.amount for attempt in undecided) - questioned))
    refused = sum(
        attempt.amount
        for ticket in tickets
        for attempt in ticket.attempts
        if ever_settled and attempt.outcome is Outcome.REFUSED and attempt.answered_by is None
    )
    return Allowance(
        paid=paid,
        claimed=claimed,
        cancellable=max(0, remaining - reserved) if payable else 0,
        possible=possible if payable or claimed else 0,
        refused=refused,
        open_ticket=next((ticket.number for ticket in tickets if ticket.open), None),
        braked=braked,
        question=question,
        not_paid=not payable,
        stopped=stopped,
    )
