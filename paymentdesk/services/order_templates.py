"""Save what an order often begins with, use it, delete it."""

from __future__ import annotations

from paymentdesk.domain.order_template import Template, template_of
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.ordering import known_order
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger


def save(shop: Shop, template: Template) -> None:
    """Keep it; the one with the same title is taken over. Raises `Trouble(BAD_ARGUMENT)` for an empty title."""
    if not template.title.strip():
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "title", "value": ""}, money=MoneyWord.NOTHING_CHANGED)
    with shop.database.atomic():
        ledger.order_templates.save(shop.database, template, shop.now())


def save_order(shop: Shop, merchant_uid: str, title: str) -> None:
    """Keep what an order begins with; its buyer stays out. Raises `Trouble`: UNKNOWN_ORDER, BAD_ARGUMENT."""
    save(shop, template_of(title, known_order(shop, merchant_uid)))


def find(shop: Shop, title: str) -> Template:
    """A template by its title. Raises `Trouble(UNKNOWN_TEMPLATE)`."""
    found = ledger.order_templates.find(shop.database, title)
    if found is None:
        raise Trouble(Kind.UNKNOWN_TEMPLATE, {"value": title}, money=MoneyWord.NOTHING_CHANGED)
    return found


def delete(shop: Shop, title: str) -> None:
    """Raises `Trouble(UNKNOWN_TEMPLATE)`."""
    with shop.database.atomic():
        if not ledger.order_templates.delete(shop.database, title):
            raise Trouble(Kind.UNKNOWN_TEMPLATE, {"value": title}, money=MoneyWord.NOTHING_CHANGED)
