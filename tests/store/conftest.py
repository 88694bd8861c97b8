"""A ledger in a folder of its own, and rows put into it the way the tables take them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.store.database import Database, open_database
from paymentdesk.store.tables import OrderRow, PaymentRow, TicketRow

PAYMENT = {
    "merchant_uid": "HB-1", "status": "paid", "state": "paid", "amount": 5400, "cancelled": 0, "excluded": 0,
    "currency": "USD",
}  # fmt: skip
TICKET = {"merchant_uid": "HB-1", "amount": 2000, "currency": "USD", "state": "waiting", "requested_at": 1}
ORDER = {"name": "Celadon cup", "amount": 5400, "currency": "USD", "written_at": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shops" / "한빛 #1 100%" / "ledger.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = open_database(path, backups=path.parent / "backups")
    yield opened
    opened.close()


def add_payment(database: Database, imp_uid: str, **columns: Any) -> int:
    with database.atomic():
        return int(PaymentRow.insert(imp_uid=imp_uid, **{**PAYMENT, **columns}).execute())


def add_ticket(database: Database, imp_uid: str, **columns: Any) -> int:
    with database.atomic():
        return int(TicketRow.insert(imp_uid=imp_uid, **{**TICKET, **columns}).execute())


def add_order(database: Database, merchant_uid: str, **columns: Any) -> int:
    with database.atomic():
        return int(OrderRow.insert(merchant_uid=merchant_uid, **{**ORDER, **columns}).execute())
