"""One payment as i'mport knows it, and how it is written on the wire (domain.md 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from paymentdesk.practice.amounts import ZERO, exact

STATUSES = ("ready", "paid", "cancelled", "failed")

# The lengths of the official file; longer values are refused rather than served.
LENGTHS = {
    "imp_uid": 32, "merchant_uid": 40, "pay_method": 20, "pg_provider": 16, "emb_pg_provider": 16,
    "pg_tid": 64, "pg_id": 80, "apply_num": 20, "vbank_num": 32, "name": 40, "buyer_name": 16,
    "buyer_email": 64, "buyer_tel": 16, "buyer_addr": 128, "buyer_postcode": 8,
}  # fmt: skip

# Official fields that are the same for every Paymentwall payment here, in the order of the official file.
_CONSTANT: Mapping[str, Any] = {
    "channel": "pc", "escrow": False, "apply_num": None, "bank_code": None, "bank_name": None,
    "card_code": None, "card_name": None, "card_issuer_code": None, "card_issuer_name": None,
    "card_publisher_code": None, "card_publisher_name": None, "card_quota": 0, "card_number": None,
    "card_type": None, "vbank_code": None, "vbank_name": None, "vbank_num": None, "vbank_holder": None,
    "vbank_date": 0, "vbank_issued_at": 0, "buyer_tel": None, "buyer_addr": None, "buyer_postcode": None,
    "custom_data": None, "user_agent": None, "receipt_url": None, "cancel_receipt_urls": [],
    "deposit_history": None, "cash_receipt_issued": False, "customer_uid": None,
    "customer_uid_usage": None, "promotion": None,
}  # fmt: skip
FURTHER_FIELDS = frozenset(_CONSTANT) | {"pg_provider"}


@dataclass(frozen=True, slots=True)
class Cancellation:
    """An executed cancellation; V1 shows no other kind (domain.md 3.1)."""

    pg_tid: str
    amount: Decimal
    cancelled_at: int
    reason: str
    cancellation_id: str
    receipt_url: str | None = None

    def wire(self) -> dict[str, Any]:
        return {
            "pg_tid": self.pg_tid,
            "amount": self.amount,
            "cancelled_at": self.cancelled_at,
            "reason": self.reason,
            "cancellation_id": self.cancellation_id,
            "receipt_url": self.receipt_url,
        }


@dataclass(slots=True)
class Payment:
    """Amounts are decimals of the currency's exponent, times UNIX seconds (0 = not applicable).

    `also` holds further or contradictory fields exactly as they are to be served, `missing` names those left
    out.
    """

    imp_uid: str
    merchant_uid: str
    amount: Decimal
    currency: str = "USD"
    status: str = "ready"
    emb_pg_provider: str = "cc"
    pay_method: str = "card"
    country: str | None = None
    name: str = "Order"
    buyer_name: str | None = None
    buyer_email: str | None = None
    sandbox: bool = False
    started_at: int = 0
    paid_at: int = 0
    failed_at: int = 0
    cancelled_at: int = 0
    fail_reason: str | None = None
    cancel_reason: str | None = None
    cancel_amount: Decimal = ZERO
    cancel_history: tuple[Cancellation, ...] = ()
    pg_tid: str = ""
    pg_id: str = ""
    also: dict[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def left(self) -> Decimal:
        """What i'mport would still cancel; open tickets do not lower it (domain.md 4.3)."""
        if self.status not in ("paid", "cancelled"):
            return ZERO
        return max(self.amount - self.cancel_amount, ZERO)

    @property
    def changed_at(self) -> int:
        """The time of the current status, by which lists filter (domain.md 3.6)."""
        if self.status == "ready":
            return self.started_at
        return {"paid": self.paid_at, "cancelled": self.cancelled_at}.get(self.status, self.failed_at)

    def wire(self) -> dict[str, Any]:
        """The payment with every field of the official file."""
        fields: dict[str, Any] = {
            "imp_uid": self.imp_uid,
            "merchant_uid": self.merchant_uid,
            "pay_method": self.pay_method,
            "pg_provider": "paymentwall",
            "emb_pg_provider": self.emb_pg_provider,
            "pg_tid": self.pg_tid,
            "pg_id": self.pg_id,
            "sandbox": self.sandbox,
            "name": self.name,
            "amount": self.amount,
            "cancel_amount": exact(self.cancel_amount, self.currency),
            "currency": self.currency,
            "buyer_name": self.buyer_name,
            "buyer_email": self.buyer_email,
            "status": self.status,
            "started_at": self.started_at,
            "paid_at": self.paid_at,
            "failed_at": self.failed_at,
            "cancelled_at": self.cancelled_at,
            "fail_reason": self.fail_reason,
            "cancel_reason": self.cancel_reason,
            "cancel_history": [entry.wire() for entry in self.cancel_history],
            **_CONSTANT,
        }
        if self.country:
            # As the desk's payment links carry it: lists have no `extension`.
            fields["custom_data"] = f'{{"country": "{self.country}"}}'
        if self.also:
            fields.update(self.also)
        for name in self.missing:
            fields.pop(name, None)
        return fields
