"""Payments written by whoever drives the practice shop: new ones, and records bent out of shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paymentdesk.practice.amounts import ZERO, exact, number
from paymentdesk.practice.payment import FURTHER_FIELDS, LENGTHS, STATUSES, Cancellation, Payment
from paymentdesk.practice.shop import CONSOLE_REASON, Shop

_TIMES = ("started_at", "paid_at", "failed_at", "cancelled_at")
_TEXTS = ("name", "buyer_name", "buyer_email", "pay_method", "emb_pg_provider", "pg_tid", "pg_id")
_REASONS = ("fail_reason", "cancel_reason")
_OTHERS = (
    "imp_uid",
    "merchant_uid",
    "amount",
    "cancel_amount",
    "currency",
    "status",
    "method",
    "country",
    "sandbox",
)
_KNOWN = frozenset((*_TIMES, *_TEXTS, *_REASONS, *_OTHERS)) | FURTHER_FIELDS


def new_payment(shop: Shop, fields: Mapping[str, Any]) -> Payment:
    """A payment of these fields, `paid` if they do not say; ValueError if one of them does not fit."""
    unknown = sorted(fields.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"a payment has no {', '.join(unknown)}")
    _check_lengths(fields)
    currency = _currency(fields.get("currency", "USD"))
    amount = exact(number(fields.get("amount")), currency)
    status = fields.get("status", "paid")
    if status not in STATUSES:
        raise ValueError(f"status must be one of {', '.join(STATUSES)}")
    if amount <= ZERO:
        raise ValueError("amount must be above 0")
    method = str(fields.get("emb_pg_provider") or fields.get("method") or "cc")
    with shop.lock:
        times = _times(fields, status, shop.now())
        imp_uid = str(fields.get("imp_uid") or shop.new_number(times["started_at"]))
        payment = Payment(
            imp_uid=imp_uid,
            merchant_uid=str(fields.get("merchant_uid") or f"order-{imp_uid[4:]}"),
            amount=amount,
            currency=currency,
            status=status,
            emb_pg_provider=method,
            pay_method=str(fields.get("pay_method") or shop.methods.pay_method(method)),
            country=_country(fields.get("country")),
            name=str(fields.get("name", "Order")),
            buyer_name=fields.get("buyer_name"),
            buyer_email=fields.get("buyer_email"),
            sandbox=_flag(fields.get("sandbox", False)),
            pg_tid=str(fields.get("pg_tid") or ""),
            pg_id=str(fields.get("pg_id") or ""),
            also={name: fields[name] for name in FURTHER_FIELDS & fields.keys()},
            started_at=times["started_at"],
            paid_at=times["paid_at"],
            failed_at=times["failed_at"],
            cancelled_at=times["cancelled_at"],
        )
        if status == "failed":
            payment.fail_reason = str(fields.get("fail_reason") or "Payment failed")
        if status == "cancelled":
            _cancel_from_the_start(shop, payment, fields)
        return shop.add(payment)


def overwrite(shop: Shop, payment: Payment, fields: Mapping[str, Any]) -> None:
    """Make i'mport's record say this, however contradictory. What fits becomes the shop's own truth; anything
    else is served as it is given. `_missing` names fields to be left out of the record.
    """
    with shop.lock:
        shop.change(payment)
        left_out = fields.get("_missing")
        if isinstance(left_out, list):
            payment.missing = tuple(str(name) for name in left_out)
        also = dict(payment.also)
        for name, value in fields.items():
            if name == "_missing":
                continue
            also.pop(name, None)
            payment.missing = tuple(missing for missing in payment.missing if missing != name)
            if not _fits(shop, payment, name, value):
                also[name] = value
        payment.also = also


def _fits(shop: Shop, payment: Payment, name: str, value: Any) -> bool:
    """Take `value` over as the payment's own, if it is of the field's kind."""
    try:
        if name == "merchant_uid" and isinstance(value, str):
            shop.payments.move(payment, value)
        elif name in ("amount", "cancel_amount"):
            setattr(payment, name, exact(number(value), payment.currency))
        elif name == "cancel_history":
            payment.cancel_history = tuple(_entry(item, payment.currency) for item in value)
        elif not _plain_fit(payment, name, value):
            return False
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def _plain_fit(payment: Payment, name: str, value: Any) -> bool:
    fits = (
        (name in _TIMES and type(value) is int)
        or (name in (*_TEXTS, "currency") and isinstance(value, str))
        or (name in _REASONS and (value is None or isinstance(value, str)))
        or (name == "status" and value in STATUSES)
        or (name == "sandbox" and isinstance(value, bool))
    )
    if fits:
        setattr(payment, name, value)
    return fits


def _entry(item: Mapping[str, Any], currency: str) -> Cancellation:
    if set(item) - {"receipt_url"} != {"pg_tid", "amount", "cancelled_at", "reason", "cancellation_id"}:
        raise KeyError("not an entry as i'mport writes it")
    texts = (item["pg_tid"], item["reason"], item["cancellation_id"])
    if type(item["cancelled_at"]) is not int or not all(isinstance(text, str) for text in texts):
        raise TypeError("not an entry as i'mport writes it")
    amount = exact(number(item["amount"]), currency)
    return Cancellation(texts[0], amount, item["cancelled_at"], texts[1], texts[2], item.get("receipt_url"))


def _times(fields: Mapping[str, Any], status: str, now: int) -> dict[str, int]:
    given: dict[str, int] = {}
    for name in _TIMES:
        value = fields.get(name, 0)
        if type(value) is not int or value < 0:
            raise ValueError(f"{name} must be a UNIX time in seconds")
        given[name] = value
    first_known = next((given[name] for name in _TIMES if given[name]), now)
    times = dict.fromkeys(_TIMES, 0) | {"started_at": given["started_at"] or first_known}
    if status in ("paid", "cancelled"):
        times["paid_at"] = given["paid_at"] or times["started_at"]
    if status == "cancelled":
        times["cancelled_at"] = given["cancelled_at"] or now
    if status == "failed":
        times["failed_at"] = given["failed_at"] or times["started_at"]
    return times


def _cancel_from_the_start(shop: Shop, payment: Payment, fields: Mapping[str, Any]) -> None:
    amount = exact(number(fields.get("cancel_amount", payment.amount)), payment.currency)
    if not ZERO < amount <= payment.amount:
        raise ValueError("cancel_amount must be above 0 and at most the amount")
    reason = str(fields.get("cancel_reason") or CONSOLE_REASON)
    number_ = f"cncl_{shop.chance.randrange(10**12):012d}"
    payment.cancel_amount = amount
    payment.cancel_reason = reason
    payment.cancel_history = (
        Cancellation(payment.pg_tid or payment.imp_uid, amount, payment.cancelled_at, reason, number_),
    )


def _check_lengths(fields: Mapping[str, Any]) -> None:
    for name, value in {
        **fields,
        "emb_pg_provider": fields.get("emb_pg_provider", fields.get("method")),
    }.items():
        longest = LENGTHS.get(name)
        if longest is None or value is None:
            continue
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a text")
        if len(value) > longest:
            raise ValueError(f"{name} holds at most {longest} characters")


def _currency(value: object) -> str:
    if not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isupper()):
        raise ValueError("currency must be three capital letters")
    return value


def _country(value: object) -> str | None:
    if value is None or (isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()):
        return value
    raise ValueError("country must be two capital letters")


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("sandbox must be true or false")
    return value
