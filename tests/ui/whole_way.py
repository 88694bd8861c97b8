"""The whole way of an order through the window: typed, paid by a buyer, verified, delivered, partly cancelled, settled.

Who the buyer is decides whether a browser is needed: `FormBuyer` speaks the pages' HTML and forms, nothing more.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Protocol
from urllib.parse import urlencode

import requests
from PySide6.QtGui import QDesktopServices

from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.checkout_page import CheckoutDialog
from paymentdesk.ui.dialogs.deliver import DeliverDialog
from paymentdesk.ui.dialogs.pay_link import LinkDialog, MakeLinkDialog
from tests.ui.checkout_dialogs import order_of
from tests.ui.test_orders import write_lamp


class Buyer(Protocol):
    def pay_by_link(self, address: str) -> None: ...
    def pay_by_page(self, address: str) -> None: ...


class FormBuyer:
    """Sends what the pages' forms would send."""

    def pay_by_link(self, address: str) -> None:
        self._press(address, requests.get(address, timeout=10).text)

    def pay_by_page(self, address: str) -> None:
        """What the page's script does with the practice shop's script: a window with the parameters, then a report."""
        page = requests.get(address, timeout=10).text
        block = re.search(r'<script type="application/json" id="order">(.*?)</script>', page, re.S)
        sdk = re.search(r'<script src="([^"]+)/v1/iamport.js">', page)
        assert block is not None
        assert sdk is not None
        told = json.loads(block[1])
        query = {k: json.dumps(v) if isinstance(v, dict) else str(v) for k, v in told["parameters"].items()}
        window = f"{sdk[1]}/checkout?{urlencode(query)}"
        done = self._press(window, requests.get(window, timeout=10).text)
        outcome = re.search(r"postMessage\((\{.*?\}),", done)
        assert outcome is not None
        report = address.rpartition("/")[0] + told["report_to"]
        requests.post(report, json={"imp_uid": json.loads(outcome[1])["imp_uid"]}, timeout=10)

    def _press(self, address: str, html: str) -> str:
        fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html))
        form = {name: unescape(value) for name, value in fields.items()}
        answer = requests.post(address.partition("?")[0], data=form | {"act": "pay", "method": "cc"}, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.text


def _link(room: Any, number: str) -> str:
    room.window.orders.pane.button("link").click()
    room.dialog(MakeLinkDialog).make()
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(LinkDialog)))
    dialog = room.dialog(LinkDialog)
    address = str(dialog.link.url)
    dialog.close()
    return address


def paid_by_link(room: Any, buyer: Buyer) -> str:
    """An order typed in the window and paid by its link; found within one round."""
    room.window.show_screen("orders")
    number = write_lamp(room, phone="010-1234-5678")
    assert order_of(room, number).state == "draft"
    address = _link(room, number)
    room.until(lambda: order_of(room, number).state == "awaiting_payment")
    buyer.pay_by_link(address)
    room.sync()
    return number


def paid_by_page(room: Any, buyer: Buyer, monkeypatch: Any) -> str:
    """The same through the page opened on this computer; found at once, because the page reports its window."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(asked.append(url.toString()) or True))
    room.window.show_screen("orders")
    number = write_lamp(room)
    room.window.orders.pane.button("page").click()
    dialog = room.dialog(CheckoutDialog)
    dialog.open_page()
    room.until(lambda: asked)
    buyer.pay_by_page(asked[0])
    room.until(lambda: order_of(room, number).state == "paid")
    room.settle()
    dialog.close()
    return number


def to_the_end(room: Any, number: str) -> None:
    """Verified, delivered, partly cancelled, settled."""
    order = order_of(room, number)
    assert (order.state, order.hold, order.problems, order.findings) == ("paid", "", (), ())
    (payment,) = order.payments
    room.go("orders", number)
    assert room.window.orders.pane.shown.badge.text == "Paid"
    _deliver(room)
    room.until(lambda: order_of(room, number).delivery == "order_shipped")
    room.go("payments", payment)
    room.window.payments.pane.button("cancel").click()
    dialog = room.dialog(CancelDialog)
    dialog.amount.edit.setText("20")
    dialog.reason.setEditText("damaged")
    tickets: list[int] = []
    dialog.ticket_made.connect(tickets.append)
    dialog.request()
    room.until(lambda: tickets)
    room.settle()
    assert room.ticket(tickets[0]).state == "waiting"
    room.control(f"/tickets/{tickets[0]}/decide", {"outcome": "cancelled"})
    room.sync()
    ticket = room.ticket(tickets[0])
    assert (ticket.state, ticket.known_by, ticket.carried_out) == ("cancelled", "imp", 2000)
    assert (order_of(room, number).state, order_of(room, number).hold) == ("partly_cancelled", "")
    assert room.requests_sent() == 1


def _deliver(room: Any) -> None:
    room.window.orders.pane.button("deliver").click()
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(DeliverDialog)))
    dialog = room.dialog(DeliverDialog)
    dialog.status.setCurrentIndex(dialog.status.findData("order_shipped"))
    given = {"carrier": "EMS", "tracking": "EE1KR", "zip": "10115", "city": "Berlin", "phone": "010-1"}
    for name, text in given.items():
        dialog.fields[name].edit.setText(text)
    dialog.do_it()
    room.settle()
