"""What `--json` prints (product.md 6.1, a contract): decimal strings in major units, ISO 8601 UTC, null for missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from paymentdesk.domain.ageing import DAY, Expected
from paymentdesk.domain.money import major_text
from paymentdesk.domain.readable import readable
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.store.queries import (
    OrderDetail,
    OrderLine,
    OtherRefund,
    PaymentLine,
    TicketDetail,
    TicketLine,
    TimelineItem,
)


def time(at: int | None) -> str | None:
    """UNIX seconds -> `2026-11-22T05:02:00Z`; 0 and None mean never."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def payment(line: PaymentLine) -> dict[str, Any]:
    def amount(minor: int) -> str:
        return major_text(minor, line.currency)

    return {
        "imp_uid": line.imp_uid,
        "merchant_uid": line.merchant_uid,
        "order": line.order,
        "name": line.name or None,
        "amount": amount(line.amount),
        "currency": line.currency,
        "cancelled_amount": amount(line.cancelled),
        "cancellable_amount": amount(line.cancellable),
        "possible_amount": amount(line.possible),
        "requestable": line.requestable,
        "state": line.state,
        "waiting": line.waiting,
        "method": line.method or None,
        "country": line.country,
        "sandbox": line.sandbox,
        "test": line.test,
        "paid_at": time(line.paid_at),
        "started_at": time(line.started_at),
        "changed_at": time(line.changed_at),
        "problems": list(line.problems),
    }


def whole_ticket(detail: TicketDetail, items: list[TimelineItem]) -> dict[str, Any]:
    """A ticket as `show` prints it."""
    refunded = {"refunded_otherwise": _other_refunds(detail.other_refunds)}
    return {**ticket(detail), **refunded, "timeline": timeline(items, detail.currency)}


def _other_refunds(refunds: Sequence[OtherRefund]) -> list[dict[str, Any]]:
    return [
        {
            "amount": major_text(each.amount, each.currency),
            "currency": each.currency,
            "how": each.how,
            "note": each.note,
            "by": each.by,
            "at": time(each.at),
            "settled_at": time(each.settled_at),
        }
        for each in refunds
    ]


def order(line: OrderLine) -> dict[str, Any]:
    return {
        "merchant_uid": line.merchant_uid,
        "name": line.name or None,
        "amount": major_text(line.amount, line.currency),
        "currency": line.currency,
        "state": line.state,
        "problems": list(line.problems),
        "do_not_ship": line.hold != "",
        "hold": line.hold or None,
        "delivery": line.delivery or None,
        "country": line.country or None,
        "written_at": time(line.written_at),
        "payments": list(line.payments),
    }


def order_whole(detail: OrderDetail) -> dict[str, Any]:
    """An order as `show` prints it: with all that was agreed."""
    return {
        **order(detail),
        "kind": detail.kind,
        "buyer_name": detail.buyer_name or None,
        "buyer_email": detail.buyer_email or None,
        "phone": detail.phone or None,
        "address": detail.address or None,
        "postcode": detail.postcode or None,
        "note": detail.note or None,
        "tags": list(detail.tags),
        "issued_at": time(detail.issued_at),
        "closed_at": time(detail.closed_at),
        "attempts": list(detail.attempts),
        "import": detail.import_id,
    }


def ticket(line: TicketLine) -> dict[str, Any]:
    return {
        "ticket": line.name,
        "imp_uid": line.imp_uid,
        "merchant_uid": line.merchant_uid or None,
        "amount": major_text(line.amount, line.currency),
        "carried_out_amount": major_text(line.carried_out, line.currency),
        "currency": line.currency,
        "state": line.state,
        "known_by": line.known_by,
        "link": line.link,
        "reason": line.reason or None,
        "message": line.message or None,
        "note": line.note or None,
        "requested_by": line.requested_by or None,
        "requested_at": time(line.requested_at),
        "closed_at": time(line.closed_at),
        "closed_because": line.closed_because or None,
        "overdue": line.overdue,
        "expected_days": _expected(line.expected),
        "cancellations": list(line.cancellations),
        "attempts": [
            {"n": a.n, "at": time(a.at), "outcome": a.outcome, "message": a.message or None} for a in line.attempts
        ],
        "origin": line.origin,
        "where": line.where or None,
        "cause": line.cause,
    }


def _expected(expected: Expected | None) -> dict[str, float | None] | None:
    """What similar tickets took, in days: half of them, nine of ten, 19 of 20."""
    if expected is None:
        return None
    return {
        name: None if seconds is None else round(seconds / DAY, 1)
        for name, seconds in (("usual", expected.usual), ("late", expected.late), ("lost", expected.lost))
    }


def timeline(items: list[TimelineItem], currency: str) -> list[dict[str, Any]]:
    return [
        {
            "at": time(item.at),
            "kind": item.kind,
            "by": item.by or None,
            "ticket": ticket_name(item.ticket) if item.ticket else None,
            "data": data_of(item.data, currency),
        }
        for item in items
    ]


def data_of(data: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """A fact's values in the units of the contract: minor units and UNIX seconds stay inside."""
    return readable(data, currency, time)
