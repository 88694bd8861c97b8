"""Try a key and a secret at i'mport: how that ends, and which channels the account has. Nothing is written."""

from __future__ import annotations

import json
from dataclasses import replace

from paymentdesk.domain.connection import Finding
from paymentdesk.domain.trouble import Trouble
from paymentdesk.gateway.client import ImportClient
from paymentdesk.gateway.diagnosis import find_out
from paymentdesk.services.shop import Shop
from paymentdesk.settings import Settings
from paymentdesk.store import ledger

SEEN = "connection_seen"


def try_keys(api_url: str, key: str, secret: str, *, settings: Settings | None = None) -> Finding:
    """How i'mport takes them; with the account's channels where it accepts them and shows them (domain.md 3.5)."""
    settings = settings or Settings()
    found = find_out(api_url, key, secret, connect_timeout=settings.connect_timeout, read_timeout=settings.read_timeout)
    if not found.accepted:
        return found
    client = ImportClient(
        api_url, key, secret, connect_timeout=settings.connect_timeout, read_timeout=settings.read_timeout
    )
    try:
        return replace(found, channels=tuple(client.channels()))
    except Trouble:
        return found
    finally:
        client.close()


def remember(shop: Shop, found: Finding) -> None:
    """Keep what i'mport showed of the account, as evidence for the checklist. A refusal takes nothing back."""
    if not found.accepted:
        return
    told = json.loads(ledger.meta.get(shop.database, SEEN) or "{}") | {"accepted_at": shop.now()}
    if found.channels is not None:
        ours = [each for each in found.channels if each.paymentwall]
        told |= {
            "channels_at": shop.now(),
            "live": any(not each.sandbox for each in ours),
            "test": any(each.sandbox for each in ours),
        }
    with shop.database.atomic():
        ledger.meta.put(shop.database, SEEN, json.dumps(told))
