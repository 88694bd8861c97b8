"""Register deliveries: one order's, or a carrier's list matched by order number (domain.md 7)."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paymentdesk.cli.opening import IN_ALL, opened
from paymentdesk.cli.output import REFUSED, Output
from paymentdesk.domain.delivery import STEPS, Delivery, DeliveryStatus
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command
    from paymentdesk.services.carrier_list import Row
    from paymentdesk.services.shop import Shop

_TEXTS = "carrier tracking country city zip state street phone first_name last_name email reason details".split()


def add(command: Command) -> None:
    """The command's words."""
    deliver = command("deliver", run, "register the delivery of an order, or of a carrier's list")
    deliver.add_argument("order", nargs="?", metavar="ORDER")
    deliver.add_argument("--status", required=True, choices=[each.value for each in STEPS])
    deliver.add_argument("--payment", default="", metavar="IMP_UID", help="which payment, if there are several")
    for name in _TEXTS:
        deliver.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")
    deliver.add_argument("--delivery-date", metavar="YYYY-MM-DD", help="when it will arrive")
    deliver.add_argument("--refundable", choices=("yes", "no"), help="whether the goods can be returned")
    deliver.add_argument("--knowing", action="store_true", help="what speaks against shipping was looked at")
    deliver.add_argument("--from-file", type=Path, metavar="FILE", help="a carrier's list: order, carrier, tracking")
    deliver.add_argument("--dry-run", action="store_true", help="check everything, send nothing")


def run(options: argparse.Namespace, output: Output) -> int:
    """`deliver ORDER --status S`, or `deliver --from-file FILE --status S`."""
    if (options.order is None) == (options.from_file is None):
        raise Trouble(
            Kind.BAD_ARGUMENT, {"what": "ORDER", "value": options.order or ""}, money=MoneyWord.NOTHING_CHANGED
        )
    with opened(options) as shop:
        return _list(shop, options, output) if options.from_file else _one(shop, options, output)


def _one(shop: Shop, options: argparse.Namespace, output: Output) -> int:
    from paymentdesk.cli.listing import payment_shown
    from paymentdesk.services import delivery

    wanted = _told(delivery.proposed(shop, options.order, options.payment), options, shop)
    if options.dry_run:
        delivery.check(shop, wanted, knowing=options.knowing)
        output.extra = {"registered": None}
    else:
        done = delivery.register(shop, wanted, shop.user, knowing=options.knowing)
        output.extra = {"registered": {"status": done.status, "sent": done.sent}}
    return payment_shown(shop, output, options.order)


def _told(proposal: Delivery, options: argparse.Namespace, shop: Shop) -> Delivery:
    """The proposal with what the command says."""
    return replace(proposal, status=DeliveryStatus(options.status), **_said(options, shop.profile.zone))


def _said(options: argparse.Namespace, zone: str) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(options, name) for name in _TEXTS if getattr(options, name) is not None}
    if options.refundable:
        said["refundable"] = options.refundable == "yes"
    if options.delivery_date:
        said["delivery_at"] = _noon(options.delivery_date, zone)
    return said


def _noon(day: str, zone: str) -> int:
    try:
        at = datetime.combine(datetime.fromisoformat(day).date(), time(12), ZoneInfo(zone))
    except ValueError:
        wrong = {"what": "--delivery-date", "value": day}
        raise Trouble(Kind.BAD_ARGUMENT, wrong, money=MoneyWord.NOTHING_CHANGED) from None
    return int(at.timestamp())


def _list(shop: Shop, options: argparse.Namespace, output: Output) -> int:
    """A result for each row; exit 1 when one was not taken."""
    from paymentdesk.services import carrier_list

    status = DeliveryStatus(options.status)
    results = carrier_list.look(
        shop, options.from_file, status, knowing=options.knowing, more=_said(options, shop.profile.zone)
    )
    if not options.dry_run:
        looked_at, results = results, []
        for row in carrier_list.run(shop, looked_at, shop.user, knowing=options.knowing):
            shop.must_end_in(IN_ALL)  # for the next row
            results.append(row)
    if output.json:
        output.document({"total": len(results), "deliveries": [_shape(row) for row in results]})
    else:
        output.speak()
        for row in results:
            output.line(_line(row))
    return REFUSED if any(row.trouble for row in results) else 0


def _shape(row: Row) -> dict[str, Any]:
    from paymentdesk.wording.errors import sentence

    return {
        "line": row.line,
        "order": row.order,
        "carrier": row.carrier,
        "tracking": row.tracking,
        "result": row.result,
        "message": sentence(row.trouble) if row.trouble else None,
    }


def _line(row: Row) -> str:
    from paymentdesk.wording.errors import sentence

    said = sentence(row.trouble) if row.trouble else row.result
    return f"{row.line:>5}  {row.order:<24} {row.carrier} {row.tracking}  {said}"
