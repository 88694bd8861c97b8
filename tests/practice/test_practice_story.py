"""The ordinary week: the same for the same seed, complete, playable by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import requests

from paymentdesk.practice.scenarios import MerchantAct, Story, bulk, ordinary_week

NOW = 1_790_000_000
DAY = 24 * 3600
CALLS = ("/payments/status/all?limit=1000&sorting=updated", "/users/pg")


def test_the_same_seed_and_start_give_the_same_bytes(serve: Callable[..., Any]) -> None:
    one, other = serve(seed=3), serve(seed=3)
    story = ordinary_week(3, NOW)
    assert story == ordinary_week(3, NOW)
    assert story.shop_events != ordinary_week(4, NOW).shop_events
    for client in (one, other):
        client.server.load(ordinary_week(3, NOW))
        client.payment(started_at=NOW, paid_at=NOW)
    for path in CALLS:
        assert one.send("GET", path).content == other.send("GET", path).content
    scenario = [requests.get(c.server.control_url + "/scenario", timeout=10).content for c in (one, other)]
    assert scenario[0] == scenario[1]


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_the_week_is_about_300_payments_most_of_them_of_the_last_days(serve: Callable[..., Any], seed: int) -> None:
    client = serve()
    story = ordinary_week(seed, NOW)
    client.server.load(story)
    payments = list(client.server.shop.payments)
    assert client.server.clock.now() == NOW
    assert 280 <= len(payments) <= 320
    assert len([p for p in payments if p.started_at > NOW - 9 * DAY]) > len(payments) / 2
    assert min(p.started_at for p in payments) < NOW - 50 * DAY
    assert {p.currency for p in payments} == {"USD", "EUR", "JPY", "KRW", "GBP"}
    assert len({p.emb_pg_provider for p in payments}) >= 10
    assert len({p.country for p in payments}) >= 10
    assert {p.status for p in payments} == {"ready", "paid", "failed", "cancelled"}
    window = client.get("/payments/status/all", **{"from": NOW - 80 * DAY, "to": NOW, "limit": 1000})
    assert window["response"]["total"] == len(payments)


def test_the_orders_are_numbered_in_the_order_of_time_and_belong_to_the_payments() -> None:
    story = ordinary_week(1, NOW)
    orders = [act.order for act in story.merchant if act.order is not None]
    by_time = sorted(orders, key=lambda order: order.written_at)
    assert [int(order.merchant_uid[3:]) for order in by_time] == list(range(2304 - len(orders), 2304))
    numbers = {order.merchant_uid for order in orders}
    assert {event.payment.merchant_uid for event in story.shop_events if event.payment} <= numbers
    assert all(len(order.buyer_name) <= 16 and " " in order.buyer_name for order in orders)
    assert all(order.buyer_email.endswith("@example.com") for order in orders)
    assert len([order for order in orders if order.issued_at is None]) == 2
    assert any(act.kind == "close_order" for act in story.merchant)


class Merchant:
    """Plays the merchant by hand, as the desk does through its services."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.outcomes: Counter[str] = Counter()

    def play(self, story: Story) -> None:
        self.client.server.open_story(story)
        assert self.client.server.clock.now() == story.begins_at
        for act in story.merchant:
            self.client.server.advance_to(act.at)
            assert self.client.server.clock.now() == act.at
            if act.kind == "cancel":
                outcome = self.cancel(act)
                assert outcome == act.expect, act
                self.outcomes[outcome] += 1
        self.client.server.close_story()

    def cancel(self, act: MerchantAct) -> str:
        left = self.client.server.shop.payments.get(act.imp_uid).left
        assert act.amount is not None
        assert Decimal(0) < act.amount <= left, act
        body = {"imp_uid": act.imp_uid, "amount": float(act.amount), "checksum": float(left)}
        try:
            answer = self.client.send("POST", "/payments/cancel", json=body).json()
        except requests.ConnectionError:
            return "unconfirmed"
        if answer["code"] != 0:
            return "refused"
        return "waiting" if answer["response"]["status"] == "paid" else "cancelled"


@pytest.fixture
def played(serve: Callable[..., Any]) -> Any:
    client = serve()
    merchant = Merchant(client)
    story = ordinary_week(1, NOW)
    merchant.play(story)
    client.story = story
    client.outcomes = merchant.outcomes
    return client


def test_every_request_comes_out_as_the_story_says(played: Any) -> None:
    assert played.outcomes["refused"] == 1
    assert played.outcomes["cancelled"] == 1
    assert played.outcomes["unconfirmed"] == 3
    assert played.outcomes["waiting"] >= 20
    assert played.server.clock.now() == NOW
    assert played.control("GET", "/faults") == {"faults": []}
    kinds = Counter(act.kind for act in played.story.merchant)
    once = ("keep_waiting", "reject", "did_not_arrive", "record_elsewhere", "withdraw")
    assert {kind: kinds[kind] for kind in once} == dict.fromkeys(once, 1)
    assert kinds["draft"] == 2
    assert kinds["sync"] >= 8


def test_tickets_are_left_open_settled_rejected_and_overdue(played: Any) -> None:
    tickets = played.tickets()
    states = Counter(ticket["state"] for ticket in tickets)
    assert states["rejected"] == 2
    assert states["cancelled"] >= 12
    opened = [ticket["opened_at"] for ticket in tickets if ticket["state"] == "open"]
    assert len(opened) >= 8
    assert len([at for at in opened if at < NOW - 7 * DAY]) == 1
    assert len([ticket for ticket in tickets if ticket["reason"] == "관리자페이지취소"]) == 1


def test_the_troubles_of_the_week_are_all_there(played: Any) -> None:
    shop, orders = played.server.shop, {act.merchant_uid: act.order for act in played.story.merchant if act.order}
    payments = list(shop.payments)
    held = [p for p in payments if p.sandbox and p.status == "paid"]
    assert len(held) == 2
    differing = [p for p in payments if p.amount != orders[p.merchant_uid].amount]
    assert [(p.amount, orders[p.merchant_uid].amount) for p in differing] == [(Decimal(12), Decimal(120))]
    paid = Counter(p.merchant_uid for p in payments if p.status == "paid")
    assert [count for count in paid.values() if count > 1] == [2]
    partly = [p for p in payments if 0 < p.cancel_amount < p.amount]
    assert len(partly) >= 5
    assert len([p for p in payments if p.cancel_reason == "관리자페이지취소"]) == 2
    late = [e for e in played.story.shop_events if e.kind == "fail" and "Internal error" in e.reason]
    assert any(shop.payments.get(e.imp_uid) and shop.payments.get(e.imp_uid).status == "paid" for e in late)


def test_life_goes_on_after_the_story(played: Any) -> None:
    before = len(played.server.shop.payments)
    still_open = [ticket["id"] for ticket in played.tickets() if ticket["state"] == "open"]
    played.server.advance(3 * DAY)
    assert len(played.server.shop.payments) == before + 7
    after = {ticket["id"]: ticket["state"] for ticket in played.tickets()}
    # The overdue one, and the one that was overtaken: nothing is left on its payment.
    assert len([number for number in still_open if after[number] == "open"]) == 2
    made = played.payment()
    played.post("/payments/cancel", {"imp_uid": made["imp_uid"], "amount": 1})
    played.server.advance(5 * DAY)
    assert played.tickets()[-1]["state"] != "open"


def test_a_large_shop_is_made_and_listed_in_pages(serve: Callable[..., Any]) -> None:
    client = serve()
    made = list(bulk(1, NOW, 2000))
    assert made == list(bulk(1, NOW, 2000))
    client.server.add_bulk(made)
    assert len({payment.imp_uid for payment in made}) == 2000
    assert {payment.status for payment in made} == {"ready", "paid", "failed", "cancelled"}
    page = client.get("/payments/status/all", check=False, limit=1000)["response"]
    assert page["total"] == len(page["list"])
