"""Payment Desk: payments, orders and cancellation tickets of a shop on i'mport."""

__version__ = "0.1.0"
