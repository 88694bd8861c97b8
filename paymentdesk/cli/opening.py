"""Which shop a command is for, and its shop opened and closed around the command."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import (
    Settings,
    ShopProfile,
    default_home,
    environment_shop,
    saved_shop,
    saved_shops,
)

if TYPE_CHECKING:
    from paymentdesk.services.shop import Shop

# A one-shot command answers within 20 s: a look and a send, with what connecting takes (product.md 6).
ONE_SHOT = Settings(connect_timeout=3.0, read_timeout=4.0, cancel_timeout=9.0)
IN_ALL = 18.5
"""Seconds for everything a one-shot command asks; the rest of the 20 are for starting and the disk."""


def home(options: argparse.Namespace) -> Path:
    """The data folder of this run."""
    return Path(options.home).expanduser() if options.home else default_home()


def profile(options: argparse.Namespace) -> ShopProfile:
    """The shop a command is for: the environment's, the one named, or the only one there is.

    Raises `Trouble(KEY_MISSING)` when there is none, `BAD_ARGUMENT` when it is not clear which.
    """
    folder = home(options)
    given = environment_shop(folder, options.shop)
    if given is not None:
        return given
    if options.shop:
        return saved_shop(folder, options.shop)
    names = saved_shops(folder)
    if len(names) > 1:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--shop", "value": ", ".join(names)})
    if not names:
        raise Trouble(Kind.KEY_MISSING, {"what": "PAYMENTDESK_API_URL, PAYMENTDESK_IMP_KEY, PAYMENTDESK_IMP_SECRET"})
    return saved_shop(folder, names[0])


@contextmanager
def opened(options: argparse.Namespace, *, settings: Settings | None = None) -> Iterator[Shop]:
    """The shop, open for one command. Without settings of its own it is a one-shot command and ends in time; one that
    does row after row, or page after page, sets its time anew for each (`Shop.must_end_in`)."""
    from paymentdesk.services.shop import open_shop

    logging.basicConfig(level={0: logging.WARNING, 1: logging.INFO}.get(options.verbose, logging.DEBUG))
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    shop = open_shop(profile(options), settings=settings or ONE_SHOT)
    if settings is None:
        shop.must_end_in(IN_ALL)
    try:
        yield shop
    finally:
        shop.close()
