"""Activity in the real window: what happened, filters, replay, and how each way of news is doing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from paymentdesk.store import ledger
from paymentdesk.store.ledger.activity import Activity
from paymentdesk.store.queries import Coverage, Span
from paymentdesk.ui.coverage_band import CoverageBand, years
from paymentdesk.ui.dialogs.keys import KeysDialog

DAY = 86400


def _record(room: Any, *entries: Activity) -> None:
    database = room.opened.shop.database
    with database.atomic():
        ledger.activity.record(database, entries)


def _open(room: Any) -> Any:
    room.window.show_screen("activity")
    view = room.window.activity
    room.until(lambda: view.model.rowCount() and view.detail is not None)
    room.settle()
    return view


def _rows(view: Any) -> list[Any]:
    return [view.model.row(number) for number in range(view.model.rowCount())]


def _choose(room: Any, view: Any, kind: str) -> Any:
    row = next(row for row in _rows(view) if row.kind == kind)
    view.select(row.key)
    room.until(lambda: view.detail is not None and view.detail.key == row.key and view.pane.shown is not None)
    room.settle()
    return row


def _texts(widget: Any) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def test_what_happened_stands_there_newest_first(room: Any) -> None:
    imp_uid = room.pay(60, merchant_uid="HB-1")
    view = _open(room)
    rows = _rows(view)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert {"round", "payment_seen"} <= {row.kind for row in rows}
    _choose(room, view, "payment_seen")
    link = next(each for each in view.pane.findChildren(QPushButton) if each.text() == imp_uid)
    room.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert room.window.shown_screen == "payments"
    room.until(lambda: room.window.payments.current == imp_uid)
    room.settle()


def test_chips_search_and_days(room: Any) -> None:
    imp_uid = room.pay(60, merchant_uid="HB-1")
    now = room.opened.shop.now()
    _record(
        room,
        Activity(now, "webhook", "relay", "imp_not_ours", outcome="unknown_payment"),
        Activity(now - 2 * DAY, "look", "person", "imp_2", outcome="changed", changed=1),
    )
    view = _open(room)
    every = view.model.rowCount()
    for chip, kinds in (("webhooks", {"webhook"}), ("looks", {"round", "look"}), ("errors", {"webhook"})):
        room.qtbot.mouseClick(view.bar._chips[chip], Qt.MouseButton.LeftButton)
        room.until(lambda kinds=kinds: {row.kind for row in _rows(view) if row} == kinds)
    view.bar.reset("all")
    room.until(lambda: view.model.rowCount() == every)
    view.bar.field.setText(imp_uid)
    room.until(lambda: {row.imp_uid for row in _rows(view) if row} == {imp_uid})
    view.bar.field.setText("")
    room.until(lambda: view.model.rowCount() == every)
    view.period.show_word("yesterday")
    room.until(lambda: view.model.rowCount() == 0)
    view.period.show_word("week")
    room.until(lambda: view.model.rowCount() == every)
    view.period.show_word("today")
    room.until(lambda: view.model.rowCount() == every - 1)
    view.period.show_word("day")
    assert view.period.day.isVisible()
    room.settle()


def test_a_replay_looks_again_and_says_what_came_of_it(room: Any) -> None:
    imp_uid = room.pay(60)
    view = _open(room)
    row = _choose(room, view, "payment_seen")
    room.control(f"/console-cancel/{imp_uid}", {"amount": 20})
    for said in ("Looked again: 1 changed.", "Looked again: nothing had changed."):
        room.qtbot.mouseClick(view.pane.button("replay"), Qt.MouseButton.LeftButton)
        room.until(lambda said=said: said in _texts(view.pane))
        room.settle()
    assert view.current == row.key, "the row that was replayed stays chosen"
    assert room.payment(imp_uid).cancelled == 2000
    assert room.requests_sent() == 0
    expected = [("person", "unchanged", imp_uid), ("person", "changed", imp_uid)]
    room.until(
        lambda: [(row.way, row.outcome, row.imp_uid) for row in _rows(view) if row and row.kind == "look"] == expected
    )
    room.settle()


@pytest.mark.parametrize("width", [1440, 1100])
def test_a_long_sentence_stays_in_the_pane(room: Any, width: int) -> None:
    _record(room, Activity(room.server.clock.now(), "webhook", "relay", outcome="limited", times=3700))
    room.window.resize(width, 700)
    view = _open(room)
    _choose(room, view, "webhook")
    inside = view.pane._scroll.widget()
    room.until(lambda: inside.width() <= view.pane._scroll.viewport().width())
    room.settle()


def test_what_came_in_is_plain_text(room: Any) -> None:
    now = room.opened.shop.now()
    _record(room, Activity(now, "webhook", "receiver", outcome="unreadable", data={"body": "<b>&amp;</b>\u202e"}))
    view = _open(room)
    _choose(room, view, "webhook")
    payload = view.pane.findChild(QPlainTextEdit)
    assert "<b>&amp;</b>" in payload.toPlainText()
    assert payload.isReadOnly()
    assert payload.accessibleName() == "What came in"
    assert view.pane.button("replay") is None, "there is no payment to look at"


def test_keys(room: Any) -> None:
    room.pay(60)
    view = _open(room)
    number = list(room.window.screens).index("activity") + 1
    room.window.show_screen("today")
    room.qtbot.keyClick(room.window, Qt.Key(ord("0") + number), Qt.KeyboardModifier.ControlModifier)
    assert room.window.shown_screen == "activity"
    assert room.window.focusWidget() is view.view
    view.view.setCurrentIndex(view.model.index(0, 0))
    room.qtbot.keyClick(view.view, Qt.Key.Key_J)
    assert view.view.currentIndex().row() == 1
    room.qtbot.keyClick(view.view, Qt.Key.Key_K)
    assert view.view.currentIndex().row() == 0
    _choose(room, view, "payment_seen")
    room.until(lambda: view.pane.button("replay").isVisible())
    room.qtbot.keyClick(view.view, Qt.Key.Key_Return)
    assert room.window.focusWidget() is view.pane.button("replay")
    room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_Escape)
    assert room.window.focusWidget() is view.view
    room.qtbot.keyClick(view.view, Qt.Key.Key_Question)
    sheet = room.dialog(KeysDialog)
    assert f"Ctrl+1 … Ctrl+{len(room.window.screens)}" in _texts(sheet)
    sheet.close()


def test_the_status_bar_leads_to_how_each_way_is_doing(room: Any) -> None:
    room.pay(60)
    database, now = room.opened.shop.database, room.opened.shop.now()
    with database.atomic():
        ledger.activity.source_failed(database, "relay", now - 700, "silent", next_try_at=now + 30)
    room.qtbot.mouseClick(room.window.status.sync, Qt.MouseButton.LeftButton)
    assert room.window.shown_screen == "activity"
    health = room.window.activity.health
    room.until(lambda: health.ways.rowCount() == 2)
    cells = [[health.ways.item(row, column).text() for column in range(5)] for row in range(2)]
    assert [row[0] for row in cells] == ["Polling", "Webhook relay"]
    assert cells[1][1] == "never"
    assert cells[1][3].startswith("nothing was heard for too long · since ")
    assert cells[1][4]
    assert health.complete.text().startswith("Complete up to ")
    year = health.years.item(0, 0).text()
    band = health.years.findChild(CoverageBand)
    assert band.accessibleName().startswith(f"{year}: ")
    room.qtbot.mouseClick(health.more, Qt.MouseButton.LeftButton)
    assert not health.ways.isVisible()
    room.settle()


@pytest.mark.parametrize("language", ["ko"], indirect=True)
def test_in_korean(room: Any) -> None:
    room.pay(60)
    view = _open(room)
    assert view.title == "활동 기록"
    assert view.bar._chips["webhooks"].text().startswith("웹훅")


def test_a_year_is_whole_only_when_nothing_is_missing() -> None:
    from datetime import UTC

    start = 1_735_689_600  # 2025-01-01
    coverage = Coverage(
        (Span(start, start + 100 * DAY), Span(start + 110 * DAY, start + 400 * DAY)), start, None, start
    )
    newest, oldest = years(coverage, start + 390 * DAY, UTC)
    assert (newest.number, newest.gaps, newest.share) == (2026, (), 1.0)
    assert (oldest.number, oldest.gaps) == (2025, (Span(start + 100 * DAY, start + 110 * DAY),))
    assert 0.97 < oldest.share < 0.98
