"""The sentences of a timeline: what i'mport said, who asked, who decided (the facts of the ledger)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.ticket import ticket_name
from paymentdesk.wording import orders, states
from paymentdesk.wording.checkout import FACTS as CHECKOUT_FACTS
from paymentdesk.wording.checkout import checkout_fact
from paymentdesk.wording.deliveries import delivery_fact
from paymentdesk.wording.names import counted_times, money, several
from paymentdesk.wording.reasons import reason
from paymentdesk.wording.refunds import left_how, refund_fact

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a timeline and the small line under it (which its time and its person precede)."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Fact:
    data: Mapping[str, Any]
    currency: str
    ticket: int | None
    moment: Callable[[int], str]

    def amount(self, key: str = "amount") -> str:
        value = self.data.get(key)
        return money(value, self.currency) if isinstance(value, int) and self.currency else ""

    def word(self, key: str) -> str:
        value = self.data.get(key)
        return "" if value is None else str(value)

    @property
    def name(self) -> str:
        return ticket_name(self.ticket) if self.ticket else ""

    @property
    def reason(self) -> str:
        return translate("fact", "“{text}”").format(text=reason(self.word("reason"))) if self.word("reason") else ""

    def quoted(self, key: str) -> str:
        text = self.word(key)
        return translate("fact", "“{text}”").format(text=text) if text else ""


def fact_sentence(
    kind: str,
    data: Mapping[str, Any],
    *,
    currency: str = "",
    ticket: int | None = None,
    moment: Callable[[int], str] = str,
) -> Sentence:
    """What one fact says. A kind this version does not know is shown by its own name, never hidden.

    `moment` writes UNIX seconds for people; `currency` is that of the payment where the fact names none.
    """
    fact = _Fact(data, str(data.get("currency") or currency), ticket, moment)
    writer = _WRITERS.get(kind)
    return writer(fact) if writer is not None else Sentence(kind.replace("_", " "))


def _payment_seen(fact: _Fact) -> Sentence:
    state = states.payment_state(fact.word("status") or "ready")
    text = translate("fact", "First seen at i'mport: {state}").format(state=state)
    paid_at = fact.data.get("paid_at")
    paid = translate("fact", "paid {moment}").format(moment=fact.moment(paid_at)) if paid_at else ""
    return Sentence(several((text, fact.amount())), paid)


def _status_changed(fact: _Fact) -> Sentence:
    text = states.payment_state(fact.word("to") or fact.word("status"))
    return Sentence(several((text, fact.amount())), translate("fact", "i'mport's record"))


def _late_approval(fact: _Fact) -> Sentence:
    return Sentence(
        several((translate("fact", "Paid after it had failed"), fact.amount())),
        translate("fact", "i'mport's record"),
    )


def _cancelled_more(fact: _Fact) -> Sentence:
    text = translate("fact", "{amount} was cancelled").format(amount=fact.amount())
    ticket = fact.data.get("ticket")
    if ticket is None:
        return Sentence(text, several((translate("fact", "i'mport's record"), fact.reason)))
    link = states.link(fact.word("link")) if fact.word("link") else ""
    return Sentence(several((text, ticket_name(int(ticket)))), several((translate("fact", "i'mport's record"), link)))


def _details_changed(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "Details of the payment changed at i'mport"))


def _odd_news(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Odd news from i'mport, not applied"), _oddities(fact))


def _oddities(fact: _Fact) -> str:
    value = fact.data.get("oddities") or ()
    words = value.split() if isinstance(value, str) else value
    return several(states.oddity(str(word)) for word in words)


def _odd_gone(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "i'mport's record is in order again"))


def _accepted(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "i'mport's record was accepted"), fact.quoted("note"))


def _order_written(fact: _Fact) -> Sentence:
    return Sentence(several((translate("fact", "Order written"), fact.amount())), orders.written_detail(fact.data))


def _order_edited(fact: _Fact) -> Sentence:
    return Sentence(*orders.edited(fact.data))


def _order_issued(fact: _Fact) -> Sentence:
    return Sentence(
        several((translate("fact", "Sent to the buyer, the amount is registered at i'mport"), fact.amount()))
    )


def _order_closed(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "Order closed"))


def _order_reopened(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "Order opened again"))


def _order_withdrawn(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "Order taken out: its import was undone"))


def _attached(kind: str, fact: _Fact) -> Sentence:
    return Sentence(*orders.attached(kind, fact.data))


def _ticket_requested(fact: _Fact) -> Sentence:
    text = translate("fact", "Cancellation of {amount} requested").format(amount=fact.amount())
    return Sentence(several((text, fact.name)), several((fact.reason, fact.word("note"))))


def _ticket_draft(fact: _Fact) -> Sentence:
    text = translate("fact", "Request written, not sent")
    return Sentence(several((text, fact.amount(), fact.name)), several((fact.reason, fact.word("note"))))


def _ticket_recorded(fact: _Fact) -> Sentence:
    text = translate("fact", "A request made elsewhere was recorded")
    return Sentence(
        several((text, fact.amount(), fact.name)), several((states.where(fact.word("where")), fact.word("note")))
    )


def _attempt_sent(fact: _Fact) -> Sentence:
    text = translate("fact", "Request sent · balance before {amount}").format(amount=fact.amount("checksum"))
    before = translate("fact", "i'mport had refused {amount} before").format(amount=fact.amount("refused_before"))
    return Sentence(text, several((_attempt(fact), before if fact.data.get("refused_before") else "")))


def _attempt_answer(fact: _Fact) -> Sentence:
    word = fact.word("message") or fact.word("why")
    why = states.why(word) if word else ""
    return Sentence(states.outcome(fact.word("outcome")), several((_attempt(fact), why)))


def _attempt(fact: _Fact) -> str:
    n = fact.data.get("n")
    number = translate("fact", "attempt {n}").format(n=n) if isinstance(n, int) and n > 1 else ""
    return several((fact.name, number))


def _ticket_move(fact: _Fact) -> Sentence:
    to = states.ticket_state(fact.word("to"))
    return Sentence(several((to, fact.name)), fact.quoted("note"))


def _linked(fact: _Fact) -> Sentence:
    text = translate("fact", "{amount} of i'mport's record belongs to {ticket}")
    return Sentence(
        text.format(amount=fact.amount(), ticket=fact.name or "—"), states.link(fact.word("link") or "none")
    )


def _outside(fact: _Fact) -> Sentence:
    text = translate("fact", "{amount} was cancelled elsewhere").format(amount=fact.amount())
    return Sentence(text, states.cause(fact.word("cause") or "unknown"))


def _question(fact: _Fact) -> Sentence:
    numbers = fact.data.get("tickets") or ()
    names = several(ticket_name(int(n)) for n in numbers) if not isinstance(numbers, str) else numbers
    return Sentence(several((states.question(fact.word("kind")), fact.amount())), names)


def _question_answered(fact: _Fact) -> Sentence:
    ticket = fact.data.get("ticket") or fact.ticket
    if ticket:
        return Sentence(translate("fact", "Answered: it was {ticket}").format(ticket=ticket_name(int(ticket))))
    return Sentence(translate("fact", "Answered: none of ours"), states.cause(fact.word("cause") or "unknown"))


def _classified(fact: _Fact) -> Sentence:
    return Sentence(several((translate("fact", "Who cancelled it was said"), states.cause(fact.word("cause")))))


def _brought_back(fact: _Fact) -> Sentence:
    text = translate("fact", "Brought back from the journal of sends")
    return Sentence(several((text, fact.amount(), fact.name)))


def _letter_written(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "A letter to Paymentwall was written"))


def _look(fact: _Fact) -> Sentence:
    times = fact.data.get("times")
    return Sentence(
        translate("fact", "Checked with i'mport: unchanged"),
        counted_times(int(times)) if isinstance(times, int) and times > 1 else "",
    )


def _chargeback_noticed(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "The bank's letter about a chargeback was noted"), fact.quoted("note"))


def _stop_queue(fact: _Fact) -> Sentence:
    names = several(ticket_name(int(n)) for n in fact.data.get("tickets") or ())
    text = translate("fact", "Money left another way; requests are blocked")
    cause = fact.word("cause") or "unknown"
    return Sentence(text, several((left_how(cause) or states.cause(cause), names)))


def _stop_over(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "Nothing of ours can be carried out any more; requests are possible again"))


def _stop_handled(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Handled; requests are possible again"), fact.quoted("note"))


def _link_confirmed(fact: _Fact) -> Sentence:
    text = translate("fact", "Confirmed: it was {ticket}").format(ticket=fact.name or "—")
    return Sentence(text, fact.quoted("note"))


def _link_refused(fact: _Fact) -> Sentence:
    text = translate("fact", "It was not {ticket}").format(ticket=fact.name or "—")
    return Sentence(text, several((states.cause(fact.word("cause") or "unknown"), fact.quoted("note"))))


def _test_excused(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Test payment excused, not to be cancelled"), fact.quoted("note"))


def _blind_seen(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Requests made while this desk could not see were looked for"))


def _count_brake(fact: _Fact) -> Sentence:
    text = translate("fact", "{n} cancellations nobody here asked for came at once")
    return Sentence(text.format(n=fact.word("count")))


def _count_brake_seen(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "The many cancellations were looked at"), fact.quoted("note"))


def _test_marked(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Marked as a test payment"), fact.quoted("note"))


def _test_unmarked(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Counts as a real payment again"), fact.quoted("note"))


def _refunded_otherwise(fact: _Fact) -> Sentence:
    return Sentence(*refund_fact(fact.data))


def _refund_settled(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Buyer and shop are even again"), fact.quoted("note"))


def _restored(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "The ledger was taken from a copy"))


def _blind_interval(fact: _Fact) -> Sentence:
    if fact.word("why") == "new":
        return Sentence(translate("fact", "Sending is off until somebody has looked for earlier requests"))
    return Sentence(translate("fact", "Sending was switched off: the data folder was moved, copied or restored"))


def _blind_confirmed(fact: _Fact) -> Sentence:
    return Sentence(translate("fact", "Sending was switched on again"), fact.quoted("note"))


def _batch_started(fact: _Fact) -> Sentence:
    text = translate("fact", "{n} cancellations confirmed together").format(n=fact.word("count"))
    return Sentence(text, fact.reason)


def _bound(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "The ledger was bound to this shop"))


def _key_renewed(_: _Fact) -> Sentence:
    return Sentence(translate("fact", "The key was renewed"))


def _delivery(fact: _Fact) -> Sentence:
    return Sentence(*delivery_fact(fact.data, lambda text: translate("fact", "“{text}”").format(text=text)))


def _checkout(kind: str, fact: _Fact) -> Sentence:
    return Sentence(*checkout_fact(kind, fact.data, fact.moment))


_WRITERS: dict[str, Callable[[_Fact], Sentence]] = {
    "payment_seen": _payment_seen,
    "status_changed": _status_changed,
    "late_approval": _late_approval,
    "cancelled_more": _cancelled_more,
    "details_changed": _details_changed,
    "odd_news": _odd_news,
    "odd_gone": _odd_gone,
    "accepted": _accepted,
    "order_written": _order_written,
    "order_issued": _order_issued,
    "order_closed": _order_closed,
    "order_edited": _order_edited,
    "order_reopened": _order_reopened,
    "order_withdrawn": _order_withdrawn,
    "ticket_requested": _ticket_requested,
    "ticket_draft": _ticket_draft,
    "recorded_elsewhere": _ticket_recorded,
    "attempt_sent": _attempt_sent,
    "attempt_answer": _attempt_answer,
    "ticket_move": _ticket_move,
    "linked": _linked,
    "outside": _outside,
    "question": _question,
    "question_answered": _question_answered,
    "classified": _classified,
    "brought_back": _brought_back,
    "restored": _restored,
    "letter_written": _letter_written,
    "look": _look,
    "chargeback_noticed": _chargeback_noticed,
    "stop_queue": _stop_queue,
    "stop_over": _stop_over,
    "stop_handled": _stop_handled,
    "link_confirmed": _link_confirmed,
    "link_refused": _link_refused,
    "test_excused": _test_excused,
    "test_marked": _test_marked,
    "test_unmarked": _test_unmarked,
    "refunded_otherwise": _refunded_otherwise,
    "refund_settled": _refund_settled,
    "blind_seen": _blind_seen,
    "count_brake": _count_brake,
    "count_brake_seen": _count_brake_seen,
    "blind_interval": _blind_interval,
    "blind_confirmed": _blind_confirmed,
    "batch_started": _batch_started,
    "bound": _bound,
    "key_renewed": _key_renewed,
    "delivery": _delivery,
    **{kind: partial(_attached, kind) for kind in ("order_attached", "order_detached")},
    **{kind: partial(_checkout, kind) for kind in CHECKOUT_FACTS},
}
FACT_KINDS = tuple(_WRITERS)
