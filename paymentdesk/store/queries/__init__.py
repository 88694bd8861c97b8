"""Everything the window, the command line and the exports show: read only, one connection from
`Database.reader()`, so that what a screen shows is what an export says.

Each list has five questions: `list_x` (a page), `count_x`, `x_counts` (its chips), and for the window
`x_window(c, filter, offset, size)` with `x_position(c, filter, key)`, where a row stands.
"""

from paymentdesk.store.queries.activity import (
    ACTIVITY_CHIPS,
    ActivityLine,
    activity_counts,
    activity_line,
    activity_position,
    activity_window,
    count_activity,
    list_activity,
)
from paymentdesk.store.queries.customers import Customer, customer
from paymentdesk.store.queries.details import (
    CancellationLine,
    OrderDetail,
    PaymentDetail,
    TicketDetail,
    order_detail,
    payment_detail,
    ticket_detail,
)
from paymentdesk.store.queries.evidence import evidence
from paymentdesk.store.queries.expectations import Expectations, expectations, late_tickets
from paymentdesk.store.queries.findings import FindingLine, LinkLine, open_links, order_findings, order_links
from paymentdesk.store.queries.health import Coverage, SourceLine, Span, complete_up_to, coverage, sources
from paymentdesk.store.queries.lines import (
    AttemptLine,
    Filter,
    NeedRow,
    OrderLine,
    PaymentLine,
    Sum,
    TicketLine,
    Total,
)
from paymentdesk.store.queries.notices import Notice, list_notices, switched_off, unread_notices
from paymentdesk.store.queries.order_sources import ImportLine, number_use, order_imports, order_templates
from paymentdesk.store.queries.orders import (
    ORDER_CHIPS,
    count_orders,
    list_orders,
    order_counts,
    orders_for_payment,
    orders_position,
    orders_window,
)
from paymentdesk.store.queries.payments import (
    PAYMENT_CHIPS,
    count_payments,
    list_payments,
    payment_counts,
    payments_position,
    payments_window,
    totals,
    uncancelled_tests,
    without_order,
)
from paymentdesk.store.queries.refunds import OtherRefund
from paymentdesk.store.queries.tickets import (
    TICKET_CHIPS,
    count_tickets,
    list_tickets,
    ticket_counts,
    tickets_position,
    tickets_window,
)
from paymentdesk.store.queries.timeline import (
    TimelineItem,
    order_timeline,
    payment_timeline,
    ticket_timeline,
)
from paymentdesk.store.queries.today import Figures, meta, needs_rows, seen_since, today_figures
from paymentdesk.store.queries.waits import waits

__all__ = [
    "ACTIVITY_CHIPS",
    "ORDER_CHIPS",
    "PAYMENT_CHIPS",
    "TICKET_CHIPS",
    "ActivityLine",
    "AttemptLine",
    "CancellationLine",
    "Coverage",
    "Customer",
    "Expectations",
    "Figures",
    "Filter",
    "FindingLine",
    "ImportLine",
    "LinkLine",
    "NeedRow",
    "Notice",
    "OrderDetail",
    "OrderLine",
    "OtherRefund",
    "PaymentDetail",
    "PaymentLine",
    "SourceLine",
    "Span",
    "Sum",
    "TicketDetail",
    "TicketLine",
    "TimelineItem",
    "Total",
    "activity_counts",
    "activity_line",
    "activity_position",
    "activity_window",
    "complete_up_to",
    "count_activity",
    "count_orders",
    "count_payments",
    "count_tickets",
    "coverage",
    "customer",
    "evidence",
    "expectations",
    "late_tickets",
    "list_activity",
    "list_notices",
    "list_orders",
    "list_payments",
    "list_tickets",
    "meta",
    "needs_rows",
    "number_use",
    "open_links",
    "order_counts",
    "order_detail",
    "order_findings",
    "order_imports",
    "order_links",
    "order_templates",
    "order_timeline",
    "orders_for_payment",
    "orders_position",
    "orders_window",
    "payment_counts",
    "payment_detail",
    "payment_timeline",
    "payments_position",
    "payments_window",
    "seen_since",
    "sources",
    "switched_off",
    "ticket_counts",
    "ticket_detail",
    "ticket_timeline",
    "tickets_position",
    "tickets_window",
    "today_figures",
    "totals",
    "uncancelled_tests",
    "unread_notices",
    "waits",
    "without_order",
]
