"""What the receiver and the relay are started with. The receiver's token and the relay's channel are secrets: they lie
in the keyring, or, where there is none, are for this run only (product.md 3)."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from paymentdesk.domain.source import SourceSettings
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import keys, stored

if TYPE_CHECKING:
    from paymentdesk.settings.preferences import Sources

_ENTRY = "{}:webhooks"
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class HookSecrets:
    """`token`: the last part of the receiver's path. `channel`: the relay's whole address."""

    token: str = field(default="", repr=False)
    channel: str = field(default="", repr=False)


_this_run: dict[Path, HookSecrets] = {}


def keep(folder: Path, kept: HookSecrets) -> bool:
    """Keep the secrets of the shop in this folder; answers whether a keyring has them, else they are for this run."""
    _this_run[folder] = kept
    ring = keys.safe_keyring()
    if ring is None:
        return False
    try:
        text = json.dumps({"token": kept.token, "channel": kept.channel})
        ring.set_password(keys.SERVICE, _entry(folder), text)
    except Exception:  # a backend may raise anything (technology.md 6)
        return False
    return True


def kept(folder: Path) -> HookSecrets:
    """The secrets of the shop in this folder; empty where there are none."""
    if folder in _this_run:
        return _this_run[folder]
    ring = keys.safe_keyring()
    if ring is None:
        return HookSecrets()
    try:
        found = json.loads(ring.get_password(keys.SERVICE, _entry(folder)) or "{}")
        return HookSecrets(str(found.get("token") or ""), str(found.get("channel") or ""))
    except Exception:  # as above, or an entry that is none of ours
        return HookSecrets()


def forget(folder: Path, shop_id: str) -> None:
    """The secrets of a shop that was removed from this computer."""
    _this_run.pop(folder, None)
    keys.forget(_ENTRY.format(shop_id))


def filled(folder: Path, chosen: Sources) -> Sources:
    """What was chosen, with its secrets; the keyring is asked only where one of them is wanted."""
    if not (chosen.receiver or chosen.relay):
        return chosen
    found = kept(folder)
    return replace(chosen, receiver_token=found.token, relay_url=found.channel)


def taken_out(folder: Path, chosen: Sources) -> Sources:
    """What may be written to a file: the secrets go to the keyring."""
    found = HookSecrets(chosen.receiver_token, chosen.relay_url)
    if (chosen.receiver or chosen.relay) and found != kept(folder):
        keep(folder, found)
    return replace(chosen, receiver_token="", relay_url="")


def source_settings(folder: Path, environ: Mapping[str, str] = os.environ) -> SourceSettings:
    """What the sources of the shop in this folder are started with.

    The environment goes before what was chosen: `PAYMENTDESK_WEBHOOK_PORT` (0: any free one) and
    `PAYMENTDESK_WEBHOOK_TOKEN` for the receiver, `PAYMENTDESK_RELAY_URL` for the relay. Raises `Trouble(BAD_ARGUMENT)`.
    """
    from paymentdesk.settings.preferences import is_channel, load

    chosen = load(folder).sources
    port, channel = environ.get("PAYMENTDESK_WEBHOOK_PORT"), environ.get("PAYMENTDESK_RELAY_URL")
    if channel and not is_channel(channel):
        # Its value is a secret and not shown, not even when it is wrong.
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "PAYMENTDESK_RELAY_URL", "value": "…"})
    receiver = bool(port) or chosen.receiver
    token = environ.get("PAYMENTDESK_WEBHOOK_TOKEN") or (_token(folder, chosen) if receiver else "")
    return SourceSettings(
        receiver=receiver,
        port=_port(port) if port else chosen.receiver_port,
        token=token,
        relay=bool(channel) or chosen.relay,
        channel=channel or chosen.relay_url,
    )


def _token(folder: Path, chosen: Sources) -> str:
    """The last part of the receiver's path: made once, unguessable."""
    if chosen.receiver_token:
        return chosen.receiver_token
    found = replace(kept(folder), token=secrets.token_urlsafe(_TOKEN_BYTES))
    keep(folder, found)
    return found.token


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= 65535):
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "PAYMENTDESK_WEBHOOK_PORT", "value": text})
    return int(text)


def _entry(folder: Path) -> str:
    """The shop's own id, as the keys have it; a shop of the environment has its folder's name."""
    try:
        found = stored.read(folder / "shop.json") or {}
    except Trouble:
        found = {}
    return _ENTRY.format(found.get("id") or folder.name)
