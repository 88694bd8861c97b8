"""Desk and practice shop driven together through whatever may happen to a payment; what must hold is in `judged`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, deciding
from tests.services.desk import DAY
from tests.soak.judged import COUNTED, Judged

ON_CANCEL = (
    *({"kind": kind} for kind in ("drop_before", "drop_after", "cut", "html", "garbage", "wrong_payment")),
    *({"kind": "status", "status": status} for status in (400, 401, 403, 407, 429, 500, 503)),
    {"kind": "status", "status": 401, "times": 2},
    {"kind": "redirect", "status": 307},
    {"kind": "refuse_but_register"},
    {"kind": "slow", "seconds": 60},
    {"kind": "slow_before", "seconds": 60},
)
ON_QUESTIONS = (
    *({"kind": kind} for kind in ("drop_before", "drop_after", "cut", "html", "garbage", "stale", "vanish")),
    *({"kind": "status", "status": status} for status in (401, 403, 429, 500, 503)),
    {"kind": "stale", "seconds": 100_000},
)
PATHS = ("/payments/status", "/payments", "/payments/imp", "/users/getToken")
WAITS = ("waiting", "unconfirmed")
amounts = st.sampled_from([500, 1000, 2000, 2000, 3000, 6000])


class Machine(Judged):
    # ---- what happens

    @initialize()
    def opens(self) -> None:
        self.desk.sync()
        self._pays("cc", "paid")

    def _pays(self, method: str, status: str) -> None:
        order = f"m-{len(self.payments)}"
        uid = self.desk.paid(60, method=method, status=status, merchant_uid=order)
        self.payments.append(uid)
        self.honest[uid] = True

    @precondition(lambda self: len(self.payments) < 2)
    @rule(method=st.sampled_from(["cc", "cc", "paypal"]), status=st.sampled_from(["paid", "paid", "ready", "failed"]))
    def customer(self, method: str, status: str) -> None:
        self._pays(method, status)

    @precondition(lambda self: len(self.payments) < 3)
    @rule(which=st.integers(0, 9))
    def pays_twice(self, which: int) -> None:
        order = f"m-{which % len(self.payments)}"
        uid = self.desk.paid(60, merchant_uid=order)
        self.payments.append(uid)
        self.honest[uid] = True

    @precondition(lambda self: any(self._record(uid).status in ("ready", "failed") for uid in self.payments))
    @rule(which=st.integers(0, 9), how=st.sampled_from(["pay", "fail"]))
    def pays_late(self, which: int, how: str) -> None:
        if how == "pay" and self._imp(which).status not in ("ready", "failed"):
            return
        if how == "fail" and self._imp(which).status != "ready":
            return
        self.desk.control("POST", f"/payments/{self._uid(which)}/{how}")

    @precondition(lambda self: self._free())
    @rule(which=st.integers(0, 9), amount=amounts, worst=st.booleans(), kill=st.sampled_from([None] * 6 + [0, 1, 2, 3]))
    def request(self, which: int, amount: int, worst: bool, kill: int | None) -> None:
        uid = self._uid(which)

        def ask(typed: Money | None = None) -> Any:
            asked = cancellation.Request(uid, Money(amount, "USD"), "size", by="Minji", worst_case=typed)
            return cancellation.request(self.desk.shop, asked)

        with self._killed_at(kill):
            trouble = self._try(ask)
            if worst and trouble is not None and trouble.kind is Kind.WORST_CASE:
                self._try(lambda: ask(trouble.facts["worst"]))

    @precondition(lambda self: self._free())
    @rule(
        which=st.integers(0, 9),
        amount=amounts,
        fault=st.sampled_from([None, None, *ON_CANCEL]),
        closing=st.sampled_from("reject reject arrived again keep".split()),
        worst=st.booleans(),
        executed=st.booleans(),
    )
    def request_gives_up_and_requests_again(
        self, which: int, amount: int, fault: dict[str, Any] | None, closing: str, worst: bool, executed: bool
    ) -> None:
        """The shortest ways to double (money.md): silence or a yes, declared dead, requested again."""
        uid, shop = self._uid(which), self.desk.shop
        which = 4 * self.payments.index(uid)  # the same payment, each time
        if fault is not None:
            self._disturb(**fault)
        self.request(which=which, amount=amount, worst=worst, kill=None)
        open_ticket = next((t.number for t in self.desk.tickets() if t.imp_uid == uid and t.state in WAITS), None)
        if open_ticket is None:
            return
        if closing == "reject":
            self._try(lambda: deciding.reject(shop, open_ticket, "Minji", "Anna: no"))
        elif closing == "arrived":
            self._try(lambda: deciding.did_not_arrive(shop, open_ticket, "Minji", "not there"))
        elif closing == "keep":
            self._try(lambda: deciding.keep_waiting(shop, open_ticket, "Minji"))
        else:
            self.desk.advance(DAY)
            self._try(lambda: cancellation.ask_again(shop, open_ticket, "Minji", "not there"))
        self.request(which=which, amount=amount, worst=worst, kill=None)
        if executed:
            self.paymentwall_works_off_all(own_words=which % 2 == 0)

    @rule(own_words=st.booleans())
    def paymentwall_works_off_all(self, own_words: bool) -> None:
        for _ in self.desk.queue("open"):
            self.paymentwall_works_off(number=0, own_words=own_words, amount=None)

    @precondition(lambda self: self._free())
    @rule(which=st.integers(0, 9), amount=amounts)
    def draft(self, which: int, amount: int) -> None:
        asked = cancellation.Request(self._uid(which), Money(amount, "USD"), "size", by="Minji")
        self._try(lambda: cancellation.save_draft(self.desk.shop, asked))

    @precondition(lambda self: bool(self._rows("ticket", "id")))
    @rule(number=st.integers(0, 9), act=st.sampled_from("send again keep back withdraw reject arrived".split()))
    def person(self, number: int, act: str) -> None:
        tickets = self.desk.tickets()
        if not tickets:
            return
        chosen = tickets[number % len(tickets)].number
        shop, by = self.desk.shop, "Minji"
        acts = {
            "send": lambda: cancellation.send_draft(shop, chosen, by),
            "again": lambda: cancellation.ask_again(shop, chosen, by, "not in the merchant area"),
            "keep": lambda: deciding.keep_waiting(shop, chosen, by),
            "back": lambda: deciding.take_back(shop, chosen, by),
            "withdraw": lambda: deciding.withdraw(shop, chosen, by),
            "reject": lambda: deciding.reject(shop, chosen, by, "Anna: no"),
            "arrived": lambda: deciding.did_not_arrive(shop, chosen, by, "not there"),
        }
        self._try(acts[act])

    @precondition(lambda self: self._free() and self._seldom())
    @rule(which=st.integers(0, 9), amount=amounts)
    def records_elsewhere(self, which: int, amount: int) -> None:
        uid = self._uid(which)
        left = self._imp(which).left
        if amount == 2000 and left >= 20 and self._imp(which).status in ("paid", "cancelled"):
            self.desk.console(uid, 20, ticket=True)
            self.honest[uid] = False
        self._try(lambda: deciding.record_elsewhere(self.desk.shop, uid, Money(amount, "USD"), "console", "Minji"))

    @precondition(lambda self: any(question for (question,) in self._rows("cancellation", "question")))
    @rule(which=st.integers(0, 9), outside=st.booleans(), first=st.booleans())
    def answers(self, which: int, outside: bool, first: bool) -> None:
        uid = self._uid(which)
        for one in self._detail(uid).cancellations if self._known(uid) else ():
            if one.question:
                place = 0 if first else -1
                ticket = None if outside else one.question_tickets[place]
                self._try(
                    lambda one=one, ticket=ticket: deciding.answer_question(  # type: ignore[misc]
                        self.desk.shop, uid, one.entry, ticket, "Minji"
                    )
                )
                return

    @precondition(lambda self: any(odd for (odd,) in self._rows("payment", "odd")))
    @rule(which=st.integers(0, 9))
    def accepts(self, which: int) -> None:
        self._try(lambda: deciding.accept(self.desk.shop, self._uid(which), "Minji", "so be it"))

    @rule(
        number=st.integers(0, 9),
        own_words=st.booleans(),
        amount=st.sampled_from([None] * 5 + [12, 60, Decimal("19.97")]),
    )
    def paymentwall_works_off(self, number: int, own_words: bool, amount: Any) -> None:
        waiting = self.desk.queue("open")
        if not waiting:
            return
        ticket = waiting[number % len(waiting)]
        done = ticket["amount"] if amount is None else Decimal(str(amount))
        if self._record(ticket["imp_uid"]).left < done:
            return
        if done > ticket["amount"]:
            self.honest[ticket["imp_uid"]] = False
        fields = {"amount": float(done)} | ({} if own_words else {"reason": "Refund by Paymentwall"})
        self.desk.decide(ticket["id"], **fields)

    @rule(number=st.integers(0, 9))
    def paymentwall_rejects_silently(self, number: int) -> None:
        waiting = self.desk.queue("open")
        if waiting:
            self.desk.decide(waiting[number % len(waiting)]["id"], "rejected")

    @precondition(lambda self: self._seldom())
    @rule(
        which=st.integers(0, 9),
        amount=st.sampled_from([5, 10, 20, 60]),
        how=st.sampled_from("console chargeback void".split()),
    )
    def somebody_else(self, which: int, amount: int, how: str) -> None:
        payment = self._imp(which)
        if payment.status not in ("paid", "cancelled") or payment.left < amount:
            return
        self.honest[payment.imp_uid] = False
        if how == "console":
            self.desk.console(payment.imp_uid, amount)
        else:
            self.desk.control("POST", f"/payments/{payment.imp_uid}/{how}", {"amount": amount})

    @precondition(lambda self: not self.disturbed)
    @rule(fault=st.sampled_from(ON_CANCEL))
    def cancel_misbehaves(self, fault: dict[str, Any]) -> None:
        self._disturb(**fault)

    @precondition(lambda self: not self.disturbed and self._seldom())
    @rule(fault=st.sampled_from(ON_QUESTIONS), path=st.sampled_from(PATHS), times=st.integers(1, 4))
    def questions_misbehave(self, fault: dict[str, Any], path: str, times: int) -> None:
        self._disturb(path=path, times=times, **fault)

    @precondition(lambda self: self.disturbed)
    @rule()
    def faults_end(self) -> None:
        self.disturbed = False
        self.desk.calm()

    @rule(full=st.sampled_from([False, False, True]))
    def syncs(self, full: bool) -> None:
        self._try(lambda: self.desk.sync(full=full))

    @rule(seconds=st.sampled_from([1, 60, 3600, DAY, 8 * DAY]))
    def time_passes(self, seconds: int) -> None:
        self.desk.advance(seconds)

    @precondition(lambda self: self._seldom())
    @rule()
    def restarts(self) -> None:
        COUNTED["restarts"] += 1
        self.desk.restart()
