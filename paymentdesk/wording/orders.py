"""Orders in words: their fields, what pre-flight says of them, why an undo kept one, the lines of their timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.money import Money
from paymentdesk.domain.preflight import Finding, Rule, Weight
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import money, several

translate = QCoreApplication.translate

FIELDS = {
    "number": QT_TRANSLATE_NOOP("orders", "Order number"),
    "name": QT_TRANSLATE_NOOP("orders", "Item"),
    "amount": QT_TRANSLATE_NOOP("orders", "Amount"),
    "currency": QT_TRANSLATE_NOOP("orders", "Currency"),
    "buyer_name": QT_TRANSLATE_NOOP("orders", "Buyer"),
    "buyer_email": QT_TRANSLATE_NOOP("orders", "E-mail"),
    "phone": QT_TRANSLATE_NOOP("orders", "Phone"),
    "address": QT_TRANSLATE_NOOP("orders", "Address"),
    "postcode": QT_TRANSLATE_NOOP("orders", "Postcode"),
    "country": QT_TRANSLATE_NOOP("orders", "Country"),
    "kind": QT_TRANSLATE_NOOP("orders", "Kind of goods"),
    "tags": QT_TRANSLATE_NOOP("orders", "Tags"),
    "note": QT_TRANSLATE_NOOP("orders", "Note"),
    "written_at": QT_TRANSLATE_NOOP("orders", "Ordered on"),
    "ps": QT_TRANSLATE_NOOP("orders", "Payment method"),
    "widget_code": QT_TRANSLATE_NOOP("orders", "Widget code"),
}

RULES: Mapping[Rule, str] = {
    Rule.NUMBER_MISSING: QT_TRANSLATE_NOOP("preflight", "An order needs a number."),
    Rule.NUMBER_LONG: QT_TRANSLATE_NOOP(
        "preflight", "i'mport takes at most {most} characters in a number; this one has {length}."
    ),
    Rule.NUMBER_LETTERS: QT_TRANSLATE_NOOP(
        "preflight", "The number becomes part of web addresses: letters A to Z, digits, dot, hyphen and _ are safest."
    ),
    Rule.NUMBER_UNPRINTABLE: QT_TRANSLATE_NOOP("preflight", "The number holds characters that cannot be seen."),
    Rule.NUMBER_SHORTENED: QT_TRANSLATE_NOOP(
        "preflight",
        "A spreadsheet shortened “{number}” and its digits are lost; format the column as text and save it again.",
    ),
    Rule.NUMBER_TWICE: QT_TRANSLATE_NOOP(
        "preflight", "{number} stands in this file more than once; only its first row is taken."
    ),
    Rule.NUMBER_TAKEN: QT_TRANSLATE_NOOP("preflight", "There is an order {number} already; each number is used once."),
    Rule.NUMBER_PAID: QT_TRANSLATE_NOOP(
        "preflight", "A payment with this number was made already; i'mport refuses to take a paid number again."
    ),
    Rule.NUMBER_USED: QT_TRANSLATE_NOOP(
        "preflight", "i'mport knows a payment with this number; it will belong to this order."
    ),
    Rule.TEXT_LONG: QT_TRANSLATE_NOOP(
        "preflight", "This desk keeps at most {most} characters here; these are {length}. Is a quotation mark missing?"
    ),
    Rule.NAME_MISSING: QT_TRANSLATE_NOOP("preflight", "Paymentwall needs the name of what is sold."),
    Rule.NAME_LONG: QT_TRANSLATE_NOOP(
        "preflight", "Paymentwall takes at most {most} characters here; these are {length}."
    ),
    Rule.BUYER_MISSING: QT_TRANSLATE_NOOP("preflight", "Paymentwall needs the buyer's first and last name."),
    Rule.BUYER_ONE_WORD: QT_TRANSLATE_NOOP(
        "preflight", "Paymentwall refuses a name without a space: first name, space, last name (Minji Kim)."
    ),
    Rule.EMAIL_MISSING: QT_TRANSLATE_NOOP("preflight", "Paymentwall refuses a payment without the buyer's e-mail."),
    Rule.EMAIL_ODD: QT_TRANSLATE_NOOP("preflight", "This is no e-mail address."),
    Rule.AMOUNT_MISSING: QT_TRANSLATE_NOOP("preflight", "An order needs an amount."),
    Rule.NOT_A_NUMBER: QT_TRANSLATE_NOOP("preflight", "“{value}” is not an amount; write it like 20.00."),
    Rule.NOT_POSITIVE: QT_TRANSLATE_NOOP("preflight", "The amount must be above 0."),
    Rule.TOO_MANY_DECIMALS: QT_TRANSLATE_NOOP(
        "preflight", "“{value}” has more decimals than {currency} has ({decimals})."
    ),
    Rule.AMOUNT_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "preflight", "“{value}” could be thousands or decimals; write it without a separator."
    ),
    Rule.THREE_DECIMALS: QT_TRANSLATE_NOOP(
        "preflight", "Paymentwall takes two decimals at most, in {currency}, too: the last digit must be 0."
    ),
    Rule.UNDER_LEAST: QT_TRANSLATE_NOOP("preflight", "Paymentwall takes {least} at least."),
    Rule.PERHAPS_UNDER: QT_TRANSLATE_NOOP(
        "preflight", "About {about}: many methods take nothing below 0.3 euros (about 0.5 US dollars)."
    ),
    Rule.OVER_LIMIT: QT_TRANSLATE_NOOP(
        "preflight",
        "Paymentwall refuses more than {limit} per payment unless it raised your limit; this is about {about}.",
    ),
    Rule.CURRENCY_MISSING: QT_TRANSLATE_NOOP("preflight", "A currency is needed: without one i'mport takes KRW."),
    Rule.CURRENCY_UNKNOWN: QT_TRANSLATE_NOOP("preflight", "“{currency}” is no currency; write it like USD."),
    Rule.CURRENCY_STALE: QT_TRANSLATE_NOOP("preflight", "{currency} is no longer in use."),
    Rule.CURRENCY_NOT_TAKEN: QT_TRANSLATE_NOOP("preflight", "{currency} is not on Paymentwall's list of 2017."),
    Rule.CURRENCY_UNCERTAIN: QT_TRANSLATE_NOOP(
        "preflight", "{currency} is on Paymentwall's list, but may not be available."
    ),
    Rule.CURRENCY_DIFFERS: QT_TRANSLATE_NOOP("preflight", "“{value}” names another currency than {currency}."),
    Rule.COUNTRY_UNKNOWN: QT_TRANSLATE_NOOP("preflight", "“{value}” is no country; write two letters like DE."),
    Rule.KIND_UNKNOWN: QT_TRANSLATE_NOOP("preflight", "“{value}” is neither physical nor digital."),
    Rule.ADDRESS_MISSING: QT_TRANSLATE_NOOP(
        "preflight", "To register the delivery an address is needed, or the sale is not settled."
    ),
    Rule.DATE_ODD: QT_TRANSLATE_NOOP("preflight", "“{value}” is no day; write it like 2026-11-22."),
    Rule.DATE_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "preflight", "“{value}” could be two days (month first or day first); write it like 2026-11-22."
    ),
    Rule.DATE_FUTURE: QT_TRANSLATE_NOOP("preflight", "“{value}” has not come yet."),
    Rule.FORMULA_EMPTY: QT_TRANSLATE_NOOP(
        "preflight", "The cell has a formula without a result; save the file in the spreadsheet program first."
    ),
    Rule.PS_UNKNOWN: QT_TRANSLATE_NOOP("preflight", "Paymentwall has no method “{value}”."),
    Rule.WIDGET_UNKNOWN: QT_TRANSLATE_NOOP("preflight", "i'mport knows the widgets pw_1 and t3_1, not “{value}”."),
}
_WEIGHTS = {
    Weight.WRONG: QT_TRANSLATE_NOOP("preflight", "cannot be written"),
    Weight.BLOCKS: QT_TRANSLATE_NOOP("preflight", "cannot be paid yet"),
    Weight.WARNS: QT_TRANSLATE_NOOP("preflight", "note"),
}
_KEPT = {
    "payment": QT_TRANSLATE_NOOP("orders", "it has a payment"),
    "order_edited": QT_TRANSLATE_NOOP("orders", "it was edited"),
    "order_issued": QT_TRANSLATE_NOOP("orders", "it was sent to the buyer"),
    "order_closed": QT_TRANSLATE_NOOP("orders", "it was closed"),
    "order_reopened": QT_TRANSLATE_NOOP("orders", "it was opened again"),
    "order_detached": QT_TRANSLATE_NOOP("orders", "a payment was attached to it"),
}
_REDO = {
    "prepare": QT_TRANSLATE_NOOP("orders", "the amount has to be registered at i'mport again"),
    "link": QT_TRANSLATE_NOOP("orders", "the buyer needs a new payment link"),
}


def field_name(name: str) -> str:
    return translate("orders", FIELDS[name]) if name in FIELDS else name


def finding_sentence(finding: Finding) -> str:
    """What is the matter with a field, and why."""
    values = {
        name: money(value.minor, value.currency) if isinstance(value, Money) else str(value)[:60]
        for name, value in finding.facts.items()
    }
    return translate("preflight", RULES[finding.rule]).format(**values)


def weight_word(weight: Weight) -> str:
    """Whether a finding forbids writing, forbids paying, or only warns."""
    return translate("preflight", _WEIGHTS[weight])


def kept_because(word: str) -> str:
    """Why an undone import left an order."""
    return translate("orders", _KEPT[word]) if word in _KEPT else translate("orders", "something was done with it")


def redo(words: list[str]) -> str:
    """What has to be done again after an edit."""
    return several(translate("orders", _REDO[word]) for word in words if word in _REDO)


def written_detail(data: Mapping[str, Any]) -> str:
    """Where an order came from."""
    if data.get("import"):
        return translate("orders", "from import {number}").format(number=data["import"])
    if data.get("attempt_of"):
        return translate("orders", "another attempt at {number}").format(number=data["attempt_of"])
    if data.get("copy_of"):
        return translate("orders", "copied from {number}").format(number=data["copy_of"])
    return ""


def attached(kind: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """A payment was attached to an order of another number, or taken off it again: the line and the one under it."""
    if kind == "order_attached":
        text = translate("orders", "Payment attached to the order {order}")
    else:
        text = translate("orders", "Payment taken off the order {order}")
    number = str(data.get("number") or "")
    own = translate("orders", "its own number is {number}").format(number=number) if number else ""
    note = translate("fact", "“{text}”").format(text=data["note"]) if data.get("note") else ""
    return text.format(order=data.get("order", "–")), several((str(data.get("payment") or ""), own, note))


def edited(data: Mapping[str, Any]) -> tuple[str, str]:
    """An edit's line and the one under it: the fields, the amount before and after, what has to be done again."""
    was = data.get("was")
    text = translate("orders", "Order edited: {fields}").format(
        fields=", ".join(field_name(str(each)) for each in data.get("fields") or ())
    )
    before = ""
    if isinstance(was, Mapping) and was.get("currency") and data.get("currency"):
        before = translate("orders", "{before} became {after}").format(
            before=money(int(was["amount"]), str(was["currency"])),
            after=money(int(data["amount"]), str(data["currency"])),
        )
    return text, several((before, redo(list(data.get("redo") or ()))))
