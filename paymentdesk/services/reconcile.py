"""Ledger against i'mport: every difference, or none. Asks i'mport, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from paymentdesk.domain.money import major_text
from paymentdesk.domain.payment import Payment
from paymentdesk.gateway.wire import BadRow, Page
from paymentdesk.services.looking import asked
from paymentdesk.services.recent import BATCH
from paymentdesk.services.shop import Shop
from paymentdesk.services.walking import first_moment
from paymentdesk.store import ledger
from paymentdesk.store.ledger.payments import Known


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one payment where the two disagree; amounts are plain decimals in major units."""

    imp_uid: str
    field: str
    ledger: str | None
    imp: str | None


@dataclass
class Reconciliation:
    checked: int = 0
    differences: list[Difference] = field(default_factory=list)


def reconcile(shop: Shop, start: int | None = None, end: int | None = None) -> Reconciliation:
    """Compare every payment that changed between `start` and `end` (UNIX seconds, inclusive; None = all).

    i'mport's list is walked for what the ledger lacks, then what only the ledger has is asked by number. Braked
    differences are listed like any other (money.md R18). Raises `Trouble` when i'mport cannot be asked.
    """
    result = Reconciliation()
    shop.client.connect()
    shop.connected()
    first = start if start is not None else ledger.payments.oldest(shop.database) or first_moment(shop)
    last = end if end is not None else shop.now()
    listed: set[str] = set()
    for page in _pages(shop, first, last):
        fresh = [payment for payment in page.payments if payment.imp_uid not in listed]
        listed |= {payment.imp_uid for payment in fresh}
        _compare_all(shop, fresh, [row for row in page.bad if row.imp_uid not in listed], result)
        listed |= {row.imp_uid for row in page.bad}
    unlisted = [u for u in ledger.payments.changed_between(shop.database, first, last) if u not in listed]
    for at in range(0, len(unlisted), BATCH):
        _by_number(shop, unlisted[at : at + BATCH], result)
    return result


def _pages(shop: Shop, first: int, last: int) -> Iterator[Page]:
    window = shop.settings.window_days * 86400
    start = first
    while start <= last:
        end = min(start + window, last)
        page = 1
        while page:
            answer = asked(
                partial(
                    shop.client.payments_by_status,
                    "all",
                    start,
                    end,
                    page=page,
                    limit=shop.settings.page_size,
                    sorting="updated",
                )
            )
            yield answer
            page = answer.next if answer.next > page else 0
        start = end + 1


def _by_number(shop: Shop, imp_uids: list[str], result: Reconciliation) -> None:
    answer = asked(lambda: shop.client.payments(imp_uids))
    _compare_all(shop, answer.payments, answer.bad, result)
    for imp_uid in answer.missing:
        result.checked += 1
        result.differences.append(Difference(imp_uid, "payment", "known", None))


def _compare_all(shop: Shop, seen: Sequence[Payment], bad: Sequence[BadRow], result: Reconciliation) -> None:
    known = ledger.payments.known(shop.database, [payment.imp_uid for payment in seen])
    for payment in seen:
        result.checked += 1
        result.differences += _compare(known.get(payment.imp_uid), payment)
    for row in bad:  # what cannot be read cannot be called equal
        result.checked += 1
        result.differences.append(Difference(row.imp_uid, "record", None, row.why))


def _compare(known: Known | None, seen: Payment) -> list[Difference]:
    if known is None:
        return [Difference(seen.imp_uid, "payment", None, "known")]
    ours = known.payment
    pairs: list[tuple[str, str, str | None]] = [
        ("status", ours.status.value, seen.status.value),
        ("amount", major_text(ours.amount, ours.currency), major_text(seen.amount, seen.currency)),
        ("currency", ours.currency, seen.currency),
        ("merchant_uid", ours.merchant_uid, seen.merchant_uid),
        (
            "cancelled_amount",
            major_text(ours.cancelled or 0, ours.currency),
            None if seen.cancelled is None else major_text(seen.cancelled, seen.currency),
        ),
    ]
    listed = sum(entry.amount for entry in seen.history)
    if listed > max(ours.cancelled or 0, seen.cancelled or 0):
        # A history that lags behind is no difference; one that says more than all the rest is.
        mine = major_text(ours.cancelled or 0, ours.currency)
        pairs.append(("cancel_history", mine, major_text(listed, seen.currency)))
    return [Difference(seen.imp_uid, name, mine, theirs) for name, mine, theirs in pairs if mine != theirs]
