"""What the pane says of an order: a pure function of what was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.domain.order import tags_text
from paymentdesk.domain.preflight import blocking, check
from paymentdesk.store.queries import OrderDetail, TimelineItem
from paymentdesk.ui.badges import order_badge
from paymentdesk.ui.checkout_detail import attempt_value, finding_notes, link_values
from paymentdesk.ui.detail import Action, Detail, Note, Value
from paymentdesk.ui.payment_detail import moments
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.orders import field_name, finding_sentence

translate = QCoreApplication.translate
UNPAID = frozenset({"draft", "awaiting_payment"})


def describe_order(
    session: Session, order: OrderDetail, items: Sequence[TimelineItem], actions: Sequence[Action]
) -> Detail:
    name = translate("ui", "Order {number}").format(number=order.merchant_uid)
    return Detail(
        name=wording.several((name, wording.order_kind(order.kind) if order.kind else "")),
        badge=order_badge(order.state, order.problems, order.hold),
        amount=wording.money(order.amount, order.currency),
        summary=_summary(order),
        notes=[*finding_notes(order), *_preflight(order)],
        values=_values(session, order),
        actions=actions,
        moments=moments(session, items, order.currency),
        timeline_title=translate("ui", "Timeline"),
    )


def _summary(order: OrderDetail) -> str:
    if order.state == "awaiting_payment" and order.prepared:
        return translate("ui", "The amount is registered at i'mport: a changed amount cannot be paid")
    if order.state == "awaiting_payment":
        return translate("ui", "The amount is not registered at i'mport: a link or page registers it")
    if order.state == "draft":
        return translate("ui", "Not sent to the buyer yet")
    return ""


def _preflight(order: OrderDetail) -> list[Note]:
    """What is in the way of a payment, while none was made."""
    if order.state not in UNPAID:
        return []
    found = [each for each in blocking(check(order.agreed())) if each.place != "number"]
    if not found:
        return []
    lines = "\n".join(f"{field_name(each.place)}: {finding_sentence(each)}" for each in found)
    return [Note(lines, Tone.WAIT, translate("ui", "Nobody can pay this order yet"))]


def _values(session: Session, order: OrderDetail) -> list[Value]:
    values = [Value(field_name("name"), order.name), *_buyer(order)]
    for payment, why in zip(order.payment_lines, order.fail_reasons, strict=True):
        values.append(attempt_value(session, payment, why))
    values += link_values(session, order)
    if not order.payment_lines:
        values.append(Value(translate("ui", "Payment"), translate("ui", "none yet")))
    if order.kind == "physical":
        delivery = wording.delivery(order.delivery) if order.delivery else translate("ui", "not registered")
        if order.delivery_unknown:
            unknown = translate("ui", "no answer to “{status}” yet, which can be registered again")
            delivery = wording.several((delivery, unknown.format(status=wording.delivery(order.delivery_unknown))))
        values.append(Value(translate("ui", "Delivery"), delivery))
    for number in order.attempts:
        values.append(Value(translate("ui", "Other attempt"), number, ("orders", number)))
    if order.tags:
        values.append(Value(field_name("tags"), tags_text(order.tags)))
    if order.note:
        values.append(Value(field_name("note"), order.note))
    values.append(Value(translate("ui", "Written"), session.moment(order.written_at)))
    if order.issued_at:
        values.append(Value(translate("ui", "Sent to the buyer"), session.moment(order.issued_at)))
    if order.closed_at:
        values.append(Value(translate("ui", "Closed"), session.moment(order.closed_at)))
    return values


def _buyer(order: OrderDetail) -> list[Value]:
    values = []
    name = translate("ui", "Buyer")
    country = wording.country_name(order.country)
    if order.buyer_email:
        values.append(Value(name, order.buyer_name or order.buyer_email, ("customer", order.buyer_email)))
        if order.buyer_name:
            values.append(Value(field_name("buyer_email"), order.buyer_email))
    elif order.buyer_name:
        values.append(Value(name, order.buyer_name))
    if country:
        values.append(Value(field_name("country"), country))
    reach = wording.several((order.phone, order.address, order.postcode))
    if reach:
        values.append(Value(field_name("address"), reach))
    return values
