"""A person plays the buyer: payment links and the checkout window (domain.md 6)."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

START = 1_790_000_000
LINKS = "/api/supplements/v1/link/payment"
ORDER = {
    "title": "Hanbit Goods",
    "user_code": "imp00000000",
    "amount": 54,
    "merchant_uid": "HB-1",
    "name": "Celadon <cup>",
    "currency": "USD",
    "buyer_tel": "010",
    "buyer_name": "Jack Son",
    "buyer_email": "jack@example.com",
}


def link(client: Any, expired_at: int = START + 3600, **order: Any) -> str:
    body = {"payment_info": json.dumps(ORDER | order), "expired_at": expired_at}
    answer = client.send("POST", LINKS, json=body, headers={}, check=False)
    assert answer.status_code == 200
    address: str = answer.json()["shortenedUrl"]
    assert address.startswith(client.server.url + "/l/")
    return address


def press(address: str, act: str, **form: str) -> requests.Response:
    return requests.post(address, data={"act": act} | form, timeout=10)


def attempts(client: Any) -> list[dict[str, Any]]:
    return list(client.get("/payments/findAll/HB-1", sorting="started")["response"]["list"])


def test_a_link_leads_to_a_page_on_which_the_order_is_paid(client: Any) -> None:
    address = link(client)
    page = requests.get(address, timeout=10)
    assert page.status_code == 200
    assert "Celadon &lt;cup&gt;" in page.text
    assert "<cup>" not in page.text
    assert "USD 54.00" in page.text
    assert client.get("/payments/findAll/HB-1")["status"] == 404
    assert press(address, "pay", method="paypal", country="DE").status_code == 200
    paid = attempts(client)[0]
    assert (paid["status"], paid["amount"], paid["emb_pg_provider"]) == ("paid", 54, "paypal")
    assert (paid["buyer_name"], paid["buyer_tel"], paid["name"]) == ("Jack Son", "010", "Celadon <cup>")


def test_the_buyer_fails_leaves_and_is_held_for_review(client: Any) -> None:
    address = link(client)
    for act in ("fail", "leave", "review"):
        press(address, act)
        client.server.advance(60)
    assert [attempt["status"] for attempt in attempts(client)] == ["failed", "ready", "failed"]
    assert attempts(client)[2]["fail_reason"] == "(PG사 결제 장애) Internal error"
    client.server.advance(5 * 3600)
    assert [attempt["status"] for attempt in attempts(client)] == ["failed", "ready", "paid"]


def test_a_paid_order_is_not_paid_again(client: Any) -> None:
    address = link(client)
    press(address, "pay")
    assert press(address, "pay").status_code == 400
    assert "paid already" in requests.get(address, timeout=10).text
    assert len(attempts(client)) == 1


def test_another_amount_than_the_registered_one_opens_no_window(client: Any) -> None:
    client.post("/payments/prepare", {"merchant_uid": "HB-1", "amount": 60, "currency": "USD"})
    assert "not the one registered" in press(link(client), "pay").text
    assert client.get("/payments/findAll/HB-1")["status"] == 404


@pytest.mark.parametrize(("field", "value"), [("buyer_email", ""), ("buyer_name", "손재석"), ("amount", 0)])
def test_what_paymentwall_demands_of_the_buyer(client: Any, field: str, value: Any) -> None:
    address = link(client) if field == "amount" else link(client, **{field: value})
    if field == "amount":
        address = link(client, amount=-1)
    assert press(address, "pay").status_code == 400
    assert client.get("/payments/findAll/HB-1")["status"] == 404


def test_a_link_ends_by_time_and_by_hand(client: Any) -> None:
    expiring, disabled = link(client), link(client, 0)
    client.server.advance(3600)
    assert requests.get(expiring, timeout=10).status_code == 404
    assert requests.get(disabled, timeout=10).status_code == 200
    code = disabled.rpartition("/")[2]
    assert client.send("PUT", f"{LINKS}/{code}", headers={}, check=False).status_code == 200
    assert press(disabled, "pay").status_code == 404
    assert client.send("PUT", f"{LINKS}/none", headers={}, check=False).status_code == 404


def test_an_incomplete_link_is_refused(client: Any) -> None:
    without = {name: value for name, value in ORDER.items() if name != "buyer_tel"}
    for info in (json.dumps(without), "{", None, ORDER):
        answer = client.send("POST", LINKS, json={"payment_info": info}, headers={}, check=False)
        assert answer.status_code == 400


def test_faults_reach_the_links_too(client: Any) -> None:
    client.fault("status", LINKS, status=503)
    assert client.send("POST", LINKS, json={}, headers={}, check=False).status_code == 503


def test_the_checkout_window_tells_the_page_that_opened_it(client: Any) -> None:
    url = client.server.url
    script = requests.get(url + "/v1/iamport.js", timeout=10)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "request_pay" in script.text
    order = {name: str(value) for name, value in ORDER.items()}
    page = requests.get(url + "/checkout", params=order, timeout=10)
    assert 'name="merchant_uid" value="HB-1"' in page.text
    done = press(url + "/checkout", "pay", **order)
    paid = attempts(client)[0]
    assert f'postMessage({{"imp_uid":"{paid["imp_uid"]}","merchant_uid":"HB-1"}},' in done.text
    refused = press(url + "/checkout", "pay", **(order | {"merchant_uid": "</script>", "buyer_email": ""}))
    assert refused.text.count("</script>") == 1
    assert '"error_code":"F400"' in refused.text


def test_the_window_opens_for_the_country_the_method_and_the_channel_the_page_names(client: Any) -> None:
    url = client.server.url
    order = {name: str(value) for name, value in ORDER.items()}
    wish = {"country_code": "DE", "ps": "alipay", "widget_code": "pw_1"}
    page = requests.get(url + "/checkout", params=order | {"bypass": json.dumps(wish)}, timeout=10).text
    assert 'name="country" value="DE"' in page
    everything = requests.get(url + "/checkout", params=order | {"bypass": "no JSON"}, timeout=10).text
    assert (page.count("<option"), everything.count("<option") > 50) == (1, True)
    test = next(each["channel_key"] for each in client.server.shop.channels() if each["sandbox"])
    press(url + "/checkout", "pay", **order, channelKey=test)
    assert [attempt["sandbox"] for attempt in attempts(client)] == [True]


def test_other_sites_cannot_press_the_buttons(client: Any) -> None:
    address = link(client)
    answer = requests.post(address, data={"act": "pay"}, headers={"Origin": "https://evil.example"}, timeout=10)
    assert answer.status_code == 403
    assert client.get("/payments/findAll/HB-1")["status"] == 404
