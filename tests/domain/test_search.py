"""Every order of events of one payment, tried out (money.md, introduction and R1).

A request arrives, is lost, answered or refused (and registered all the same), a person keeps waiting, asks again,
rejects, takes back; Paymentwall carries out or drops; the console cancels. The desk's part is the domain's own
functions; the world around it, which the desk cannot see, is this model. In every state that can be reached:
what was cancelled is never more than the largest worst case a person confirmed.
"""

from __future__ import annotations

import random
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from paymentdesk.domain.attribution import CONSOLE_REASON, Linked, Question, attribute
from paymentdesk.domain.payment import Cancellation, PaymentStatus
from paymentdesk.domain.ticket import (
    LEFT,
    MOVES,
    Allowance,
    Attempt,
    Outcome,
    Ticket,
    TicketEvent,
    TicketState,
    allowance,
    move,
    outcome_of_ticket,
    tag,
)

PAID, MARK = 60, "k7qd"
S, E, O = TicketState, TicketEvent, Outcome  # noqa: E741

BY_A_PERSON = (E.WITHDRAW, E.KEEP_WAITING, E.TAKE_BACK, E.TAKE_BACK_UNANSWERED, E.REJECT, E.DID_NOT_ARRIVE)

# What an attempt is answered with, and whether Paymentwall has it.
FATES = (
    (O.ACCEPTED, True),
    (O.SILENT, True),  # arrived, the answer was lost
    (O.SILENT, False),  # lost on the way
    (O.REFUSED, False),
    (O.REFUSED, True),  # refused, but registered
    (O.NOT_SENT, False),
    (O.EXECUTED, True),  # no waiting at all, as with PayPal
)


@dataclass(frozen=True)
class Shop:
    """What may differ between two worlds. `settled`: this shop has seen a ticket settled before."""

    attempts: int
    amounts: tuple[int, ...] = (20, 40)
    settled: bool = False
    consoles: int = 1


@dataclass(frozen=True)
class World:
    """One payment. `pending` is what Paymentwall still has, which only it knows; `bound` the largest worst case
    confirmed so far, raised by what the console cancelled since."""

    tickets: tuple[Ticket, ...] = ()
    entries: tuple[tuple[str, int], ...] = ()
    questions: tuple[tuple[str, int, tuple[int, ...]], ...] = ()
    pending: frozenset[tuple[int, int]] = frozenset()
    bound: int = 0
    consoles: int = 0

    @property
    def cancelled(self) -> int:
        return sum(amount for _, amount in self.entries)

    @property
    def attempts(self) -> list[Attempt]:
        return [attempt for ticket in self.tickets for attempt in ticket.attempts]

    def allowance(self, shop: Shop, but: int = 0) -> Allowance:
        return allowance(
            status=PaymentStatus.CANCELLED if self.cancelled else PaymentStatus.PAID,
            paid=PAID,
            claimed=self.cancelled,
            excluded=self.cancelled,
            tickets=[ticket for ticket in self.tickets if ticket.number != but],
            braked=False,
            question=bool(self.questions),
            questioned=sum(amount for _, amount, _ in self.questions),
            ever_settled=shop.settled,
        )

    def with_ticket(self, ticket: Ticket) -> World:
        kept = [each for each in self.tickets if each.number != ticket.number]
        return replace(self, tickets=tuple(sorted([*kept, ticket], key=lambda each: each.number)))


Step = tuple[str, World]


def steps(world: World, shop: Shop) -> Iterator[Step]:
    """Everything that can happen next."""
    yield from _requests(world, shop)
    yield from _decisions(world)
    for number, n in sorted(world.pending):
        kept = replace(world, pending=world.pending - {(number, n)})
        yield f"Paymentwall drops T-{number} #{n}", kept
        amount = _ticket(world, number).amount
        if world.cancelled + amount <= PAID:
            for reason in (tag(number, MARK), ""):
                done = _entry(kept, amount, reason)
                yield f"Paymentwall carries out T-{number} #{n}, reason {reason!r}", done
    if world.consoles < shop.consoles and world.cancelled + 20 <= PAID:
        more = replace(world, consoles=world.consoles + 1, bound=world.bound + 20)
        yield "the console cancels 20", _entry(more, 20, CONSOLE_REASON)


def _decisions(world: World) -> Iterator[Step]:
    """What a person may say."""
    for ticket in world.tickets:
        others_open = any(each.open for each in world.tickets if each is not ticket)
        for event in BY_A_PERSON:
            if (ticket.state, event) in MOVES:
                moved = replace(ticket, state=move(ticket.state, event))
                if not (moved.open and others_open):  # the database admits one open ticket for each payment
                    yield f"{event} T-{ticket.number}", world.with_ticket(moved)
    for name, _, numbers in world.questions:
        rest = replace(world, questions=tuple(each for each in world.questions if each[0] != name))
        yield f"a person says {name} is none of them", _overtake(rest)
        for number in numbers:
            yield f"a person says {name} is T-{number}", _overtake(_link(rest, name, number, None))


def _requests(world: World, shop: Shop) -> Iterator[Step]:
    if len(world.attempts) >= shop.attempts:
        return
    free = world.allowance(shop)
    for amount in shop.amounts:
        if free.requestable and amount <= free.cancellable:
            ticket = Ticket(len(world.tickets) + 1, "imp_1", amount, move(S.DRAFT, E.SEND))
            yield from _send(world, ticket, free, shop)
    for ticket in world.tickets:
        if ticket.state is S.DRAFT:
            rest = world.allowance(shop, but=ticket.number)
            if rest.requestable and ticket.amount <= rest.cancellable:
                yield from _send(world, replace(ticket, state=move(S.DRAFT, E.SEND)), rest, shop)
        moved = PAID - world.cancelled != (ticket.attempts[-1].checksum if ticket.attempts else 0)
        if ticket.state is S.UNCONFIRMED and not moved and not world.questions:
            yield from _send(world, replace(ticket, state=move(S.UNCONFIRMED, E.ASK_AGAIN)), free, shop)


def _send(world: World, ticket: Ticket, allowed: Allowance, shop: Shop) -> Iterator[Step]:
    """A person confirms the worst case, the request leaves, and one of its fates meets it."""
    worst = allowed.worst_case(ticket.amount)
    confirmed = world.cancelled + ticket.amount if worst is None else worst
    if shop.settled:
        confirmed += allowed.refused  # there they are named, not confirmed
    world = replace(world, bound=max(world.bound, confirmed))
    n = len(ticket.attempts) + 1
    seen = frozenset(name for name, _ in world.entries)
    for outcome, registered in FATES:
        attempt = Attempt(ticket.number, n, ticket.amount, PAID - world.cancelled, n, outcome, seen)
        event = E.SILENT if outcome is O.EXECUTED else outcome_of_ticket(ticket.attempts, outcome)
        sent = replace(ticket, attempts=(*ticket.attempts, attempt), state=move(ticket.state, event))
        after = world.with_ticket(sent)
        told = f"T-{ticket.number} #{n} of {ticket.amount} is sent: {outcome}, {'there' if registered else 'lost'}"
        if outcome is O.EXECUTED:
            if world.cancelled + ticket.amount <= PAID:
                yield told, _entry(after, ticket.amount, tag(ticket.number, MARK))
        elif registered:
            yield told, replace(after, pending=after.pending | {(ticket.number, n)})
        else:
            yield told, after


def _entry(world: World, amount: int, reason: str) -> World:
    """i'mport's history grows, and the desk looks at once."""
    name = f"c{len(world.entries) + 1}"
    world = replace(world, entries=(*world.entries, (name, amount)))
    seen = Cancellation(name, amount, 100 + len(world.entries), reason)
    verdict = attribute([seen], world.tickets, MARK, 0)[name]
    if isinstance(verdict, Linked):
        world = _link(world, name, verdict.ticket, verdict.n)
    elif isinstance(verdict, Question):
        world = replace(world, questions=(*world.questions, (name, amount, verdict.tickets)))
    return _overtake(world)


def _link(world: World, name: str, number: int, n: int | None) -> World:
    ticket = _ticket(world, number)
    free = [a.n for a in ticket.attempts if a.outcome in LEFT and a.answered_by is None]
    chosen = n or (free[0] if free else 0)
    attempts = tuple(replace(a, answered_by=name) if a.n == chosen else a for a in ticket.attempts)
    state = ticket.state if ticket.state is S.CANCELLED else move(ticket.state, E.EXECUTED)
    return world.with_ticket(replace(ticket, attempts=attempts, state=state))


def _overtake(world: World) -> World:
    doubtful = {number for _, _, numbers in world.questions for number in numbers}
    if world.cancelled == PAID:
        for ticket in world.tickets:
            if (ticket.state, E.NOTHING_LEFT) in MOVES and ticket.left and ticket.number not in doubtful:
                world = world.with_ticket(replace(ticket, state=move(ticket.state, E.NOTHING_LEFT)))
    return world


def _ticket(world: World, number: int) -> Ticket:
    return next(each for each in world.tickets if each.number == number)


def wrong(world: World, shop: Shop) -> str:
    """What must not be, in words, or ""."""
    if world.cancelled > min(PAID, world.bound):
        return f"{world.cancelled} cancelled, but at most {world.bound} was ever confirmed"
    if sum(ticket.open for ticket in world.tickets) > 1:
        return "two open tickets"
    for ticket in world.tickets:
        if (ticket.state is S.CANCELLED) != any(a.answered_by for a in ticket.attempts):
            return f"T-{ticket.number} is {ticket.state} and its proof says otherwise"
    alive = sum(_ticket(world, number).amount for number, _ in world.pending)
    allowed = world.allowance(shop)
    known = allowed.possible + (allowed.refused if shop.settled else 0)
    if min(alive, PAID - world.cancelled) > known:
        return f"{alive} can still be carried out, the desk counts {known}"
    return ""


def explore(shop: Shop, check: Callable[[World, Shop], str] = wrong) -> int:
    """Walk everything that can be reached; how many worlds there are. Fails with the shortest way to a wrong one."""
    first = World()
    came: dict[World, tuple[World, str] | None] = {first: None}
    queue = deque([first])
    while queue:
        world = queue.popleft()
        for told, after in steps(world, shop):
            if after in came:
                continue
            came[after] = (world, told)
            if trouble := check(after, shop):
                pytest.fail(f"{trouble}:\n" + "\n".join(_way(came, after)))
            queue.append(after)
    return len(came)


def _way(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    way: list[str] = []
    while (before := came[world]) is not None:
        world, told = before
        way.insert(0, told)
    return way


@pytest.mark.parametrize("settled", [False, True])
def test_every_order_of_events_with_two_attempts(settled: bool) -> None:
    assert explore(Shop(attempts=2, settled=settled)) > 10_000


@pytest.mark.soak
@pytest.mark.parametrize(("amounts", "consoles"), [((20,), 1), ((20, 40), 0)])
@pytest.mark.parametrize("settled", [False, True])
def test_every_order_of_events_with_three_attempts(settled: bool, amounts: tuple[int, ...], consoles: int) -> None:
    assert explore(Shop(attempts=3, amounts=amounts, settled=settled, consoles=consoles)) > 100_000


@pytest.mark.parametrize("settled", [False, True])
def test_a_sample_with_more_attempts(settled: bool) -> None:
    dice, shop = random.Random(2026), Shop(attempts=5, settled=settled, consoles=2)
    for _ in range(500):
        world, way = World(), []
        for _ in range(24):
            if not (choices := list(steps(world, shop))):
                break
            told, world = dice.choice(choices)
            way.append(told)
            assert not (trouble := wrong(world, shop)), "\n".join([trouble, *way])


@pytest.mark.parametrize(
    ("fate", "events"),
    [((O.SILENT, True), 4), ((O.ACCEPTED, True), 5), ((O.REFUSED, True), 4)],
    ids=["silence, asked again", "accepted, declared rejected, requested again", "refused but registered"],
)
def test_the_search_finds_a_double_where_nobody_is_warned(
    monkeypatch: pytest.MonkeyPatch, fate: tuple[Outcome, bool], events: int
) -> None:
    """Without the worst case of R1 the known ways to double must turn up, or this search proves nothing."""
    monkeypatch.setattr(Allowance, "worst_case", lambda self, amount: None)
    monkeypatch.setattr(sys.modules[__name__], "FATES", [fate])
    with pytest.raises(pytest.fail.Exception, match="40 cancelled, but at most 20 was ever confirmed") as caught:
        explore(Shop(attempts=2, amounts=(20,), consoles=0), check=_more_than_confirmed)
    assert len(str(caught.value).splitlines()) == 1 + events


def _more_than_confirmed(world: World, shop: Shop) -> str:
    return trouble if "confirmed" in (trouble := wrong(world, shop)) else ""
