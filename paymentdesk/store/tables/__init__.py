"""The ledger's tables, as the code reads and writes them. Private to `store`.

Amounts are integer minor units of the row's currency, times UNIX seconds of i'mport's clock (0 = never).
Columns marked (cached) are functions of facts, rewritten in the transaction that changes a fact.

The steps in `migrations/` make the tables; a test holds these models against what the steps made.
"""

from __future__ import annotations

from paymentdesk.store.tables.activity import ActivityRow, NoticeRow, SourceRow
from paymentdesk.store.tables.checkout import FindingRow, PayLinkRow, PreparedRow
from paymentdesk.store.tables.deliveries import DeliveryFormRow, DeliveryRow
from paymentdesk.store.tables.facts import FactRow, Meta
from paymentdesk.store.tables.orders import ImportMappingRow, OrderImportRow, OrderRow, OrderTemplateRow
from paymentdesk.store.tables.payments import CancellationRow, CoverageRow, LookRow, MarkRow, PaymentRow, RawRow
from paymentdesk.store.tables.refunds import OtherRefundRow
from paymentdesk.store.tables.tickets import AttemptRow, BatchItemRow, BatchRow, TicketRow

TABLES = (
    PaymentRow,
    CancellationRow,
    RawRow,
    LookRow,
    CoverageRow,
    MarkRow,
    TicketRow,
    AttemptRow,
    BatchRow,
    BatchItemRow,
    OtherRefundRow,
    OrderRow,
    OrderTemplateRow,
    OrderImportRow,
    ImportMappingRow,
    DeliveryRow,
    DeliveryFormRow,
    PreparedRow,
    PayLinkRow,
    FindingRow,
    Meta,
    FactRow,
    ActivityRow,
    SourceRow,
    NoticeRow,
)

__all__ = [
    "TABLES",
    "ActivityRow",
    "AttemptRow",
    "BatchItemRow",
    "BatchRow",
    "CancellationRow",
    "CoverageRow",
    "DeliveryFormRow",
    "DeliveryRow",
    "FactRow",
    "FindingRow",
    "ImportMappingRow",
    "LookRow",
    "MarkRow",
    "Meta",
    "NoticeRow",
    "OrderImportRow",
    "OrderRow",
    "OrderTemplateRow",
    "OtherRefundRow",
    "PayLinkRow",
    "PaymentRow",
    "PreparedRow",
    "RawRow",
    "SourceRow",
    "TicketRow",
]
