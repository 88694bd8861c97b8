"""Makers of the dialogs about taking and checking a payment, for the tests that walk all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from paymentdesk.domain.order import Order
from paymentdesk.services import links, ordering
from paymentdesk.store import queries
from paymentdesk.ui.dialogs.checkout_page import CheckoutDialog
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.dialogs.open_links import OpenLinksDialog
from paymentdesk.ui.dialogs.pay_link import LinkDialog, MakeLinkDialog
from paymentdesk.ui.dialogs.verify import VerifyDialog


def write_order(room: Any, number: str, amount: int = 5400, **fields: Any) -> None:
    given = {
        "buyer_name": "Jack Son", "buyer_email": "jack@example.com", "phone": "010-1", "country": "DE",
        "address": "Berlin",
    } | fields  # fmt: skip
    shop = room.opened.shop
    order = Order(number, "Celadon cup", amount, "USD", written_at=shop.now(), **given)
    ordering.write_order(shop, order, "Minji")


def order_of(room: Any, number: str) -> queries.OrderDetail:
    with room.opened.shop.database.reader() as connection:
        found = queries.order_detail(connection, number)
    assert found is not None
    return found


def checkout_dialogs(room: Any) -> list[Callable[[], DeskDialog]]:
    session, window = room.window.session, room.window
    write_order(room, "CH-1")
    write_order(room, "CH-2")
    link = links.make_link(room.opened.shop, "CH-1", "Minji")
    room.pay(45, merchant_uid="CH-2")
    return [
        lambda: MakeLinkDialog(session, order_of(room, "CH-1"), window),
        lambda: LinkDialog(session, order_of(room, "CH-1"), link, window),
        lambda: CheckoutDialog(session, order_of(room, "CH-1"), window),
        lambda: VerifyDialog(session, order_of(room, "CH-2"), window),
        lambda: OpenLinksDialog(session, window),
    ]
