"""The steps of setting up a shop, on a thread beside the window; what is done is kept, so that it can be gone on with
after the window was closed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from paymentdesk.background.worker import Worker
from paymentdesk.domain.checklist import Checked, Item
from paymentdesk.domain.connection import Finding
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services.checkup import checklist_of
from paymentdesk.services.connecting import try_keys
from paymentdesk.settings import SavedShop, ShopProfile, acting_user, keys
from paymentdesk.settings.keys import Keys
from paymentdesk.settings.preferences import Said, load, save
from paymentdesk.settings.shops import (
    add_shop,
    bring_back,
    drop_empty,
    keep_keys,
    known_shop,
    profile_of,
    refuse_other_key,
    shop_file,
    write_shop,
)

log = logging.getLogger(__name__)
CLOSE_WAITS = 20.0


@dataclass(frozen=True, slots=True)
class Taken:
    """How i'mport took the keys; `kept` is where they are now (`settings.keys`), "" where it refused them. `again`:
    this account was on this computer before, and its ledger is used again."""

    finding: Finding
    kept: str = ""
    again: bool = False


class SetUp(QObject):
    """`answered(what, answer)` after each step, or `failed(what, error)`; one step at a time. `now` is UNIX seconds."""

    answered = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, home: Path, api_url: str, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home, self._api_url, self._now = home, api_url, now
        self._worker = Worker("set-up", lambda error: log.error("A step of setting up failed", exc_info=error))
        self.shop: SavedShop | None = None
        self.keys: Keys | None = None
        self.finding: Finding | None = None
        self.kept = ""  # where the keys are (`settings.keys`)

    @property
    def idle(self) -> bool:
        return self._worker.idle

    def go_on_with(self, shop: SavedShop) -> None:
        """A shop whose set-up was left, or whose keys nobody has."""
        self.shop, self._api_url = shop, shop.api_url
        self.keys = self.finding = None

    def call_it(self, title: str, zone: str, colour: str) -> None:
        def work() -> SavedShop:
            if self.shop is None:
                made = add_shop(self._home, title, self._api_url, zone=zone, colour=colour)
            else:
                made = replace(self.shop, title=title, zone=zone, colour=colour)
            self.shop = replace(made, step=made.step or "keys")
            write_shop(self.shop)
            return self.shop

        self._do("called", work)

    def try_keys(self, key: str, secret: str) -> None:
        """Ask i'mport, and keep them if it accepts them."""

        def work() -> Taken:
            assert self.shop is not None
            found = try_keys(self.shop.api_url, key, secret)
            if not found.accepted:
                return Taken(found)
            again = self._same_as_before(key)
            given = Keys(key, secret)
            refuse_other_key(profile_of(self.shop, given))
            self.keys, self.finding = given, found
            self.shop = replace(self.shop, step=self.shop.step or "")
            self.kept = keep_keys(self.shop, given)
            return Taken(found, self.kept, again)

        self._do("keys", work)

    def read_stored(self) -> None:
        """The keys of a shop whose set-up was left after they had been accepted: tried again, for its channels."""

        def work() -> Taken | None:
            assert self.shop is not None
            found = keys.stored(self.shop.shop_id)
            if found is None:
                return None
            seen = try_keys(self.shop.api_url, found.key, found.secret)
            if seen.accepted:
                self.keys, self.finding = found, seen
            self.kept = keys.where(self.shop.shop_id) or ""
            return Taken(seen, self.kept)

        self._do("stored", work)

    def read_checklist(self) -> None:
        self._do("checklist", self._lines)

    def say(self, item: Item, on: bool) -> None:
        """A person says that a setting outside is made, or takes that back."""

        def work() -> tuple[Checked, ...]:
            assert self.shop is not None
            chosen = load(self.shop.folder)
            said = dict(chosen.said)
            said.pop(item.value, None)
            if on:
                said[item.value] = Said(acting_user(chosen=chosen.people.name), int(self._now()))
            save(self.shop.folder, replace(chosen, said=said))
            return self._lines()

        self._do("checklist", work)

    def reached(self, step: str) -> None:
        """Where to go on after the window was closed; "" when all is done."""

        def work() -> None:
            assert self.shop is not None
            self.shop = replace(shop_file(self.shop.home, self.shop.name), step=step)
            write_shop(self.shop)

        self._do("step", work)

    def profile(self) -> ShopProfile:
        """The shop as it is set up. Only after its keys were accepted."""
        assert self.shop is not None
        assert self.keys is not None
        return profile_of(self.shop, self.keys)

    def close(self) -> None:
        self._worker.close(CLOSE_WAITS)

    # ------------------------------------------------------------ inside

    def _same_as_before(self, key: str) -> bool:
        """A second ledger of one account would not know what the first one has asked for (money.md R4)."""
        assert self.shop is not None
        known = known_shop(self._home, self.shop.api_url, key)
        if known is None or known.name == self.shop.name:
            return False
        before, self.shop = self.shop, replace(bring_back(known), step=self.shop.step)
        drop_empty(before)
        return True

    def _lines(self) -> tuple[Checked, ...]:
        return checklist_of(self.profile(), self.finding)

    def _do(self, what: str, act: Callable[[], Any]) -> None:
        self._worker.put(lambda: self._run(what, act))

    def _run(self, what: str, act: Callable[[], Any]) -> None:
        try:
            answer = act()
        except Trouble as trouble:
            self._tell(self.failed, what, trouble)
        except Exception as error:
            self._tell(self.failed, what, error)
            raise
        else:
            self._tell(self.answered, what, answer)

    def _tell(self, signal: Any, what: str, answer: object) -> None:
        try:
            signal.emit(what, answer)
        except RuntimeError:  # the window is gone already
            return
