"""A refund made another way and a marked test payment, through the real window (money.md R14, R20)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from paymentdesk.domain.money import parse_amount
from paymentdesk.services.cancellation import Request, request
from paymentdesk.ui.dialogs.note import NoteDialog
from paymentdesk.ui.dialogs.refunded import RefundedDialog


def _press(room: Any, pane: Any, do: str) -> None:
    room.until(lambda: pane.shown is not None and pane.button(do) is not None)
    room.qtbot.mouseClick(pane.button(do), Qt.MouseButton.LeftButton)


def _say(room: Any, note: str) -> None:
    dialog = room.dialog(NoteDialog)
    dialog.note.setPlainText(note)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)


def test_paid_back_another_way_and_then_carried_out_stands_side_by_side(room: Any) -> None:
    imp_uid = room.pay(60, merchant_uid="HB-1")
    room.go("payments", imp_uid)
    shop = room.opened.shop
    number = request(shop, Request(imp_uid, parse_amount("20.00", "USD"), "size", by="Minji"))
    room.go("tickets", number)
    _press(room, room.window.tickets.pane, "refunded")
    dialog = room.dialog(RefundedDialog)
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert "note" in dialog._note_wrong.text(), "a note is needed"
    dialog.amount.edit.setText("19.50")
    dialog.note.setPlainText("to DE12, 21 Nov")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.ticket(number).other_refunds)
    room.control("/tickets/1/decide", {"outcome": "cancelled"})
    room.sync()
    room.window.show_screen("today")
    room.until(lambda: any("paid twice" in line.title for line in room.window.today.read.needs))
    (line,) = [line for line in room.window.today.read.needs if "paid twice" in line.title]
    assert "US$20.00" in line.what
    assert "US$19.50" in line.what

    room.go("tickets", number)
    _press(room, room.window.tickets.pane, "refund_settled")
    _say(room, "the buyer sent it back")
    room.until(lambda: room.ticket(number).other_refunds[0].settled_at)


def test_marked_as_test_and_taken_back(room: Any) -> None:
    imp_uid = room.pay(60, merchant_uid="HB-1")
    room.go("payments", imp_uid)
    _press(room, room.window.payments.pane, "mark_test")
    _say(room, "my own card")
    room.until(lambda: room.payment(imp_uid).test)
    assert not room.payment(imp_uid).sandbox
    room.go("payments", imp_uid)
    room.until(lambda: any("Test" in note.strong for note in room.window.payments.pane.shown.notes))
    _press(room, room.window.payments.pane, "unmark_test")
    _say(room, "a customer's after all")
    room.until(lambda: not room.payment(imp_uid).test)
