"""A ledger is in order after whatever an ordinary life may bring; what is not in order: tests/cli/test_keeping.py."""

from __future__ import annotations

import pytest

from paymentdesk.services import sending
from paymentdesk.services.checking import check
from tests.services.desk import Desk


class Died(BaseException):
    """The process was killed here."""


def test_a_sender_that_died_before_its_line_was_written_is_in_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)

    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_journal", die)
        with pytest.raises(Died):
            desk.ask(payment, "20.00")
    desk.restart()
    assert desk.ticket(1).state == "unconfirmed"
    assert [proof for proof in check(desk.shop) if not proof.ok] == []


def test_looking_leaves_nothing_behind(desk: Desk) -> None:
    desk.ask(desk.paid(60, merchant_uid="m-1"), "20.00")
    before = desk.dump()
    assert all(proof.ok for proof in check(desk.shop))
    assert desk.dump() == before
