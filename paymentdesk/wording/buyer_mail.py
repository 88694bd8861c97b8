"""The mail that brings a payment link to a buyer, in the buyer's language whatever the window speaks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, tzinfo
from functools import cache

from paymentdesk.domain.checkout import LINK_LANGUAGES, PayLink
from paymentdesk.domain.money import Money, format_money
from paymentdesk.settings import resource
from paymentdesk.wording.letters import Letter


def link_mail(
    link: PayLink, *, language: str, shop: str, item: str, buyer_name: str, buyer_email: str, zone: tzinfo
) -> Letter:
    """`language` is one of `LINK_LANGUAGES`; the moment the link ends is written in `zone`, which it names."""
    words = _words()[language]
    values = {
        "shop": _line(shop),
        "item": _line(item),
        "buyer": _line(buyer_name) or words["mail_anybody"],
        "url": link.url,
        "amount": format_money(Money(link.amount, link.currency), language),
        "number": link.merchant_uid,
        "until": _until(link.expires_at, language, zone),
    }
    return Letter(buyer_email, words["mail_subject"].format(**values), words["mail_body"].format(**values))


def _until(at: int, language: str, zone: tzinfo) -> str:
    from babel.dates import format_datetime

    moment = datetime.fromtimestamp(at, UTC).astimezone(zone)
    pattern = "y년 M월 d일 HH:mm" if language == "ko" else "d MMMM y, HH:mm"
    return f"{format_datetime(moment, pattern, locale=language)} ({moment.strftime('UTC%z')[:6]})"


def _line(text: str) -> str:
    """A text from outside stays on its line."""
    return " ".join(text.split())


@cache
def _words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads((resource("checkout") / "words.json").read_text(encoding="utf-8"))
    assert set(LINK_LANGUAGES) <= set(read)
    return read
