"""Paymentwall's queue of cancellation tickets, worked off one by one by hand (domain.md 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Literal

TicketState = Literal["open", "cancelled", "rejected"]

_HOUR = 3600


@dataclass(slots=True)
class Ticket:
    """A request at Paymentwall; `amount` is what was asked, `carried_out` what Paymentwall did."""

    id: int
    imp_uid: str
    amount: Decimal
    reason: str
    opened_at: int
    wants_webhook: bool
    state: TicketState = "open"
    carried_out: Decimal | None = None

    def view(self) -> dict[str, Any]:
        """As the control interface shows it."""
        return {
            "id": self.id,
            "imp_uid": self.imp_uid,
            "amount": self.amount,
            "reason": self.reason,
            "state": self.state,
            "opened_at": self.opened_at,
            "carried_out": self.carried_out,
        }


class TicketQueue:
    """All tickets, oldest first. Guarded by the shop's lock."""

    def __init__(self) -> None:
        self._tickets: list[Ticket] = []

    def __len__(self) -> int:
        return len(self._tickets)

    def open(self, imp_uid: str, amount: Decimal, reason: str, opened_at: int, *, wants_webhook: bool) -> Ticket:
        ticket = Ticket(len(self._tickets) + 1, imp_uid, amount, reason, opened_at, wants_webhook)
        self._tickets.append(ticket)
        return ticket

    def get(self, number: int) -> Ticket | None:
        return self._tickets[number - 1] if 1 <= number <= len(self._tickets) else None

    def all(self) -> list[Ticket]:
        return list(self._tickets)

    def restore(self, tickets: Iterable[Ticket]) -> None:
        """These tickets, oldest first, instead of the ones there are."""
        self._tickets = list(tickets)

    def open_for(self, imp_uid: str) -> list[Ticket]:
        """The open tickets of a payment, oldest first."""
        return [ticket for ticket in self._tickets if ticket.imp_uid == imp_uid and ticket.state == "open"]


def planned_decision(chance: Random, *, refundable: bool) -> tuple[int, TicketState]:
    """After how many seconds Paymentwall's staff decides by itself, and how.

    Its true pace is unknown (domain.md 4.3); here half a day to four days. What cannot be refunded is always
    rejected, of the rest one in twelve.
    """
    delay = round(chance.triangular(12 * _HOUR, 96 * _HOUR, 36 * _HOUR))
    rejected = not refundable or chance.random() < 1 / 12
    return delay, "rejected" if rejected else "cancelled"
