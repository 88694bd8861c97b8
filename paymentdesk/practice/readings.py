"""How the simulated i'mport reads what nobody outside knows: one switch for each question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything here is UNCONFIRMED (domain.md 12); the defaults are the likelier readings."""

    # getToken without keys: the official file knows only 200 and 401 (domain.md 1.3), and the suite of a client
    # that puts its own words in the place of a 401's message expects i'mport's (domain.md 13): so 200.
    missing_keys_status: int = 200

    # Looking up an order that was not prepared: the official file names 404 for changing one, and no status
    # for looking; in the same suite looking succeeds with a message and no data, as that client does at a 404.
    unknown_prepare_status: int = 404

    # A list window above 90 days is refused; False: its beginning is moved up (domain.md 3.6.1).
    refuse_wide_window: bool = True

    # Page 1 of an empty window is an empty list, because "past the range of the data" supposes data;
    # True: it is a 400 like every other page past the end.
    refuse_empty_window: bool = False

    # Methods of these kinds that cannot be refunded are refused at once by Paymentwall. Those of other kinds
    # are taken as a ticket, which is then rejected without a word (domain.md 4.3, 8.7).
    refused_at_once: frozenset[str] = frozenset({"Cash and Prepaid", "Mobile Payments"})

    # Methods that skip the ticket (domain.md 4.2: "PayPal above all").
    cancelled_at_once: frozenset[str] = frozenset({"paypal"})

    # A second request while a ticket is open opens a second ticket (domain.md 4.3); False: it is refused.
    second_ticket: bool = True

    # The webhook of an executed ticket needs enable_webhook=true in the request (domain.md 5.1).
    ticket_webhook_needs_wish: bool = True

    # The request's reason arrives in cancel_history (domain.md 4.8); False: Paymentwall's own text does.
    reason_survives: bool = True

    # A chargeback turns the payment to cancelled and sends a webhook (domain.md 4.3).
    chargeback_cancels: bool = True

    # A late approval sets paid_at to the time of the approval and clears the failure (domain.md 3.6.7).
    late_approval_is_paid_now: bool = True

    # Preparing the same order with another amount is refused: PUT is there for changes (domain.md 6.3).
    refuse_changed_prepare: bool = True
