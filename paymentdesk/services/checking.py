"""Is the ledger in order? The file, the chain of facts, what is computed, and what the send journal tells (R7).

Nothing is changed: what is computed is computed again in a transaction that is taken back.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from paymentdesk.domain.money import minor_units
from paymentdesk.domain.ticket import OPEN, TicketState, ticket_name
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services import cached
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger

BATCH = 400
NAMED = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at. `what` names its sentence, `facts` fill it."""

    name: str
    ok: bool
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class _TakenBack(Exception):
    """Ends a transaction that was only there to look."""


def check(shop: Shop) -> list[Proof]:
    """All proofs of a ledger that could be opened."""
    return [_file(shop), _chain(shop), _computed(shop), _locks(shop), _journal(shop)]


def _file(shop: Shop) -> Proof:
    found = ledger.checks.integrity(shop.database)
    return Proof("file", True, "file") if found == "ok" else Proof("file", False, "file_damaged", {"said": found})


def _chain(shop: Shop) -> Proof:
    with shop.database.reader() as reader:
        wrong = audit.verify(reader)
        count = audit.count(reader)
    if wrong:
        return Proof("chain", False, "chain_broken", {"said": "; ".join(wrong[:NAMED]), "count": len(wrong)})
    return Proof("chain", True, "chain", {"count": count})


def _computed(shop: Shop) -> Proof:
    """States, sums and problems are what facts make of them."""
    wrong: list[str] = []
    checked = 0
    walks: tuple[tuple[Any, Any, Callable[[Shop, Sequence[str]], None]], ...] = (
        (ledger.checks.payments_after, ledger.checks.cached_of_payments, cached.refresh),
        (ledger.checks.orders_after, ledger.checks.cached_of_orders, cached.refresh_orders),
    )
    for after, stored, refresh in walks:
        last = 0
        while rows := after(shop.database, last, BATCH):
            keys, last = [key for _, key in rows], rows[-1][0]
            checked += len(keys)
            with contextlib.suppress(_TakenBack), shop.database.atomic():
                before = stored(shop.database, keys)
                refresh(shop, keys)
                now = stored(shop.database, keys)
                wrong += [key for key in keys if before[key] != now[key]]
                raise _TakenBack
    if wrong:
        return Proof("computed", False, "computed_differs", {"names": _named(wrong), "count": len(wrong)})
    return Proof("computed", True, "computed", {"count": checked})


def _locks(shop: Shop) -> Proof:
    """A ticket holds its payment exactly while it is open."""
    every = ledger.checks.locks(shop.database)
    wrong = [ticket_name(number) for number, state, held in every if held != (TicketState(state) in OPEN)]
    if wrong:
        return Proof("tickets", False, "locks_differ", {"names": _named(wrong), "count": len(wrong)})
    return Proof("tickets", True, "locks", {"count": len(every)})


def _journal(shop: Shop) -> Proof:
    """Each line is an attempt, and each attempt that left has its line."""
    try:
        lines = shop.journal.lines()
    except Trouble as trouble:
        return Proof("journal", False, "journal_damaged", {"line": trouble.facts.get("line", 0)})
    told = Counter((line.imp_uid, minor_units(Decimal(line.amount), line.currency), line.at) for line in lines)
    attempts = ledger.checks.sent(shop.database)
    tried = Counter((imp_uid, amount, at) for imp_uid, amount, at, _ in attempts)
    left = Counter((imp_uid, amount, at) for imp_uid, amount, at, certain in attempts if certain)
    lacks = [imp_uid for imp_uid, _, _ in told - tried]
    untold = [imp_uid for imp_uid, _, _ in left - told]
    if lacks:
        return Proof("journal", False, "journal_more", {"names": _named(lacks), "count": len(lacks)})
    if untold:
        return Proof("journal", False, "journal_less", {"names": _named(untold), "count": len(untold)})
    return Proof("journal", True, "journal", {"count": len(lines)})


def _named(wrong: Sequence[str]) -> str:
    return ", ".join(wrong[:NAMED]) + (" …" if len(wrong) > NAMED else "")
