"""What the command line takes. Global options stand before or after the command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from paymentdesk import __version__
from paymentdesk.cli import (
    acting,
    activity,
    attaching,
    checkout,
    customers,
    delivering,
    doctor,
    keeping,
    listing,
    many,
    noting,
    ordering,
    practising,
    proving,
    syncing,
)
from paymentdesk.cli.output import Output

LIST_STATES = {
    "payments": "ready paid partly_cancelled cancelled failed waiting problems no_order all".split(),
    "orders": "draft awaiting_payment paid partly_cancelled cancelled closed_unpaid problems all".split(),
    "tickets": (
        "draft needs_approval sending waiting unconfirmed cancelled refused rejected closed overtaken withdrawn"
        " open attention all"
    ).split(),
    "activity": activity.STATES,
}


class UsageError(Exception):
    """The words of the command do not fit. The message is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} ({self.prog} --help)")


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["_Parser"]  # takes no parameter at run time

Run = Callable[[argparse.Namespace, Output], int]


class Command(Protocol):
    """Adds a command of its own: its name, what runs it, and one line of help."""

    def __call__(self, name: str, run: Run, text: str, *, reading: bool = False) -> _Parser: ...


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command to run, as `options.run(options, output)`. Raises `UsageError`."""
    options = _parser().parse_args(list(argv))
    defaults = {"home": None, "shop": None, "json": False, "lang": None, "verbose": 0}
    for name, value in defaults.items():
        if not hasattr(options, name):
            setattr(options, name, value)
    return options


def _parser() -> argparse.ArgumentParser:
    common = _common()
    parser = _Parser(
        prog="paymentdesk",
        description="Orders, payments and cancellation tickets of a shop on Paymentwall and i'mport.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"paymentdesk {__version__}")
    parser.set_defaults(run=practising.window, reading=True)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Run, text: str, *, reading: bool = False) -> _Parser:
        added: _Parser = commands.add_parser(name, help=text, parents=[common])
        added.set_defaults(run=run, reading=reading)
        return added

    _practice(command)
    _reading(command)
    _acting(command)
    customers.add(command)
    checkout.add(command)
    checkout.add_links(commands, common)
    delivering.add(command)
    for kind in ("orders", "payments", "tickets"):
        _lists(commands, common, kind)
    _lists(commands, common, "activity")
    _tickets(commands, common)
    return parser


def _common() -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", type=Path, metavar="DIR", help="the data folder")
    common.add_argument("--shop", metavar="NAME", help="which shop")
    common.add_argument("--json", action="store_true", help="print one JSON document")
    common.add_argument("--lang", choices=("en", "ko"), help="language")
    common.add_argument("-v", "--verbose", action="count", help="say more on standard error")
    return common


def _practice(command: Command) -> None:
    practice = command("practice", practising.practice, "the window on the practice shop")
    practice.add_argument("--speed", type=float, default=60.0, help="how fast practice time runs")
    practice.add_argument("--seed", type=int, default=1)
    practice.add_argument("--keep", action="store_true", help="go on with the last practice shop")
    practice.add_argument("--offscreen", action="store_true", help="play the journey without a display")
    practice.add_argument("--pictures", type=Path, default=Path("pictures"), help="where pictures are saved")
    server = command("practice-server", practising.practice_server, "only the simulated i'mport")
    server.add_argument("--port", type=int, default=0)
    server.add_argument("--seed", type=int, default=1)
    server.add_argument("--speed", type=float, default=1.0)
    server.add_argument("--start", type=int, help="UNIX seconds the simulated clock starts at")
    server.add_argument("--empty", action="store_true", help="no story, an empty shop")
    server.add_argument("--payments", type=int, default=0, metavar="N", help="N more payments")
    server.add_argument("--webhook-url", metavar="URL")
    command("self-test", practising.self_test, "start the practice shop and do the journeys")


def _reading(command: Command) -> None:
    sync = command("sync", syncing.sync, "look at i'mport", reading=True)
    sync.add_argument("--full", action="store_true", help="walk all windows back to 2014")
    sync.add_argument("--watch", action="store_true", help="go on until interrupted")
    doctor.add(command)
    command("renew-key", syncing.renew, "the shop's key was renewed at i'mport", reading=True)
    show = command("show", listing.show, "an order, payment or ticket with its timeline", reading=True)
    show.add_argument("id", metavar="ID")
    reconcile = command("reconcile", syncing.reconcile, "ledger against i'mport", reading=True)
    _dates(reconcile)


def _acting(command: Command) -> None:
    cancel = command("cancel", acting.cancel, "request a cancellation")
    cancel.add_argument("imp_uid", metavar="IMP_UID")
    cancel.add_argument("--amount", required=True, metavar="A")
    cancel.add_argument("--reason", required=True, metavar="R")
    cancel.add_argument("--note", default="", metavar="N")
    cancel.add_argument("--dry-run", action="store_true", help="check everything, send nothing")
    cancel.add_argument("--draft", action="store_true", help="save it, send nothing")
    cancel.add_argument("--expect-left", metavar="B", help="the balance you saw")
    cancel.add_argument("--worst-case", metavar="W", help="what may be cancelled in all, as told")
    cancel.add_argument("--blind-seen", action="store_true", help="requests made elsewhere were looked for")
    cancel.add_argument("--once", metavar="KEY", help="the same key does one thing once")
    several = command("cancel-many", many.cancel_many, "cancel many payments, one after the other")
    which = several.add_mutually_exclusive_group(required=True)
    which.add_argument("--from-file", type=Path, metavar="FILE", help="one payment a line: imp_uid or imp_uid,amount")
    which.add_argument("--test-payments", action="store_true", help="all test payments that still hold money")
    which.add_argument("--resume", type=_count, metavar="N", help="go on with a batch that was stopped")
    several.add_argument("--reason", default="", metavar="R")
    several.add_argument("--confirm", metavar="TOTALS", help='the totals of the preview, e.g. "60.00 USD, 18900 KRW"')
    several.add_argument("--dry-run", action="store_true", help="only the preview")
    proving.add(command)
    keeping.add(command)
    excuse = command("excuse", noting.excuse, "a test payment that is not to be cancelled")
    excuse.add_argument("imp_uid", metavar="IMP_UID")
    excuse.add_argument("--note", default="", metavar="N")
    seen = command("cancellations-seen", noting.cancellations_seen, "the many cancellations were looked at")
    seen.add_argument("--note", default="", metavar="N")
    moved = command("moved", noting.moved, "this desk was moved, copied or restored: send again")
    moved.add_argument("--note", default="", metavar="N")
    accept = command("accept", acting.accept, "take i'mport's word where it was odd news")
    accept.add_argument("imp_uid", metavar="IMP_UID")
    accept.add_argument("--note", default="", metavar="N")


def _lists(commands: Commands, common: _Parser, kind: str) -> None:
    group = commands.add_parser(kind, help=f"list {kind}", parents=[common])
    acts = group.add_subparsers(metavar="ACT" if kind == "orders" else "list", required=True, parser_class=_Parser)
    listed = acts.add_parser("list", parents=[common])
    listed.add_argument("--state", choices=LIST_STATES[kind])
    listed.add_argument("--search", default="", metavar="TEXT")
    _dates(listed)
    listed.add_argument("--limit", type=_count, default=100)
    listed.add_argument("--offset", type=_count, default=0)
    run = activity.listed if kind == "activity" else listing.listed
    listed.set_defaults(run=run, reading=True, kind=kind)
    if kind == "orders":
        ordering.add_acts(acts, common)
        checkout.add_acts(acts, common)
        attaching.add_acts(acts, common)


def _tickets(commands: Commands, common: _Parser) -> None:
    group = commands.add_parser("ticket", help="what a person decides about a ticket", parents=[common])
    acts = group.add_subparsers(metavar="ACT", required=True, parser_class=_Parser)
    for name in acting.TICKET_ACTS:
        act = acts.add_parser(name, parents=[common])
        act.add_argument("ticket", metavar="T-0001")
        act.add_argument("--note", default="", metavar="N")
        if name in ("ask-again", "send"):
            act.add_argument("--worst-case", metavar="W")
        if name == "send":
            act.add_argument("--expect-left", metavar="B", help="the balance you saw, if it moved since the draft")
            act.add_argument("--blind-seen", action="store_true", help="requests made elsewhere were looked for")
        act.set_defaults(run=acting.ticket, reading=False, act=name)
    record = acts.add_parser("record", parents=[common], help="a request made elsewhere")
    record.add_argument("imp_uid", metavar="IMP_UID")
    record.add_argument("--amount", required=True, metavar="A")
    record.add_argument("--where", required=True, choices=("console", "phone", "other-desk"))
    record.add_argument("--note", default="", metavar="N")
    record.set_defaults(run=acting.record, reading=False)
    for name, run, text in (
        ("chargeback", noting.chargeback, "the bank's letter has come"),
        ("handled", noting.handled, "Paymentwall was asked to stop what is on its way"),
    ):
        note = acts.add_parser(name, parents=[common], help=text)
        note.add_argument("imp_uid", metavar="IMP_UID")
        note.add_argument("--note", default="", metavar="N")
        note.set_defaults(run=run, reading=False)
    for name, text in (("confirm", "a probable cancellation was this ticket's"), ("not-ours", "it was not")):
        link = acts.add_parser(name, parents=[common], help=text)
        link.add_argument("ticket", metavar="T-0001")
        link.add_argument("--note", default="", metavar="N")
        if name == "not-ours":
            link.add_argument("--cause", choices=acting.CAUSES, default="unknown", help="who did it")
        link.set_defaults(run=noting.link, reading=False, act=name)

    def added_act(name: str, run: Run, text: str, *, reading: bool = False) -> _Parser:
        added: _Parser = acts.add_parser(name, help=text, parents=[common])
        added.set_defaults(run=run, reading=reading)
        return added

    proving.add_to_tickets(added_act)
    answer = acts.add_parser("answer", parents=[common], help="say which ticket a cancellation was")
    answer.add_argument("imp_uid", metavar="IMP_UID")
    answer.add_argument("--entry", required=True, metavar="ID", help="i'mport's cancellation id")
    answer.add_argument("--ticket", metavar="T-0001", help="the ticket it was; without it: none of ours")
    answer.add_argument("--cause", choices=acting.CAUSES, default="unknown", help="who did it, if none of ours")
    answer.set_defaults(run=acting.answer, reading=False)


def _dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="YYYY-MM-DD", type=_date)
    parser.add_argument("--to", dest="end", metavar="YYYY-MM-DD", type=_date)


def _date(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-11-22") from error


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no count")
    return int(text)
