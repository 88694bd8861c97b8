"""Rail, banner, status bar, keys, look: what every screen shares."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.ui import theme
from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.keys import KeysDialog
from paymentdesk.ui.main_window import MainWindow

BOTH = pytest.mark.parametrize("language", ["en", "ko"], indirect=True)


def _names(window: MainWindow) -> set[str]:
    return {each.accessibleName() for each in window.findChildren(QAbstractButton) if each.accessibleName()}


def test_the_rail_leads_to_the_screens_there_are(room: Any) -> None:
    assert list(room.window.rail.buttons)[:4] == ["today", "orders", "payments", "tickets"]
    assert "activity" in room.window.rail.buttons
    assert {"Today", "Orders", "Payments", "Cancellation tickets"} <= _names(room.window)
    for key, button in room.window.rail.buttons.items():
        room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert room.window.shown_screen == key


@pytest.mark.parametrize("language", ["ko"], indirect=True)
def test_in_korean_the_names_are_the_visible_korean_words(room: Any) -> None:
    assert {"오늘 할 일", "주문", "결제", "취소 요청"} <= _names(room.window)


@BOTH
def test_everything_that_can_be_used_has_a_name_and_can_be_reached(room: Any, language: str) -> None:
    room.pay(60, merchant_uid="HB-1")
    for key in room.window.screens:
        room.window.show_screen(key)
        room.settle()
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for each in room.window.findChildren(kind):
            if not each.isVisibleTo(room.window) or each.parent().metaObject().className() == "QTableView":
                continue
            if each.objectName().startswith("qt_") or each.metaObject().className() == "QLineEditIconButton":
                continue
            if each.metaObject().className() == "QTableCornerButton":
                continue
            assert each.accessibleName(), each
            assert each.focusPolicy() != Qt.FocusPolicy.NoFocus, each.accessibleName()
            assert each.accessibleName().strip().lower() not in {"cancel", "취소"}


def test_practice_says_that_no_money_moves(room: Any) -> None:
    texts = [each.text() for each in room.window.banner.findChildren(QLabel)]
    assert texts == ["PRACTICE · no money moves", "time stands still"]
    with room.qtbot.waitSignal(room.window.set_up):
        room.qtbot.mouseClick(room.window.banner.real, Qt.MouseButton.LeftButton)


def test_the_status_bar_says_how_fresh_it_is(room: Any) -> None:
    room.sync()
    status = room.window.status
    assert status.sync.text() == "Up to date · 0 s ago"
    room.server.advance(240)
    status._say()
    assert status.sync.text() == "Up to date · 4 min ago"
    room.control("/faults", {"path": "/payments", "kind": "drop_before", "times": 0})
    room.sync()
    assert status.sync.text() == "i'mport could not be asked · what you see is from 4 min ago"
    assert status.sync.toolTip().startswith("No cancellation is affected: i'mport could not be reached")


def test_test_payments_are_counted(room: Any) -> None:
    room.pay(1, sandbox=True)
    room.until(lambda: room.window.status.tests.text() == "1 test payment holds money")
    room.window.show_screen("today")
    room.until(lambda: room.window.today.list.rowCount() == 1)


def test_keys(room: Any) -> None:
    imp_uid = room.pay(60)
    for number, key in enumerate(room.window.screens, start=1):
        room.qtbot.keyClick(room.window, Qt.Key(ord("0") + number), Qt.KeyboardModifier.ControlModifier)
        assert room.window.shown_screen == key
    room.go("payments", imp_uid)
    view, bar = room.window.payments.view, room.window.payments.bar
    room.qtbot.keyClick(view, Qt.Key.Key_Slash)
    assert room.window.focusWidget() is bar.field
    room.qtbot.keyClicks(bar.field, "c?j")
    assert bar.field.text() == "c?j", "letters belong to the field while one types"
    assert not [each for each in room.window.findChildren(KeysDialog) if each.isVisible()]
    room.qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.field.text() == ""
    room.qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert room.window.focusWidget() is view
    room.settle()
    room.until(lambda: room.window.payments.pane.button("cancel").isVisible())  # a drawn one is shown a turn later
    room.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert room.window.focusWidget() is room.window.payments.pane.button("cancel")
    room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_Escape)
    assert room.window.focusWidget() is view
    room.qtbot.keyClick(view, Qt.Key.Key_C)
    dialog = room.dialog(CancelDialog)
    assert dialog.focusWidget() is not dialog.confirm
    room.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    room.qtbot.keyClick(view, Qt.Key.Key_Question)
    room.dialog(KeysDialog).close()


def test_a_search_finds_any_part_of_any_field(room: Any) -> None:
    room.pay(60, merchant_uid="HB-1", buyer_name="Aiko Tanaka")
    wanted = room.pay(54, merchant_uid="HB-2", buyer_name="김민지", name="청자 찻잔")
    room.window.show_screen("payments")
    bar, model = room.window.payments.bar, room.window.payments.model
    room.until(lambda: model.rowCount() == 2)
    for text in ("민지", "HB-2", wanted, "찻잔"):
        bar.field.setText(text)
        room.until(lambda: model.rowCount() == 1)
        room.settle()
        bar.field.setText("")
        room.until(lambda: model.rowCount() == 2)
    bar.field.setText("nothing like that")
    room.until(lambda: model.rowCount() == 0)
    room.until(lambda: room.window.payments.pane.shown is None)


def test_chips_count_and_choose(room: Any) -> None:
    room.pay(60)
    room.control("/payments", {"status": "failed", "amount": 30, "method": "cc"})
    room.sync()
    room.window.show_screen("payments")
    bar, model = room.window.payments.bar, room.window.payments.model
    room.until(lambda: bar._chips["failed"].text() == "Failed 1")
    room.qtbot.mouseClick(bar._chips["failed"], Qt.MouseButton.LeftButton)
    room.until(lambda: model.rowCount() == 1 and model.row(0) is not None and model.row(0).state == "failed")
    room.settle()


def test_today_leads_to_what_needs_a_person(room: Any) -> None:
    imp_uid = room.pay(60)
    room.control(f"/payments/{imp_uid}/record", {"amount": 70})
    room.sync()
    room.window.show_screen("today")
    needs = room.window.today.list
    room.until(lambda: needs.rowCount() == 1)
    assert room.window.today.empty.text() == "Nothing else needs you."
    needs.itemActivated.emit(needs.item(0, 1))
    assert room.window.shown_screen == "payments"
    room.until(lambda: room.window.payments.current == imp_uid)
    room.settle()


def test_without_anything_to_do_today_says_so(room: Any) -> None:
    room.pay(60)
    room.window.show_screen("today")
    room.until(lambda: room.window.today.empty.text() == "Nothing needs you.")


def test_everything_can_be_checked_from_today(room: Any) -> None:
    room.pay(60)
    today, states = room.window.today, []
    room.window.show_screen("today")
    room.until(lambda: today.checked.under.text().startswith("complete up to"))
    assert today.checked.title.text() == "Payments in this desk"
    room.opened.desk.sync_state.connect(states.append)
    room.qtbot.mouseClick(today.check, Qt.MouseButton.LeftButton)
    assert not today.check.isEnabled()
    assert room.window.status.stop.isVisible()
    room.until(lambda: any(state.total for state in states))
    room.until(lambda: today.checked.title.text() == "Checked against i'mport")
    assert today.checked.value.text() == "1 / 1"
    room.settle()
    room.until(lambda: today.check.isEnabled() and not room.window.status.stop.isVisible())


def test_a_check_of_everything_can_be_stopped_and_goes_on(room: Any) -> None:
    room.pay(60)
    status, today, states = room.window.status, room.window.today, []
    room.opened.desk.sync_state.connect(states.append)
    room.window.show_screen("today")
    # The list is slow enough that a person can press Stop in the middle of it.
    room.control("/faults", {"path": "/payments/status", "kind": "slow", "seconds": 0.05, "times": 0})
    room.qtbot.mouseClick(today.check, Qt.MouseButton.LeftButton)
    room.until(lambda: any(state.total for state in states))
    assert status.sync.text().startswith("Checking every payment · ")
    room.qtbot.mouseClick(status.stop, Qt.MouseButton.LeftButton)
    room.until(lambda: states[-1].kind == "stopped")
    assert status.sync.text() == "The check was stopped; it goes on from there"
    assert today.check.isEnabled()
    assert not status.stop.isVisible()
    room.settle()
    assert today.checked.title.text() == "Payments in this desk"


def test_another_writer_is_noticed(room: Any) -> None:
    """A command beside the window writes; nobody tells the window."""
    from paymentdesk.services import polling
    from paymentdesk.services.shop import open_shop

    room.window.show_screen("payments")
    room.settle()
    room.control("/payments", {"status": "paid", "amount": 9, "method": "cc"})
    beside = open_shop(room.opened.shop.profile, settings=room.opened.shop.settings, clock=room.server.clock.now)
    try:
        polling.sync(beside)
    finally:
        beside.close()
    room.until(lambda: room.window.payments.model.rowCount() == 1)
    room.settle()


def test_trouble_of_a_look_is_said_in_one_sentence(room: Any) -> None:
    from paymentdesk.ui.dialogs.message import MessageDialog

    room.window._job_failed(99, Trouble(Kind.UNREACHABLE))
    texts = [each.text() for each in room.dialog(MessageDialog).findChildren(QLabel)]
    assert any(text.startswith("No cancellation is affected:") for text in texts)


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark(qapp: QApplication, language: str, dark: bool) -> None:
    made = theme.Theme(qapp)
    try:
        made.show(dark=dark)
        look = theme.DARK if dark else theme.LIGHT
        assert theme.colours() is look
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(look.bg)
        assert "@" not in qapp.styleSheet().replace("@media", "")
        for tone in theme.Tone:
            colour, ground = theme.tone_colours(tone)
            assert abs(colour.lightness() - ground.lightness()) > 60, "a badge can be read"
    finally:
        made.show(dark=False)
        qapp.styleHints().colorSchemeChanged.disconnect(made._system_changed)
