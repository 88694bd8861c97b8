"""Every state, problem and cause in the words of words.md. A test walks every member in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_PAYMENT = {
    "ready": QT_TRANSLATE_NOOP("payment", "Ready"),
    "paid": QT_TRANSLATE_NOOP("payment", "Paid"),
    "partly_cancelled": QT_TRANSLATE_NOOP("payment", "Partly cancelled"),
    "cancelled": QT_TRANSLATE_NOOP("payment", "Cancelled"),
    "failed": QT_TRANSLATE_NOOP("payment", "Failed"),
    "waiting": QT_TRANSLATE_NOOP("payment", "Waiting for cancellation"),
    "other": QT_TRANSLATE_NOOP("payment", "A state this desk does not know"),
}
_ORDER = {
    "draft": QT_TRANSLATE_NOOP("order", "Draft"),
    "awaiting_payment": QT_TRANSLATE_NOOP("order", "Awaiting payment"),
    "paid": QT_TRANSLATE_NOOP("order", "Paid"),
    "partly_cancelled": QT_TRANSLATE_NOOP("order", "Partly cancelled"),
    "cancelled": QT_TRANSLATE_NOOP("order", "Cancelled"),
    "closed_unpaid": QT_TRANSLATE_NOOP("order", "Closed unpaid"),
}
_TICKET = {
    "draft": QT_TRANSLATE_NOOP("ticket", "Not sent"),
    "needs_approval": QT_TRANSLATE_NOOP("ticket", "Needs approval"),
    "sending": QT_TRANSLATE_NOOP("ticket", "Sending"),
    "waiting": QT_TRANSLATE_NOOP("ticket", "Waiting for cancellation"),
    "unconfirmed": QT_TRANSLATE_NOOP("ticket", "Unconfirmed"),
    "cancelled": QT_TRANSLATE_NOOP("ticket", "Cancelled"),
    "refused": QT_TRANSLATE_NOOP("ticket", "Refused"),
    "rejected": QT_TRANSLATE_NOOP("ticket", "Rejected"),
    "closed": QT_TRANSLATE_NOOP("ticket", "Did not arrive"),
    "overtaken": QT_TRANSLATE_NOOP("ticket", "Overtaken"),
    "withdrawn": QT_TRANSLATE_NOOP("ticket", "Withdrawn"),
}
_PROBLEM = {
    "amount_differs": QT_TRANSLATE_NOOP("problem", "Amount differs"),
    "currency_differs": QT_TRANSLATE_NOOP("problem", "Currency differs"),
    "paid_twice": QT_TRANSLATE_NOOP("problem", "Paid twice"),
    "paid_late": QT_TRANSLATE_NOOP("problem", "Paid late"),
    "paid_by_test": QT_TRANSLATE_NOOP("problem", "Paid by test"),
    "test_payment": QT_TRANSLATE_NOOP("problem", "Test payment"),
    "odd_news": QT_TRANSLATE_NOOP("problem", "Odd news from i'mport"),
    "record_contradicts": QT_TRANSLATE_NOOP("problem", "Record contradicts itself"),
    "chargeback_notice": QT_TRANSLATE_NOOP("problem", "Chargeback notice"),
}
_CAUSE = {
    "console": QT_TRANSLATE_NOOP("cause", "Console"),
    "paymentwall": QT_TRANSLATE_NOOP("cause", "Paymentwall"),
    "chargeback": QT_TRANSLATE_NOOP("cause", "Chargeback"),
    "void": QT_TRANSLATE_NOOP("cause", "Void"),
    "other_desk": QT_TRANSLATE_NOOP("cause", "Other desk"),
    "second_execution": QT_TRANSLATE_NOOP("cause", "Second execution of one request"),
    "before_this_desk": QT_TRANSLATE_NOOP("cause", "Before this desk"),
    "unknown": QT_TRANSLATE_NOOP("cause", "Unknown"),
}
_WHERE = {
    "console": QT_TRANSLATE_NOOP("where", "PortOne console"),
    "phone": QT_TRANSLATE_NOOP("where", "Phone or mail"),
    "other-desk": QT_TRANSLATE_NOOP("where", "Another computer"),
}
_LINK = {
    "number": QT_TRANSLATE_NOOP("link", "by its number"),
    "amount": QT_TRANSLATE_NOOP("link", "probably, by amount only"),
    "person": QT_TRANSLATE_NOOP("link", "said by a person"),
    "none": QT_TRANSLATE_NOOP("link", "no cancellation linked"),
}
_OUTCOME = {
    "sending": QT_TRANSLATE_NOOP("outcome", "On its way"),
    "not_sent": QT_TRANSLATE_NOOP("outcome", "Never left"),
    "accepted": QT_TRANSLATE_NOOP("outcome", "Accepted by i'mport"),
    "executed": QT_TRANSLATE_NOOP("outcome", "Carried out"),
    "refused": QT_TRANSLATE_NOOP("outcome", "Refused by i'mport"),
    "silent": QT_TRANSLATE_NOOP("outcome", "No answer"),
}
_WHY = {
    "timeout": QT_TRANSLATE_NOOP("why", "no answer in time"),
    "cut": QT_TRANSLATE_NOOP("why", "the connection was cut"),
    "status": QT_TRANSLATE_NOOP("why", "the answer was an error of the server"),
    "not_understood": QT_TRANSLATE_NOOP("why", "the answer could not be understood"),
    "other_payment": QT_TRANSLATE_NOOP("why", "the answer was about another payment"),
    "resolve": QT_TRANSLATE_NOOP("why", "the address could not be found"),
    "connect": QT_TRANSLATE_NOOP("why", "no connection was made"),
    "tls": QT_TRANSLATE_NOOP("why", "no safe connection was made"),
    "proxy": QT_TRANSLATE_NOOP("why", "the proxy refused"),
    "unauthorised": QT_TRANSLATE_NOOP("why", "the key was refused"),
    "interrupted": QT_TRANSLATE_NOOP("why", "the program that sent it ended"),
}
_ODDITY = {
    "backwards": QT_TRANSLATE_NOOP("oddity", "the status went backwards"),
    "cancelled_less": QT_TRANSLATE_NOOP("oddity", "less is cancelled than before"),
    "amount": QT_TRANSLATE_NOOP("oddity", "the amount changed"),
    "currency": QT_TRANSLATE_NOOP("oddity", "the currency changed"),
    "order": QT_TRANSLATE_NOOP("oddity", "the order number changed"),
    "entry_changed": QT_TRANSLATE_NOOP("oddity", "a cancellation already known changed"),
    "entry_gone": QT_TRANSLATE_NOOP("oddity", "a cancellation already known is missing"),
    "test_flag": QT_TRANSLATE_NOOP("oddity", "the test mark changed"),
    "contradicts": QT_TRANSLATE_NOOP("oddity", "status, amount and history do not agree"),
    "vanished": QT_TRANSLATE_NOOP("oddity", "i'mport does not find the payment any more"),
}
_QUESTION = {
    "which_ticket": QT_TRANSLATE_NOOP("question", "Which request was carried out?"),
    "other_amount": QT_TRANSLATE_NOOP("question", "Was this the request, with another amount?"),
    "in_parts": QT_TRANSLATE_NOOP("question", "Was the request carried out in parts?"),
    "number_other_amount": QT_TRANSLATE_NOOP("question", "Was this the request, with another amount?"),
}
_DELIVERY = {
    "order_placed": QT_TRANSLATE_NOOP("delivery", "Order placed"),
    "order_shipped": QT_TRANSLATE_NOOP("delivery", "Shipped"),
    "shipped": QT_TRANSLATE_NOOP("delivery", "Shipped"),
    "delivering": QT_TRANSLATE_NOOP("delivery", "Delivering"),
    "delivered": QT_TRANSLATE_NOOP("delivery", "Delivered"),
}
_KIND = {
    "physical": QT_TRANSLATE_NOOP("order", "physical goods"),
    "digital": QT_TRANSLATE_NOOP("order", "digital goods"),
}
_CHIP = {
    "all": QT_TRANSLATE_NOOP("chip", "All"),
    "paid": QT_TRANSLATE_NOOP("chip", "Paid"),
    "waiting": QT_TRANSLATE_NOOP("chip", "Waiting"),
    "cancelled": QT_TRANSLATE_NOOP("chip", "Cancelled"),
    "failed": QT_TRANSLATE_NOOP("chip", "Failed"),
    "ready": QT_TRANSLATE_NOOP("chip", "Ready"),
    "problems": QT_TRANSLATE_NOOP("chip", "Problems"),
    "open": QT_TRANSLATE_NOOP("chip", "Open"),
    "attention": QT_TRANSLATE_NOOP("chip", "Attention"),
    "closed": QT_TRANSLATE_NOOP("chip", "Closed"),
    "awaiting": QT_TRANSLATE_NOOP("chip", "Awaiting"),
    "draft": QT_TRANSLATE_NOOP("chip", "Draft"),
    "no_order": QT_TRANSLATE_NOOP("chip", "No order"),
    "closed_unpaid": QT_TRANSLATE_NOOP("chip", "Closed unpaid"),
    "undelivered": QT_TRANSLATE_NOOP("chip", "Not registered"),
    "looks": QT_TRANSLATE_NOOP("chip", "Looks"),
    "webhooks": QT_TRANSLATE_NOOP("chip", "Webhooks"),
    "requests": QT_TRANSLATE_NOOP("chip", "Requests"),
    "people": QT_TRANSLATE_NOOP("chip", "People"),
    "errors": QT_TRANSLATE_NOOP("chip", "Errors"),
}


def _say(context: str, table: Mapping[str, str], word: str) -> str:
    """The translated word; a word that is not in the table is shown as it is, never hidden."""
    known = table.get(word)
    return translate(context, known) if known is not None else word


def payment_state(word: str) -> str:
    return _say("payment", _PAYMENT, word)


def order_state(word: str) -> str:
    return _say("order", _ORDER, word)


def order_kind(word: str) -> str:
    return _say("order", _KIND, word)


def ticket_state(word: str, *, overdue: bool = False) -> str:
    """The state of a ticket; overdue is a look of *Waiting*, not a state (product.md rule 7)."""
    if overdue and word == "waiting":
        return translate("ticket", "Waiting · overdue")
    return _say("ticket", _TICKET, word)


def problem(word: str) -> str:
    return _say("problem", _PROBLEM, word)


def cause(word: str) -> str:
    return _say("cause", _CAUSE, word)


def where(word: str) -> str:
    return _say("where", _WHERE, word)


def link(word: str) -> str:
    return _say("link", _LINK, word)


def outcome(word: str) -> str:
    return _say("outcome", _OUTCOME, word)


def why(word: str) -> str:
    """Why there is no answer, or why nothing left; i'mport's own sentences stay as they are."""
    known = _WHY.get(word)
    return translate("why", known) if known is not None else translate("fact", "“{text}”").format(text=word)


def oddity(word: str) -> str:
    return _say("oddity", _ODDITY, word)


def question(word: str) -> str:
    return _say("question", _QUESTION, word)


def delivery(word: str) -> str:
    return _say("delivery", _DELIVERY, word)


def chip(word: str) -> str:
    return _say("chip", _CHIP, word)


def known_by(word: str, person: str = "") -> str:
    """How a state is known (product.md rule 1): i'mport's record, a person's word, or assumed."""
    if word == "imp":
        return translate("proof", "Confirmed by i'mport")
    if word == "person":
        return translate("proof", "Declared by {person}").format(person=person or "—")
    if word == "assumed":
        return translate("proof", "Assumed")
    return word
