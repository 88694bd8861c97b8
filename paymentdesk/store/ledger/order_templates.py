"""Templates for orders, by their titles."""

from __future__ import annotations

from paymentdesk.domain.order import parse_tags, tags_text
from paymentdesk.domain.order_template import Template
from paymentdesk.store.database import Database
from paymentdesk.store.ledger.bound import bound
from paymentdesk.store.tables import OrderTemplateRow

_FIELDS = "title name amount currency country kind note".split()


@bound
def save(database: Database, template: Template, at: int) -> None:
    """A title that exists is taken over."""
    values = {name: getattr(template, name) for name in _FIELDS} | {"tags": tags_text(template.tags), "changed_at": at}
    OrderTemplateRow.insert(**values).on_conflict(
        conflict_target=[OrderTemplateRow.title], update={k: v for k, v in values.items() if k != "title"}
    ).execute()


@bound
def find(database: Database, title: str) -> Template | None:
    row = OrderTemplateRow.get_or_none(OrderTemplateRow.title == title)
    return (
        None if row is None else Template(**{name: getattr(row, name) for name in _FIELDS}, tags=parse_tags(row.tags))
    )


@bound
def delete(database: Database, title: str) -> bool:
    """Whether there was one."""
    return bool(OrderTemplateRow.delete().where(OrderTemplateRow.title == title).execute())
