"""Links, checkout pages and decisions about orders on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

ORDER = (
    "--name", "Celadon cup", "--amount", "54", "--currency", "USD", "--buyer", "Jack Son", "--email",
    "jack@example.com", "--phone", "010-1", "--country", "KR", "--kind", "digital", "--number", "HB-1",
)  # fmt: skip


@pytest.fixture
def order(cli: Any) -> Any:
    assert cli("orders", "add", *ORDER, "--json").code == 0
    return cli


def test_a_link_is_made_listed_and_switched_off(order: Any, tmp_path: Path) -> None:
    code = tmp_path / "HB-1.png"
    made = order("link", "HB-1", "--expires", "3d", "--mail", "--qr", code, "--json")
    assert made.code == 0
    link = made.json
    assert (link["order"], link["state"], link["amount"], link["currency"]) == ("HB-1", "open", "54.00", "USD")
    assert link["url"].startswith(order.server.url)
    assert (link["mail"]["to"], link["mail"]["body"].count(link["url"])) == ("jack@example.com", 1)
    assert "54.00" in link["mail"]["body"]
    assert code.read_bytes().startswith(b"\x89PNG")
    listed = order("links", "list", "--json").json
    assert (listed["total"], listed["links"][0]["url"]) == (1, link["url"])
    assert link["url"] in order("links", "list").out
    assert order("link", "HB-1", "--json").json["url"] == link["url"]
    off = order("link", "HB-1", "--disable", "--json")
    assert (off.code, off.json["state"]) == (0, "disabled")
    assert requests.get(link["url"], timeout=10).status_code == 404
    again = order("link", "HB-1", "--disable", "--json")
    assert (again.code, again.error["kind"], again.error["money"]) == (1, "no_link", "nothing_changed")
    assert order("links", "list", "--json").json["total"] == 0


def test_a_lost_answer_is_4_and_another_link_is_wanted_knowingly(order: Any) -> None:
    order.fault("drop_after", "/api/supplements/v1/link/payment")
    lost = order("link", "HB-1", "--json")
    assert (lost.code, lost.error["kind"]) == (4, "link_unknown")
    assert lost.error["message"].startswith("No money was moved: no answer came")
    assert (order("link", "HB-1", "--json").code, order("link", "HB-1", "--json").error["kind"]) == (
        1,
        "link_may_exist",
    )
    assert order("link", "HB-1", "--again", "--json").json["state"] == "open"


@pytest.mark.parametrize("until", ["yesterday", "0d", "2020-01-01", "2026-13-01"])
def test_an_end_that_cannot_be_is_wrong_usage(order: Any, until: str) -> None:
    refused = order("link", "HB-1", "--expires", until, "--json")
    assert (refused.code, refused.error["kind"]) == (2, "bad_argument")
    assert order.calls("POST", "/api/supplements") == []


def test_what_cannot_be_paid_is_refused(order: Any) -> None:
    assert order("link", "HB-2", "--json").error["kind"] == "unknown_order"
    order("orders", "edit", "HB-1", "--buyer", "Jack")
    refused = order("link", "HB-1", "--json")
    assert (refused.code, refused.error["kind"]) == (1, "order_lacks")
    assert "space" in refused.error["message"] or "last" in refused.error["message"].lower()


def test_a_page_is_written_and_holds_no_secret(order: Any, tmp_path: Path) -> None:
    file = tmp_path / "pay.html"
    made = order("checkout", "HB-1", "--out", file, "--country", "de", "--method", "alipay", "--json")
    assert (made.code, made.json["order"]) == (0, "HB-1")
    html = file.read_bytes()
    for secret in (order.server.imp_key, order.server.imp_secret):
        assert secret.encode() not in html
    assert b'"country_code":"DE"' in html
    assert b'"ps":"alipay"' in html
    assert (
        order("checkout", "HB-1", "--out", tmp_path / "no" / "pay.html", "--json").error["kind"] == "file_not_writable"
    )


def test_a_person_decides_about_an_order_that_must_not_be_shipped(order: Any) -> None:
    imp_uid = order.paid(45, merchant_uid="HB-1")
    order("sync", "--json")
    (listed,) = order("orders", "list", "--state", "problems", "--json").json["orders"]
    assert (listed["do_not_ship"], listed["hold"]) == (True, "open")
    assert "Do not ship, Amount differs" in order("orders", "list").out
    shown = order("show", "HB-1", "--json").json
    (found,) = shown["verification"]
    assert (found["problem"], found["imp_uid"], found["decision"]) == ("amount_differs", imp_uid, None)
    assert found["ordered"] == {"amount": "54.00", "currency": "USD"}
    assert found["paid"] == {"amount": "45.00", "currency": "USD"}
    assert [fact["data"]["paid"]["amount"] for fact in shown["timeline"] if fact["kind"] == "do_not_ship"] == ["45.00"]
    refused = order("orders", "verify", "HB-1", "ship-anyway", "--json")
    assert (refused.code, refused.error["kind"]) == (2, "note_missing")
    kept = order("orders", "verify", "HB-1", "keep", "--json").json
    assert (kept["hold"], kept["verification"][0]["decision"]) == ("held", "keep")
    free = order("orders", "verify", "HB-1", "ship-anyway", "--note", "the rest came by bank", "--json").json
    assert (free["hold"], free["do_not_ship"]) == (None, False)
    assert free["verification"][0]["note"] == "the rest came by bank"
    assert order("orders", "list", "--state", "problems", "--json").json["total"] == 0
    assert "the rest came by bank" in order("show", "HB-1").out
    unknown = order("orders", "verify", "HB-9", "keep", "--json")
    assert (unknown.code, unknown.error["kind"]) == (1, "unknown_order")
