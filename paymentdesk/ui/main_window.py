"""The window: banner, rail, screens, status bar, and the keys that work everywhere."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import ShopProfile, resource
from paymentdesk.store import queries
from paymentdesk.ui.accents import PRACTICE, Band
from paymentdesk.ui.activity_view import ActivityView
from paymentdesk.ui.banner import Banner
from paymentdesk.ui.delivery_acts import deliver
from paymentdesk.ui.dialogs.customer import CustomerDialog
from paymentdesk.ui.dialogs.keys import KeysDialog
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.dialogs.note import shop_note
from paymentdesk.ui.list_screen import ListScreen
from paymentdesk.ui.notices import Inbox, Place
from paymentdesk.ui.orders_view import OrdersView
from paymentdesk.ui.payments_view import PaymentsView
from paymentdesk.ui.rail import Rail
from paymentdesk.ui.session import Session
from paymentdesk.ui.settings.screen import SettingsView
from paymentdesk.ui.shop_head import MOST_KEYS, ShopHead
from paymentdesk.ui.status import StatusBar
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.tickets_view import TicketsView
from paymentdesk.ui.today_view import TodayView
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
AGES_EVERY = 20_000  # ms


class MainWindow(QMainWindow):
    """One shop. `set_up` when a shop is to be added, `shop_wanted(name)` for the window of another one,
    `removed(folder)` when this one was taken off the list."""

    set_up = Signal()
    shop_wanted = Signal(str)
    removed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle(f"{session.title} – Payment Desk")
        self.setWindowIcon(QIcon(str(resource("icons") / "paymentdesk.svg")))
        self.today = TodayView(session)
        self.orders = OrdersView(session)
        self.payments = PaymentsView(session)
        self.tickets = TicketsView(session)
        self.activity = ActivityView(session)
        self.settings = SettingsView(session)
        self.settings.removed.connect(self.removed)
        self.screens: dict[str, TodayView | OrdersView | PaymentsView | TicketsView | ActivityView | SettingsView] = {
            "today": self.today,
            "orders": self.orders,
            "payments": self.payments,
            "tickets": self.tickets,
            "activity": self.activity,
            "settings": self.settings,
        }
        self._build()
        self._keys()
        self._hear()
        for screen in self.screens.values():
            screen.go.connect(self.go)
        self.today.counted.connect(self._needs_counted)
        self._counting = self._count_again = False
        session.desk.ledger_changed.connect(self._count)
        session.desk.job_failed.connect(self._job_failed)
        self._jobs_of_window: set[int] = set()
        self._ages = QTimer(self, interval=AGES_EVERY)
        self._ages.timeout.connect(self._show_again)
        self._ages.start()
        self.show_screen("today")
        self._count()

    def _build(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner: Banner | None = None
        self.band: Band | None = None
        if self.session.practice:
            self.banner = Banner(self.session.speed)
            self.banner.set_up.connect(self.set_up)
            column.addWidget(self.banner)
        else:
            self.band = Band(self.session.settings.shop.profile.colour)
            column.addWidget(self.band)
        names = [(key, _rail_name(key, screen.title)) for key, screen in self.screens.items()]
        self.rail = Rail(self._head(), names)
        self.rail.chosen.connect(self.show_screen)
        self._stack = QStackedWidget()
        for screen in self.screens.values():
            self._stack.addWidget(screen)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        self.status = StatusBar(self.session)
        self.status.keys.connect(self.show_keys)
        self.status.health.connect(self.show_health)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setMinimumSize(QSize(1080, 600))
        self.resize(1440, 900)

    def _head(self) -> ShopHead:
        """Whose window this is, and the way to the others."""
        settings = self.session.settings
        profile = settings.shop.profile
        under = translate("ui", "Paymentwall via i'mport")
        name = "" if profile.practice else profile.name
        colour = PRACTICE if profile.practice else profile.colour
        self.head = ShopHead(self.session.title, under, colour, name, settings.shops)
        self.head.wanted.connect(self.shop_wanted)
        self.head.add_wanted.connect(self.set_up)
        self.head.settings_wanted.connect(lambda: self.show_screen("settings"))
        settings.shop_changed.connect(self._shop_changed)
        for number in range(1, MOST_KEYS + 1):
            keys = QShortcut(QKeySequence(f"Ctrl+Shift+{number}"), self)
            keys.activated.connect(lambda number=number: self.head.other(number))
        return self.head

    @Slot(object)
    def _shop_changed(self, profile: ShopProfile) -> None:
        """Another name, zone or colour from now on, everywhere in this window."""
        self.session.title, self.session.zone = profile.title or profile.name, ZoneInfo(profile.zone)
        self.setWindowTitle(f"{self.session.title} – Payment Desk")
        self.head.show_shop(self.session.title, profile.colour)
        if self.band is not None:
            self.band.show_colour(profile.colour)
        self.session.desk.ledger_changed.emit()  # days and moments are read and written anew

    def _hear(self) -> None:
        """Notices: the bell, the quiet line, and where they lead."""
        self.inbox = Inbox(self.session, self)
        self.inbox.counted.connect(lambda unread: self.rail.bell.show_count(unread, Tone.WAIT))
        self.inbox.line.connect(self.status.show_notice)
        self.inbox.opened.connect(self.open_place)
        self.rail.bell.clicked.connect(lambda: self.inbox.show_all())
        self.status.notice.connect(self.inbox.open_shown)

    def _keys(self) -> None:
        for number, key in enumerate(self.screens, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.show_screen(key))
        for keys, slot in (
            ("F5", self.session.desk.sync_now),
            ("Ctrl+F", self._search),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # ------------------------------------------------------------ screens

    @property
    def shown_screen(self) -> str:
        """The key of the screen that is shown."""
        return next(key for key, each in self.screens.items() if each is self._stack.currentWidget())

    @Slot(str)
    def show_screen(self, key: str) -> None:
        screen = self.screens[key]
        self._stack.setCurrentWidget(screen)
        self.rail.show_current(key)
        if isinstance(screen, TodayView):
            screen.list.setFocus()
        else:
            screen.view.setFocus()

    @Slot(str, object)
    def go(self, screen: str, key: object) -> None:
        """Show a row on its screen; without a key the screen's search."""
        if screen == "act":
            shop_note(self.session, str(key), self).open()
            return
        if screen == "customer":
            dialog = CustomerDialog(self.session, str(key), self)
            dialog.go.connect(self.go)
            dialog.open()
            return
        if screen == "deliver":
            self.open_filter("orders", "undelivered", key)
            if key is not None:
                deliver(self.session, self, str(key))
            return
        self.show_screen(screen)
        shown = self.screens[screen]
        if isinstance(shown, TodayView):
            return
        if key is None:
            shown.search()
        else:
            shown.select(key)

    def open_filter(self, screen: str, chip: str, key: object) -> None:
        """A row of a screen, or what its chip shows."""
        if key is not None:
            self.go(screen, key)
            return
        self.show_screen(screen)
        shown = self.screens[screen]
        if isinstance(shown, ListScreen):
            shown.bar.reset(chip)

    @Slot(object)
    def open_place(self, place: Place) -> None:
        """What a notice is about: a row, just these rows, or what a chip shows."""
        shown = self.screens[place.screen]
        if place.notice is None or not isinstance(shown, ListScreen):
            self.open_filter(place.screen, place.chip, place.key)
            return
        self.show_screen(place.screen)
        shown.show_notice(place.notice, place.title)

    @Slot()
    def show_health(self) -> None:
        """How each way of news is doing, above everything that happened."""
        self.show_screen("activity")
        self.activity.show_health()

    def _search(self) -> None:
        self.screens[self.shown_screen].search()

    def _show_again(self) -> None:
        self.screens[self.shown_screen].show_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_stack"):
            self.update()

    # ------------------------------------------------------------ figures of rail and status bar

    @Slot()
    def _count(self) -> None:
        if self._counting:  # once more when it is done, not once for each change
            self._count_again = True
            return
        self._counting, self._count_again = True, False
        now, overdue = self.session.now(), self.session.overdue_seconds
        self.session.reading.ask(
            self,
            lambda connection: (
                queries.payment_counts(connection),
                queries.ticket_counts(connection, now=now, overdue_seconds=overdue),
                queries.order_counts(connection),
                queries.today_figures(connection, now, now, now),
            ),
            self._counted,
            later=True,
        )

    def _counted(self, answer: tuple[dict[str, int], dict[str, int], dict[str, int], queries.Figures]) -> None:
        self._counting = False
        if self._count_again:
            self._count()
        payments, tickets, orders, figures = answer
        buttons = self.rail.buttons
        buttons["payments"].show_count(payments.get("problems", 0), Tone.BAD)
        attention = tickets.get("attention", 0)
        buttons["tickets"].show_count(tickets.get("open", 0), Tone.BAD if attention else Tone.WAIT)
        buttons["orders"].show_count(orders.get("problems", 0), Tone.BAD)
        self.status.show_figures(figures.waiting_tickets, figures.oldest_open_at, figures.test_uncancelled)

    @Slot(int)
    def _needs_counted(self, lines: int) -> None:
        self.rail.buttons["today"].show_count(lines, Tone.WAIT)

    # ------------------------------------------------------------ troubles nobody waits for

    @Slot(int, object)
    def _job_failed(self, job: int, trouble: object) -> None:
        """A dialog shows its own trouble; a plain look at i'mport has none."""
        if any(getattr(dialog, "waits_for", lambda _: False)(job) for dialog in self.findChildren(QWidget)):
            return
        if isinstance(trouble, Trouble):
            text = sentence(trouble, reading=True)
            MessageDialog(translate("ui", "That did not work"), text, parent=self).open()

    @Slot(object)
    def show_bug(self, _: object) -> None:
        """Something nobody foresaw: it is in the log, and said once."""
        text = translate("ui", "Something unexpected went wrong inside this program; it was written to the log.")
        MessageDialog(translate("ui", "An error of this program"), text, parent=self).open()

    # ------------------------------------------------------------ keys

    @Slot()
    def show_keys(self) -> None:
        KeysDialog(len(self.screens), self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters come here only when no text is being written: fields keep theirs, and what a Korean
        keyboard composes is none of these keys."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if plain and key == Qt.Key.Key_Slash:
            self._search()
        elif plain and key == Qt.Key.Key_Question:
            self.show_keys()
        elif plain and key == Qt.Key.Key_C and not event.modifiers():
            self.screens[self.shown_screen].act("cancel")
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            screen = self.screens[self.shown_screen]
            if not isinstance(screen, TodayView):
                screen.view.step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A send in hand goes on until it is answered; the window hides meanwhile."""
        self._ages.stop()
        self.inbox.close()
        super().closeEvent(event)

    @Slot()
    def come_forward(self) -> None:
        """A second window was wanted: this one is it."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()


def _rail_name(key: str, title: str) -> str:
    """The rail has shorter words than the heading in Korean."""
    return translate("rail", "Payments") if key == "payments" else title
