"""Look at i'mport, and compare the ledger with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from paymentdesk.cli.listing import days
from paymentdesk.cli.opening import IN_ALL, opened, profile
from paymentdesk.cli.output import REFUSED, Output
from paymentdesk.cli.shapes import time
from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import Settings
from paymentdesk.settings.hooks import source_settings
from paymentdesk.settings.preferences import load

if TYPE_CHECKING:
    from paymentdesk.services.polling import SyncReport
    from paymentdesk.services.rounds import Round
    from paymentdesk.services.shop import Shop

LONGEST_WAIT = 300.0  # seconds that a full check waits because i'mport asks to be left alone
MOST_WAITS = 3  # in a row


def sync(options: argparse.Namespace, output: Output) -> int:
    """`sync [--full] [--watch]`."""
    if not (options.watch or options.full):
        with opened(options) as shop:
            _said(output, _round(shop, full=False))
        return 0
    with opened(options, settings=_settings(profile(options).folder)) as shop:
        if options.watch:
            return _watch(shop, options, output)
        _said(output, _round(shop, full=True))
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


def _round(shop: Shop, *, full: bool) -> SyncReport:
    """One round; a full one says on standard error how far it is, and takes as long as it takes."""
    from paymentdesk.cli.watching import progress
    from paymentdesk.services import rounds

    shown, waits = -1, 0

    def show(work: Round) -> None:
        nonlocal shown, waits
        waits = 0
        if not full:
            shop.must_end_in(IN_ALL)  # each page that came is an answer
        if work.progress.total is not None and work.progress.done != shown:
            shown = work.progress.done
            progress(shown, work.progress.total, work.left)

    while True:
        try:
            return rounds.look(shop, full=full, told=show)
        except Trouble as trouble:
            wish = getattr(trouble, "retry_after", None)
            if not full or wish is None or wish > LONGEST_WAIT or waits == MOST_WAITS:
                raise
            waits += 1
            sleep(wish)  # as i'mport asks; the walk goes on where it is


def _watch(shop: Shop, options: argparse.Namespace, output: Output) -> int:
    from paymentdesk.cli.watching import Chosen, Watch

    folder = shop.profile.folder
    source_settings(folder)  # what is wrong in the environment is said before anything begins
    Watch(shop, output, _said).run(lambda: Chosen(_settings(folder), source_settings(folder)), full=options.full)
    return 0


def _settings(folder: Path) -> Settings:
    """The rhythms chosen for the shop in this folder."""
    return load(folder).applied_to(Settings())


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
