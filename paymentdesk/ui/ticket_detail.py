"""What the pane says of a ticket: what is known, what is the safe next step, what a person may do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.store.queries import TicketDetail, TimelineItem
from paymentdesk.ui.badges import ticket_badge
from paymentdesk.ui.detail import Action, Detail, Note, Value
from paymentdesk.ui.payment_detail import moments
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.refunds import refund_fact

translate = QCoreApplication.translate


def describe_ticket(session: Session, ticket: TicketDetail, items: Sequence[TimelineItem]) -> Detail:
    whole = wording.money(ticket.payment_amount, ticket.currency)
    summary = translate("ui", "of {whole} paid").format(whole=whole) if ticket.payment_amount != ticket.amount else ""
    return Detail(
        name=wording.several((ticket.name, ticket.imp_uid)),
        badge=ticket_badge(ticket.state, overdue=ticket.overdue, origin=ticket.origin, cause=ticket.cause),
        amount=wording.money(ticket.amount, ticket.currency),
        summary=summary,
        notes=_notes(session, ticket),
        values=_values(session, ticket),
        actions=_actions(session, ticket),
        moments=moments(session, items, ticket.currency),
        timeline_title=translate("ui", "Timeline"),
    )


def _notes(session: Session, ticket: TicketDetail) -> list[Note]:
    notes = []
    if ticket.state == "unconfirmed":
        notes.append(
            Note(
                translate(
                    "ui",
                    "The request left, but no answer came back. It may or may not have reached Paymentwall, so it "
                    "is not sent again by itself. Please do not cancel it in the console either: that would be a "
                    "second request, and this desk cannot see it until it is carried out.",
                ),
                Tone.BAD,
                translate("ui", "Not known whether it arrived."),
            )
        )
    elif ticket.state == "waiting":
        notes.append(_waiting_note(session, ticket))
    elif ticket.state == "draft":
        text = translate("ui", "Nothing has left. It goes out only when a person sends it.")
        notes.append(Note(text, Tone.VIO, translate("ui", "This request was not sent.")))
    elif ticket.closed_because == "ended_unseen":
        text = translate(
            "ui",
            "The copy this ledger was restored from had it open, but a later request of the payment had left. How it "
            "ended is not known here; i'mport's record tells when it was carried out.",
        )
        notes.append(Note(text, Tone.WAIT, translate("ui", "May still be carried out.")))
    elif ticket.state in ("rejected", "closed"):
        text = translate("ui", "It was closed by a person's word. If i'mport shows it cancelled later, that counts.")
        notes.append(Note(text, Tone.WAIT, translate("ui", "May still be carried out.")))
    elif ticket.state == "refused":
        notes.append(Note(ticket.message, Tone.BAD, translate("ui", "i'mport refused the request.")))
    elif ticket.state == "overtaken":
        text = translate("ui", "Nothing was left on the payment after another cancellation.")
        notes.append(Note(text, Tone.MUTE))
    if ticket.state == "cancelled":
        notes += _carried_out(ticket)
    if ticket.test and ticket.state in ("waiting", "unconfirmed"):
        text = translate("ui", "This is a test payment: Paymentwall may open no ticket for a test key.")
        notes.append(Note(text, Tone.VIO))
    return notes + _other_refunds(ticket)


def _other_refunds(ticket: TicketDetail) -> list[Note]:
    """What the buyer got another way, beside what i'mport shows of the ticket (money.md R14)."""
    notes = []
    for each in ticket.other_refunds:
        twice = not each.settled_at and (ticket.carried_out or ticket.state == "overtaken")
        strong, beside = refund_fact({"amount": each.amount, "currency": each.currency, "how": each.how})
        text = wording.several((beside, each.note))
        if twice:
            text = wording.several((text, translate("ui", "i'mport shows it cancelled as well.")))
        notes.append(Note(text, Tone.BAD if twice else Tone.MUTE, strong))
    return notes


def _waiting_note(session: Session, ticket: TicketDetail) -> Note:
    if ticket.overdue:
        text = translate("ui", "It has waited for {age}. Ask Paymentwall; it is not sent again.")
        strong = translate("ui", "Longer than expected.")
        return Note(text.format(age=session.age(ticket.sent_at or ticket.requested_at)), Tone.BAD, strong)
    if ticket.origin == "elsewhere":
        text = translate("ui", "This desk sent nothing; it is settled by what i'mport shows.")
        return Note(text, Tone.WAIT, translate("ui", "Recorded, made elsewhere."))
    text = translate("ui", "It works its tickets off by hand. The state changes when i'mport shows the cancellation.")
    return Note(text, Tone.WAIT, translate("ui", "Paymentwall has not decided yet."))


def _carried_out(ticket: TicketDetail) -> list[Note]:
    """Said only where it differs: another amount, or a link that is not sure."""
    notes = []
    if ticket.carried_out and ticket.carried_out != ticket.amount:
        more = ticket.carried_out > ticket.amount
        text = translate("ui", "Asked {asked}, carried out {done}.").format(
            asked=wording.money(ticket.amount, ticket.currency),
            done=wording.money(ticket.carried_out, ticket.currency),
        )
        strong = (
            translate("ui", "Cancelled more than asked.") if more else translate("ui", "Cancelled less than asked.")
        )
        notes.append(Note(text, Tone.BAD, strong))
    if ticket.link == "amount":
        text = translate("ui", "i'mport's record names no request; the amount is the same.")
        notes.append(Note(text, Tone.WAIT, translate("ui", "Probably {ticket}.").format(ticket=ticket.name)))
    return notes


def _values(session: Session, ticket: TicketDetail) -> list[Value]:
    values = [
        Value(translate("ui", "Payment"), ticket.imp_uid, ("payments", ticket.imp_uid)),
        Value(translate("ui", "Order"), wording.several((ticket.merchant_uid, ticket.buyer_name))),
    ]
    method = wording.several((wording.method_name(ticket.method), wording.country_name(ticket.country)))
    if method:
        values.append(Value(translate("ui", "Method"), method))
    if ticket.state == "waiting" and ticket.expected is not None:
        usual = translate("ui", "half of similar tickets took at most {age}").format(
            age=wording.age(ticket.expected.usual)
        )
        values.append(Value(translate("ui", "Expected"), usual))
    if ticket.reason:
        values.append(Value(translate("ui", "Reason"), wording.reason(ticket.reason)))
    if ticket.note:
        values.append(Value(translate("ui", "Note"), ticket.note))
    if ticket.cause:
        values.append(Value(translate("ui", "Who cancelled it?"), wording.cause(ticket.cause)))
    if ticket.where:
        values.append(Value(translate("ui", "Requested at"), wording.where(ticket.where)))
    by = wording.several((ticket.requested_by, session.moment(ticket.requested_at)))
    values.append(Value(translate("ui", "Asked by"), by))
    known = wording.known_by(ticket.known_by, ticket.declared_by or ticket.requested_by)
    checked = ""
    if ticket.checked_at:
        checked = translate("ui", "looked at {moment}").format(moment=session.moment(ticket.checked_at, seconds=True))
    values.append(Value(translate("ui", "How we know"), wording.several((known, checked))))
    step = _next_step(ticket)
    if step:
        values.append(Value(translate("ui", "Safe next step"), step))
    return values


def _next_step(ticket: TicketDetail) -> str:
    if ticket.state == "unconfirmed":
        return translate("ui", "Look for the ticket in the Paymentwall merchant area, or ask Paymentwall")
    if ticket.state == "waiting" and ticket.overdue:
        return translate("ui", "Ask Paymentwall what became of it")
    if ticket.state == "draft":
        return translate("ui", "Send it, or withdraw it")
    return ""


def _actions(session: Session, ticket: TicketDetail) -> list[Action]:
    actions: list[Action] = []
    match ticket.state:
        case "draft" | "needs_approval":
            actions += [
                Action(translate("ui", "Send…"), "send", primary=True),
                Action(translate("ui", "Withdraw…"), "withdraw"),
            ]
        case "unconfirmed":
            actions += [
                Action(translate("ui", "Write to Paymentwall…"), "write", primary=True),
                Action(translate("ui", "It is there: keep waiting"), "keep_waiting"),
                Action(
                    translate("ui", "It is not there: send again…"), "ask_again", why_not=_too_early(session, ticket)
                ),
                Action(translate("ui", "Mark as rejected…"), "reject"),
                Action(translate("ui", "It did not arrive…"), "did_not_arrive"),
            ]
        case "waiting":
            if ticket.overdue:
                actions.append(Action(translate("ui", "Write to Paymentwall…"), "write", primary=True))
            actions.append(Action(translate("ui", "Mark as rejected…"), "reject"))
            if ticket.known_by == "person" and ticket.origin == "desk":
                actions.append(Action(translate("ui", "Take that back…"), "take_back"))
        case "cancelled" if ticket.cause and not ticket.requested_by:
            said = bool(ticket.declared_by)
            actions.append(Action(translate("ui", "Who cancelled it?…"), "classify", primary=not said))
        case "cancelled" if ticket.link == "amount" and ticket.origin == "desk":
            actions += [
                Action(translate("ui", "It was this request…"), "link_confirmed", primary=True),
                Action(translate("ui", "It was somebody else…"), "link_refused"),
            ]
        case "rejected" | "closed":
            actions.append(Action(translate("ui", "Take that back…"), "take_back"))
    return actions + _always(ticket)


def _always(ticket: TicketDetail) -> list[Action]:
    actions = []
    if any(not each.settled_at for each in ticket.other_refunds):
        actions.append(Action(translate("ui", "Even again…"), "refund_settled"))
    actions.append(Action(translate("ui", "Look now"), "look", quiet=True))
    actions.append(Action(translate("ui", "Show the payment"), "payment", quiet=True))
    if ticket.sent_at and ticket.state != "sending":
        actions.append(Action(translate("ui", "Paid back another way…"), "refunded", quiet=True))
    return actions


def _too_early(session: Session, ticket: TicketDetail) -> str:
    """Asking again is a decision with evidence, not before a day has passed (money.md R3)."""
    last = max((attempt.at for attempt in ticket.attempts), default=ticket.sent_at)
    at = last + session.ask_again_after
    if session.now() >= at:
        return ""
    return translate("ui", "Sending again is possible from {moment}.").format(moment=session.moment(at))
