"""What a person sets for one shop: written, tested and applied beside the window, which never waits for it."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from paymentdesk.background.worker import Worker
from paymentdesk.domain.checklist import Checked, Item
from paymentdesk.domain.connection import Finding
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import backing_up, checkup, connecting
from paymentdesk.services.checkup import Check
from paymentdesk.services.renewing import renew_key
from paymentdesk.services.shop import Shop
from paymentdesk.settings import SavedShop, Settings, acting_user, keys, shop_file
from paymentdesk.settings.preferences import Preferences, Said, load, save
from paymentdesk.settings.shops import every_shop, known_zone, remove_shop, shown_title, write_shop
from paymentdesk.store import backup

__all__ = ["Check", "Copies", "ShopSettings"]
log = logging.getLogger(__name__)
CLOSE_WAITS = 20.0  # seconds: a connection test ends by its own deadline


@dataclass(frozen=True, slots=True)
class Copies:
    """The folder of a ledger's copies, and its files, newest first, with their sizes in bytes."""

    folder: Path
    files: tuple[tuple[str, int], ...]


class ShopSettings(QObject):
    """Acts answer a job's number; `done` or `failed` follows. `chosen_changed` (Preferences) and `shop_changed`
    (ShopProfile) tell everybody who goes by them, in the window's thread."""

    chosen_changed = Signal(object)
    shop_changed = Signal(object)
    done = Signal(int, object)
    failed = Signal(int, object)
    _chosen = Signal(object)
    _shop_is = Signal(object)

    def __init__(self, shop: Shop, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self._plain = settings or shop.settings  # before anything was chosen
        self._numbers = itertools.count(1)
        self._worker = Worker("settings", lambda error: log.error("A setting failed", exc_info=error))
        self.preferences: Preferences = load(shop.profile.folder)
        self._go_by(self.preferences)
        self.saved: SavedShop | None = _saved(shop)
        self.kept = self._where()
        self._chosen.connect(self._apply, Qt.ConnectionType.QueuedConnection)
        self._shop_is.connect(self._apply_shop, Qt.ConnectionType.QueuedConnection)

    # ------------------------------------------------------------ what the shop is

    @property
    def shop(self) -> Shop:
        return self._shop

    @property
    def can_change_shop(self) -> bool:
        """Whether it is a shop of this computer: the environment's and the practice shop are given."""
        return self.saved is not None

    def shops(self) -> list[SavedShop]:
        """All shops of this computer. Reads a few small files."""
        return every_shop(self._shop.profile.home)

    def _where(self) -> str | None:
        """Where the keys are: `keyring`, `session`, or None for the environment's."""
        return None if self.saved is None else keys.where(self.saved.shop_id)

    # ------------------------------------------------------------ acts

    def choose(self, **sections: Any) -> int:
        """Write sections of the preferences (by their names) and go by them from now on."""
        return self._do(lambda: self._write(**sections))

    def say(self, item: Item, said: bool) -> int:
        """A person says that a setting outside is made, or takes that back."""

        def work() -> Preferences:
            now: dict[str, Said] = dict(load(self._shop.profile.folder).said)
            now.pop(item.value, None)
            if said:
                now[item.value] = Said(self._shop.user, self._shop.now())
            return self._write(said=now)

        return self._do(work)

    def change_shop(self, title: str, zone: str, colour: str) -> int:
        """Raises, as `failed`: BAD_ARGUMENT for a zone nobody knows."""

        def work() -> SavedShop:
            if not known_zone(zone):
                raise Trouble(Kind.BAD_ARGUMENT, {"what": "zone", "value": zone}, money=MoneyWord.NOTHING_CHANGED)
            before = shop_file(self._shop.profile.home, self._shop.profile.name)
            after = replace(before, title=shown_title(title), zone=zone, colour=colour)
            write_shop(after)
            self._shop_is.emit(after)
            return after

        return self._do(work)

    def test(self) -> int:
        """A `Finding`: how i'mport takes the shop's keys now."""

        def work() -> Finding:
            profile = self._shop.profile
            found = connecting.try_keys(
                profile.api_url, profile.imp_key, profile.imp_secret, settings=self._shop.settings
            )
            connecting.remember(self._shop, found)
            return found

        return self._do(work)

    def remember(self, found: Finding) -> int:
        """Keep what the first-run assistant has just seen as evidence for the checklist."""
        return self._do(lambda: connecting.remember(self._shop, found))

    def renew(self, key: str, secret: str) -> int:
        """Take a renewed key: i'mport must accept it and show three payments the ledger knows (R12). Answers a
        `Finding` where i'mport does not accept it, else where the keys are kept."""

        def work() -> Finding | str | None:
            profile = replace(self._shop.profile, imp_key=key, imp_secret=secret)
            found = connecting.try_keys(profile.api_url, key, secret, settings=self._shop.settings)
            if not found.accepted:
                return found
            renew_key(profile)
            self._shop.go_on_as(profile)
            self.kept = self._where()
            self._shop_is.emit(_saved(self._shop))
            return self.kept

        return self._do(work)

    def remove(self) -> int:
        """Take the shop off this computer's list; its ledger stays. Answers the folder it lies in."""

        def work() -> Path:
            return remove_shop(self._shop.profile.home, self._shop.profile.name)

        return self._do(work)

    def check_up(self) -> int:
        """Every check `doctor` makes, as a list of `Check`."""

        def work() -> list[Check]:
            return checkup.check_up(self._shop.profile, settings=self._shop.settings)

        return self._do(work)

    def back_up(self) -> int:
        """Make a verified copy of the ledger now; answers how many payments it holds."""
        return self._do(lambda: backing_up.back_up(self._shop).payments)

    def copies(self) -> int:
        """Where copies lie and which there are (`Copies`)."""

        def work() -> Copies:
            folder = self._shop.profile.folder / "backups"
            return Copies(folder, tuple((each.name, each.stat().st_size) for each in reversed(backup.copies(folder))))

        return self._do(work)

    def checklist(self) -> int:
        """The lines of the set-up checklist as they stand."""

        def work() -> tuple[Checked, ...]:
            return checkup.checklist_of(self._shop.profile)

        return self._do(work)

    @property
    def idle(self) -> bool:
        return self._worker.idle

    def close(self) -> None:
        self._worker.close(CLOSE_WAITS)

    # ------------------------------------------------------------ inside

    def _write(self, **sections: Any) -> Preferences:
        folder = self._shop.profile.folder
        chosen = replace(load(folder), **sections)
        save(folder, chosen)
        self._chosen.emit(chosen)
        return chosen

    @Slot(object)
    def _apply(self, chosen: Preferences) -> None:
        self.preferences = chosen
        self._go_by(chosen)
        shop = self._shop
        user = acting_user(chosen=chosen.people.name)
        if user != shop.profile.user:
            shop.profile = replace(shop.profile, user=user)
        self.chosen_changed.emit(chosen)

    def _go_by(self, chosen: Preferences) -> None:
        if not self._shop.profile.practice:  # its time runs fast: it is looked at often
            self._shop.settings = chosen.applied_to(self._plain)

    @Slot(object)
    def _apply_shop(self, saved: SavedShop | None) -> None:
        if saved is not None:
            self.saved = saved
            shop = self._shop
            shop.profile = replace(shop.profile, title=saved.title, zone=saved.zone, colour=saved.colour)
        self.shop_changed.emit(self._shop.profile)

    def _do(self, act: Callable[[], Any]) -> int:
        number = next(self._numbers)
        self._worker.put(lambda: self._run(number, act))
        return number

    def _run(self, number: int, act: Callable[[], Any]) -> None:
        try:
            answer = act()
        except Trouble as trouble:
            self.failed.emit(number, trouble)
        except Exception as error:
            self.failed.emit(number, error)
            raise
        else:
            self.done.emit(number, answer)


def _saved(shop: Shop) -> SavedShop | None:
    if shop.profile.practice or not (shop.profile.folder / "shop.json").is_file():
        return None
    return shop_file(shop.profile.home, shop.profile.name)
