"""Desk and practice shop driven together through whatever may happen to a payment, and what must hold after it."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import Outcome
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import cancellation, deciding
from paymentdesk.settings import Settings
from tests.conftest import ROOT
from tests.services.desk import DAY, Desk

METHODS = ROOT / "resources" / "paymentwall-methods.csv"
QUICK = Settings(connect_timeout=2.0, read_timeout=2.0, cancel_timeout=0.05, page_size=3, first_year=2026)
COUNTED: Counter[str] = Counter()
"""How much was done, for the report of a long run."""

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
NEVER_ALLOWED = {Kind.ANSWER_NOT_WRITTEN, Kind.FOLDER_NOT_WRITABLE, Kind.DATABASE_DAMAGED}
WAITS = ("waiting", "unconfirmed")
amounts = st.sampled_from([500, 1000, 2000, 2000, 3000, 6000])


class Died(BaseException):
    """The process was killed here."""


class Machine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.server = PracticeServer(start=1_790_000_000, speed=0, methods=METHODS, key="k" * 16, secret="s" * 32)
        self.server.start()
        self.desk = Desk(self.server, self.folder, settings=QUICK)
        self.payments: list[str] = []
        self.honest: dict[str, bool] = {}  # Paymentwall did only what our tickets asked
        self.reversed: set[str] = set()
        COUNTED["sequences"] += 1

    def teardown(self) -> None:
        try:
            if self.payments and sys.exc_info()[0] is None:
                self.calm_and_agree()
        finally:
            self.desk.close()
            self.server.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

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
            COUNTED["faults"] += 1
            self.desk.fault(**fault)
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

    @precondition(lambda self: bool(self.desk.queue("open")))
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

    @precondition(lambda self: bool(self.desk.queue("open")))
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

    @precondition(lambda self: not self.server.faults.all())
    @rule(fault=st.sampled_from(ON_CANCEL))
    def cancel_misbehaves(self, fault: dict[str, Any]) -> None:
        COUNTED["faults"] += 1
        self.desk.fault(**fault)

    @precondition(lambda self: not self.server.faults.all() and self._seldom())
    @rule(fault=st.sampled_from(ON_QUESTIONS), path=st.sampled_from(PATHS), times=st.integers(1, 4))
    def questions_misbehave(self, fault: dict[str, Any], path: str, times: int) -> None:
        COUNTED["faults"] += 1
        self.desk.fault(path=path, times=times, **fault)

    @precondition(lambda self: bool(self.server.faults.all()))
    @rule()
    def faults_end(self) -> None:
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

    # ---- how it is done

    def _free(self) -> bool:
        """Some payment has no open ticket."""
        held = {uid for uid, open_ in self._rows("ticket", "imp_uid held") if open_}
        return any(uid not in held for uid in self.payments)

    def _seldom(self) -> bool:
        """What would happen all the time otherwise: people at the console, requests elsewhere, restarts."""
        return len(self.desk.calls()) % 4 == 0

    def _uid(self, which: int) -> str:
        held = {uid for uid, open_ in self._rows("ticket", "imp_uid held") if open_}
        free = [uid for uid in self.payments if uid not in held]
        if which % 4 and free:  # mostly one that something can be asked for
            return free[which % len(free)]
        return self.payments[which // 4 % len(self.payments)]

    def _imp(self, which: int) -> Any:
        return self._record(self._uid(which))

    def _record(self, uid: str) -> Any:
        """i'mport's truth."""
        found = self.server.shop.payments.get(uid)
        assert found is not None
        return found

    def _known(self, uid: str) -> bool:
        return any(row[1] == uid for row in self.desk.dump()["payment"])

    def _detail(self, uid: str) -> Any:
        return self.desk.payment(uid)

    def _try(self, act: Any) -> Trouble | None:
        COUNTED["acts"] += 1
        try:
            act()
        except Trouble as trouble:
            if trouble.kind in NEVER_ALLOWED:
                raise AssertionError("nothing was wrong with the disk") from trouble
            return trouble
        return None

    @contextlib.contextmanager
    def _killed_at(self, point: int | None) -> Any:
        """Kill the desk before the send, in it, before its answer is kept, or right after; it is then started."""
        from paymentdesk.services import sending

        if point is None:
            yield
            return
        names = ("_journal", "_over_the_wire", "_record", "_record")
        real = getattr(sending, names[point])
        reached: list[bool] = []

        def dying(*given: Any, **more: Any) -> Any:
            reached.append(True)
            if point in (1, 3):
                real(*given, **more)
            raise Died

        setattr(sending, names[point], dying)
        try:
            yield
        except Died:
            COUNTED["kills"] += 1
        finally:
            setattr(sending, names[point], real)
            if reached:
                self.desk.restart()

    # ---- what must hold, whatever happens

    @invariant()
    def nothing_is_called_cancelled_beyond_imports_record(self) -> None:
        for row in self._rows("payment", "imp_uid cancelled"):
            uid, cancelled = row
            imp = self._record(uid)
            assert cancelled <= imp.cancel_amount * 100, f"{uid}: {cancelled} claimed, {imp.cancel_amount} is true"

    @invariant()
    def one_open_ticket_for_each_payment(self) -> None:
        held = Counter(uid for uid, open_ in self._rows("ticket", "imp_uid held") if open_)
        assert all(count == 1 for count in held.values()), held

    @invariant()
    def nothing_left_twice_and_nothing_left_unnoticed(self) -> None:
        """Each attempt is at most one request on the wire, and each request is the work of one attempt."""
        sent = Counter()
        for call in self.desk.cancels():
            sent[call["body"]["imp_uid"]] += 1
        mine = Counter()
        certain = Counter()
        for uid, outcome in self._attempts():
            mine[uid] += 1
            # A refused token was turned away at the door: it was on the wire, but did not act.
            certain[uid] += outcome in {Outcome.ACCEPTED, Outcome.REFUSED, Outcome.EXECUTED}
        for uid, count in sent.items():
            assert certain[uid] <= count <= mine[uid], f"{uid}: {count} on the wire, {mine[uid]} attempts"

    @invariant()
    def no_more_than_was_confirmed(self) -> None:
        """Of what Paymentwall does as asked, never more than the largest worst case a person confirmed."""
        for uid in self.payments:
            if not self.honest[uid]:
                continue
            rows = self._rows("ticket", "imp_uid amount worst_case seen_left state")
            mine = [row for row in rows if row[0] == uid]
            if not mine:
                assert self._record(uid).cancel_amount == 0
                continue
            most = max(worst if worst is not None else 6000 - left + amount for _, amount, worst, left, _ in mine)
            done = self._record(uid).cancel_amount * 100
            assert done <= most, f"{uid}: {done} cancelled, {most} confirmed"

    @invariant()
    def every_cancellation_has_one_link(self) -> None:
        answered = Counter()
        for uid, entry, ticket, question, provisional in self._rows(
            "cancellation", "imp_uid entry ticket question provisional"
        ):
            linked, asked = ticket is not None, bool(question)
            assert linked + asked == 1 or (provisional and not linked), (uid, entry, ticket, question)
            if linked:
                answered[ticket] += 1
        carried = dict(self._rows("ticket", "id carried_out"))
        sums: Counter[int] = Counter()
        for ticket, amount in self._rows("cancellation", "ticket amount"):
            if ticket is not None:
                sums[ticket] += amount
        assert all(carried[number] == total for number, total in sums.items()), (carried, sums)

    @invariant()
    def an_attempt_is_answered_once(self) -> None:
        by_machine = Counter(
            (ticket, n)
            for ticket, n, link in self._rows("cancellation", "ticket n link")
            if link in ("number", "amount")
        )
        assert all(count == 1 for count in by_machine.values()), by_machine

    @invariant()
    def a_state_needs_proof(self) -> None:
        entries = Counter(ticket for (ticket,) in self._rows("cancellation", "ticket"))
        for number, state, held in self._rows("ticket", "id state held"):
            if state == "cancelled":
                assert entries[number], f"T-{number} is cancelled without an entry"
            assert bool(held) == (state in ("draft", "needs_approval", "sending", "waiting", "unconfirmed"))

    @invariant()
    def nobody_is_sending(self) -> None:
        assert not [row for row in self._rows("ticket", "state") if row[0] == "sending"]

    @invariant()
    def the_chain_is_whole(self) -> None:
        assert self.desk.chain() == []

    def calm_and_agree(self) -> None:
        """After calm, accepted odd news and full looks the ledger is what i'mport says."""
        self.desk.calm()
        self.desk.advance(2 * DAY)
        self.desk.restart()
        for _ in range(2):
            self.desk.sync(full=True)
            self.desk.advance(120)
        for uid in self.payments:
            with contextlib.suppress(Trouble):
                deciding.accept(self.desk.shop, uid, "Minji", "so be it")
        self.desk.sync(full=True)
        assert self.desk.differences() == []
        for uid in self.payments:
            imp = self._record(uid)
            detail = self.desk.payment(uid)
            assert detail.cancelled == imp.cancel_amount * 100
            assert sum(one.amount for one in detail.cancellations) == detail.cancelled
            assert not detail.braked
            left = [t for t in self._rows("ticket", "imp_uid state") if t[0] == uid]
            if detail.state == "cancelled" and not any(one.question for one in detail.cancellations):
                assert not [t for t in left if t[1] in ("sending", "waiting", "unconfirmed")], left
        assert self.desk.chain() == []

    def _rows(self, table: str, names: str) -> list[tuple[Any, ...]]:
        columns = ", ".join(f'"{name}"' for name in names.split())
        with self.desk.shop.database.reader() as reader:
            return [tuple(row) for row in reader.execute(f"SELECT {columns} FROM {table}")]

    def _attempts(self) -> list[tuple[str, Outcome]]:
        with self.desk.shop.database.reader() as reader:
            rows = reader.execute(
                "SELECT t.imp_uid, a.outcome FROM attempt a JOIN ticket t ON t.id = a.ticket WHERE t.origin = 'desk'"
            )
            return [(uid, Outcome(outcome)) for uid, outcome in rows]
