"""What an order often begins with: an item and its price, never a buyer."""

from __future__ import annotations

from dataclasses import dataclass

from paymentdesk.domain.money import major_text
from paymentdesk.domain.order import Order, tags_text
from paymentdesk.domain.order_draft import Draft


@dataclass(frozen=True, slots=True)
class Template:
    """`amount` is minor units of `currency`, 0 for one that differs each time; `title` is what people choose it by."""

    title: str
    name: str = ""
    amount: int = 0
    currency: str = ""
    country: str = ""
    kind: str = "physical"
    note: str = ""
    tags: tuple[str, ...] = ()


def template_of(title: str, order: Order) -> Template:
    """The template an order would make; its buyer stays out."""
    return Template(
        title=" ".join(title.split()),
        name=order.name,
        amount=order.amount,
        currency=order.currency,
        country=order.country,
        kind=order.kind,
        note=order.note,
        tags=order.tags,
    )


def draft_from(template: Template) -> Draft:
    """The texts of a new order that begins with a template."""
    return Draft(
        name=template.name,
        amount=major_text(template.amount, template.currency) if template.amount else "",
        currency=template.currency,
        country=template.country,
        kind=template.kind,
        note=template.note,
        tags=tags_text(template.tags),
    )
