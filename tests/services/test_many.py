"""Many cancellations at once, and test payments (money.md R16, R20, domain.md 4.4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.cli import main
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, deciding, many
from paymentdesk.services.many import Wish
from paymentdesk.store import ledger, queries
from tests.services.desk import Desk, refused, usd


def started(desk: Desk, payments: list[str], **given: Any) -> int:
    seen = many.preview(desk.shop, [Wish(payment) for payment in payments])
    return many.start(desk.shop, seen, given.get("reason", "closed"), "Minji", seen.totals)


def results(desk: Desk, number: int, **given: Any) -> list[tuple[str, int | None]]:
    return [(one.result, one.ticket) for one in many.run(desk.shop, number, **given)]


def test_a_preview_says_what_is_left_out_and_adds_no_currencies(desk: Desk) -> None:
    plain, won = desk.paid(60), desk.paid(18900, currency="KRW", method="allthegate")
    waiting, failed, key = desk.paid(60), desk.paid(60, status="failed"), desk.paid(60, customer_uid="u1")
    noticed = desk.paid(60)
    desk.sync()
    desk.ask(waiting, "10.00")
    deciding.chargeback_noticed(desk.shop, noticed, "Minji", "letter")
    uids = [plain, plain, won, waiting, failed, key, noticed, "imp_unknown"]
    seen = many.preview(desk.shop, [Wish(uid) for uid in uids])
    assert [(row.imp_uid, row.skipped) for row in seen.rows] == [
        (plain, ""),
        (won, ""),
        (waiting, "ticket_open"),
        (failed, "not_paid"),
        (key, "billing_key"),
        (noticed, "stop_queue"),
        ("imp_unknown", "unknown_payment"),
    ]
    assert [(total.plain(), total.currency) for total in seen.totals] == [("18900", "KRW"), ("60.00", "USD")]
    assert len(desk.cancels()) == 1


def test_only_the_typed_totals_start_it_and_each_row_is_one_request(desk: Desk) -> None:
    payments = [desk.paid(amount) for amount in (10, 20, 30)]
    desk.sync()
    seen = many.preview(desk.shop, [Wish(payments[0]), Wish(payments[1], usd("5.00")), Wish(payments[2])])
    for typed in ([], [usd("60.00")], [usd("45.00"), usd("45.00")]):
        trouble = refused(lambda typed=typed: many.start(desk.shop, seen, "closed", "Minji", typed))  # type: ignore[misc]
        assert (trouble.kind, trouble.facts["totals"]) == (Kind.TOTAL_NOT_CONFIRMED, "45.00 USD")
    assert refused(lambda: many.start(desk.shop, seen, " ", "Minji", [usd("45.00")])).kind is Kind.REASON_MISSING
    number = many.start(desk.shop, seen, "closed", "Minji", [usd("45.00")])
    assert desk.cancels() == []
    assert results(desk, number) == [("sent", 1), ("sent", 2), ("sent", 3)]
    assert [desk.ticket(n).amount for n in (1, 2, 3)] == [1000, 500, 3000]
    assert results(desk, number) == []
    assert many.open_batches(desk.shop) == []
    assert len(desk.cancels()) == 3


def test_what_one_payment_forbids_is_its_result_and_the_next_goes_on(desk: Desk) -> None:
    payments = [desk.paid(10), desk.paid(20), desk.paid(30)]
    desk.sync()
    number = started(desk, payments)
    desk.advance(60)
    desk.console(payments[1], 5)  # between preview and send: the balance is not what was seen (R15)
    assert results(desk, number) == [("sent", 1), ("changed_meanwhile", None), ("sent", 3)]
    assert len(desk.cancels()) == 2


def test_it_is_stopped_and_goes_on_only_by_a_person_who_types_the_rest(desk: Desk) -> None:
    payments = [desk.paid(10), desk.paid(20), desk.paid(30)]
    desk.sync()
    number = started(desk, payments)
    stops = iter([False, True])
    assert results(desk, number, stop=lambda: next(stops)) == [("sent", 1)]
    desk.restart()
    desk.sync()
    assert len(desk.cancels()) == 1, "nothing leaves by itself (R16)"
    (batch,) = many.open_batches(desk.shop)
    assert (batch.number, many.remaining(desk.shop, number)) == (number, (usd("50.00"),))
    assert refused(lambda: many.resume(desk.shop, number, [usd("60.00")])).kind is Kind.TOTAL_NOT_CONFIRMED
    many.resume(desk.shop, number, [usd("50.00")])
    assert results(desk, number) == [("sent", 2), ("sent", 3)]
    assert len(desk.cancels()) == 3


def test_killed_between_sending_and_writing_the_result_nothing_is_sent_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = [desk.paid(10), desk.paid(20)]
    desk.sync()
    number = started(desk, payments)
    send = cancellation.request

    def killed(*given: Any) -> int:
        send(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cancellation, "request", killed)
        with pytest.raises(KeyboardInterrupt):
            list(many.run(desk.shop, number))
    assert len(desk.cancels()) == 1
    desk.restart()
    assert results(desk, number) == [("sent", 1), ("sent", 2)]
    assert len(desk.cancels()) == 2


@pytest.mark.parametrize(
    ("kind", "word", "left"), [("drop_after", "unconfirmed", "20.00"), ("cut", "unconfirmed", "20.00")]
)
def test_an_outcome_that_is_not_known_stops_it(desk: Desk, kind: str, word: str, left: str) -> None:
    payments = [desk.paid(10), desk.paid(20)]
    desk.sync()
    number = started(desk, payments)
    desk.fault(kind)
    assert results(desk, number) == [(word, 1)]
    assert many.remaining(desk.shop, number) == (usd(left),)
    assert len(desk.cancels()) == 1


def test_a_line_that_is_down_stops_it_and_the_row_is_tried_again_later(desk: Desk) -> None:
    payments = [desk.paid(10), desk.paid(20)]
    desk.sync()
    number = started(desk, payments)
    desk.fault("drop_before", path=f"/payments/{payments[0]}", times=0)
    ((word, ticket),) = results(desk, number)
    assert (word, ticket) == ("unreachable", None)
    desk.calm()
    assert results(desk, number) == [("sent", 1), ("sent", 2)]
    assert len(desk.cancels()) == 2


def test_a_key_that_was_renewed_meanwhile_stops_it_and_no_row_is_lost(desk: Desk) -> None:
    payments = [desk.paid(10), desk.paid(20)]
    desk.sync()
    number = started(desk, payments)
    with desk.shop.database.atomic():
        bound = ledger.meta.get(desk.shop.database, "bound_key")
        ledger.meta.put(desk.shop.database, "bound_key", "another")
    assert results(desk, number) == [("other_shop", None)]
    with desk.shop.database.atomic():
        ledger.meta.put(desk.shop.database, "bound_key", str(bound))
    assert many.remaining(desk.shop, number) == (usd("30.00"),)
    assert results(desk, number) == [("sent", 1), ("sent", 2)]


def test_nothing_to_cancel_is_said(desk: Desk) -> None:
    key = desk.paid(60, customer_uid="u1")
    desk.sync()
    assert refused(lambda: started(desk, [key])).kind is Kind.NOTHING_TO_CANCEL


# ---- test payments


def test_test_payments_are_counted_and_listed_until_cancelled_or_excused_and_never_in_totals(desk: Desk) -> None:
    first, second, real = desk.paid(10, sandbox=True), desk.paid(20, sandbox=True), desk.paid(60)
    desk.sync()

    def counted() -> int:
        with desk.shop.database.reader() as reader:
            assert [total.paid for total in queries.totals(reader, queries.Filter())] == [6000]
            return queries.today_figures(reader, 0, 0, desk.shop.now()).test_uncancelled

    assert (desk.today(), counted()) == (["test_payment", "test_payment"], 2)
    assert refused(lambda: deciding.excuse_test(desk.shop, first, "Minji", "")).kind is Kind.NOTE_MISSING
    assert refused(lambda: deciding.excuse_test(desk.shop, real, "Minji", "n")).kind is Kind.NOT_A_TEST
    deciding.excuse_test(desk.shop, first, "Minji", "PortOne has already given it back by hand")
    assert ([row.imp_uid for row in desk.needs()], counted()) == ([second], 1)
    assert many.test_payments(desk.shop) == [Wish(second)]
    number = started(desk, [second], reason="test")
    assert results(desk, number) == [("sent", 1)]
    desk.advance(60)
    desk.decide(1)
    desk.sync()
    assert (desk.today(), counted()) == ([], 0)


# ---- the command


@pytest.fixture
def command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: Any
) -> Callable[..., tuple[int, Any]]:
    for name, value in (
        ("API_URL", desk.server.url),
        ("IMP_KEY", desk.server.imp_key),
        ("IMP_SECRET", desk.server.imp_secret),
        ("HOME", str(desk.home / "cli")),
    ):
        monkeypatch.setenv(f"PAYMENTDESK_{name}", value)

    def run(*argv: str) -> tuple[int, Any]:
        code = main([*argv, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_command(desk: Desk, command: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    payments = [desk.paid(10), desk.paid(20), desk.paid(30, customer_uid="u1")]
    command("sync")
    file = tmp_path / "list.csv"
    file.write_text(f"imp_uid,amount\n# from the shop\n{payments[0]}\n{payments[1]},5\n{payments[2]}\n", "utf-8-sig")
    asked = ("cancel-many", "--from-file", str(file), "--reason", "closed")
    code, shown = command(*asked, "--dry-run")
    assert code == 0
    assert [row["skipped"] for row in shown["rows"]] == [None, None, "billing_key"]
    assert shown["totals"] == [{"amount": "15.00", "currency": "USD"}]
    code, shown = command(*asked)
    assert (code, shown["error"]["kind"], shown["error"]["money"]) == (1, "total_not_confirmed", "not_sent")
    assert "15.00 USD" in shown["error"]["message"]
    assert desk.cancels() == []
    code, shown = command(*asked, "--confirm", "15.00")
    assert code == 0
    assert [(row["result"], row["ticket"]) for row in shown["results"]] == [("sent", "T-0001"), ("sent", "T-0002")]
    assert [row["skipped"] for row in shown["skipped"]] == ["billing_key"]
    assert shown["remaining"] == []


def test_the_command_goes_on_with_a_stopped_batch(desk: Desk, command: Callable[..., tuple[int, Any]]) -> None:
    for amount in (10, 20):
        desk.paid(amount, sandbox=True)
        desk.advance(10)
    command("sync")
    desk.fault("drop_after")
    code, shown = command("cancel-many", "--test-payments", "--reason", "test", "--confirm", "30.00 USD")
    assert (code, [row["result"] for row in shown["results"]]) == (4, ["unconfirmed"])
    assert shown["remaining"] == [{"amount": "20.00", "currency": "USD"}]
    desk.calm()
    code, shown = command("cancel-many", "--resume", str(shown["batch"]), "--confirm", "20")
    assert (code, [row["result"] for row in shown["results"]]) == (0, ["sent"])
    assert len(desk.cancels()) == 2
