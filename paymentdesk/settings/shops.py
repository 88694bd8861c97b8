"""Which shops there are: set up in this home (`shop.json` in a folder of its own), or given by the environment.

`shop.json` holds the shop's name, colour and zone, its API address and a digest of its key; the key itself is in the
keyring under the shop's own id. A profile and a ledger are held against each other before anything is asked (R12).
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.settings import hooks, keys, stored
from paymentdesk.settings.keys import Keys
from paymentdesk.settings.places import acting_user
from paymentdesk.settings.profile import COLOURS, IMP_API, IMP_LINKS, ShopProfile, bound_address, fingerprint

FILE = "shop.json"
REMOVED = "shop.removed.json"
LONGEST_TITLE = 60
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class SavedShop:
    """A shop as its file has it, without keys. `name` is its folder's and never changes; `fingerprint` is of its key,
    "" while none was accepted; `step` is the page of the first-run assistant to go on with, "" when it is done."""

    name: str
    home: Path
    shop_id: str
    title: str
    api_url: str = IMP_API
    zone: str = "Asia/Seoul"
    colour: str = COLOURS[0]
    fingerprint: str = ""
    removed: bool = False
    step: str = ""

    @property
    def folder(self) -> Path:
        return self.home / "shops" / self.name

    @property
    def address(self) -> str:
        return bound_address(self.api_url)


# ------------------------------------------------------------ the environment's shop


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


# ------------------------------------------------------------ shops of this home


def checked_name(name: str) -> str:
    """A shop's name that is safe as a folder on every platform. Raises `Trouble(BAD_ARGUMENT)`."""
    if not _NAME.match(name) or name.endswith("."):
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--shop", "value": name})
    return name


def saved_shops(home: Path) -> list[str]:
    """Names of the shops set up in this home, in order."""
    return _folders_with(home, FILE)


def every_shop(home: Path) -> list[SavedShop]:
    """The shops of this home as their files have them; one whose file cannot be read is left out."""
    found = []
    for name in saved_shops(home):
        try:
            found.append(shop_file(home, name))
        except Trouble:
            continue
    return found


def shop_file(home: Path, name: str) -> SavedShop:
    """Raises `Trouble`: BAD_ARGUMENT when there is no such shop, SETTINGS_UNREADABLE."""
    path = home / "shops" / checked_name(name) / FILE
    found = stored.read(path)
    if found is None:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--shop", "value": name})
    return _shop_of(home, name, path, found)


def saved_shop(home: Path, name: str, environ: Mapping[str, str] = os.environ) -> ShopProfile:
    """A shop that was set up before, with its keys.

    Raises `Trouble(KEY_MISSING)` when nobody has the keys, OTHER_SHOP when what the keyring has under its name is
    another shop's key, and what `shop_file` raises.
    """
    shop = shop_file(home, name)
    found = keys.stored(shop.shop_id)
    if found is None:
        raise Trouble(Kind.KEY_MISSING, {"what": shop.title})
    profile = profile_of(shop, found, environ)
    refuse_other_key(profile)
    return profile


def profile_of(shop: SavedShop, found: Keys, environ: Mapping[str, str] = os.environ) -> ShopProfile:
    """A shop of this home with these keys."""
    from paymentdesk.settings.preferences import load

    return ShopProfile(
        name=shop.name,
        home=shop.home,
        api_url=shop.api_url,
        imp_key=found.key,
        imp_secret=found.secret,
        link_url=link_url(shop.api_url, environ),
        zone=shop.zone,
        user=acting_user(environ, chosen=load(shop.folder).people.name),
        title=shop.title,
        colour=shop.colour,
    )


def refuse_other_key(profile: ShopProfile) -> None:
    """Raises `Trouble(OTHER_SHOP)` when the folder's own file names another address or another key (R12)."""
    if profile.practice:
        return
    found = stored.read(profile.folder / FILE) or {}
    address = bound_address(str(found.get("api_url") or profile.api_url))
    known = str(found.get("key_digest") or profile.fingerprint)
    if (address, known) != (profile.address, profile.fingerprint):
        raise Trouble(Kind.OTHER_SHOP, {"address": profile.address, "bound": address})


def known_shop(home: Path, api_url: str, key: str) -> SavedShop | None:
    """The shop that already has this key at this address, also one that was removed: a second ledger of one account
    would not know what the first one has asked for (money.md R4)."""
    wanted = (bound_address(api_url), fingerprint(key))
    for file in (FILE, REMOVED):
        for name in _folders_with(home, file):
            path = home / "shops" / name / file
            try:
                shop = _shop_of(home, name, path, stored.read(path) or {})
            except Trouble:
                continue
            if (shop.address, shop.fingerprint) == wanted:
                return shop
    return None


def add_shop(home: Path, title: str, api_url: str = IMP_API, *, zone: str = "", colour: str = "") -> SavedShop:
    """A new shop in a folder of its own, without keys yet. Raises `Trouble(FOLDER_NOT_WRITABLE)`."""
    name = _free_name(home)
    taken = {each.colour for each in every_shop(home)}
    free = [each for each in COLOURS if each not in taken]
    shop = SavedShop(
        name=name,
        home=home,
        shop_id=secrets.token_hex(8),
        title=shown_title(title),
        api_url=api_url.rstrip("/"),
        zone=zone or "Asia/Seoul",
        colour=colour or (free or list(COLOURS))[0],
    )
    write_shop(shop)
    return shop


def write_shop(shop: SavedShop) -> None:
    """Raises `Trouble`: FOLDER_NOT_WRITABLE, SETTINGS_NEWER."""
    path = shop.folder / FILE
    try:
        before = stored.read(path) or {}
    except Trouble:
        before = {}
    stored.write(
        path,
        {
            **before,
            "version": stored.VERSION,
            "id": shop.shop_id,
            "title": shop.title,
            "api_url": shop.api_url,
            "zone": shop.zone,
            "colour": shop.colour,
            "key_digest": shop.fingerprint,
            "step": shop.step,
        },
    )


def keep_keys(shop: SavedShop, found: Keys) -> str:
    """Keep keys that i'mport accepted, and their digest beside the shop; answers where they are (`keys.keep`)."""
    write_shop(replace(shop, fingerprint=fingerprint(found.key)))
    return keys.keep(shop.shop_id, found)


def key_renewed(profile: ShopProfile) -> str | None:
    """The shop's own file and the keyring take the key in `profile` too; answers where it is kept (`keys.keep`), None
    for a shop that is not set up here. Only after proof that it is the same shop's (services/renewing.py)."""
    if profile.practice or not (profile.folder / FILE).is_file():
        return None
    return keep_keys(shop_file(profile.home, profile.name), Keys(profile.imp_key, profile.imp_secret))


def remove_shop(home: Path, name: str) -> Path:
    """Take a shop off the list and its keys out of the keyring. Its ledger stays: answers the folder it lies in."""
    shop = shop_file(home, name)
    try:
        os.replace(shop.folder / FILE, shop.folder / REMOVED)
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(shop.folder)}, money=MoneyWord.NOTHING_CHANGED) from error
    keys.forget(shop.shop_id)
    hooks.forget(shop.folder, shop.shop_id)
    return shop.folder


def drop_empty(shop: SavedShop) -> None:
    """A set-up that turned out to be of a shop that is here already: its folder goes if there is no ledger in it."""
    names = {each.name for each in shop.folder.iterdir()} if shop.folder.is_dir() else set()
    if names <= {FILE, "settings.json", "window.lock"}:
        for name in names:
            (shop.folder / name).unlink(missing_ok=True)
        shop.folder.rmdir()


def bring_back(shop: SavedShop) -> SavedShop:
    """A removed shop is on the list again, with the ledger it had. Raises `Trouble(FOLDER_NOT_WRITABLE)`."""
    if shop.removed:
        try:
            os.replace(shop.folder / REMOVED, shop.folder / FILE)
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(shop.folder)}) from error
    return shop_file(shop.home, shop.name)


def shown_title(title: str) -> str:
    return " ".join(title.split())[:LONGEST_TITLE] or "Payment Desk"


def _free_name(home: Path) -> str:
    """A folder nobody uses, not even a shop that was removed or the environment's."""
    number = 0
    while (home / "shops" / (name := f"shop{number or ''}")).exists():
        number += 1
    return name


def _folders_with(home: Path, file: str) -> list[str]:
    folder = home / "shops"
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir() if _NAME.match(each.name) and (each / file).is_file())


def _shop_of(home: Path, name: str, path: Path, found: Mapping[str, Any]) -> SavedShop:
    url, shop_id = found.get("api_url") or IMP_API, found.get("id") or name
    if not isinstance(url, str) or not isinstance(shop_id, str):
        raise stored.unreadable(path)
    colour, zone = str(found.get("colour") or ""), str(found.get("zone") or "Asia/Seoul")
    return SavedShop(
        name=name,
        home=home,
        shop_id=shop_id,
        title=str(found.get("title") or name),
        api_url=url.rstrip("/"),
        zone=zone if known_zone(zone) else "Asia/Seoul",
        colour=colour if colour in COLOURS else COLOURS[0],
        fingerprint=str(found.get("key_digest") or ""),
        removed=path.name == REMOVED,
        step=str(found.get("step") or ""),
    )


def known_zone(name: str) -> bool:
    """Whether this computer knows the time zone."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True
