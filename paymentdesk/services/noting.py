"""What a person notes about a payment, a link or this desk. Every note is a fact with a name on it; nothing is sent."""

from __future__ import annotations

from typing import Any

from paymentdesk.domain.attribution import Outside
from paymentdesk.domain.ticket import (
    Cause,
    Link,
    Origin,
    TicketState,
    ticket_name,
)
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached, entries, settling, stopping, verifying
from paymentdesk.services.refusing import refuse_other_state
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.payments import Known
from paymentdesk.store.ledger.tickets import AlreadyOpen


def chargeback_noticed(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """The bank's letter has come: problem `chargeback_notice`, and nothing is requested on the payment (R13)."""
    need_note(note, imp_uid)
    with shop.database.atomic():
        known_payment(shop, imp_uid)
        stopping.left_another_way(shop, imp_uid, stopping.NOTICE, by=by, note=note)
        cached.refresh(shop, [imp_uid])


def stop_handled(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """Paymentwall was asked to stop what may still be carried out, says a person: requests are possible again, with
    the worst case while there are possible executions (R13, R1)."""
    need_note(note, imp_uid)
    with shop.database.atomic():
        known = known_payment(shop, imp_uid)
        mark = ledger.marks.get(shop.database, imp_uid, ledger.marks.STOP)
        if mark is None:
            raise Trouble(Kind.NOTHING_TO_STOP, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        ledger.marks.drop(shop.database, imp_uid, ledger.marks.STOP)
        data: dict[str, object] = {"cause": mark.why, "note": note}
        fact(shop, "stop_handled", imp_uid, known.payment.merchant_uid, None, by, data)
        cached.refresh(shop, [imp_uid])


def link_confirmed(shop: Shop, number: int, by: str, note: str = "") -> None:
    """A cancellation that was probably this ticket's, by its amount only, was it (money.md section 2, case 9)."""
    with shop.database.atomic():
        row = _by_amount(shop, number)
        ledger.tickets.change(shop.database, number, link=Link.PERSON.value)
        fact(shop, "link_confirmed", row.imp_uid, row.merchant_uid, number, by, {"note": note})


def link_refused(shop: Shop, number: int, cause: Cause, by: str, note: str = "") -> None:
    """A cancellation that was probably this ticket's was somebody else's: it becomes an outside record of that
    cause, and the ticket is what it was before, or Overtaken when nothing is left (money.md section 2, case 9).

    Raises `Trouble(TICKET_OPEN)` when another ticket holds the payment meanwhile.
    """
    database = shop.database
    with database.atomic():
        row = _by_amount(shop, number)
        before = TicketState(row.state)
        mine = [one for one in ledger.cancellations.of_payment(database, row.imp_uid) if one.ticket == number]
        probable = [one for one in mine if one.link == Link.AMOUNT.value and one.n is not None]
        try:
            for one in probable:
                before = entries.take_back(shop, row.imp_uid, one)
        except AlreadyOpen as error:
            facts = {"ticket": ticket_name(number), "state": row.state}
            raise Trouble(Kind.TICKET_OPEN, facts, money=MoneyWord.NOTHING_CHANGED, possible=True) from error
        data: dict[str, object] = {"cause": cause.value, "to": before.value, "note": note}
        fact(shop, "link_refused", row.imp_uid, row.merchant_uid, number, by, data)
        for one in probable:
            settling.outside(shop, row.imp_uid, one.cancellation, Outside(cause), by=by)
        settling.settle(shop, {row.imp_uid: None})
        cached.refresh_refused(shop, True)


def excuse_test(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """A test payment that is not to be cancelled, and why: it is no longer counted or listed in Today. It stays out
    of every total all the same (money.md R20)."""
    need_note(note, imp_uid)
    with shop.database.atomic():
        known = known_payment(shop, imp_uid)
        if not known.payment.test:
            raise Trouble(Kind.NOT_A_TEST, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        ledger.marks.put(shop.database, imp_uid, ledger.marks.EXCUSED, shop.now(), note=note, by=by)
        fact(shop, "test_excused", imp_uid, known.payment.merchant_uid, None, by, {"note": note})
        verifying.payment_kept(shop, imp_uid, known.payment.merchant_uid, by, note)


def need_note(note: str, what: str) -> None:
    if not note.strip():
        raise Trouble(Kind.NOTE_MISSING, {"what": what}, money=MoneyWord.NOTHING_CHANGED)


def known_payment(shop: Shop, imp_uid: str) -> Known:
    known = ledger.payments.known(shop.database, [imp_uid]).get(imp_uid)
    if known is None:
        raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
    return known


def fact(
    shop: Shop, kind: str, imp_uid: str, merchant_uid: str, ticket: int | None, by: str, data: dict[str, object]
) -> None:
    one = Fact(shop.now(), kind, imp_uid=imp_uid, merchant_uid=merchant_uid, ticket=ticket, by=by, data=data)
    audit.append(shop.database.db, [one])


def _by_amount(shop: Shop, number: int) -> Any:
    """The row of a ticket of ours that is Cancelled by its amount only."""
    row = refuse_other_state(shop, number, {TicketState.CANCELLED})
    if row.link != Link.AMOUNT.value or row.origin != Origin.DESK.value:
        facts = {"ticket": ticket_name(number), "state": row.state}
        raise Trouble(Kind.MOVE_NOT_ALLOWED, facts, money=MoneyWord.NOTHING_CHANGED, possible=True)
    return row
