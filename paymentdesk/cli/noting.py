"""Commands that write down what a person notes: about a payment, a link, a test, this desk. They send nothing."""

from __future__ import annotations

import argparse

from paymentdesk.cli.listing import payment_shown, ticket_shown
from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.ticket import Cause, parse_ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble


def chargeback(options: argparse.Namespace, output: Output) -> int:
    """`ticket chargeback IMP_UID --note N`: the bank's letter has come (money.md R13)."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.chargeback_noticed(shop, options.imp_uid, shop.user, options.note)
        return payment_shown(shop, output, options.imp_uid)


def handled(options: argparse.Namespace, output: Output) -> int:
    """`ticket handled IMP_UID --note N`: Paymentwall was asked to stop what is on its way (money.md R13)."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.stop_handled(shop, options.imp_uid, shop.user, options.note)
        return payment_shown(shop, output, options.imp_uid)


def link(options: argparse.Namespace, output: Output) -> int:
    """`ticket confirm T-0001` or `ticket not-ours T-0001 --cause C`: who a "probably" was (money.md section 2)."""
    from paymentdesk.services import deciding

    number = parse_ticket_name(options.ticket)
    if number is None:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "T-0001", "value": options.ticket}, money=MoneyWord.NOTHING_CHANGED)
    with opened(options) as shop:
        if options.act == "confirm":
            deciding.link_confirmed(shop, number, shop.user, options.note)
        else:
            deciding.link_refused(shop, number, Cause(options.cause), shop.user, options.note)
        return ticket_shown(shop, output, number)


def excuse(options: argparse.Namespace, output: Output) -> int:
    """`excuse IMP_UID --note N`: a test payment that is not to be cancelled."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.excuse_test(shop, options.imp_uid, shop.user, options.note)
        return payment_shown(shop, output, options.imp_uid)


def cancellations_seen(options: argparse.Namespace, output: Output) -> int:
    """`cancellations-seen --note N`: somebody has looked at the many cancellations that came at once."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.count_brake_seen(shop, shop.user, options.note)
    if output.json:
        output.document({"held_back": False})
    return 0


def moved(options: argparse.Namespace, output: Output) -> int:
    """`moved --note N`: this is the only desk on this ledger, or what was requested meanwhile is recorded (R7)."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.blind_confirmed(shop, shop.user, options.note)
    if output.json:
        output.document({"sending": True})
    return 0
