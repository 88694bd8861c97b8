"""Lists, and one order, payment or ticket with its timeline. They ask the ledger only."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.ticket import parse_ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.services.shop import Shop
    from paymentdesk.store.queries import Filter


CHIPS_ONLY = frozenset({None, "all", "waiting", "problems", "open", "attention", "no_order"})


def listed(options: argparse.Namespace, output: Output) -> int:
    """`orders|payments|tickets list`."""
    from paymentdesk.cli import shapes
    from paymentdesk.store import queries

    with opened(options) as shop, shop.database.reader() as reader:
        chosen = chosen_filter(options, shop.profile.zone)
        rows: list[Any]
        if options.kind == "payments":
            total = queries.count_payments(reader, chosen)
            rows = queries.list_payments(reader, chosen)
            shape: Any = shapes.payment
        elif options.kind == "orders":
            total = queries.count_orders(reader, chosen)
            rows = queries.list_orders(reader, chosen)
            shape = shapes.order
        else:
            total = queries.count_tickets(reader, chosen, **clock(shop))
            rows = queries.list_tickets(reader, chosen, **clock(shop))
            shape = shapes.ticket
        if output.json:
            output.document({"total": total, options.kind: [shape(row) for row in rows]})
        else:
            from paymentdesk.cli.lines import line

            output.speak()
            for row in rows:
                output.line(line(row, ZoneInfo(shop.profile.zone)))
    return 0


def show(options: argparse.Namespace, output: Output) -> int:
    """`show ID`: a ticket (T-0001), a payment (imp_…) or an order (its number)."""
    with opened(options) as shop:
        number = parse_ticket_name(options.id) if options.id.upper().startswith("T-") else None
        if number is not None:
            return ticket_shown(shop, output, number)
        return payment_shown(shop, output, options.id) or 0


def ticket_shown(shop: Shop, output: Output, number: int) -> int:
    """Print a ticket with its timeline."""
    from paymentdesk.cli import shapes
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        detail = queries.ticket_detail(reader, number, **clock(shop))
        if detail is None:
            raise Trouble(Kind.UNKNOWN_TICKET, {"ticket": f"T-{number:04d}"}, money=MoneyWord.NOTHING_CHANGED)
        items = queries.ticket_timeline(reader, number)
    return _print(shop, output, shapes.whole_ticket(detail, items), detail, items)


def payment_shown(shop: Shop, output: Output, ident: str) -> int:
    """Print a payment by its imp_uid, or an order by its number, or a payment by its order number."""
    from paymentdesk.cli import shapes
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        payment = queries.payment_detail(reader, ident)
        if payment is not None:
            items = queries.payment_timeline(reader, ident)
            document = {**shapes.payment(payment), "timeline": shapes.timeline(items, payment.currency)}
            return _print(shop, output, document, payment, items)
        if queries.order_detail(reader, ident) is not None:
            return order_shown(shop, output, ident)
        found = queries.list_payments(reader, queries.Filter(search=ident, limit=50))
        attempts = [row.imp_uid for row in found if row.merchant_uid == ident]
    if attempts:
        return payment_shown(shop, output, attempts[0])
    raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": ident}, money=MoneyWord.NOTHING_CHANGED)


def order_shown(shop: Shop, output: Output, number: str) -> int:
    """Print an order with its timeline."""
    from paymentdesk.cli import shapes
    from paymentdesk.cli.checkout import order_extras
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        order = queries.order_detail(reader, number)
        items = queries.order_timeline(reader, number)
        more = order_extras(queries.order_findings(reader, number), queries.order_links(reader, number, shop.now()))
    if order is None:
        raise Trouble(Kind.UNKNOWN_ORDER, {"value": number}, money=MoneyWord.NOTHING_CHANGED)
    document = {**shapes.order_whole(order), **more, "timeline": shapes.timeline(items, order.currency)}
    return _print(shop, output, document, order, items)


def ticket_document(shop: Shop, number: int) -> dict[str, Any]:
    """A ticket as `show` prints it, for an answer that also carries an error."""
    from paymentdesk.cli import shapes
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        detail = queries.ticket_detail(reader, number, **clock(shop))
        items = queries.ticket_timeline(reader, number)
    assert detail is not None
    return shapes.whole_ticket(detail, items)


def clock(shop: Shop) -> dict[str, int]:
    """What the queries need to say that a ticket is overdue."""
    return {"now": shop.now(), "overdue_seconds": shop.settings.overdue_days * 86400}


def chosen_filter(options: argparse.Namespace, zone: str) -> Filter:
    """The filter of a list command; days are days of the shop's zone, both inclusive."""
    from paymentdesk.store.queries import Filter

    start, end = days(options, zone)
    return Filter(
        state=options.state if options.state != "all" else None,
        # `--state cancelled` is the state itself; the window's chip of that name is wider.
        exact=options.state not in CHIPS_ONLY,
        search=options.search,
        start=start,
        end=end,
        limit=options.limit,
        offset=options.offset,
    )


def days(options: argparse.Namespace, zone: str) -> tuple[int | None, int | None]:
    """`--from` and `--to` as UNIX seconds, inclusive."""

    def midnight(text: str, plus: int) -> int:
        day = date.fromisoformat(text) + timedelta(days=plus)
        return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp())

    start = midnight(options.start, 0) if options.start else None
    end = midnight(options.end, 1) - 1 if options.end else None
    return start, end


def _print(shop: Shop, output: Output, document: dict[str, Any], row: Any, items: list[Any]) -> int:
    if output.json:
        output.document(document)
        return 0
    from paymentdesk.cli.lines import line, timeline_line

    output.speak()
    zone = ZoneInfo(shop.profile.zone)
    output.line(line(row, zone))
    for item in items:
        output.line("  " + timeline_line(item, row.currency, zone))
    return 0
