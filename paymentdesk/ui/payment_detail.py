"""What the pane says of a payment: a pure function of what was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.store.queries import PaymentDetail, TicketLine, TimelineItem
from paymentdesk.ui.badges import payment_badge
from paymentdesk.ui.detail import Action, Detail, Note, Value
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.timeline import Moment

translate = QCoreApplication.translate
HOLDING = {"draft", "needs_approval", "sending", "waiting", "unconfirmed"}


def describe_payment(session: Session, detail: PaymentDetail, items: Sequence[TimelineItem]) -> Detail:
    summary, strong = _balance(detail)
    return Detail(
        name=detail.imp_uid,
        badge=payment_badge(detail.state, waiting=detail.waiting, problems=detail.problems),
        amount=wording.money(detail.amount, detail.currency),
        summary=summary,
        strong=strong,
        notes=_notes(detail, stopped(items)),
        values=_values(session, detail),
        actions=_actions(detail, stopped(items)),
        moments=moments(session, items, detail.currency),
        timeline_title=translate("ui", "Timeline"),
    )


def _balance(detail: PaymentDetail) -> tuple[str, str]:
    """What is cancelled, and what can be requested now (money.md R24)."""
    done = ""
    if detail.cancelled:
        amount = wording.money(detail.cancelled, detail.currency)
        done = translate("ui", "{amount} cancelled").format(amount=amount)
    ticket = open_ticket(detail.tickets)
    can = wording.money(detail.cancellable, detail.currency)
    if ticket is not None and detail.cancellable:
        after = translate("ui", "{amount} can be requested after {ticket}")
        return done, after.format(amount=can, ticket=ticket.name)
    if detail.requestable:
        return done, translate("ui", "{amount} can be requested").format(amount=can)
    return done, ""


def open_ticket(tickets: Sequence[TicketLine]) -> TicketLine | None:
    return next((each for each in tickets if each.state in HOLDING), None)


def stopped(items: Sequence[TimelineItem]) -> bool:
    """Whether money left another way and nobody has handled it yet (money.md R13): by the newest fact about it."""
    newest = next((item.kind for item in items if item.kind in _STOPS), "")
    return _STOPS.get(newest, False)


_STOPS = {"stop_queue": True, "chargeback_noticed": True, "stop_handled": False, "stop_over": False}


def _notes(detail: PaymentDetail, is_stopped: bool) -> list[Note]:
    notes = []
    if is_stopped:
        text = translate(
            "ui",
            "Ask Paymentwall to stop what may still be carried out; until it is handled nothing is requested here.",
        )
        notes.append(Note(text, Tone.BAD, translate("ui", "Money left this payment another way.")))
    words = set(detail.problems)
    if detail.odd:
        odd = wording.several(wording.oddity(each) for each in detail.odd)
        text = translate("ui", "{what}. Nothing is sent on this payment until a person accepts i'mport's record.")
        notes.append(
            Note(text.format(what=odd), Tone.BAD, translate("ui", "i'mport's record contradicts what is known."))
        )
    if any(each.question for each in detail.cancellations):
        text = translate("ui", "Until it is answered this payment accepts no further request.")
        notes.append(Note(text, Tone.BAD, translate("ui", "A cancellation could not be assigned to one request.")))
    differing = words & {"amount_differs", "currency_differs"}
    if differing and detail.order_line is not None:
        text = translate("ui", "Ordered {ordered}, paid {paid}. Do not ship.").format(
            ordered=wording.money(detail.order_line.amount, detail.order_line.currency),
            paid=wording.money(detail.amount, detail.currency),
        )
        notes.append(Note(text, Tone.BAD, wording.problem(sorted(differing)[0])))
    if "paid_twice" in words:
        text = translate("ui", "More than one payment of this order holds money; keep one of them.")
        notes.append(Note(text, Tone.BAD, wording.problem("paid_twice")))
    if "paid_late" in words:
        text = translate("ui", "It was paid after it had failed or after its order was closed; keep or cancel it.")
        notes.append(Note(text, Tone.WAIT, wording.problem("paid_late")))
    if detail.test:
        text = translate("ui", "Test payments charge real cards and are not given back by themselves.")
        notes.append(Note(text, Tone.VIO, wording.problem("test_payment")))
    if detail.possible and not detail.waiting:
        text = translate("ui", "Of earlier requests {amount} may still be carried out.").format(
            amount=wording.money(detail.possible, detail.currency)
        )
        notes.append(Note(text, Tone.WAIT))
    return notes


def _values(session: Session, detail: PaymentDetail) -> list[Value]:
    values = [_order(detail)]
    if detail.name:
        values.append(Value(translate("ui", "Item"), detail.name))
    if detail.buyer_email:
        shown = detail.buyer_name or detail.buyer_email
        values.append(Value(translate("ui", "Buyer"), shown, ("customer", detail.buyer_email)))
        if detail.buyer_name:
            values.append(Value(translate("ui", "E-mail"), detail.buyer_email))
    elif detail.buyer_name:
        values.append(Value(translate("ui", "Buyer"), detail.buyer_name))
    method = wording.several((wording.method_name(detail.method), wording.country_name(detail.country)))
    if method:
        values.append(Value(translate("ui", "Method"), method))
    if detail.paid_at:
        values.append(Value(translate("ui", "Paid at"), session.moment(detail.paid_at)))
    if detail.pg_tid:
        values.append(Value(translate("ui", "Paymentwall ref"), detail.pg_tid))
    if detail.fail_reason and detail.state == "failed":
        values.append(Value(translate("ui", "Why it failed"), detail.fail_reason))
    for ticket in detail.tickets[:6]:
        state = wording.ticket_state(ticket.state, overdue=ticket.overdue)
        values.append(
            Value(
                translate("ui", "Ticket"),
                ticket.name,
                ("tickets", ticket.number),
                wording.several((wording.money(ticket.amount, ticket.currency), state)),
            )
        )
    values.append(Value(translate("ui", "How we know"), _proof(session, detail)))
    return values


def _order(detail: PaymentDetail) -> Value:
    name = translate("ui", "Order")
    if detail.order_line is None:
        return Value(name, wording.several((detail.merchant_uid, translate("ui", "no order in this desk"))))
    agrees = not {"amount_differs", "currency_differs"} & set(detail.problems)
    after = translate("ui", "amount agrees") if agrees else translate("ui", "amount does not agree")
    number = detail.order_line.merchant_uid
    if number != detail.merchant_uid:
        after = wording.several((after, translate("ui", "attached by hand, its own number is {number}")))
        after = after.format(number=detail.merchant_uid or "–")
    return Value(name, number, ("orders", number), after)


def _proof(session: Session, detail: PaymentDetail) -> str:
    seen = translate("ui", "looked at {moment}").format(moment=session.moment(detail.seen_at, seconds=True))
    return wording.several((wording.known_by("imp"), seen))


def _actions(detail: PaymentDetail, is_stopped: bool) -> list[Action]:
    """What is needed first, then the request, then what changes nothing."""
    actions = _needed(detail, is_stopped)
    if detail.state in ("paid", "partly_cancelled"):
        request = translate("ui", "Request cancellation…")
        actions.append(Action(request, "cancel", primary=not actions, why_not=_why_not(detail, is_stopped)))
        if detail.requestable:
            actions.append(Action(translate("ui", "Record a request made elsewhere…"), "record"))
        if detail.test:
            actions.append(Action(translate("ui", "Do not cancel it…"), "excuse"))
    actions += _order_actions(detail)
    actions.append(Action(translate("ui", "Look now"), "look", quiet=True))
    actions.append(Action(translate("ui", "Copy id"), "copy", quiet=True))
    if detail.receipt_url.startswith("https://"):
        actions.append(Action(translate("ui", "Receipt"), "receipt", quiet=True))
    if detail.raw is not None:
        actions.append(Action(translate("ui", "Raw record…"), "raw", quiet=True))
    if detail.state in ("paid", "partly_cancelled") and not detail.test and not is_stopped:
        actions.append(Action(translate("ui", "Bank's letter…"), "chargeback", quiet=True))
    if not detail.test:
        actions.append(Action(translate("ui", "Mark as test payment…"), "mark_test", quiet=True))
    elif not detail.sandbox:
        actions.append(Action(translate("ui", "Not a test payment…"), "unmark_test", quiet=True))
    return actions


def _order_actions(detail: PaymentDetail) -> list[Action]:
    """The order a payment lacks, or the one that a person gave it."""
    if detail.order_line is None:
        give = [Action(translate("ui", "Give it an order…"), "give")] if detail.merchant_uid else []
        return [*give, Action(translate("ui", "Attach to an order…"), "attach")]
    if detail.order_line.merchant_uid != detail.merchant_uid:
        return [Action(translate("ui", "Take it off the order…"), "detach", quiet=True)]
    return []


def _needed(detail: PaymentDetail, is_stopped: bool) -> list[Action]:
    """What has to be done before anything can be requested."""
    actions = []
    if is_stopped:
        if detail.tickets:
            actions.append(Action(translate("ui", "Write to Paymentwall…"), "stop", primary=True))
        actions.append(Action(translate("ui", "It is handled…"), "stop_handled", primary=not detail.tickets))
    if any(each.question for each in detail.cancellations):
        actions.append(Action(translate("ui", "Answer…"), "answer", primary=True))
    if detail.odd:
        actions.append(Action(translate("ui", "Accept i'mport's record…"), "accept", primary=True))
    return actions


def _why_not(detail: PaymentDetail, is_stopped: bool) -> str:
    """Why nothing can be requested now, in one sentence."""
    if detail.requestable:
        return ""
    if is_stopped:
        return translate("ui", "What left another way has to be handled first.")
    ticket = open_ticket(detail.tickets)
    if ticket is not None:
        state = wording.ticket_state(ticket.state, overdue=ticket.overdue)
        text = translate("ui", "One request at a time: {ticket} comes first ({state}).")
        return text.format(ticket=ticket.name, state=state)
    if detail.odd:
        return translate("ui", "i'mport's record has to be accepted first.")
    if any(each.question for each in detail.cancellations):
        return translate("ui", "The open question has to be answered first.")
    return translate("ui", "Nothing is left that could be cancelled.")


def moments(session: Session, items: Sequence[TimelineItem], currency: str) -> list[Moment]:
    """The lines of a timeline: what, when to the second, by whom, how it is known."""
    lines = []
    for item in items:
        said = wording.fact_sentence(item.kind, item.data, currency=currency, ticket=item.ticket, moment=session.moment)
        by = translate("ui", "by {person}").format(person=item.by) if item.by else ""
        lines.append(Moment(said.text, wording.several((session.moment(item.at, seconds=True), by, said.detail))))
    return lines
