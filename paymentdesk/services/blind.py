"""Blind intervals (money.md R7): what this desk cannot have seen, because its data folder is new here, was copied or
moved to another machine, or restored without its send journal.

Until a person confirms, nothing is sent. After that the first request on each payment that was cancellable meanwhile
repeats the warning once. Loopback addresses (practice, tests) are exempt unless the settings say otherwise.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from msgspec.structs import replace

from paymentdesk.domain.attribution import reason_tag
from paymentdesk.domain.payment import Cancellation, Payment
from paymentdesk.domain.ticket import tag
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.machine import machine_mark
from paymentdesk.services.shop import Shop, new_mark
from paymentdesk.settings import Settings, ShopProfile
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
            settle_down(shop, here)
            if database_is_new(shop):
                # Another PC, or the folder before this one, may have asked for what nothing here tells of.
                _open(shop, int(datetime(shop.settings.first_year, 1, 1, tzinfo=UTC).timestamp()), "new")
            return
        read = int(ledger.meta.get(database, "journal_size") or 0)
        lost = not shop.journal.exists() or shop.journal.size() < read
        if (known == here and not lost) or ledger.meta.get(database, OPEN) is not None:
            return
        _open(shop, audit.last_at(database.db) or shop.desk_since(), "restored" if known == here else "moved")


def _open(shop: Shop, start: int, why: str) -> None:
    now, last = shop.now(), ledger.tickets.last_number(shop.database)
    ledger.meta.put(shop.database, OPEN, json.dumps({"start": start, "at": now, "why": why, "last_ticket": last}))
    audit.append(shop.database.db, [Fact(now, "blind_interval", data={"start": start, "why": why})])


def restored(shop: Shop, *, blind: bool) -> None:
    """This ledger was just taken from a copy. Numbers given from now on were given before, so they get a new mark;
    `blind`: the journal does not tell what was sent since the copy was made (R7). Inside a transaction."""
    last = ledger.tickets.last_number(shop.database)
    if blind and not exempt(shop) and ledger.meta.get(shop.database, OPEN) is None:
        _open(shop, audit.last_at(shop.database.db) or shop.desk_since(), "restored")
    _take_new_mark(shop, last)


def database_is_new(shop: Shop) -> bool:
    """Nothing was ever asked for from here, and nothing was looked at."""
    return shop.desk_since() == 0 and not shop.journal.size()


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
        ledger.meta.put(database, PASSED, json.dumps([*_all_passed(shop), passed]))
        settle_down(shop, machine_mark(shop.profile.folder))
        _take_new_mark(shop, interval["last_ticket"])
        audit.append(database.db, [Fact(now, "blind_confirmed", by=by, data={**passed, "note": note})])


def _take_new_mark(shop: Shop, last_ticket: int) -> None:
    marks = {shop.mark: last_ticket, **former_marks(shop)}
    ledger.meta.put(shop.database, FORMER, json.dumps(marks))
    new_mark(shop.database)


def in_todays_mark(shop: Shop, imp_uid: str, entry: Cancellation) -> Cancellation:
    """An entry whose reason carries a number this ledger sent under a former mark, as if it were today's; or a number
    that the journal brought back as another one."""
    found = reason_tag(entry.reason)
    if found is None:
        return entry
    number, mark = found
    given = audit.brought_back(shop.database.db, imp_uid).get(found)
    if given is None and (mark == shop.mark or number > former_marks(shop).get(mark, 0)):
        return entry
    return replace(entry, reason=entry.reason.replace(tag(number, mark), tag(given or number, shop.mark)))


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
    return is_exempt(shop.profile, shop.settings)


def is_exempt(profile: ShopProfile, settings: Settings) -> bool:
    """Practice and tests: nobody's money can be in a request made elsewhere."""
    return profile.practice or (profile.loopback and settings.blind_loopback_exempt)


def settle_down(shop: Shop, here: str) -> None:
    """The journal exists from the first day, so that a missing one is a lost one."""
    shop.journal.begin()
    ledger.meta.put(shop.database, "machine", here)
    # What the journal holds and the ledger lacks is still brought back (interrupted.py).
    read = int(ledger.meta.get(shop.database, "journal_size") or 0)
    ledger.meta.put(shop.database, "journal_size", str(min(shop.journal.size(), read)))


def _passed(shop: Shop, payment: Payment) -> dict[str, int] | None:
    """The interval this payment could have been cancelled in, if nobody has looked for requests on it since."""
    mark = ledger.marks.get(shop.database, payment.imp_uid, ledger.marks.BLIND_SEEN)
    paid_at, seen_at = payment.paid_at or payment.started_at, mark.at if mark is not None else -1
    return next((one for one in reversed(_all_passed(shop)) if paid_at <= one["end"] and seen_at < one["end"]), None)


def _all_passed(shop: Shop) -> list[dict[str, int]]:
    """The intervals a person has confirmed, oldest first."""
    stored = json.loads(ledger.meta.get(shop.database, PASSED) or "[]")
    every = stored if isinstance(stored, list) else [stored]  # a ledger that knew only of its last one
    return [{key: int(value) for key, value in one.items()} for one in every]
