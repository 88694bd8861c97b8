"""Looking payments up as other clients do (domain.md 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paymentdesk.practice.readings import Readings

START = 1_790_000_000
DAY = 24 * 3600


def test_an_unknown_payment_is_a_404_in_the_envelope(client: Any) -> None:
    answer = client.get("/payments/imp_000000000000")
    assert answer == {"status": 404, "code": -1, "message": "존재하지 않는 결제정보입니다.", "response": None}


def test_a_payment_carries_every_field_and_plain_numbers(client: Any, official: Any) -> None:
    made = client.payment(amount=19.9, currency="USD", country="DE")
    answer = client.send("GET", f"/payments/{made['imp_uid']}")
    assert b'"amount":19.90,' in answer.content
    assert b'"cancel_amount":0.00,' in answer.content
    schema = official.spec / "components" / "schemas" / "PaymentAnnotation" / "properties"
    assert set(schema.read_value()) <= set(answer.json()["response"])
    yen = client.payment(amount=4200, currency="JPY")
    assert b'"amount":4200,' in client.send("GET", f"/payments/{yen['imp_uid']}").content


def test_test_payments_hide_from_the_single_look_up_only(client: Any) -> None:
    made = client.payment(sandbox=True, merchant_uid="HB-1")
    path = f"/payments/{made['imp_uid']}"
    assert client.get(path)["status"] == 404
    assert client.get(path, include_sandbox="false")["status"] == 404
    assert client.get(path, include_sandbox="true")["response"]["sandbox"] is True
    assert client.get("/payments/find/HB-1", check=False)["status"] == 200
    assert client.get("/payments/status/all")["response"]["total"] == 1


def test_the_country_shows_only_in_the_extension_that_was_asked_for(client: Any) -> None:
    made = client.payment(country="NL")
    path = f"/payments/{made['imp_uid']}"
    assert "extension" not in client.get(path)["response"]
    assert client.get(path, check=False, extension="true")["response"]["extension"] == {"country_code": "NL"}


def test_many_numbers_answer_207_when_some_are_unknown_and_404_when_all_are(client: Any) -> None:
    one, two = client.payment(merchant_uid="HB-1"), client.payment(merchant_uid="HB-2")
    both = {"imp_uid[]": [two["imp_uid"], one["imp_uid"]]}
    answer = client.get("/payments", **both)
    assert (answer["status"], [p["imp_uid"] for p in answer["response"]]) == (200, both["imp_uid[]"])
    answer = client.get("/payments", **{"imp_uid[]": [one["imp_uid"], "imp_1"], "merchant_uid[]": ["HB-2"]})
    assert (answer["status"], len(answer["response"])) == (207, 2)
    assert client.get("/payments", **{"imp_uid[]": ["imp_1"]})["status"] == 404
    assert client.get("/payments", **{"imp_uid[]": [f"imp_{n}" for n in range(101)]}, check=False)["code"] != 0


@pytest.mark.parametrize("path", ["/payments/find/HB-1", "/payments/find/HB-1/", "/payments/find/HB-1/paid"])
def test_find_gives_the_newest_attempt_with_without_and_with_empty_status(client: Any, path: str) -> None:
    client.payment(merchant_uid="HB-1", started_at=START - 500)
    newest = client.payment(merchant_uid="HB-1", started_at=START - 100)
    assert client.get(path, check=not path.endswith("/"))["response"]["imp_uid"] == newest["imp_uid"]


def test_find_in_a_status_takes_the_newest_of_that_status(client: Any) -> None:
    failed = client.payment(merchant_uid="HB-1", status="failed", started_at=START - 500)
    client.payment(merchant_uid="HB-1", started_at=START - 100)
    assert client.get("/payments/find/HB-1/failed")["response"]["imp_uid"] == failed["imp_uid"]
    assert client.get("/payments/find/HB-1/ready")["status"] == 404
    assert client.get("/payments/find/HB-9")["status"] == 404


@pytest.mark.parametrize("path", ["/payments/findAll/HB-1", "/payments/findAll/HB-1/", "/payments/findAll/HB-1/all"])
def test_find_all_pages_every_attempt(client: Any, path: str) -> None:
    made = [client.payment(merchant_uid="HB-1", started_at=START - n) for n in (300, 200, 100)]
    check = not path.endswith("/")
    page = client.get(path, check=check, limit=2)["response"]
    assert [p["imp_uid"] for p in page["list"]] == [made[2]["imp_uid"], made[1]["imp_uid"]]
    assert (page["total"], page["previous"], page["next"]) == (3, 0, 2)
    last = client.get(path, check=check, limit=2, page=2)["response"]
    assert (len(last["list"]), last["previous"], last["next"]) == (1, 1, 0)
    assert client.get(path, check=check, limit=2, page=3)["status"] == 400


def test_find_all_refuses_an_unknown_status_and_knows_no_unknown_order(client: Any) -> None:
    client.payment(merchant_uid="HB-1")
    assert client.get("/payments/findAll/HB-1/refunded")["status"] == 400
    assert client.get("/payments/findAll/HB-9")["status"] == 404


def test_order_numbers_may_hold_what_addresses_do_not(client: Any) -> None:
    client.payment(merchant_uid="주문 1/2?")
    found = client.get("/payments/find/%EC%A3%BC%EB%AC%B8%201%2F2%3F", check=False)
    assert found["response"]["merchant_uid"] == "주문 1/2?"


def test_the_status_list_filters_by_the_time_of_the_current_status(client: Any) -> None:
    made = client.payment(started_at=START - 5 * DAY)
    client.control("POST", f"/console-cancel/{made['imp_uid']}", {"amount": 20})
    past = {"from": START - 6 * DAY, "to": START - DAY}
    assert client.get("/payments/status/all", **past)["response"]["total"] == 0
    assert client.get("/payments/status/paid")["response"]["total"] == 0
    assert client.get("/payments/status/cancelled", from_=START, to=START)["response"]["total"] == 1


@pytest.mark.parametrize("sorting", ["-started", "started", "-paid", "paid", "-updated", "updated"])
def test_lists_sort_all_six_ways(client: Any, sorting: str) -> None:
    made = [
        client.payment(started_at=START - begun, paid_at=START - paid)["imp_uid"]
        for begun, paid in ((300, 10), (200, 100), (100, 50))
    ]
    client.control("POST", f"/console-cancel/{made[1]}", {"amount": 1})
    rising = {"started": [0, 1, 2], "paid": [1, 2, 0], "updated": [2, 0, 1]}[sorting.lstrip("-")]
    if sorting.startswith("-"):
        rising = rising[::-1]
    listed = client.get("/payments/status/all", sorting=sorting)["response"]["list"]
    assert [p["imp_uid"] for p in listed] == [made[index] for index in rising]


def test_the_window_is_90_days_at_most_and_by_default_the_last_90(client: Any) -> None:
    client.payment(started_at=START - 90 * DAY)
    client.payment(started_at=START - 90 * DAY - 1)
    assert client.get("/payments/status/paid")["response"]["total"] == 1
    wide = {"from": START - 90 * DAY - 1, "to": START}
    assert client.get("/payments/status/paid", **wide)["status"] == 400
    assert client.get("/payments/status/paid", to=START - 90 * DAY)["response"]["total"] == 2


def test_a_wide_window_can_be_read_as_clamped(serve: Callable[..., Any]) -> None:
    client = serve(readings=Readings(refuse_wide_window=False))
    client.payment(started_at=START - 100 * DAY)
    wide = {"from": START - 200 * DAY, "to": START}
    assert client.get("/payments/status/paid", **wide)["response"]["total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        {"page": 2},
        {"page": 0},
        {"limit": 0},
        {"limit": 1001},
        {"limit": "many"},
        {"sorting": "amount"},
        {"from": START, "to": START - 1},
    ],
)
def test_what_cannot_be_listed_is_a_400(client: Any, query: dict[str, Any]) -> None:
    client.payment()
    answer = client.get("/payments/status/paid", check=False, **query)
    assert (answer["status"], answer["response"]) == (400, None)


def test_an_unknown_status_is_a_400_with_its_known_sentence(client: Any) -> None:
    answer = client.get("/payments/status/refunded", check=False)
    assert (answer["status"], answer["message"]) == (400, "지원되지 않는 상태값입니다.")


def test_an_empty_window_is_an_empty_list_unless_read_otherwise(serve: Callable[..., Any]) -> None:
    page = serve().get("/payments/status/paid")["response"]
    assert page == {"total": 0, "previous": 0, "next": 0, "list": []}
    assert serve(readings=Readings(refuse_empty_window=True)).get("/payments/status/paid")["status"] == 400


def test_a_page_holds_20_by_default_and_up_to_1000(client: Any) -> None:
    from paymentdesk.practice.scenarios import bulk

    client.server.add_bulk(bulk(1, START, 1200))
    query = {"from": START - 89 * DAY, "to": START}
    assert len(client.get("/payments/status/all", **query)["response"]["list"]) == 20
    seen = set()
    for month in range(9):
        page = 1
        while page:
            end = START - month * 89 * DAY
            window = {"from": end - 89 * DAY, "to": end, "limit": 100, "page": page, "sorting": "updated"}
            listed = client.get("/payments/status/all", check=False, **window)["response"]
            seen |= {payment["imp_uid"] for payment in listed["list"]}
            page = listed["next"]
    assert len(seen) == 1200


def test_an_unknown_call_is_answered_in_the_envelope(client: Any) -> None:
    for method, path in (("GET", "/nothing"), ("POST", "/payments/imp_1"), ("DELETE", "/payments/cancel")):
        answer = client.send(method, path, check=False)
        assert answer.status_code in (404, 405)
        assert answer.json()["response"] is None


def test_the_date_is_the_simulated_time(client: Any) -> None:
    client.server.advance(60)
    answer = client.send("GET", "/users/pg")
    assert answer.headers["Date"] == "Mon, 21 Sep 2026 14:14:20 GMT"
    assert {channel["sandbox"] for channel in answer.json()["response"]} == {True, False}
