"""Desk and practice shop driven together through whatever may happen to a payment; what must hold is in `judged`."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import Cause
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, deciding, marking, refunding
from tests.services.desk import DAY
from tests.soak.judged import COUNTED, Judged
from tests.soak.weather import FORGED, ON_CANCEL, ON_QUESTIONS, PATHS

WAITS = ("waiting", "unconfirmed")
amounts = st.sampled_from([500, 1000, 2000, 2000, 3000, 6000])
kills = st.sampled_from([None] * 8 + list(range(12)))
late_kills = st.sampled_from([None] * 4 + list(range(4, 9)))


class Machine(Judged):
    # ---- what happens

    @initialize()
    def opens(self) -> None:
        self.desk.sync()
        self._pays("cc", "paid")

    def _pays(self, method: str, status: str, currency: str = "USD", order: str = "") -> None:
        """6,000 minor units of a currency."""
        factor = {"USD": 100, "KRW": 1}[currency]
        given = {"method": method, "status": status, "currency": currency}
        uid = self.desk.paid(6000 / factor, merchant_uid=order or f"m-{len(self.payments)}", **given)
        self.payments.append(uid)
        self.honest[uid], self.factor[uid] = True, factor

    @precondition(lambda self: len(self.payments) < 2)
    @rule(
        method=st.sampled_from(["cc", "cc", "paypal"]),
        status=st.sampled_from(["paid", "paid", "ready", "failed"]),
        currency=st.sampled_from(["USD", "KRW"]),
    )
    def customer(self, method: str, status: str, currency: str) -> None:
        self._pays(method, status, currency)

    @precondition(lambda self: len(self.payments) < 3)
    @rule(which=st.integers(0, 9))
    def pays_twice(self, which: int) -> None:
        self._pays("cc", "paid", order=f"m-{which % len(self.payments)}")

    @precondition(lambda self: any(self._record(uid).status in ("ready", "failed") for uid in self.payments))
    @rule(which=st.integers(0, 9), how=st.sampled_from(["pay", "fail"]))
    def pays_late(self, which: int, how: str) -> None:
        if how == "pay" and self._imp(which).status not in ("ready", "failed"):
            return
        if how == "fail" and self._imp(which).status != "ready":
            return
        self.desk.control("POST", f"/payments/{self._uid(which)}/{how}")

    @rule(which=st.integers(0, 9), amount=amounts, worst=st.booleans(), kill=kills)
    def request(self, which: int, amount: int, worst: bool, kill: int | None) -> None:
        uid = self._uid(which)

        def ask(typed: Money | None = None) -> Any:
            money = Money(amount, self._record(uid).currency)
            asked = cancellation.Request(uid, money, "size", by="Minji", worst_case=typed)
            return cancellation.request(self.desk.shop, asked)

        with self._killed_at(kill):
            trouble = self._try(ask)
            if worst and trouble is not None and trouble.kind is Kind.WORST_CASE:
                self._try(lambda: ask(trouble.facts["worst"]))

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

    @rule(which=st.integers(0, 9), amount=amounts)
    def draft(self, which: int, amount: int) -> None:
        uid = self._uid(which)
        asked = cancellation.Request(uid, Money(amount, self._record(uid).currency), "size", by="Minji")
        self._try(lambda: cancellation.save_draft(self.desk.shop, asked))

    @rule(
        number=st.integers(0, 9),
        act=st.sampled_from("send again keep back withdraw reject arrived confirm other".split()),
        kill=kills,
    )
    def person(self, number: int, act: str, kill: int | None) -> None:
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
            "confirm": lambda: deciding.link_confirmed(shop, chosen, by),
            "other": lambda: deciding.link_refused(shop, chosen, Cause.CONSOLE, by),
        }
        with self._killed_at(kill):
            self._try(acts[act])

    @precondition(lambda self: self._seldom())
    @rule(which=st.integers(0, 9), amount=amounts)
    def records_elsewhere(self, which: int, amount: int) -> None:
        uid = self._uid(which)
        if amount == 2000 and self._left(uid) >= 2000 and self._record(uid).status in ("paid", "cancelled"):
            self.desk.console(uid, self._major(uid, 2000), ticket=True)
            self.honest[uid] = False
        money = Money(amount, self._record(uid).currency)
        self._try(lambda: deciding.record_elsewhere(self.desk.shop, uid, money, "console", "Minji"))

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

    @rule(which=st.integers(0, 9))
    def accepts(self, which: int) -> None:
        self._try(lambda: deciding.accept(self.desk.shop, self._uid(which), "Minji", "so be it"))

    @precondition(lambda self: self._seldom())
    @rule(which=st.integers(0, 9), act=st.sampled_from("test none refunded even".split()), kill=late_kills)
    def notes(self, which: int, act: str, kill: int | None) -> None:
        """What a person says of a payment or a ticket, and what changes no money."""
        uid, shop = self._uid(which), self.desk.shop
        numbers = [ticket.number for ticket in self.desk.tickets()] or [1]
        number, money = numbers[which % len(numbers)], Money(1000, "USD")
        acts = {
            "test": lambda: marking.mark_test(shop, uid, "Minji", "my own card"),
            "none": lambda: marking.unmark_test(shop, uid, "Minji", "a customer's"),
            "refunded": lambda: refunding.refunded_otherwise(shop, number, money, "bank", "Minji", "to DE12"),
            "even": lambda: refunding.refund_settled(shop, number, "Minji", "sent back"),
        }
        with self._killed_at(kill):
            self._try(acts[act])

    @precondition(lambda self: self._seldom())
    @rule(kill=late_kills)
    def handles_a_stop(self, kill: int | None) -> None:
        for (uid,) in self._rows("mark", "imp_uid", "kind = 'stop'")[:1]:
            with self._killed_at(kill):
                self._try(lambda uid=uid: deciding.stop_handled(self.desk.shop, uid, "Minji", "asked to stop"))  # type: ignore[misc]

    @rule(
        number=st.integers(0, 9),
        own_words=st.booleans(),
        amount=st.sampled_from([None] * 5 + [1200, 6000, 1997]),
    )
    def paymentwall_works_off(self, number: int, own_words: bool, amount: Any) -> None:
        waiting = self.desk.queue("open")
        if not waiting:
            return
        ticket = waiting[number % len(waiting)]
        uid = ticket["imp_uid"]
        asked = int(ticket["amount"] * self.factor[uid])
        done = asked if amount is None else amount
        if self._left(uid) < done:
            return
        if done > asked:
            self.honest[uid] = False
        fields = {"amount": self._major(uid, done)} | ({} if own_words else {"reason": "Refund by Paymentwall"})
        self.desk.decide(ticket["id"], **fields)

    @rule(number=st.integers(0, 9))
    def paymentwall_rejects_silently(self, number: int) -> None:
        waiting = self.desk.queue("open")
        if waiting:
            self.desk.decide(waiting[number % len(waiting)]["id"], "rejected")

    @precondition(lambda self: self._seldom())
    @rule(
        which=st.integers(0, 9),
        amount=st.sampled_from([500, 1000, 2000, 6000]),
        how=st.sampled_from("console chargeback void".split()),
    )
    def somebody_else(self, which: int, amount: int, how: str) -> None:
        uid = self._uid(which)
        if self._record(uid).status not in ("paid", "cancelled") or self._left(uid) < amount:
            return
        self.honest[uid] = False
        if how == "console":
            self.desk.console(uid, self._major(uid, amount))
        else:
            self.desk.control("POST", f"/payments/{uid}/{how}", {"amount": self._major(uid, amount)})

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

    @rule(full=st.sampled_from([False, False, True]), kill=late_kills)
    def syncs(self, full: bool, kill: int | None) -> None:
        with self._killed_at(kill):
            self._try(lambda: self.desk.sync(full=full))

    @rule(which=st.integers(0, 9), twice=st.booleans(), kept=st.booleans(), lost=st.booleans(), kill=late_kills)
    def webhook(self, which: int, twice: bool, kept: bool, lost: bool, kill: int | None) -> None:
        """One of those on their way, whichever: delivered, doubled, kept for later or lost."""
        if not len(self.post):
            return
        COUNTED["webhooks"] += 1
        if lost:
            self.post.lose(which)
            return
        with self._killed_at(kill):
            self._try(lambda: self.post.deliver(which, twice=twice, kept=kept))

    @precondition(lambda self: self._seldom())
    @rule(body=st.sampled_from(FORGED))
    def webhook_forged(self, body: bytes) -> None:
        COUNTED["forged"] += 1
        before = self.desk.dump()
        self._try(lambda: self.post.heard(body))
        assert self.desk.dump() == before

    @rule(which=st.integers(0, 9))
    def webhook_lies(self, which: int) -> None:
        """The number is believed, nothing else of it."""
        COUNTED["forged"] += 1
        lie = {"imp_uid": self._uid(which), "status": "cancelled", "cancellation_id": "cncl_1", "amount": 60}
        self._try(lambda: self.post.heard(json.dumps(lie).encode()))

    @rule(seconds=st.sampled_from([1, 60, 3600, DAY, 8 * DAY]))
    def time_passes(self, seconds: int) -> None:
        self.desk.advance(seconds)

    @rule(days=st.sampled_from([-1, 0, 1]))
    def pc_clock_jumps(self, days: int) -> None:
        COUNTED["clock jumps"] += 1
        self.desk.pc.wrong = days * DAY

    @precondition(lambda self: self._seldom())
    @rule(machine=st.booleans())
    def restarts(self, machine: bool) -> None:
        """The desk, or the whole machine: then only its wall clock can tell the time until i'mport does."""
        COUNTED["restarts"] += 1
        self.desk.close()
        if machine:
            self.desk.pc.start_again()
            self.time_unknown = True
        self._restart()
