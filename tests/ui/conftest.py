"""The real window on a practice shop whose clock stands still, in one process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from paymentdesk import wording
from paymentdesk.app.collecting import collected_here
from paymentdesk.app.desktop import OpenShop, make_application
from paymentdesk.practice.control import Control
from paymentdesk.practice.server import PracticeServer
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.store import queries

WAIT = 15_000  # ms: how long a step may take on a busy machine; nothing is asserted of it
# Nothing is asked by itself: a test says when it is time.
QUIET = Settings(
    connect_timeout=2.0,
    read_timeout=2.0,
    cancel_timeout=2.0,
    poll_seconds=3600,
    poll_idle_seconds=3600,
    poll_busy_seconds=3600,
)


class Room:
    """A window, its practice shop, and words for what a person and a buyer do."""

    def __init__(self, qtbot: Any, server: PracticeServer, home: Path) -> None:
        self.qtbot = qtbot
        self.server = server
        self._control = Control(server)
        profile = ShopProfile(
            name="shop",
            home=home,
            api_url=server.url,
            imp_key=server.imp_key,
            imp_secret=server.imp_secret,
            practice=True,
            user="Minji",
            title="Hanbit Goods",
        )
        self._collecting = ExitStack()  # as the program does: a worker that destroys a timer of the window may hang
        self._collecting.enter_context(collected_here())
        self.opened = OpenShop(profile, QUIET, clock=server.clock.now, speed=0)
        self.window = self.opened.window
        self.window.show()
        qtbot.waitExposed(self.window)

    def close(self) -> None:
        self.opened.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._collecting.close()

    # ---- the practice shop

    def control(self, path: str, fields: Mapping[str, Any] | None = None) -> Any:
        body = b"" if fields is None else json.dumps(fields).encode()
        reply = self._control.answer("GET" if fields is None else "POST", path, body)
        assert reply.status == 200, reply.body
        return json.loads(reply.body)

    def pay(self, amount: int | float = 60, currency: str = "USD", **fields: Any) -> str:
        """A buyer pays; the window has seen it when this returns."""
        asked = {"status": "paid", "amount": amount, "currency": currency, "method": "cc"} | fields
        imp_uid = str(self.control("/payments", asked)["imp_uid"])
        self.sync()
        self.until(lambda: self.payment(imp_uid) is not None)
        return imp_uid

    def requests_sent(self) -> int:
        """Cancellations that reached the wire."""
        calls = self.control("/requests")["requests"]
        return sum(call["path"] == "/payments/cancel" for call in calls)

    # ---- the window

    def until(self, true: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=WAIT)

    def settle(self) -> None:
        """Nothing is being done, and what was read is shown."""
        self.until(lambda: self.opened.desk.idle and self.opened.reading.idle)

    def sync(self) -> None:
        rounds: list[object] = []
        self.opened.desk.sync_state.connect(rounds.append)
        self.opened.desk.sync_now()
        self.until(lambda: any(getattr(state, "kind", "") in ("fresh", "trouble") for state in rounds))
        self.opened.desk.sync_state.disconnect(rounds.append)
        self.settle()

    def go(self, screen: str, key: object) -> None:
        """Show a row with its detail."""
        self.window.go(screen, key)
        view = self.window.screens[screen]
        self.until(lambda: view.detail is not None and view.current == key and _key(view.detail[0]) == key)
        self.settle()

    def dialog(self, kind: type[QDialog]) -> Any:
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__}"
        return found[-1]

    def payment(self, imp_uid: str) -> queries.PaymentDetail | None:
        with self.opened.shop.database.reader() as connection:
            return queries.payment_detail(connection, imp_uid)

    def ticket(self, number: int) -> queries.TicketDetail:
        with self.opened.shop.database.reader() as connection:
            found = queries.ticket_detail(connection, number)
        assert found is not None
        return found


def _key(line: Any) -> object:
    for name in ("number", "imp_uid", "merchant_uid"):
        if hasattr(line, name):
            return getattr(line, name)
    raise AssertionError(line)


@pytest.fixture
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """English, or what a test asks for with `indirect`."""
    lang = getattr(request, "param", "en")
    make_application(lang)
    yield lang
    wording.install_translator("en")


@pytest.fixture
def room(qtbot: Any, language: str, practice: PracticeServer, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, practice, tmp_path)
    yield made
    made.close()
