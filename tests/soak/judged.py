"""The desk and the practice shop of a sequence, how acts are done on them, and what must hold after each."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from paymentdesk.domain.ticket import Outcome
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import checking, deciding
from paymentdesk.settings import Settings
from paymentdesk.store import queries
from tests.conftest import ROOT
from tests.services.desk import DAY
from tests.soak.weather import PcDesk, Post, killed

METHODS = ROOT / "resources" / "paymentwall-methods.csv"
QUICK = Settings(connect_timeout=2.0, read_timeout=0.5, cancel_timeout=0.3, page_size=3, first_year=2026)
COUNTED: Counter[str] = Counter()
"""How much was done, for the report of a long run."""

NEVER_ALLOWED = {Kind.ANSWER_NOT_WRITTEN, Kind.FOLDER_NOT_WRITABLE, Kind.DATABASE_DAMAGED}


class Judged(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.server = PracticeServer(start=1_790_000_000, speed=0, methods=METHODS, key="k" * 16, secret="s" * 32)
        self.server.start()
        self.desk = PcDesk(self.server, self.folder, settings=QUICK)
        self.post = Post(self.desk)
        self.payments: list[str] = []
        self.factor: dict[str, int] = {}  # minor units in a major one
        self.honest: dict[str, bool] = {}  # Paymentwall did only what our tickets asked
        # What may come next is decided by what was drawn, never by what the desk made of it: that may depend on how
        # fast this machine is.
        self.steps = 0
        self.disturbed = False
        self.time_unknown = False
        COUNTED["sequences"] += 1

    def teardown(self) -> None:
        try:
            if self.payments and sys.exc_info()[0] is None:
                self.calm_and_agree()
        finally:
            self.desk.close()
            self.server.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    # ---- how it is done

    def _seldom(self) -> bool:
        """What would happen all the time otherwise: people at the console, requests elsewhere, restarts."""
        return self.steps % 4 == 0

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

    def _left(self, uid: str) -> int:
        """Minor units that i'mport has left of a payment."""
        return int(self._record(uid).left * self.factor[uid])

    def _cancelled(self, uid: str) -> int:
        return int(self._record(uid).cancel_amount * self.factor[uid])

    def _major(self, uid: str, minor: int) -> float:
        """As the practice shop's control interface takes it."""
        return minor / self.factor[uid]

    def _known(self, uid: str) -> bool:
        return any(row[1] == uid for row in self.desk.dump()["payment"])

    def _detail(self, uid: str) -> Any:
        return self.desk.payment(uid)

    def _disturb(self, **fault: Any) -> None:
        COUNTED["faults"] += 1
        self.disturbed = True
        self.desk.fault(**fault)

    def _try(self, act: Any) -> Trouble | None:
        COUNTED["acts"] += 1
        try:
            act()
        except Trouble as trouble:
            if trouble.kind in NEVER_ALLOWED:
                raise AssertionError("nothing was wrong with the disk") from trouble
            return trouble
        return None

    def _restart(self) -> None:
        self.desk.restart()
        self.post.heard_by_a_new_process()

    def _killed_at(self, point: int | None) -> contextlib.AbstractContextManager[None]:
        return killed(point, self._restart, lambda: COUNTED.update(kills=1))

    # ---- what must hold, whatever happens

    @invariant()
    def a_step_is_over(self) -> None:
        self.steps += 1

    @invariant()
    def nothing_is_called_cancelled_beyond_imports_record(self) -> None:
        for row in self._rows("payment", "imp_uid cancelled"):
            uid, cancelled = row
            true = self._cancelled(uid)
            assert cancelled <= true, f"{uid}: {cancelled} claimed, {true} is true"

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
        """Of what Paymentwall does as asked, never more than the largest worst case a person confirmed, with what
        i'mport had refused before: that is named beside it (money.md R1)."""
        named: Counter[int] = Counter()
        for ticket, data in self._rows("fact", "ticket data", "kind = 'attempt_sent'"):
            named[ticket] = max(named[ticket], json.loads(data)["refused_before"])
        rows = self._rows("ticket", "imp_uid id amount worst_case seen_left")
        for uid in self.payments:
            if not self.honest[uid]:
                continue
            mine = [row[1:] for row in rows if row[0] == uid]
            if not mine:
                assert self._cancelled(uid) == 0
                continue
            confirmed = (
                (6000 - left + amount if worst is None else worst) + named[number]
                for number, amount, worst, left in mine
            )
            done, most = self._cancelled(uid), max(confirmed)
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
    def the_pc_tells_no_time(self) -> None:
        """Whatever its wall clock says, but for the moments between a start of the machine and an answer."""
        if self.desk.shop.client.clock_offset is not None:
            self.time_unknown = False
        if not self.time_unknown:
            apart = self.desk.shop.now() - self.server.clock.now()
            assert abs(apart) <= 1, f"{apart} s off, the wall clock {self.desk.pc.wrong}"

    @invariant()
    def the_chain_is_whole(self) -> None:
        assert self.desk.chain() == []

    def calm_and_agree(self) -> None:
        """After calm, accepted odd news and full looks the ledger is what i'mport says."""
        self.desk.calm()
        self.desk.advance(2 * DAY)
        self.desk.settings = replace(QUICK, read_timeout=20.0)  # now a slow answer is this machine's
        self._restart()
        for _ in range(2):
            self.desk.sync(full=True)
            self.desk.advance(120)
        for uid in self.payments:
            with contextlib.suppress(Trouble):
                deciding.accept(self.desk.shop, uid, "Minji", "so be it")
        self.desk.sync(full=True)
        assert self.desk.differences() == []
        for uid in self.payments:
            detail = self.desk.payment(uid)
            assert detail.cancelled == self._cancelled(uid)
            assert all((one.ticket is None) == bool(one.question) for one in detail.cancellations)
            assert sum(one.amount for one in detail.cancellations) == detail.cancelled
            assert not detail.braked
            left = [t for t in self._rows("ticket", "imp_uid state") if t[0] == uid]
            if detail.state == "cancelled" and not any(one.question for one in detail.cancellations):
                assert not [t for t in left if t[1] in ("sending", "waiting", "unconfirmed")], left
        self._sums_agree()
        assert [proof for proof in checking.check(self.desk.shop) if not proof.ok] == []

    def _sums_agree(self) -> None:
        """Each currency by itself, test payments left out."""
        true: Counter[str] = Counter()
        for uid in self.payments:
            if not self._detail(uid).test:
                true[self._record(uid).currency] += self._cancelled(uid)
        with self.desk.shop.database.reader() as reader:
            shown = {total.currency: total.cancelled for total in queries.totals(reader, queries.Filter())}
        assert shown == dict(true)

    def _rows(self, table: str, names: str, where: str = "1") -> list[tuple[Any, ...]]:
        columns = ", ".join(f'"{name}"' for name in names.split())
        with self.desk.shop.database.reader() as reader:
            return [tuple(row) for row in reader.execute(f"SELECT {columns} FROM {table} WHERE {where}")]

    def _attempts(self) -> list[tuple[str, Outcome]]:
        with self.desk.shop.database.reader() as reader:
            rows = reader.execute(
                "SELECT t.imp_uid, a.outcome FROM attempt a JOIN ticket t ON t.id = a.ticket WHERE t.origin = 'desk'"
            )
            return [(uid, Outcome(outcome)) for uid, outcome in rows]
