"""Payments attached to orders whose number is not theirs: `orders attach` and `orders detach`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Commands, _Parser


def add_acts(acts: Commands, common: _Parser) -> None:
    """Beside `orders list`."""
    given = acts.add_parser("attach", parents=[common], help="say that a payment pays an order of another number")
    given.add_argument("order", metavar="ORDER")
    given.add_argument("imp_uid", metavar="IMP_UID")
    given.add_argument("--dry-run", action="store_true", help="only say what would speak against it")
    given.set_defaults(run=attach, reading=False)
    taken = acts.add_parser("detach", parents=[common], help="take that back")
    taken.add_argument("imp_uid", metavar="IMP_UID")
    taken.set_defaults(run=detach, reading=False)
    for each in (given, taken):
        each.add_argument("--note", default="", metavar="N", help="how you know")


def attach(options: argparse.Namespace, output: Output) -> int:
    """`orders attach ORDER IMP_UID`: with `--dry-run` only what would speak against it."""
    from paymentdesk.cli.checkout import finding_shape
    from paymentdesk.cli.listing import order_shown
    from paymentdesk.services import attaching

    with opened(options) as shop:
        found = attaching.would_find(shop, options.imp_uid, options.order)
        if not options.dry_run:
            attaching.attach(shop, options.imp_uid, options.order, shop.user, options.note)
            return order_shown(shop, output, options.order)
    if output.json:
        output.document({"written": False, "verification": [finding_shape(each) for each in found]})
        return 0
    from paymentdesk.wording.checkout import both_values, finding

    output.speak()
    for each in found:
        values = both_values(each.ordered, each.ordered_currency, each.paid, each.paid_currency)
        output.line(f"{finding(each.problem.value, each.why)} {values}")
    return 0


def detach(options: argparse.Namespace, output: Output) -> int:
    """`orders detach IMP_UID`: shows the order it paid until now."""
    from paymentdesk.cli.listing import order_shown
    from paymentdesk.services import attaching

    with opened(options) as shop:
        return order_shown(shop, output, attaching.detach(shop, options.imp_uid, shop.user, options.note))
