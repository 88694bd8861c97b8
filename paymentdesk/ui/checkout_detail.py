"""What an order's detail says of taking and checking its payment: attempts, links, what speaks against shipping."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.domain.checkout import AttemptState, LinkState, attempt_state
from paymentdesk.domain.payment import PaymentState
from paymentdesk.store.queries import FindingLine, OrderDetail, PaymentLine
from paymentdesk.ui.badges import attempt_badge, payment_badge
from paymentdesk.ui.detail import Note, Value
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.checkout import both_values, link_state
from paymentdesk.wording.checkout import decision as decision_word
from paymentdesk.wording.checkout import finding as finding_sentence

translate = QCoreApplication.translate
_DIFFERENT = ("amount_differs", "currency_differs")
_TONES = {"paid_by_test": Tone.VIO}


def finding_notes(order: OrderDetail) -> list[Note]:
    """What nobody decided yet, each with both values; then in one note what was decided."""
    notes = [_open_note(each) for each in order.findings if not each.decision]
    decided = [each for each in order.findings if each.decision]
    if decided:
        last = max(decided, key=lambda each: each.decided_at)
        text = wording.several((last.by, f"“{last.note}”" if last.note else ""))
        problems = wording.several(dict.fromkeys(wording.problem(each.problem) for each in decided))
        tone = Tone.WAIT if order.hold == "held" else Tone.MUTE
        notes.append(Note(text, tone, wording.several((decision_word(last.decision), problems))))
    return notes


def _open_note(each: FindingLine) -> Note:
    values = both_values(each.ordered, each.ordered_currency, each.paid, each.paid_currency)
    said = finding_sentence(each.problem, each.why)
    text = values if each.problem in _DIFFERENT else said
    strong = wording.several((translate("ui", "Do not ship"), wording.problem(each.problem)))
    return Note(text, _TONES.get(each.problem, Tone.BAD), strong)


def attempt_value(session: Session, line: PaymentLine, fail_reason: str) -> Value:
    """One attempt to pay: how far it came, as long as no money came in; then its payment's state."""
    came = attempt_state(PaymentState(line.state), line.started_at, fail_reason, session.now())
    if came is AttemptState.PAID or line.waiting:
        badge = payment_badge(line.state, waiting=line.waiting, problems=line.problems)
    else:
        badge = attempt_badge(came.value)
    when = session.moment(line.started_at) if line.started_at else ""
    after = wording.several((wording.money(line.amount, line.currency), when))
    return Value(translate("ui", "Payment"), line.imp_uid, ("payments", line.imp_uid), after, badge)


def link_values(session: Session, order: OrderDetail) -> Sequence[Value]:
    """The links by which somebody may still pay, newest first; of all others nothing."""
    now, price = session.now(), order.agreed_price()
    values = []
    for link in reversed(order.links):
        state = link.state_at(now, price)
        if state in (LinkState.OPEN, LinkState.OUTDATED, LinkState.UNKNOWN):
            until = translate("ui", "until {moment}").format(moment=session.moment(link.expires_at))
            text = wording.several((link_state(state.value), until, link.url))
            values.append(Value(translate("ui", "Payment link"), text))
    return values
