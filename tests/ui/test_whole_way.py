"""The whole way of an order, without a browser: the buyer's forms are sent as a browser would send them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.whole_way import FormBuyer, paid_by_link, paid_by_page, to_the_end


def test_an_order_is_paid_by_link_verified_delivered_partly_cancelled_and_settled(room: Any) -> None:
    to_the_end(room, paid_by_link(room, FormBuyer()))


def test_an_order_is_paid_through_its_page_and_found_at_once(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    to_the_end(room, paid_by_page(room, FormBuyer(), monkeypatch))
