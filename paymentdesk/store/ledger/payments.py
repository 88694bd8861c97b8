"""Payments and their cancellations: what is certain, what is braked, what is cached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from paymentdesk.domain.payment import Cancellation, Payment, PaymentStatus, digest
from paymentdesk.store import search
from paymentdesk.store.attached import ORDER_OF
from paymentdesk.store.database import Database
from paymentdesk.store.ledger import cancellations
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.rows import insert
from paymentdesk.store.tables import LookRow, PaymentRow, RawRow

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


class Cached(msgspec.Struct, frozen=True, gc=False):
    """Columns that are functions of facts."""

    state: str
    waiting: bool
    reserved: int
    possible: int
    requestable: bool
    problems: str


_FACTS = (
    "imp_uid merchant_uid amount cancelled currency name method pay_method country buyer_name buyer_email pg_tid "
    "started_at paid_at failed_at cancelled_at fail_reason cancel_reason receipt_url"
).split()
_KNOWN = (
    'SELECT id, "excluded", digest, look_no, odd, odd_since, odd_confirmed, odd_digest, odd_raw, '
    f"status, sandbox, marked_test, {', '.join(_FACTS)} FROM payment WHERE imp_uid IN "
)


def known(database: Database, imp_uids: Sequence[str]) -> dict[str, Known]:
    """What the ledger knows of these payments, keyed by imp_uid, in the order the ledger has them."""
    found: dict[str, Known] = {}
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        rows = database.db.connection().execute(f"{_KNOWN}({','.join('?' * len(part))})", part).fetchall()
        histories = cancellations.histories(database, part) if rows else {}
        for row in rows:
            one = _known(row, histories)
            found[one.payment.imp_uid] = one
    return found


def _known(row: Sequence[Any], histories: Mapping[str, tuple[Cancellation, ...]]) -> Known:
    number, excluded, stored, look_no, odd, since, confirmed, odd_digest, odd_raw, status, sandbox, marked = row[:12]
    facts = dict(zip(_FACTS, row[12:], strict=True))
    payment = Payment(
        status=PaymentStatus(status),
        sandbox=bool(sandbox),
        marked_test=bool(marked),
        history=histories.get(facts["imp_uid"], ()),
        **facts,
    )
    return Known(
        id=number,
        payment=payment,
        excluded=excluded,
        digest=stored,
        look_no=look_no,
        odd=tuple(odd.split()),
        odd_since=since,
        odd_confirmed=bool(confirmed),
        odd_digest=odd_digest,
        odd_raw=None if odd_raw is None else bytes(odd_raw),
    )


class Taken(msgspec.Struct, frozen=True, gc=False):
    """How a payment stands in the ledger, in short: the look its record came from, the digest of the raw record, and
    whether odd news brakes it. Enough to tell that a record says nothing new."""

    look_no: int
    digest: str
    odd: bool


def taken(database: Database, imp_uids: Sequence[str]) -> dict[str, Taken]:
    """Which of these payments are known, in short."""
    found: dict[str, Taken] = {}
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        rows = database.db.connection().execute(
            f"SELECT imp_uid, look_no, digest, odd <> '' FROM payment WHERE imp_uid IN ({','.join('?' * len(part))})",
            part,
        )
        for imp_uid, look_no, stored, odd in rows:
            found[imp_uid] = Taken(look_no, stored, bool(odd))
    return found


class Saved(msgspec.Struct, frozen=True, gc=False):
    """A known payment to write again, with the raw record it came from and its digest, and what must not be requested
    again. Its history is not written here but entry by entry, when it is settled."""

    payment: Payment
    excluded: int
    raw: bytes
    digest: str
    look_no: int
    seen_at: int


class New(msgspec.Struct, frozen=True, gc=False):
    """A payment nobody here knew, to write: its columns and its text for the search as `written` gives them, and the
    raw record it came from."""

    columns: tuple[Any, ...]
    text: str
    raw: bytes


_RECORD = (
    "merchant_uid status amount cancelled excluded currency sandbox name method pay_method country buyer_name"
    " buyer_email pg_tid started_at paid_at failed_at cancelled_at changed_at fail_reason cancel_reason receipt_url"
    " digest"
).split()
_LOOK = "look_no seen_at".split()
_CACHED = "state waiting reserved possible requestable problems".split()
_NEW = (
    f"payment (id, imp_uid, {', '.join(_RECORD)}, {', '.join(_CACHED)}, {', '.join(_LOOK)},"
    " first_seen_at, odd, odd_since, odd_confirmed, odd_digest)"
)
_REWRITE = f"UPDATE payment SET {', '.join(f'{name} = ?' for name in (*_RECORD, *_LOOK))} WHERE imp_uid = ?"


def written(payment: Payment, excluded: int, found: str, cached: Cached) -> tuple[tuple[Any, ...], str]:
    """What `add` writes of a payment: its columns, and its text for the search; `found` is the digest of its record.
    Its history is not written there but entry by entry, when it is settled."""
    return (payment.imp_uid, *_record(payment, excluded, found), *_cached(cached)), search.payment_text(payment)


def add(database: Database, rows: Sequence[New], look_no: int, at: int) -> None:
    """Write payments nobody here knew, with their raw records. Inside the transaction that found them unknown."""
    if not rows:
        return
    connection = database.db.connection()
    first = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM payment").fetchone()[0])
    look = (look_no, at, at)
    insert(
        connection,
        _NEW,
        [(number, *row.columns, *look) for number, row in enumerate(rows, first)],
        fixed="'', 0, 0, ''",
    )
    insert(connection, "raw (payment, body)", [(number, row.raw) for number, row in enumerate(rows, first)])
    insert(connection, "search_text", [(number, row.text) for number, row in enumerate(rows, first)])


def rewrite(database: Database, rows: Sequence[Saved]) -> None:
    """Rewrite known payments and their raw records. Odd news and cached columns are left alone."""
    connection = database.db.connection()
    connection.executemany(
        _REWRITE,
        [
            (*_record(row.payment, row.excluded, row.digest), row.look_no, row.seen_at, row.payment.imp_uid)
            for row in rows
        ],
    )
    connection.executemany(
        "REPLACE INTO raw (payment, body) SELECT id, ? FROM payment WHERE imp_uid = ?",
        [(row.raw, row.payment.imp_uid) for row in rows],
    )


def _record(p: Payment, excluded: int, found: str) -> tuple[object, ...]:
    """In the order of `_RECORD`."""
    return (
        p.merchant_uid,
        p.status.value,
        p.amount,
        p.cancelled or 0,
        excluded,
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
        found,
    )


def _cached(c: Cached) -> tuple[object, ...]:
    """In the order of `_CACHED`."""
    return (c.state, c.waiting, c.reserved, c.possible, c.requestable, c.problems)


@bound
def mark_test(database: Database, imp_uid: str, test: bool) -> None:
    """A person says whether it is a test payment; i'mport's own word is left alone."""
    PaymentRow.update(marked_test=test).where(PaymentRow.imp_uid == imp_uid).execute()


@bound
def seen(database: Database, imp_uids: Sequence[str], at: int, look_no: int) -> None:
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
    """Rewrite the cached columns of payments, where they differ."""
    columns, marks = ", ".join(_CACHED), ", ".join("?" * len(_CACHED))
    database.db.connection().executemany(
        f"UPDATE payment SET ({columns}) = ({marks}) WHERE imp_uid = ? AND ({columns}) IS NOT ({marks})",
        [(*(values := _cached(cached)), imp_uid, *values) for imp_uid, cached in rows],
    )


def count_looks(database: Database, imp_uids: Sequence[str], at: int, source: str, result: str) -> None:
    """Count looks that changed nothing, each on one row as long as nothing else happened in between."""
    connection = database.db.connection()
    again: dict[str, int] = {}
    for start in range(0, len(imp_uids), _IN):
        part = list(imp_uids[start : start + _IN])
        rows = connection.execute(
            f"SELECT imp_uid, id, source, result FROM look WHERE imp_uid IN ({','.join('?' * len(part))})"
            " ORDER BY last_at, id",
            part,
        )
        latest = {imp_uid: (number, was) for imp_uid, number, *was in rows}
        again |= {imp_uid: number for imp_uid, (number, was) in latest.items() if was == [source, result]}
    connection.executemany(
        "UPDATE look SET last_at = ?, times = times + 1 WHERE id = ?", [(at, number) for number in again.values()]
    )
    connection.executemany(
        "INSERT INTO look (imp_uid, first_at, last_at, times, source, result) VALUES (?, ?, ?, 1, ?, ?)",
        [(imp_uid, at, at, source, result) for imp_uid in imp_uids if imp_uid not in again],
    )


@bound
def forget_looks(database: Database, before: int) -> None:
    LookRow.delete().where(LookRow.last_at < before).execute()


@bound
def raw(database: Database, payment_id: int) -> bytes | None:
    row = RawRow.get_or_none(RawRow.payment == payment_id)
    return None if row is None else bytes(row.body)


def of_orders(database: Database, merchant_uids: Sequence[str]) -> dict[str, list[Known]]:
    """All attempts at these orders, oldest first."""
    found: dict[str, list[Known]] = {}
    for start in range(0, len(merchant_uids), _IN):
        part = list(merchant_uids[start : start + _IN])
        holes = ",".join("?" * len(part))
        rows = database.db.connection().execute(
            f"SELECT imp_uid, {ORDER_OF} FROM payment p WHERE p.merchant_uid IN ({holes}) AND p.attached IS NULL"
            f" OR p.attached IN ({holes}) ORDER BY started_at, id",
            part * 2,
        )
        orders = {row[0]: row[1] for row in rows}
        every = known(database, list(orders))
        for uid, number in orders.items():
            found.setdefault(number, []).append(every[uid])
    return found


@bound
def problems(database: Database, imp_uids: Sequence[str]) -> dict[str, str]:
    """The cached problem words of payments."""
    rows = PaymentRow.select(PaymentRow.imp_uid, PaymentRow.problems).where(PaymentRow.imp_uid.in_(list(imp_uids)))
    return {row.imp_uid: row.problems for row in rows}


@bound
def write_problems(database: Database, rows: Sequence[tuple[str, str]]) -> None:
    database.db.connection().executemany(
        "UPDATE payment SET problems = ? WHERE imp_uid = ?", [(text, uid) for uid, text in rows]
    )


CARD_METHODS = ("cc", "card", "paypal", "allthegate", "unionpay", "bancontact")
"""Methods that answer within days; others may take a month (domain.md 8.7)."""


@bound
def oldest(database: Database) -> int:
    """The earliest change time in the ledger, 0 when it is empty."""
    row = PaymentRow.select(PaymentRow.changed_at).order_by(PaymentRow.changed_at).first()
    return 0 if row is None else int(row.changed_at)


@bound
def changed_between(database: Database, start: int, end: int) -> list[str]:
    rows = PaymentRow.select(PaymentRow.imp_uid).where(PaymentRow.changed_at.between(start, end))
    return [row.imp_uid for row in rows]


@bound
def newest(database: Database, count: int) -> list[str]:
    """The payments that changed last."""
    rows = PaymentRow.select(PaymentRow.imp_uid).order_by(PaymentRow.changed_at.desc(), PaymentRow.id.desc())
    return [row.imp_uid for row in rows.limit(count)]
