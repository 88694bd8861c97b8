"""`activity list`: what happened, as a person and as a program reads it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli

SHAPE = {
    "id", "at", "first_at", "times", "kind", "source", "by", "imp_uid", "merchant_uid", "ticket", "outcome", "changed",
    "data",
}  # fmt: skip


def test_activity_list(cli: Cli) -> None:
    imp_uid = cli.paid(60, merchant_uid="m-1")
    assert cli("sync", "--json").code == 0
    assert cli.cancel(imp_uid, "20").code == 0
    answer = cli("activity", "list", "--json")
    assert (answer.code, answer.err) == (0, "")
    document = answer.json
    assert set(document) == {"total", "activity"}
    entries = document["activity"]
    assert document["total"] == len(entries)
    assert all(set(entry) == SHAPE for entry in entries)
    (round_,) = [entry for entry in entries if entry["kind"] == "round"]
    assert (round_["source"], round_["outcome"], round_["changed"], round_["id"][0]) == ("command", "changed", 1, "a")
    (asked,) = [entry for entry in entries if entry["kind"] == "ticket_requested"]
    assert (asked["ticket"], asked["by"], asked["data"]["amount"]) == ("T-0001", "Minji", "20.00")
    assert [entry["at"] for entry in entries] == sorted((entry["at"] for entry in entries), reverse=True)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("--state looks", {"round"}),
        ("--state people", {"ticket_requested"}),
        ("--state errors", set()),
        ("--search T-0001 --state people", {"ticket_requested"}),
        ("--search nowhere", set()),
        ("--from 2031-01-01", set()),
        ("--limit 0", set()),
    ],
)
def test_activity_is_filtered(cli: Cli, words: str, kinds: set[str]) -> None:
    imp_uid = cli.paid(60)
    assert cli("sync", "--json").code == 0
    assert cli.cancel(imp_uid, "20").code == 0
    found = {entry["kind"] for entry in cli("activity", "list", "--json", *words.split()).json["activity"]}
    assert found >= kinds
    if not kinds:
        assert found == set()


def test_activity_for_people(cli: Cli) -> None:
    imp_uid = cli.paid(60, merchant_uid="m-1")
    assert cli("sync").code == 0
    said = cli("activity", "list", "--lang", "en")
    assert said.code == 0
    assert "Command line  Asked what is new  1 new" in said.out
    assert "First seen at i'mport: Paid" in said.out
    assert imp_uid not in said.out.splitlines()[0]
    assert cli("activity", "list", "--state", "nonsense").code == 2
