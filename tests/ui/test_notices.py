"""Notices in the real window: bell, quiet line, inbox, the desktop's own, and where they lead."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from paymentdesk.app.desktop import OpenShop
from paymentdesk.domain.news import Event, News
from paymentdesk.services import polling
from paymentdesk.services.shop import open_shop
from paymentdesk.store import ledger, queries
from paymentdesk.store.queries import Notice
from paymentdesk.ui.notices import InboxDialog, Place, leads_to
from tests.ui.conftest import QUIET


def _told(room: Any) -> None:
    """Tell now what is new; a window does it by itself a second after the last change."""
    room.settle()
    room.opened.desk.notices.look()
    room.settle()


def _cancelled_elsewhere(room: Any, *, beside: bool = False) -> str:
    imp_uid = str(room.pay(60))
    room.server.advance(60)
    room.control(f"/console-cancel/{imp_uid}", {"amount": 20})
    if not beside:
        room.sync()
        return imp_uid
    shop = open_shop(room.opened.shop.profile, settings=QUIET, clock=room.server.clock.now)
    try:
        polling.sync(shop)
    finally:
        shop.close()
    return imp_uid


@pytest.mark.parametrize("beside", [False, True], ids=["by this window", "by a command beside it"])
def test_a_cancellation_made_elsewhere_is_told_and_opened(room: Any, beside: bool) -> None:
    _cancelled_elsewhere(room, beside=beside)
    bell, line = room.window.rail.bell, room.window.status.news
    room.until(lambda: bell.count == 1)  # by itself, once the ledger has come to rest
    room.until(lambda: line.isVisible())
    assert line.accessibleName() == "Cancelled elsewhere · T-0001 · US$20.00 · Nobody at this desk asked for it."
    room.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert room.window.shown_screen == "tickets"
    room.until(lambda: room.window.tickets.current == 1)
    room.until(lambda: bell.count == 0 and not line.isVisible())
    room.settle()


def _tickets(room: Any) -> list[str]:
    model = room.window.tickets.model
    return sorted(row.name for n in range(model.rowCount()) if (row := model.row(n)) is not None)


def test_many_are_one_and_open_the_list_of_just_these(room: Any) -> None:
    _cancelled_elsewhere(room)
    _told(room)
    room.opened.desk.notices.mark_read()
    room.settle()
    for _ in range(3):
        _cancelled_elsewhere(room)
    _told(room)
    room.until(lambda: room.window.rail.bell.count == 1)
    room.until(lambda: room.window.status.news.accessibleName().startswith("3 cancellations made elsewhere"))
    room.qtbot.mouseClick(room.window.status.news, Qt.MouseButton.LeftButton)
    assert room.window.shown_screen == "tickets"
    screen = room.window.tickets
    room.until(lambda: _tickets(room) == ["T-0002", "T-0003", "T-0004"])
    room.until(lambda: screen.foot.text().startswith("3 "))
    only = screen.bar.only_chip
    assert (only.isVisible(), only.isChecked()) == (True, True)
    assert only.accessibleName() == "3 cancellations made elsewhere"
    screen.bar.field.setText("T-0003")
    room.until(lambda: _tickets(room) == ["T-0003"])
    room.qtbot.mouseClick(only, Qt.MouseButton.LeftButton)
    room.until(lambda: not only.isVisible() and _tickets(room) == ["T-0003"])
    screen.bar.field.setText("")
    room.until(lambda: len(_tickets(room)) == 4)
    room.settle()


def test_a_row_outside_of_a_notice_is_shown_among_all(room: Any) -> None:
    for _ in range(3):
        _cancelled_elsewhere(room)
    _told(room)
    with room.opened.shop.database.reader() as reader:
        (notice,) = queries.list_notices(reader)
    room.window.inbox.open(notice)
    screen = room.window.tickets
    room.until(lambda: len(_tickets(room)) == 3)
    _cancelled_elsewhere(room)
    room.settle()
    assert len(_tickets(room)) == 3, "what came later is another notice"
    room.window.go("tickets", 4)
    room.until(lambda: screen.current == 4 and len(_tickets(room)) == 4)
    assert not screen.bar.only_chip.isVisible()
    room.settle()


def test_many_things_lead_to_the_payments_they_are_about(room: Any) -> None:
    mine = [room.pay(60) for _ in range(3)]
    room.pay(10)
    kinds = (News.SETTLED, News.LATE_APPROVAL, News.ELSEWHERE)
    database = room.opened.shop.database
    with database.atomic():
        for number, kind in enumerate(kinds):
            ledger.notices.add(database, Event(f"told:{number}", 1, kind, mine[number]), 7, 1, muted=False)
    notice = Notice(7, 1, dict.fromkeys(kinds, 1), True, "", "", None, {})
    room.window.inbox.open(notice)
    model = room.window.payments.model
    room.until(lambda: model.rowCount() == 3)
    assert {model.row(n).imp_uid for n in range(3)} == set(mine)
    room.until(lambda: room.window.payments.foot.text().startswith("3 payments"))
    assert room.window.payments.bar.only_chip.accessibleName() == "3 news"
    room.settle()


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        ({News.SYNC_BROKEN: 2}, Place("activity", "errors")),
        ({News.TOO_MANY: 1}, Place("today")),
        ({News.TOO_MANY: 1, News.ELSEWHERE: 24}, Place("tickets", notice=7, title="many")),
        ({News.DIFFERS: 2}, Place("payments", notice=7, title="many")),
        ({News.OVERDUE: 2, News.SYNC_BROKEN: 1}, Place("tickets", notice=7, title="many")),
        ({News.OVERDUE: 2, News.DIFFERS: 1}, Place("payments", notice=7, title="many")),
    ],
)
def test_where_a_notice_of_many_leads(kinds: dict[News, int], place: Place) -> None:
    assert leads_to(Notice(7, 1, kinds, True, "", "", None, {}), "many") == place


def _inbox(room: Any) -> InboxDialog:
    room.qtbot.mouseClick(room.window.rail.bell, Qt.MouseButton.LeftButton)
    room.until(lambda: any(each.isVisible() for each in room.window.findChildren(InboxDialog)))
    found: InboxDialog = room.dialog(InboxDialog)
    return found


def test_the_inbox_survives_a_restart(room: Any) -> None:
    imp_uid = _cancelled_elsewhere(room)
    _told(room)
    room.until(lambda: room.window.rail.bell.count == 1)
    profile = room.opened.shop.profile
    room.close()
    room.opened = OpenShop(profile, QUIET, clock=room.server.clock.now, speed=0)
    room.window = room.opened.window
    room.window.show()
    room.until(lambda: room.window.rail.bell.count == 1)
    dialog = _inbox(room)
    assert dialog.list.count() == 1
    spoken = dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Cancelled elsewhere · T-0001")
    room.qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    room.until(lambda: room.window.tickets.current == 1)
    room.until(lambda: room.window.rail.bell.count == 0)
    assert room.payment(imp_uid).cancelled == 2000
    room.settle()


def test_all_can_be_marked_as_read(room: Any) -> None:
    _cancelled_elsewhere(room)
    _told(room)
    room.until(lambda: room.window.rail.bell.count == 1)
    dialog = _inbox(room)
    room.qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    room.until(lambda: room.window.rail.bell.count == 0)
    room.settle()
    assert not _inbox(room).read.isEnabled()
    room.dialog(InboxDialog).close()


def test_an_empty_inbox_says_so(room: Any) -> None:
    dialog = _inbox(room)
    assert dialog.list.count() == 0
    dialog.close()
    room.settle()


def test_nothing_is_told_while_the_story_plays(room: Any) -> None:
    desk = room.opened.desk
    desk.notices.hold(True)
    _cancelled_elsewhere(room)
    _told(room)
    with room.opened.shop.database.reader() as connection:
        assert queries.unread_notices(connection) == 0
    desk.notices.hold(False)
    room.until(lambda: room.window.rail.bell.count == 1)
    room.settle()


def test_what_is_switched_off_is_quiet(room: Any) -> None:
    room.opened.desk.notices.switch(News.ELSEWHERE, on=False)
    _cancelled_elsewhere(room)
    _told(room)
    assert room.window.rail.bell.count == 0
    assert not room.window.status.news.isVisible()


class Tray(QObject):
    """A desktop with a place for notices."""

    MessageIcon = QSystemTrayIcon.MessageIcon
    messageClicked = Signal()
    activated = Signal(int)
    made: list[Tray] = []

    def __init__(self, icon: object, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[tuple[str, str]] = []
        Tray.made.append(self)

    @staticmethod
    def isSystemTrayAvailable() -> bool:
        return True

    @staticmethod
    def supportsMessages() -> bool:
        return True

    def setToolTip(self, text: str) -> None:
        self.tip = text

    def show(self) -> None:
        self.visible = True

    def hide(self) -> None:
        self.visible = False

    def showMessage(self, title: str, text: str, kind: object, milliseconds: int) -> None:
        self.shown.append((title, text))


def test_the_desktop_tells_it_where_it_can(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paymentdesk.ui.notices.QSystemTrayIcon", Tray)
    monkeypatch.setattr(Tray, "made", [])
    _cancelled_elsewhere(room)
    _told(room)
    room.until(lambda: Tray.made and Tray.made[0].shown)
    (tray,) = Tray.made
    assert tray.shown == [("Cancelled elsewhere · T-0001 · US$20.00", "Nobody at this desk asked for it.")]
    tray.messageClicked.emit()
    assert room.window.shown_screen == "tickets"
    room.until(lambda: room.window.rail.bell.count == 0)
    room.settle()
    room.window.close()
    assert not tray.visible
