"""One shop in a window, and the start window before it: built in one order, closed in the other."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from paymentdesk import wording
from paymentdesk.app.another import open_in_own_window
from paymentdesk.background.desk import Desk
from paymentdesk.background.instance import Instance
from paymentdesk.background.reading import Reading
from paymentdesk.background.shop_settings import ShopSettings
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.scenarios import ordinary_week
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services.practice_story import play
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.settings import (
    IMP_API,
    Settings,
    ShopProfile,
    acting_user,
    resource,
)
from paymentdesk.settings.keys import SESSION
from paymentdesk.settings.shops import every_shop, saved_shop, shop_file
from paymentdesk.ui.main_window import MainWindow
from paymentdesk.ui.session import Session
from paymentdesk.ui.start_view import StartWindow
from paymentdesk.ui.theme import Theme, korean_is_readable

log = logging.getLogger(__name__)

# A practice shop is on this computer and its time runs fast: it is looked at often.
PRACTICE_SETTINGS = Settings(
    poll_seconds=3, poll_idle_seconds=5, poll_busy_seconds=1, poll_battery_seconds=5, calls_a_minute=600
)

SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one run."""


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """`speed`: simulated seconds for each real one, 0 stands still. `keep`: go on with the last practice shop.
    `empty`: no story. `start`: the first simulated time, UNIX seconds; None: now."""

    seed: int = 1
    speed: float = 60.0
    keep: bool = False
    empty: bool = False
    start: int | None = None


def make_application(lang: str | None) -> QApplication:
    """The application with its language and its look. There is one in a process."""
    # To paint, the window's thread takes the interpreter back hundreds of times: no other thread may keep it for the
    # usual 5 ms each time.
    sys.setswitchinterval(SWITCH)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Payment Desk")
    app.setDesktopFileName("paymentdesk")
    language = lang or wording.system_language()
    wording.install_translator(language)
    if not app.property("themed"):
        Theme(app)
        app.setProperty("themed", True)
    if language == "ko" and not korean_is_readable():
        log.warning("No font with Korean letters is installed (on Debian: fonts-nanum).")
    return app


class OpenShop:
    """Everything that lives as long as one shop is shown, in the order it was built; `close` goes back.

    Raises `Trouble` when the ledger cannot be opened.
    """

    def __init__(self, profile: ShopProfile, settings: Settings, *, clock: Callable[[], int] | None = None,
                 speed: float = 0) -> None:  # fmt: skip
        with ExitStack() as stack:
            self.shop: Shop = open_shop(profile, settings=settings, clock=clock)
            stack.callback(self.shop.close)
            self.reading = Reading(self.shop.database.reader)
            stack.callback(self.reading.close)
            self.settings = ShopSettings(self.shop, settings)
            stack.callback(self.settings.close)
            self.desk = Desk(self.shop)
            stack.callback(self.desk.close)
            self.window = MainWindow(
                Session(
                    desk=self.desk,
                    reading=self.reading,
                    now=self.shop.now,
                    zone=ZoneInfo(profile.zone),
                    title=profile.title or profile.name,
                    overdue_seconds=settings.overdue_days * 86400,
                    ask_again_after=settings.ask_again_after,
                    settings=self.settings,
                    practice=profile.practice,
                    speed=speed,
                    watermark_slack=settings.watermark_slack,
                )
            )
            self.desk.bug.connect(self.window.show_bug)
            self.reading.failed.connect(self.window.show_bug)
            self.desk.hearing.start()
            self._taking_apart = stack.pop_all()

    def close(self) -> None:
        """The window goes at once; a request that is being sent is waited for behind it."""
        self.window.close()
        QApplication.processEvents()
        self._taking_apart.close()
        self.window.deleteLater()


class Desktop(QObject):
    """What is on the screen: the start window or one shop."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._stack = ExitStack()
        self.start: StartWindow | None = None
        self.open: OpenShop | None = None
        self.server: PracticeServer | None = None

    # ------------------------------------------------------------ what is shown

    def show_start(self, *, api_url: str = IMP_API, shop: str = "", text: str = "") -> bool:
        """The two ways, or the assistant for a shop of this computer without keys. `text`: what came before."""
        if self.start is None:
            self.start = StartWindow(self._home, api_url, every_shop(self._home), text)
            self.start.practice_wanted.connect(self._practice_wanted)
            self.start.shop_wanted.connect(self._shop_wanted)
            self.start.ready.connect(self._ready)
        if shop:
            self.start.show_assistant(shop_file(self._home, shop))
        self.start.show()
        self.start.raise_()
        return True

    def open_shop(self, profile: ShopProfile) -> bool:
        """Answers False when another window shows this shop already; it was brought to the front."""
        if not self._first_window(profile.folder):
            return False
        self._show(profile, Settings())
        assert self.open is not None
        self.open.desk.sync_now()
        return True

    def open_practice(self, options: PracticeOptions) -> bool:
        """The window is there before the story is played to its end."""
        folder = self._home / "practice"
        if not self._first_window(folder):
            return False
        server = PracticeServer(
            seed=options.seed,
            start=options.start,
            speed=options.speed,
            methods=resource("paymentwall-methods.csv"),
        )
        saved = folder / "shop.json"
        goes_on = options.keep and server.load_saved(saved)
        if not goes_on:
            _empty(folder)
        server.start()
        self._stack.callback(server.stop)
        self.server = server
        profile = ShopProfile(
            name="practice",
            home=self._home,
            api_url=server.url,
            imp_key=server.imp_key,
            imp_secret=server.imp_secret,
            link_url=server.url,
            practice=True,
            user=acting_user(),
            title=QApplication.translate("ui", "Practice shop"),
        )
        self._show(profile, PRACTICE_SETTINGS, clock=server.clock.now, speed=options.speed)
        opened = self.open
        assert opened is not None
        if goes_on or options.empty:
            server.keep_at(saved)
            opened.desk.sync_now()
        else:
            story = ordinary_week(options.seed, server.clock.now())

            def tell(stop: Callable[[], bool]) -> None:
                play(opened.shop, server, story, stop=stop)
                server.keep_at(saved)

            opened.desk.play(tell)
        return True

    def close(self) -> None:
        """In reverse order of building: window, threads, ledger, practice server, the window's lock."""
        self._close_start()
        self._stack.close()
        self.open = self.server = None

    # ------------------------------------------------------------ inside

    def _close_start(self) -> None:
        if self.start is not None:
            self.start.close()
            self.start.deleteLater()
            self.start = None

    def _first_window(self, folder: Path) -> bool:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            instance = Instance(folder)
            first = instance.take()
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(folder)}) from error
        if first:
            self._stack.callback(instance.close)
            instance.wanted.connect(self._come_forward)
        return first

    def _show(
        self,
        profile: ShopProfile,
        settings: Settings,
        *,
        clock: Callable[[], int] | None = None,
        speed: float = 0,
    ) -> None:
        self.open = OpenShop(profile, settings, clock=clock, speed=speed)
        self._stack.callback(self.open.close)
        self.open.window.set_up.connect(self._set_up)
        self.open.window.shop_wanted.connect(self._another_wanted)
        # Later: the dialog that says so belongs to the window that goes.
        self.open.window.removed.connect(self._removed, Qt.ConnectionType.QueuedConnection)
        self.open.window.show()

    @Slot()
    def _come_forward(self) -> None:
        if self.open is not None:
            self.open.window.come_forward()

    @Slot()
    def _set_up(self) -> None:
        """From the banner or the head of the rail: the two ways, beside this window."""
        self.show_start()
        assert self.start is not None
        self.start.show_assistant()

    @Slot(str)
    def _another_wanted(self, name: str) -> None:
        """The window of another shop, in a process of its own."""
        if not open_in_own_window(self._home, name, wording.current_language()):
            self.show_start()
            self._shop_wanted(name)

    @Slot(object)
    def _removed(self, folder: Path) -> None:
        """The shop is off the list: its window closes, and where the ledger lies is said."""
        text = QApplication.translate("ui", "The shop is off the list; its ledger stays and lies here: {folder}")
        self._change_to(lambda: self.show_start(text=text.format(folder=folder)))

    @Slot()
    def _practice_wanted(self) -> None:
        if self.open is not None:  # the practice shop is open already
            self._come_forward()
        else:
            self._change_to(lambda: self.open_practice(PracticeOptions()))

    @Slot(str)
    def _shop_wanted(self, name: str) -> None:
        """A shop that is set up, from the start window; one whose keys nobody has goes on to the assistant."""
        try:
            profile = saved_shop(self._home, name)
        except Trouble as trouble:
            assert self.start is not None
            if trouble.kind is Kind.KEY_MISSING:
                self.start.show_assistant(shop_file(self._home, name))
            else:
                self.start.say_trouble(trouble)
            return
        if self._beside_a_shop and open_in_own_window(self._home, name, wording.current_language()):
            self._close_start()
        else:
            self._change_to(lambda: self.open_shop(profile))

    def _shows_a_shop(self) -> bool:
        return self.open is not None

    @property
    def _beside_a_shop(self) -> bool:
        """A real shop's window is open: another shop does not take its place."""
        return self.open is not None and self.server is None

    @Slot(object)
    def _ready(self, profile: ShopProfile) -> None:
        """The assistant is done. Beside a real shop's window the new one gets a process of its own, except where its
        key is known to this one only."""
        assert self.start is not None
        set_up = self.start.assistant.set_up
        finding, own = set_up.finding, self._beside_a_shop and set_up.kept != SESSION
        if own and open_in_own_window(self._home, profile.name, wording.current_language()):
            self._close_start()
            return
        self._change_to(lambda: self.open_shop(profile))
        if self.open is not None and finding is not None:
            self.open.settings.remember(finding)

    def _change_to(self, opening: Callable[[], bool]) -> None:
        """Leave what is shown for another shop; on trouble the start window stays and says why."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        try:
            self._stack.close()
            self._stack = ExitStack()
            self.open = self.server = None
            opening()
        except Trouble as trouble:
            if self.start is not None:
                self.start.say_trouble(trouble)
        else:
            if self._shows_a_shop():
                self._close_start()
        finally:
            app.setQuitOnLastWindowClosed(True)


def _empty(folder: Path) -> None:
    """A new practice shop each time: everything of the last one goes but the lock this window holds."""
    try:
        for entry in folder.iterdir():
            if entry.name == "window.lock":
                continue
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(folder)}) from error
