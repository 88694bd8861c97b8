"""`activity list`: everything that happened, newest first."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output

if TYPE_CHECKING:
    from paymentdesk.store.queries import ActivityLine

STATES = "looks webhooks requests people errors all".split()


def listed(options: argparse.Namespace, output: Output) -> int:
    """Print entries of activity; they are read from the ledger, nobody is asked."""
    from paymentdesk.cli.listing import chosen_filter
    from paymentdesk.store import queries

    with opened(options) as shop, shop.database.reader() as reader:
        chosen = chosen_filter(options, shop.profile.zone)
        rows = queries.list_activity(reader, chosen)
        if output.json:
            total = queries.count_activity(reader, chosen)
            output.document({"total": total, "activity": [shape(row) for row in rows]})
        else:
            output.speak()
            for row in rows:
                output.line(_line(row, ZoneInfo(shop.profile.zone)))
    return 0


def shape(row: ActivityLine) -> dict[str, Any]:
    """An entry as `--json` prints it; `id` is a fact's number with `f`, another entry's with `a`."""
    from paymentdesk.cli import shapes
    from paymentdesk.domain.ticket import ticket_name

    return {
        "id": f"f{row.key}" if row.key > 0 else f"a{-row.key}",
        "at": shapes.time(row.at),
        "first_at": shapes.time(row.first_at),
        "times": row.times,
        "kind": row.kind,
        "source": row.way or None,
        "by": row.by or None,
        "imp_uid": row.imp_uid or None,
        "merchant_uid": row.merchant_uid or None,
        "ticket": ticket_name(row.ticket) if row.ticket else None,
        "outcome": row.outcome or None,
        "changed": row.changed,
        "data": shapes.data_of(row.data, row.currency),
    }


def _line(row: ActivityLine, zone: ZoneInfo) -> str:
    """`22 Nov 13:58:02  Polling  Asked what is new  nothing had changed`"""
    from paymentdesk.domain.ticket import ticket_name
    from paymentdesk.wording import activity, moment

    said = activity.line_sentence(row, moment=lambda at: moment(at, zone))
    way = row.way if row.key < 0 else activity.way_of_fact(row.kind, row.way, row.by)
    about = ticket_name(row.ticket) if row.ticket else row.merchant_uid or row.imp_uid
    parts = (moment(row.at, zone, seconds=True), row.by or activity.way(way), said.text, said.detail, about)
    return "  ".join(part for part in parts if part)
