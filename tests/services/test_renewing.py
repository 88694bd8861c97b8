"""A ledger takes a renewed key only after it showed three payments the ledger knows (money.md R12)."""

from __future__ import annotations

import json
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import polling
from paymentdesk.services.renewing import renew_key
from paymentdesk.services.shop import open_shop
from paymentdesk.settings import ShopProfile, resource

START = 1_790_000_000


def server(key: str) -> PracticeServer:
    methods = resource("paymentwall-methods.csv")
    return PracticeServer(port=0, seed=1, start=START, speed=0, methods=methods, key=key, secret="s" * 32)


def pay(shop: PracticeServer, order: str) -> None:
    where = urlsplit(shop.control_url)
    connection = HTTPConnection(where.hostname or "", where.port)
    body = json.dumps({"merchant_uid": order, "amount": 10, "currency": "USD", "status": "paid"})
    connection.request("POST", f"{where.path}/payments", body, {"Content-Type": "application/json"})
    connection.getresponse().read()
    connection.close()


def profile_of(shop: PracticeServer, home: Path) -> ShopProfile:
    return ShopProfile("x", home, shop.url, shop.imp_key, shop.imp_secret, user="owner")


def test_a_renewed_key_of_the_same_shop_is_taken(tmp_path: Path) -> None:
    with server("first") as old, server("renewed") as renewed:
        for order in ("A", "B", "C"):
            pay(old, order)
            pay(renewed, order)  # the same seed: the same payments, as one shop shows them to both of its keys
        first = profile_of(old, tmp_path)
        desk = open_shop(first)
        polling.sync(desk)
        desk.close()
        second = profile_of(renewed, tmp_path)
        with pytest.raises(Trouble) as refused:
            open_shop(second)
        assert refused.value.kind is Kind.OTHER_SHOP
        assert renew_key(second) is True
        open_shop(second).close()
        assert renew_key(second) is False
        with pytest.raises(Trouble):
            open_shop(first)


def test_the_key_of_another_shop_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with server("first") as old, server("other") as other:
        for order in ("A", "B", "C"):
            pay(old, order)
        first = profile_of(old, tmp_path)
        desk = open_shop(first)
        polling.sync(desk)
        desk.close()
        with pytest.raises(Trouble) as refused:
            renew_key(profile_of(other, tmp_path))
        assert refused.value.kind is Kind.OTHER_SHOP
        elsewhere = replace(profile_of(other, tmp_path), api_url="https://api.example.com")
        with pytest.raises(Trouble):
            renew_key(elsewhere)
        open_shop(first).close()
