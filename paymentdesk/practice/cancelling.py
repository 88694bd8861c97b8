"""Cancellations: i'mport's checks, Paymentwall's tickets, the console, the bank (domain.md 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from paymentdesk.practice.acts import StaffDecision
from paymentdesk.practice.amounts import ZERO, exact, number
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import CONSOLE_REASON, Impossible, Shop
from paymentdesk.practice.tickets import Ticket, planned_decision
from paymentdesk.practice.wire import Refused, truth

# Literal messages of domain.md 2.4 and 13; in brackets stands what Paymentwall says.
NO_SUCH_PAYMENT = "취소할 결제건이 존재하지 않습니다."
NEITHER_GIVEN = "imp_uid, merchant_uid 중 하나는 반드시 지정해주셔야합니다."
ALL_CANCELLED = "이미 전액취소된 주문입니다."
CHECKSUM_DIFFERS = "취소 가능 금액이 checksum과 일치하지 않습니다."
_BY_PAYMENTWALL = "결제취소에 실패하였습니다.({})"
_DEFAULT_REASON = "취소요청 api"


def request(shop: Shop, fields: Mapping[str, Any]) -> Payment:
    """`POST /payments/cancel`: the payment afterwards, unchanged if a ticket was opened (domain.md 4.2).

    Refused, with HTTP 200 and a code other than 0, if i'mport or Paymentwall says no at once.
    """
    with shop.lock:
        payment = _asked_for(shop, fields)
        amount = _amount(payment, fields)
        reason = str(fields.get("reason") or _DEFAULT_REASON)
        wants_webhook = truth(fields.get("enable_webhook"))
        method = shop.methods.find(payment.emb_pg_provider)
        if payment.emb_pg_provider in shop.readings.cancelled_at_once:
            shop.carry_out(payment, amount, reason, webhook=wants_webhook)
            return payment
        if method is not None and not method.refundable and method.kind in shop.readings.refused_at_once:
            raise _by_paymentwall("this payment method can not be refunded")
        if not shop.readings.second_ticket and shop.tickets.open_for(payment.imp_uid):
            raise _by_paymentwall("a cancellation is already in progress")
        open_ticket(shop, payment, amount, reason, wants_webhook=wants_webhook)
        return payment


def open_ticket(shop: Shop, payment: Payment, amount: Decimal, reason: str, *, wants_webhook: bool = True) -> Ticket:
    """A ticket at the end of Paymentwall's queue; its staff decides it if the shop is staffed."""
    ticket = shop.tickets.open(payment.imp_uid, amount, reason, shop.now(), wants_webhook=wants_webhook)
    if shop.staffed:
        method = shop.methods.find(payment.emb_pg_provider)
        chance = Random(f"{shop.seed}/ticket/{ticket.id}")
        delay, outcome = planned_decision(chance, refundable=method is None or method.refundable)
        shop.at(shop.now() + delay, StaffDecision(ticket.id, outcome))
    return ticket


def decide(shop: Shop, ticket: Ticket, outcome: str, amount: Decimal | None = None, reason: str | None = None) -> None:
    """Paymentwall works a ticket off: silently if rejected (domain.md 4.3); Impossible if it is decided.

    With an amount below what was asked the ticket can be decided again for the rest: carried out in parts.
    """
    with shop.lock:
        in_parts = ticket.state == "cancelled" and amount is not None and outcome == "cancelled"
        if in_parts and ticket.carried_out is not None and amount is not None:
            in_parts = ticket.carried_out + amount <= ticket.amount
        if ticket.state != "open" and not in_parts:
            raise Impossible(f"ticket {ticket.id} is decided already: {ticket.state}")
        if outcome == "rejected":
            ticket.state = "rejected"
            return
        payment = shop.payments.get(ticket.imp_uid)
        if payment is None:
            raise Impossible(f"{ticket.imp_uid} is gone")
        if reason is None:
            reason = ticket.reason if shop.readings.reason_survives else "Refund by Paymentwall"
        webhook = ticket.wants_webhook or not shop.readings.ticket_webhook_needs_wish
        done = ticket.amount if amount is None else amount
        shop.carry_out(payment, done, reason, webhook=webhook)
        ticket.state = "cancelled"
        ticket.carried_out = (ticket.carried_out or ZERO) + exact(done, payment.currency)


def in_console(shop: Shop, payment: Payment, amount: Decimal | None, *, as_ticket: bool) -> Ticket | None:
    """Somebody cancels in i'mport's console: at once, or as a ticket like ours (domain.md 12.17)."""
    with shop.lock:
        amount = payment.left if amount is None else exact(amount, payment.currency)
        if not ZERO < amount <= payment.left:
            raise Impossible(f"{amount} cannot be cancelled: {payment.left} is left of {payment.imp_uid}")
        if as_ticket:
            return open_ticket(shop, payment, amount, CONSOLE_REASON)
        shop.carry_out(payment, amount, CONSOLE_REASON, webhook=True)
        return None


def by_the_bank(shop: Shop, payment: Payment, amount: Decimal | None, reason: str) -> None:
    """A chargeback, or an authorisation that was voided: nobody here asked for it (domain.md 4.3, 7.2)."""
    with shop.lock:
        if shop.readings.chargeback_cancels:
            shop.carry_out(payment, payment.left if amount is None else amount, reason, webhook=True)


def by_the_staff(shop: Shop, decision: StaffDecision) -> None:
    """Paymentwall's staff comes to a ticket; one that was decided meanwhile stays as it is."""
    ticket = shop.tickets.get(decision.ticket)
    if ticket is None or ticket.state != "open":
        return
    payment = shop.payments.get(ticket.imp_uid)
    # Above the remainder Paymentwall refunds nothing (what it does is UNCONFIRMED, domain.md 12.19).
    enough = payment is not None and ticket.amount <= payment.left
    decide(shop, ticket, decision.outcome if enough else "rejected")


def _asked_for(shop: Shop, fields: Mapping[str, Any]) -> Payment:
    imp_uid, merchant_uid = fields.get("imp_uid"), fields.get("merchant_uid")
    if imp_uid:
        payment = shop.payments.get(str(imp_uid))
    elif merchant_uid:
        attempts = shop.payments.of_order(str(merchant_uid), "all", "-started")
        payment = next((p for p in attempts if p.status in ("paid", "cancelled")), None)
    else:
        raise Refused(200, 1, NEITHER_GIVEN)
    if payment is None or payment.status not in ("paid", "cancelled"):
        raise Refused(200, 1, NO_SUCH_PAYMENT)
    if payment.left <= ZERO:
        raise Refused(200, 1, ALL_CANCELLED)
    return payment


def _amount(payment: Payment, fields: Mapping[str, Any]) -> Decimal:
    """Missing, empty or 0 means everything that is left (domain.md 4.1)."""
    asked = _figure(fields.get("amount"), payment.currency)
    checksum = _figure(fields.get("checksum"), payment.currency)
    if checksum is not None and checksum != payment.left:
        raise Refused(200, 1, CHECKSUM_DIFFERS)
    if asked is None or asked == ZERO:
        return payment.left
    if asked > payment.left:
        raise _by_paymentwall("requested cancel amount is bigger than cancelable amount")
    return asked


def _figure(value: object, currency: str) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        figure = exact(number(value), currency)
    except ValueError:
        raise _by_paymentwall("invalid amount") from None
    if figure < ZERO:
        raise _by_paymentwall("invalid amount")
    return figure


def _by_paymentwall(text: str) -> Refused:
    return Refused(200, -1, _BY_PAYMENTWALL.format(text))
