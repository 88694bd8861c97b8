"""Taking and checking a payment, from an order's detail: link, checkout page, what to do with goods on hold."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.domain.checkout import LinkState, PayLink
from paymentdesk.domain.preflight import blocking, check
from paymentdesk.store import queries
from paymentdesk.store.queries import OrderDetail, PaymentDetail
from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.checkout_page import CheckoutDialog
from paymentdesk.ui.dialogs.pay_link import LinkDialog, MakeLinkDialog
from paymentdesk.ui.dialogs.verify import VerifyDialog
from paymentdesk.ui.order_act import OrderAct, Place
from paymentdesk.ui.order_detail import UNPAID

translate = QCoreApplication.translate
_REASONS = {"paid_twice": "duplicate", "paid_by_test": "test"}


def checkout_acts(order: OrderDetail) -> list[OrderAct]:
    """What speaks against shipping comes first; then the ways to be paid, while nobody paid."""
    acts = []
    if order.hold == "open":
        acts.append(OrderAct("verify", translate("ui", "Decide…"), decide, primary=True))
    elif order.findings:
        acts.append(OrderAct("verify", translate("ui", "Decide again…"), decide))
    if order.state in UNPAID and not order.closed_at:
        why = _why_not(order)
        link = translate("ui", "Payment link…")
        acts.append(OrderAct("link", link, show_link, why_not=why, primary=not acts))
        acts.append(OrderAct("page", translate("ui", "Checkout page…"), show_page, why_not=why))
    return acts


def _why_not(order: OrderDetail) -> str:
    wrong = [each for each in blocking(check(order.agreed())) if each.place != "number"]
    return translate("ui", "What is in the way of a payment stands above.") if wrong else ""


def show_link(place: Place, order: OrderDetail) -> None:
    """The link there is, or what a new one needs."""
    now = place.session.now()
    for link in reversed(order.links):
        if link.state_at(now, order.agreed_price()) is LinkState.OPEN:
            LinkDialog(place.session, order, link, place.window).open()
            return
    dialog = MakeLinkDialog(place.session, order, place.window)
    dialog.made.connect(partial(_made, place, order))
    dialog.open()


def _made(place: Place, order: OrderDetail, link: PayLink) -> None:
    LinkDialog(place.session, order, link, place.window).open()


def show_page(place: Place, order: OrderDetail) -> None:
    CheckoutDialog(place.session, order, place.window).open()


def decide(place: Place, order: OrderDetail) -> None:
    dialog = VerifyDialog(place.session, order, place.window)
    dialog.cancel_wanted.connect(partial(_cancel, place))
    dialog.open()


def _cancel(place: Place, imp_uid: str, problem: str) -> None:
    """The cancellation dialog, with all that is left and the reason filled in."""
    now, overdue = place.session.now(), place.session.overdue_seconds

    def show(detail: PaymentDetail | None) -> None:
        if detail is None or not detail.requestable:
            return
        dialog = CancelDialog(place.session, detail, place.window)
        word = _REASONS.get(problem)
        if word is not None:
            dialog.reason.setEditText(wording.reason(word))
        dialog.ticket_made.connect(lambda number: place.go("tickets", number))
        dialog.open()

    place.session.reading.ask(
        place.window,
        lambda connection: queries.payment_detail(connection, imp_uid, now=now, overdue_seconds=overdue),
        show,
    )
