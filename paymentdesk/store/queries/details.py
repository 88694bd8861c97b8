"""Everything that is shown of one payment, one ticket, one order."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass

from paymentdesk.domain.checkout import PayLink
from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order, parse_tags
from paymentdesk.store.attached import PAYS
from paymentdesk.store.queries import payments
from paymentdesk.store.queries.findings import FindingLine, order_findings, pay_links
from paymentdesk.store.queries.lines import OrderLine, PaymentLine, TicketLine
from paymentdesk.store.queries.orders import order_lines
from paymentdesk.store.queries.refunds import OtherRefund, other_refunds
from paymentdesk.store.queries.tickets import OVERDUE_SECONDS, ticket_lines


@dataclass(frozen=True, slots=True)
class CancellationLine:
    """An executed cancellation. `link` says how sure `ticket` is; `question` asks which of `question_tickets`
    it was; `provisional` growth has no entry in i'mport's history yet."""

    entry: str
    amount: int
    at: int
    reason: str
    provisional: bool
    ticket: int | None
    link: str
    question: str
    question_tickets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OrderDetail(OrderLine):
    """An order whole, with the payments made for it, oldest first, and why each failed. `attempts` are the other orders
    that try the same again, or that this one tries again; `links` its payment links, `findings` what speaks against its
    payments, both oldest first; `prepared`: i'mport has its price registered; `delivery_unknown` the
    step that was registered last, where no answer came to it."""

    note: str
    phone: str
    address: str
    postcode: str
    tags: tuple[str, ...]
    attempt_of: str
    import_id: int | None
    touched_at: int
    attempts: tuple[str, ...]
    payment_lines: tuple[PaymentLine, ...]
    fail_reasons: tuple[str, ...] = ()
    prepared: bool = False
    delivery_unknown: str = ""
    links: tuple[PayLink, ...] = ()
    findings: tuple[FindingLine, ...] = ()

    def agreed_price(self) -> Money:
        return Money(self.amount, self.currency)

    def agreed(self) -> Order:
        """What was agreed, as the services take it."""
        names = (name for name in Order.__dataclass_fields__ if hasattr(self, name))
        return Order(**{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class PaymentDetail(PaymentLine):
    """A payment whole. `raw` is the record as last received and taken in; `odd` names what is wrong with the
    record in `odd_raw`, which is kept beside it until a person accepts it."""

    buyer_email: str
    pg_tid: str
    pay_method: str
    failed_at: int
    cancelled_at: int
    fail_reason: str
    cancel_reason: str
    receipt_url: str
    excluded: int
    reserved: int
    odd: tuple[str, ...]
    odd_since: int
    odd_confirmed: bool
    odd_raw: bytes | None
    raw: bytes | None
    seen_at: int
    cancellations: tuple[CancellationLine, ...]
    tickets: tuple[TicketLine, ...]
    order_line: OrderLine | None


@dataclass(frozen=True, slots=True)
class TicketDetail(TicketLine):
    """A ticket with its payment, what the person saw and confirmed, and the cancellations that answer it or
    whose question names it. `last_sent_at` is the latest attempt's time, `other_refunds` what the buyer got another way
    than through i'mport."""

    seen_left: int
    worst_case: int | None
    watch_until: int
    last_sent_at: int
    payment: PaymentLine | None
    entries: tuple[CancellationLine, ...]
    other_refunds: tuple[OtherRefund, ...]


def payment_detail(
    c: sqlite3.Connection, imp_uid: str, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS
) -> PaymentDetail | None:
    """A payment by its number at i'mport, or None."""
    row = c.execute(
        "SELECT p.*, r.body FROM payment p LEFT JOIN raw r ON r.payment = p.id WHERE p.imp_uid = ?",
        (imp_uid,),
    ).fetchone()
    if row is None:
        return None
    line = payments.lines(c, [row["id"]])[0]
    numbers = c.execute("SELECT id FROM ticket WHERE imp_uid = ? ORDER BY id DESC", (imp_uid,)).fetchall()
    tickets = ticket_lines(c, [each[0] for each in numbers], now=now, overdue_seconds=overdue_seconds)
    order = _order_id(c, row["attached"] or row["merchant_uid"])
    copied = (
        "buyer_email pg_tid pay_method failed_at cancelled_at fail_reason cancel_reason receipt_url excluded"
        " reserved odd_since seen_at"
    ).split()
    return PaymentDetail(
        **{name: getattr(line, name) for name in PaymentLine.__dataclass_fields__},
        **{name: row[name] for name in copied},
        odd=tuple(row["odd"].split()),
        odd_confirmed=bool(row["odd_confirmed"]),
        odd_raw=_bytes(row["odd_raw"]),
        raw=_bytes(row["body"]),
        cancellations=_cancellations(c, imp_uid),
        tickets=tuple(tickets),
        order_line=None if order is None else order_lines(c, [order])[0],
    )


def ticket_detail(
    c: sqlite3.Connection, number: int, *, now: int = 0, overdue_seconds: int = OVERDUE_SECONDS
) -> TicketDetail | None:
    """A ticket by its number, or None."""
    row = c.execute(
        "SELECT t.seen_left, t.worst_case, t.watch_until, t.imp_uid, p.id AS payment FROM ticket t"
        " LEFT JOIN payment p ON p.imp_uid = t.imp_uid WHERE t.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    line = ticket_lines(c, [number], now=now, overdue_seconds=overdue_seconds)[0]
    about = [
        each
        for each in _cancellations(c, row["imp_uid"])
        if each.ticket == number or (each.question and number in each.question_tickets)
    ]
    return TicketDetail(
        **{name: getattr(line, name) for name in TicketLine.__dataclass_fields__},
        seen_left=row["seen_left"],
        worst_case=row["worst_case"],
        watch_until=row["watch_until"],
        last_sent_at=max((attempt.at for attempt in line.attempts), default=0),
        payment=None if row["payment"] is None else payments.lines(c, [row["payment"]])[0],
        entries=tuple(about),
        other_refunds=other_refunds(c, number),
    )


def order_detail(c: sqlite3.Connection, merchant_uid: str) -> OrderDetail | None:
    """An order by its number, or None."""
    id_ = _order_id(c, merchant_uid)
    if id_ is None:
        return None
    row = c.execute(
        "SELECT note, phone, address, postcode, tags, attempt_of, import_id, touched_at FROM orders WHERE id = ?",
        (id_,),
    ).fetchone()
    first = row["attempt_of"] or merchant_uid
    others = c.execute(
        "SELECT merchant_uid FROM orders WHERE (attempt_of = ? AND attempt_of <> '' OR merchant_uid = ?)"
        " AND merchant_uid <> ? ORDER BY id",
        (first, first, merchant_uid),
    )
    made = c.execute(
        f"SELECT p.id, p.fail_reason FROM orders o CROSS JOIN payment p ON {PAYS} WHERE o.id = ?"
        " ORDER BY p.started_at, p.id",
        (id_,),
    ).fetchall()
    lines = payments.lines(c, [row[0] for row in made])
    return OrderDetail(
        **asdict(order_lines(c, [id_])[0]),
        **dict(row) | {"tags": parse_tags(row["tags"])},
        attempts=tuple(each[0] for each in others),
        payment_lines=tuple(lines),
        fail_reasons=tuple(row[1] for row in made),
        prepared=_prepared(c, merchant_uid),
        delivery_unknown=_delivery_unknown(c, merchant_uid),
        links=tuple(pay_links(c, merchant_uid)),
        findings=tuple(order_findings(c, merchant_uid)),
    )


def _prepared(c: sqlite3.Connection, merchant_uid: str) -> bool:
    """Whether what i'mport was told last is what the order costs."""
    row = c.execute(
        "SELECT 1 FROM prepared p JOIN orders o USING (merchant_uid, amount, currency) WHERE merchant_uid = ?",
        (merchant_uid,),
    )
    return row.fetchone() is not None


def _delivery_unknown(c: sqlite3.Connection, merchant_uid: str) -> str:
    last = c.execute(
        "SELECT status, outcome FROM delivery WHERE merchant_uid = ? ORDER BY id DESC LIMIT 1", (merchant_uid,)
    ).fetchone()
    return str(last["status"]) if last is not None and last["outcome"] == "unknown" else ""


def _order_id(c: sqlite3.Connection, merchant_uid: str) -> int | None:
    row = c.execute("SELECT id FROM orders WHERE merchant_uid = ?", (merchant_uid,)).fetchone()
    return None if row is None else int(row[0])


def _cancellations(c: sqlite3.Connection, imp_uid: str) -> tuple[CancellationLine, ...]:
    rows = c.execute(
        "SELECT entry, amount, cancelled_at, reason, provisional, ticket, link, question, question_tickets"
        " FROM cancellation WHERE imp_uid = ? ORDER BY cancelled_at, id",
        (imp_uid,),
    )
    return tuple(
        CancellationLine(
            entry=row["entry"],
            amount=row["amount"],
            at=row["cancelled_at"],
            reason=row["reason"],
            provisional=bool(row["provisional"]),
            ticket=row["ticket"],
            link=row["link"],
            question=row["question"],
            question_tickets=tuple(int(number) for number in row["question_tickets"].split(",") if number),
        )
        for row in rows
    )


def _bytes(value: object) -> bytes | None:
    if isinstance(value, str):  # SQLite gives back what it was given, whatever the column says
        return value.encode()
    return bytes(value) if isinstance(value, bytes) else None
