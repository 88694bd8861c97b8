"""What people are told, on standard output: a line for people, one object a line with `--json`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from paymentdesk.cli.output import Output
from paymentdesk.cli.shapes import time
from paymentdesk.domain.money import major_text
from paymentdesk.domain.ticket import ticket_name

if TYPE_CHECKING:
    from paymentdesk.domain.news import Event
    from paymentdesk.services.telling import Said

_NAMED = 10  # on a line for people; the object names all


def notice(output: Output, said: Said, zone: str) -> None:
    """Words and Qt are loaded with the first one."""
    output.speak()
    from paymentdesk.wording import moment, several
    from paymentdesk.wording.notices import notice_words

    words = notice_words(said.notice, moment=partial(moment, zone=ZoneInfo(zone)))
    single = len(said.events) == 1
    if output.json:
        document: dict[str, Any] = {"event": "notice", "kinds": dict(said.notice.kinds), "title": words.title}
        document |= {"text": words.text if single else None, "about": [_about(each) for each in said.events]}
        output.document(document)
        return
    names = [name for each in said.events if (name := _name(each))]
    more = ", …" if len(names) > _NAMED else ""
    output.line(several((words.title, words.text if single else ", ".join(names[:_NAMED]) + more)))


def _about(event: Event) -> dict[str, Any]:
    """The same names as elsewhere in the contract (product.md 6.1)."""
    amount, currency = event.data.get("amount"), event.data.get("currency")
    return {
        "kind": event.kind.value,
        "at": time(event.at),
        "imp_uid": event.imp_uid or None,
        "merchant_uid": event.merchant_uid or None,
        "ticket": ticket_name(event.ticket) if event.ticket else None,
        "amount": major_text(amount, str(currency)) if isinstance(amount, int) and currency else None,
        "currency": currency or None,
    }


def _name(event: Event) -> str:
    return ticket_name(event.ticket) if event.ticket else event.merchant_uid or event.imp_uid
