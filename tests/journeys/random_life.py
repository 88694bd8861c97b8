"""A random life: a person who asks, looks and decides by the command line, an i'mport that breaks, a killer.

`Life.go(kills)` runs until so many processes were killed; `Life.judge()` compares what the desk says with what
really arrived at i'mport and what i'mport really did. The seed decides who does what; the instants are chance.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from tests.journeys.desk import Desk, Done, Running
from tests.journeys.other_imp import TAG, OtherImp

CANCEL = "/payments/cancel"
AMOUNTS = ("5.00", "12.50", "20.00", "60.00")
MOMENTS = ("arrived", "acted", "half", "answered")
AT_A_SEND = ("reset_before", "reset_after", "cut", "html_before", "html_after", "status_before", "status_after",
             "busy", "unauthorised")  # fmt: skip
AT_A_LOOK = ("reset_before", "reset_after", "cut", "html_before", "status_before", "busy", "unauthorised")
WORST_CASE = re.compile(r"up to \D*([\d.,]+\d) of")


class Life:
    """One desk, one i'mport, one seed."""

    def __init__(self, desk: Desk, imp: OtherImp, seed: int) -> None:
        self.desk, self.imp = desk, imp
        self.chance = Random(seed)
        self.kills = 0
        self.cruel = 0.0
        # How many times a person sent the request of this reason.
        self.commands: Counter[str] = Counter()
        self._weather = Random(seed + 1)
        self._guard = threading.Lock()
        imp.mood = self._mood
        for n in range(10):
            imp.pay("60.00", method="paypal" if n < 2 else "cc", ago=3600 * (n + 1))

    # ---- i'mport's side

    def _mood(self, method: str, path: str) -> str:
        with self._guard:
            bad = self._weather.random() < self.cruel
            if path == CANCEL:
                return self._weather.choice(AT_A_SEND) if bad else ""
            return self._weather.choice(AT_A_LOOK) if bad and self._weather.random() < 0.2 else ""

    def _world(self) -> None:
        """What happens at i'mport meanwhile."""
        luck = self.chance.random()
        waiting = self.imp.open()
        if waiting and luck < 0.5:
            self.imp.decide(self.chance.choice(waiting), "rejected" if luck < 0.1 else "cancelled")
        elif luck < 0.6:
            paid = self.chance.choice(list(self.imp.payments.values()))
            if paid.left >= 5:
                self.imp.execute(paid.imp_uid, Decimal("5.00"), "관리자페이지취소")
        elif luck < 0.75:
            self.imp.pay(method=self.chance.choice(["cc", "cc", "paypal"]))
        elif luck < 0.85:
            self.imp.ahead += 25 * 3600

    # ---- the person

    def go(self, kills: int) -> None:
        """Live until `kills` processes were killed, then let the weather calm down."""
        self.cruel = 0.35
        self.desk.run("sync", code=None)
        while self.kills < kills:
            self._world()
            words = self._wish()
            done = self._killed_somewhere(words)
            if done is not None and done.kind == "worst_case":
                self._confirm(words, done)
        self.cruel = 0.0

    def _wish(self) -> list[str]:
        """A command a person might give now; requests above all."""
        luck = self.chance.random()
        tickets = self.desk.tickets() if luck < 0.4 else []
        undecided = [each for each in tickets if each["state"] in ("unconfirmed", "waiting")]
        if undecided:
            ticket = self.chance.choice(undecided)
            acts = ["keep-waiting", "ask-again", "ask-again", "did-not-arrive"]
            act = self.chance.choice(acts) if ticket["state"] == "unconfirmed" else "reject"
            if act == "ask-again":
                self.commands[ticket["reason"]] += 1
            return ["ticket", act, ticket["ticket"], "--note", "Paymentwall wrote so"]
        drafts = [each for each in tickets if each["state"] == "draft"]
        if drafts:
            ticket = self.chance.choice(drafts)
            self.commands[ticket["reason"]] += 1
            return ["ticket", "send", ticket["ticket"]]
        if luck > 0.9:
            return ["sync", "--full"] if luck > 0.97 else ["sync"]
        reason = f"r{len(self.commands)}"
        self.commands[reason] += 1
        whole = [each.imp_uid for each in self.imp.payments.values() if not each.cancelled]
        paid = self.chance.choice(whole if whole and luck < 0.8 else list(self.imp.payments))
        return ["cancel", paid, "--amount", self.chance.choice(AMOUNTS), "--reason", reason]

    def _confirm(self, words: list[str], done: Done) -> None:
        """The person reads the worst case and types it; it is the same request, given a second time."""
        told = WORST_CASE.search(done.document["error"]["message"])
        assert told is not None, done.document
        self.desk.run(*words, "--worst-case", told[1].replace(",", ""), code=None)

    # ---- the killer

    def _killed_somewhere(self, words: list[str]) -> Done | None:
        """Run a command and mostly kill it: at a moment of one of its calls, or at any instant of its life.

        Answers how it ended, None if it was killed.
        """
        how = self.chance.random()
        if how < 0.1:
            return self.desk.start(*words).end()
        struck = threading.Event()
        running: list[Running] = []
        ready = threading.Event()

        def strike() -> None:
            ready.wait()
            running[0].kill()
            struck.set()

        if how < 0.8:
            self.imp.watch = self._at_a_call(strike)
        running.append(self.desk.start(*words))
        ready.set()
        if how >= 0.8:
            running[0].kill_after(self.chance.uniform(0.05, 0.6))
        done = running[0].end()
        self.imp.watch = lambda moment, path: None
        if struck.is_set() or not done.document:
            self.kills += 1
            return None
        return done

    def _at_a_call(self, strike: Callable[[], None]) -> Callable[[str, str], None]:
        moment = self.chance.choice(MOMENTS)
        at_the_send = self.chance.random() < 0.85
        left = [1 if at_the_send else self.chance.randrange(1, 5)]
        guard = threading.Lock()

        def watch(now: str, path: str) -> None:
            with guard:
                if now != moment or left[0] == 0 or (at_the_send and path != CANCEL):
                    return
                left[0] -= 1
                if left[0]:
                    return
            strike()

        return watch

    # ---- the judge

    def judge(self) -> dict[str, Any]:
        """Hold the desk's words against i'mport's own log. Figures of the run."""
        tickets = {each["ticket"]: each for each in self.desk.tickets()}
        payments = self.desk.payments()
        self._nothing_left_by_itself(tickets)
        for ticket in tickets.values():
            self._proven(ticket)
        for paid in payments.values():
            done = self.imp.payments[paid["imp_uid"]]
            assert Decimal(paid["cancelled_amount"]) <= done.cancelled, paid
            if paid["state"] == "cancelled":
                assert done.cancelled == done.amount, paid
            mine = [each for each in tickets.values() if each["imp_uid"] == paid["imp_uid"]]
            assert sum(Decimal(each["carried_out_amount"]) for each in mine) <= done.cancelled, mine
            named = Counter(name for each in mine for name in each["cancellations"])
            assert max(named.values(), default=1) == 1, mine
        return {
            "kills": self.kills,
            "posts": len(self.imp.posts),
            "entries": sum(len(paid.entries) for paid in self.imp.payments.values()),
            "acted": sum(post.acted for post in self.imp.posts),
            "tickets": Counter(each["state"] for each in tickets.values()),
        }

    def _nothing_left_by_itself(self, tickets: dict[str, dict[str, Any]]) -> None:
        """Every request that arrived has its person, its ticket and its own attempt."""
        by_ticket: Counter[str] = Counter()
        by_reason: Counter[str] = Counter()
        for post in self.imp.posts:
            ticket = tickets.get(post.ticket)
            assert ticket is not None, f"lost: {post}"
            assert (ticket["imp_uid"], Decimal(ticket["amount"])) == (post.imp_uid, post.amount), (post, ticket)
            by_ticket[post.ticket] += 1
            if not post.answer.startswith("401"):  # only after such a refusal may the same command send again
                by_reason[TAG.sub("", post.reason).strip()] += 1
        for name, count in by_ticket.items():
            assert count <= len(tickets[name]["attempts"]), f"{name} left {count} times: {tickets[name]}"
        for reason, count in by_reason.items():
            assert count <= self.commands[reason], f"{reason} left {count} times for {self.commands[reason]} commands"

    def _proven(self, ticket: dict[str, Any]) -> None:
        """A ticket is cancelled only by money that i'mport really moved."""
        done = self.imp.payments[ticket["imp_uid"]]
        carried = Decimal(ticket["carried_out_amount"])
        assert carried <= done.cancelled, ticket
        if ticket["state"] != "cancelled":
            return
        assert carried > 0, ticket
        known = {entry["cancellation_id"]: entry["amount"] for entry in done.entries}
        named = [each for each in ticket["cancellations"] if each in known]
        assert sum(known[each] for each in named) <= carried, ticket

    def calm(self) -> None:
        """The weather is fine, some of the queue is worked off, and the desk looks until it has seen all."""
        for waiting in self.imp.open()[::2]:
            self.imp.decide(waiting)
        for _ in range(1 + self.imp.lag):
            self.desk.run("sync")
        found = self.desk.run("reconcile", code=None)
        assert found.get("differences") == [], found
        assert found["checked"] == len(self.imp.payments)
