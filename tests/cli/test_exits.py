"""Exit codes of product.md 6, and errors that begin with what happened to the money."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from paymentdesk.settings import Settings, resource
from paymentdesk.store.database import open_database
from tests.cli.conftest import Cli
from tests.services.desk import DAY

NO_MONEY, NOTHING_MORE, NOTHING_SENT = "No money was moved: ", "Nothing more was sent: ", "Nothing was sent: "


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        ("0", "not_positive"),
        ("0.00", "not_positive"),
        ("-5", "not_positive"),
        ("-0.01", "not_positive"),
        ("x", "not_a_number"),
        ("", "not_a_number"),
        ("1,50", "not_a_number"),
        ("1e2", "not_a_number"),
        ("NaN", "not_a_number"),
        ("20.001", "too_many_decimals"),
        ("1.23456", "too_many_decimals"),
    ],
)
def test_an_amount_that_is_none_is_wrong_usage(cli: Cli, amount: str, kind: str) -> None:
    imp_uid = cli.paid(60)
    answer = cli.cancel(imp_uid, amount)
    assert answer.code == 2
    assert (answer.error["kind"], answer.error["money"]) == (kind, "not_sent")
    assert answer.error["message"].startswith(NO_MONEY)
    if kind == "too_many_decimals":
        assert "USD" in answer.error["message"]
    assert (cli.tickets(), cli.cancels()) == ([], [])


def test_a_won_has_no_decimals(cli: Cli) -> None:
    answer = cli.cancel(cli.paid(18900, currency="KRW"), "100.5")
    assert (answer.code, answer.error["kind"]) == (2, "too_many_decimals")


def test_valid_but_not_possible_is_one(cli: Cli) -> None:
    imp_uid, ready = cli.paid(60), cli.paid(60, status="ready")
    cases = {
        "more_than_left": cli.cancel(imp_uid, "60.01"),
        "unknown_payment": cli.cancel("imp_000000000000", "1"),
        "not_paid": cli.cancel(ready, "1"),
        "changed_meanwhile": cli.cancel(imp_uid, "20", "--expect-left", "59.00"),
    }
    for kind, answer in cases.items():
        assert (answer.code, answer.error["kind"], answer.error["money"]) == (1, kind, "not_sent")
        assert answer.error["message"].startswith((NO_MONEY, NOTHING_MORE))
        assert "\n" not in answer.err.strip()
    assert cli.cancels() == []

    assert cli.cancel(imp_uid, "20", "--expect-left", "60.00").code == 0
    second = cli.cancel(imp_uid, "10")
    assert (second.code, second.error["kind"], second.error["money"]) == (1, "ticket_open", "not_sent")
    assert second.error["message"].startswith(NOTHING_MORE)
    assert "T-0001" in second.error["message"]
    assert len(cli.cancels()) == 1
    for amount in ("x", "0", "20.001"):
        wrong = cli.cancel(imp_uid, amount)
        assert (wrong.code, wrong.error["message"].startswith(NOTHING_MORE)) == (2, True)


def test_a_draft_whose_balance_moved_needs_the_new_one(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    assert cli.cancel(imp_uid, "20", "--draft").json["state"] == "draft"
    cli.console(imp_uid, 5)
    moved = cli("ticket", "send", "T-0001", "--json")
    assert (moved.code, moved.error["kind"], cli.cancels()) == (1, "changed_meanwhile", [])
    assert cli("ticket", "send", "T-0001", "--expect-left", "55.00", "--json").json["state"] == "waiting"


def test_worst_case_must_be_typed_and_right(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    cli.cancel(imp_uid, "20")
    assert cli("ticket", "reject", "T-0001", "--json").code == 2
    rejected = cli("ticket", "reject", "T-0001", "--note", "Anna: no", "--json")
    assert (rejected.code, rejected.json["state"], rejected.json["known_by"]) == (0, "rejected", "person")
    for more in ([], ["--worst-case", "20.00"]):
        answer = cli.cancel(imp_uid, "20", *more)
        assert (answer.code, answer.error["kind"]) == (1, "worst_case")
        assert answer.error["message"].startswith("Money may still move: ")
        assert "US$40.00" in answer.error["message"]
    assert cli.cancel(imp_uid, "20", "--worst-case", "forty").code == 2
    assert len(cli.cancels()) == 1
    assert cli.cancel(imp_uid, "20", "--worst-case", "40.00").code == 0


def test_a_dry_run_says_all_that_a_request_would_and_sends_nothing(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    answer = cli.cancel(imp_uid, "20", "--dry-run")
    assert (answer.code, answer.json["imp_uid"], answer.json["cancellable_amount"]) == (0, imp_uid, "60.00")
    assert cli.cancel(imp_uid, "70", "--dry-run").code == 1
    assert (cli.tickets(), cli.cancels()) == ([], [])


def test_once(cli: Cli) -> None:
    imp_uid = cli.paid(60, method="paypal")
    answers = [cli.cancel(imp_uid, "20", "--once", "mail-17") for _ in range(2)]
    assert [answer.code for answer in answers] == [0, 0]
    assert [answer.json["ticket"] for answer in answers] == ["T-0001", "T-0001"]
    assert answers[0].json["state"] == "cancelled"
    assert len(cli.cancels()) == 1
    assert cli.cancel(imp_uid, "30", "--once", "mail-17").code == 2


def test_refused_is_one_and_says_what_imp_said(cli: Cli) -> None:
    cli.fault("refuse_but_register")
    answer = cli.cancel(cli.paid(60), "20")
    assert (answer.code, answer.error["kind"], answer.error["money"]) == (1, "refused", "refused")
    assert answer.error["message"].startswith("Refused, no money was moved: ")
    assert "결제취소에 실패하였습니다" in answer.error["message"]
    assert answer.json["state"] == "refused"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "cut", "html", "garbage", "wrong_payment", "redirect"])
def test_unconfirmed_is_four(cli: Cli, kind: str) -> None:
    cli.fault(kind)
    answer = cli.cancel(cli.paid(60), "20", "--once", "k")
    assert (answer.code, answer.error["kind"], answer.error["money"]) == (4, "unconfirmed", "unknown")
    assert answer.error["message"].startswith("Not known whether it arrived: ")
    assert answer.json["state"] == "unconfirmed"
    again = cli.cancel(answer.json["imp_uid"], "20", "--once", "k")
    assert (again.code, again.json["ticket"]) == (4, "T-0001")
    assert cli("ticket", "ask-again", "T-0001", "--note", "not there", "--json").error["kind"] == "too_early"
    assert len(cli.cancels()) == 1
    assert cli("ticket", "keep-waiting", "T-0001", "--json").json["state"] == "waiting"
    assert cli("ticket", "take-back", "T-0001", "--json").json["state"] == "unconfirmed"
    cli.advance(DAY)
    assert cli("ticket", "ask-again", "T-0001", "--json").code == 2
    sent = cli("ticket", "ask-again", "T-0001", "--note", "not there", "--json")
    assert (sent.code, sent.json["state"], len(sent.json["attempts"])) == (0, "waiting", 2)


def test_what_a_person_decides(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    draft = cli.cancel(imp_uid, "20", "--draft")
    assert (draft.code, draft.json["state"]) == (0, "draft")
    assert cli("ticket", "withdraw", "T-0001", "--json").json["state"] == "withdrawn"
    assert cli("ticket", "withdraw", "T-0001", "--json").error["kind"] == "move_not_allowed"
    recorded = cli("ticket", "record", imp_uid, "--amount", "20", "--where", "console", "--json")
    assert (recorded.code, recorded.json["origin"], recorded.json["state"]) == (0, "elsewhere", "waiting")
    assert cli.cancel(imp_uid, "5").error["kind"] == "ticket_open"
    assert cli("ticket", "record", imp_uid, "--amount", "20", "--where", "moon", "--json").code == 2
    assert cli("ticket", "withdraw", "T-0099", "--json").error["kind"] == "unknown_ticket"
    assert cli("ticket", "withdraw", "what", "--json").code == 2
    assert cli.cancels() == []

    other = cli.paid(60)
    assert cli.cancel(other, "20", "--draft").json["ticket"] == "T-0003"
    assert cli("ticket", "send", "T-0003", "--json").json["state"] == "waiting"
    cli.decide(1, amount=15, reason="Refund")
    cli("sync")
    entry = cli.payment(other).cancellations[0].entry
    answered = cli("ticket", "answer", other, "--entry", entry, "--ticket", "T-0003", "--json")
    assert (answered.code, answered.json["cancelled_amount"]) == (0, "15.00")
    assert cli("show", "T-0003", "--json").json["link"] == "person"


def test_accept(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    cli("sync")
    assert cli("accept", imp_uid, "--note", "n", "--json").error["kind"] == "nothing_to_accept"
    cli.record(imp_uid, amount=70)
    cli("sync")
    assert cli("payments", "list", "--json").json["payments"][0]["problems"] == ["odd_news"]
    assert cli.cancel(imp_uid, "5").error["kind"] == "braked"
    assert cli("accept", imp_uid, "--json").code == 2
    accepted = cli("accept", imp_uid, "--note", "asked i'mport", "--json")
    assert (accepted.code, accepted.json["amount"], accepted.json["problems"]) == (0, "70.00", [])
    assert cli("reconcile").code == 0


def test_a_desk_that_cannot_be_reached_or_understood_is_three(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    imp_uid = cli.paid(60)
    cli("sync")
    cli.fault("html", "/payments/imp", times=0)
    answer = cli.cancel(imp_uid, "20")
    assert (answer.code, answer.error["kind"], answer.error["money"]) == (3, "not_understood", "not_sent")
    assert answer.error["message"].startswith(NO_MONEY)
    cli.calm()
    cli.fault("status", "/payments", status=429, times=0)
    assert cli("sync", "--json").error["kind"] == "busy"
    cli.calm()
    cli.fault("status", status=401, times=0)
    unauthorised = cli.cancel(imp_uid, "20")
    assert (unauthorised.code, unauthorised.json["state"]) == (3, "draft")
    assert unauthorised.error["money"] == "not_sent"
    cli.calm()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PAYMENTDESK_API_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
        for words in (["cancel", imp_uid, "--amount", "1", "--reason", "r"], ["sync"], ["reconcile"]):
            answer = cli(*words, "--json")
            assert (answer.code, answer.error["kind"]) == (3, "unreachable")
            opening = NO_MONEY if words[0] == "cancel" else "No cancellation is affected: "
            assert answer.error["message"].startswith(opening)
            assert answer.error["money"] == ("not_sent" if words[0] == "cancel" else "nothing_changed")


def test_a_wrong_key_is_three_and_never_shown(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENTDESK_IMP_SECRET", "hush-hush")
    for words in (["sync"], ["cancel", "imp_1", "--amount", "1", "--reason", "r"]):
        answer = cli(*words, "--json", "-v")
        assert (answer.code, answer.error["kind"]) == (3, "key_refused")
        assert answer.error["message"].startswith(NOTHING_SENT)
        assert "hush" not in answer.out + answer.err


def test_wrong_usage_is_two(cli: Cli, no_address: Callable[[], None]) -> None:
    for words in (
        ["cancel"],
        ["cancel", "imp_1", "--amount", "1"],
        ["cancel", "imp_1", "--amount", "1", "--reason", " "],
        ["payments"],
        ["payments", "list", "--state", "odd"],
        ["payments", "list", "--from", "yesterday"],
        ["payments", "list", "--limit", "-1"],
        ["tickets", "list", "--limit", "x"],
        ["ticket", "burn", "T-0001"],
        ["no-such-command"],
        ["sync", "--lang", "xx"],
        ["--shop", "../up", "sync"],
    ):
        answer = cli(*words, "--json")
        assert answer.code == 2, words
        assert answer.error["money"] in ("not_sent", "nothing_changed")
        assert answer.error["message"].startswith((NOTHING_SENT, NO_MONEY))
    no_address()
    answer = cli("sync", "--json")
    assert (answer.code, answer.error["kind"]) == (2, "key_missing")
    assert cli.calls() == []


def test_a_desk_that_cannot_work_is_five(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder")
    answer = cli("sync", "--json", "--home", blocked)
    assert (answer.code, answer.error["kind"]) == (5, "folder_not_writable")
    assert answer.error["message"].startswith(NOTHING_SENT)
    assert str(blocked) in answer.error["message"]

    cli.paid(60)
    assert cli("--shop", "named", "sync").code == 0
    monkeypatch.setenv("PAYMENTDESK_IMP_KEY", "another")
    other = cli("--shop", "named", "sync", "--json")
    assert (other.code, other.error["kind"]) == (5, "other_shop")
    asked = len(cli.calls())
    assert len(cli.calls()) == asked

    path = cli.home / "shops" / "named" / "ledger.sqlite3"
    database = open_database(path, backups=path.parent / "backups")
    database.db.execute_sql("PRAGMA user_version = 99")
    database.close()
    newer = cli("--shop", "named", "payments", "list", "--json")
    assert (newer.code, newer.error["kind"]) == (5, "database_newer")
    path.write_bytes(b"no database" * 500)
    assert cli("--shop", "named", "payments", "list", "--json").error["kind"] == "database_damaged"


def test_unknown_things_to_show_are_one(cli: Cli) -> None:
    for name in ("imp_1", "T-0007", "m-1"):
        answer = cli("show", name, "--json")
        assert (answer.code, answer.error["money"]) == (1, "nothing_changed")


def test_errors_for_people_are_one_sentence_on_standard_error(cli: Cli) -> None:
    answer = cli("cancel", cli.paid(60), "--amount", "70", "--reason", "size")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.strip() == ("No money was moved: more than can be cancelled (asked US$70.00, possible US$60.00).")


def test_errors_in_korean(cli: Cli) -> None:
    answer = cli.process("cancel", cli.paid(60), "--amount", "70", "--reason", "size", "--lang", "ko")
    assert (answer.code, answer.out) == (1, "")
    korean = resource("translations/paymentdesk_ko.qm").is_file()
    assert answer.err.startswith("금액 변동 없음: " if korean else NO_MONEY)


def test_a_silent_imp_is_unconfirmed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from paymentdesk.services import shop as opener

    quick = Settings(connect_timeout=2.0, read_timeout=2.0, cancel_timeout=0.3)
    opened = opener.open_shop
    monkeypatch.setattr(opener, "open_shop", lambda profile, **_: opened(profile, settings=quick))
    cli.fault("slow", seconds=60)
    assert cli.cancel(cli.paid(60), "20").code == 4
