"""What Activity says: through what something came in, what was tried, what it changed or why nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording import states
from paymentdesk.wording.facts import Sentence, fact_sentence
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import counted_payments, counted_times, several

translate = QCoreApplication.translate

_WAYS = {
    "poll": QT_TRANSLATE_NOOP("activity", "Polling"),
    "full": QT_TRANSLATE_NOOP("activity", "Full check"),
    "person": QT_TRANSLATE_NOOP("activity", "By hand"),
    "receiver": QT_TRANSLATE_NOOP("activity", "Webhook"),
    "relay": QT_TRANSLATE_NOOP("activity", "Webhook relay"),
    "command": QT_TRANSLATE_NOOP("activity", "Command line"),
    "request": QT_TRANSLATE_NOOP("activity", "Request"),
    "record": QT_TRANSLATE_NOOP("activity", "i'mport's record"),
    "desk": QT_TRANSLATE_NOOP("activity", "This program"),
}
WAYS = tuple(_WAYS)

# Facts say by which look they came; the words are those of services.ingest.Look.
_OF_LOOK = {"recent": "poll", "watch": "poll", "full": "full", "look": "person", "webhook": "receiver"}
_OF_KIND = {
    "attempt_sent": "request",
    "attempt_answer": "request",
    "linked": "record",
    "outside": "record",
    "question": "record",
    "odd_news": "record",
    "odd_gone": "record",
}

_TRIED = {
    ("round", "full"): QT_TRANSLATE_NOOP("activity", "Every payment checked"),
    ("round", ""): QT_TRANSLATE_NOOP("activity", "Asked what is new"),
    ("look", ""): QT_TRANSLATE_NOOP("activity", "One payment looked at"),
    ("webhook", ""): QT_TRANSLATE_NOOP("activity", "A payment may have changed"),
    ("request", ""): QT_TRANSLATE_NOOP("activity", "A request to i'mport"),
    ("connection", "receiver"): QT_TRANSLATE_NOOP("activity", "Webhook receiver"),
    ("connection", "relay"): QT_TRANSLATE_NOOP("activity", "Webhook relay connection"),
    ("connection", ""): QT_TRANSLATE_NOOP("activity", "Connection"),
}
_CAME = {
    ("webhook", "unchanged"): QT_TRANSLATE_NOOP("activity", "looked at, nothing had changed"),
    ("webhook", "unreadable"): QT_TRANSLATE_NOOP("activity", "not readable; nothing of it was believed"),
    ("webhook", "failed"): QT_TRANSLATE_NOOP("activity", "not looked at; the next round covers it"),
    ("connection", "failed"): QT_TRANSLATE_NOOP("activity", "not established"),
    ("", "changed"): QT_TRANSLATE_NOOP("activity", "something changed"),
    ("", "unchanged"): QT_TRANSLATE_NOOP("activity", "nothing had changed"),
    ("", "unknown_payment"): QT_TRANSLATE_NOOP("activity", "i'mport knows no such payment"),
    ("", "duplicate"): QT_TRANSLATE_NOOP("activity", "the same again; one look is enough"),
    ("", "limited"): QT_TRANSLATE_NOOP("activity", "too many at once; the next round covers them"),
    ("", "unreadable"): QT_TRANSLATE_NOOP("activity", "the answer could not be read"),
    ("", "failed"): QT_TRANSLATE_NOOP("activity", "i'mport could not be asked"),
    ("", "stopped"): QT_TRANSLATE_NOOP("activity", "stopped; it goes on from there"),
    ("", "connected"): QT_TRANSLATE_NOOP("activity", "established"),
    ("", "lost"): QT_TRANSLATE_NOOP("activity", "lost; it is tried again"),
}
OUTCOMES = tuple(dict.fromkeys(outcome for _, outcome in _CAME))

_TROUBLES = {
    "unreachable": QT_TRANSLATE_NOOP("activity", "i'mport could not be reached"),
    "not_understood": QT_TRANSLATE_NOOP("activity", "i'mport's answer could not be understood"),
    "busy": QT_TRANSLATE_NOOP("activity", "i'mport asks to be left alone for a while"),
    "key_refused": QT_TRANSLATE_NOOP("activity", "i'mport does not accept the key"),
    "other_shop": QT_TRANSLATE_NOOP("activity", "the data folder belongs to another shop"),
    "port_taken": QT_TRANSLATE_NOOP("activity", "another program uses the port"),
    "port_forbidden": QT_TRANSLATE_NOOP("activity", "the port may not be used"),
    "silent": QT_TRANSLATE_NOOP("activity", "nothing was heard for too long"),
    "moved": QT_TRANSLATE_NOOP("activity", "the address has moved"),
    "refused": QT_TRANSLATE_NOOP("activity", "the relay refused"),
    "disturbed": QT_TRANSLATE_NOOP("activity", "the relay is disturbed"),
    "no_channel": QT_TRANSLATE_NOOP("activity", "there is no such channel"),
}


def way(word: str) -> str:
    """Through what something came in."""
    known = _WAYS.get(word)
    return translate("activity", known) if known is not None else word.replace("_", " ")


def way_of_fact(kind: str, look: str, by: str) -> str:
    """The way a fact came: a word of `WAYS`; `look` is the look it came by, `by` the person it is of."""
    if by:
        return "person"
    return _OF_LOOK.get(look) or _OF_KIND.get(kind) or "desk"


def trouble_word(word: str) -> str:
    """Why a way does not work, short; of an unknown word at least that word."""
    known = _TROUBLES.get(word)
    return translate("activity", known) if known is not None else states.why(word)


def entry_sentence(kind: str, source: str, outcome: str, changed: int, times: int, data: Mapping[str, Any]) -> Sentence:
    """What was tried, and what came of it. A word this version does not know is shown as it is, never hidden."""
    tried = _TRIED.get((kind, source)) or _TRIED.get((kind, ""))
    text = translate("activity", tried) if tried is not None else kind.replace("_", " ")
    said = _CAME.get((kind, outcome)) or _CAME.get(("", outcome))
    came = translate("activity", said) if said is not None else outcome.replace("_", " ")
    if changed:
        came = _changes(changed, data)
    why = data.get("why")
    repeated = counted_times(times) if times > 1 else ""
    return Sentence(text, several((came, trouble_word(str(why)) if why else "", repeated)))


def _changes(changed: int, data: Mapping[str, Any]) -> str:
    """What moved, each kind with its number; the sum where an entry says no more."""
    parts = []
    for name, text in (
        ("new", translate("activity", "{n} new")),
        ("changed", translate("activity", "{n} changed")),
        ("settled", translate("activity", "tickets settled: {n}")),
    ):
        if isinstance(data.get(name), int) and data[name]:
            parts.append(text.format(n=f"{data[name]:,}"))
    return several(parts) or translate("activity", "{n} changed").format(n=f"{changed:,}")


def line_sentence(line: Any, *, moment: Callable[[int], str] = str) -> Sentence:
    """What a row of Activity says (`store.queries.ActivityLine`)."""
    if line.key < 0:
        return entry_sentence(line.kind, line.way, line.outcome, line.changed, line.times, line.data)
    return fact_sentence(line.kind, line.data, currency=line.currency, ticket=line.ticket, moment=moment)


def looked_again(outcome: str, changed: int) -> str:
    """What came of looking at a payment again."""
    if outcome == "changed":
        return translate("activity", "Looked again: {n} changed.").format(n=changed)
    if outcome == "unknown_payment":
        return translate("activity", "Looked again: i'mport knows no such payment.")
    return translate("activity", "Looked again: nothing had changed.")


def seen_payments(data: Mapping[str, Any]) -> str:
    """How many payments a round was shown, "" where that is not known."""
    seen = data.get("seen")
    return counted_payments(seen) if isinstance(seen, int) else ""
