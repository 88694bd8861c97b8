"""The control interface: every call of product.md 7.1."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import requests

START = 1_790_000_000


def test_a_payment_is_made_as_asked_for_and_answered_bare(client: Any) -> None:
    made = client.control(
        "POST",
        "/payments",
        {
            "merchant_uid": "HB-1",
            "name": "Ramie scarf",
            "amount": 80.5,
            "currency": "EUR",
            "status": "paid",
            "method": "sofortbanktransf",
            "country": "DE",
            "buyer_name": "Lena Vogel",
            "buyer_email": "lena@example.com",
            "sandbox": False,
            "started_at": START - 100,
            "paid_at": START - 40,
            "buyer_tel": "010",
        },
    )
    assert made == client.look(made["imp_uid"])
    assert (made["merchant_uid"], made["amount"], made["currency"]) == ("HB-1", Decimal("80.50"), "EUR")
    assert (made["emb_pg_provider"], made["pay_method"]) == ("sofortbanktransf", "trans")
    assert (made["started_at"], made["paid_at"], made["buyer_tel"]) == (START - 100, START - 40, "010")


@pytest.mark.parametrize("status", ["ready", "paid", "failed", "cancelled"])
def test_a_payment_can_be_made_in_every_status_from_its_amount_alone(client: Any, status: str) -> None:
    made = client.control("POST", "/payments", {"amount": 9, "status": status})
    assert made["status"] == status
    assert made["cancel_amount"] == (9 if status == "cancelled" else 0)
    times = {name: made[f"{name}_at"] for name in ("started", "paid", "failed", "cancelled")}
    assert times == {
        "started": START,
        "paid": START if status in ("paid", "cancelled") else 0,
        "failed": START if status == "failed" else 0,
        "cancelled": START if status == "cancelled" else 0,
    }
    assert client.control("POST", "/payments", {"amount": 9})["status"] == "paid"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"amount": 0},
        {"amount": -1},
        {"amount": "much"},
        {"amount": 1.001},
        {"amount": 0.5, "currency": "JPY"},
        {"amount": 1, "currency": "dollar"},
        {"amount": 1, "status": "refunded"},
        {"amount": 1, "method": "sofortbanktransfer"},
        {"amount": 1, "merchant_uid": "x" * 41},
        {"amount": 1, "name": "x" * 41},
        {"amount": 1, "buyer_name": "x" * 17},
        {"amount": 1, "buyer_email": "x" * 65},
        {"amount": 1, "country": "Germany"},
        {"amount": 1, "paid_at": "today"},
        {"amount": 1, "sandbox": "yes"},
        {"amount": 1, "colour": "red"},
    ],
)
def test_what_the_official_file_does_not_allow_is_refused(client: Any, fields: dict[str, Any]) -> None:
    assert client.control("POST", "/payments", fields, status=400).keys() == {"error"}
    assert client.get("/payments/status/all")["response"]["total"] == 0


def test_the_customer_pays_also_after_a_failure(client: Any) -> None:
    made = client.payment(status="ready")
    path = f"/payments/{made['imp_uid']}"
    client.server.advance(60)
    failed = client.control("POST", f"{path}/fail")
    assert (failed["status"], failed["failed_at"]) == ("failed", START + 60)
    assert failed["fail_reason"]
    client.server.advance(60)
    paid = client.control("POST", f"{path}/pay")
    assert (paid["status"], paid["paid_at"], paid["failed_at"]) == ("paid", START + 120, 0)
    assert paid["fail_reason"] is None
    client.control("POST", f"{path}/pay", status=409)
    client.control("POST", f"{path}/fail", status=409)


@pytest.mark.parametrize("what", ["chargeback", "void"])
def test_the_bank_takes_money_back(client: Any, what: str) -> None:
    made = client.payment()
    path = f"/payments/{made['imp_uid']}/{what}"
    assert client.control("POST", path, {"amount": 12.5})["cancel_amount"] == Decimal("12.50")
    taken = client.control("POST", path)
    assert (taken["status"], taken["cancel_amount"]) == ("cancelled", 60)
    client.control("POST", path, {"amount": 1}, status=409)


def test_the_record_can_be_bent_and_mended(client: Any) -> None:
    made = client.payment()
    path = f"/payments/{made['imp_uid']}/record"
    bent = {"status": "cancelled", "cancel_amount": None, "future_field": {"a": 1}, "buyer_email": None}
    shown = client.control("POST", path, bent)
    assert {name: shown[name] for name in bent} == bent
    assert client.get(f"/payments/{made['imp_uid']}", check=False)["response"] == shown
    entry = {"pg_tid": "b1", "amount": 195000, "cancelled_at": 5, "reason": "r", "cancellation_id": "c1"}
    shown = client.control("POST", path, {"cancel_history": [entry], "cancel_amount": 195000, "_missing": ["sandbox"]})
    assert shown["cancel_history"] == [entry | {"receipt_url": None}]
    assert shown["cancel_amount"] == 195000
    assert "sandbox" not in shown
    mended = {"status": "paid", "cancel_amount": 0, "cancel_history": [], "sandbox": False}
    shown = client.control("POST", path, mended)
    assert {name: shown[name] for name in mended} == mended
    assert client.get("/payments/status/paid", check=False)["response"]["total"] == 1
    odd = [{"amount": 20}]
    assert client.control("POST", path, {"cancel_history": odd, "status": "strange"})["cancel_history"] == odd


def test_a_changed_order_number_is_found_by_it(client: Any) -> None:
    made = client.payment(merchant_uid="HB-1")
    client.control("POST", f"/payments/{made['imp_uid']}/record", {"merchant_uid": "HB-2"})
    assert client.get("/payments/find/HB-1")["status"] == 404
    assert client.get("/payments/find/HB-2")["response"]["imp_uid"] == made["imp_uid"]


def test_tickets_are_decided_one_by_one_also_with_another_amount(client: Any) -> None:
    made = client.payment()
    for _ in range(3):
        client.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 20})
    decided = client.control("POST", "/tickets/2/decide", {"outcome": "cancelled", "amount": 19.97})
    assert (decided["state"], decided["amount"], decided["carried_out"]) == ("cancelled", 20, Decimal("19.97"))
    assert [ticket["state"] for ticket in client.tickets()] == ["open", "cancelled", "open"]
    assert client.look(made["imp_uid"])["cancel_amount"] == Decimal("19.97")
    client.control("POST", "/tickets/1/decide", {"outcome": "rejected"})
    client.control("POST", "/tickets/1/decide", {"outcome": "cancelled"}, status=409)
    client.control("POST", "/tickets/3/decide", {"outcome": "cancelled", "amount": 60}, status=409)
    client.control("POST", "/tickets/3/decide", {"outcome": "maybe"}, status=400)
    client.control("POST", "/tickets/9/decide", {"outcome": "cancelled"}, status=404)
    assert client.tickets()[2]["state"] == "open"


def test_a_ticket_can_be_carried_out_in_parts(client: Any) -> None:
    made = client.payment()
    client.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 20})
    for part in (12, 8):
        client.control("POST", "/tickets/1/decide", {"outcome": "cancelled", "amount": part})
    client.control("POST", "/tickets/1/decide", {"outcome": "cancelled", "amount": 1}, status=409)
    assert [entry["amount"] for entry in client.look(made["imp_uid"])["cancel_history"]] == [12, 8]


def test_the_console_cancels_at_once_or_as_a_ticket(client: Any) -> None:
    made = client.payment()
    path = f"/console-cancel/{made['imp_uid']}"
    assert client.control("POST", path, {"amount": 5})["cancel_amount"] == 5
    assert client.look(made["imp_uid"])["cancel_history"][0]["reason"] == "관리자페이지취소"
    assert client.control("POST", path, {"amount": 5, "ticket": True})["state"] == "open"
    assert client.look(made["imp_uid"])["cancel_amount"] == 5
    client.control("POST", path, {"amount": 56}, status=409)
    client.control("POST", path, {"amount": 0}, status=400)
    client.control("POST", "/console-cancel/imp_1", {"amount": 1}, status=404)


def test_time_is_stepped_and_told(serve: Callable[..., Any]) -> None:
    client = serve()
    assert client.control("GET", "/clock") == {"now": START, "speed": 0}
    assert client.control("POST", "/advance", {"seconds": 86400})["now"] == START + 86400
    for seconds in (-1, None, "soon"):
        client.control("POST", "/advance", {"seconds": seconds}, status=400)
    assert client.control("GET", "/clock")["now"] == START + 86400


def test_requests_are_kept_parsed_and_without_secrets(client: Any) -> None:
    made = client.payment()
    client.get("/payments", **{"imp_uid[]": [made["imp_uid"], "imp_1"]})
    client.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 20, "checksum": 60.5})
    answer = requests.get(client.server.control_url + "/requests", timeout=10)
    assert client.server.imp_secret not in answer.text
    assert client.token not in answer.text
    token, look, cancel = client.control("GET", "/requests")["requests"]
    assert (token["path"], token["body"]["imp_secret"]) == ("/users/getToken", "***")
    assert (look["method"], look["path"], look["status"]) == ("GET", "/payments", 207)
    assert look["query"] == {"imp_uid[]": [made["imp_uid"], "imp_1"]}
    assert (cancel["method"], cancel["at"], cancel["status"]) == ("POST", START, 200)
    assert cancel["body"] == {"imp_uid": made["imp_uid"], "amount": 20, "checksum": Decimal("60.5")}
    assert '"checksum": 60.5' in cancel["raw"]


def test_only_the_last_10000_requests_are_kept() -> None:
    from paymentdesk.practice.request_log import RequestLog

    log = RequestLog()
    for number in range(10_005):
        log.add("GET", f"/{number}", [], {}, b"", START)
    kept = log.all()
    assert (len(kept), kept[0]["path"]) == (10_000, "/5")


def test_reset_empties_the_shop_and_keeps_key_and_clock(client: Any) -> None:
    first = client.payment(merchant_uid="HB-1")
    client.post("/payments/cancel", {"imp_uid": first["imp_uid"], "amount": 20})
    client.fault("status", times=0)
    client.server.advance(60)
    assert client.control("POST", "/reset") == {"now": START + 60}
    assert client.tickets() == []
    assert client.control("GET", "/requests") == {"requests": []}
    assert client.control("GET", "/faults") == {"faults": []}
    assert client.control("GET", "/scenario") == {"merchant": []}
    assert client.get("/payments/status/all")["response"]["total"] == 0
    again = client.payment(merchant_uid="HB-1", started_at=START, paid_at=START)
    assert again == first


def test_wrong_calls_are_answered_with_an_error(client: Any) -> None:
    assert client.control("GET", "/nothing", status=404).keys() == {"error"}
    client.control("POST", "/payments/imp_1/pay", status=404)
    client.control("POST", "/advance", [1], status=400)
    answer = requests.post(client.server.control_url + "/advance", data="{", timeout=10)
    assert answer.status_code == 400
    client.control("POST", "/faults", {"path": "/payments", "kind": "odd"}, status=400)
    client.control("POST", "/faults", {"path": "payments", "kind": "slow"}, status=400)
    client.control("POST", "/faults", {"path": "/payments", "kind": "status", "status": 42}, status=400)
    client.control("POST", "/faults", {"path": "/payments", "kind": "slow", "times": -1}, status=400)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://shop.example"},
        {"Origin": "null"},
        {"Host": "shop.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_pages_of_other_sites_cannot_drive_the_shop(client: Any, headers: dict[str, str]) -> None:
    url = client.server.control_url + "/advance"
    answer = requests.post(url, json={"seconds": 60}, headers=headers, timeout=10)
    assert answer.status_code == 403
    assert client.server.clock.now() == START


def test_the_control_interface_is_no_call_of_i_mport(client: Any) -> None:
    client.control("GET", "/clock")
    assert client.control("GET", "/requests")["requests"] == []
    for path in ("/advance", "/tickets", "/clock", "/faults"):
        assert client.send("GET", path, check=False).status_code == 404
