"""Expected times are learnt, and nothing is claimed from too little (money.md R20, product.md rule 7)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.ageing import DAY, LEAST, Wait, expected, overdue


def waits(*days: int, method: str = "cc", country: str = "DE", settled: bool = True) -> list[Wait]:
    return [Wait(method, country, day * DAY, settled) for day in days]


def test_four_settled_tickets_are_too_few() -> None:
    assert expected(waits(1, 2, 3, 4), "cc", "DE") is None


def test_half_of_them_took_at_most_the_usual_time() -> None:
    found = expected(waits(1, 2, 3, 4, 9), "cc", "DE")
    assert found is not None
    assert (found.usual, found.late, found.method, found.country) == (3 * DAY, 9 * DAY, "cc", "DE")


def test_tickets_that_still_wait_make_the_expectation_longer() -> None:
    settled = waits(1, 2, 3, 4, 5)
    alone, among = expected(settled, "cc", "DE"), expected(settled + waits(*[8] * 3, settled=False), "cc", "DE")
    assert alone is not None
    assert among is not None
    assert among.usual > alone.usual
    assert among.late is None, "the history does not reach that far"


def test_wider_groups_are_asked_when_the_narrow_one_is_too_small() -> None:
    history = waits(1, 1, 1) + waits(2, 2, 2, country="FR") + waits(9, method="paypal")
    found = expected(history, "cc", "DE")
    assert found is not None
    assert (found.method, found.country) == ("cc", "")
    anywhere = expected(history, "ideal", "NL")
    assert anywhere is not None
    assert (anywhere.method, anywhere.country) == ("", "")


def test_overdue_after_seven_days_while_nothing_is_known() -> None:
    assert not overdue(7 * DAY, None)
    assert overdue(7 * DAY + 1, None)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=60))
def test_the_bands_are_ordered_and_nothing_is_claimed_from_too_little(history: list[tuple[int, bool]]) -> None:
    found = expected([Wait("cc", "DE", day * DAY, settled) for day, settled in history], "cc", "DE")
    settled = [day for day, done in history if done]
    if len(settled) < LEAST:
        assert found is None
    if found is not None:
        bands = [found.usual, *(band for band in (found.late, found.lost) if band is not None)]
        assert bands == sorted(bands)
        assert found.usual <= max(settled) * DAY
