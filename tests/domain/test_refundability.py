"""The table of methods is a hint: it knows 106 methods, and what it does not know stays unknown."""

from __future__ import annotations

import csv

import pytest

from paymentdesk.domain.refundability import Methods, Refundable
from paymentdesk.settings import resource


@pytest.fixture(scope="module")
def methods() -> Methods:
    with resource("paymentwall-methods.csv").open(encoding="utf-8", newline="") as file:
        return Methods(csv.DictReader(file))


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        ("cc", Refundable.YES),
        ("paypal", Refundable.YES),
        ("boletobancario", Refundable.NO),
        ("banktransferargentina"[:16], Refundable.WITHIN_180_DAYS),
        ("card", Refundable.UNKNOWN),
        ("", Refundable.UNKNOWN),
    ],
)
def test_what_is_known_of_a_method(methods: Methods, method: str, answer: Refundable) -> None:
    assert methods.refundable(method) is answer
