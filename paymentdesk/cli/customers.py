"""One buyer on the command line: `customer EMAIL`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command
    from paymentdesk.store.queries import OrderLine, PaymentLine, TicketLine


def add(command: Command) -> None:
    """The command's words."""
    found = command("customer", customer, "everything of one buyer", reading=True)
    found.add_argument("email", metavar="EMAIL")


def customer(options: argparse.Namespace, output: Output) -> int:
    """`customer EMAIL`: orders, payments, tickets and what was promised back; exit 1 for one nobody knows."""
    from paymentdesk.cli import shapes
    from paymentdesk.cli.listing import clock
    from paymentdesk.domain.money import major_text
    from paymentdesk.store import queries

    with opened(options) as shop, shop.database.reader() as reader:
        found = queries.customer(reader, options.email, **clock(shop))
        zone = shop.profile.zone
    if found is None:
        raise Trouble(Kind.UNKNOWN_CUSTOMER, {"value": options.email}, money=MoneyWord.NOTHING_CHANGED)
    if not output.json:
        from zoneinfo import ZoneInfo

        from paymentdesk.cli.lines import line

        output.speak()
        rows: list[OrderLine | PaymentLine | TicketLine] = [*found.orders, *found.payments, *found.tickets]
        for row in rows:
            output.line(line(row, ZoneInfo(zone)))
        return 0

    def sums(rows: Sequence[Any]) -> list[dict[str, Any]]:
        return [{"currency": r.currency, "n": r.n, "amount": major_text(r.amount, r.currency)} for r in rows]

    output.document(
        {
            "email": found.email,
            "names": list(found.names),
            "totals": {
                "orders": found.orders_total,
                "payments": found.payments_total,
                "tickets": found.tickets_total,
                "open_tickets": found.open_tickets,
            },
            "paid": sums(found.paid),
            "cancelled": sums(found.cancelled),
            "waiting": sums(found.waiting),
            "unconfirmed": sums(found.unconfirmed),
            "orders": [shapes.order(each) for each in found.orders],
            "payments": [shapes.payment(each) for each in found.payments],
            "tickets": [shapes.ticket(each) for each in found.tickets],
        }
    )
    return 0
