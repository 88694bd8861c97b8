"""Which payments pay an order: those with its number, and those a person attached to it. `p` is the payment, `o` the
order; an attached payment counts for that order only, whatever its own number says."""

from __future__ import annotations

PAYS = "(p.merchant_uid = o.merchant_uid AND p.attached IS NULL OR p.attached = o.merchant_uid)"
"""As a condition: two indexes answer it, from the order's side."""

ORDER_OF = "coalesce(p.attached, p.merchant_uid)"
"""The number of a payment's order, from the payment's side."""
