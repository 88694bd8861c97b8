"""Words for taking and checking a payment: links, attempts, findings, what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import money, several
from paymentdesk.wording.states import problem as problem_word

translate = QCoreApplication.translate

_LINKS = {
    "open": QT_TRANSLATE_NOOP("checkout", "Open"),
    "expired": QT_TRANSLATE_NOOP("checkout", "Expired"),
    "outdated": QT_TRANSLATE_NOOP("checkout", "Out of date"),
    "unknown": QT_TRANSLATE_NOOP("checkout", "May exist"),
    "not_made": QT_TRANSLATE_NOOP("checkout", "Not made"),
    "disabled": QT_TRANSLATE_NOOP("checkout", "Switched off"),
}
_ATTEMPTS = {
    "opened": QT_TRANSLATE_NOOP("checkout", "Payment window open"),
    "left": QT_TRANSLATE_NOOP("checkout", "Left without paying"),
    "failed": QT_TRANSLATE_NOOP("checkout", "Failed"),
    "maybe_late": QT_TRANSLATE_NOOP("checkout", "Failed · may still be approved"),
    "paid": QT_TRANSLATE_NOOP("checkout", "Paid"),
}
_DECISIONS = {
    "keep": QT_TRANSLATE_NOOP("checkout", "Payment kept, not shipped"),
    "cancel": QT_TRANSLATE_NOOP("checkout", "Cancellation requested"),
    "ship_anyway": QT_TRANSLATE_NOOP("checkout", "Released for shipping"),
    "taken_off": QT_TRANSLATE_NOOP("checkout", "Payment taken off the order"),
}
_FINDINGS = {
    "amount_differs": QT_TRANSLATE_NOOP("checkout", "Another amount was paid than ordered."),
    "currency_differs": QT_TRANSLATE_NOOP("checkout", "It was paid in another currency than ordered."),
    "paid_twice": QT_TRANSLATE_NOOP("checkout", "It was paid more than once; this payment came after another."),
    "paid_by_test": QT_TRANSLATE_NOOP("checkout", "It was paid through a test channel: no sale, but a real charge."),
    "failed": QT_TRANSLATE_NOOP("checkout", "It was paid after the payment had failed."),
    "closed": QT_TRANSLATE_NOOP("checkout", "It was paid after the order was closed."),
}
LINK_STATES = tuple(_LINKS)
ATTEMPT_STATES = tuple(_ATTEMPTS)
DECISIONS = tuple(_DECISIONS)


def link_state(word: str) -> str:
    """What a payment link is now."""
    return translate("checkout", _LINKS[word]) if word in _LINKS else word


def attempt_state(word: str) -> str:
    """How far a buyer came with one payment window."""
    return translate("checkout", _ATTEMPTS[word]) if word in _ATTEMPTS else word


def decision(word: str) -> str:
    """What a person chose for an order that must not be shipped."""
    return translate("checkout", _DECISIONS[word]) if word in _DECISIONS else word


def hold(word: str) -> str:
    """Beside an order that must not be shipped; "" for one that may."""
    return translate("checkout", "Do not ship") if word else ""


def finding(problem: str, why: str) -> str:
    """What speaks against a payment, in a sentence."""
    word = why or problem
    return translate("checkout", _FINDINGS[word]) if word in _FINDINGS else word


def both_values(ordered: int, ordered_currency: str, paid: int, paid_currency: str) -> str:
    """What was ordered and what was paid, side by side."""
    return translate("checkout", "Ordered {ordered} · paid {paid}").format(
        ordered=money(ordered, ordered_currency), paid=money(paid, paid_currency)
    )


FACTS = ("order_prepared", "link_made", "link_unknown", "link_disabled", "page_made", "do_not_ship", "verified")


def checkout_fact(kind: str, data: Mapping[str, Any], moment: Callable[[int], str]) -> tuple[str, str]:
    """A line of a timeline and the small line under it, for one of `FACTS`; `moment` writes UNIX seconds for people."""
    amount, currency = data.get("amount"), str(data.get("currency") or "")
    price = money(amount, currency) if isinstance(amount, int) and currency else ""
    match kind:
        case "order_prepared":
            return several((translate("fact", "Price registered at i'mport"), price)), ""
        case "link_made":
            until = translate("fact", "until {moment}").format(moment=moment(int(data.get("expires_at") or 0)))
            return several((translate("fact", "Payment link made"), price)), until
        case "link_unknown":
            until = translate("fact", "until {moment}").format(moment=moment(int(data.get("expires_at") or 0)))
            return translate("fact", "No answer to the request for a payment link: there may be one"), until
        case "link_disabled":
            return translate("fact", "Payment link switched off"), ""
        case "page_made":
            here = data.get("where") == "browser"
            text = translate("fact", "Checkout page opened here") if here else translate("fact", "Checkout page saved")
            return text, translate("fact", "test") if data.get("test") else ""
        case "do_not_ship":
            return _found(data)
        case _:
            problems = several(problem_word(str(word)) for word in data.get("problems") or ())
            note = translate("fact", "“{text}”").format(text=data["note"]) if data.get("note") else ""
            chosen = decision(str(data.get("decision") or "")) or translate("fact", "Decided about goods on hold")
            return chosen, several((problems, note))


def _found(data: Mapping[str, Any]) -> tuple[str, str]:
    """Both values where they differ, else what speaks against the payment."""
    problem = str(data.get("problem") or "")
    text = several((translate("fact", "Do not ship"), problem_word(problem)))
    ordered, paid = data.get("ordered"), data.get("paid")
    if problem in ("amount_differs", "currency_differs") and isinstance(ordered, Mapping) and isinstance(paid, Mapping):
        return text, both_values(ordered["amount"], ordered["currency"], paid["amount"], paid["currency"])
    return text, finding(problem, str(data.get("why") or ""))
