"""What i'mport's record may change of what is known: forward by itself, anything else never (R9, R17 to R20)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paymentdesk.domain.comparison import NEEDS_SECOND_LOOK, ChangeKind, Comparison, Oddity, accepted, compare
from paymentdesk.domain.payment import (
    Cancellation,
    Payment,
    PaymentState,
    PaymentStatus,
    Standing,
    payment_state,
    standing,
)

READY, PAID = PaymentStatus.READY, PaymentStatus.PAID
FAILED, CANCELLED, OTHER = PaymentStatus.FAILED, PaymentStatus.CANCELLED, PaymentStatus.OTHER


def entries(*amounts: int) -> tuple[Cancellation, ...]:
    return tuple(Cancellation(f"c{n}", amount, 300 + n) for n, amount in enumerate(amounts, 1))


def record(status: PaymentStatus = PAID, cancelled: int | None = 0, *history: int, amount: int = 6000) -> Payment:
    paid_at = 0 if status in (READY, FAILED) else 200
    return Payment("imp_1", "order-1", status, amount, cancelled, "USD", name="shoes", started_at=100, paid_at=paid_at,
                   history=entries(*history))  # fmt: skip


# What a record supports (R9)

RECORDS = {
    "paid": (record(), Standing(0, 0, False)),
    "partly": (record(CANCELLED, 2000, 2000), Standing(2000, 2000, False)),
    "fully": (record(CANCELLED, 6000, 2000, 4000), Standing(6000, 6000, False)),
    "history behind": (record(CANCELLED, 4000, 2000), Standing(4000, 4000, False)),
    "no history": (record(CANCELLED, 4000), Standing(4000, 4000, False)),
    "closed before payment": (replace(record(CANCELLED), paid_at=0), Standing(0, 0, False)),
    "nothing said": (record(PAID, None), Standing(0, 0, False)),
    # R9's five
    "cancelled, 0": (record(CANCELLED, 0), Standing(0, 6000, True)),
    "paid, 20": (record(PAID, 2000), Standing(0, 2000, True)),
    "cancelled, 20, sum 40": (record(CANCELLED, 2000, 2000, 2000), Standing(2000, 4000, True)),
    "cancelled, 195000 of 139": (record(CANCELLED, 195000, amount=139), Standing(0, 139, True)),
    "cancelled, null": (record(CANCELLED, None), Standing(0, 6000, True)),
    # and their like
    "paid with an entry": (record(PAID, 0, 2000), Standing(0, 2000, True)),
    "paid, null, with an entry": (record(PAID, None, 2000), Standing(0, 2000, True)),
    "failed, 20": (record(FAILED, 2000), Standing(0, 2000, True)),
    "less than nothing": (record(CANCELLED, -2000), Standing(0, 6000, True)),
    "an entry of nothing": (record(CANCELLED, 2000, 0, 2000), Standing(0, 6000, True)),
    "null, with an entry of nothing": (record(PAID, None, 0), Standing(0, 6000, True)),
    "entries above the payment": (record(CANCELLED, 6000, 6000, 2000), Standing(0, 6000, True)),
    "a new word, 20": (record(OTHER, 2000, 2000), Standing(0, 2000, True)),
}


@pytest.mark.parametrize(("payment", "expected"), RECORDS.values(), ids=RECORDS)
def test_what_a_record_supports(payment: Payment, expected: Standing) -> None:
    assert standing(payment) == expected
    first = compare(None, payment)
    assert first.result.cancelled == expected.claimed
    assert (Oddity.CONTRADICTS in first.oddities) == expected.contradicts
    assert first.changes == (ChangeKind.NEW,)
    assert sum(e.amount for e in first.result.history) <= max(expected.claimed, 0)
    if expected.contradicts:
        state = payment_state(first.result.status, payment.amount, expected.claimed)
        assert state is not PaymentState.CANCELLED, "none is called cancelled beyond the agreed part"
        known = record()
        if payment.amount == known.amount:
            later = compare(known, payment)
            assert (later.result, later.changes) == (known, ())
            assert Oddity.CONTRADICTS in later.oddities


@pytest.mark.parametrize(
    ("status", "cancelled", "state"),
    [
        (READY, 0, PaymentState.READY),
        (OTHER, 0, PaymentState.READY),
        (PAID, 0, PaymentState.PAID),
        (FAILED, 0, PaymentState.FAILED),
        (CANCELLED, 1, PaymentState.PARTLY_CANCELLED),
        (CANCELLED, 5999, PaymentState.PARTLY_CANCELLED),
        (CANCELLED, 6000, PaymentState.CANCELLED),
        (CANCELLED, 0, PaymentState.CANCELLED),
    ],
)
def test_partly_is_told_by_amounts(status: PaymentStatus, cancelled: int, state: PaymentState) -> None:
    assert payment_state(status, 6000, cancelled) is state


# Forward, and everything else

# What a payment of 60.00 looks like in each stage, in the order money can go.
STAGES = {
    "ready": record(READY),
    "failed": replace(record(FAILED), failed_at=150),
    "paid": record(),
    "partly": record(CANCELLED, 2000, 2000),
    "more": record(CANCELLED, 3000, 2000, 1000),
    "fully": record(CANCELLED, 6000, 2000, 1000, 3000),
}
FORWARD = {
    "ready": {"failed", "paid", "partly", "more", "fully"},
    "failed": {"paid", "partly", "more", "fully"},
    "paid": {"partly", "more", "fully"},
    "partly": {"more", "fully"},
    "more": {"fully"},
    "fully": set(),
}


@pytest.mark.parametrize("before", STAGES)
@pytest.mark.parametrize("after", STAGES)
def test_forward_goes_by_itself_and_nothing_else_does(before: str, after: str) -> None:
    known, seen = STAGES[before], STAGES[after]
    found = compare(known, seen)
    if before == after:
        assert found == Comparison(known, excluded=known.cancelled or 0)
    elif after in FORWARD[before]:
        assert not found.oddities
        assert found.result.status is seen.status
        assert found.result.cancelled == seen.cancelled
        assert found.result.history == seen.history
        late = (before, after) == ("failed", "paid")
        assert (ChangeKind.LATE_APPROVAL in found.changes) == late
        assert (ChangeKind.CANCELLED_MORE in found.changes) == (seen.cancelled != known.cancelled)
    else:
        assert (found.result, found.changes) == (known, ())
        assert {Oddity.BACKWARDS, Oddity.CANCELLED_LESS} & set(found.oddities)


@given(st.lists(st.sampled_from(sorted(STAGES)), min_size=2, max_size=6))
def test_every_way_forward_ends_the_same(way: list[str]) -> None:
    """Looks may miss stages, repeat or come late: the furthest seen counts."""
    known = compare(None, STAGES[way[0]]).result
    furthest = way[0]
    for stage in way[1:]:
        known = compare(known, STAGES[stage]).result
        furthest = stage if stage in FORWARD[furthest] else furthest
    assert replace(known, failed_at=0) == replace(STAGES[furthest], failed_at=0, sandbox=False)


def test_ready_to_cancelled_without_money_is_closed_before_payment() -> None:
    found = compare(STAGES["ready"], replace(record(CANCELLED), paid_at=0))
    assert (found.result.status, found.result.cancelled, found.oddities) == (CANCELLED, 0, ())


@pytest.mark.parametrize(
    ("change", "oddity"),
    [
        ({"amount": 5000}, Oddity.AMOUNT),
        ({"currency": "KRW"}, Oddity.CURRENCY),
        ({"merchant_uid": "order-2"}, Oddity.ORDER),
        ({"status": FAILED}, Oddity.BACKWARDS),
        ({"status": READY}, Oddity.BACKWARDS),
        ({"status": CANCELLED, "cancelled": None}, Oddity.CONTRADICTS),
    ],
)
def test_odd_news_changes_nothing(change: dict[str, object], oddity: Oddity) -> None:
    known = record()
    found = compare(known, replace(known, **change, raw=b"new"))  # type: ignore[arg-type]
    assert (found.result, found.changes) == (known, ())
    assert oddity in found.oddities


def test_a_new_word_says_nothing() -> None:
    known = record(CANCELLED, 2000, 2000)
    for seen in (replace(known, status=OTHER, cancelled=None, history=()), replace(known, cancelled=None, history=())):
        found = compare(known, seen)
        assert found.result.cancelled == 2000, "what is not said does not unsay what is known"
        assert found.result.status is CANCELLED
        assert not any(change is ChangeKind.CANCELLED_MORE for change in found.changes)
    assert compare(record(OTHER), record(PAID)).result.status is PAID


# Entries (R19)


def test_the_history_may_come_later() -> None:
    known = compare(record(), record(CANCELLED, 4000)).result
    found = compare(known, record(CANCELLED, 4000, 2000, 2000))
    assert (found.oddities, found.changes) == ((), (ChangeKind.CANCELLED_MORE,))
    assert found.result.cancelled == 4000


@pytest.mark.parametrize(
    "history",
    [
        (Cancellation("c1", 1000, 301), Cancellation("c3", 2000, 303)),  # one gone
        (Cancellation("c1", 2000, 301), Cancellation("c2", 1000, 302)),  # amounts exchanged
        (Cancellation("x1", 1000, 301), Cancellation("x2", 2000, 302)),  # other names
    ],
)
def test_an_edited_entry_is_odd(history: tuple[Cancellation, ...]) -> None:
    known = record(CANCELLED, 3000, 1000, 2000)
    found = compare(known, replace(known, history=history))
    assert (found.result, found.changes, found.oddities) == (known, (), (Oddity.ENTRY_CHANGED,))


def test_an_entry_that_is_only_missing_needs_a_second_look() -> None:
    known = record(CANCELLED, 3000, 1000, 2000)
    found = compare(known, replace(known, history=known.history[:1]))
    assert (found.result, found.changes, found.oddities) == (known, (), (Oddity.ENTRY_GONE,))
    assert set(found.oddities) <= NEEDS_SECOND_LOOK


def test_a_reversed_history_is_none() -> None:
    known = record(CANCELLED, 3000, 1000, 2000)
    found = compare(known, replace(known, history=known.history[::-1]))
    assert not found.oddities
    assert found.result.cancelled == 3000


# The test flag (R20)


@pytest.mark.parametrize(
    ("was", "seen", "stays", "odd"),
    [
        (True, None, True, False),
        (True, False, True, True),
        (False, True, True, True),
        (False, None, False, False),
        (True, True, True, False),
    ],
)
def test_the_test_flag_never_changes_quietly(was: bool, seen: bool | None, stays: bool, odd: bool) -> None:
    found = compare(replace(record(), sandbox=was), replace(record(CANCELLED, 2000, 2000), sandbox=seen))
    assert found.result.sandbox is stays
    assert found.oddities == ((Oddity.TEST_FLAG,) if odd else ())
    assert found.result.cancelled == 2000, "the money goes on"


# Any two records at all

statuses = st.sampled_from(PaymentStatus)
amounts = st.sampled_from([0, 1000, 2000, 6000])
payments = st.builds(
    lambda status, cancelled, history, amount, currency, sandbox, country, order, paid_at: Payment(
        "imp_1",
        order,
        status,
        amount,
        cancelled,
        currency,
        sandbox,
        country=country,
        paid_at=paid_at,
        history=tuple(Cancellation(f"c{n}", each, 300) for n, each in enumerate(history)),
    ),
    statuses,
    st.none() | amounts | st.just(-1) | st.just(195000),
    st.lists(amounts, max_size=3),
    st.sampled_from([6000, 6000, 6000, 139]),
    st.sampled_from(["USD", "USD", "KRW"]),
    st.none() | st.booleans(),
    st.sampled_from([None, "KR"]),
    st.sampled_from(["order-1", "order-1", "order-2"]),
    st.sampled_from([0, 200]),
)


@given(payments, payments)
def test_what_always_holds(first: Payment, seen: Payment) -> None:
    known = compare(None, first).result
    assert not standing(known).contradicts, "what the ledger holds agrees with itself"
    found = compare(known, seen)
    assert compare(found.result, seen).changes == (), "the same news again changes nothing"
    assert (found.result.cancelled or 0) >= (known.cancelled or 0)
    if set(found.oddities) - {Oddity.TEST_FLAG}:
        assert (found.result, found.changes) == (known, ())
    if found.result == known:
        assert found.changes == ()
    assert compare(known, known) == Comparison(known, excluded=known.cancelled or 0)
    assert bool(found.result.sandbox) >= bool(known.sandbox)
    assert found.result.country == (known.country if seen.country is None or not _taken(found) else seen.country)


def _taken(found: Comparison) -> bool:
    return not set(found.oddities) - {Oddity.TEST_FLAG}


@given(payments, payments)
def test_accepting_takes_imp_s_word_and_never_more_than_was_paid(first: Payment, seen: Payment) -> None:
    known = compare(None, first).result
    taken = accepted(known, seen)
    assert taken.cancelled is not None
    assert 0 <= taken.cancelled <= max(seen.amount, 0)
    assert (taken.amount, taken.currency, taken.merchant_uid) == (seen.amount, seen.currency, seen.merchant_uid)
    assert taken.sandbox is bool(seen.sandbox)
