"""The simulated shop on disk, so that a practice shop goes on where it was left (product.md 7).

Saved is what i'mport and Paymentwall know; keys and tokens belong to one run and are never written.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Literal

import msgspec

from paymentdesk.practice.acts import Act
from paymentdesk.practice.links import Link
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.tickets import Ticket

log = logging.getLogger(__name__)

# Real seconds after which the clock's reading alone is worth saving.
_CLOCK_SAVED_EVERY = 2.0

_RandomState = tuple[int, tuple[int, ...], float | None]


class SavedShop(msgspec.Struct):
    """Everything that makes the shop what it is; `agenda` in the order in which it will happen."""

    version: Literal[1]
    seed: int
    staffed: bool
    payments: list[Payment]
    tickets: list[Ticket]
    prepared: dict[str, tuple[Decimal, str | None]]
    deliveries: dict[str, str]
    links: list[Link]
    agenda: list[tuple[int, Act]]
    chance: _RandomState
    link_chance: _RandomState


class _File(msgspec.Struct):
    """`now` is the simulated time, UNIX seconds."""

    now: float
    shop: SavedShop


_encoder = msgspec.json.Encoder(decimal_format="number")
# Numbers in fields without a type are decimals again, not floats.
_decoder = msgspec.json.Decoder(_File, float_hook=Decimal)


def read(path: Path) -> Callable[[Shop], None] | None:
    """What brings the saved state into a shop that was just reset; None if the file is missing or damaged."""
    try:
        file = _decoder.decode(path.read_bytes())
        chance, link_chance = _random(file.shop.chance), _random(file.shop.link_chance)
    except (OSError, ValueError, TypeError):  # msgspec's errors are ValueErrors
        return None

    def bring_in(shop: Shop) -> None:
        saved = file.shop
        with shop.lock:
            shop.reset(saved.seed)
            shop.staffed = saved.staffed
            for payment in saved.payments:
                shop.payments.add(payment)
            shop.tickets.restore(saved.tickets)
            shop.prepared = saved.prepared
            shop.deliveries = saved.deliveries
            shop.links.restore(saved.links, link_chance)
            shop.chance = chance
            # The clock first: what is on the agenda may be due at once.
            shop.clock.set(file.now)
            for at, act in saved.agenda:
                shop.at(at, act)

    return bring_in


def _random(state: _RandomState) -> Random:
    chance = Random()
    chance.setstate(state)
    return chance


class Keeper:
    """Keeps a shop in a file: asked before an answer leaves, so that no ledger ever knows more than the shop
    that is found again, however this process ends.
    """

    def __init__(self, shop: Shop, path: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._shop = shop
        self._path = path
        self._monotonic = monotonic
        self._written: bytes | None = None
        self._written_at = 0.0

    def before_an_answer(self) -> None:
        """Save if something has changed, or if the clock has run on for a while."""
        with self._shop.lock:
            state = _state(self._shop)
            if state != self._written or self._monotonic() - self._written_at >= _CLOCK_SAVED_EVERY:
                self._write_or_say(state)

    def at_the_end(self) -> None:
        """Save what there is, with the time it is."""
        with self._shop.lock:
            self._write_or_say(_state(self._shop))

    def save(self) -> None:
        """Save now; OSError if that cannot be."""
        with self._shop.lock:
            self._write(_state(self._shop))

    def _write_or_say(self, state: bytes) -> None:
        try:
            self._write(state)
        except OSError as error:
            log.warning("the practice shop could not be saved: %s", error.strerror)

    def _write(self, state: bytes) -> None:
        now = self._shop.clock.exact()
        unfinished = self._path.with_name(f"{self._path.name}.part")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(_encoder.encode({"now": now, "shop": msgspec.Raw(state)}))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)
        self._written, self._written_at = state, self._monotonic()


def _state(shop: Shop) -> bytes:
    saved = SavedShop(
        version=1,
        seed=shop.seed,
        staffed=shop.staffed,
        payments=list(shop.payments),
        tickets=shop.tickets.all(),
        prepared=shop.prepared,
        deliveries=shop.deliveries,
        links=shop.links.all(),
        agenda=shop.agenda.all(),
        chance=shop.chance.getstate(),
        link_chance=shop.links.chance.getstate(),
    )
    return _encoder.encode(saved)
