"""Tests marked and refunds recorded from the command line (money.md R14, R20)."""

from __future__ import annotations

from tests.cli.conftest import Cli


def test_mark_a_payment_as_test_and_take_it_back(cli: Cli) -> None:
    payment = cli.paid(60)
    cli("sync")
    assert cli("mark-test", payment, "--json").code == 2, "a note is needed"
    shown = cli("mark-test", payment, "--note", "my own card", "--json").json
    assert (shown["test"], shown["sandbox"], shown["problems"]) == (True, False, ["test_payment"])
    cli("excuse", payment, "--note", "kept")
    shown = cli("mark-test", payment, "--take-back", "--note", "a customer's", "--json").json
    assert (shown["test"], shown["problems"]) == (False, [])
    refused = cli("mark-test", payment, "--take-back", "--note", "again", "--json")
    assert (refused.code, refused.error["kind"]) == (1, "no_test_mark")


def test_a_refund_made_another_way(cli: Cli) -> None:
    payment = cli.paid(60)
    cli("cancel", payment, "--amount", "20.00", "--reason", "size")
    words = ("ticket", "refunded", "T-0001", "--amount", "19.50")
    assert cli(*words).code == 2, "a note is needed"
    (refund,) = cli(*words, "--note", "to DE12", "--json").json["refunded_otherwise"]
    assert (refund["amount"], refund["currency"], refund["how"], refund["by"]) == ("19.50", "USD", "bank", "Minji")
    assert cli("ticket", "refunded", "T-0001", "--amount", "19.555", "--note", "x").code == 2
    assert cli("ticket", "refunded", "T-0001", "--amount", "61", "--note", "x").code == 1
    assert cli("ticket", "refunded", "T-0009", "--amount", "1", "--note", "x").code == 1
    settled = cli("ticket", "refund-settled", "T-0001", "--note", "sent back", "--json").json
    assert settled["refunded_otherwise"][0]["settled_at"] is not None
    assert cli("ticket", "refund-settled", "T-0001", "--note", "again").code == 1
