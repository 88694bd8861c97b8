"""Notices: a bell with a count, the inbox behind it, a quiet line, and the desktop's own notice where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSystemTrayIcon, QWidget

from paymentdesk import wording
from paymentdesk.domain.news import News
from paymentdesk.store import queries
from paymentdesk.store.queries import Notice
from paymentdesk.ui.badge import Badge
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.notice_row import NoticeDelegate, NoticeLine
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, label, row
from paymentdesk.wording.notices import notice_words

translate = QCoreApplication.translate
QUIET_LINE = 60_000  # ms a line stays in the window
ON_DESKTOP = 8_000  # ms

_TONES = {
    News.SETTLED: Tone.OK,
    News.REJECTED: Tone.BAD,
    News.OVERDUE: Tone.WAIT,
    News.DIFFERS: Tone.BAD,
    News.LATE_APPROVAL: Tone.WAIT,
    News.ELSEWHERE: Tone.BAD,
    News.SYNC_BROKEN: Tone.BAD,
    News.TOO_MANY: Tone.BAD,
}
# The screen that lists what a notice of many is about; several kinds have only their payments in common.
_LISTS = {
    News.SETTLED: "tickets",
    News.REJECTED: "tickets",
    News.OVERDUE: "tickets",
    News.DIFFERS: "payments",
    News.LATE_APPROVAL: "payments",
    News.ELSEWHERE: "tickets",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a notice leads: `key` is a row of `screen`; else `notice` with its `title`, for the list of what it is
    about; else the list behind `chip`."""

    screen: str
    chip: str = "all"
    key: object = None
    notice: int | None = None
    title: str = ""


def leads_to(notice: Notice, title: str) -> Place:
    """The row a notice is about, or the list of just its rows."""
    kinds = set(notice.kinds)
    if kinds == {News.SYNC_BROKEN}:
        return Place("activity", "errors")
    if kinds == {News.TOO_MANY}:
        return Place("today")
    if notice.ticket is not None:
        return Place("tickets", key=notice.ticket)
    if notice.imp_uid:
        return Place("payments", key=notice.imp_uid)
    kinds -= {News.TOO_MANY, News.SYNC_BROKEN}
    screen = _LISTS[kinds.pop()] if len(kinds) == 1 else "payments"
    return Place(screen, notice=notice.group, title=title)


class Inbox(QObject):
    """Counts what is unread, shows what is new, keeps the window's bell, line and list together."""

    opened = Signal(object)  # a `Place`
    counted = Signal(int)  # unread notices
    line = Signal(str)  # the quiet line in the window, "" to take it away

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._shown: Notice | None = None  # the newest that was told, what a click on it opens
        self._unread = 0
        self._tray: QSystemTrayIcon | None = None
        self._away = QTimer(self, singleShot=True, interval=QUIET_LINE)
        self._away.timeout.connect(lambda: self.line.emit(""))
        session.desk.notices.told.connect(self._told)
        session.desk.ledger_changed.connect(self.count)
        self.count()

    @Slot()
    def count(self) -> None:
        self._session.reading.ask(self, queries.unread_notices, self._counted)

    def _counted(self, unread: int) -> None:
        if unread != self._unread:
            self._unread = unread
            self.counted.emit(unread)
        if not unread and self._shown is not None:
            self._shown = None
            self._away.stop()
            self.line.emit("")

    # ------------------------------------------------------------ showing what is new

    @Slot(object)
    def _told(self, notices: Sequence[Notice]) -> None:
        """Several kinds at once are said in one breath, and lead to the inbox."""
        self.count()
        newest = notices[-1]
        words = notice_words(newest, moment=self._session.moment)
        title, text = words.title, words.text
        if len(notices) > 1:
            title = translate("notice", "{n} new notices").format(n=len(notices))
            text = "\n".join(notice_words(each, moment=self._session.moment).title for each in notices[:4])
        self._shown = newest if len(notices) == 1 else None
        self.line.emit(title if len(notices) > 1 else wording.several((title, text)))
        self._away.start()
        self._on_desktop(title, text, newest)

    def _on_desktop(self, title: str, text: str, newest: Notice) -> None:
        if self._tray is None and not self._make_tray():
            return
        assert self._tray is not None
        kind = QSystemTrayIcon.MessageIcon.Information
        if any(_TONES[each] is Tone.BAD for each in newest.kinds):
            kind = QSystemTrayIcon.MessageIcon.Warning
        self._tray.showMessage(title, text, kind, ON_DESKTOP)

    def _make_tray(self) -> bool:
        """Only once there is something to tell, and only where the desktop has a place for it."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return False
        icon = self._window.windowIcon()
        self._tray = QSystemTrayIcon(icon if not icon.isNull() else QIcon(), self)
        self._tray.setToolTip(self._window.windowTitle())
        self._tray.messageClicked.connect(self.open_shown)
        self._tray.activated.connect(self._come_forward)
        self._tray.show()
        return True

    @Slot()
    def open_shown(self) -> None:
        """Open what was told last; the inbox where it was several."""
        self._come_forward()
        if self._shown is not None:
            self.open(self._shown)
        else:
            self.show_all()

    @Slot()
    def _come_forward(self, _: object = None) -> None:
        come = getattr(self._window, "come_forward", None)
        if come is not None:
            come()

    def open(self, notice: Notice) -> None:
        """Show what a notice is about; it is read with that."""
        self._session.desk.notices.mark_read(notice.group)
        self._shown = None
        self._away.stop()
        self.line.emit("")
        self.opened.emit(leads_to(notice, notice_words(notice).title))

    @Slot()
    def show_all(self) -> None:
        self._session.reading.ask(self, queries.list_notices, self._list)

    def _list(self, notices: Sequence[Notice]) -> None:
        dialog = InboxDialog(self._session, notices, self._window)
        dialog.chosen.connect(self.open)
        dialog.all_read.connect(lambda: self._session.desk.notices.mark_read())
        dialog.open()

    def close(self) -> None:
        if self._tray is not None:
            self._tray.hide()


class InboxDialog(DeskDialog):
    chosen = Signal(object)
    all_read = Signal()

    def __init__(self, session: Session, notices: Sequence[Notice], parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Notices"), "", parent, width=560)
        self._notices = list(notices)
        self.list = _Rows()
        self.list.setAccessibleName(translate("ui", "Notices"))
        self.list.setItemDelegate(NoticeDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(340)
        for notice in self._notices:
            words = notice_words(notice, moment=session.moment)
            line = NoticeLine(words.title, words.text, session.moment(notice.at), _badge(notice), notice.unread)
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
            item.setSizeHint(QSize(200, NoticeDelegate.height(self.list)))
            self.list.addItem(item)
        self.list.taken.connect(self._taken)
        self.read = button(translate("ui", "Mark all as read"), self._all_read, "link")
        self.read.setEnabled(any(notice.unread for notice in self._notices))
        self.column.addSpacing(10)
        if self._notices:
            self.column.addLayout(row(1, self.read))
            self.column.addSpacing(6)
            self.column.addWidget(self.list, 1)
            self.list.setCurrentRow(0)
        else:
            self.column.addWidget(label(translate("ui", "Nothing was told yet."), "muted", wrap=True))
        self.buttons(translate("ui", "Close"))

    def _taken(self, number: int) -> None:
        if 0 <= number < len(self._notices):
            self.accept()
            self.chosen.emit(self._notices[number])

    def _all_read(self) -> None:
        self.accept()
        self.all_read.emit()


class _Rows(QListWidget):
    """Enter and a click take a row."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(lambda item: self.taken.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def _badge(notice: Notice) -> Badge:
    tones = [_TONES[kind] for kind in notice.kinds]
    tone = next((each for each in (Tone.BAD, Tone.WAIT, Tone.OK) if each in tones), Tone.MUTE)
    return Badge("", tone)
