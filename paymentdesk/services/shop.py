"""One shop, put together once for window, command line and tests: ledger, client, clock, journal, locks."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services.budget import Budget
from paymentdesk.services.clock import PcClocks, Told, reckoned, told_from, told_now, worth_keeping
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.settings.shops import refuse_other_key
from paymentdesk.store import ledger
from paymentdesk.store.backup import JOURNAL, LEDGER
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.journal import Journal

if TYPE_CHECKING:
    from filelock import FileLock

    from paymentdesk.gateway.client import ImportClient

_MARK_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass
class Shop:
    """An open shop.

    `clock` is None, or the practice shop's simulated clock; otherwise time is i'mport's: the steady clock and the
    offset learnt from its last answer (product.md 6.0). `told` is that answer as the ledger kept it.
    """

    profile: ShopProfile
    settings: Settings
    database: Database
    journal: Journal
    clock: Callable[[], int] | None = None
    pc: PcClocks = field(default_factory=PcClocks)
    told: Told | None = None
    _client: ImportClient | None = None
    _ends_at: float | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)
    budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        self.budget = Budget(self.settings.calls_a_minute)

    @property
    def client(self) -> ImportClient:
        """The client, made when something is first asked: a list that only reads never loads HTTP."""
        with self._making:
            if self._client is None:
                from paymentdesk.gateway.client import ImportClient

                self._client = ImportClient(
                    self.profile.api_url,
                    self.profile.imp_key,
                    self.profile.imp_secret,
                    connect_timeout=self.settings.connect_timeout,
                    read_timeout=self.settings.read_timeout,
                    cancel_timeout=self.settings.cancel_timeout,
                    monotonic=self.pc.steady,
                    on_call=self.budget.made,
                )
                self._client.ends_at = self._ends_at
            return self._client

    def must_end_in(self, seconds: float) -> None:
        """Whatever is asked of i'mport from now on is over after so many seconds (product.md 6)."""
        self._ends_at = self.pc.steady() + seconds
        if self._client is not None:
            self._client.ends_at = self._ends_at

    def now(self) -> int:
        """UNIX seconds of i'mport's clock. Everything stored, compared and aged uses it."""
        if self.clock is not None:
            return self.clock()
        offset = self._client.clock_offset if self._client is not None else None
        return int(self.pc.steady() + offset if offset is not None else reckoned(self.told, self.pc))

    @property
    def mark(self) -> str:
        """The ledger's four characters in every reason (product.md 4). Read each time: another process may have
        confirmed a blind interval, which makes a new one (R7)."""
        return ledger.meta.get(self.database, "mark") or ""

    @property
    def user(self) -> str:
        return self.profile.user

    def sender_lock(self) -> FileLock:
        """Held from the commit of Sending to the commit of its outcome; the system drops it with its owner."""
        return _lock(self.profile.folder / "sender.lock")

    def delivery_lock(self) -> FileLock:
        """Held while a delivery is on its way, until its answer is written down."""
        return _lock(self.profile.folder / "delivery.lock")

    def poller_lock(self) -> FileLock:
        """Held by whoever polls regularly."""
        return _lock(self.profile.folder / "poller.lock")

    def begin_look(self) -> int:
        """A number for a look that begins now: an older one never speaks against a newer one (money.md R17)."""
        with self.database.atomic():
            number = int(ledger.meta.get(self.database, "look_no") or 0) + 1
            ledger.meta.put(self.database, "look_no", str(number))
        return number

    def desk_since(self) -> int:
        """When this ledger first looked at i'mport; cancellations before it are no questions (R23)."""
        return int(ledger.meta.get(self.database, "desk_since") or 0)

    def connected(self) -> None:
        """i'mport answered: bind the ledger to this address and key at its first look, remember the clock."""
        told = told_now(self.now(), self.pc)
        bound = self.bound()
        keep = self.clock is None and worth_keeping(told, self.told, self.pc)
        if bound and not keep:
            return
        with self.database.atomic():
            if keep:
                self.told = told
                ledger.meta.put(self.database, "clock_told", told.text())
                ledger.meta.put(self.database, "clock_skew", f"{told.imp - told.wall:.0f}")
            if not self.bound():  # asked again: another process may have been first, with another key
                ledger.meta.put(self.database, "bound_address", self.profile.address)
                ledger.meta.put(self.database, "bound_key", self.profile.fingerprint)
                ledger.meta.put(self.database, "desk_since", str(self.now()))

    def bound(self) -> bool:
        """Whether the ledger is bound to a shop. Raises `Trouble(OTHER_SHOP)` where that is not this one: asked before
        what i'mport says is taken in and before a request is written, because another process may have bound or
        renewed it since it was opened (R12)."""
        return _refuse_other_shop(self.database, self.profile)

    def go_on_as(self, profile: ShopProfile) -> None:
        """The shop's key was renewed: what is asked from now on is asked with the new one. A call in hand ends with the
        old one; nothing is sent with it, because the ledger is bound to the new one by now."""
        with self._making:
            self.profile, self._client = profile, None

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self.database.close()


def open_shop(
    profile: ShopProfile,
    *,
    settings: Settings | None = None,
    clock: Callable[[], int] | None = None,
    pc: PcClocks | None = None,
) -> Shop:
    """Open a shop's ledger and make its client; nothing is asked of i'mport yet.

    Raises `Trouble`: folder not writable, database newer or damaged, ledger bound to another shop (R12).
    Requests whose sender died are admitted here: they become Unconfirmed (R6, R7). A folder that was copied, moved
    or restored is noticed here: nothing is sent from it until a person confirms (R7).
    """
    # The journal's and the ledger's readers need this module's own names.
    from paymentdesk.services import delivery
    from paymentdesk.services.blind import notice
    from paymentdesk.services.interrupted import admit_interrupted
    from paymentdesk.services.verifying import catch_up

    settings = settings or Settings()
    folder = profile.folder
    refuse_other_key(profile)
    database = open_database(folder / LEDGER, backups=folder / "backups")
    try:
        _identity(database)
        _refuse_other_shop(database, profile)
        shop = Shop(
            profile=profile,
            settings=settings,
            database=database,
            journal=Journal(folder / JOURNAL),
            clock=clock,
            pc=pc or PcClocks(),
            told=told_from(ledger.meta.get(database, "clock_told")),
        )
        notice(shop)
        admit_interrupted(shop)
        delivery.admit_interrupted(shop)
        catch_up(shop)
    except BaseException:
        database.close()
        raise
    return shop


def _lock(path: Path) -> FileLock:
    from filelock import FileLock  # brings asyncio along: 35 ms that a list need not wait for

    return FileLock(path, thread_local=False)


def hold(lock: FileLock, *, timeout: float) -> None:
    """Take a lock or say that somebody else is sending. Never waits longer than `timeout` seconds."""
    try:
        lock.acquire(timeout=timeout)
    except TimeoutError as error:
        raise Trouble(Kind.SENDER_BUSY, money=MoneyWord.NOT_SENT) from error
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(Path(lock.lock_file).parent)}) from error


def _identity(database: Database) -> None:
    """Give a new ledger its mark."""
    if ledger.meta.get(database, "mark") is None:
        with database.atomic():
            if ledger.meta.get(database, "mark") is None:
                new_mark(database)


def new_mark(database: Database) -> None:
    """Four random characters for the tags of tickets sent from now on (product.md 4), written down."""
    mark = "".join(secrets.choice(_MARK_LETTERS) for _ in range(4))
    ledger.meta.put(database, "mark", mark)


def _refuse_other_shop(database: Database, profile: ShopProfile) -> bool:
    """Answers whether the ledger is bound at all."""
    address = ledger.meta.get(database, "bound_address")
    key = ledger.meta.get(database, "bound_key")
    if address is None:
        return False
    # A practice shop's key is made anew for each run; its folder is opened by nothing else (product.md 6.0).
    same_key = profile.practice or key == profile.fingerprint
    if address != profile.address or not same_key:
        raise Trouble(Kind.OTHER_SHOP, {"address": profile.address, "bound": address})
    return True
