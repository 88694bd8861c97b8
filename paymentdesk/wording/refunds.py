"""Refunds made another way than through i'mport, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import money, several

translate = QCoreApplication.translate

_HOW = {
    "bank": QT_TRANSLATE_NOOP("refund", "Bank transfer"),
    "cash": QT_TRANSLATE_NOOP("refund", "Cash"),
    "other": QT_TRANSLATE_NOOP("refund", "Another way"),
}
HOW = tuple(_HOW)


def how_paid(word: str) -> str:
    return translate("refund", _HOW[word]) if word in _HOW else word


def left_how(why: str) -> str:
    """How money left that was not cancelled at i'mport; "" for any other cause."""
    match why:
        case "chargeback_notice":
            return translate("refund", "the bank's letter")
        case "refunded_otherwise":
            return translate("refund", "paid back another way")
        case _:
            return ""


def refund_fact(data: Mapping[str, Any]) -> tuple[str, str]:
    """A timeline's line and what is beside it."""
    paid = _paid(data.get("amount"), data.get("currency"))
    text = translate("refund", "The buyer got {amount} another way").format(amount=paid)
    return text, several((how_paid(str(data.get("how") or "other")), str(data.get("note") or "")))


def paid_back_twice(data: Mapping[str, Any], currency: str) -> str:
    """Both amounts side by side (money.md R14)."""
    done, other = _paid(data.get("carried_out"), currency), _paid(data.get("other"), data.get("other_currency"))
    return translate("refund", "{done} cancelled (i'mport) and {other} paid another way").format(done=done, other=other)


def _paid(minor: Any, currency: Any) -> str:
    return money(int(minor or 0), str(currency)) if currency else ""
