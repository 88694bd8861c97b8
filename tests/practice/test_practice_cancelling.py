"""Cancellations: i'mport's checks and Paymentwall's tickets (domain.md 4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from paymentdesk.practice.readings import Readings

START = 1_790_000_000


def cancel(client: Any, made: dict[str, Any], **fields: Any) -> Any:
    return client.post("/payments/cancel", {"imp_uid": made["imp_uid"], **fields})


def unchanged(payment: dict[str, Any]) -> bool:
    return (payment["status"], payment["cancel_amount"], payment["cancel_history"]) == ("paid", 0, [])


def test_a_request_only_opens_a_ticket(client: Any) -> None:
    made = client.payment()
    answer = cancel(client, made, amount=20, checksum=60, reason="damaged [T-0001 k7qd]")
    assert (answer["status"], answer["code"], answer["message"]) == (200, 0, None)
    assert unchanged(answer["response"])
    assert unchanged(client.look(made["imp_uid"]))
    ticket = client.tickets()[0]
    assert {name: ticket[name] for name in ("id", "imp_uid", "amount", "reason", "state")} == {
        "id": 1,
        "imp_uid": made["imp_uid"],
        "amount": Decimal("20.00"),
        "reason": "damaged [T-0001 k7qd]",
        "state": "open",
    }


def test_an_executed_ticket_shows_even_partly_as_cancelled(client: Any) -> None:
    made = client.payment()
    cancel(client, made, amount=20, reason="damaged")
    client.server.advance(3600)
    assert client.control("POST", "/tickets/1/decide", {"outcome": "cancelled"})["state"] == "cancelled"
    now = client.look(made["imp_uid"])
    assert (now["status"], now["amount"], now["cancel_amount"]) == ("cancelled", 60, 20)
    assert (now["cancelled_at"], now["cancel_reason"], now["paid_at"]) == (START + 3600, "damaged", START)
    entry = now["cancel_history"][0]
    assert (entry["amount"], entry["cancelled_at"], entry["reason"]) == (20, START + 3600, "damaged")
    assert entry["cancellation_id"]
    assert entry["pg_tid"]
    cancel(client, made, amount=40, checksum=40)
    client.control("POST", "/tickets/2/decide", {"outcome": "cancelled"})
    assert client.look(made["imp_uid"])["cancel_amount"] == 60
    answer = cancel(client, made, amount=1)
    assert (answer["status"], answer["code"], answer["message"]) == (200, 1, "이미 전액취소된 주문입니다.")


def test_a_rejected_ticket_is_silent(client: Any) -> None:
    made = client.payment()
    cancel(client, made, amount=20)
    before = client.look(made["imp_uid"])
    assert client.control("POST", "/tickets/1/decide", {"outcome": "rejected"})["state"] == "rejected"
    assert client.look(made["imp_uid"]) == before


@pytest.mark.parametrize("amount", [{}, {"amount": 0}, {"amount": None}])
def test_a_missing_amount_or_0_is_everything_that_is_left(client: Any, amount: dict[str, Any]) -> None:
    made = client.payment()
    client.control("POST", f"/console-cancel/{made['imp_uid']}", {"amount": 15})
    cancel(client, made, **amount)
    assert client.tickets()[0]["amount"] == 45


def test_forms_are_taken_as_well_as_json(client: Any) -> None:
    made = client.payment()
    body = {"imp_uid": made["imp_uid"], "amount": "12.50", "checksum": "60", "reason": "상품 파손"}
    answer = client.send("POST", "/payments/cancel/", data=body, check=False)
    assert answer.json()["code"] == 0
    assert (client.tickets()[0]["amount"], client.tickets()[0]["reason"]) == (Decimal("12.50"), "상품 파손")


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 60.01},
        {"amount": 61},
        {"amount": -1},
        {"amount": 20, "checksum": 59},
        {"amount": 20, "checksum": 0},
        {"amount": 20.001},
    ],
)
def test_what_does_not_fit_is_refused_with_200_and_a_code(client: Any, fields: dict[str, Any]) -> None:
    made = client.payment()
    answer = cancel(client, made, **fields)
    assert answer["status"] == 200
    assert answer["code"] != 0
    assert answer["message"]
    assert answer["response"] is None
    assert client.tickets() == []


def test_an_amount_that_is_no_number_is_refused(client: Any) -> None:
    made = client.payment()
    body = {"imp_uid": made["imp_uid"], "amount": "all"}
    assert client.send("POST", "/payments/cancel", json=body, check=False).json()["code"] == -1
    assert client.tickets() == []


@pytest.mark.parametrize("status", ["ready", "failed"])
def test_only_paid_payments_can_be_cancelled(client: Any, status: str) -> None:
    answer = cancel(client, client.payment(status=status), amount=1)
    assert (answer["code"], answer["message"]) == (1, "취소할 결제건이 존재하지 않습니다.")


def test_unknown_and_unnamed_payments_are_refused(client: Any) -> None:
    unknown = client.post("/payments/cancel", {"imp_uid": "imp_1", "amount": 1})
    assert (unknown["status"], unknown["code"]) == (200, 1)
    assert unknown["message"] == "취소할 결제건이 존재하지 않습니다."
    unnamed = client.post("/payments/cancel", {"amount": 1})
    assert unnamed["code"] != 0
    assert unnamed["message"].endswith("지정해주셔야합니다.")


def test_the_payment_number_wins_over_the_order_number(client: Any) -> None:
    made = client.payment(merchant_uid="HB-1")
    wrong = {"imp_uid": "imp_1", "merchant_uid": "HB-1", "amount": 1}
    assert client.post("/payments/cancel", wrong)["code"] == 1
    assert client.post("/payments/cancel", {"merchant_uid": "HB-1", "amount": 1})["code"] == 0
    assert client.tickets()[0]["imp_uid"] == made["imp_uid"]


def test_paypal_is_cancelled_at_once(client: Any) -> None:
    made = client.payment(method="paypal")
    answer = cancel(client, made, amount=20, reason="late")["response"]
    assert (answer["status"], answer["cancel_amount"]) == ("cancelled", 20)
    assert answer["cancel_history"][0]["reason"] == "late"
    assert client.tickets() == []


def test_vouchers_are_refused_at_once_and_other_unrefundable_methods_take_a_ticket(client: Any) -> None:
    voucher = cancel(client, client.payment(method="boletobancario"), amount=20)
    assert voucher["code"] == -1
    assert voucher["message"].startswith("결제취소에 실패하였습니다.(")
    assert cancel(client, client.payment(method="polipayments"), amount=20)["code"] == 0
    assert len(client.tickets()) == 1


def test_a_second_request_opens_a_second_ticket_unless_read_otherwise(serve: Callable[..., Any]) -> None:
    client = serve()
    made = client.payment()
    assert [cancel(client, made, amount=40, checksum=60)["code"] for _ in range(2)] == [0, 0]
    assert [ticket["state"] for ticket in client.tickets()] == ["open", "open"]
    other = serve(readings=Readings(second_ticket=False))
    made = other.payment()
    assert [cancel(other, made, amount=40)["code"] for _ in range(2)] == [0, -1]


def test_staff_decides_by_itself_only_when_there_is_staff(client: Any) -> None:
    made = client.payment()
    cancel(client, made, amount=20)
    client.server.advance(60 * 24 * 3600)
    assert client.tickets()[0]["state"] == "open"
    client.server.shop.staffed = True
    lost = client.payment(method="polipayments")
    cancel(client, made, amount=20)
    cancel(client, lost)
    client.server.advance(5 * 24 * 3600)
    assert [ticket["state"] for ticket in client.tickets()] == ["open", "cancelled", "rejected"]
    assert client.look(made["imp_uid"])["cancel_amount"] == 20


def test_a_ticket_above_what_is_left_is_not_carried_out(client: Any) -> None:
    client.server.shop.staffed = True
    made = client.payment()
    for _ in range(2):
        cancel(client, made, amount=40, checksum=60)
    client.server.advance(10 * 24 * 3600)
    assert client.look(made["imp_uid"])["cancel_amount"] == 40
    assert sorted(ticket["state"] for ticket in client.tickets()) == ["cancelled", "rejected"]


def test_what_i_mport_may_do_with_the_reason_is_a_switch(serve: Callable[..., Any]) -> None:
    client = serve(readings=Readings(reason_survives=False))
    made = client.payment()
    cancel(client, made, amount=20, reason="damaged [T-0001 k7qd]")
    client.control("POST", "/tickets/1/decide", {"outcome": "cancelled"})
    assert "T-0001" not in client.look(made["imp_uid"])["cancel_history"][0]["reason"]
