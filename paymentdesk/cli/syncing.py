"""Look at i'mport, and compare the ledger with it."""

from __future__ import annotations

import argparse
import signal
import threading
from typing import TYPE_CHECKING, Any

from paymentdesk.cli.listing import days
from paymentdesk.cli.opening import ONE_SHOT, opened, profile
from paymentdesk.cli.output import REFUSED, Output
from paymentdesk.cli.shapes import time
from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import Settings

if TYPE_CHECKING:
    from paymentdesk.services.polling import SyncReport
    from paymentdesk.services.shop import Shop


def sync(options: argparse.Namespace, output: Output) -> int:
    """`sync [--full] [--watch]`."""
    from paymentdesk.services import polling

    with opened(options, settings=Settings() if options.watch or options.full else ONE_SHOT) as shop:
        if options.watch:
            return _watch(shop, options, output)
        _said(output, polling.sync(shop, full=options.full))
    return 0


def reconcile(options: argparse.Namespace, output: Output) -> int:
    """`reconcile`: exit 1 when ledger and i'mport differ. Open tickets are no difference."""
    from paymentdesk.services.reconcile import reconcile as compared

    with opened(options, settings=Settings()) as shop:
        start, end = days(options, shop.profile.zone)
        result = compared(shop, start, end)
    differences: list[dict[str, Any]] = [
        {"imp_uid": d.imp_uid, "field": d.field, "ledger": d.ledger, "imp": d.imp} for d in result.differences
    ]
    if output.json:
        output.document({"checked": result.checked, "differences": differences})
    else:
        output.line(f"{result.checked} checked, {len(differences)} different")
        for d in differences:
            output.line(f"{d['imp_uid']}  {d['field']}  ledger {d['ledger']}  i'mport {d['imp']}")
    return REFUSED if differences else 0


def renew(options: argparse.Namespace, output: Output) -> int:
    """`renew-key`: the shop's key was renewed at i'mport; the ledger takes it after proof (money.md R12)."""
    from paymentdesk.services.renewing import renew_key

    renewed = renew_key(profile(options))
    if output.json:
        output.document({"renewed": renewed})
    else:
        output.line("renewed" if renewed else "nothing to renew")
    return 0


def _watch(shop: Shop, options: argparse.Namespace, output: Output) -> int:
    """Poll until interrupted, one line a round. Beside another poller it waits for its turn."""
    from filelock import Timeout

    from paymentdesk.services import polling

    ended = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            # Set from a thread: the signal may come while this one holds the event's own lock, and wait for itself.
            signal.signal(getattr(signal, name), lambda *_: threading.Thread(target=ended.set).start())
    full = options.full
    while not ended.is_set():
        lock = shop.poller_lock()
        try:
            lock.acquire(timeout=0)
        except Timeout:
            ended.wait(shop.settings.poll_seconds)
            continue
        try:
            _said(output, polling.sync(shop, full=full, stop=ended.is_set))
            full = False
        except Trouble as trouble:
            # A round that failed is said and tried again: nothing was sent, nothing is lost.
            output.trouble(trouble, reading=True)
        finally:
            lock.release()
        ended.wait(shop.settings.poll_seconds)
    return 0


def _said(output: Output, report: SyncReport) -> None:
    if output.json:
        output.document(
            {
                "payments_seen": report.payments_seen,
                "new": report.new,
                "changed": report.changed,
                "tickets_settled": report.tickets_settled,
                "requests": report.requests,
                "seconds": report.seconds,
                "complete_up_to": time(report.complete_up_to),
                "not_read_before": time(report.not_read_before),
            }
        )
        return
    output.line(
        f"{report.payments_seen} payments seen, {report.new} new, {report.changed} changed, "
        f"{report.tickets_settled} tickets settled; complete up to {time(report.complete_up_to) or '-'}, "
        f"not read before {time(report.not_read_before) or '-'}"
    )
