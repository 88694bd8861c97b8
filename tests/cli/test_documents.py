"""What `--json` prints: the contract of product.md 6.1."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.services.desk import DAY

PAYMENT = (
    "imp_uid merchant_uid order name amount currency cancelled_amount cancellable_amount possible_amount requestable"
    " state waiting method country sandbox paid_at problems"
)
ORDER = "merchant_uid name amount currency state problems delivery payments"
TICKET = (
    "ticket imp_uid merchant_uid amount carried_out_amount currency state known_by link reason message requested_by"
    " requested_at closed_at closed_because overdue cancellations attempts origin cause"
)
SYNC = "payments_seen new changed tickets_settled requests seconds complete_up_to"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")


def has(document: dict[str, Any], names: str) -> None:
    missing = set(names.split()) - set(document)
    assert not missing, f"missing: {missing}"


def test_payments_list(cli: Cli) -> None:
    imp_uid = cli.paid(
        60, merchant_uid="m-1", name="Linen shirt", country="DE", method="cc", started_at=1_789_000_000, sandbox=False
    )
    cli.paid(18900, currency="KRW", status="ready", started_at=1_788_000_000)
    assert cli("sync", "--json").code == 0
    cli.console(imp_uid, 6)
    assert cli.cancel(imp_uid, "20").code == 0
    answer = cli("payments", "list", "--json")
    assert (answer.code, answer.err) == (0, "")
    document = answer.json
    assert set(document) == {"total", "payments"}
    assert document["total"] == 2
    first, second = document["payments"]
    has(first, PAYMENT)
    assert first["imp_uid"] == imp_uid
    assert (first["amount"], first["cancelled_amount"], first["cancellable_amount"]) == ("60.00", "6.00", "34.00")
    assert (first["possible_amount"], first["requestable"], first["waiting"]) == ("20.00", False, True)
    assert (first["state"], first["order"], first["country"]) == ("partly_cancelled", None, "DE")
    assert first["paid_at"] == "2026-09-10T00:26:40Z"
    assert first["problems"] == []
    assert (second["amount"], second["cancelled_amount"], second["cancellable_amount"]) == ("18900", "0", "0")
    assert (second["state"], second["paid_at"], second["sandbox"]) == ("ready", None, False)


def test_tickets_list_and_show(cli: Cli) -> None:
    imp_uid = cli.paid(60, merchant_uid="m-1")
    made = cli.cancel(imp_uid, "20.00")
    has(made.json, TICKET + " timeline")
    answer = cli("tickets", "list", "--json").json
    assert set(answer) == {"total", "tickets"}
    (ticket,) = answer["tickets"]
    has(ticket, TICKET)
    assert ticket["ticket"] == "T-0001"
    assert (ticket["amount"], ticket["carried_out_amount"], ticket["currency"]) == ("20.00", "0.00", "USD")
    assert (ticket["state"], ticket["known_by"], ticket["link"]) == ("waiting", "assumed", "none")
    assert (ticket["requested_by"], ticket["reason"], ticket["message"]) == ("Minji", "size", None)
    assert TIME.match(ticket["requested_at"])
    assert (ticket["closed_at"], ticket["closed_because"], ticket["cause"]) == (None, None, None)
    assert (ticket["overdue"], ticket["cancellations"], ticket["origin"]) == (False, [], "desk")
    assert [(a["n"], a["outcome"]) for a in ticket["attempts"]] == [(1, "accepted")]
    assert TIME.match(ticket["attempts"][0]["at"])

    cli.advance(8 * DAY)
    cli("sync")
    assert cli("show", "T-0001", "--json").json["overdue"] is True
    cli.decide(1)
    assert cli("sync", "--json").json["tickets_settled"] == 1
    shown = cli("show", "t-1", "--json").json
    assert (shown["state"], shown["known_by"], shown["link"]) == ("cancelled", "imp", "number")
    assert len(shown["cancellations"]) == 1
    assert (shown["overdue"], shown["carried_out_amount"]) == (False, "20.00")
    assert TIME.match(shown["closed_at"])
    assert {"ticket_requested", "attempt_sent", "attempt_answer", "linked"} <= {i["kind"] for i in shown["timeline"]}
    for item in shown["timeline"]:
        assert set(item) == {"at", "kind", "by", "ticket", "data"}
        assert TIME.match(item["at"])


def test_orders_list_and_show(cli: Cli) -> None:
    from paymentdesk.domain.order import Order
    from paymentdesk.services import ordering

    cli.paid(60, merchant_uid="m-1")
    cli("sync")
    ordering.write_order(cli.shop, Order("m-1", "Tea", 5000, "USD", written_at=1_789_000_000, issued_at=1), "Minji")
    ordering.write_order(cli.shop, Order("m-2", "Rice", 18900, "KRW", written_at=1_789_500_000), "Minji")
    answer = cli("orders", "list", "--json").json
    assert set(answer) == {"total", "orders"}
    draft, paid = sorted(answer["orders"], key=lambda order: order["currency"])
    has(paid, ORDER)
    assert (draft["state"], draft["amount"], draft["payments"], draft["delivery"]) == ("draft", "18900", [], None)
    assert (paid["state"], paid["problems"]) == ("paid", ["amount_differs"])
    assert paid["payments"] == [cli("payments", "list", "--json").json["payments"][0]["imp_uid"]]
    assert cli("show", "m-2", "--json").json["state"] == "draft"


def test_sync_reconcile_and_show_a_payment(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    (missing,) = cli("reconcile", "--json").json["differences"]
    assert missing == {"imp_uid": imp_uid, "field": "payment", "ledger": None, "imp": "known"}
    report = cli("sync", "--json")
    has(report.json, SYNC)
    assert (report.json["payments_seen"], report.json["new"], report.json["changed"]) == (1, 1, 0)
    assert TIME.match(report.json["complete_up_to"])
    assert isinstance(report.json["seconds"], float)
    assert isinstance(report.json["requests"], int)
    again = cli("sync", "--json").json
    assert (again["new"], again["changed"]) == (0, 0)
    assert cli.cancel(imp_uid, "5").code == 0
    assert cli("reconcile", "--json").json == {"checked": 1, "differences": []}  # open tickets are no difference
    cli.console(imp_uid, 20)
    answer = cli("reconcile", "--json")
    assert answer.code == 1
    assert answer.json["checked"] == 1
    assert {d["field"]: (d["ledger"], d["imp"]) for d in answer.json["differences"]} == {
        "status": ("paid", "cancelled"),
        "cancelled_amount": ("0.00", "20.00"),
    }
    assert set(answer.json["differences"][0]) == {"imp_uid", "field", "ledger", "imp"}
    cli("sync", "--full")
    assert cli("reconcile", "--json").code == 0
    shown = cli("show", imp_uid, "--json").json
    has(shown, PAYMENT + " timeline")
    assert {"payment_seen", "outside"} <= {item["kind"] for item in shown["timeline"]}


def test_an_empty_shop_has_empty_lists(cli: Cli) -> None:
    for kind in ("payments", "orders", "tickets"):
        assert cli(kind, "list", "--json").json == {"total": 0, kind: []}


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_total_is_all_that_match_whatever_the_limit(cli: Cli, limit: int) -> None:
    for number in range(3):
        cli.paid(10 + number, started_at=1_789_000_000 + number, name=f"Tea {number}")
    cli("sync")
    answer = cli("payments", "list", "--limit", str(limit), "--json").json
    assert (answer["total"], len(answer["payments"])) == (3, min(limit, 3))
    assert [p["name"] for p in answer["payments"]] == ["Tea 2", "Tea 1", "Tea 0"][:limit]
    one = cli("payments", "list", "--limit", "1", "--offset", "1", "--json").json["payments"]
    assert [p["name"] for p in one] == ["Tea 1"]


def test_filters(cli: Cli) -> None:
    paid = cli.paid(60, name="Green tea", buyer_email="a@example.com")
    partly = cli.paid(60, name="Black tea", started_at=1_789_000_000)
    cli.paid(60, status="failed", started_at=1_788_000_000)
    cli("sync")
    cli.console(partly, 20)
    cli("sync")
    cli.cancel(paid, "20")

    def found(*words: str) -> set[str]:
        return {p["imp_uid"] for p in cli("payments", "list", "--json", *words).json["payments"]}

    assert found("--state", "paid") == {paid}
    assert found("--state", "partly_cancelled") == {partly}
    assert found("--state", "waiting") == {paid}
    assert found("--search", "black") == {partly}
    assert found("--search", "a@example") == {paid}
    assert len(found("--from", "2026-08-29", "--to", "2026-08-29")) == 1
    assert found("--from", "2030-01-01") == set()
    assert cli("tickets", "list", "--state", "waiting", "--json").json["total"] == 1
    assert cli("tickets", "list", "--state", "refused", "--json").json["total"] == 0


def test_global_options_stand_before_or_after(cli: Cli, tmp_path: Any) -> None:
    cli.paid(60)
    home = tmp_path / "other"
    assert cli("--home", home, "--json", "sync").json["new"] == 1
    assert cli("payments", "list", "--json", "--home", home).json["total"] == 1
    assert cli("payments", "--home", home, "list", "--json", "--lang", "en").json["total"] == 1
    assert cli("--json", "payments", "list").json["total"] == 0
    assert cli("--shop", "named", "sync", "--json").json["new"] == 1
    assert (cli.home / "shops" / "named").is_dir()


def test_lines_for_people(cli: Cli) -> None:
    imp_uid = cli.paid(60, name="Linen\x1b[31m shirt")
    cli("sync")
    cli.cancel(imp_uid, "20")
    for words in (["payments", "list"], ["tickets", "list"], ["show", "T-0001"], ["show", imp_uid], ["reconcile"]):
        answer = cli(*words)
        assert answer.code == 0
        assert answer.out.strip()
        assert "\x1b" not in answer.out
