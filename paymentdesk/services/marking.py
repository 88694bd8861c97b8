"""A payment that a person knows to be a test although i'mport does not say so (money.md R20, domain.md 3.4).

i'mport's `sandbox` stays i'mport's word; what counts is either. Marking changes no money and sends nothing.
"""

from __future__ import annotations

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached
from paymentdesk.services.noting import fact, known_payment, need_note
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger


def mark_test(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """From now on it is a test payment everywhere: out of every total, counted and listed until cancelled or excused.

    Raises `Trouble`: NOTE_MISSING, UNKNOWN_PAYMENT. Marking one that is a test already changes nothing.
    """
    need_note(note, imp_uid)
    with shop.database.atomic():
        known = known_payment(shop, imp_uid)
        if not known.payment.test:
            _mark(shop, imp_uid, known.payment.merchant_uid, by, note, test=True)


def unmark_test(shop: Shop, imp_uid: str, by: str, note: str) -> None:
    """Take a person's mark back. Raises `Trouble`: NOTE_MISSING, UNKNOWN_PAYMENT, NO_TEST_MARK where there is none,
    for example because it is i'mport that calls it a test."""
    need_note(note, imp_uid)
    with shop.database.atomic():
        known = known_payment(shop, imp_uid)
        if not known.payment.marked_test:
            raise Trouble(Kind.NO_TEST_MARK, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
        if not known.payment.sandbox:
            ledger.marks.drop(shop.database, imp_uid, ledger.marks.EXCUSED)
        _mark(shop, imp_uid, known.payment.merchant_uid, by, note, test=False)


def _mark(shop: Shop, imp_uid: str, merchant_uid: str, by: str, note: str, *, test: bool) -> None:
    ledger.payments.mark_test(shop.database, imp_uid, test)
    fact(shop, "test_marked" if test else "test_unmarked", imp_uid, merchant_uid, None, by, {"note": note})
    cached.refresh(shop, [imp_uid])
