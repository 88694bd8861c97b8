"""A desk and a practice shop side by side, in one process: the services are called, the shop is driven through
its control interface, and what reached its wire is read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from paymentdesk.domain.attention import ordered
from paymentdesk.domain.money import Money, parse_amount
from paymentdesk.domain.trouble import Trouble
from paymentdesk.practice.control import Control
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import cancellation, deciding, polling
from paymentdesk.services.cancellation import Request
from paymentdesk.services.reconcile import reconcile
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.store import audit, queries

DAY = 24 * 3600
QUICK = Settings(connect_timeout=2.0, read_timeout=2.0, cancel_timeout=2.0)
"""Time-outs short enough that a slow answer is soon a silent one, and long enough for a busy machine."""


class Desk:
    """One desk on one practice shop whose clock stands still until `advance`."""

    def __init__(self, server: PracticeServer, home: Path, *, settings: Settings = QUICK, **profile: Any) -> None:
        self.server = server
        self.home = home
        self.settings = settings
        self._control = Control(server)
        given = {"name": "shop", "user": "Minji"} | profile
        self.profile = ShopProfile(
            home=home, api_url=server.url, imp_key=server.imp_key, imp_secret=server.imp_secret, **given
        )
        self._shop: Shop | None = None

    # ---- the desk

    @property
    def shop(self) -> Shop:
        if self._shop is None:
            self._shop = open_shop(self.profile, settings=self.settings, clock=self.server.clock.now)
        return self._shop

    def close(self) -> None:
        if self._shop is not None:
            self._shop.close()
            self._shop = None

    def restart(self) -> None:
        self.close()
        assert self.shop

    def sync(self, *, full: bool = False) -> polling.SyncReport:
        return polling.sync(self.shop, full=full)

    def ask(self, imp_uid: str, amount: str, currency: str = "USD", **given: Any) -> int:
        """Request a cancellation, as Minji; `worst` and `left` are what she typed and saw."""
        for typed, name in (("worst", "worst_case"), ("left", "seen_left")):
            if typed in given:
                given[name] = parse_amount(given.pop(typed), currency)
        values = {"reason": "size", "by": "Minji"} | given
        return cancellation.request(self.shop, Request(imp_uid, parse_amount(amount, currency), **values))

    def draft(self, imp_uid: str, amount: str, currency: str = "USD") -> int:
        return cancellation.save_draft(self.shop, Request(imp_uid, parse_amount(amount, currency), "size", by="Minji"))

    def again(self, number: int, note: str = "not in the merchant area, says Anna", worst: str | None = None) -> int:
        typed = parse_amount(worst, "USD") if worst else None
        return cancellation.ask_again(self.shop, number, "Minji", note, typed)

    def reject(self, number: int, note: str = "Anna of Paymentwall, by mail: no") -> None:
        deciding.reject(self.shop, number, "Minji", note)

    def ticket(self, number: int) -> queries.TicketLine:
        with self.shop.database.reader() as reader:
            found = queries.ticket_detail(reader, number)
        assert found is not None
        return found

    def tickets(self) -> list[queries.TicketLine]:
        with self.shop.database.reader() as reader:
            return queries.list_tickets(reader, queries.Filter(limit=100_000), now=0, overdue_seconds=0)

    def payment(self, imp_uid: str) -> Any:
        with self.shop.database.reader() as reader:
            found = queries.payment_detail(reader, imp_uid)
        assert found is not None
        return found

    def facts(self, **names: Any) -> list[audit.Fact]:
        with self.shop.database.reader() as reader:
            return audit.facts_of(reader, **names)

    def kinds(self, **names: Any) -> list[str]:
        return [fact.kind for fact in self.facts(**names)]

    def needs(self) -> list[Any]:
        """The rows of Today."""
        with self.shop.database.reader() as reader:
            return ordered(queries.needs_rows(reader, self.shop.now(), 7 * DAY))

    def today(self) -> list[str]:
        return [row.need.value for row in self.needs()]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything the ledger says, but for counters that move with every look."""
        skip = {"seen_at", "look_no", "checked_at", "digest", "odd_digest", "odd_raw", "hash", "prev", "seq"}
        tables = ("payment", "cancellation", "ticket", "attempt", "orders", "fact")
        said: dict[str, list[tuple[Any, ...]]] = {}
        with self.shop.database.reader() as reader:
            for table in tables:
                names = [row[1] for row in reader.execute(f"PRAGMA table_info({table})") if row[1] not in skip]
                quoted = ", ".join(f'"{name}"' for name in names)
                said[table] = [tuple(row) for row in reader.execute(f"SELECT {quoted} FROM {table}")]
        return said

    def differences(self) -> list[Any]:
        return reconcile(self.shop).differences

    def chain(self) -> list[str]:
        with self.shop.database.reader() as reader:
            return audit.verify(reader)

    # ---- the practice shop

    def control(self, method: str, path: str, fields: Mapping[str, Any] | None = None, *, status: int = 200) -> Any:
        body = json.dumps(fields).encode() if fields is not None else b""
        reply = self._control.answer(method, path, body)
        assert reply.status == status, reply.body
        return json.loads(reply.body, parse_float=Decimal)

    def paid(self, amount: float | str = 60, **fields: Any) -> str:
        """A payment of 60.00 USD, paid, unless said otherwise."""
        made = self.control("POST", "/payments", {"amount": amount, "status": "paid", "method": "cc"} | fields)
        return str(made["imp_uid"])

    def queue(self, state: str | None = None) -> list[dict[str, Any]]:
        """Paymentwall's tickets."""
        every = self.control("GET", "/tickets")["tickets"]
        return [one for one in every if state is None or one["state"] == state]

    def decide(self, number: int = 1, outcome: str = "cancelled", **fields: Any) -> None:
        self.control("POST", f"/tickets/{number}/decide", {"outcome": outcome, **fields})

    def console(self, imp_uid: str, amount: float | None = None, *, ticket: bool = False) -> None:
        fields = {"ticket": ticket} if amount is None else {"amount": amount, "ticket": ticket}
        self.control("POST", f"/console-cancel/{imp_uid}", fields)

    def record(self, imp_uid: str, **fields: Any) -> None:
        """Bend i'mport's record; one that is cancelled was so by now, or no list would show it."""
        if fields.get("status") == "cancelled":
            fields = {"cancelled_at": self.server.clock.now()} | fields
        self.control("POST", f"/payments/{imp_uid}/record", fields)

    def fault(self, kind: str, path: str = "/payments/cancel", **fields: Any) -> None:
        self.control("POST", "/faults", {"path": path, "kind": kind, **fields})

    def calm(self) -> None:
        self.control("DELETE", "/faults")

    def advance(self, seconds: int) -> None:
        self.control("POST", "/advance", {"seconds": seconds})

    def calls(self, method: str = "", path: str = "/") -> list[dict[str, Any]]:
        every = self.control("GET", "/requests")["requests"]
        return [call for call in every if call["method"].startswith(method) and call["path"].startswith(path)]

    def cancels(self) -> list[dict[str, Any]]:
        """Cancel requests that reached i'mport's wire."""
        return self.calls("POST", "/payments/cancel")

    def imp_cancelled(self, imp_uid: str) -> Decimal:
        found = self.server.shop.payments.get(imp_uid)
        assert found is not None
        return found.cancel_amount


def usd(text: str) -> Money:
    return parse_amount(text, "USD")


def refused(act: Callable[[], Any]) -> Trouble:
    """The trouble an act ends in."""
    try:
        came = act()
    except Trouble as trouble:
        return trouble
    raise AssertionError(f"it was not refused: {came!r}")


def entry(amount: float, number: str | None = "c1", at: int = 1_789_999_000, reason: str = "") -> dict[str, Any]:
    """A line of `cancel_history` as i'mport writes it."""
    made = {"pg_tid": "b1", "amount": amount, "cancelled_at": at, "reason": reason, "receipt_url": None}
    return made if number is None else made | {"cancellation_id": number}


ONE_SENTENCE = re.compile(r"[A-Z][^:]+: .+[.)]?\Z")
