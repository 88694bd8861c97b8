"""Key and secret of a shop: in the operating system's keyring, else for this run only, and nowhere else.

Both are one entry, so that a key never meets another shop's secret (technology.md 6, product.md 3).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

SERVICE = "PaymentDesk"
KEYRING, SESSION = "keyring", "session"


@dataclass(frozen=True, slots=True)
class Keys:
    """What i'mport knows a shop by. Neither shows in a repr."""

    key: str = field(repr=False)
    secret: str = field(repr=False)


_this_run: dict[str, Keys] = {}


def keep(shop_id: str, keys: Keys) -> str:
    """Keep the keys; answers where: `KEYRING`, or `SESSION` where there is no safe keyring."""
    ring = safe_keyring()
    if ring is not None:
        try:
            ring.set_password(SERVICE, shop_id, json.dumps({"key": keys.key, "secret": keys.secret}))
        except Exception:  # a backend may raise anything, even FileNotFoundError (technology.md 6)
            ring = None
    if ring is None:
        _this_run[shop_id] = keys
        return SESSION
    _this_run.pop(shop_id, None)
    return KEYRING


def stored(shop_id: str) -> Keys | None:
    """The keys of a shop, or None where nobody has them."""
    if shop_id in _this_run:
        return _this_run[shop_id]
    ring = safe_keyring()
    if ring is None:
        return None
    try:
        found = json.loads(ring.get_password(SERVICE, shop_id) or "{}")
        return Keys(str(found["key"]), str(found["secret"]))
    except Exception:  # as above, or an entry that is none of ours
        return None


def where(shop_id: str) -> str | None:
    """`KEYRING`, `SESSION` or None: whether the keys are set, never what they are."""
    if shop_id in _this_run:
        return SESSION
    return KEYRING if stored(shop_id) is not None else None


def forget(shop_id: str) -> None:
    """The keys of a shop that was removed from this computer."""
    _this_run.pop(shop_id, None)
    ring = safe_keyring()
    if ring is not None:
        try:
            ring.delete_password(SERVICE, shop_id)
        except Exception:  # it was not there, or the keyring is closed
            return


def safe_keyring() -> Any:
    """A keyring that is safe, or None. Imported only where a key is needed: it costs 138 ms."""
    try:
        import keyring

        backend = keyring.get_keyring()
        # keyrings.alt stores plain text with a priority below 1; nothing is better than that.
        return backend if backend.priority >= 1 else None
    except Exception:
        return None
