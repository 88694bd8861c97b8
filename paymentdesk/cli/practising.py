"""The window, the practice shop, and the test the package makes of itself."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from paymentdesk.cli.opening import home, profile
from paymentdesk.cli.output import CANNOT_WORK, Output
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import ShopProfile, resource, saved_shops

if TYPE_CHECKING:
    from paymentdesk.practice.server import PracticeServer

METHODS = "paymentwall-methods.csv"


def window(options: argparse.Namespace, output: Output) -> int:
    """Plain `paymentdesk`: the window on the shop there is, or the start screen."""
    from paymentdesk import app

    shop, wanted = None, ""
    names = saved_shops(home(options))
    try:
        shop = profile(options)
    except Trouble as trouble:
        if trouble.kind is Kind.KEY_MISSING:
            wanted = options.shop or (names[0] if len(names) == 1 else "")
        elif options.shop or len(names) < 2:  # with several the start screen asks which
            raise
    return app.run_window(shop, home=home(options), practice=None, lang=options.lang, wanted=wanted)


def practice(options: argparse.Namespace, output: Output) -> int:
    """`practice`: the window on the practice shop, or its journey off screen."""
    from paymentdesk import app

    if options.speed < 0:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--speed", "value": options.speed})
    if options.offscreen:
        return app.run_offscreen_journey(options.pictures, options.lang)
    chosen = app.PracticeOptions(seed=options.seed, speed=options.speed, keep=options.keep)
    return app.run_window(None, home=home(options), practice=chosen, lang=options.lang)


def practice_server(options: argparse.Namespace, output: Output) -> int:
    """`practice-server`: only the simulated i'mport, until it is told to end."""
    from paymentdesk.practice.scenarios import bulk, ordinary_week
    from paymentdesk.practice.server import PracticeServer

    for name, value in (("--speed", options.speed), ("--payments", options.payments)):
        if value < 0:
            raise Trouble(Kind.BAD_ARGUMENT, {"what": name, "value": value})
    ended = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            # From a thread, as in `sync --watch`: a signal must not wait for a lock that this thread holds.
            signal.signal(getattr(signal, name), lambda *_: threading.Thread(target=ended.set).start())
    try:
        server = PracticeServer(
            port=options.port,
            seed=options.seed,
            start=options.start,
            speed=options.speed,
            methods=resource(METHODS),
            webhook_url=options.webhook_url,
        )
    except (OSError, OverflowError) as error:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--port", "value": options.port}) from error
    except ValueError as error:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--webhook-url", "value": options.webhook_url}) from error
    if not options.empty:
        server.load(ordinary_week(options.seed, server.clock.now()))
    server.add_bulk(bulk(options.seed, server.clock.now(), options.payments))
    with server:
        sys.stdout.write(json.dumps(server.announcement()) + "\n")
        sys.stdout.flush()
        # Waking now and then lets Windows deliver the signal to the main thread.
        while not ended.wait(timeout=0.5):
            pass
    return 0


def self_test(options: argparse.Namespace, output: Output) -> int:
    """`self-test`: start the practice shop, do the journeys, exit 0. Runs off screen, in a folder of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    checks: list[dict[str, object]] = []

    def check(name: str, work: Callable[[], str]) -> None:
        try:
            checks.append({"name": name, "ok": True, "text": work()})
        except Exception as error:
            checks.append({"name": name, "ok": False, "text": f"{type(error).__name__}: {error}"[:500]})

    with tempfile.TemporaryDirectory(prefix="paymentdesk-", ignore_cleanup_errors=True) as folder:
        check("resources", _resources)
        check("pages read aside", _aside)
        check("journey by services", lambda: _journey(Path(folder)))
        check("journey in the window", lambda: _window_journey(Path(folder), options.lang))
    good = all(one["ok"] for one in checks)
    if output.json:
        output.document({"checks": checks})
    else:
        for one in checks:
            output.line(f"{'ok  ' if one['ok'] else 'FAIL'}  {one['name']}: {one['text']}")
    return 0 if good else CANNOT_WORK


def _resources() -> str:
    page = [f"checkout/{name}" for name in ("page.html", "page.css", "page.js", "words.json")]
    found = [METHODS, "translations/paymentdesk_ko.qm", *page]
    missing = [name for name in found if not resource(name).is_file()]
    if missing:
        raise FileNotFoundError(", ".join(missing))
    return f"{len(found)} files found"


def _aside() -> str:
    """The program can be started once more, to read the pages of a full sync: frozen and installed."""
    from paymentdesk.services.aside import Aside

    with Aside("full") as aside:
        aside.start()
        page, _ = aside.read(b'{"list":[],"total":0,"previous":0,"next":0}')
        if page.rows or not aside.ready.is_set():
            raise AssertionError("the reading process did not answer")
    return "in a process of its own"


def _journey(folder: Path) -> str:
    """Paid, partly cancelled on request, waiting, settled by i'mport's record: without a window."""
    from paymentdesk.domain.money import Money
    from paymentdesk.services import cancellation, polling
    from paymentdesk.services.reconcile import reconcile
    from paymentdesk.services.shop import open_shop
    from paymentdesk.store import queries

    with _practice_shop() as server:
        order = {"merchant_uid": "HB-1", "amount": 54, "currency": "USD", "status": "paid", "method": "cc"}
        paid = _control(server.control_url, "/payments", order)["imp_uid"]
        shop = open_shop(
            ShopProfile("self-test", folder, server.url, server.imp_key, server.imp_secret, user="self-test")
        )
        try:
            polling.sync(shop)
            number = cancellation.request(shop, cancellation.Request(paid, Money(1800, "USD"), "self-test"))
            _control(server.control_url, "/tickets/1/decide", {"outcome": "cancelled"})
            report = polling.sync(shop)
            with shop.database.reader() as reader:
                detail = queries.ticket_detail(reader, number)
            if detail is None or detail.state != "cancelled" or report.tickets_settled != 1:
                raise AssertionError(f"the ticket is {detail.state if detail else 'missing'}")
            if reconcile(shop).differences:
                raise AssertionError("ledger and i'mport differ")
        finally:
            shop.close()
    return f"{detail.name} settled by its number, ledger and i'mport agree"


def _window_journey(folder: Path, lang: str | None) -> str:
    from paymentdesk import app

    code = app.run_offscreen_journey(folder / "pictures", lang, quiet=True)
    if code:
        raise AssertionError(f"the window's journey ended with {code}")
    return f"{len(list((folder / 'pictures').glob('*.png')))} screens drawn"


def _control(control_url: str, path: str, body: dict[str, object]) -> dict[str, str]:
    """A call of the practice shop's own control interface (product.md 7.1)."""
    from http.client import HTTPConnection
    from urllib.parse import urlsplit

    where = urlsplit(control_url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=10)
    try:
        kind = {"Content-Type": "application/json"}
        connection.request("POST", where.path + path, json.dumps(body).encode(), kind)
        found: dict[str, str] = json.load(connection.getresponse())
    finally:
        connection.close()
    return found


@contextmanager
def _practice_shop() -> Iterator[PracticeServer]:
    from paymentdesk.practice.server import PracticeServer

    with PracticeServer(port=0, seed=1, speed=0, methods=resource(METHODS)) as server:
        yield server
