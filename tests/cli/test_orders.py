"""`orders …` and `customer`: written, edited, copied, imported and taken out again, closed, kept as templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

Cli = Any
ADDED = (
    "orders", "add", "--json", "--number", "HB-1", "--name", "Hanji lamp", "--amount", "54.00", "--currency", "USD",
    "--buyer", "Jack Son", "--email", "Jack@Example.com", "--country", "Germany", "--tags", "gift, blue",
    "--address", "Some street 1",
)  # fmt: skip


def test_an_order_is_written_edited_closed_and_opened_again(cli: Cli) -> None:
    made = cli(*ADDED)
    assert (made.code, made.json["merchant_uid"], made.json["state"]) == (0, "HB-1", "draft")
    assert (made.json["amount"], made.json["country"], made.json["tags"]) == ("54.00", "DE", ["gift", "blue"])
    assert made.json["findings"] == []
    changed = cli("orders", "edit", "HB-1", "--json", "--amount", "60", "--note", "wrap it").json
    assert (changed["amount"], changed["changed"], changed["redo"]) == ("60.00", ["amount", "note"], [])
    kinds = [each["kind"] for each in changed["timeline"]]
    assert kinds == ["order_edited", "order_written"]
    assert changed["timeline"][0]["data"]["was"]["amount"] == "54.00"
    assert cli("orders", "close", "HB-1", "--json").json["state"] == "closed_unpaid"
    assert cli("orders", "edit", "HB-1", "--json", "--amount", "61").error["kind"] == "order_closed"
    assert cli("orders", "reopen", "HB-1", "--json").json["state"] == "draft"
    (listed,) = cli("orders", "list", "--json").json["orders"]
    assert {"merchant_uid", "name", "amount", "currency", "state", "problems", "delivery", "payments"} <= set(listed)


@pytest.mark.parametrize(
    ("changed", "code", "kind"),
    [
        (("--amount", "0"), 2, "not_positive"),
        (("--amount", "1.234"), 2, "too_many_decimals"),
        (("--amount", "much"), 2, "not_a_number"),
        (("--currency", "XYZ"), 1, "order_wrong"),
        (("--number", "x" * 41), 1, "order_wrong"),
        (("--for-payment", "imp_none"), 1, "unknown_payment"),
        (("--template", "none"), 1, "unknown_template"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(cli: Cli, changed: tuple[str, ...], code: int, kind: str) -> None:
    result = cli(*ADDED, *changed)
    assert (result.code, result.error["kind"], result.error["money"]) == (code, kind, "nothing_changed")
    assert cli("orders", "list", "--json").json["total"] == 0


def test_pre_flight_says_what_would_go_wrong_and_writes_nothing(cli: Cli) -> None:
    dry = cli(*ADDED, "--buyer", "Jack", "--amount", "600", "--dry-run")
    said = {each["rule"]: each["weight"] for each in dry.json["findings"]}
    assert (dry.code, dry.json["possible"], dry.json["written"]) == (0, True, False)
    assert said == {"buyer_one_word": "blocks", "over_limit": "warns"}
    assert cli("orders", "list", "--json").json["total"] == 0


def test_a_number_is_made_and_never_used_twice(cli: Cli) -> None:
    numberless = [word for word in ADDED if word not in ("--number", "HB-1")]
    numbers = {cli(*numberless).json["merchant_uid"] for _ in range(5)}
    assert len(numbers) == 5
    assert cli(*ADDED, "--number", numbers.pop()).error["kind"] == "order_wrong"


def test_a_paid_order_keeps_what_was_agreed(cli: Cli) -> None:
    cli(*ADDED)
    cli.paid(54, merchant_uid="HB-1")
    assert cli("sync").code == 0
    assert cli("orders", "edit", "HB-1", "--json", "--amount", "55").error["kind"] == "order_paid"
    assert cli("orders", "close", "HB-1", "--json").error["kind"] == "order_paid"
    noted = cli("orders", "edit", "HB-1", "--json", "--note", "blue ribbon").json
    assert (noted["note"], noted["state"], noted["amount"]) == ("blue ribbon", "paid", "54.00")
    kinds = [each["kind"] for each in noted["timeline"]]
    assert {"order_edited", "payment_seen", "order_written"} <= set(kinds)


def test_a_payment_is_given_an_order(cli: Cli) -> None:
    imp_uid = cli.paid(20, merchant_uid="CHAT-7", name="Fan", buyer_name="Mia Weber", buyer_email="mia@example.com")
    cli("sync")
    assert cli("payments", "list", "--json", "--state", "no_order").json["total"] == 1
    given = cli("orders", "add", "--json", "--for-payment", imp_uid).json
    assert (given["merchant_uid"], given["state"], given["payments"]) == ("CHAT-7", "paid", [imp_uid])
    assert cli("payments", "list", "--json", "--state", "no_order").json["total"] == 0
    assert cli("orders", "add", "--json", "--for-payment", imp_uid).error["kind"] == "has_order"


def test_a_payment_is_attached_to_an_order_of_another_number(cli: Cli) -> None:
    cli(*ADDED)
    imp_uid = cli.paid(60, merchant_uid="CHAT-7")
    cli("sync")
    dry = cli("orders", "attach", "HB-1", imp_uid, "--dry-run", "--json").json
    assert [(each["problem"], each["ordered"]["amount"], each["paid"]["amount"]) for each in dry["verification"]] == [
        ("amount_differs", "54.00", "60.00")
    ]
    assert "Ordered US$54.00 · paid US$60.00" in cli("orders", "attach", "HB-1", imp_uid, "--dry-run").out
    done = cli("orders", "attach", "HB-1", imp_uid, "--note", "she said so", "--json").json
    assert (done["state"], done["do_not_ship"], done["payments"]) == ("paid", True, [imp_uid])
    shown = cli("show", imp_uid, "--json").json
    assert (shown["order"], shown["merchant_uid"]) == ("HB-1", "CHAT-7")
    assert cli("payments", "list", "--json").json["payments"][0]["order"] == "HB-1"
    assert cli("orders", "attach", "HB-1", imp_uid, "--json").error["kind"] == "has_order"
    off = cli("orders", "detach", imp_uid, "--json").json
    assert (off["state"], off["do_not_ship"], off["payments"]) == ("draft", False, [])
    again = cli("orders", "detach", imp_uid, "--json")
    assert (again.code, again.error["kind"], again.error["money"]) == (1, "not_attached", "nothing_changed")


def test_another_attempt_and_a_copy(cli: Cli) -> None:
    cli(*ADDED)
    again = cli("orders", "duplicate", "HB-1", "--attempt", "--json").json
    assert (again["merchant_uid"], again["attempts"]) == ("HB-1-2", ["HB-1"])
    assert cli("show", "HB-1", "--json").json["state"] == "closed_unpaid"
    assert cli("orders", "duplicate", "HB-1-2", "--attempt", "--json").json["merchant_uid"] == "HB-1-3"
    copied = cli("orders", "duplicate", "HB-1", "--number", "HB-9", "--amount", "7", "--json").json
    assert (copied["merchant_uid"], copied["amount"], copied["attempts"]) == ("HB-9", "7.00", [])


def test_templates_are_saved_used_and_deleted(cli: Cli) -> None:
    cli(*ADDED)
    (saved,) = cli("orders", "templates", "--save", "Lamp", "--order", "HB-1", "--json").json["templates"]
    assert (saved["title"], saved["amount"], saved["tags"]) == ("Lamp", "54.00", ["gift", "blue"])
    assert "buyer" not in str(saved)
    made = cli("orders", "add", "--json", "--template", "Lamp", "--buyer", "Ida Holm", "--email", "i@x.dk").json
    assert (made["name"], made["amount"], made["buyer_name"]) == ("Hanji lamp", "54.00", "Ida Holm")
    assert cli("orders", "templates", "--delete", "Lamp", "--json").json["templates"] == []
    assert cli("orders", "templates", "--delete", "Lamp", "--json").error["kind"] == "unknown_template"


def test_a_file_is_looked_at_imported_and_taken_out_again(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "11월 주문.csv"
    headers = "주문번호;상품명;결제금액;구매자;이메일"
    rows = (headers, "A-1;공책;￦18,900;Kim Minji;m@x.kr", "A-2;컵;1.000;Lee;l@x.kr", ";;;;")
    text = "".join(f"{row}\r\n" for row in rows)
    file.write_bytes(text.encode("cp949"))
    dry = cli("orders", "import", file, "--dry-run", "--json", "--currency", "KRW")
    assert (dry.code, dry.json["rows"], dry.json["good"], dry.json["encoding"]) == (1, 2, 1, "CP949")
    (bad,) = [each for each in dry.json["errors"] if not each["good"]]
    assert bad["line"] == 3
    assert "amount_ambiguous" in {each["rule"] for each in bad["findings"]}
    refused = cli("orders", "import", file, "--all-or-nothing", "--json", "--currency", "KRW")
    assert refused.error["kind"] == "rows_wrong"
    assert cli("orders", "list", "--json").json["total"] == 0
    done = cli("orders", "import", file, "--json", "--currency", "KRW").json
    assert done["orders"] == ["A-1"]
    assert cli("orders", "import", file, "--json").error["kind"] == "imported_before"
    (known,) = cli("orders", "imports", "--json").json["imports"]
    assert (known["import"], known["left"], known["refused"]) == (done["import"], 1, 1)
    assert cli("orders", "undo-import", done["import"], "--dry-run", "--json").json["removed"] == ["A-1"]
    undone = cli("orders", "undo-import", done["import"], "--json").json
    assert (undone["removed"], undone["kept"]) == (["A-1"], [])
    assert cli("orders", "undo-import", done["import"], "--json").error["kind"] == "unknown_import"


def test_a_column_is_named_by_hand(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("order,what,how much\nB-1,Cup,20\n", encoding="utf-8")
    mapped = ("--map", "amount=how much", "--map", "name=2", "--currency", "USD")
    dry = cli("orders", "import", file, "--dry-run", "--json", *mapped).json
    assert dry["columns"] == {"number": "order", "name": "what", "amount": "how much"}
    assert cli("orders", "import", file, "--json", "--map", "colour=2").error["kind"] == "bad_argument"


def test_everything_of_one_buyer(cli: Cli) -> None:
    cli(*ADDED)
    paid = cli.paid(54, merchant_uid="HB-1", buyer_email="jack@example.com")
    cli.paid(9, merchant_uid="X-1", buyer_email="JACK@EXAMPLE.COM")
    cli.paid(9, merchant_uid="X-2", buyer_email="other@example.com")
    cli("sync")
    cli("cancel", paid, "--amount", "20", "--reason", "size")
    found = cli("customer", "jack@EXAMPLE.com", "--json").json
    assert found["totals"] == {"orders": 1, "payments": 2, "tickets": 1, "open_tickets": 1}
    assert found["paid"] == [{"currency": "USD", "n": 2, "amount": "63.00"}]
    assert found["waiting"] == [{"currency": "USD", "n": 1, "amount": "20.00"}]
    assert cli("customer", "nobody@example.com", "--json").error["kind"] == "unknown_customer"
