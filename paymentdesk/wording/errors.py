"""One sentence for every kind of trouble; it begins with what happened to the money (words.md, openings).

Which opening is used follows money.md R24: "No money was moved" only if nothing on that payment can still move,
else "Nothing more was sent".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.money import Money, format_money
from paymentdesk.domain.preflight import Finding
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.wording.deliveries import against_shipping, faults_listed
from paymentdesk.wording.language import current_language
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.orders import finding_sentence
from paymentdesk.wording.states import delivery, ticket_state
from paymentdesk.wording.times import moment

_OPENINGS = {
    "no_money": QT_TRANSLATE_NOOP("errors", "No money was moved:"),
    "nothing_more": QT_TRANSLATE_NOOP("errors", "Nothing more was sent:"),
    "nothing_sent": QT_TRANSLATE_NOOP("errors", "Nothing was sent:"),
    "unknown": QT_TRANSLATE_NOOP("errors", "Not known whether it arrived:"),
    "may_move": QT_TRANSLATE_NOOP("errors", "Money may still move:"),
    "refused": QT_TRANSLATE_NOOP("errors", "Refused, no money was moved:"),
    "reading": QT_TRANSLATE_NOOP("errors", "No cancellation is affected:"),
}

_SHOP_LEVEL = frozenset(
    {
        Kind.BAD_ARGUMENT,
        Kind.FILE_MISSING,
        Kind.KEY_REFUSED,
        Kind.KEY_MISSING,
        Kind.FOLDER_NOT_WRITABLE,
        Kind.DATABASE_NEWER,
        Kind.DATABASE_DAMAGED,
        Kind.OTHER_SHOP,
        Kind.SETTINGS_UNREADABLE,
        Kind.SETTINGS_NEWER,
        Kind.BLIND_INTERVAL,
        Kind.SENDER_BUSY,
        Kind.COPY_DAMAGED,
        Kind.IN_USE,
    }
)

_SENTENCES: dict[Kind, str] = {
    Kind.NOT_A_NUMBER: QT_TRANSLATE_NOOP("errors", "“{value}” is not an amount; write it like 20.00."),
    Kind.TOO_MANY_DECIMALS: QT_TRANSLATE_NOOP(
        "errors", "“{value}” has more decimals than {currency} has ({decimals})."
    ),
    Kind.NOT_POSITIVE: QT_TRANSLATE_NOOP(
        "errors", "the amount must be above 0, because i'mport reads 0 as “everything”."
    ),
    Kind.NOTE_MISSING: QT_TRANSLATE_NOOP(
        "errors", "a note is needed for {what}: who said it, when, and in which words."
    ),
    Kind.REASON_MISSING: QT_TRANSLATE_NOOP("errors", "a reason is needed."),
    Kind.BAD_ARGUMENT: QT_TRANSLATE_NOOP("errors", "{what} cannot be “{value}”."),
    Kind.FILE_MISSING: QT_TRANSLATE_NOOP("errors", "there is no such file, or it may not be read: {path}"),
    Kind.MORE_THAN_LEFT: QT_TRANSLATE_NOOP("errors", "more than can be cancelled (asked {asked}, possible {left})."),
    Kind.UNKNOWN_PAYMENT: QT_TRANSLATE_NOOP("errors", "neither i'mport nor this desk knows {imp_uid}."),
    Kind.UNKNOWN_ORDER: QT_TRANSLATE_NOOP("errors", "this desk has no order {value}."),
    Kind.UNKNOWN_TICKET: QT_TRANSLATE_NOOP("errors", "this desk has no ticket {ticket}."),
    Kind.NOT_PAID: QT_TRANSLATE_NOOP("errors", "{imp_uid} is not paid, so nothing can be cancelled."),
    Kind.TICKET_OPEN: QT_TRANSLATE_NOOP(
        "errors",
        "{ticket} ({amount}, {state}) is still open on this payment; up to {left} can be requested once it is settled.",
    ),
    Kind.WORST_CASE: QT_TRANSLATE_NOOP(
        "errors",
        "earlier requests ({possible}) are not proven dead; with this one up to {worst} of {paid} may be cancelled."
        " Confirm it with the worst case of {worst}.",
    ),
    Kind.CHANGED_MEANWHILE: QT_TRANSLATE_NOOP(
        "errors", "the balance is now {left}, not {seen} as you saw it; look at it again before you ask."
    ),
    Kind.BRAKED: QT_TRANSLATE_NOOP(
        "errors", "i'mport's record of {imp_uid} contradicts what is known; accept its word first."
    ),
    Kind.QUESTION_OPEN: QT_TRANSLATE_NOOP(
        "errors", "a cancellation of {imp_uid} is not explained yet; answer the question in its detail first."
    ),
    Kind.MOVE_NOT_ALLOWED: QT_TRANSLATE_NOOP("errors", "{ticket} is “{state}”, so this cannot be done with it."),
    Kind.TOO_EARLY: QT_TRANSLATE_NOOP("errors", "{ticket} can be sent again from {at}, not before."),
    Kind.BALANCE_MOVED: QT_TRANSLATE_NOOP(
        "errors", "the balance has moved since {ticket} was sent, so it is not sent again."
    ),
    Kind.NOTHING_TO_ACCEPT: QT_TRANSLATE_NOOP("errors", "there is nothing to accept on {imp_uid}."),
    Kind.STOP_QUEUE: QT_TRANSLATE_NOOP(
        "errors",
        "money of {imp_uid} leaves another way (cancelled elsewhere, or a chargeback); make sure that nothing is paid"
        " twice and say that it is handled first.",
    ),
    Kind.NOTHING_TO_STOP: QT_TRANSLATE_NOOP("errors", "nothing is stopped on {imp_uid}."),
    Kind.NOT_A_TEST: QT_TRANSLATE_NOOP("errors", "{imp_uid} is no test payment."),
    Kind.TOO_MANY_CANCELLATIONS: QT_TRANSLATE_NOOP(
        "errors",
        "{count} cancellations that nobody here asked for came at once ({limit} are usual); look at them and say so"
        " first.",
    ),
    Kind.NOTHING_TO_CANCEL: QT_TRANSLATE_NOOP("errors", "nothing of the list can be cancelled."),
    Kind.TOTAL_NOT_CONFIRMED: QT_TRANSLATE_NOOP("errors", "confirm these totals by typing them: {totals}"),
    Kind.BLIND_PAYMENT: QT_TRANSLATE_NOOP(
        "errors",
        "this desk could not see what was requested on {imp_uid} between {start} and {end}; look for it in the console"
        " and the merchant area, then confirm it.",
    ),
    Kind.BLIND_INTERVAL: QT_TRANSLATE_NOOP(
        "errors",
        "requests made between {start} and {end}, if any, are missing; confirm or record them first.",
    ),
    Kind.ORDER_NOT_PAID: QT_TRANSLATE_NOOP("errors", "{order} is not paid, so there is nothing to deliver."),
    Kind.DELIVERY_INCOMPLETE: QT_TRANSLATE_NOOP("errors", "the delivery lacks something: {faults}."),
    Kind.DELIVERY_BACKWARDS: QT_TRANSLATE_NOOP(
        "errors", "the delivery of {order} is registered as “{known}” already and cannot go back to “{wanted}”."
    ),
    Kind.DELIVERY_HELD: QT_TRANSLATE_NOOP(
        "errors", "{order} should not be shipped ({why}); say so knowingly if it is shipped all the same."
    ),
    Kind.DELIVERY_REFUSED: QT_TRANSLATE_NOOP(
        "errors", "Paymentwall did not take the delivery of {order}: “{message}”."
    ),
    Kind.WHICH_PAYMENT: QT_TRANSLATE_NOOP(
        "errors", "more than one payment of {order} holds money; name the one: {payments}."
    ),
    Kind.ALREADY_PAID: QT_TRANSLATE_NOOP("errors", "{value} is paid already, so it is not offered for payment again."),
    Kind.ORDER_LACKS: QT_TRANSLATE_NOOP("errors", "{order} could not be paid: {why}"),
    Kind.PHONE_MISSING: QT_TRANSLATE_NOOP(
        "errors",
        "i'mport makes no payment link without the buyer's phone number; add it to {order}, or use a checkout page.",
    ),
    Kind.LINK_MAY_EXIST: QT_TRANSLATE_NOOP(
        "errors",
        "a payment link of {order} was asked for on {at} and no answer came, so the buyer may have one already; say"
        " that you want another all the same.",
    ),
    Kind.NO_LINK: QT_TRANSLATE_NOOP("errors", "{order} has no payment link that could be switched off."),
    Kind.NO_CHANNEL: QT_TRANSLATE_NOOP(
        "errors", "this account has no Paymentwall channel of that kind (live or test); add one in the PortOne console."
    ),
    Kind.USER_CODE_MISSING: QT_TRANSLATE_NOOP(
        "errors", "the user code of the shop is needed once (imp and digits, in the PortOne console)."
    ),
    Kind.NOTHING_TO_VERIFY: QT_TRANSLATE_NOOP("errors", "nothing speaks against the payments of {value}."),
    Kind.MORE_THAN_PAID: QT_TRANSLATE_NOOP("errors", "{asked} is more than was paid ({paid})."),
    Kind.NOTHING_TO_SETTLE: QT_TRANSLATE_NOOP("errors", "no refund made another way is open on {ticket}."),
    Kind.NO_TEST_MARK: QT_TRANSLATE_NOOP("errors", "nobody has marked {imp_uid} as a test payment."),
    Kind.COPY_DAMAGED: QT_TRANSLATE_NOOP("errors", "this file is no whole copy of a ledger: {path}"),
    Kind.IN_USE: QT_TRANSLATE_NOOP(
        "errors", "the shop is open elsewhere; close its window and end “sync --watch” first: {path}"
    ),
    Kind.ORDER_EXISTS: QT_TRANSLATE_NOOP("errors", "there is an order {value} already."),
    Kind.ORDER_WRONG: QT_TRANSLATE_NOOP("errors", "the order cannot be written so: {why}"),
    Kind.ORDER_PAID: QT_TRANSLATE_NOOP(
        "errors", "{value} is paid, so it stays as it was agreed; only its note and tags can change."
    ),
    Kind.ORDER_CLOSED: QT_TRANSLATE_NOOP("errors", "{value} is closed; open it again first."),
    Kind.ORDER_NOT_CLOSED: QT_TRANSLATE_NOOP("errors", "{value} is not closed."),
    Kind.HAS_ORDER: QT_TRANSLATE_NOOP("errors", "{imp_uid} belongs to the order {value} already."),
    Kind.NOT_ATTACHED: QT_TRANSLATE_NOOP("errors", "{imp_uid} was not attached to an order here."),
    Kind.UNKNOWN_TEMPLATE: QT_TRANSLATE_NOOP("errors", "there is no template “{value}”."),
    Kind.UNKNOWN_IMPORT: QT_TRANSLATE_NOOP("errors", "there is no import {value} that could be undone."),
    Kind.IMPORTED_BEFORE: QT_TRANSLATE_NOOP(
        "errors", "this very file ({file}) was imported before, as import {value}; say so if it is wanted again."
    ),
    Kind.UNKNOWN_CUSTOMER: QT_TRANSLATE_NOOP("errors", "nobody with the address {value} has ordered or paid here."),
    Kind.FILE_UNREADABLE: QT_TRANSLATE_NOOP("errors", "{file} cannot be read as a CSV or XLSX file."),
    Kind.FILE_NOT_WRITABLE: QT_TRANSLATE_NOOP("errors", "{file} cannot be written."),
    Kind.FILE_TOO_LARGE: QT_TRANSLATE_NOOP("errors", "{file} is too large: at most {most} rows are read at once."),
    Kind.NO_HEADERS: QT_TRANSLATE_NOOP(
        "errors", "no row of {file} names its columns; an amount has to be one of them."
    ),
    Kind.ROWS_WRONG: QT_TRANSLATE_NOOP(
        "errors", "{count} rows have errors; nothing was imported, as all or nothing was asked."
    ),
    Kind.NOTHING_TO_IMPORT: QT_TRANSLATE_NOOP("errors", "{file} holds no row that can be imported."),
    Kind.IN_THE_LIST_TWICE: QT_TRANSLATE_NOOP("errors", "{order} is in the list twice; only its first row is taken."),
    Kind.NO_LIST_HEADERS: QT_TRANSLATE_NOOP(
        "errors", "no row of {file} names its columns; order number and tracking number have to be among them."
    ),
    Kind.REFUSED: QT_TRANSLATE_NOOP("errors", "i'mport answered {ticket} ({amount}) with “{message}”."),
    Kind.DECLINED: QT_TRANSLATE_NOOP("errors", "i'mport did not accept it: “{message}”"),
    Kind.LINK_UNKNOWN: QT_TRANSLATE_NOOP(
        "errors",
        "no answer came to the request for a payment link, so there may be one; another is made only when you say so.",
    ),
    Kind.UNCONFIRMED: QT_TRANSLATE_NOOP(
        "errors",
        "no answer that counts came after {ticket} ({amount}) had left; it is not sent again by"
        " itself, and please do not cancel it in the console either.",
    ),
    Kind.ANSWER_NOT_WRITTEN: QT_TRANSLATE_NOOP(
        "errors",
        "{ticket} had left but the answer could not be written; once there is space the desk only looks, it does not"
        " send again.",
    ),
    Kind.UNREACHABLE: QT_TRANSLATE_NOOP(
        "errors", "i'mport could not be reached; ask again when the connection is back."
    ),
    Kind.NOT_UNDERSTOOD: QT_TRANSLATE_NOOP(
        "errors", "i'mport's answer could not be understood; it may be disturbed, try again later."
    ),
    Kind.BUSY: QT_TRANSLATE_NOOP("errors", "i'mport asks to be left alone for a while; try again later."),
    Kind.KEY_REFUSED: QT_TRANSLATE_NOOP(
        "errors", "i'mport does not accept the key and secret; check them in the PortOne console."
    ),
    Kind.KEY_MISSING: QT_TRANSLATE_NOOP("errors", "the key or the secret is missing: {what}."),
    Kind.FOLDER_NOT_WRITABLE: QT_TRANSLATE_NOOP("errors", "the data folder cannot be written: {path}"),
    Kind.DATABASE_NEWER: QT_TRANSLATE_NOOP(
        "errors", "this database was written by a newer version of the desk: {path}"
    ),
    Kind.DATABASE_DAMAGED: QT_TRANSLATE_NOOP("errors", "this database is damaged or none of ours: {path}"),
    Kind.OTHER_SHOP: QT_TRANSLATE_NOOP(
        "errors", "this data folder belongs to another shop or another key ({bound}), not to {address}."
    ),
    Kind.SETTINGS_UNREADABLE: QT_TRANSLATE_NOOP(
        "errors", "the shop's settings cannot be read; mend or replace this file: {path}"
    ),
    Kind.SETTINGS_NEWER: QT_TRANSLATE_NOOP(
        "errors", "the shop's settings were written by a newer version of the desk, so they are not changed: {path}"
    ),
    Kind.SENDER_BUSY: QT_TRANSLATE_NOOP("errors", "another request is being sent just now; try again in a moment."),
}

_NOT_SENT_TICKET = QT_TRANSLATE_NOOP(
    "errors",
    "i'mport could not be reached, so {ticket} ({amount}, {imp_uid}) was not sent; ask again when the connection is"
    " back.",
)


def sentence(trouble: Trouble, *, reading: bool = False, zone: str = "Asia/Seoul") -> str:
    """What happened to the money, then why, in the language of the run.

    `reading`: nothing was to be sent, i'mport was only to be asked.
    """
    translate = QCoreApplication.translate
    return f"{translate('errors', _OPENINGS[_opening(trouble, reading)])} {_body(trouble, zone)}"


def opened(opening: str, text: str) -> str:
    """A sentence of another room with one of the fixed openings before it (words.md)."""
    return f"{QCoreApplication.translate('errors', _OPENINGS[opening])} {text}"


def usage_sentence(error: Exception) -> str:
    """What the command line could not understand, in the words of its parser."""
    return f"{QCoreApplication.translate('errors', _OPENINGS['nothing_sent'])} {error}"


def _opening(trouble: Trouble, reading: bool) -> str:
    if trouble.kind is Kind.WORST_CASE or trouble.kind is Kind.ANSWER_NOT_WRITTEN:
        return "may_move"
    if trouble.money is MoneyWord.UNKNOWN:
        return "unknown"
    if trouble.money is MoneyWord.REFUSED:
        return "may_move" if trouble.possible else "refused"
    if reading and trouble.kind not in _SHOP_LEVEL:
        return "reading"
    if trouble.possible:
        return "nothing_more"
    return "nothing_sent" if trouble.kind in _SHOP_LEVEL else "no_money"


def _body(trouble: Trouble, zone: str) -> str:
    source = _SENTENCES[trouble.kind]
    if trouble.kind is Kind.UNREACHABLE and "ticket" in trouble.facts:
        source = _NOT_SENT_TICKET
    values = _Values({name: _shown(name, value, zone) for name, value in trouble.facts.items()})
    if trouble.kind is Kind.NOTE_MISSING and "what" not in values:
        values["what"] = values["ticket"]
    return QCoreApplication.translate("errors", source).format_map(values)


class _Values(dict[str, str]):
    """A fact a sentence would like but was not given is a dash, never a crash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _shown(name: str, value: Any, zone: str) -> str:
    if isinstance(value, Finding):
        return finding_sentence(value)
    if isinstance(value, Money):
        return format_money(value, current_language())
    if name == "state" and isinstance(value, str):
        return ticket_state(value)
    if name in ("at", "start", "end") and isinstance(value, int):
        return moment(value, ZoneInfo(zone))
    if isinstance(value, Mapping):
        return ""
    if name == "faults":
        return faults_listed(value)
    if name == "why" and isinstance(value, tuple):
        return against_shipping(value)
    if name in ("known", "wanted") and isinstance(value, str):
        return delivery(str(value))
    return str(value)[:300]
