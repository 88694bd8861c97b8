"""The practice journey in the real window, without a display: each step printed, each screen a picture.

A payment arrives, a part of it is asked back through the real dialog, it waits, the practice clock is moved on,
and it is settled by what i'mport says.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from paymentdesk import wording
from paymentdesk.app.desktop import Desktop, OpenShop, PracticeOptions
from paymentdesk.practice.server import PracticeServer
from paymentdesk.store import queries
from paymentdesk.store.queries import Filter
from paymentdesk.ui.dialogs.cancel import CancelDialog

translate = QCoreApplication.translate
STEP_MAY_TAKE = 30.0  # seconds
HOURS = 11  # Paymentwall's simulated staff decides by itself only after half a day


class Stuck(Exception):
    """A step of the journey did not come to its end."""


class Journey:
    def __init__(self, folder: Path, *, quiet: bool = False) -> None:
        self._folder = folder
        self._quiet = quiet
        self._pictures = 0
        self._desktop: Desktop | None = None

    def play(self) -> int:
        """0 when the journey came to its end, 5 when a step was stuck."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="paymentdesk-", ignore_cleanup_errors=True) as home:
            self._desktop = Desktop(Path(home))
            try:
                self._steps(self._desktop)
            except Stuck as stuck:
                sys.stderr.write(f"The journey is stuck: {stuck}\n")
                return 5
            finally:
                self._desktop.close()
                # What was to be deleted later is deleted now: no event loop follows.
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._say(translate("journey", "{n} pictures in {folder}").format(n=self._pictures, folder=self._folder))
        return 0

    # ------------------------------------------------------------ the steps

    def _steps(self, desktop: Desktop) -> None:
        self._say(translate("journey", "The practice shop opens and its week is played."))
        desktop.open_practice(PracticeOptions(speed=0))
        opened = self._opened()
        self._until("the week is played", lambda: opened.desk.idle and len(self._payments(Filter())) > 1)
        for key in opened.window.screens:
            opened.window.show_screen(key)
            self._picture(key)
        imp_uid = self._someone_pays()
        number = self._ask_a_part_back(imp_uid)
        self._decided(imp_uid, number)

    def _someone_pays(self) -> str:
        opened, server = self._opened(), self._server()
        fields = {
            "merchant_uid": "HB-9001",
            "name": "Celadon cup",
            "amount": 54,
            "currency": "USD",
            "status": "paid",
            "emb_pg_provider": "cc",
        }
        imp_uid = add_paid(server, fields)
        opened.desk.sync_now()
        self._until("the payment arrives", lambda: self._detail(imp_uid) is not None)
        self._say(translate("journey", "A payment arrives: {amount}.").format(amount=wording.money(5400, "USD")))
        opened.window.go("payments", imp_uid)
        self._until("its detail is shown", lambda: self._shown() == imp_uid)
        self._picture("paid")
        return imp_uid

    def _ask_a_part_back(self, imp_uid: str) -> int:
        opened = self._opened()
        opened.window.payments.act("cancel")
        dialog = opened.window.findChild(CancelDialog)
        if dialog is None:
            raise Stuck("the dialog did not open")
        dialog.amount.edit.setText("18.00")
        dialog.reason.setEditText(translate("reason", "item missing"))
        self._picture("request", dialog)
        made: list[int] = []
        dialog.ticket_made.connect(made.append)
        dialog.request()
        self._until("the request is answered", lambda: bool(made))
        if self._ticket_state(made[0]) != "waiting":
            raise Stuck(f"the ticket is {self._ticket_state(made[0])}: {dialog.said}")
        self._say(
            translate("journey", "A cancellation of {amount} is requested; it waits.").format(
                amount=wording.money(1800, "USD")
            )
        )
        self._until("the ticket is shown", lambda: opened.window.shown_screen == "tickets")
        self._picture("waiting")
        return made[0]

    def _decided(self, imp_uid: str, number: int) -> None:
        opened, server = self._opened(), self._server()
        server.advance(HOURS * 3600)
        decide(server, imp_uid)
        opened.desk.sync_now()
        self._until("it is settled", lambda: self._ticket_state(number) == "cancelled")
        text = translate(
            "journey", "After {hours} practice hours Paymentwall worked it off; i'mport shows it: {state}."
        )
        self._say(text.format(hours=HOURS, state=wording.ticket_state("cancelled")))
        opened.window.go("tickets", number)
        self._picture("settled")
        opened.window.go("payments", imp_uid)
        self._picture("partly-cancelled")

    # ------------------------------------------------------------ looking

    def _opened(self) -> OpenShop:
        opened = self._desktop.open if self._desktop is not None else None
        assert opened is not None
        return opened

    def _server(self) -> PracticeServer:
        server = self._desktop.server if self._desktop is not None else None
        assert server is not None
        return server

    def _payments(self, what: Filter) -> list[Any]:
        with self._opened().shop.database.reader() as connection:
            return list(queries.list_payments(connection, what))

    def _detail(self, imp_uid: str) -> queries.PaymentDetail | None:
        with self._opened().shop.database.reader() as connection:
            return queries.payment_detail(connection, imp_uid)

    def _ticket_state(self, number: int) -> str:
        with self._opened().shop.database.reader() as connection:
            detail = queries.ticket_detail(connection, number)
        return detail.state if detail is not None else ""

    def _shown(self) -> str:
        shown = self._opened().window.payments.pane.shown
        return shown.name if shown is not None else ""

    def _until(self, what: str, true: Callable[[], bool]) -> None:
        end = time.monotonic() + STEP_MAY_TAKE
        while not true():
            if time.monotonic() > end:
                raise Stuck(what)
            self._turn()

    def _turn(self) -> None:
        """A turn of the event loop, and a breath for the threads behind it."""
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        """Let what was asked be answered, then take the picture."""
        opened = self._opened()
        for _ in range(3):  # an answer may ask the next question
            self._turn()
            self._until("the screen is filled", lambda: opened.reading.idle)
        quiet_until = time.monotonic() + 0.3  # what comes after a refresh timer
        while time.monotonic() < quiet_until:
            self._turn()
        self._until("the screen is filled", lambda: opened.reading.idle)
        self._pictures += 1
        file = self._folder / f"{self._pictures:02d}-{name}.png"
        if not (widget or opened.window).grab().save(os.fspath(file)):
            raise Stuck(f"the picture {file} cannot be written")

    def _say(self, text: str) -> None:
        if not self._quiet:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()


def add_paid(server: PracticeServer, fields: dict[str, Any]) -> str:
    """A buyer pays in the practice shop: through its control interface, as anybody else would."""
    created = _control(server, "/payments", fields)
    return str(created["imp_uid"])


def decide(server: PracticeServer, imp_uid: str) -> None:
    """Paymentwall's staff carries the open ticket of a payment out now."""
    tickets = _control(server, "/tickets")["tickets"]
    number = next(one["id"] for one in tickets if one["imp_uid"] == imp_uid and one["state"] == "open")
    _control(server, f"/tickets/{number}/decide", {"outcome": "cancelled"})


def _control(server: PracticeServer, path: str, body: dict[str, Any] | None = None) -> Any:
    """A call of the practice shop's control interface (product.md 7.1), on the loopback interface."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(server.control_url + path, data, {"Content-Type": "application/json"})  # noqa: S310
    with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
        return json.load(answer)
