"""From a webhook to the ledger and to a row in the window, over a million payments.

    python -m benchmarks.hints [number of payments] [number of webhooks]

The floor is the single look itself: the same payment asked for over HTTP, nothing done with it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from benchmarks.lists import fill
from paymentdesk.app.collecting import collected_here
from paymentdesk.app.desktop import OpenShop, make_application
from paymentdesk.practice.control import Control
from paymentdesk.practice.server import PracticeServer
from paymentdesk.settings import Settings, ShopProfile, resource
from paymentdesk.store import search
from paymentdesk.store.database import open_database

QUIET = Settings(poll_seconds=3600, poll_idle_seconds=3600, poll_busy_seconds=3600)
WAITS = 30.0
BEAT = 0.004


class Window:
    """A window on a full ledger, with its receiver on."""

    def __init__(self, server: PracticeServer, home: Path) -> None:
        self._control = Control(server)
        profile = ShopProfile(
            name="shop", home=home, api_url=server.url, imp_key=server.imp_key, imp_secret=server.imp_secret
        )
        self.opened = OpenShop(profile, QUIET, clock=server.clock.now)
        self.opened.window.resize(1440, 900)
        self.opened.window.show()
        self.opened.window.show_screen("payments")
        self.changed_at = 0.0
        self.opened.desk.hearing.changed.connect(self._changed)
        self.longest = 0.0  # the longest the window's thread was away
        self.until(lambda: any(state.address for state in self.opened.desk.hearing.states))
        self.until(lambda: self.opened.window.payments.model.rowCount() > 0)
        self.address = next(state.address for state in self.opened.desk.hearing.states)

    def _changed(self) -> None:
        self.changed_at = time.perf_counter()

    def until(self, true: Any) -> None:
        """Let the window live until it is so, with a heart that beats every `BEAT` to tell when it was away."""
        end = time.perf_counter() + WAITS
        loop, heart = QEventLoop(), QTimer()
        beats = [time.perf_counter()]

        def beat() -> None:
            now = time.perf_counter()
            self.longest = max(self.longest, now - beats[0] - BEAT)
            beats[0] = now
            if true() or now > end:
                loop.quit()

        heart.timeout.connect(beat)
        heart.start(int(BEAT * 1000))
        loop.exec()
        if not true():
            raise TimeoutError("the window does not show it")

    def control(self, path: str, fields: dict[str, Any]) -> Any:
        reply = self._control.answer("POST", path, json.dumps(fields).encode())
        return json.loads(reply.body)

    def first(self) -> Any:
        """The newest row, once it is read."""
        return self.opened.window.payments.model.row(0)

    def hint(self) -> tuple[float, float]:
        """Seconds from a webhook to the ledger and to the row on the screen."""
        imp_uid = self.control("/payments", {"amount": 60, "status": "paid", "method": "cc"})["imp_uid"]
        body = json.dumps({"imp_uid": imp_uid, "merchant_uid": "x", "status": "paid"}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})
        self.changed_at = 0.0
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=10):
            pass
        self.until(lambda: (row := self.first()) is not None and row.imp_uid == imp_uid)
        return self.changed_at - began, time.perf_counter() - began

    def floor(self) -> float:
        imp_uid = self.control("/payments", {"amount": 60, "status": "paid", "method": "cc"})["imp_uid"]
        began = time.perf_counter()
        self.opened.shop.client.payment(imp_uid)
        return time.perf_counter() - began


def _said(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name:<28} median {statistics.median(ordered) * 1000:7.1f} ms   p95 {p95 * 1000:7.1f} ms")


def main(payments: int, webhooks: int) -> None:
    os.environ["PAYMENTDESK_WEBHOOK_PORT"] = "0"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        place = home / "shops" / "shop"
        database = open_database(place / "ledger.sqlite3", backups=place / "backups")
        fill(database, payments)
        while True:
            with database.atomic():
                if not search.index_pending(database.db):
                    break
        database.close()
        server = PracticeServer(seed=1, speed=0, methods=resource("paymentwall-methods.csv"))
        server.start()
        app = make_application("en")
        window = Window(server, home)
        try:
            with collected_here():  # as the program does
                window.hint()
                window.longest = 0.0
                floors, ledger, rows = [], [], []
                for _ in range(webhooks):
                    floors.append(window.floor())
                    to_ledger, to_row = window.hint()
                    ledger.append(to_ledger)
                    rows.append(to_row)
                    time.sleep(1.05)  # as paced: one look a second after the first twenty
            _said("a single look (floor)", floors)
            _said("webhook to ledger", ledger)
            _said("webhook to row in the window", rows)
            print(f"the window's thread was away for {window.longest * 1000:.0f} ms at the longest")
        finally:
            window.opened.close()
            app.processEvents()
            server.stop()


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]] + [1_000_000, 60][len(sys.argv) - 1 :]
    main(*numbers)
