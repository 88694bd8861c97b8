"""What needs a person, in words: what it is called, what it is, and the one next action (Today)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.delivery import VOIDED_AFTER
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.wording import states
from paymentdesk.wording.names import country_name, method_name, money, several, sums
from paymentdesk.wording.refunds import left_how, paid_back_twice
from paymentdesk.wording.times import age

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Need:
    """One line of Today."""

    title: str
    what: str
    action: str


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What a line is made of. `since` and `now` are UNIX seconds, `amount` minor units of `currency`."""

    imp_uid: str
    merchant_uid: str
    ticket: int | None
    amount: int
    currency: str
    since: int
    now: int
    data: Mapping[str, Any]

    @property
    def order(self) -> str:
        """The number people know a payment by; i'mport's own where there is no order."""
        return self.merchant_uid or self.imp_uid

    @property
    def ticket_name(self) -> str:
        return ticket_name(self.ticket) if self.ticket else ""

    @property
    def money(self) -> str:
        return money(self.amount, self.currency)

    @property
    def age(self) -> str:
        return age(self.now - self.since)


def need_words(kind: str, facts: NeedFacts) -> Need:
    """The words of a line; an unknown kind is shown by its own name, never hidden."""
    writer = _WRITERS.get(kind)
    if writer is not None:
        return writer(facts)
    return Need(kind.replace("_", " "), several((facts.order, facts.ticket_name)), translate("need", "Open"))


def _unconfirmed(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Ticket {ticket} is unconfirmed").format(ticket=facts.ticket_name),
        translate("need", "It left and no answer came; it is not sent again by itself"),
        translate("need", "Open ticket"),
    )


def _overdue(facts: NeedFacts) -> Need:
    method = several((method_name(str(facts.data.get("method") or "")), country_name(facts.data.get("country"))))
    waits = translate("need", "has waited for {age}").format(age=facts.age)
    return Need(
        translate("need", "Ticket {ticket} is overdue").format(ticket=facts.ticket_name),
        several((method, waits)),
        translate("need", "Open ticket"),
    )


def _not_sent(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Ticket {ticket} was not sent").format(ticket=facts.ticket_name),
        translate("need", "Nothing left; it goes out only when a person sends it"),
        translate("need", "Open ticket"),
    )


def _question(facts: NeedFacts) -> Need:
    names = several(ticket_name(int(n)) for n in facts.data.get("tickets") or ())
    return Need(
        translate("need", "{order}: which request was it?").format(order=facts.order),
        several((states.question(str(facts.data.get("question") or "")), names)),
        translate("need", "Answer"),
    )


def _late_truth(facts: NeedFacts) -> Need:
    was = states.ticket_state(str(facts.data.get("was") or "rejected"))
    return Need(
        translate("need", "Ticket {ticket} was carried out after all").format(ticket=facts.ticket_name),
        translate("need", "It was closed as “{was}”; the buyer may have been paid twice").format(was=was),
        translate("need", "Open ticket"),
    )


def _paid_back_twice(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Ticket {ticket}: the buyer may have been paid twice").format(ticket=facts.ticket_name),
        paid_back_twice(facts.data, facts.currency),
        translate("need", "Open ticket"),
    )


def _more_than_asked(facts: NeedFacts) -> Need:
    done = money(int(facts.data.get("carried_out") or 0), facts.currency)
    return Need(
        translate("need", "Ticket {ticket}: more was cancelled than asked").format(ticket=facts.ticket_name),
        translate("need", "Asked {asked}, carried out {done}").format(asked=facts.money, done=done),
        translate("need", "Open ticket"),
    )


def _outside(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{order}: cancelled elsewhere").format(order=facts.order),
        several(
            (
                translate("need", "Nobody at this desk asked for it"),
                states.cause(str(facts.data.get("cause") or "unknown")),
            )
        ),
        translate("need", "Open ticket"),
    )


def _amount_differs(facts: NeedFacts) -> Need:
    ordered = facts.data.get("order_amount")
    text = ""
    if isinstance(ordered, int):
        text = translate("need", "Ordered {ordered}, paid {paid}: do not ship").format(
            ordered=money(ordered, str(facts.data.get("order_currency") or facts.currency)), paid=facts.money
        )
    return Need(
        translate("need", "Order {order}: amount differs").format(order=facts.order),
        text,
        translate("need", "Decide"),
    )


def _currency_differs(facts: NeedFacts) -> Need:
    need = _amount_differs(facts)
    title = translate("need", "Order {order}: currency differs").format(order=facts.order)
    return Need(title, need.what, need.action)


def _paid_twice(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Order {order} was paid twice").format(order=facts.order),
        translate("need", "More than one payment holds money; keep one of them"),
        translate("need", "Decide"),
    )


def _paid_late(facts: NeedFacts) -> Need:
    if facts.data.get("why") == "closed":
        return Need(
            translate("need", "Order {order} paid after it was closed").format(order=facts.order),
            translate("need", "Do not ship before you decide; keep or cancel it"),
            translate("need", "Decide"),
        )
    return Need(
        translate("need", "Order {order} paid after it had failed").format(order=facts.order),
        translate("need", "Paymentwall approved it late; keep or cancel it"),
        translate("need", "Decide"),
    )


def _test_payment(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{order}: a test payment holds real money").format(order=facts.order),
        translate("need", "Test payments charge the card; cancel it"),
        translate("need", "Open payment"),
    )


def _paid_by_test(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Order {order} was paid by test").format(order=facts.order),
        translate("need", "Do not ship, and cancel the test payment"),
        translate("need", "Decide"),
    )


def _odd_news(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{order}: odd news from i'mport").format(order=facts.order),
        several(states.oddity(str(word)) for word in facts.data.get("odd") or ()),
        translate("need", "Compare"),
    )


def _record_contradicts(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{order}: the record contradicts itself").format(order=facts.order),
        translate("need", "Status, amount and history at i'mport do not agree"),
        translate("need", "Compare"),
    )


def _chargeback(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{order}: chargeback notice").format(order=facts.order),
        translate("need", "The bank takes the money back; stop what is still being cancelled"),
        translate("need", "Open payment"),
    )


def _stop_queue(facts: NeedFacts) -> Need:
    names = several(ticket_name(int(n)) for n in facts.data.get("tickets") or ())
    why = str(facts.data.get("why") or "unknown")
    word = left_how(why) or states.cause(why)
    return Need(
        translate("need", "{order}: ask Paymentwall to stop {tickets}").format(order=facts.order, tickets=names),
        translate("need", "Money left another way ({why}); the buyer may be paid twice").format(why=word),
        translate("need", "Write to Paymentwall"),
    )


def _blind_interval(facts: NeedFacts) -> Need:
    new = translate("need", "It is new here and knows no earlier request: look for those of the console or another PC")
    moved = translate("need", "The data folder was moved, copied or restored; look for requests made meanwhile")
    return Need(
        translate("need", "Sending is off: this desk may have missed requests"),
        new if facts.data.get("why") == "new" else moved,
        translate("need", "Confirm"),
    )


def _too_many(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "{n} cancellations nobody here asked for came at once").format(
            n=facts.data.get("count") or 0
        ),
        translate("need", "At most {n} are usual; their lines are held back until somebody has looked").format(
            n=facts.data.get("limit") or 0
        ),
        translate("need", "I have looked"),
    )


def _batch_left(facts: NeedFacts) -> Need:
    at_stake = sums((str(currency), int(minor)) for currency, minor in facts.data.get("sums") or ())
    return Need(
        translate("need", "Cancellations confirmed together were stopped: {n} are left").format(
            n=facts.data.get("count") or 0
        ),
        translate("need", "They go on only when somebody says so: {money}").format(money=at_stake),
        translate("need", "Go on or leave it"),
    )


def _probably_ours(facts: NeedFacts) -> Need:
    return Need(
        translate("need", "Ticket {ticket}: probably carried out").format(ticket=facts.ticket_name),
        translate("need", "{amount} cancelled (i'mport). By {ticket} or by somebody else: not known").format(
            amount=money(int(facts.data.get("carried_out") or 0), facts.currency), ticket=facts.ticket_name
        ),
        translate("need", "Say who it was"),
    )


def _probably_not_handled(facts: NeedFacts) -> Need:
    need = _overdue(facts)
    title = translate("need", "Ticket {ticket} is probably not handled").format(ticket=facts.ticket_name)
    return Need(title, need.what, translate("need", "Write to Paymentwall"))


_LAST_DAY = VOIDED_AFTER // 86400


def _delivery_due(facts: NeedFacts) -> Need:
    number = max(0, facts.now - facts.since) // 86400 + 1
    early = translate("need", "Day {day} since it was paid; Paymentwall may give the money back after day 7")
    late = translate("need", "Day {day} since it was paid; not settled before it is registered")
    day = (early if number <= _LAST_DAY else late).format(day=number)
    return Need(
        translate("need", "Order {order}: delivery not registered").format(order=facts.order),
        day,
        translate("need", "Register delivery"),
    )


def _delivery_waiting(facts: NeedFacts) -> Need:
    count = int(facts.data.get("count") or 0)
    title = translate("need", "Paid parcels without a registered delivery: {n}").format(n=f"{count:,}")
    at_stake = sums((str(currency), int(minor)) for currency, minor in facts.data.get("sums") or ())
    what = translate("need", "Not settled before they are registered: {money}").format(money=at_stake)
    return Need(title, what, translate("need", "Orders"))


_WRITERS: dict[str, Callable[[NeedFacts], Need]] = {
    "unconfirmed": _unconfirmed,
    "overdue": _overdue,
    "not_sent": _not_sent,
    "question": _question,
    "paid_back_twice": _paid_back_twice,
    "late_truth": _late_truth,
    "more_than_asked": _more_than_asked,
    "outside_cancellation": _outside,
    "amount_differs": _amount_differs,
    "currency_differs": _currency_differs,
    "paid_twice": _paid_twice,
    "paid_late": _paid_late,
    "paid_by_test": _paid_by_test,
    "test_payment": _test_payment,
    "odd_news": _odd_news,
    "record_contradicts": _record_contradicts,
    "chargeback_notice": _chargeback,
    "stop_queue": _stop_queue,
    "blind_interval": _blind_interval,
    "too_many_cancellations": _too_many,
    "batch_left": _batch_left,
    "probably_ours": _probably_ours,
    "probably_not_handled": _probably_not_handled,
    "delivery_due": _delivery_due,
    "delivery_waiting": _delivery_waiting,
}
NEED_KINDS = tuple(_WRITERS)
