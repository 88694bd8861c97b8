"""What the pane says of a row of Activity: through what it came, what it changed, and what came in."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.domain.readable import readable
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.store.queries import ActivityLine
from paymentdesk.ui.badge import Badge
from paymentdesk.ui.detail import Action, Detail, Note, Value
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording import activity

translate = QCoreApplication.translate

_ICONS = {
    "poll": "clock",
    "full": "clock",
    "person": "diamond",
    "receiver": "arrow",
    "relay": "arrow",
    "command": "empty",
    "request": "arrow",
    "record": "half",
    "desk": "half",
}


def way_of(line: ActivityLine) -> str:
    """A word of `wording.activity.WAYS`."""
    return line.way if line.key < 0 else activity.way_of_fact(line.kind, line.way, line.by)


def way_badge(line: ActivityLine) -> Badge:
    """Through what it came; who, where it was a person. Trouble is red, what moved something green."""
    way = way_of(line)
    text = line.by or activity.way(way)
    if line.error or line.kind in ("odd_news", "do_not_ship") or line.outcome in ("silent", "refused", "not_sent"):
        return Badge(text, Tone.BAD, "alert")
    if line.changed:
        return Badge(text, Tone.OK, "check")
    return Badge(text, Tone.VIO if way == "person" else Tone.MUTE, _ICONS.get(way, "half"))


def about(line: ActivityLine) -> str:
    """What it was about, by the number people know best."""
    if line.ticket is not None:
        return ticket_name(line.ticket)
    return line.merchant_uid or line.imp_uid


def describe_activity(session: Session, line: ActivityLine, came_of_it: str = "") -> Detail:
    """`came_of_it`: what a replay of this row found, in words."""
    said = activity.line_sentence(line, moment=session.moment)
    return Detail(
        name=session.moment(line.at, seconds=True),
        badge=way_badge(line),
        amount=said.text,
        summary=said.detail,
        notes=[Note(came_of_it, Tone.MUTE)] if came_of_it else [],
        values=_values(session, line),
        actions=_actions(line),
        payload=_payload(session, line),
        payload_title=translate("ui", "What was kept of it") if line.key > 0 else translate("ui", "What came in"),
    )


def _values(session: Session, line: ActivityLine) -> list[Value]:
    values = [Value(translate("ui", "Through"), activity.way(way_of(line)))]
    if line.by:
        values.append(Value(translate("ui", "Person"), line.by))
    if line.ticket is not None:
        values.append(Value(translate("ui", "Ticket"), ticket_name(line.ticket), ("tickets", line.ticket)))
    if line.imp_uid:
        opens = ("payments", line.imp_uid) if line.known else None
        values.append(Value(translate("ui", "Payment"), line.imp_uid, opens))
    if line.merchant_uid:
        opens = ("orders", line.merchant_uid) if line.ordered else None
        values.append(Value(translate("ui", "Order"), line.merchant_uid, opens))
    if line.times > 1:
        since = translate("ui", "{times}, since {moment}").format(
            times=wording.counted_times(line.times), moment=session.moment(line.first_at, seconds=True)
        )
        values.append(Value(translate("ui", "How often"), since))
    seen = activity.seen_payments(line.data) if line.key < 0 else ""
    if seen:
        values.append(Value(translate("ui", "Shown by i'mport"), seen))
    calls = line.data.get("calls") if line.key < 0 else None
    if isinstance(calls, int):
        values.append(Value(translate("ui", "Calls to i'mport"), f"{calls:,}"))
    if line.key > 0:
        values.append(Value(translate("ui", "Line in the audit chain"), f"{line.key:,}"))
    return values


def _actions(line: ActivityLine) -> list[Action]:
    actions = []
    if line.imp_uid:
        actions.append(Action(translate("ui", "Replay: look at this payment again"), "replay"))
    elif line.kind == "round":
        actions.append(Action(translate("ui", "Replay: ask i'mport again"), "round"))
    if line.known:
        actions.append(Action(translate("ui", "Show the payment"), "payment", quiet=True))
    return actions


def _payload(session: Session, line: ActivityLine) -> str:
    shown = readable(line.data, line.currency, lambda at: session.moment(at, seconds=True))
    return json.dumps(shown, ensure_ascii=False, indent=2) if shown else ""
