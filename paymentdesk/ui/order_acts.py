"""What can be done with an order from its detail: a list that other parts add theirs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QGuiApplication

from paymentdesk.background.desk import Desk
from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.checkout_acts import checkout_acts
from paymentdesk.ui.delivery_acts import deliver
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.dialogs.order import OrderDialog, copied_order, edited_order
from paymentdesk.ui.dialogs.order_note import OrderNoteDialog
from paymentdesk.ui.dialogs.template import SaveTemplateDialog
from paymentdesk.ui.order_act import OrderAct, Place
from paymentdesk.ui.order_detail import UNPAID
from paymentdesk.wording.orders import redo

translate = QCoreApplication.translate


def order_acts(order: OrderDetail) -> list[OrderAct]:
    """Everything that can be done with this order now, buttons in this order."""
    return [act for part in PARTS for act in part(order)]


def _payment_acts(order: OrderDetail) -> list[OrderAct]:
    if not order.payments:
        return []
    text = translate("ui", "Show the payment")
    return [OrderAct("payment", text, _show_payment)]


def _delivery_acts(order: OrderDetail) -> list[OrderAct]:
    if order.state not in ("paid", "partly_cancelled") or order.delivery == "delivered":
        return []
    return [OrderAct("deliver", translate("ui", "Register delivery…"), _deliver)]


def _writing_acts(order: OrderDetail) -> list[OrderAct]:
    acts = []
    if order.state in UNPAID and not order.closed_at:
        acts.append(OrderAct("edit", translate("ui", "Edit…"), _edit))
    acts.append(OrderAct("duplicate", translate("ui", "Duplicate…"), _duplicate))
    if order.closed_at:
        acts.append(OrderAct("reopen", translate("ui", "Open again"), _reopen))
    elif order.state in UNPAID:
        acts.append(OrderAct("close", translate("ui", "Close unpaid"), _close))
    if order.state in ("closed_unpaid", "cancelled") or (order.state == "awaiting_payment" and order.payments):
        acts.append(OrderAct("attempt", translate("ui", "Another attempt"), _attempt))
    acts.append(OrderAct("note", translate("ui", "Note and tags…"), _note, quiet=True))
    acts.append(OrderAct("template", translate("ui", "Save as template…"), _template, quiet=True))
    acts.append(OrderAct("copy", translate("ui", "Copy number"), _copy, quiet=True))
    return acts


PARTS: Sequence[Callable[[OrderDetail], Sequence[OrderAct]]] = (
    checkout_acts,
    _payment_acts,
    _delivery_acts,
    _writing_acts,
)
"""Each answers its buttons for an order."""


def _show_payment(place: Place, order: OrderDetail) -> None:
    place.go("payments", order.payments[0])


def _deliver(place: Place, order: OrderDetail) -> None:
    deliver(place.session, place.window, order.merchant_uid)


def _edit(place: Place, order: OrderDetail) -> None:
    open_order(place, edited_order(place.session, order, place.window))


def _duplicate(place: Place, order: OrderDetail) -> None:
    open_order(place, copied_order(place.session, order, place.window))


def open_order(place: Place, dialog: OrderDialog) -> None:
    """Show the dialog, and the order when it is written."""
    dialog.written.connect(lambda number: place.go("orders", number))
    dialog.redo.connect(lambda number, words: _say_redo(place, number, words))
    dialog.open()


def _close(place: Place, order: OrderDetail) -> None:
    place.session.desk.orders.close(order.merchant_uid)


def _reopen(place: Place, order: OrderDetail) -> None:
    place.session.desk.orders.reopen(order.merchant_uid)


def _attempt(place: Place, order: OrderDetail) -> None:
    desk = place.session.desk
    _Then(desk, desk.orders.new_attempt(order.merchant_uid), lambda number: place.go("orders", number), place.window)


def _say_redo(place: Place, number: str, words: list[str]) -> None:
    """What the buyer or i'mport was told before an edit, and has to be told again."""
    text = translate("ui", "{number} was sent to the buyer with another amount: {redo}.")
    text = text.format(number=number, redo=redo(words))
    MessageDialog(translate("ui", "One thing is left to do"), text, parent=place.window).open()


class _Then(QObject):
    """Does something with the answer of one job of the desk, and is gone with it."""

    def __init__(self, desk: Desk, job: int, act: Callable[[object], None], parent: QObject) -> None:
        super().__init__(parent)
        self._job, self._act = job, act
        desk.job_done.connect(self._done)
        desk.job_failed.connect(self._failed)

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job == self._job:
            self.deleteLater()
            self._act(answer)

    @Slot(int, object)
    def _failed(self, job: int, _: object) -> None:
        if job == self._job:
            self.deleteLater()


def _note(place: Place, order: OrderDetail) -> None:
    OrderNoteDialog(place.session, order, place.window).open()


def _template(place: Place, order: OrderDetail) -> None:
    SaveTemplateDialog(place.session, order, place.window).open()


def _copy(place: Place, order: OrderDetail) -> None:
    QGuiApplication.clipboard().setText(order.merchant_uid)
