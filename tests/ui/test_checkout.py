"""Taking a payment in the window: link, page, what the buyer does, and what a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from paymentdesk.services import links, ordering
from paymentdesk.ui.badge import BadgeLabel
from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.checkout_page import CheckoutDialog
from paymentdesk.ui.dialogs.open_links import OpenLinksDialog
from paymentdesk.ui.dialogs.pay_link import LinkDialog, MakeLinkDialog
from paymentdesk.ui.dialogs.verify import VerifyDialog
from paymentdesk.ui.qr_code import QrCode
from paymentdesk.ui.theme import Tone
from tests.ui.checkout_dialogs import order_of, write_order


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses the system was asked to open; none is."""
    asked: list[str] = []

    def note(url: QUrl) -> bool:
        asked.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return asked


def act(room: Any, number: str, do: str) -> None:
    room.go("orders", number)
    room.window.orders.pane.button(do).click()


def press(dialog: Any, text: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if text in each.text() and each.isVisible()]
    button.click()


def made(room: Any, number: str = "CH-1") -> LinkDialog:
    """A link through the dialogs."""
    act(room, number, "link")
    making = room.dialog(MakeLinkDialog)
    making.make()
    room.until(lambda: room.window.findChildren(LinkDialog))
    room.settle()
    found: LinkDialog = room.dialog(LinkDialog)
    return found


def test_a_link_is_made_copied_shown_and_mailed(room: Any, opened: list[str]) -> None:
    write_order(room, "CH-1")
    dialog = made(room)
    assert dialog.url.text().startswith(room.server.url)
    press(dialog, "Copy link")
    assert QGuiApplication.clipboard().text() == dialog.link.url
    code = dialog.findChild(QrCode)
    assert (code.accessibleDescription(), code.toolTip()) == (dialog.link.url, dialog.link.url)
    image = code.grab().toImage()
    assert {image.pixelColor(x, y).lightness() < 128 for x in range(0, 190, 3) for y in range(0, 190, 3)} == {
        True,
        False,
    }
    press(dialog, "Write a mail")
    assert opened[-1].startswith("mailto:jack%40example.com?subject=")
    dialog.language.setCurrentIndex(dialog.language.findData("ko"))
    assert "결제 금액: US$54.00" in dialog.mail().body
    press(dialog, "Open in the browser")
    assert opened[-1] == dialog.link.url
    dialog.close()
    act(room, "CH-1", "link")  # the one there is
    again = room.dialog(LinkDialog)
    assert again.link.url == dialog.link.url
    again.disable()
    room.settle()
    assert requests.get(dialog.link.url, timeout=10).status_code == 404
    room.until(lambda: order_of(room, "CH-1").links[0].state == "disabled")


def test_the_qr_code_is_saved_and_read_back(room: Any, tmp_path: Path) -> None:
    write_order(room, "CH-1")
    url = links.make_link(room.opened.shop, "CH-1", "Minji").url
    for name in ("code.png", "code.svg"):
        room.opened.desk.checkout.save_qr(url, tmp_path / name)
    room.settle()
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "code.svg").read_bytes()
    rows = room.opened.desk.checkout.qr_modules(url)
    assert len(rows) == len(rows[0]) >= 25
    finder = [row[:7] for row in rows[:7]]
    assert finder[0] == (True,) * 7
    assert finder[3] == (True, False, True, True, True, False, True)


def test_a_lost_answer_asks_before_another_link_is_made(room: Any) -> None:
    write_order(room, "CH-1")
    room.control("/faults", {"path": "/api/supplements", "kind": "drop_after"})
    act(room, "CH-1", "link")
    dialog = room.dialog(MakeLinkDialog)
    dialog.make()
    room.until(lambda: dialog.said)
    assert "there may be one" in dialog.said
    assert dialog.again.isVisible()
    dialog.make()
    room.until(lambda: "say that you want another" in dialog.said)
    dialog.again.setChecked(True)
    dialog.make()
    room.until(lambda: room.window.findChildren(LinkDialog))
    assert len(room.server.shop.links.all()) == 2


def test_open_links_are_listed_copied_and_switched_off(room: Any) -> None:
    for number in ("CH-1", "CH-2"):
        write_order(room, number)
        links.make_link(room.opened.shop, number, "Minji")
    room.window.orders.show_links()
    dialog = room.dialog(OpenLinksDialog)
    room.until(lambda: len(dialog.lines) == 2)
    dialog._disable("CH-1")
    room.until(lambda: [line.link.merchant_uid for line in dialog.lines] == ["CH-2"])
    dialog._choose("CH-2")
    room.until(lambda: room.window.orders.current == "CH-2")


def test_a_page_opened_here_tells_when_its_window_closed(room: Any, opened: list[str]) -> None:
    """The page reports a payment's number; the desk looks at i'mport at once and believes only that."""
    write_order(room, "CH-1")
    act(room, "CH-1", "page")
    dialog = room.dialog(CheckoutDialog)
    assert dialog.chosen().country == "DE"
    dialog.open_page()
    room.until(lambda: opened)
    page = requests.get(opened[0], timeout=10)
    assert f'src="{room.server.url}/v1/iamport.js"'.encode() in page.content
    for secret in (room.server.imp_key, room.server.imp_secret):
        assert secret.encode() not in page.content
    imp_uid = room.control("/payments", {"merchant_uid": "CH-1", "amount": 54, "status": "paid"})["imp_uid"]
    assert room.payment(imp_uid) is None
    assert requests.post(opened[0] + "/closed", json={"imp_uid": imp_uid}, timeout=10).status_code == 204
    room.until(lambda: room.payment(imp_uid) is not None)
    room.until(lambda: order_of(room, "CH-1").state == "paid")
    requests.post(opened[0] + "/closed", json={"imp_uid": "imp_000000000000"}, timeout=10)
    room.settle()  # a number nobody knows is no trouble
    assert dialog.isVisible()


def test_a_page_is_saved(room: Any, tmp_path: Path) -> None:
    write_order(room, "CH-1")
    act(room, "CH-1", "page")
    dialog = room.dialog(CheckoutDialog)
    dialog.method.setCurrentIndex(dialog.method.count() - 1)
    dialog.save_as(tmp_path / "pay.html")
    room.until(lambda: "pay.html" in dialog.said)
    assert f'"ps":"{dialog.method.currentData()}"'.encode() in (tmp_path / "pay.html").read_bytes()


def test_an_order_nobody_could_pay_offers_no_link(room: Any) -> None:
    write_order(room, "CH-1", buyer_email="")
    room.go("orders", "CH-1")
    for do in ("link", "page"):
        assert not room.window.orders.pane.button(do).isEnabled()


def test_how_far_the_buyer_came_stands_at_the_order(room: Any) -> None:
    write_order(room, "CH-1")
    url = links.make_link(room.opened.shop, "CH-1", "Minji").url
    for how in ("leave", "fail", "review"):
        requests.post(url, data={"act": how}, timeout=10)
    room.sync()
    room.go("orders", "CH-1")
    assert attempts(room) == [
        ("Failed", Tone.BAD, "alert"),
        ("Failed · may still be approved", Tone.WAIT, "alert"),
        ("Payment window open", Tone.WAIT, "clock"),
    ]
    drawn = {each.accessibleName() for each in room.window.orders.pane.findChildren(BadgeLabel)}
    assert {text for text, *_ in attempts(room)} < drawn
    room.control("/advance", {"seconds": 5 * 3600})
    room.sync()
    room.until(lambda: order_of(room, "CH-1").hold == "open")
    assert order_of(room, "CH-1").state == "paid"
    room.go("orders", "CH-1")
    room.until(lambda: any("Do not ship" in note.strong for note in room.window.orders.pane.shown.notes))
    assert attempts(room) == [
        ("Failed", Tone.BAD, "alert"),
        ("Left without paying", Tone.MUTE, "empty"),
        ("Paid late", Tone.WAIT, ""),
    ]


def attempts(room: Any) -> list[tuple[str, Tone, str]]:
    """Word, colour and icon of each attempt the order's detail shows, by the word."""
    shown = [value.badge for value in room.window.orders.pane.shown.values if value.label in ("Payment", "결제")]
    return sorted((each.text, each.tone, each.icon) for each in shown)


@pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
def test_nothing_of_a_detail_runs_out_of_its_pane(room: Any) -> None:
    """What is too long for a line goes on in the next one: the badge at the right is always seen."""
    room.window.resize(1180, 800)
    write_order(room, "CH-1", issued_at=room.opened.shop.now())
    room.pay(54, merchant_uid="CH-1", status="failed", fail_reason="Internal error")
    room.go("orders", "CH-1")
    pane = room.window.orders.pane
    room.until(lambda: pane._scroll.widget().width() <= pane._scroll.viewport().width())
    for each in [badge for badge in pane.findChildren(BadgeLabel) if badge.isVisible()]:
        assert each.mapTo(pane, each.rect().topRight()).x() < pane.width()


def test_the_three_choices_for_an_order_that_must_not_be_shipped(room: Any) -> None:
    write_order(room, "CH-1")
    imp_uid = room.pay(45, merchant_uid="CH-1")
    room.go("orders", "CH-1")
    view = room.window.orders
    assert view.pane.shown.badge.text == "Do not ship · amount differs"
    assert view.pane.shown.notes[0].text == "Ordered US$54.00 · paid US$45.00"
    act(room, "CH-1", "verify")
    dialog = room.dialog(VerifyDialog)
    dialog.ship_anyway()
    assert "note is needed" in dialog._wrong.text()
    dialog.keep_payment()
    room.until(lambda: order_of(room, "CH-1").hold == "held")
    room.settle()
    act(room, "CH-1", "verify")
    dialog = room.dialog(VerifyDialog)
    press(dialog, "Request cancellation of US$45.00")
    room.until(lambda: room.window.findChildren(CancelDialog))
    cancel = room.dialog(CancelDialog)
    assert cancel.amount.money().minor == 4500
    cancel.reject()
    room.settle()
    act(room, "CH-1", "verify")
    dialog = room.dialog(VerifyDialog)
    dialog.note.setPlainText("the rest came by bank")
    dialog.ship_anyway()
    room.until(lambda: order_of(room, "CH-1").hold == "")
    room.settle()
    room.go("orders", "CH-1")
    room.until(lambda: view.pane.shown.badge.text == "Paid")
    assert room.requests_sent() == 0
    assert room.payment(imp_uid).state == "paid"


def test_today_leads_to_the_order(room: Any) -> None:
    write_order(room, "CH-1")
    ordering.close_order(room.opened.shop, "CH-1", "Minji")
    room.pay(54, merchant_uid="CH-1", paid_at=room.server.clock.now() + 1)
    lines = room.window.today.list._lines
    room.until(lambda: [line.key for line in room.window.today.list._lines if line.screen == "orders"] == ["CH-1"])
    lines = room.window.today.list._lines
    assert "paid after it was closed" in next(line.title for line in lines if line.screen == "orders")


def test_the_user_code_is_asked_once(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write_order(room, "CH-1")
    monkeypatch.setattr("paymentdesk.services.checkout._PRACTICE_CODE", "")
    act(room, "CH-1", "link")
    dialog = room.dialog(MakeLinkDialog)
    dialog.code.edit.setText("imp")
    dialog.make()
    assert not dialog.under_way
    dialog.code.edit.setText("imp12345678")
    dialog.make()
    room.until(lambda: room.window.findChildren(LinkDialog))
    assert not room.opened.desk.checkout.needs_user_code()
