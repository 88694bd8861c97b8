"""The journey of the window: paid, a part asked back in the real dialog, waiting, settled by i'mport's record."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.note import NoteDialog


def _open(room: Any, imp_uid: str) -> Any:
    room.go("payments", imp_uid)
    button = room.window.payments.pane.button("cancel")
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return room.dialog(CancelDialog)


def _fill(dialog: Any, amount: str, reason: str = "damaged") -> None:
    dialog.amount.edit.setText(amount)
    dialog.reason.setEditText(reason)


def test_paid_partly_cancelled_waiting_settled(room: Any) -> None:
    imp_uid = room.pay(54, merchant_uid="HB-1", buyer_name="Jack Son")
    dialog = _open(room, imp_uid)
    assert dialog.confirm.text() == "Request cancellation of US$54.00"
    _fill(dialog, "18.00", "one cup broken")
    assert dialog.confirm.text() == "Request cancellation of US$18.00"
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.payment(imp_uid).waiting)
    room.until(lambda: room.window.shown_screen == "tickets")
    room.until(lambda: room.window.tickets.pane.shown is not None)
    shown = room.window.tickets.pane.shown
    assert shown.badge.text == "Waiting for cancellation"
    assert shown.amount == "US$18.00"
    assert room.requests_sent() == 1

    room.control("/tickets/1/decide", {"outcome": "cancelled"})
    room.sync()
    room.until(lambda: room.window.tickets.pane.shown.badge.text == "Cancelled")
    room.go("payments", imp_uid)
    shown = room.window.payments.pane.shown
    assert shown.badge.text == "Partly cancelled"
    assert (shown.summary, shown.strong) == ("US$18.00 cancelled", "US$36.00 can be requested")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "the amount must be above 0"),
        ("-5", "the amount must be above 0"),
        ("60.01", "more than can be cancelled (asked US$60.01, possible US$60.00)"),
        ("1.234", "has more decimals"),
        ("lots", "is not an amount"),
        ("", "is not an amount"),
    ],
)
def test_a_wrong_amount_is_said_beside_the_field(room: Any, typed: str, sentence: str) -> None:
    dialog = _open(room, room.pay(60))
    _fill(dialog, typed)
    dialog.request()
    assert sentence in dialog._amount_wrong.text()
    assert dialog._amount_wrong.text().startswith("No money was moved:")
    assert dialog.focusWidget() is dialog.amount.edit
    assert not dialog.under_way
    assert room.requests_sent() == 0


def test_a_reason_is_needed(room: Any) -> None:
    dialog = _open(room, room.pay(60))
    _fill(dialog, "20", "  ")
    dialog.request()
    assert "a reason is needed" in dialog._reason_wrong.text()
    assert room.requests_sent() == 0


def test_what_changed_while_the_dialog_was_open_sends_nothing(room: Any) -> None:
    """money.md R15."""
    imp_uid = room.pay(60)
    dialog = _open(room, imp_uid)
    room.control(f"/console-cancel/{imp_uid}", {"amount": 20})
    _fill(dialog, "20.00")
    dialog.request()
    room.until(lambda: dialog.said)
    assert dialog.said.startswith("Nothing more was sent:")
    assert dialog.confirm.isEnabled()
    assert room.requests_sent() == 0


def test_without_an_answer_the_dialog_never_offers_to_send_again(room: Any) -> None:
    imp_uid = room.pay(60)
    dialog = _open(room, imp_uid)
    room.control("/faults", {"path": "/payments/cancel", "kind": "drop_after", "times": 1})
    _fill(dialog, "60")
    dialog.request()
    room.until(lambda: dialog.said)
    assert dialog.said.startswith("Not known whether it arrived:")
    assert not dialog.confirm.isVisible()
    assert room.requests_sent() == 1
    dialog.reject()

    room.until(lambda: room.window.tickets.pane.shown is not None)
    room.settle()
    pane = room.window.tickets.pane
    assert pane.shown.badge.text == "Unconfirmed"
    again = next(action for action in pane.shown.actions if action.do == "ask_again")
    assert again.why_not.startswith("Sending again is possible from")
    assert not pane.button("ask_again").isEnabled()


def test_not_sent_is_said_and_can_be_tried_again(room: Any) -> None:
    imp_uid = room.pay(60)
    dialog = _open(room, imp_uid)
    room.control("/faults", {"path": "/payments/", "kind": "drop_before", "times": 0})
    _fill(dialog, "60")
    dialog.request()
    room.until(lambda: dialog.said)
    assert dialog.said.startswith("No money was moved:")
    assert room.requests_sent() == 0


def test_the_worst_case_is_typed(room: Any) -> None:
    """money.md R1: asked, declared rejected, asked again."""
    imp_uid = room.pay(60)
    dialog = _open(room, imp_uid)
    _fill(dialog, "20")
    dialog.request()
    room.until(lambda: room.window.shown_screen == "tickets")
    room.until(lambda: room.window.tickets.pane.shown is not None)
    room.window.tickets.act("reject")
    said = room.dialog(NoteDialog)
    said.do_it()
    assert "a note is needed" in said._wrong.text()
    said.note.setPlainText("Paymentwall support, by mail, 12 Nov")
    said.do_it()
    room.until(lambda: room.ticket(1).state == "rejected")
    room.settle()

    dialog = _open(room, imp_uid)
    _fill(dialog, "20")
    assert dialog.worst is not None
    dialog.request()
    assert "up to US$40.00 of US$60.00 may be cancelled" in dialog._worst_wrong.text()
    assert room.requests_sent() == 1
    dialog.worst.edit.setText("40")
    dialog.request()
    room.until(lambda: room.requests_sent() == 2)
    room.settle()


def test_one_request_at_a_time(room: Any) -> None:
    imp_uid = room.pay(60)
    dialog = _open(room, imp_uid)
    _fill(dialog, "20")
    dialog.request()
    room.until(lambda: room.window.shown_screen == "tickets")
    room.go("payments", imp_uid)
    room.until(lambda: not room.window.payments.pane.button("cancel").isEnabled())
    shown = room.window.payments.pane.shown
    assert shown.strong == "US$40.00 can be requested after T-0001"
    assert shown.actions[0].why_not == "One request at a time: T-0001 comes first (Waiting for cancellation)."
    room.window.payments.act("cancel")
    assert not [each for each in room.window.findChildren(CancelDialog) if each.isVisible()]


def test_what_was_refused_before_is_named_with_its_sum(room: Any) -> None:
    """money.md R1: without typing, and only where it is not part of the worst case already."""
    settled, imp_uid = room.pay(10, method="paypal"), room.pay(60)
    room.control("/faults", {"path": "/payments/cancel", "kind": "refuse_but_register"})
    dialog = _open(room, imp_uid)
    _fill(dialog, "20.00")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.requests_sent() == 1)
    room.until(lambda: not dialog.under_way)
    dialog.close()
    again = _open(room, imp_uid)
    assert again.worst is not None, "in a new shop it counts"
    again.close()
    other = _open(room, settled)
    _fill(other, "10.00")
    room.qtbot.mouseClick(other.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.payment(settled).state == "cancelled")
    dialog = _open(room, imp_uid)
    named = [each.text() for each in dialog.findChildren(QLabel) if "US$20.00 all the same" in each.text()]
    assert (len(named), dialog.worst) == (1, None)
