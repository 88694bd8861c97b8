"""A number for a new order: by the shop's pattern, the shop's day, and chance; unique here and among payments."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from paymentdesk.domain.order_number import PatternError, check_pattern, make_number
from paymentdesk.services.shop import Shop
from paymentdesk.settings import preferences
from paymentdesk.store import ledger

PATTERN = "{yy}{mm}{dd}-{random}"


def pattern_of(shop: Shop) -> str:
    """What was chosen for this shop; the usual one where nothing was, or what cannot make numbers."""
    chosen = preferences.load(shop.profile.folder).orders.number_pattern
    try:
        check_pattern(chosen)
    except PatternError:
        return PATTERN
    return chosen


@dataclass(frozen=True, slots=True)
class Begin:
    """What a new order begins with: a number nobody has, and what was chosen for this shop ("" for nothing)."""

    number: str
    currency: str
    country: str
    kind: str


def begin(shop: Shop) -> Begin:
    chosen = preferences.load(shop.profile.folder).orders
    return Begin(new_number(shop), chosen.currency, chosen.country, chosen.kind)


def new_number(
    shop: Shop, choose: Callable[[str], str] = secrets.choice, *, besides: Container[str] = frozenset()
) -> str:
    """A number nobody has: no order, no payment, none of `besides`. `choose` picks one of the letters it is given."""
    day = datetime.fromtimestamp(shop.now(), ZoneInfo(shop.profile.zone)).date()

    def taken(number: str) -> bool:
        return number in besides or bool(ledger.orders.taken(shop.database, [number]))

    return make_number(pattern_of(shop), day, choose, taken)
