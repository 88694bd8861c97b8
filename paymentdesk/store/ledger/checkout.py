"""Amounts registered at i'mport, and payment links: each is on disk before it is asked for."""

from __future__ import annotations

from paymentdesk.domain.checkout import PayLink
from paymentdesk.domain.money import Money
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import PayLinkRow, PreparedRow


@bound
def prepared(database: Database, merchant_uid: str) -> Money | None:
    """What i'mport was last told this order costs."""
    row = PreparedRow.get_or_none(PreparedRow.merchant_uid == merchant_uid)
    return None if row is None else Money(row.amount, row.currency)


@bound
def put_prepared(database: Database, merchant_uid: str, money: Money, at: int) -> None:
    PreparedRow.replace(merchant_uid=merchant_uid, amount=money.minor, currency=money.currency, at=at).execute()


@bound
def links(database: Database, merchant_uid: str) -> list[PayLink]:
    """All links of an order, oldest first."""
    rows = PayLinkRow.select().where(PayLinkRow.merchant_uid == merchant_uid).order_by(PayLinkRow.id)
    return [_link(row) for row in rows]


@bound
def link(database: Database, number: int) -> PayLink | None:
    row = PayLinkRow.get_or_none(PayLinkRow.id == number)
    return None if row is None else _link(row)


@bound
def asked(database: Database, merchant_uid: str, money: Money, *, expires_at: int, at: int, by: str) -> int:
    """A link is about to be asked for; answers its number."""
    number: int = PayLinkRow.insert(
        merchant_uid=merchant_uid, amount=money.minor, currency=money.currency, expires_at=expires_at, asked_at=at,
        by=by, state="asked",
    ).execute()  # fmt: skip
    return number


@bound
def became(database: Database, number: int, state: str, *, url: str = "", at: int = 0) -> None:
    """What became of a link. `at` is when it ended (UNIX seconds), 0 while it has not."""
    columns = {"state": state, "ended_at": at} | ({"url": url} if url else {})
    PayLinkRow.update(**columns).where(PayLinkRow.id == number).execute()


def _link(row: PayLinkRow) -> PayLink:
    return PayLink(
        number=row.id,
        merchant_uid=row.merchant_uid,
        url=row.url,
        amount=row.amount,
        currency=row.currency,
        expires_at=row.expires_at,
        asked_at=row.asked_at,
        by=row.by,
        state=row.state,
        ended_at=row.ended_at,
    )
