"""Every write of the ledger, and the look-ups made before writing. Only `services` comes here.

All functions take an open `Database` and belong inside its `atomic()`; amounts are minor units, times UNIX
seconds of i'mport's clock.
"""

from paymentdesk.store.ledger import (
    activity,
    attaching,
    batches,
    cancellations,
    checkout,
    checks,
    deliveries,
    findings,
    imports,
    marks,
    meta,
    notices,
    order_templates,
    orders,
    payments,
    refunds,
    tickets,
)

__all__ = [
    "activity",
    "attaching",
    "batches",
    "cancellations",
    "checkout",
    "checks",
    "deliveries",
    "findings",
    "imports",
    "marks",
    "meta",
    "notices",
    "order_templates",
    "orders",
    "payments",
    "refunds",
    "tickets",
]
