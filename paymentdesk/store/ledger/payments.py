"""Payments and their cancellations: what is certain, what is braked, what is cached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from paymentdesk.domain.payment import Cancellation, Payment, PaymentStatus
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import CancellationRow, LookRow, PaymentRow, RawRow

_IN = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A payment as the ledger has it. `payment.history` are the recorded entries; `odd` the braked news."""

    id: int
    payment: Payment
    excluded: int
    digest: str
    look_no: int
    odd: tuple[str, ...] = ()
    odd_since: int = 0
    odd_confirmed: bool = False
    odd_digest: str = ""
    odd_raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded cancellation and what it is linked to."""

    id: int
    cancellation: Cancellation
    ticket: int | None
    n: int | None
    link: str
    question: str
    question_tickets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cached:
    """Columns that are functions of facts."""

    state: str
    waiting: bool
    reserved: int
    possible: int
    requestable: bool
    problems: str


def digest(raw: bytes) -> str:
    """SHA-256 of a record as received."""
    return hashlib.sha256(raw).hexdigest()


@bound
def known(database: Database, imp_uids: Sequence[str]) -> dict[str, Known]:
    """What the ledger knows of these payments, keyed by imp_uid."""
    found: dict[str, Known] = {}
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        histories = _histories(part)
        for row in PaymentRow.select().where(PaymentRow.imp_uid.in_(part)):
            found[row.imp_uid] = _known(row, histories.get(row.imp_uid, ()))
    return found


def _histories(imp_uids: Sequence[str]) -> dict[str, tuple[Cancellation, ...]]:
    histories: dict[str, tuple[Cancellation, ...]] = {}
    rows = (
        CancellationRow.select()
        .where(CancellationRow.imp_uid.in_(list(imp_uids)))
        .order_by(CancellationRow.cancelled_at, CancellationRow.id)
    )
    for row in rows:
        histories[row.imp_uid] = (*histories.get(row.imp_uid, ()), _cancellation(row))
    return histories


def _cancellation(row: CancellationRow) -> Cancellation:
    return Cancellation(row.entry, row.amount, row.cancelled_at, row.reason, bool(row.provisional))


def _known(row: PaymentRow, history: tuple[Cancellation, ...]) -> Known:
    payment = Payment(
        imp_uid=row.imp_uid,
        merchant_uid=row.merchant_uid,
        status=PaymentStatus(row.status),
        amount=row.amount,
        cancelled=row.cancelled,
        currency=row.currency,
        sandbox=bool(row.sandbox),
        name=row.name,
        method=row.method,
        pay_method=row.pay_method,
        country=row.country,
        buyer_name=row.buyer_name,
        buyer_email=row.buyer_email,
        pg_tid=row.pg_tid,
        started_at=row.started_at,
        paid_at=row.paid_at,
        failed_at=row.failed_at,
        cancelled_at=row.cancelled_at,
        fail_reason=row.fail_reason,
        cancel_reason=row.cancel_reason,
        receipt_url=row.receipt_url,
        history=history,
    )
    return Known(
        id=row.id,
        payment=payment,
        excluded=row.excluded,
        digest=row.digest,
        look_no=row.look_no,
        odd=tuple(row.odd.split()),
        odd_since=row.odd_since,
        odd_confirmed=bool(row.odd_confirmed),
        odd_digest=row.odd_digest,
        odd_raw=None if row.odd_raw is None else bytes(row.odd_raw),
    )


_SAVE = """
INSERT INTO payment (imp_uid, merchant_uid, status, amount, cancelled, excluded, currency, sandbox, name, method,
  pay_method, country, buyer_name, buyer_email, pg_tid, started_at, paid_at, failed_at, cancelled_at, changed_at,
  fail_reason, cancel_reason, receipt_url, digest, look_no, first_seen_at, seen_at,
  odd, odd_since, odd_confirmed, odd_digest, state, waiting, reserved, possible, requestable, problems)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'',0,0,'',?,0,0,0,0,'')
ON CONFLICT (imp_uid) DO UPDATE SET merchant_uid=excluded.merchant_uid, status=excluded.status,
  amount=excluded.amount, cancelled=excluded.cancelled, "excluded"=excluded."excluded",
  currency=excluded.currency, sandbox=excluded.sandbox, name=excluded.name, method=excluded.method,
  pay_method=excluded.pay_method, country=excluded.country, buyer_name=excluded.buyer_name,
  buyer_email=excluded.buyer_email, pg_tid=excluded.pg_tid, started_at=excluded.started_at,
  paid_at=excluded.paid_at, failed_at=excluded.failed_at, cancelled_at=excluded.cancelled_at,
  changed_at=excluded.changed_at, fail_reason=excluded.fail_reason, cancel_reason=excluded.cancel_reason,
  receipt_url=excluded.receipt_url, digest=excluded.digest, look_no=excluded.look_no, seen_at=excluded.seen_at
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A payment to write, with the raw record it came from and what must not be requested again."""

    payment: Payment
    excluded: int
    raw: bytes
    look_no: int
    seen_at: int


@bound
def save(database: Database, rows: Sequence[Saved]) -> None:
    """Insert or rewrite payments and their raw records. Odd news and cached columns are left alone."""
    connection = database.db.connection()
    connection.executemany(_SAVE, [_values(row) for row in rows])
    connection.executemany(
        "INSERT INTO raw (payment, body) SELECT id, ? FROM payment WHERE imp_uid = ? "
        "ON CONFLICT (payment) DO UPDATE SET body=excluded.body",
        [(row.raw, row.payment.imp_uid) for row in rows],
    )


def _values(row: Saved) -> tuple[object, ...]:
    p = row.payment
    return (
        p.imp_uid,
        p.merchant_uid,
        p.status.value,
        p.amount,
        p.cancelled or 0,
        row.excluded,
        p.currency,
        bool(p.sandbox),
        p.name,
        p.method,
        p.pay_method,
        p.country,
        p.buyer_name,
        p.buyer_email,
        p.pg_tid,
        p.started_at,
        p.paid_at,
        p.failed_at,
        p.cancelled_at,
        p.changed_at,
        p.fail_reason,
        p.cancel_reason,
        p.receipt_url,
        digest(row.raw),
        row.look_no,
        row.seen_at,
        row.seen_at,
        p.status.value,
    )


@bound
def seen(database: Database, imp_uids: Iterable[str], at: int, look_no: int) -> None:
    """Looked at by number and unchanged."""
    database.db.connection().executemany(
        "UPDATE payment SET seen_at = ?, look_no = max(look_no, ?) WHERE imp_uid = ?",
        [(at, look_no, imp_uid) for imp_uid in imp_uids],
    )
    database.db.connection().executemany(
        "UPDATE ticket SET checked_at = ? WHERE imp_uid = ? AND held",
        [(at, imp_uid) for imp_uid in imp_uids],
    )


@bound
def set_odd(
    database: Database,
    imp_uid: str,
    odd: Sequence[str],
    *,
    since: int,
    confirmed: bool,
    raw: bytes | None,
    excluded: int,
) -> None:
    """Brake a payment: keep the contradicting record beside ours (R18). Empty `odd` lets go."""
    PaymentRow.update(
        odd=" ".join(odd),
        odd_since=since,
        odd_confirmed=confirmed,
        odd_digest=digest(raw) if raw is not None else "",
        odd_raw=raw,
        excluded=excluded,
    ).where(PaymentRow.imp_uid == imp_uid).execute()


@bound
def write_cached(database: Database, rows: Sequence[tuple[str, Cached]]) -> None:
    """Rewrite the cached columns of payments."""
    database.db.connection().executemany(
        "UPDATE payment SET state=?, waiting=?, reserved=?, possible=?, requestable=?, problems=? "
        "WHERE imp_uid=?",
        [(c.state, c.waiting, c.reserved, c.possible, c.requestable, c.problems, uid) for uid, c in rows],
    )


@bound
def entries(database: Database, imp_uid: str) -> list[Entry]:
    """Recorded cancellations of a payment, oldest first by i'mport's time."""
    rows = (
        CancellationRow.select()
        .where(CancellationRow.imp_uid == imp_uid)
        .order_by(CancellationRow.cancelled_at, CancellationRow.id)
    )
    return [
        Entry(
            id=row.id,
            cancellation=_cancellation(row),
            ticket=row.ticket,
            n=row.n,
            link=row.link,
            question=row.question,
            question_tickets=tuple(int(n) for n in row.question_tickets.split(",") if n),
        )
        for row in rows
    ]


@bound
def add_entry(database: Database, imp_uid: str, entry: Cancellation, at: int) -> None:
    CancellationRow.insert(
        imp_uid=imp_uid,
        entry=entry.entry,
        amount=entry.amount,
        cancelled_at=entry.cancelled_at,
        reason=entry.reason,
        provisional=entry.provisional,
        seen_at=at,
    ).execute()


@bound
def rewrite_entry(database: Database, row: int, entry: Cancellation) -> None:
    """Growth that was provisional becomes the entry that explains it; its link stays (R19)."""
    CancellationRow.update(
        entry=entry.entry,
        amount=entry.amount,
        cancelled_at=entry.cancelled_at,
        reason=entry.reason,
        provisional=entry.provisional,
    ).where(CancellationRow.id == row).execute()


@bound
def drop_entry(database: Database, row: int) -> None:
    CancellationRow.delete().where(CancellationRow.id == row).execute()


@bound
def link_entry(
    database: Database,
    imp_uid: str,
    entry: str,
    *,
    ticket: int | None = None,
    n: int | None = None,
    link: str = "none",
    question: str = "",
    question_tickets: Sequence[int] = (),
) -> None:
    CancellationRow.update(
        ticket=ticket,
        n=n,
        link=link,
        question=question,
        question_tickets=",".join(str(number) for number in question_tickets),
    ).where((CancellationRow.imp_uid == imp_uid) & (CancellationRow.entry == entry)).execute()


def with_history(payment: Payment, history: Sequence[Cancellation]) -> Payment:
    return replace(payment, history=tuple(history))


@bound
def count_look(database: Database, imp_uid: str, at: int, source: str, result: str) -> None:
    """Count a look that changed nothing on one row, as long as nothing else happened in between."""
    row = (
        LookRow.select()
        .where(LookRow.imp_uid == imp_uid)
        .order_by(LookRow.last_at.desc(), LookRow.id.desc())
        .first()
    )
    if row is not None and row.result == result and row.source == source:
        LookRow.update(last_at=at, times=LookRow.times + 1).where(LookRow.id == row.id).execute()
    else:
        LookRow.insert(imp_uid=imp_uid, first_at=at, last_at=at, source=source, result=result).execute()


@bound
def forget_looks(database: Database, before: int) -> None:
    LookRow.delete().where(LookRow.last_at < before).execute()


@bound
def raw(database: Database, payment_id: int) -> bytes | None:
    row = RawRow.get_or_none(RawRow.payment == payment_id)
    return None if row is None else bytes(row.body)


@bound
def of_order(database: Database, merchant_uid: str) -> list[Known]:
    """All attempts at an order, oldest first."""
    uids = [
        row.imp_uid
        for row in PaymentRow.select(PaymentRow.imp_uid)
        .where(PaymentRow.merchant_uid == merchant_uid)
        .order_by(PaymentRow.started_at, PaymentRow.id)
    ]
    found = known(database, uids)
    return [found[uid] for uid in uids]


@bound
def problems(database: Database, imp_uids: Sequence[str]) -> dict[str, str]:
    """The cached problem words of payments."""
    rows = PaymentRow.select(PaymentRow.imp_uid, PaymentRow.problems).where(
        PaymentRow.imp_uid.in_(list(imp_uids))
    )
    return {row.imp_uid: row.problems for row in rows}


@bound
def write_problems(database: Database, rows: Sequence[tuple[str, str]]) -> None:
    database.db.connection().executemany(
        "UPDATE payment SET problems = ? WHERE imp_uid = ?", [(text, uid) for uid, text in rows]
    )


CARD_METHODS = ("cc", "card", "paypal", "allthegate", "unionpay", "bancontact")
"""Methods that answer within days; others may take a month (domain.md 8.7)."""


@bound
def unsettled(database: Database, *, card_since: int, cash_since: int) -> list[str]:
    """Ready and failed payments young enough to turn paid late, newest first (domain.md 3.6.7, 5.1)."""
    rows = (
        PaymentRow.select(PaymentRow.imp_uid, PaymentRow.method, PaymentRow.changed_at)
        .where(PaymentRow.state.in_(["ready", "failed"]) & (PaymentRow.changed_at >= cash_since))
        .order_by(PaymentRow.changed_at.desc())
    )
    return [
        row.imp_uid for row in rows if row.method not in CARD_METHODS or row.changed_at >= card_since
    ]


@bound
def braked(database: Database) -> list[str]:
    """Payments with odd news that nobody has accepted yet."""
    return [row.imp_uid for row in PaymentRow.select(PaymentRow.imp_uid).where(PaymentRow.odd != "")]
