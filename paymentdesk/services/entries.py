"""Recorded entries of i'mport's history: brought in line with what it shows, and what they were linked to (R11, R19).

What a growth of the cancelled amount was linked to by its amount alone is taken back when the history names somebody
else; an entry that got another number keeps its link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec import structs

from paymentdesk.domain.attribution import CONSOLE_REASON, reason_tag
from paymentdesk.domain.payment import Cancellation, Payment
from paymentdesk.domain.ticket import Cause, KnownBy, Link, Origin, Outcome, TicketState
from paymentdesk.services.blind import in_todays_mark
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.cancellations import Entry
from paymentdesk.store.ledger.tickets import AlreadyOpen


def growth(record: Payment, explained: int, reasons: Iterable[str]) -> Cancellation | None:
    """What `cancel_amount` says beyond what entries explain: an entry of its own until they do (R19). Its reason is the
    record's, unless that is an older entry's: i'mport may show the new one later, like the entry itself."""
    more = (record.cancelled or 0) - explained
    if more <= 0:
        return None
    reason = "" if record.cancel_reason in set(reasons) else record.cancel_reason
    return Cancellation(f"growth|{record.cancelled}|{more}", more, record.cancelled_at, reason, provisional=True)


def write(shop: Shop, imp_uid: str, record: Payment) -> None:
    """Bring the recorded entries in line with i'mport's history; growth without an entry is provisional (R19).

    A record that shows no history is taken with the recorded one: what is provisional in it is still unexplained.
    """
    database, now = shop.database, shop.now()
    history = [entry for entry in record.history if not entry.provisional]
    recorded = ledger.cancellations.of_payment(database, imp_uid)
    by_entry = {row.cancellation.entry for row in recorded}
    provisional = [row for row in recorded if row.cancellation.provisional]
    fresh = [entry for entry in history if entry.entry not in by_entry]
    for entry in fresh:
        twin = next((row for row in provisional if row.cancellation.amount == entry.amount), None)
        if twin is not None:
            provisional.remove(twin)
            _becomes(shop, imp_uid, twin, entry)
            _by_its_number(shop, imp_uid, twin, entry)
        else:
            ledger.cancellations.add(database, imp_uid, entry, now)
    listed = sum(entry.amount for entry in history)
    unlisted = (record.cancelled or 0) - listed
    for row in provisional:
        if unlisted < sum(r.cancellation.amount for r in provisional):
            _explain(shop, imp_uid, row, fresh)
            provisional = [r for r in provisional if r is not row]
    explained = listed + sum(row.cancellation.amount for row in provisional)
    reasons = [each.reason for each in (*history, *(row.cancellation for row in recorded))]
    unexplained = growth(record, explained, reasons)
    if unexplained is not None:
        ledger.cancellations.add(database, imp_uid, unexplained, now)


def drop_vanished(shop: Shop, imp_uid: str, taken: Payment) -> None:
    """A person accepted a record that lacks known entries. One that got another number, or that the total still holds,
    keeps its link; what is really gone takes back what it answered, which may be carried out again (R1)."""
    shown = {entry.entry for entry in taken.history}
    rows = ledger.cancellations.of_payment(shop.database, imp_uid)
    fresh = [entry for entry in taken.history if entry.entry not in {row.cancellation.entry for row in rows}]
    unlisted = (taken.cancelled or 0) - sum(entry.amount for entry in taken.history)
    for row in rows:
        known = row.cancellation
        if known.entry in shown:
            continue
        renamed = next((entry for entry in fresh if entry.amount == known.amount), None)
        if renamed is not None:
            fresh.remove(renamed)
            _becomes(shop, imp_uid, row, renamed)
        elif known.amount <= unlisted:
            unlisted -= known.amount
            name = f"growth|{taken.cancelled}|{known.amount}|{row.id}"
            _becomes(shop, imp_uid, row, structs.replace(known, entry=name, provisional=True))
        else:
            if row.n is not None:
                take_back(shop, imp_uid, row)
            elif row.ticket is not None:
                ledger.tickets.change(shop.database, row.ticket, carried_out=0, closed_because="vanished")
            ledger.cancellations.drop(shop.database, row.id)


def take_back(shop: Shop, imp_uid: str, row: Entry) -> TicketState:
    """An entry does not answer its ticket after all: the ticket is what it was before, unless something else answered
    it, too. Raises `AlreadyOpen` when another ticket holds the payment meanwhile."""
    database = shop.database
    assert row.ticket is not None
    assert row.n is not None
    ticket = ledger.tickets.row(database, row.ticket)
    assert ticket is not None
    every = ledger.cancellations.of_payment(database, imp_uid)
    others = [each for each in every if each.ticket == row.ticket and each.n is not None and each.id != row.id]
    if others:
        before = TicketState(ticket.state)
        carried_out, link = sum(each.cancellation.amount for each in others), others[-1].link
        ledger.tickets.change(database, row.ticket, carried_out=carried_out, link=link)
    else:
        before = _before_the_link(shop, imp_uid, row.ticket, ticket.closed_because)
        _is_again(shop, row.ticket, before, ticket.closed_at)
    same = next((each.cancellation.entry for each in others if each.n == row.n), None)
    ledger.tickets.account_for(database, row.ticket, row.n, same)
    ledger.cancellations.link(database, imp_uid, row.cancellation.entry)
    return before


def _is_again(shop: Shop, number: int, before: TicketState, closed_at: int) -> None:
    known_by = {TicketState.REFUSED: KnownBy.IMP, TicketState.REJECTED: KnownBy.PERSON}
    ledger.tickets.change(
        shop.database,
        number,
        state=before.value,
        known_by=known_by.get(before, KnownBy.ASSUMED).value,
        link=Link.NONE.value,
        carried_out=0,
        closed_at=0 if before in (TicketState.WAITING, TicketState.UNCONFIRMED) else closed_at,
        closed_because="",
    )


def _before_the_link(shop: Shop, imp_uid: str, number: int, closed_because: str) -> TicketState:
    because, _, state = closed_because.partition(":")
    if because == "late_truth":
        return TicketState(state)
    ticket = next(t for t in ledger.tickets.of_payment(shop.database, imp_uid) if t.number == number)
    taken = any(attempt.outcome is Outcome.ACCEPTED for attempt in ticket.attempts)
    return TicketState.WAITING if taken else TicketState.UNCONFIRMED


def _becomes(shop: Shop, imp_uid: str, row: Entry, entry: Cancellation) -> None:
    """A recorded entry under another name; its link stays."""
    ledger.cancellations.rewrite(shop.database, row.id, entry)
    ledger.tickets.rename_answer(shop.database, imp_uid, row.cancellation.entry, entry.entry)


def _by_its_number(shop: Shop, imp_uid: str, row: Entry, entry: Cancellation) -> None:
    """The history names the ticket that the growth was linked to by its amount: now it is sure (R11). It names somebody
    else: it was not that ticket. Growth that was nobody's learns from it who did it."""
    if row.ticket is None:
        ledger.cancellations.link(shop.database, imp_uid, entry.entry)  # what was asked of the growth is asked afresh
        return
    tagged = reason_tag(in_todays_mark(shop, imp_uid, entry).reason)
    if row.n is None:
        _name_the_cause(shop, row.ticket, entry, tagged)
    elif tagged == (row.ticket, shop.mark):
        number = Link.NUMBER.value
        ledger.cancellations.link(shop.database, imp_uid, entry.entry, ticket=row.ticket, n=row.n, link=number)
        ledger.tickets.change(shop.database, row.ticket, link=number)
    elif row.link == Link.AMOUNT.value and _is_somebody_elses(shop, row.ticket, entry, tagged):
        _was_not(shop, imp_uid, replace(row, cancellation=entry))


def _is_somebody_elses(shop: Shop, number: int, entry: Cancellation, tagged: tuple[int, str] | None) -> bool:
    ticket = ledger.tickets.row(shop.database, number)
    recorded = ticket is not None and ticket.origin == Origin.ELSEWHERE.value  # made in the console, says a person
    return tagged is not None or (entry.reason.strip() == CONSOLE_REASON and not recorded)


def _was_not(shop: Shop, imp_uid: str, row: Entry) -> None:
    """Take a "probably" back by i'mport's own word. While another ticket holds the payment it stays, for a person."""
    assert row.ticket is not None
    try:
        before = take_back(shop, imp_uid, row)
    except AlreadyOpen:
        return
    data: dict[str, object] = {"cause": "", "to": before.value, "note": row.cancellation.reason}
    audit.append(shop.database.db, [Fact(shop.now(), "link_refused", imp_uid=imp_uid, ticket=row.ticket, data=data)])


def _name_the_cause(shop: Shop, number: int, entry: Cancellation, tagged: tuple[int, str] | None) -> None:
    row = ledger.tickets.row(shop.database, number)
    if row is None or row.cause != Cause.UNKNOWN.value or row.declared_by:
        return
    if entry.reason.strip() == CONSOLE_REASON:
        cause = Cause.CONSOLE
    elif tagged is not None:
        cause = Cause.SECOND_EXECUTION if tagged[1] == shop.mark else Cause.OTHER_DESK
    else:
        return
    ledger.tickets.change(shop.database, number, cause=cause.value, reason=entry.reason)


def _explain(shop: Shop, imp_uid: str, row: Entry, fresh: Sequence[Cancellation]) -> None:
    """Growth turned out to be several entries: they take over its link, and the growth is gone."""
    ledger.cancellations.drop(shop.database, row.id)
    if row.ticket is None or not fresh:
        return
    for entry in fresh:
        ledger.cancellations.link(shop.database, imp_uid, entry.entry, ticket=row.ticket, n=row.n, link=row.link)
    ledger.tickets.rename_answer(shop.database, imp_uid, row.cancellation.entry, fresh[0].entry)
