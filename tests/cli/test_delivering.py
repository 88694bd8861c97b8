"""`deliver`: one order, or a carrier's list with every kind of dirt."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.order import Order
from paymentdesk.practice import orders
from paymentdesk.services import ordering

ADDRESS = ("--carrier", "EMS", "--tracking", "EE1KR", "--city", "Berlin", "--street", "Torstr. 1", "--zip", "10115")


def _order(cli: Any, number: str) -> None:
    now = cli.shop.now()
    order = Order(number, "Mug", 5400, "USD", now, issued_at=now, buyer_name="Amy Kim", buyer_email="amy@example.com",
                  country="DE", phone="+49 1", address="Torstr. 1", postcode="10115")  # fmt: skip
    ordering.write_order(cli.shop, order, "Minji")
    cli.control("POST", "/payments", {"merchant_uid": number, "amount": 54, "currency": "USD", "status": "paid"})


def test_an_order_is_registered_and_shown(cli: Any) -> None:
    _order(cli, "A-1")
    cli.sync()
    dry = cli("deliver", "A-1", "--status", "order_shipped", *ADDRESS, "--dry-run", "--json")
    assert (dry.code, dry.json["registered"], dry.json["delivery"]) == (0, None, None)
    done = cli("deliver", "A-1", "--status", "order_shipped", *ADDRESS, "--json")
    assert (done.code, done.json["registered"]) == (0, {"status": "order_shipped", "sent": True})
    assert done.json["delivery"] == "order_shipped"
    back = cli("deliver", "A-1", "--status", "order_placed", "--json")
    assert (back.code, back.error["kind"], back.error["money"]) == (1, "delivery_backwards", "nothing_changed")
    assert back.err.startswith("No money was moved: the delivery of A-1 is registered as “Shipped”")


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        (("nobody", "--status", "delivering"), 1, "unknown_order"),
        (("A-1", "--status", "delivering", "--carrier", "x" * 65), 1, "delivery_incomplete"),
        (("A-1", "--status", "delivering", "--delivery-date", "tomorrow"), 2, "bad_argument"),
        (("A-1", "--status", "lost"), 2, "usage"),
        (("--status", "delivering"), 2, "bad_argument"),
        (("--status", "delivering", "--from-file", "nowhere.csv"), 2, "file_missing"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(cli: Any, words: tuple[str, ...], code: int, kind: str) -> None:
    _order(cli, "A-1")
    cli.sync()
    said = cli("deliver", *words, "--json")
    assert (said.code, said.error["kind"]) == (code, kind)
    assert not cli.calls("POST", "/paymentwall/delivery")


def test_a_carriers_list_is_looked_at_first_and_each_row_has_its_own_end(cli: Any, tmp_path: Path) -> None:
    for number in ("A-1", "A-2", "A-3"):
        _order(cli, number)
    cli.sync()
    file = tmp_path / "list.csv"
    rows = ["오늘 발송 목록", "주문번호;택배사;운송장번호;비고", "A-1;우체국 EMS;EE001KR;", "A-9;EMS;EE009KR;", ";;;",
            "A-2;;EE002KR;", "주문번호;택배사;운송장번호;비고", "A-1;EMS;EE003KR;", "A-3;EMS;;"]  # fmt: skip
    file.write_bytes("\r\n".join(rows).encode("cp949"))
    words = ("deliver", "--from-file", file, "--status", "delivering", "--city", "Berlin", "--json")
    dry = cli(*words, "--dry-run")
    assert not cli.calls("POST", "/paymentwall/delivery")
    assert [(row["line"], row["order"], row["result"]) for row in dry.json["deliveries"]] == [
        (3, "A-1", "ready"), (4, "A-9", "refused"), (6, "A-2", "refused"), (8, "A-1", "refused"), (9, "A-3", "refused"),
    ]  # fmt: skip
    assert "lacks something: Carrier" in dry.json["deliveries"][2]["message"]
    assert "in the list twice" in dry.json["deliveries"][3]["message"]
    done = cli(*words, "--carrier", "EMS")
    assert [row["result"] for row in done.json["deliveries"]] == [
        "registered", "refused", "registered", "refused", "refused",
    ]  # fmt: skip
    assert done.code == 1
    sent = [(call["body"]["merchant_uid"], call["body"]["carrier_type"], call["body"]["carrier_tracking_id"])
            for call in cli.calls("POST", "/paymentwall/delivery")]  # fmt: skip
    assert sent == [("A-1", "우체국 EMS", "EE001KR"), ("A-2", "EMS", "EE002KR")]
    again = cli(*words, "--carrier", "EMS")
    assert [row["result"] for row in again.json["deliveries"]][:3] == ["already", "refused", "already"]
    assert len(cli.calls("POST", "/paymentwall/delivery")) == 2


def test_a_list_stops_asking_when_imp_is_gone(cli: Any, tmp_path: Path) -> None:
    for number in ("A-1", "A-2"):
        _order(cli, number)
    cli.sync()
    file = tmp_path / "list.csv"
    file.write_text("order,carrier,tracking\nA-1,EMS,1\nA-2,EMS,2\n", encoding="utf-8")
    cli.fault("drop_before", "/paymentwall/delivery", times=0)
    said = cli("deliver", "--from-file", file, "--status", "delivering", "--city", "Berlin", "--json")
    assert [row["result"] for row in said.json["deliveries"]] == ["refused", "refused"]
    assert said.code == 1
    assert len(cli.calls("POST", "/paymentwall/delivery")) <= 1


def test_the_same_step_twice_at_the_same_instant_is_sent_once(cli: Any) -> None:
    _order(cli, "A-1")
    cli.sync()
    cli.close()
    cli.fault("slow", "/paymentwall/delivery", seconds=2, times=0)
    words = ("deliver", "A-1", "--status", "order_shipped", *ADDRESS, "--json")
    both = [cli.start(*words) for _ in range(2)]
    said = [(each.communicate(timeout=20)[0], each.returncode) for each in both]
    assert [code for _, code in said] == [0, 0]
    assert sorted(json.loads(out)["registered"]["sent"] for out, _ in said) == [False, True]
    assert len(cli.calls("POST", "/paymentwall/delivery")) == 1


def test_whoever_waits_too_long_is_told_that_nothing_was_sent(cli: Any) -> None:
    _order(cli, "A-1")
    cli.sync()
    lock = cli.shop.delivery_lock()
    lock.acquire()
    cli.close()
    said = cli("deliver", "A-1", "--status", "order_shipped", *ADDRESS, "--json")
    lock.release()
    assert (said.code, said.error["kind"], said.error["money"]) == (1, "sender_busy", "not_sent")
    assert not cli.calls("POST", "/paymentwall/delivery")


def test_a_killed_registration_is_said_to_be_unknown_and_blocks_nobody(
    cli: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _order(cli, "A-1")
    cli.sync()
    cli.close()
    cli.fault("slow", "/paymentwall/delivery", seconds=60)
    words = ("deliver", "A-1", "--status", "order_shipped", *ADDRESS, "--json")
    arrived = threading.Event()

    def register(*given: Any) -> Any:
        arrived.set()
        return taken(*given)

    taken = orders.register_delivery
    monkeypatch.setattr(orders, "register_delivery", register)
    dying = cli.start(*words)
    assert arrived.wait(timeout=15), "the registration did not arrive"
    living = cli("show", "A-1", "--json").json
    assert [each["kind"] for each in living["timeline"]].count("delivery") == 0  # it is on its way, nothing more
    dying.kill()
    dying.wait()
    shown = cli("show", "A-1", "--json").json
    assert shown["delivery"] is None
    assert shown["timeline"][0]["data"]["outcome"] == "unknown"
    again = cli(*words)
    assert (again.code, again.json["registered"]["sent"], again.json["delivery"]) == (0, True, "order_shipped")
    assert not cli(*words).json["registered"]["sent"]
