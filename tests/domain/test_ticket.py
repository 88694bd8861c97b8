"""Ticket moves, what an attempt does to its ticket, and who may request how much (money.md R1, R2, R4, R9)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.payment import PaymentStatus
from paymentdesk.domain.ticket import (
    FINAL,
    LEFT,
    MOVES,
    NOTE_NEEDED,
    OPEN,
    UNDECIDED,
    Allowance,
    Attempt,
    MoveNotAllowed,
    Outcome,
    Ticket,
    TicketEvent,
    TicketState,
    allowance,
    move,
    outcome_of_ticket,
    parse_ticket_name,
    possible_executions,
    tag,
    ticket_name,
)

S, E, O = TicketState, TicketEvent, Outcome  # noqa: E741


def attempt(outcome: Outcome, n: int = 1, *, number: int = 1, amount: int = 20, answered: str | None = None) -> Attempt:
    return Attempt(number, n, amount, 60, 100 + n, outcome, frozenset(), answered)


def ticket(
    number: int, state: TicketState, *outcomes: Outcome, amount: int = 20, answered: str | None = None
) -> Ticket:
    made = tuple(attempt(o, n, number=number, amount=amount, answered=answered) for n, o in enumerate(outcomes, 1))
    return Ticket(number, "imp_1", amount, state, attempts=made)


# The table of moves (product.md 4)

EVERY_MOVE = {
    E.SEND: {S.DRAFT: S.SENDING, S.NEEDS_APPROVAL: S.SENDING},
    E.WITHDRAW: {S.DRAFT: S.WITHDRAWN, S.NEEDS_APPROVAL: S.WITHDRAWN},
    E.NOT_SENT: {S.SENDING: S.DRAFT},
    E.ACCEPTED: {S.SENDING: S.WAITING},
    E.REFUSED: {S.SENDING: S.REFUSED},
    E.SILENT: {S.SENDING: S.UNCONFIRMED},
    E.KEEP_WAITING: {S.UNCONFIRMED: S.WAITING},
    E.ASK_AGAIN: {S.UNCONFIRMED: S.SENDING},
    E.DID_NOT_ARRIVE: {S.UNCONFIRMED: S.CLOSED},
    E.REJECT: {S.WAITING: S.REJECTED, S.UNCONFIRMED: S.REJECTED},
    E.TAKE_BACK: {S.WAITING: S.UNCONFIRMED, S.REJECTED: S.WAITING, S.CLOSED: S.UNCONFIRMED},
    E.LATER_ONE_LEFT: {S.WAITING: S.OVERTAKEN, S.UNCONFIRMED: S.OVERTAKEN},
    E.TAKE_BACK_UNANSWERED: {S.REJECTED: S.UNCONFIRMED},
    E.EXECUTED: dict.fromkeys(
        (S.SENDING, S.WAITING, S.UNCONFIRMED, S.REFUSED, S.REJECTED, S.CLOSED, S.OVERTAKEN), S.CANCELLED
    ),
    E.NOTHING_LEFT: dict.fromkeys((S.SENDING, S.WAITING, S.UNCONFIRMED), S.OVERTAKEN),
}


@pytest.mark.parametrize(("state", "event"), list(itertools.product(TicketState, TicketEvent)))
def test_every_move_there_is(state: TicketState, event: TicketEvent) -> None:
    expected = EVERY_MOVE[event].get(state)
    if expected is None:
        with pytest.raises(MoveNotAllowed):
            move(state, event)
    else:
        assert move(state, event) is expected


def test_finals_are_final_and_everything_that_left_can_be_overruled() -> None:
    leaving = {state for state, _ in MOVES}
    assert leaving.isdisjoint(FINAL)
    assert leaving | FINAL == set(TicketState)
    left = set(TicketState) - {S.DRAFT, S.NEEDS_APPROVAL, S.WITHDRAWN, S.CANCELLED}
    assert {state for state, event in MOVES if event is E.EXECUTED} == left, "late truth reaches all of them"


def test_only_imp_cancels_and_only_an_answer_refuses() -> None:
    assert {event for (_, event), to in MOVES.items() if to is S.CANCELLED} == {E.EXECUTED}
    assert {event for (_, event), to in MOVES.items() if to is S.REFUSED} == {E.REFUSED}
    assert {event for (_, event), to in MOVES.items() if to is S.OVERTAKEN} == {E.NOTHING_LEFT, E.LATER_ONE_LEFT}
    assert {event for (_, event), to in MOVES.items() if to is S.SENDING} == {E.SEND, E.ASK_AGAIN}


def test_closing_without_proof_and_asking_again_need_a_note() -> None:
    assert {E.REJECT, E.DID_NOT_ARRIVE, E.ASK_AGAIN} == NOTE_NEEDED
    assert {S.DRAFT, S.NEEDS_APPROVAL, S.SENDING, S.WAITING, S.UNCONFIRMED} == OPEN


# A ticket is as uncertain as its most uncertain attempt (R2)


@pytest.mark.parametrize("first", [O.ACCEPTED, O.SILENT, O.SENDING])
@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (O.NOT_SENT, S.UNCONFIRMED),
        (O.REFUSED, S.UNCONFIRMED),
        (O.SILENT, S.UNCONFIRMED),
        (O.ACCEPTED, S.WAITING),
        (O.EXECUTED, S.CANCELLED),
    ],
)
def test_after_an_uncertain_attempt(first: Outcome, second: Outcome, expected: TicketState) -> None:
    assert move(S.SENDING, outcome_of_ticket([attempt(first)], second)) is expected


@pytest.mark.parametrize(
    ("earlier", "last", "expected"),
    [
        ([], O.NOT_SENT, S.DRAFT),
        ([], O.REFUSED, S.REFUSED),
        ([], O.SILENT, S.UNCONFIRMED),
        ([], O.SENDING, S.UNCONFIRMED),
        ([], O.ACCEPTED, S.WAITING),
        ([], O.EXECUTED, S.CANCELLED),
        ([O.NOT_SENT], O.NOT_SENT, S.DRAFT),
        ([O.NOT_SENT], O.REFUSED, S.REFUSED),
        ([O.NOT_SENT, O.REFUSED], O.NOT_SENT, S.REFUSED),
        ([O.NOT_SENT, O.SILENT], O.NOT_SENT, S.UNCONFIRMED),
    ],
)
def test_after_certain_attempts(earlier: list[Outcome], last: Outcome, expected: TicketState) -> None:
    attempts = [attempt(each, n) for n, each in enumerate(earlier, 1)]
    assert move(S.SENDING, outcome_of_ticket(attempts, last)) is expected


@given(st.lists(st.sampled_from(Outcome)), st.sampled_from(Outcome))
def test_refused_or_free_only_if_every_attempt_is(earlier: list[Outcome], last: Outcome) -> None:
    after = move(S.SENDING, outcome_of_ticket([attempt(each, n) for n, each in enumerate(earlier, 1)], last))
    every = {*earlier, last}
    assert (after is S.DRAFT) == (every == {O.NOT_SENT})
    assert (after is S.REFUSED) == (O.REFUSED in every and every <= {O.REFUSED, O.NOT_SENT})
    assert (after is S.CANCELLED) == (last is O.EXECUTED)


# Names


@given(st.integers(1, 10**9 - 1))
def test_names_there_and_back(number: int) -> None:
    name = ticket_name(number)
    assert parse_ticket_name(name) == parse_ticket_name(f" {name.lower()} ") == parse_ticket_name(str(number)) == number
    assert tag(number, "k7qd") == f"[{name} k7qd]"


@pytest.mark.parametrize("text", ["", "T-", "T1", "T-1x", "-1", "1.0", "T--1", "0x1", "1" * 10])
def test_no_name(text: str) -> None:
    assert parse_ticket_name(text) is None


# Who may request how much


def allowed(
    *tickets: Ticket,
    status: PaymentStatus = PaymentStatus.PAID,
    claimed: int = 0,
    excluded: int | None = None,
    braked: bool = False,
    questioned: int = 0,
    ever_settled: bool = True,
) -> Allowance:
    return allowance(
        status=status,
        paid=60,
        claimed=claimed,
        excluded=claimed if excluded is None else excluded,
        tickets=tickets,
        braked=braked,
        question=questioned > 0,
        questioned=questioned,
        ever_settled=ever_settled,
    )


def test_nothing_happened_yet() -> None:
    free = allowed()
    assert (free.cancellable, free.possible, free.requestable, free.worst_case(20)) == (60, 0, True, None)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_ticket_holds_the_payment_and_reserves_its_amount(state: TicketState) -> None:
    held = allowed(ticket(7, state, O.SILENT))
    assert (held.requestable, held.open_ticket, held.cancellable) == (False, 7, 40)


@pytest.mark.parametrize(
    ("status", "claimed", "payable"),
    [("ready", 0, False), ("failed", 0, False), ("other", 0, False), ("paid", 0, True), ("cancelled", 20, True),
     ("cancelled", 0, False)],
)  # fmt: skip
def test_only_money_that_came_in_can_go_back(status: str, claimed: int, payable: bool) -> None:
    found = allowed(status=PaymentStatus(status), claimed=claimed)
    assert found.requestable is payable
    assert found.cancellable == (60 - claimed if payable else 0)


def test_what_blocks_a_request() -> None:
    assert not allowed(braked=True).requestable
    assert not allowed(questioned=20).requestable
    assert not allowed(status=PaymentStatus.CANCELLED, claimed=60).requestable
    assert not allowed(claimed=0, excluded=60).requestable, "what a part of the record says is gone"


def test_the_worst_case_after_a_declared_rejection() -> None:
    """R1's own example: 60.00, 20 answered yes, declared rejected, 20 again."""
    rejected = ticket(1, S.REJECTED, O.ACCEPTED)
    found = allowed(rejected)
    assert (found.requestable, found.cancellable, found.possible) == (True, 60, 20)
    assert found.worst_case(20) == 40
    assert found.worst_case(60) == 60, "more than was paid cannot go back"
    assert allowed(rejected, questioned=20).possible == 0
    assert allowed(ticket(1, S.CANCELLED, O.ACCEPTED, answered="a"), claimed=20).worst_case(20) is None


def test_refused_attempts_count_where_nothing_was_ever_settled() -> None:
    refused = ticket(1, S.REFUSED, O.REFUSED)
    new_shop, old_shop = allowed(refused, ever_settled=False), allowed(refused, ever_settled=True)
    assert (new_shop.worst_case(20), new_shop.refused, new_shop.if_refused_too(20)) == (40, 0, None)
    assert (old_shop.worst_case(20), old_shop.refused, old_shop.if_refused_too(20)) == (None, 20, 40), "named only"


def test_an_overtaken_ticket_counts_again_when_the_balance_comes_back() -> None:
    overtaken = ticket(1, S.OVERTAKEN, O.ACCEPTED)
    assert allowed(overtaken, claimed=60).possible == 0, "nothing is left to carry it out on"
    assert allowed(overtaken, claimed=0).worst_case(20) == 40


tickets = st.lists(
    st.builds(
        lambda state, outcomes, amount, answered: (state, outcomes, amount, answered),
        st.sampled_from(TicketState),
        st.lists(st.sampled_from(Outcome), max_size=3),
        st.integers(1, 60),
        st.sampled_from([None, "a"]),
    ),
    max_size=4,
).map(lambda them: [ticket(n, s, *o, amount=a, answered=e) for n, (s, o, a, e) in enumerate(them, 1)])


@given(
    tickets,
    st.sampled_from(PaymentStatus),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted),
    st.tuples(st.booleans(), st.integers(0, 60), st.booleans()),
    st.integers(1, 60),
)
def test_what_always_holds(
    them: Sequence[Ticket],
    status: PaymentStatus,
    record: list[int],
    rest: tuple[bool, int, bool],
    amount: int,
) -> None:
    claimed, excluded = record
    braked, questioned, settled = rest
    found = allowed(*them, status=status, claimed=claimed, excluded=excluded, braked=braked, questioned=questioned,
                    ever_settled=settled)  # fmt: skip
    assert 0 <= found.cancellable <= 60 - excluded
    assert 0 <= found.possible <= 60 - excluded
    if found.requestable:
        assert found.cancellable > 0
        assert not any(each.open for each in them)
        assert not braked
        assert not questioned
        uncertain = any(
            a.outcome in UNDECIDED and a.answered_by is None
            for t in them
            if t.state is not S.OVERTAKEN
            for a in t.attempts
        )
        assert (found.worst_case(amount) is not None) or not uncertain
    worst = found.worst_case(amount)
    if worst is not None:
        assert min(60, claimed + amount) <= worst <= 60
    more = allowed(*them, status=status, claimed=claimed, excluded=excluded, braked=braked, questioned=questioned,
                   ever_settled=False)  # fmt: skip
    assert more.possible >= found.possible, "a shop that knows less counts more"
    assert {a.outcome for a in possible_executions(them, refused_count=True)} <= LEFT
