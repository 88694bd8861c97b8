"""Commands about money that is not what it seems: test payments marked by a person, refunds made another way."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from paymentdesk.cli.acting import amount
from paymentdesk.cli.listing import payment_shown, ticket_shown
from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.ticket import parse_ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command
    from paymentdesk.services.shop import Shop

HOW = ("bank", "cash", "other")


def add(command: Command) -> None:
    mark = command("mark-test", mark_test, "a payment is a test although i'mport does not say so")
    mark.add_argument("imp_uid", metavar="IMP_UID")
    mark.add_argument("--note", default="", metavar="N", help="how you know")
    mark.add_argument("--take-back", action="store_true", help="it is none after all")


def add_to_tickets(act: Command) -> None:
    """`ticket refunded` and `ticket refund-settled`."""
    refunded = act("refunded", refunded_otherwise, "the buyer got the money another way")
    refunded.add_argument("ticket", metavar="T-0001")
    refunded.add_argument("--amount", required=True, metavar="A")
    refunded.add_argument("--currency", metavar="C", help="by default the ticket's")
    refunded.add_argument("--how", choices=HOW, default="bank")
    refunded.add_argument("--note", default="", metavar="N", help="when, to which account, by whom")
    settled = act("refund-settled", refund_settled, "buyer and shop are even again")
    settled.add_argument("ticket", metavar="T-0001")
    settled.add_argument("--note", default="", metavar="N")


def mark_test(options: argparse.Namespace, output: Output) -> int:
    """`mark-test IMP_UID --note N [--take-back]` (money.md R20)."""
    from paymentdesk.services import marking

    with opened(options) as shop:
        act = marking.unmark_test if options.take_back else marking.mark_test
        act(shop, options.imp_uid, shop.user, options.note)
        return payment_shown(shop, output, options.imp_uid)


def refunded_otherwise(options: argparse.Namespace, output: Output) -> int:
    """`ticket refunded T-0001 --amount A --how bank --note N`: by bank transfer, in cash (money.md R14)."""
    from paymentdesk.services import refunding

    number = _number(options)
    with opened(options) as shop:
        currency = (options.currency or _currency(shop, number)).upper()
        paid_back = amount(options.amount, currency)
        refunding.refunded_otherwise(shop, number, paid_back, options.how, shop.user, options.note)
        return ticket_shown(shop, output, number)


def refund_settled(options: argparse.Namespace, output: Output) -> int:
    """`ticket refund-settled T-0001 --note N`."""
    from paymentdesk.services import refunding

    number = _number(options)
    with opened(options) as shop:
        refunding.refund_settled(shop, number, shop.user, options.note)
        return ticket_shown(shop, output, number)


def _number(options: argparse.Namespace) -> int:
    number = parse_ticket_name(options.ticket)
    if number is None:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "T-0001", "value": options.ticket}, money=MoneyWord.NOTHING_CHANGED)
    return number


def _currency(shop: Shop, number: int) -> str:
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        found = queries.ticket_detail(reader, number)
    if found is None:
        raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": f"T-{number:04d}"}, money=MoneyWord.NOTHING_CHANGED)
    return found.currency
