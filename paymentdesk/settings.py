"""Every setting, once, with its default; which shop a run is for; where files and secrets are.

Secrets live in the operating system's keyring or the environment and nowhere else (product.md 3, technology.md 6).
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paymentdesk.domain.trouble import Kind, Trouble

IMP_API = "https://api.iamport.kr"
IMP_LINKS = "https://api.iamport.co"
KEYRING_SERVICE = "PaymentDesk"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """Rhythms and limits. All durations are seconds unless the name says days."""

    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    cancel_timeout: float = 30.0
    poll_seconds: int = 30
    poll_idle_seconds: int = 120
    poll_busy_seconds: int = 5
    recent_days_card: int = 7
    recent_days_cash: int = 35
    watch_days: int = 180
    overdue_days: int = 7
    ask_again_after: int = 24 * 3600
    window_days: int = 89
    page_size: int = 1000
    first_year: int = 2014
    watermark_slack: int = 3600
    keep_looks_days: int = 90
    keep_activity_days: int = 90
    blind_loopback_exempt: bool = True  # practice and tests need no confirmation after a copy (money.md R7)


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

    @property
    def folder(self) -> Path:
        return self.home / "practice" if self.practice else self.home / "shops" / self.name

    @property
    def address(self) -> str:
        """The API address a ledger is bound to: on loopback without the port (money.md R12)."""
        parts = urlsplit(self.api_url)
        host = (parts.hostname or "").lower()
        if self.loopback:
            return f"{parts.scheme}://loopback"
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"

    @property
    def loopback(self) -> bool:
        host = (urlsplit(self.api_url).hostname or "").lower()
        return host in ("localhost", "::1") or host.startswith("127.")

    @property
    def fingerprint(self) -> str:
        """A short digest of the key: enough to tell two shops apart, useless to anyone else."""
        return hashlib.sha256(f"paymentdesk:{self.imp_key}".encode()).hexdigest()[:16]


def resource(name: str) -> Path:
    """A file under `resources/`: in the source tree, the wheel or the frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(frozen) / "paymentdesk" if frozen else Path(__file__).resolve().parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources") / name


def default_home(environ: Mapping[str, str] = os.environ) -> Path:
    """`PAYMENTDESK_HOME`, else the platform's folder for application data."""
    if environ.get("PAYMENTDESK_HOME"):
        return Path(environ["PAYMENTDESK_HOME"])
    import platformdirs

    return Path(platformdirs.user_data_path("PaymentDesk", appauthor=False))


def acting_user(environ: Mapping[str, str] = os.environ) -> str:
    """Who acts: `PAYMENTDESK_USER`, else the account's name."""
    if environ.get("PAYMENTDESK_USER"):
        return environ["PAYMENTDESK_USER"]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "owner"


def environment_shop(
    home: Path, name: str | None = None, environ: Mapping[str, str] = os.environ
) -> ShopProfile | None:
    """The shop that the environment describes whole, or None.

    Its name is made of the address and the key, so that another server or key is another ledger.
    Raises `Trouble(KEY_MISSING)` when only some of the three variables are set.
    """
    url = environ.get("PAYMENTDESK_API_URL", "").rstrip("/")
    key = environ.get("PAYMENTDESK_IMP_KEY", "")
    secret = environ.get("PAYMENTDESK_IMP_SECRET", "")
    if not (url or key or secret):
        return None
    if not (key and secret):
        raise Trouble(Kind.KEY_MISSING, {"what": "PAYMENTDESK_IMP_KEY, PAYMENTDESK_IMP_SECRET"})
    url = url or IMP_API
    made = "env-" + hashlib.sha256((url + key).encode()).hexdigest()[:8]
    return ShopProfile(
        name=checked_name(name) if name else made,
        home=home,
        api_url=url,
        imp_key=key,
        imp_secret=secret,
        link_url=link_url(url, environ),
        user=acting_user(environ),
        title=name or "",
    )


def link_url(api_url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The payment-link host: the API's own origin unless that is i'mport's (product.md 6)."""
    given = environ.get("PAYMENTDESK_LINK_URL", "").rstrip("/")
    return given or (IMP_LINKS if api_url == IMP_API else api_url)


def checked_name(name: str) -> str:
    """A shop's name that is safe as a folder on every platform. Raises `Trouble(BAD_ARGUMENT)`."""
    if not _NAME.match(name) or name.endswith("."):
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--shop", "value": name})
    return name


def saved_shops(home: Path) -> list[str]:
    """Names of the shops set up in this home, in order."""
    folder = home / "shops"
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if (entry / "shop.json").is_file())


def save_shop(home: Path, name: str, title: str, key: str, secret: str, api_url: str = IMP_API) -> bool:
    """Write a shop's profile and put its keys into the keyring.

    Answers whether the keys were kept: without a safe keyring they are for this run only.
    """
    folder = home / "shops" / checked_name(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"title": title, "api_url": api_url, "zone": "Asia/Seoul"}, ensure_ascii=False)
        (folder / "shop.json").write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(folder)}) from error
    ring = _keyring()
    if ring is None:
        return False
    try:
        ring.set_password(KEYRING_SERVICE, f"{name}:imp_key", key)
        ring.set_password(KEYRING_SERVICE, f"{name}:imp_secret", secret)
    except Exception:  # a backend may raise anything, even FileNotFoundError (technology.md 6)
        return False
    return True


def saved_shop(home: Path, name: str, environ: Mapping[str, str] = os.environ) -> ShopProfile:
    """A shop that was set up before, with its keys from the keyring.

    Raises `Trouble(KEY_MISSING)` when the keys are not there, `BAD_ARGUMENT` when there is no such shop.
    """
    path = home / "shops" / checked_name(name) / "shop.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--shop", "value": name}) from error
    except (OSError, ValueError) as error:
        raise Trouble(Kind.DATABASE_DAMAGED, {"path": str(path)}) from error
    ring = _keyring()
    key = secret = None
    if ring is not None:
        try:
            key = ring.get_password(KEYRING_SERVICE, f"{name}:imp_key")
            secret = ring.get_password(KEYRING_SERVICE, f"{name}:imp_secret")
        except Exception:  # as above
            key = secret = None
    if not key or not secret:
        raise Trouble(Kind.KEY_MISSING, {"what": stored.get("title") or name})
    url = str(stored.get("api_url") or IMP_API).rstrip("/")
    return ShopProfile(
        name=name,
        home=home,
        api_url=url,
        imp_key=key,
        imp_secret=secret,
        link_url=link_url(url, environ),
        zone=str(stored.get("zone") or "Asia/Seoul"),
        user=acting_user(environ),
        title=str(stored.get("title") or name),
    )


def _keyring() -> Any:
    """A keyring that is safe, or None. Imported only where a key is needed: it costs 138 ms."""
    try:
        import keyring

        backend = keyring.get_keyring()
        # keyrings.alt stores plain text with a priority below 1; nothing is better than that.
        return backend if backend.priority >= 1 else None
    except Exception:
        return None
