"""A one-shot command that has waited too long sends nothing more (product.md 6)."""

from __future__ import annotations

import pytest

from paymentdesk.cli import opening
from tests.cli.conftest import Cli


def test_a_cancellation_whose_answer_could_not_be_waited_for_is_not_sent(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = cli.paid(60)
    assert cli("sync").code == 0
    monkeypatch.setattr(opening, "IN_ALL", opening.ONE_SHOT.cancel_timeout - 1)
    refused = cli("cancel", payment, "--amount", "20.00", "--reason", "size", "--json")
    assert (refused.code, refused.error["kind"], refused.error["money"]) == (3, "unreachable", "not_sent")
    assert cli.cancels() == []
    assert cli("tickets", "list", "--json").json["total"] == 0
    monkeypatch.setattr(opening, "IN_ALL", 18.5)
    assert cli("cancel", payment, "--amount", "20.00", "--reason", "size").code == 0
