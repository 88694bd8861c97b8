"""The delivery form and the carrier's list, in the real window on a practice shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from paymentdesk.domain.order import Order
from paymentdesk.services import ordering
from paymentdesk.store.queries.deliveries import delivery_proposal
from paymentdesk.ui.dialogs.carrier_list import CarrierListDialog
from paymentdesk.ui.dialogs.deliver import DeliverDialog


def _order(room: Any, number: str = "HB-1", **more: Any) -> str:
    now = room.server.clock.now()
    given = {"country": "DE", "phone": "+49 1", "address": "Torstr. 1", "postcode": "10115"} | more
    order = Order(number, "Mug", 6000, "USD", now, issued_at=now, buyer_name="Amy Kim", buyer_email="amy@example.com",
                  **given)  # fmt: skip
    ordering.write_order(room.opened.shop, order, "Minji")
    return str(room.pay(60, merchant_uid=number))


def _dialog(room: Any, number: str = "HB-1") -> DeliverDialog:
    session = room.window.session
    with room.opened.shop.database.reader() as connection:
        proposal = delivery_proposal(connection, number, session.now())
    assert proposal is not None
    dialog = DeliverDialog(session, proposal, room.window)
    dialog.open()
    return dialog


def _sent(room: Any) -> list[dict[str, Any]]:
    calls = room.control("/requests")["requests"]
    return [call["body"] for call in calls if call["path"] == "/paymentwall/delivery"]


def _steps(box: QComboBox) -> list[str]:
    return [box.itemData(at) for at in range(box.count())]


def test_a_parcel_is_registered_step_by_step(room: Any) -> None:
    _order(room)
    dialog = _dialog(room)
    assert _steps(dialog.status) == ["order_placed", "order_shipped", "delivering", "delivered"]
    dialog.status.setCurrentIndex(1)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.fields["carrier"].fault.text() == "Paymentwall needs this."
    assert dialog.focusWidget() is dialog.fields["carrier"].edit
    for name, text in {"carrier": "EMS", "tracking": "EE1KR", "city": "Berlin" * 7}.items():
        dialog.fields[name].edit.setText(text)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.fields["carrier"].fault.text() == ""
    assert dialog.fields["city"].fault.text() == "At most 40 characters."
    assert dialog.fields["city"].room.text() == "42/40"
    assert not _sent(room)
    dialog.fields["city"].edit.setText("Berlin")
    with room.qtbot.waitSignal(dialog.accepted):
        room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert [(each["status"], each["shipping_address_city"]) for each in _sent(room)] == [("order_shipped", "Berlin")]
    room.settle()
    again = _dialog(room)
    assert _steps(again.status) == ["order_shipped", "delivering", "delivered"]
    assert (again.status.currentData(), again.fields["tracking"].text) == ("delivering", "EE1KR")
    again.reject()


def test_what_is_being_cancelled_leaves_only_knowingly(room: Any) -> None:
    imp_uid = _order(room)
    room.control(f"/console-cancel/{imp_uid}", {"amount": 60})
    room.sync()
    dialog = _dialog(room)
    for name, text in {"carrier": "EMS", "tracking": "EE1KR", "city": "Berlin"}.items():
        dialog.fields[name].edit.setText(text)
    dialog.do_it()
    assert "all of it was cancelled" in dialog.said
    assert not _sent(room)
    dialog.knowing.setChecked(True)
    with room.qtbot.waitSignal(dialog.accepted):
        dialog.do_it()
    assert len(_sent(room)) == 1


def test_paymentwalls_no_stays_in_the_form(room: Any) -> None:
    imp_uid = _order(room)
    dialog = _dialog(room)
    for name, text in {"carrier": "EMS", "tracking": "EE1KR", "city": "Berlin"}.items():
        dialog.fields[name].edit.setText(text)
    room.control(f"/payments/{imp_uid}/record", {"merchant_uid": "other"})
    dialog.do_it()
    room.until(lambda: dialog.said)
    assert "Paymentwall did not take the delivery of HB-1" in dialog.said
    assert dialog.fields["carrier"].edit.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
def test_a_carriers_list_in_the_window(room: Any, language: str, tmp_path: Path) -> None:
    for number in ("HB-1", "HB-2"):
        _order(room, number, address="Torstr. 1, Berlin")
    file = tmp_path / "list.csv"
    file.write_text("주문번호,운송장번호\nHB-1,EE1\nHB-2,EE2\nHB-9,EE9\n", encoding="utf-8-sig")
    dialog = CarrierListDialog(room.window.session, file, room.window)
    dialog.open()
    room.until(lambda: dialog.rows.rowCount() == 3)
    assert not dialog.confirm.isEnabled()  # no carrier is named anywhere
    dialog.carrier.setText("EMS")
    dialog.look()
    room.until(dialog.confirm.isEnabled)
    assert "2" in dialog.confirm.text()
    assert not _sent(room)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: dialog.said)
    assert [each["merchant_uid"] for each in _sent(room)] == ["HB-1", "HB-2"]
    said = [dialog.rows.item(row, 3).text() for row in range(3)]
    assert said[:2] == (["registered"] * 2 if language == "en" else ["등록됨"] * 2)
    assert "HB-9" in said[2]
    dialog.reject()


def test_today_leads_to_the_form_and_to_the_parcels_that_wait(room: Any) -> None:
    _order(room)
    today = room.window.today
    room.window.show_screen("today")
    room.until(lambda: any("without a registered delivery" in line.title for line in today.list._lines))
    line = next(each for each in today.list._lines if "without a registered delivery" in each.title)
    today.list.go.emit(line.screen, line.key)
    assert (room.window.shown_screen, room.window.orders.bar.chip) == ("orders", "undelivered")
    room.control("/advance", {"seconds": 5 * 86400})
    room.sync()
    room.until(lambda: any(each.key == "HB-1" for each in today.list._lines))
    line = next(each for each in today.list._lines if each.key == "HB-1")
    today.list.go.emit(line.screen, line.key)
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(DeliverDialog)))
    room.dialog(DeliverDialog).reject()


def test_a_delivery_without_an_answer_is_not_shown_as_never_tried(room: Any) -> None:
    _order(room)
    room.control("/faults", {"path": "/paymentwall/delivery", "kind": "drop_after", "times": 0})
    dialog = _dialog(room)
    for name, text in {"carrier": "EMS", "tracking": "EE1KR", "city": "Berlin"}.items():
        dialog.fields[name].edit.setText(text)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: not dialog.under_way and dialog.said)
    dialog.reject()
    room.go("orders", "HB-1")
    (shown,) = [each.text for each in room.window.orders.pane.shown.values if each.label == "Delivery"]
    assert shown == "not registered · no answer to “Order placed” yet, which can be registered again"
