"""Copies, going back to one, and proofs, through the command line with real files: money.md R7."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from paymentdesk.cli import opening
from paymentdesk.services import restoring
from tests.cli.conftest import Cli
from tests.services.desk import DAY


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at an address that is not of this machine."""
    for module in (opening,):
        monkeypatch.setattr(module, "ONE_SHOT", replace(opening.ONE_SHOT, blind_loopback_exempt=False))


def folder(cli: Cli) -> Path:
    (ledger,) = cli.home.glob("shops/*/ledger.sqlite3")
    return ledger.parent


def cancel(cli: Cli, imp_uid: str, *more: str) -> Any:
    return cli("cancel", imp_uid, "--amount", "20.00", "--reason", "size", *more, "--json")


def states(cli: Cli) -> list[str]:
    return sorted(ticket["state"] for ticket in cli("tickets", "list", "--json").json["tickets"])


def checks(document: Any) -> dict[str, Any]:
    return {check["name"]: check["ok"] for check in document["checks"]}


def test_back_up_cancel_three_restore_three_unconfirmed(cli: Cli, tmp_path: Path) -> None:
    payments = [cli.paid(60) for _ in range(4)]
    cli("sync")
    assert cancel(cli, payments[3]).code == 0
    made = cli("backup", "--out", tmp_path / "copy" / "monday.sqlite3", "--json").json
    assert (made["copy"]["payments"], made["copy"]["tickets"], checks(made)) == (4, 1, {"copy": True})
    for payment in payments[:3]:
        assert cancel(cli, payment).code == 0
    sent = len(cli.cancels())

    preview = cli("restore", tmp_path / "copy" / "monday.sqlite3", "--dry-run", "--json").json
    assert (preview["missing"]["tickets"], preview["from_journal"], preview["sending"]) == (
        ["T-0002", "T-0003", "T-0004"], 3, True,
    )  # fmt: skip
    assert states(cli) == ["waiting"] * 4, "looked at, nothing done"

    done = cli("restore", tmp_path / "copy" / "monday.sqlite3", "--json").json
    assert done["brought_back"] == ["T-0002", "T-0003", "T-0004"]
    assert (Path(done["kept"]) / "ledger.sqlite3").exists()
    assert states(cli) == ["unconfirmed"] * 3 + ["waiting"]
    assert cancel(cli, payments[0]).error["kind"] == "ticket_open"
    for number in range(1, 5):
        cli.decide(number)
    cli("sync")
    assert states(cli) == ["cancelled"] * 4
    links = [ticket["link"] for ticket in cli("tickets", "list", "--json").json["tickets"]]
    assert links == ["number"] * 4, "what was brought back is known by the number it had"
    assert len(cli.cancels()) == sent
    assert cli("reconcile").code == 0
    assert checks(cli("verify", "--json").json) == dict.fromkeys(
        ("file", "chain", "computed", "tickets", "journal"), True
    )


def test_numbers_brought_back_in_another_order_are_still_theirs(cli: Cli, tmp_path: Path) -> None:
    """T-0001 was a draft that the copy lacks, so the request after it comes back with another number."""
    draft, paid = cli.paid(60), cli.paid(60)
    cli("sync")
    cli("backup", "--out", tmp_path / "copy")
    cancel(cli, draft, "--draft")
    cancel(cli, paid)
    cli("restore", tmp_path / "copy")
    assert cli("show", "T-0001", "--json").json["imp_uid"] == paid
    assert cancel(cli, draft).json["ticket"] == "T-0002", "the number is given a second time, with another mark"
    cli.decide(1)
    cli.decide(2)
    cli("sync")
    found = {ticket["imp_uid"]: ticket for ticket in cli("tickets", "list", "--json").json["tickets"]}
    assert {uid: (one["ticket"], one["state"], one["link"]) for uid, one in found.items()} == {
        paid: ("T-0001", "cancelled", "number"),
        draft: ("T-0002", "cancelled", "number"),
    }


@pytest.mark.usefixtures("strict")
def test_without_its_journal_nothing_is_sent_until_a_person_confirms(cli: Cli, tmp_path: Path) -> None:
    payment = cli.paid(60)
    cli("sync")
    assert cancel(cli, payment).error["kind"] == "blind_interval", "a new desk knows no earlier request"
    cli("moved", "--note", "looked through the merchant area: nothing")
    cli("backup", "--out", tmp_path / "copy")
    cli.advance(60)
    cancel(cli, payment, "--blind-seen")
    (folder(cli) / "sends.journal").unlink()
    assert cli("restore", tmp_path / "copy", "--dry-run", "--json").json["sending"] is False
    assert cli("restore", tmp_path / "copy").code == 0
    refused = cancel(cli, payment)
    assert (refused.code, refused.error["kind"]) == (1, "blind_interval")
    assert "between" in refused.error["message"]
    assert len(cli.cancels()) == 1
    assert cli("moved", "--note", "T-0001 is in the merchant area").code == 0
    assert cancel(cli, payment).error["kind"] == "blind_payment"
    assert cancel(cli, payment, "--blind-seen").code == 0


@pytest.mark.usefixtures("strict")
def test_with_its_journal_sending_goes_on(cli: Cli, tmp_path: Path) -> None:
    payment = cli.paid(60)
    cli("sync")
    cli("moved", "--note", "nothing before")
    cli("backup", "--out", tmp_path / "copy")
    cli.advance(60)
    other = cli.paid(60)
    assert cancel(cli, payment, "--blind-seen").code == 0
    assert cli("restore", tmp_path / "copy", "--json").json["sending"] is True
    assert cancel(cli, other).code == 0


@pytest.mark.usefixtures("strict")
def test_a_copy_in_an_empty_folder_of_another_place_sends_nothing(cli: Cli, tmp_path: Path) -> None:
    """The same key, a folder that is new: who knows what the first desk has sent since."""
    payment = cli.paid(60)
    cli("sync")
    cli("moved", "--note", "nothing before")
    cli("backup", "--out", tmp_path / "copy")
    cli.advance(60)
    assert cancel(cli, payment, "--blind-seen").code == 0
    elsewhere = ("--home", str(tmp_path / "elsewhere"))
    done = cli("restore", tmp_path / "copy", "--json", *elsewhere).json
    assert (done["kept"], done["missing"], done["sending"]) == (None, None, False)
    assert cancel(cli, payment, *elsewhere).error["kind"] == "blind_interval"
    assert len(cli.cancels()) == 1


@pytest.mark.usefixtures("strict")
def test_a_brand_new_folder_with_the_same_key_sends_nothing(cli: Cli, tmp_path: Path) -> None:
    payment = cli.paid(60)
    cli("moved", "--note", "nothing before")
    assert cancel(cli, payment, "--blind-seen").code == 0
    assert cancel(cli, payment, "--home", str(tmp_path / "new-pc")).error["kind"] == "blind_interval"
    assert len(cli.cancels()) == 1


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 5000)


def test_a_damaged_ledger_is_kept_and_replaced(cli: Cli, tmp_path: Path) -> None:
    payment = cli.paid(60)
    cli("sync")
    cancel(cli, payment)
    cli("backup", "--out", tmp_path / "copy")
    damage(folder(cli) / "ledger.sqlite3")
    broken = (folder(cli) / "ledger.sqlite3").read_bytes()
    assert cli("verify", "--json").code == 5
    done = cli("restore", tmp_path / "copy", "--json").json
    assert (Path(done["kept"]) / "ledger.sqlite3").read_bytes() == broken
    assert cli("verify").code == 0
    assert states(cli) == ["waiting"]


def test_what_cannot_be_restored(cli: Cli, tmp_path: Path, practice: Any) -> None:
    cli.paid(60)
    cli("sync")
    good = tmp_path / "good"
    cli("backup", "--out", good)
    gone = cli("restore", tmp_path / "none", "--json")
    assert (gone.code, gone.error["kind"], gone.error["money"]) == (2, "file_missing", "nothing_changed")
    assert gone.err.startswith("Nothing was sent: there is no such file")
    (tmp_path / "text").write_text("no ledger at all, only words " * 500)
    half = tmp_path / "half"
    shutil.copy(good, half)
    damage(half)
    for name in ("text", "half"):
        refused = cli("restore", tmp_path / name, "--json")
        assert (refused.code, refused.error["kind"]) == (1, "copy_damaged")
    with closing(sqlite3.connect(good)) as connection, connection:
        connection.execute("UPDATE meta SET value = 'https://api.iamport.kr' WHERE key = 'bound_address'")
    assert cli("restore", good, "--json").error["kind"] == "other_shop"
    with closing(sqlite3.connect(good)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert cli("restore", good, "--json").code == 5
    assert not list(folder(cli).glob("backups/replaced-*"))


@pytest.mark.parametrize("lock", ["window.lock", "poller.lock", "sender.lock", "delivery.lock"])
def test_nothing_is_replaced_while_somebody_has_the_shop_open(cli: Cli, tmp_path: Path, lock: str) -> None:
    cli.paid(60)
    cli("sync")
    cli("backup", "--out", tmp_path / "copy")
    with FileLock(folder(cli) / lock, thread_local=False):
        refused = cli("restore", tmp_path / "copy", "--json")
    assert (refused.code, refused.error["kind"]) == (1, "in_use")
    assert cli("restore", tmp_path / "copy").code == 0


def test_verify_sees_each_kind_of_disorder(cli: Cli) -> None:
    paid = cli.paid(60, merchant_uid="m-1")
    cli("sync")
    cancel(cli, paid)
    cli.close()
    path, journal = folder(cli) / "ledger.sqlite3", folder(cli) / "sends.journal"
    whole = {each: each.read_bytes() for each in (path, journal)}
    disorders = {
        "chain": "UPDATE fact SET kind = 'look' WHERE seq = 2",
        "computed": "UPDATE payment SET state = 'cancelled'",
        "tickets": "UPDATE ticket SET held = 0",
    }
    for name, change in disorders.items():
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TRIGGER IF EXISTS fact_stays")
            for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {trigger[0]}")
            connection.execute(change)
        found = cli("verify", "--json")
        assert (found.code, checks(found.json)[name]) == (1, False), name
        for each, body in whole.items():
            each.write_bytes(body)
        for left in folder(cli).glob("ledger.sqlite3-*"):
            left.unlink()
    journal.write_bytes(b"00000000 nonsense\n" + whole[journal])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'journal_size'", (str(journal.stat().st_size),))
    assert checks(cli("verify", "--json").json)["journal"] is False
    journal.write_bytes(b"")
    assert checks(cli("verify", "--json").json)["journal"] is False


def test_a_copy_a_day_by_the_round(cli: Cli, tmp_path: Path) -> None:
    from paymentdesk.services.rounds import Round
    from paymentdesk.store import backup

    cli.paid(60)
    for days in (0, 0, 1, 1, 0, 9, 1, 1):
        cli.advance(days * DAY)
        for _ in Round(cli.shop).steps():
            pass
    kept = backup.copies(folder(cli) / "backups")
    assert [int(each.name.split("-")[1]) for each in kept] == [2, 3, 4, 5, 6]
    assert len(cli("restore", kept[-1], "--dry-run").out.splitlines()) > 2


class Died(BaseException):
    """The process was killed here."""


@pytest.mark.parametrize("at", ["_prepared", "_keep", "replace"])
def test_killed_while_it_goes_back_the_old_ledger_is_whole(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    payments = [cli.paid(60) for _ in range(2)]
    cli("sync")
    cli("backup", "--out", tmp_path / "copy")
    for payment in payments:
        cancel(cli, payment)
    owner: Any = Path if at == "replace" else restoring
    real = getattr(owner, at)

    def killed(*given: Any) -> Any:
        if at != "replace":
            real(*given)
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(owner, at, killed)
        with pytest.raises(Died):
            cli("restore", tmp_path / "copy")
    assert states(cli) == ["waiting"] * 2
    assert cli("verify").code == 0
    assert cli("restore", tmp_path / "copy").code == 0
    assert states(cli) == ["unconfirmed"] * 2
    assert cli("verify").code == 0
