"""One shop, as everything that works for it knows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

IMP_API = "https://api.iamport.kr"
IMP_LINKS = "https://api.iamport.co"
COLOURS = ("blue", "teal", "green", "amber", "red", "magenta", "slate")
"""What a shop's colour may be called; violet is the practice shop's."""


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """One shop: its ledger's folder, where i'mport is, and the keys. `imp_secret` never shows in a repr."""

    name: str
    home: Path
    api_url: str
    imp_key: str = field(repr=False)
    imp_secret: str = field(repr=False)
    link_url: str = ""
    practice: bool = False
    zone: str = "Asia/Seoul"
    user: str = ""
    title: str = ""
    colour: str = COLOURS[0]

    @property
    def folder(self) -> Path:
        return self.home / "practice" if self.practice else self.home / "shops" / self.name

    @property
    def address(self) -> str:
        """The API address a ledger is bound to: on loopback without the port (money.md R12)."""
        return bound_address(self.api_url)

    @property
    def loopback(self) -> bool:
        return on_loopback(self.api_url)

    @property
    def fingerprint(self) -> str:
        """A short digest of the key: enough to tell two shops apart, useless to anyone else."""
        return fingerprint(self.imp_key)


def fingerprint(key: str) -> str:
    """A short digest of a key."""
    return hashlib.sha256(f"paymentdesk:{key}".encode()).hexdigest()[:16]


def on_loopback(api_url: str) -> bool:
    host = (urlsplit(api_url).hostname or "").lower()
    return host in ("localhost", "::1") or host.startswith("127.")


def bound_address(api_url: str) -> str:
    """An API address as a ledger is bound to it (money.md R12)."""
    parts = urlsplit(api_url)
    if on_loopback(api_url):
        return f"{parts.scheme}://loopback"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{(parts.hostname or '').lower()}{port}{parts.path.rstrip('/')}"
