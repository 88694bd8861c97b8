"""All test payments at once: the totals are typed, every row has its result, and it can be stopped."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from paymentdesk.services import many
from paymentdesk.ui.dialogs.many import CancelTestsDialog


def _open(room: Any, rows: int) -> Any:
    room.window.show_screen("today")
    room.until(lambda: room.window.today.tests.isVisible())
    room.qtbot.mouseClick(room.window.today.tests, Qt.MouseButton.LeftButton)
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(CancelTestsDialog)))
    dialog = room.dialog(CancelTestsDialog)
    assert dialog.rows.rowCount() == rows
    room.settle()
    return dialog


def _results(dialog: Any) -> list[str]:
    return [dialog.rows.item(place, 2).text() for place in range(dialog.rows.rowCount())]


def test_nothing_leaves_before_every_total_is_typed(room: Any) -> None:
    room.pay(1, sandbox=True)
    room.pay(2, sandbox=True)
    room.pay(3, "EUR", sandbox=True)
    room.pay(60)
    dialog = _open(room, 3)
    fields = {total.currency: field.edit for total, field, _ in dialog._totals}
    assert set(fields) == {"USD", "EUR"}
    fields["USD"].setText("2")
    fields["EUR"].setText("3")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.requests_sent() == 0
    fields["USD"].setText("3.00")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.requests_sent() == 3 and not dialog.under_way)
    room.settle()
    assert all(text.startswith("T-") and text.endswith("requested") for text in _results(dialog))
    assert {room.ticket(number).state for number in (1, 2, 3)} == {"waiting"}
    dialog.close()


def test_a_row_without_an_answer_stops_the_rest(room: Any) -> None:
    room.pay(1, sandbox=True)
    room.pay(2, sandbox=True)
    room.control("/faults", {"path": "/payments/cancel", "kind": "drop_after", "times": 1})
    dialog = _open(room, 2)
    dialog._totals[0][1].edit.setText("3")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: not dialog.under_way)
    room.settle()
    assert room.requests_sent() == 1
    first, second = _results(dialog)
    assert "Not known whether it arrived:" in first
    assert second == "not requested"
    assert dialog.said == "1 were not requested."
    dialog.close()


def test_it_can_be_stopped_between_two_rows(room: Any) -> None:
    for _ in range(4):
        room.pay(1, sandbox=True)
    room.control("/faults", {"path": "/payments/cancel", "kind": "slow", "seconds": 0.2, "times": 0})
    dialog = _open(room, 4)
    dialog._totals[0][1].edit.setText("4")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.dismiss.text() == "Stop"
    room.qtbot.mouseClick(dialog.dismiss, Qt.MouseButton.LeftButton)
    room.until(lambda: not dialog.under_way)
    room.settle()
    assert dialog.isVisible(), "the results stay to be read"
    assert room.requests_sent() <= 1
    assert _results(dialog).count("not requested") == 4 - room.requests_sent()
    dialog.close()
    room.sync()
    assert room.requests_sent() <= 1, "what was stopped does not go on by itself"


def _stopped_batch(room: Any, payments: int) -> int:
    """A batch of which the desk was closed after its first row."""
    for _ in range(payments):
        room.pay(1, sandbox=True)
    room.sync()
    shop = room.opened.shop
    seen = many.preview(shop, many.test_payments(shop))
    batch = many.start(shop, seen, "test", "Minji", seen.totals)
    next(iter(many.run(shop, batch)))
    room.sync()
    return batch


def _line(room: Any, kind: str) -> Any:
    room.window.show_screen("today")
    room.until(lambda: any(line.screen == kind for line in room.window.today.read.needs))
    return next(line for line in room.window.today.read.needs if line.screen == kind)


def test_what_closing_the_window_left_over_is_offered_again_and_never_goes_by_itself(room: Any) -> None:
    batch = _stopped_batch(room, 3)
    line = _line(room, "batch")
    assert (line.key, room.requests_sent()) == (batch, 1)
    room.window.today._led(line.screen, line.key)
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(CancelTestsDialog)))
    dialog = room.dialog(CancelTestsDialog)
    assert dialog.rows.rowCount() == 2
    dialog._totals[0][1].edit.setText("2.00")
    room.qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    room.until(lambda: room.requests_sent() == 3 and not dialog.under_way)
    dialog.close()
    room.until(lambda: all(line.screen != "batch" for line in room.window.today.read.needs))


def test_what_is_left_over_can_be_left(room: Any) -> None:
    _stopped_batch(room, 2)
    line = _line(room, "batch")
    room.window.today._led(line.screen, line.key)
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(CancelTestsDialog)))
    room.qtbot.mouseClick(room.dialog(CancelTestsDialog).leave, Qt.MouseButton.LeftButton)
    room.until(lambda: all(line.screen != "batch" for line in room.window.today.read.needs))
    assert room.requests_sent() == 1
