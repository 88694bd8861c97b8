"""What can be written on the agenda: data rather than code, so that a practice shop can be saved and go on."""

from __future__ import annotations

from typing import Literal

import msgspec

from paymentdesk.practice.story import ShopEvent


class News(msgspec.Struct, frozen=True):
    """What a webhook carries: no amount, no time, no signature (domain.md 5.1)."""

    imp_uid: str
    merchant_uid: str
    status: str
    cancellation_id: str | None = None

    def fields(self) -> dict[str, str]:
        fields = {"imp_uid": self.imp_uid, "merchant_uid": self.merchant_uid, "status": self.status}
        if self.cancellation_id is not None:
            fields["cancellation_id"] = self.cancellation_id
        return fields


class StaffDecision(msgspec.Struct, frozen=True, tag="decision"):
    """Paymentwall's staff comes to this ticket, unless somebody decided it before."""

    ticket: int
    outcome: Literal["open", "cancelled", "rejected"]


class LateApproval(msgspec.Struct, frozen=True, tag="late_approval"):
    """Paymentwall's review ends well: a payment that had failed is paid (domain.md 5.1)."""

    imp_uid: str


class Announcement(msgspec.Struct, frozen=True, tag="announcement"):
    """A webhook that was held back leaves."""

    news: News


Act = ShopEvent | StaffDecision | LateApproval | Announcement
