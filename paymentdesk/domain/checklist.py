"""What must be set at i'mport and at Paymentwall, and how far each is known to be: proven by what was seen, said by a
person, or unknown (domain.md 5.3, 6.2, 8, 10 #28 to #30).

Only evidence proves. What nothing that arrives here can show (the widget's version, the sign-up) stays said at best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Item(StrEnum):
    """What to set, in the order in which a person meets it. The comment says where."""

    KEY = "key"  # PortOne console, API keys; this desk
    LIVE_CHANNEL = "live_channel"  # PortOne console, channels
    SIGN_UP = "sign_up"  # Paymentwall: the project was made through PortOne's link
    PINGBACK_TYPE = "pingback_type"  # Paymentwall merchant area, project settings
    PINGBACK_URL = "pingback_url"  # the same
    PINGBACK_SIGNATURE = "pingback_signature"  # the same
    COUNTRY_PARAMETER = "country_parameter"  # the same, custom pingback parameters
    WIDGET_VERSION = "widget_version"  # Paymentwall merchant area, widgets
    WEBHOOK_URL = "webhook_url"  # PortOne console, webhook; only with receiver or relay


VALUES: Mapping[Item, str] = {
    Item.SIGN_UP: "https://api.paymentwall.com/pwaccount?source=import",
    Item.PINGBACK_TYPE: "URL",
    Item.PINGBACK_URL: "https://service.iamport.kr/paymentwall/webhook",
    Item.PINGBACK_SIGNATURE: "3",
    Item.COUNTRY_PARAMETER: "country_code=COUNTRY_CODE",
    Item.WIDGET_VERSION: "1.2",
}
"""What to copy, exactly. The webhook's address is the shop's own."""

AT_PAYMENTWALL = frozenset(
    {Item.SIGN_UP, Item.PINGBACK_TYPE, Item.PINGBACK_URL, Item.PINGBACK_SIGNATURE, Item.COUNTRY_PARAMETER}
    | {Item.WIDGET_VERSION}
)
BY_WORD_ONLY = frozenset({Item.SIGN_UP, Item.WIDGET_VERSION})
"""Nothing that arrives here can prove these."""


class Known(StrEnum):
    PROVEN = "proven"
    SAID = "said"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not_needed"
    DISPROVEN = "disproven"  # i'mport shows that it is not so


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen, as UNIX seconds of when (0: never) and the payment or ticket that showed it.

    `live_channel` and `test_channel` are None while the channels were not read. `webhooks_wanted`: receiver or relay is
    on, else no webhook can arrive.
    """

    accepted_at: int = 0
    channels_at: int = 0
    live_channel: bool | None = None
    test_channel: bool | None = None
    settled_at: int = 0
    settled_by: str = ""
    paid_at: int = 0
    paid_by: str = ""
    country_at: int = 0
    country_by: str = ""
    webhook_at: int = 0
    webhooks_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the checklist. `by` is the person who said it, or the payment or ticket that proves it; `value` what
    to copy."""

    item: Item
    known: Known
    at: int = 0
    by: str = ""
    value: str = ""


def checklist(evidence: Evidence, said: Mapping[str, tuple[str, int]], *, webhook_url: str = "") -> tuple[Checked, ...]:
    """Every item as it stands. `said` is who said it and when, by the item's word."""
    lines = []
    for item in Item:
        value = webhook_url if item is Item.WEBHOOK_URL else VALUES.get(item, "")
        proof = _proof(item, evidence)
        if proof is not None:
            lines.append(Checked(item, Known.PROVEN, *proof, value=value))
        elif item is Item.LIVE_CHANNEL and evidence.live_channel is False:
            lines.append(Checked(item, Known.DISPROVEN, evidence.channels_at, value=value))
        elif item is Item.WEBHOOK_URL and not evidence.webhooks_wanted:
            lines.append(Checked(item, Known.NOT_NEEDED))
        elif item.value in said:
            by, at = said[item.value]
            lines.append(Checked(item, Known.SAID, at, by, value))
        else:
            lines.append(Checked(item, Known.UNKNOWN, value=value))
    return tuple(lines)


def _proof(item: Item, seen: Evidence) -> tuple[int, str] | None:
    """When it was seen and by what, or None."""
    match item:
        case Item.KEY:
            proof = (seen.accepted_at, "")
        case Item.LIVE_CHANNEL:
            proof = (seen.channels_at if seen.live_channel else 0, "")
        case Item.PINGBACK_TYPE | Item.PINGBACK_URL | Item.PINGBACK_SIGNATURE:
            # What Paymentwall decided reached i'mport: it can have come by the pingback only (domain.md 10 #30).
            settled, paid = (seen.settled_at, seen.settled_by), (seen.paid_at, seen.paid_by)
            proof = max(settled, paid)
        case Item.COUNTRY_PARAMETER:
            proof = (seen.country_at, seen.country_by)
        case Item.WEBHOOK_URL:
            proof = (seen.webhook_at, "")
        case _:
            proof = (0, "")
    return proof if proof[0] else None
