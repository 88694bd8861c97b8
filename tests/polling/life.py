"""A shop that goes on living while it is read: what hypothesis draws from, and what must hold all the time."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from paymentdesk.services import polling, recent
from tests.services.desk import DAY, Desk

METHODS = ("cc", "paypal", "boleto")
FAR_BACK = 300


class Life:
    """One desk and its shop. `data` decides what happens next and after which step the desk is killed."""

    def __init__(self, desk: Desk, data: Any) -> None:
        self.desk, self.data = desk, data
        self.made: list[str] = []

    @property
    def now(self) -> int:
        return self.desk.server.clock.now()

    # ---- what happens at the shop

    def past(self) -> None:
        """Payments before this desk looked for the first time: many in one second, and far back."""
        for _ in range(self.data.draw(st.integers(0, 3), "clusters")):
            at = self.now - self.data.draw(st.sampled_from([60, 3600, DAY, 88 * DAY, FAR_BACK * DAY]), "ago")
            for _ in range(self.data.draw(st.integers(1, 8), "at once")):
                self.arrives(at)

    def arrives(self, at: int | None = None) -> None:
        status = self.data.draw(st.sampled_from(["paid", "paid", "ready", "failed", "cancelled"]), "status")
        method = self.data.draw(st.sampled_from(METHODS), "method")
        at = self.now if at is None else at
        times = {"started_at": at} | ({"cancelled_at": at} if status == "cancelled" else {})
        self.made.append(self.desk.paid(10, status=status, method=method, **times))

    def pays(self) -> None:
        self._one("ready", "failed", act=lambda uid: self.desk.control("POST", f"/payments/{uid}/pay"))

    def fails(self) -> None:
        self._one("ready", act=lambda uid: self.desk.control("POST", f"/payments/{uid}/fail"))

    def is_partly_cancelled(self) -> None:
        self._one("paid", act=lambda uid: self.desk.console(uid, 1))

    def is_approved_as_of_then(self) -> None:
        """A late approval that carries the time of the attempt (domain.md 3.6.7): no list shows it as new. It is looked
        for by number as long as a customer may still pay."""

        def approve(uid: str) -> None:
            found = self.desk.server.shop.payments.get(uid)
            assert found is not None
            days = 35 if found.emb_pg_provider == "boleto" else 7
            if self.now - found.started_at < days * DAY:
                self.desk.record(uid, status="paid", paid_at=found.started_at)
                self.round(killed=False)

        self._one("ready", "failed", act=approve)

    def time_passes(self) -> None:
        self.desk.advance(self.data.draw(st.sampled_from([0, 1, 30, 3600, 3 * DAY, 100 * DAY]), "seconds"))

    def _one(self, *states: str, act: Any) -> None:
        fitting = [uid for uid in self.made if self.desk.server.shop.payments.get(uid).status in states]  # type: ignore[union-attr]
        if fitting:
            act(self.data.draw(st.sampled_from(fitting), "payment"))

    def something(self) -> None:
        what = (self.arrives, self.arrives, self.pays, self.fails, self.is_partly_cancelled)
        self.data.draw(st.sampled_from(what), "meanwhile")()

    # ---- what the desk does

    def round(self, *, killed: bool | None = None) -> None:
        """One round, the shop living on between its calls; perhaps killed after one of them."""
        by_itself = self.data.draw(st.booleans(), "by itself") if killed is None else False
        steps = polling.steps(self.desk.shop, by_itself=by_itself)
        dies_after = self.data.draw(st.integers(1, 12), "dies after") if killed is None else 0
        for number, _ in enumerate(steps, start=1):
            self.holds()
            if number == dies_after:
                steps.close()  # type: ignore[attr-defined]
                self.desk.restart()
                return
            if killed is None and self.data.draw(st.booleans(), "something"):
                self.something()
        self.holds()

    # ---- what must be true

    def holds(self) -> None:
        """The watermark has passed nothing that is not in the ledger."""
        mark, since = recent.watermark(self.desk.shop), polling.read_since(self.desk.shop)
        if mark is None or since is None:
            return
        known = self.known()
        for payment in self.desk.server.shop.payments:
            if since <= payment.changed_at <= mark:
                assert payment.imp_uid in known, f"{payment.imp_uid} changed at {payment.changed_at}, mark {mark}"

    def agrees(self) -> None:
        """What i'mport says of everything that was to be read is what the ledger says."""
        since, known = polling.read_since(self.desk.shop) or 0, self.known()
        for payment in self.desk.server.shop.payments:
            if payment.changed_at >= since or payment.imp_uid in known:
                said = (payment.status, int(payment.cancel_amount * 100), payment.paid_at)
                assert known.get(payment.imp_uid) == said, payment.imp_uid

    def known(self) -> dict[str, tuple[str, int, int]]:
        with self.desk.shop.database.reader() as reader:
            rows = reader.execute("SELECT imp_uid, status, cancelled, paid_at FROM payment")
            return {row[0]: (row[1], row[2], row[3]) for row in rows}


ACTS = (Life.arrives, Life.pays, Life.is_partly_cancelled, Life.is_approved_as_of_then, Life.time_passes, Life.round)


def live(desk: Desk, data: Any) -> None:
    """A life, and at its end one round that nobody disturbs: then the ledger is i'mport's record."""
    life = Life(desk, data)
    life.past()
    for _ in range(data.draw(st.integers(1, 8), "acts")):
        data.draw(st.sampled_from(ACTS), "act")(life)
    life.round(killed=False)
    life.agrees()
    assert desk.chain() == []
