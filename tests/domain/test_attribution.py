"""Which cancellation answers which ticket: every counterexample of money.md section 2, and what must hold
for any history at all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.attribution import (
    CONSOLE_REASON,
    Later,
    Linked,
    Outside,
    Question,
    QuestionKind,
    Verdict,
    attribute,
    reason_tag,
)
from paymentdesk.domain.payment import Cancellation
from paymentdesk.domain.ticket import Attempt, Cause, Origin, Outcome, Ticket, TicketState, tag

MARK, OTHER_MARK = "k7qd", "zz9z"
SINCE = 100


def ticket(
    number: int,
    amount: int = 20,
    state: TicketState = TicketState.WAITING,
    *attempts: Outcome,
    answered: tuple[str | None, ...] = (),
    seen: frozenset[str] = frozenset(),
    origin: Origin = Origin.DESK,
) -> Ticket:
    """A ticket with one accepted attempt, or these; `answered` are the entries that account for them."""
    made = tuple(
        Attempt(number, n, amount, 60, 200 + n, outcome, seen, (*answered, *[None] * 9)[n - 1])
        for n, outcome in enumerate(attempts or (Outcome.ACCEPTED,), 1)
    )
    return Ticket(number, "imp_1", amount, state, origin, made)


def entry(name: str, amount: int, at: int = 300, reason: str = "", *, provisional: bool = False) -> Cancellation:
    return Cancellation(name, amount, at, reason, provisional)


def ours(number: int, mark: str = MARK) -> str:
    return f"size {tag(number, mark)}"


def verdicts(new: list[Cancellation], *tickets: Ticket) -> dict[str, Verdict]:
    found = attribute(new, tickets, MARK, SINCE)
    for turned in (new[::-1], sorted(new, key=lambda each: each.amount)):
        assert attribute(turned, tickets, MARK, SINCE) == found, "the order i'mport lists them in says nothing"
    return found


PROBABLY_1 = Linked(1, 1, by_number=False)
PROBABLY_2 = Linked(2, 1, by_number=False)
REJECTED, REFUSED, CANCELLED = TicketState.REJECTED, TicketState.REFUSED, TicketState.CANCELLED


def which(*numbers: int) -> Question:
    return Question(QuestionKind.WHICH_TICKET, numbers)


def other_amount(*numbers: int) -> Question:
    return Question(QuestionKind.OTHER_AMOUNT, numbers)


UNKNOWN = Outside(Cause.UNKNOWN)
SECOND_OF_1 = Outside(Cause.UNKNOWN, second_of=1)

# number of money.md section 2, then: new entries, tickets, verdicts
COUNTEREXAMPLES: list[tuple[str, list[Cancellation], list[Ticket], dict[str, Verdict]]] = [
    ("1 both at once", [entry("a", 20, 300), entry("b", 20, 400)], [ticket(1)], {"a": PROBABLY_1, "b": SECOND_OF_1}),
    (
        "1 one after the other",
        [entry("b", 20, 400)],
        [ticket(1, 20, CANCELLED, answered=("a",))],
        {"b": SECOND_OF_1},
    ),
    ("2 at once", [entry("a", 5, 300), entry("b", 20, 400)], [ticket(1)], {"a": UNKNOWN, "b": PROBABLY_1}),
    (
        "2 with the console's word",
        [entry("a", 5, 300, CONSOLE_REASON), entry("b", 20, 400)],
        [ticket(1)],
        {"a": Outside(Cause.CONSOLE), "b": PROBABLY_1},
    ),
    ("2 the second alone", [entry("b", 20, 400)], [ticket(1)], {"b": PROBABLY_1}),
    ("3", [entry("a", 60)], [ticket(1)], {"a": other_amount(1)}),
    ("4 converted", [entry("a", 1997)], [ticket(1, 2000)], {"a": other_amount(1)}),
    (
        "4 in parts",
        [entry("a", 12, 300), entry("b", 8, 400)],
        [ticket(1)],
        {name: Question(QuestionKind.IN_PARTS, (1,)) for name in "ab"},
    ),
    ("5", [entry("a", 20)], [ticket(1, 20, REFUSED, Outcome.REFUSED), ticket(2)], {"a": PROBABLY_2}),
    ("6", [entry("a", 20)], [ticket(1, 20, REJECTED), ticket(2)], {"a": which(1, 2)}),
    ("6 with its number", [entry("a", 20, 300, ours(2))], [ticket(1, 20, REJECTED), ticket(2)],
     {"a": Linked(2, 1, by_number=True)}),
    (
        "7",
        [entry("a", 20, 300), entry("b", 20, 400)],
        [ticket(1, 20, TicketState.WAITING, Outcome.SILENT, Outcome.ACCEPTED)],
        {"a": PROBABLY_1, "b": Linked(1, 2, by_number=False)},
    ),
    (
        "7 one after the other",
        [entry("b", 20, 400)],
        [ticket(1, 20, CANCELLED, Outcome.SILENT, Outcome.ACCEPTED, answered=("a",))],
        {"b": Linked(1, 2, by_number=False)},
    ),
    (
        "7 in one second",
        [entry("a", 20, 300), entry("b", 20, 300)],
        [ticket(1, 20, TicketState.WAITING, Outcome.SILENT, Outcome.ACCEPTED)],
        {"a": PROBABLY_1, "b": Linked(1, 2, by_number=False)},
    ),
    (
        "8 one done, newest first",
        [entry("b", 20, 400)],
        [ticket(1, 20, CANCELLED, answered=("a",)), ticket(2)],
        {"b": PROBABLY_2},
    ),
    (
        "8 one second, told apart by amount",
        [entry("a", 20, 300), entry("b", 30, 300)],
        [ticket(1, 30, REJECTED), ticket(2)],
        {"a": PROBABLY_2, "b": PROBABLY_1},
    ),
    (
        "8 one second, not told apart",
        [entry("a", 20, 300), entry("b", 20, 300)],
        [ticket(1)],
        {"a": which(1), "b": which(1)},
    ),
    (
        "8 without times",
        [entry("a", 20, 0), entry("b", 20, 0), entry("c", 5, 300)],
        [ticket(1)],
        {"a": which(1), "b": which(1), "c": UNKNOWN},
    ),
    ("9", [entry("a", 60, 300, "chargeback")], [ticket(1, 60)], {"a": PROBABLY_1}),
    ("10", [entry("a", 40, provisional=True)], [ticket(1)], {"a": Later()}),
    ("10 a rejected one", [entry("a", 40, provisional=True)], [ticket(1, 20, REJECTED)], {"a": Later()}),
    ("10 with a number", [entry("a", 40, 300, ours(1), provisional=True)], [ticket(1)], {"a": Later()}),
    ("10 that fits", [entry("a", 20, provisional=True)], [ticket(1)], {"a": PROBABLY_1}),
    ("10 of nobody", [entry("a", 40, provisional=True)], [], {"a": UNKNOWN}),
    ("11", [entry("a", 20)], [ticket(1, seen=frozenset("a"))], {"a": UNKNOWN}),
    ("11 with our number", [entry("a", 20, 300, ours(1))], [ticket(1, seen=frozenset("a"))],
     {"a": Outside(Cause.SECOND_EXECUTION, 1)}),
    ("12", [entry("a", 20, 300, ours(1, OTHER_MARK))], [ticket(1)], {"a": Outside(Cause.OTHER_DESK)}),
    ("13", [entry("a", 20, 300, ours(1))], [ticket(1)], {"a": Linked(1, 1, by_number=True)}),
    (
        "13 another amount",
        [entry("a", 60, 300, ours(1))],
        [ticket(1)],
        {"a": Question(QuestionKind.NUMBER_OTHER_AMOUNT, (1,))},
    ),
    ("14", [entry("a", 20)], [ticket(1, 20, REJECTED)], {"a": PROBABLY_1}),
    ("14 refused but registered", [entry("a", 20)], [ticket(1, 20, REFUSED, Outcome.REFUSED)], {"a": PROBABLY_1}),
    ("14 did not arrive", [entry("a", 20)], [ticket(1, 20, TicketState.CLOSED, Outcome.SILENT)], {"a": PROBABLY_1}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "tickets", "expected"), [c[1:] for c in COUNTEREXAMPLES], ids=[c[0] for c in COUNTEREXAMPLES]
)
def test_counterexamples(new: list[Cancellation], tickets: list[Ticket], expected: dict[str, Verdict]) -> None:
    assert verdicts(new, *tickets) == expected


def test_all_fourteen_are_there() -> None:
    assert {int(case[0].split()[0]) for case in COUNTEREXAMPLES} == set(range(1, 15))


def test_numbers_go_before_amounts() -> None:
    """The console's 20.00, its word lost, is older; the younger entry says our number."""
    new = [entry("a", 20, 300), entry("b", 20, 400, ours(1))]
    assert verdicts(new, ticket(1)) == {"a": SECOND_OF_1, "b": Linked(1, 1, by_number=True)}


def test_our_number_once_more() -> None:
    done = ticket(1, 20, CANCELLED, answered=("a",))
    assert verdicts([entry("b", 20, 400, ours(1))], done) == {"b": Outside(Cause.SECOND_EXECUTION, 1)}


def test_our_number_on_another_payment_says_nothing() -> None:
    assert verdicts([entry("a", 20, 300, ours(7))], ticket(1)) == {"a": PROBABLY_1}
    assert verdicts([entry("a", 5, 300, ours(7))]) == {"a": UNKNOWN}


def test_what_never_left_answers_nothing() -> None:
    drafts = [
        ticket(1, 20, TicketState.DRAFT, Outcome.NOT_SENT),
        replace(ticket(2, 20, TicketState.DRAFT), attempts=()),
    ]
    assert verdicts([entry("a", 20)], *drafts) == {"a": UNKNOWN}


def test_a_request_made_elsewhere_is_settled_by_the_consoles_word() -> None:
    new = [entry("a", 20, 300, CONSOLE_REASON)]
    assert verdicts(new, ticket(1, origin=Origin.ELSEWHERE)) == {"a": PROBABLY_1}
    assert verdicts(new, ticket(1)) == {"a": Outside(Cause.CONSOLE)}


def test_before_this_desk() -> None:
    before = Outside(Cause.BEFORE_THIS_DESK)
    old = [entry("a", 20, SINCE), entry("b", 30, 50, CONSOLE_REASON), entry("c", 5, SINCE + 1)]
    assert verdicts(old) == {"a": before, "b": before, "c": UNKNOWN}


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("size [T-0001 k7qd]", (1, "k7qd")),
        ("[T-0413 zz9z]", (413, "zz9z")),
        ("[T-0001 aaaa] again [T-0002 bbbb]", (2, "bbbb")),
        ("T-0001 k7qd", None),
        ("[T-0001]", None),
        ("[T-0001 K7QD]", None),
        ("", None),
        (CONSOLE_REASON, None),
    ],
)
def test_the_tag_in_a_reason(reason: str, found: tuple[int, str] | None) -> None:
    assert reason_tag(reason) == found


# Any history at all


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Cancellation], list[Ticket]]:
    amounts = st.sampled_from([5, 20, 20, 40, 60])
    outcomes = st.lists(st.sampled_from(Outcome), max_size=2)
    tickets = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        made = draw(outcomes)
        answered = draw(st.sampled_from([(), (f"old{number}",)]))
        seen = draw(st.frozensets(st.sampled_from(["e0", "e1"]), max_size=1))
        state = draw(st.sampled_from(TicketState))
        one = ticket(number, draw(amounts), state, *made, answered=answered, seen=seen)
        tickets.append(one if made else replace(one, attempts=()))
    reasons = st.sampled_from(["", CONSOLE_REASON, *(ours(n, m) for n in (1, 2, 9) for m in (MARK, OTHER_MARK))])
    new = [
        entry(f"e{n}", draw(amounts), draw(st.sampled_from([0, 50, 300, 300, 400])), draw(reasons),
              provisional=draw(st.booleans()))
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    return new, tickets


@given(histories())
def test_exactly_one_verdict_for_each_entry(history: tuple[list[Cancellation], list[Ticket]]) -> None:
    new, tickets = history
    found = attribute(new, tickets, MARK, SINCE)
    assert set(found) == {each.entry for each in new}
    by_name = {each.entry: each for each in new}
    attempts = {(a.ticket, a.n): a for t in tickets for a in t.attempts}
    linked = [(v.ticket, v.n) for v in found.values() if isinstance(v, Linked)]
    assert len(set(linked)) == len(linked), "one entry for each attempt"
    for name, verdict in found.items():
        if isinstance(verdict, Linked):
            attempt = attempts[verdict.ticket, verdict.n]
            assert attempt.answered_by is None
            assert attempt.outcome not in (Outcome.NOT_SENT,)
            assert name not in attempt.seen_entries
            assert by_name[name].amount == attempt.amount
            assert not verdict.by_number or reason_tag(by_name[name].reason) == (verdict.ticket, MARK)
        if isinstance(verdict, Question):
            assert verdict.tickets
            assert set(verdict.tickets) <= {t.number for t in tickets if t.left}
        if isinstance(verdict, Later):
            assert by_name[name].provisional


def test_many_entries_of_one_second_are_no_burden() -> None:
    new = [entry(f"e{n:02}", 5, 300) for n in range(12)]
    assert set(attribute(new, [ticket(1)], MARK, SINCE)) == {each.entry for each in new}


@pytest.mark.parametrize("calm", [True, False])
def test_never_wrong_as_fact(calm: bool) -> None:
    """Invented histories with a known truth. "By number" must always be right; "probably" nearly always."""
    dice = random.Random(2026)
    told = {"number": 0, "probably": 0, "wrong probably": 0, "question": 0, "outside": 0, "later": 0}
    for _ in range(3000):
        new, tickets, truth = _invent(dice, calm)
        for name, verdict in attribute(new, tickets, MARK, SINCE).items():
            match verdict:
                case Linked(by_number=True):
                    told["number"] += 1
                    assert truth[name] == verdict.ticket, (new, tickets)
                case Linked():
                    told["wrong probably" if truth[name] != verdict.ticket else "probably"] += 1
                case Question():
                    told["question"] += 1
                case Outside():
                    told["outside"] += 1
                case Later():
                    told["later"] += 1
    probably = told["probably"] + told["wrong probably"]
    assert told["number"] > 500
    assert probably > 500
    assert told["wrong probably"] / probably < (0.1 if calm else 0.35)


def _invent(dice: random.Random, calm: bool) -> tuple[list[Cancellation], list[Ticket], dict[str, int | None]]:
    """Tickets, what became of them, and what else happened: entry -> the ticket it truly answers, or None."""
    tickets: list[Ticket] = []
    new: list[Cancellation] = []
    truth: dict[str, int | None] = {}

    def happens(amount: int, reason: str, number: int | None) -> None:
        name = f"e{len(new)}"
        at = dice.choice([0, 300, 300]) if not calm and dice.random() < 0.3 else 300 + dice.randrange(1000)
        new.append(entry(name, amount, at, reason))
        truth[name] = number

    for number in range(1, dice.randint(1, 3) + 1):
        amount = dice.choice([1000, 2000, 2000, 2997])
        made = [dice.choice([Outcome.ACCEPTED, Outcome.SILENT, Outcome.REFUSED]) for _ in range(dice.choice([1, 1, 2]))]
        state = dice.choice([REJECTED, TicketState.CLOSED, REFUSED])
        tickets.append(ticket(number, amount, state, *made))
        for outcome in made:
            if outcome is Outcome.REFUSED and dice.random() < 0.9:
                continue
            if dice.random() < 0.7:
                other = not calm and dice.random() < 0.1
                kept = dice.random() < 0.5
                happens(dice.choice([500, amount + 3]) if other else amount, ours(number) if kept else "", number)
    tickets[-1] = replace(tickets[-1], state=TicketState.WAITING)
    for _ in range(dice.choice([0, 0, 0, 1] if calm else [0, 1, 2])):
        reason = dice.choice([CONSOLE_REASON, CONSOLE_REASON, "", ours(1, OTHER_MARK)])
        happens(dice.choice([500, 1000, 2000]), reason, None)
    if not calm and dice.random() < 0.2:
        happens(9999, ours(tickets[-1].number), None)  # i'mport stamps the pending reason on a chargeback
    return new, tickets, truth
