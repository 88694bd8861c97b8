"""Where things are, and who acts: resources, the data folder, the account's name."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path


def resource(name: str) -> Path:
    """A file under `resources/`: in the source tree, the wheel or the frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(frozen) / "paymentdesk" if frozen else Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources") / name


def default_home(environ: Mapping[str, str] = os.environ) -> Path:
    """`PAYMENTDESK_HOME`, else the platform's folder for application data."""
    if environ.get("PAYMENTDESK_HOME"):
        return Path(environ["PAYMENTDESK_HOME"])
    import platformdirs

    return Path(platformdirs.user_data_path("PaymentDesk", appauthor=False))


def acting_user(environ: Mapping[str, str] = os.environ, *, chosen: str = "") -> str:
    """Who acts: `PAYMENTDESK_USER`, else the name `chosen` in the shop's settings, else the account's."""
    if environ.get("PAYMENTDESK_USER"):
        return environ["PAYMENTDESK_USER"]
    if chosen:
        return chosen
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "owner"
