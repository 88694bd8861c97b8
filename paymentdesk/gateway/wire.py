"""The shapes on the wire (domain.md 2 to 4), read tolerantly and written exactly.

i'mport may add fields and words at any time and leaves things out; none of that may stop a page. What cannot
be read is one bad row, kept as received. Decimals never pass through a float.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

from paymentdesk.domain.connection import Channel
from paymentdesk.domain.money import AmountError, Money, minor_units
from paymentdesk.domain.payment import Cancellation, Payment, PaymentStatus, digest
from paymentdesk.gateway.envelope import UNREADABLE, as_text
from paymentdesk.gateway.token import Grant

_STATUS = {each.value: each for each in PaymentStatus}
_BEGAN = {"ready": "started_at", "paid": "paid_at", "failed": "failed_at", "cancelled": "cancelled_at"}
_YEAR_10000 = 253_402_300_800
_COUNTRY = re.compile(r"[A-Za-z]{2}\Z")
_TOKEN = re.compile(r"[!-~]+\Z")


class Unreadable(ValueError):
    """The body is not what i'mport sends."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A payment whose record cannot be taken: `why` says what is wrong with it. `imp_uid` may be ""."""

    imp_uid: str
    why: str
    raw: bytes


class Unread(msgspec.Struct, gc=False):
    """A payment's record as received, of which only the number is known yet, and the time by which i'mport's lists
    filter and sort it: when its current status began (domain.md 3.6.2), 0 if it does not tell. Whoever knows the
    digest of its bytes already need not read it."""

    imp_uid: str
    listed_at: int
    raw: bytes
    digest: str
    _seen: Payment | BadRow | None = None

    def read(self) -> Payment | BadRow:
        """What it says. Read once, by whoever asks first."""
        if self._seen is None:
            self._seen = payment_from_wire(self.raw)
        return self._seen


@dataclass(frozen=True)
class Page:
    """One page of a list. `rows` are the records that have a number, `nameless` those without one, which cannot be
    taken. `previous` and `next` are page numbers, 0 for none."""

    rows: list[Unread]
    nameless: list[BadRow]
    total: int
    previous: int
    next: int

    @cached_property
    def payments(self) -> list[Payment]:
        return [each for each in self._read if isinstance(each, Payment)]

    @cached_property
    def bad(self) -> list[BadRow]:
        return [*self.nameless, *(each for each in self._read if isinstance(each, BadRow))]

    @cached_property
    def _read(self) -> list[Payment | BadRow]:
        return [row.read() for row in self.rows]


class _Entry(msgspec.Struct, gc=False):
    amount: Decimal
    pg_tid: Any = None
    cancelled_at: Any = None
    reason: Any = None
    cancellation_id: Any = None


class _Record(msgspec.Struct, kw_only=True, gc=False):
    """What is used of a payment, in the order in which i'mport writes it: a field is found faster where it is expected.
    Only what money hangs on has a type; the rest is read as it comes."""

    imp_uid: str
    merchant_uid: Any = None
    pay_method: Any = None
    emb_pg_provider: Any = None
    pg_tid: Any = None
    sandbox: Any = None
    name: Any = None
    amount: Decimal
    cancel_amount: Decimal | None = None
    currency: str
    buyer_name: Any = None
    buyer_email: Any = None
    custom_data: Any = None
    status: Any = None
    started_at: Any = None
    paid_at: Any = None
    failed_at: Any = None
    cancelled_at: Any = None
    fail_reason: Any = None
    cancel_reason: Any = None
    receipt_url: Any = None
    cancel_history: list[_Entry] | None = None
    extension: Any = None


class _Name(msgspec.Struct, gc=False):
    imp_uid: Any = None
    status: Any = None
    started_at: Any = None
    paid_at: Any = None
    failed_at: Any = None
    cancelled_at: Any = None


class _Custom(msgspec.Struct, gc=False):
    country: Any = None


class _List(msgspec.Struct):
    rows: list[msgspec.Raw] | None = msgspec.field(default=None, name="list")
    total: Any = None
    previous: Any = None
    next: Any = None


class _NameList(msgspec.Struct):
    rows: list[_Name] = msgspec.field(name="list")


class _Grant(msgspec.Struct):
    access_token: str
    now: int
    expired_at: int


class _Channel(msgspec.Struct):
    pg_provider: Any = None
    pg_id: Any = None
    sandbox: Any = None
    type: Any = None
    channel_name: Any = None
    channel_key: Any = None


class _Cancel(msgspec.Struct):
    imp_uid: str
    amount: msgspec.Raw
    checksum: msgspec.Raw
    reason: str
    enable_webhook: bool = True


_encoder = msgspec.json.Encoder()
_records = msgspec.json.Decoder(_Record)
_names = msgspec.json.Decoder(_Name)
_customs = msgspec.json.Decoder(_Custom)


def payment_from_wire(raw: bytes | msgspec.Raw) -> Payment | BadRow:
    """One payment as i'mport shows it (domain.md 3.1), or why its record cannot be taken. Never raises."""
    try:
        return _payment(_records.decode(raw), bytes(raw))
    except AmountError as error:
        why = error.reason
    except UnicodeDecodeError:
        why = "not UTF-8"
    except UNREADABLE as error:
        why = str(error)
    return BadRow(imp_uid_of(raw), why, bytes(raw))


def imp_uid_of(raw: bytes | msgspec.Raw) -> str:
    """The number of a payment that may not be readable otherwise; "" if not even that is."""
    return as_text(_name(raw).imp_uid)


def rows(response: bytes | msgspec.Raw) -> tuple[list[Payment], list[BadRow]]:
    """The payments of a plain array. Raises `Unreadable` if it is none."""
    try:
        found = msgspec.json.decode(response, type=list[msgspec.Raw])
    except UNREADABLE as error:
        raise Unreadable("no list of payments") from error
    return _sorted_out(found)


def page(response: bytes | msgspec.Raw) -> Page:
    """One page of a paged list. Raises `Unreadable` if it is none."""
    try:
        found = msgspec.json.decode(response, type=_List)
    except UNREADABLE as error:
        raise Unreadable("no page of payments") from error
    if found.rows is None:
        raise Unreadable("no page of payments")
    named: list[Unread] = []
    nameless: list[BadRow] = []
    for name, raw in zip(_names_of(response, found.rows), found.rows, strict=True):
        imp_uid = as_text(name.imp_uid)
        if imp_uid:
            received = bytes(raw)
            named.append(Unread(imp_uid, _listed_at(name), received, digest(received)))
        else:
            nameless.append(BadRow("", "imp_uid is missing", bytes(raw)))
    return Page(named, nameless, _whole(found.total), _whole(found.previous), _whole(found.next))


def _names_of(response: bytes | msgspec.Raw, rows: Sequence[msgspec.Raw]) -> list[_Name]:
    """The names of a page's payments, in one go where no row of it is bad."""
    try:
        return msgspec.json.decode(response, type=_NameList).rows
    except UNREADABLE:
        return [_name(raw) for raw in rows]


def _name(raw: bytes | msgspec.Raw) -> _Name:
    try:
        return _names.decode(raw)
    except UNREADABLE:
        return _Name()


def _listed_at(name: _Name) -> int:
    began = _BEGAN.get(name.status) if isinstance(name.status, str) else None
    return _time(getattr(name, began)) if began else 0


def grant(response: bytes | msgspec.Raw) -> tuple[Grant, int]:
    """A token, and i'mport's time in UNIX seconds. Raises `Unreadable` without an own word about `response`,
    which holds a secret."""
    try:
        found = msgspec.json.decode(response, type=_Grant)
    except UNREADABLE:
        found = None
    if found is None or not _TOKEN.match(found.access_token):
        raise Unreadable("no token")
    return Grant(found.access_token, float(found.expired_at - found.now)), found.now


def channels(response: bytes | msgspec.Raw) -> list[Channel]:
    """The account's channels. Raises `Unreadable` if it is no list of objects."""
    try:
        found = msgspec.json.decode(response, type=list[_Channel])
    except UNREADABLE as error:
        raise Unreadable("no list of channels") from error
    return [
        Channel(
            as_text(each.pg_provider),
            as_text(each.pg_id),
            bool(_flag(each.sandbox)),
            as_text(each.type),
            as_text(each.channel_name),
            as_text(each.channel_key),
        )
        for each in found
    ]


def cancel_body(imp_uid: str, amount: Money, checksum: Money, reason: str) -> bytes:
    """The one shape of a cancellation on the wire (money.md R5).

    Amounts are plain decimal numbers with exactly the currency's decimals (`20.00`, `18900`, `1.500`).
    ValueError unless 0 < amount <= checksum: i'mport reads 0 as "everything" (domain.md 4.1).
    """
    if not imp_uid or amount.minor <= 0 or amount > checksum:
        raise ValueError("a cancellation needs a payment and 0 < amount <= checksum")
    return _encoder.encode(_Cancel(imp_uid, _number(amount), _number(checksum), reason))


def key_body(key: str, secret: str) -> bytes:
    """What getToken wants. Never to be logged or put into an exception."""
    return _encoder.encode({"imp_key": key, "imp_secret": secret})


def _number(money: Money) -> msgspec.Raw:
    return msgspec.Raw(money.plain().encode("ascii"))


def _sorted_out(found: Sequence[msgspec.Raw]) -> tuple[list[Payment], list[BadRow]]:
    payments: list[Payment] = []
    bad: list[BadRow] = []
    for raw in found:
        row = payment_from_wire(raw)
        if isinstance(row, Payment):
            payments.append(row)
        else:
            bad.append(row)
    return payments, bad


def _payment(record: _Record, raw: bytes) -> Payment:
    currency = record.currency.strip().upper()
    amount = minor_units(record.amount, currency)
    if amount < 0:
        raise AmountError(AmountError.NOT_POSITIVE, str(record.amount))
    if not record.imp_uid:
        raise Unreadable("imp_uid is missing")
    pay_method = as_text(record.pay_method)
    return Payment(
        imp_uid=record.imp_uid,
        merchant_uid=as_text(record.merchant_uid),
        status=_STATUS.get(as_text(record.status), PaymentStatus.OTHER),
        amount=amount,
        cancelled=None if record.cancel_amount is None else minor_units(record.cancel_amount, currency),
        currency=currency,
        sandbox=_flag(record.sandbox),
        name=as_text(record.name),
        method=as_text(record.emb_pg_provider) or pay_method,
        pay_method=pay_method,
        country=_country(record),
        buyer_name=as_text(record.buyer_name),
        buyer_email=as_text(record.buyer_email),
        pg_tid=as_text(record.pg_tid),
        started_at=_time(record.started_at),
        paid_at=_time(record.paid_at),
        failed_at=_time(record.failed_at),
        cancelled_at=_time(record.cancelled_at),
        fail_reason=as_text(record.fail_reason),
        cancel_reason=as_text(record.cancel_reason),
        receipt_url=as_text(record.receipt_url),
        history=_history(record.cancel_history, currency) if record.cancel_history else (),
        raw=raw,
    )


def _history(entries: Sequence[_Entry], currency: str) -> tuple[Cancellation, ...]:
    """`cancel_history`, oldest first, every entry with an identity of its own (money.md R19)."""
    named: dict[tuple[str, int], Cancellation] = {}
    seen: Counter[str] = Counter()
    found: list[Cancellation] = []
    for each in entries:
        amount, at = minor_units(each.amount, currency), _time(each.cancelled_at)
        identity = as_text(each.cancellation_id)
        if identity and (identity, amount) in named:
            continue  # the same entry twice
        name = identity or f"{as_text(each.pg_tid)}|{amount}|{at}"
        seen[name] += 1
        if not identity:
            name = f"{name}|{seen[name]}"
        elif seen[name] > 1:
            name = f"{name}#{seen[name]}"  # one id for two amounts: both are shown, neither hides the other
        entry = Cancellation(name, amount, at, as_text(each.reason))
        named[identity, amount] = entry
        found.append(entry)
    return tuple(sorted(found, key=lambda entry: entry.cancelled_at))


def _whole(value: Any) -> int:
    """A number that may come as text, or as `false` or null where there is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    if isinstance(value, int | float) and 0 <= value < 1e15:
        return int(value)
    return 0


def _time(value: Any) -> int:
    seconds = value if type(value) is int and value >= 0 else _whole(value)
    return seconds if seconds < _YEAR_10000 else 0


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower())
    return bool(value) if isinstance(value, int) else None


def _country(record: _Record) -> str | None:
    """As Paymentwall sends it, if told to (domain.md 3.1 `extension`), or as `custom_data` has it."""
    extension = record.extension
    told = as_text(extension.get("country_code")) if isinstance(extension, dict) else ""
    told = told or _custom_country(record.custom_data)
    return told.upper() if told and _COUNTRY.match(told) else None


def _custom_country(custom: Any) -> str:
    if isinstance(custom, dict):
        return as_text(custom.get("country"))
    if not isinstance(custom, str) or '"country"' not in custom:
        return ""
    try:
        return as_text(_customs.decode(custom).country)
    except UNREADABLE:
        return ""
