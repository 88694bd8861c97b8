"""Blind intervals (money.md R7): what this desk cannot have seen, because its data folder was copied or moved to
another machine, or restored without its send journal.

Until a person confirms, nothing is sent. After that the first request on each payment that was cancellable meanwhile
repeats the warning once. Loopback addresses (practice, tests) are exempt unless the settings say otherwise.
"""

from __future__ import annotations

import json
from dataclasses import replace

from paymentdesk.domain.attribution import reason_tag
from paymentdesk.domain.payment import Cancellation, Payment
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.machine import machine_mark
from paymentdesk.services.shop import Shop, new_mark
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

OPEN = "blind"
PASSED = "blind_passed"
FORMER = "former_marks"


def notice(shop: Shop) -> None:
    """At start, before the journal is read: is this the folder, on the machine, with the journal it was?"""
    if exempt(shop):
        return
    here = machine_mark(shop.profile.folder)
    database = shop.database
    with database.atomic():
        known = ledger.meta.get(database, "machine")
        if known is None:
            _settle_down(shop, here)
            return
        read = int(ledger.meta.get(database, "journal_size") or 0)
        lost = not shop.journal.exists() or shop.journal.size() < read
        if (known == here and not lost) or ledger.meta.get(database, OPEN) is not None:
            return
        why = "restored" if known == here else "moved"
        now, start = shop.now(), audit.last_at(database.db) or shop.desk_since()
        last = ledger.tickets.last_number(database)
        ledger.meta.put(database, OPEN, json.dumps({"start": start, "at": now, "why": why, "last_ticket": last}))
        audit.append(database.db, [Fact(now, "blind_interval", data={"start": start, "why": why})])


def refuse(shop: Shop, payment: Payment | None = None, *, seen: bool = False) -> None:
    """Raises `Trouble`: BLIND_INTERVAL while nobody has confirmed, BLIND_PAYMENT for the first request on a payment
    of that time, unless `seen` says that a person has looked for requests on it."""
    if exempt(shop):
        return
    interval = blind_interval(shop)
    if interval is not None:
        raise Trouble(Kind.BLIND_INTERVAL, {"start": interval["start"], "end": shop.now()}, possible=True)
    if payment is not None and not seen:
        passed = _passed(shop, payment)
        if passed is not None:
            raise Trouble(Kind.BLIND_PAYMENT, {"imp_uid": payment.imp_uid, **passed}, possible=True)


def payment_seen(shop: Shop, payment: Payment, by: str) -> None:
    """A person has looked for requests on this payment: the warning is not repeated. Inside the transaction that
    writes the request."""
    if exempt(shop) or _passed(shop, payment) is None:
        return
    now = shop.now()
    ledger.marks.put(shop.database, payment.imp_uid, ledger.marks.BLIND_SEEN, now, by=by)
    audit.append(shop.database.db, [Fact(now, "blind_seen", imp_uid=payment.imp_uid, by=by)])


def blind_confirmed(shop: Shop, by: str, note: str) -> None:
    """ "Moved": this is the only desk on this ledger, or what was requested meanwhile is recorded, says a person.

    Sends are on again, and tickets sent from now on carry a new mark: a number that another copy of this ledger uses
    as well is never taken for ours. Raises `Trouble(NOTE_MISSING)`.
    """
    if not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"what": "moved"}, money=MoneyWord.NOTHING_CHANGED)
    database = shop.database
    with database.atomic():
        interval = blind_interval(shop)
        if interval is None:
            return
        now = shop.now()
        passed = {"start": interval["start"], "end": now}
        ledger.meta.drop(database, OPEN)
        ledger.meta.put(database, PASSED, json.dumps(passed))
        _settle_down(shop, machine_mark(shop.profile.folder))
        marks = {**former_marks(shop), shop.mark: interval["last_ticket"]}
        ledger.meta.put(database, FORMER, json.dumps(marks))
        new_mark(database)
        audit.append(database.db, [Fact(now, "blind_confirmed", by=by, data={**passed, "note": note})])


def in_todays_mark(shop: Shop, entry: Cancellation) -> Cancellation:
    """An entry whose reason carries a number this ledger sent under a former mark, as if it were today's."""
    tag = reason_tag(entry.reason)
    if tag is None or tag[1] == shop.mark or tag[0] > former_marks(shop).get(tag[1], 0):
        return entry
    return replace(entry, reason=entry.reason.replace(f" {tag[1]}]", f" {shop.mark}]"))


def blind_interval(shop: Shop) -> dict[str, int] | None:
    """`start`, in UNIX seconds, of what nobody has confirmed yet, and the `last_ticket` there was; or None."""
    stored = ledger.meta.get(shop.database, OPEN)
    if stored is None:
        return None
    return {key: int(value) for key, value in json.loads(stored).items() if key in ("start", "last_ticket")}


def former_marks(shop: Shop) -> dict[str, int]:
    """Marks this ledger had before, each with the last ticket that was sent under it here: a higher number with the
    same mark is of the other copy."""
    return {mark: int(last) for mark, last in json.loads(ledger.meta.get(shop.database, FORMER) or "{}").items()}


def exempt(shop: Shop) -> bool:
    return shop.profile.practice or (shop.profile.loopback and shop.settings.blind_loopback_exempt)


def _settle_down(shop: Shop, here: str) -> None:
    """The journal exists from the first day, so that a missing one is a lost one."""
    shop.journal.begin()
    ledger.meta.put(shop.database, "machine", here)
    # What the journal holds and the ledger lacks is still brought back (interrupted.py).
    read = int(ledger.meta.get(shop.database, "journal_size") or 0)
    ledger.meta.put(shop.database, "journal_size", str(min(shop.journal.size(), read)))


def _passed(shop: Shop, payment: Payment) -> dict[str, int] | None:
    """The interval this payment could have been cancelled in, if nobody has looked for requests on it since."""
    stored = ledger.meta.get(shop.database, PASSED)
    if stored is None:
        return None
    passed = {key: int(value) for key, value in json.loads(stored).items()}
    mark = ledger.marks.get(shop.database, payment.imp_uid, ledger.marks.BLIND_SEEN)
    seen = mark is not None and mark.at >= passed["end"]
    return None if seen or (payment.paid_at or payment.started_at) > passed["end"] else passed
