"""Every setting: limits and defaults, which shop a run is for, what was chosen for it, where files and secrets are.

Secrets live in the operating system's keyring or the environment and nowhere else (product.md 3, technology.md 6).
"""

from __future__ import annotations

from paymentdesk.settings.limits import Settings
from paymentdesk.settings.places import acting_user, default_home, resource
from paymentdesk.settings.preferences import Preferences
from paymentdesk.settings.profile import COLOURS, IMP_API, IMP_LINKS, ShopProfile
from paymentdesk.settings.shops import (
    SavedShop,
    checked_name,
    environment_shop,
    link_url,
    saved_shop,
    saved_shops,
    shop_file,
)

__all__ = [
    "COLOURS",
    "IMP_API",
    "IMP_LINKS",
    "Preferences",
    "SavedShop",
    "Settings",
    "ShopProfile",
    "acting_user",
    "checked_name",
    "default_home",
    "environment_shop",
    "link_url",
    "resource",
    "saved_shop",
    "saved_shops",
    "shop_file",
]
