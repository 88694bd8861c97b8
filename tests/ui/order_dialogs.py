"""Makers of the dialogs about orders, buyers, deliveries and the shop, for the tests that walk all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from paymentdesk.store import queries
from paymentdesk.store.queries.deliveries import delivery_proposal
from paymentdesk.ui.dialogs.attach import AttachDialog
from paymentdesk.ui.dialogs.carrier_list import CarrierListDialog
from paymentdesk.ui.dialogs.customer import CustomerDialog
from paymentdesk.ui.dialogs.deliver import DeliverDialog
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.dialogs.import_orders import ImportDialog
from paymentdesk.ui.dialogs.imports import ImportsDialog
from paymentdesk.ui.dialogs.order import OrderDialog, copied_order, edited_order, new_order
from paymentdesk.ui.dialogs.order_note import OrderNoteDialog
from paymentdesk.ui.dialogs.refunded import RefundedDialog
from paymentdesk.ui.dialogs.shop import RemoveDialog, RenewDialog
from paymentdesk.ui.dialogs.template import SaveTemplateDialog, TemplatesDialog
from tests.ui.checkout_dialogs import order_of, write_order

MOVES_NO_MONEY = (
    OrderDialog, OrderNoteDialog, SaveTemplateDialog, TemplatesDialog, ImportDialog, ImportsDialog, DeliverDialog,
    CarrierListDialog, RenewDialog, RemoveDialog, AttachDialog,
)  # fmt: skip


def order_dialogs(room: Any, ticket: queries.TicketDetail, folder: Path) -> list[Callable[[], DeskDialog]]:
    session, window = room.window.session, room.window
    write_order(room, "OD-1")
    write_order(room, "OD-2")
    room.pay(54, merchant_uid="OD-2")
    stray = room.pay(54, merchant_uid="CHAT-7")
    file = folder / "list.csv"
    file.write_text("order,tracking\nOD-2,1\n", encoding="utf-8")
    with room.opened.shop.database.reader() as connection:
        proposal = delivery_proposal(connection, "OD-2", session.now())
    assert proposal is not None
    return [
        lambda: new_order(session, None, window),
        lambda: copied_order(session, order_of(room, "OD-1"), window),
        lambda: edited_order(session, order_of(room, "OD-1"), window),
        lambda: OrderNoteDialog(session, order_of(room, "OD-1"), window),
        lambda: SaveTemplateDialog(session, order_of(room, "OD-1"), window),
        lambda: TemplatesDialog(session, window),
        lambda: ImportDialog(session, window),
        lambda: ImportsDialog(session, window),
        lambda: CustomerDialog(session, "jack@example.com", window),
        lambda: DeliverDialog(session, proposal, window),
        lambda: CarrierListDialog(session, file, window),
        lambda: AttachDialog(session, room.payment(stray), window),
        lambda: RefundedDialog(session, ticket, window),
        lambda: RenewDialog(session, window),
        lambda: RemoveDialog(session, window),
    ]
