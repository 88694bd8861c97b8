"""Several shops on one computer: whatever happens to their folders, files and keyring entries, a cancellation never
leaves with another shop's key (money.md R12, product.md 3 rule 11)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import keyring
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.control import Control
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import cancellation, checkout, ordering, polling
from paymentdesk.services.renewing import renew_key
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.settings import Settings, ShopProfile, environment_shop, resource, saved_shop
from paymentdesk.settings.keys import SERVICE, Keys
from paymentdesk.settings.profile import fingerprint
from paymentdesk.settings.shops import add_shop, checked_name, every_shop, keep_keys, shop_file
from paymentdesk.store import ledger

START = 1_790_000_000
QUICK = Settings(connect_timeout=2.0, read_timeout=2.0, cancel_timeout=2.0)
SHOPS = 3


class Account:
    """One account at i'mport: a practice server with a key of its own."""

    def __init__(self, number: int) -> None:
        methods = resource("paymentwall-methods.csv")
        key, secret = f"key-of-{number}", f"secret-of-{number}"
        self.server = PracticeServer(
            port=0, seed=number + 1, start=START, speed=0, methods=methods, key=key, secret=secret
        )
        self.control = Control(self.server)
        self.keys = Keys(key, secret)

    def call(self, method: str, path: str, fields: Any = None) -> Any:
        reply = self.control.answer(method, path, json.dumps(fields).encode() if fields is not None else b"")
        assert reply.status == 200, reply.body
        return json.loads(reply.body)

    def begin(self) -> None:
        """An account with a few paid payments, the same in every account: only the key tells them apart."""
        self.call("POST", "/reset", {})
        for number in range(6):
            self.call("POST", "/payments", {"merchant_uid": f"A-{number}", "amount": 50, "status": "paid"})

    def cancels(self) -> int:
        """Cancellations that reached this account's wire, whatever it answered."""
        return sum(each["path"] == "/payments/cancel" for each in self.call("GET", "/requests")["requests"])


@pytest.fixture(scope="module")
def accounts() -> Iterator[list[Account]]:
    made = [Account(number) for number in range(SHOPS)]
    with ExitStack() as stack:
        for each in made:
            stack.enter_context(each.server)
        yield made


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        assert service == SERVICE
        self.entries[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.entries.pop(username)


class Computer:
    """A home with shops, a keyring, and windows that stay open while things are done to both."""

    def __init__(self, home: Path, accounts: list[Account], ring: Ring) -> None:
        self.home, self.accounts, self.ring = home, accounts, ring
        self.open: list[Shop] = []
        self.asked = self.refused = 0

    def names(self) -> list[str]:
        return [each.name for each in every_shop(self.home)]

    def folder(self, which: int) -> Path | None:
        names = self.names()
        return self.home / "shops" / names[which % len(names)] if names else None

    # ---- what may happen to a computer

    def add(self, a: int, b: int) -> None:
        """Set up a shop; with `a != b` at one account's address with another's keys."""
        shop = add_shop(self.home, f"Shop {a}", self.accounts[a % SHOPS].server.url)
        keep_keys(shop, self.accounts[b % SHOPS].keys)

    def swap(self, a: int, b: int) -> None:
        """Two entries of the keyring change places."""
        users = sorted(self.ring.entries)
        if users:
            one, other = users[a % len(users)], users[b % len(users)]
            entries = self.ring.entries
            entries[one], entries[other] = entries[other], entries[one]

    def rename(self, a: int, b: int) -> None:
        folder, new = self.folder(a), self.home / "shops" / f"moved{b}"
        if folder is not None and not new.exists() and not any(each.profile.folder == folder for each in self.open):
            folder.rename(new)

    def copy(self, a: int, b: int) -> None:
        folder, new = self.folder(a), self.home / "shops" / f"copy{b}"
        if folder is not None and not new.exists():
            shutil.copytree(folder, new)

    def copy_ledger(self, a: int, b: int) -> None:
        """One shop's ledger is put into another one's folder."""
        one, other = self.folder(a), self.folder(b)
        if one is None or other is None or any(each.profile.folder in (one, other) for each in self.open):
            return
        for name in ("ledger.sqlite3", "sends.journal"):
            if one != other and (one / name).exists():
                shutil.copy(one / name, other / name)

    def readdress(self, a: int, b: int) -> None:
        """Somebody writes another account's address into a shop's file."""
        folder = self.folder(a)
        if folder is not None:
            found = json.loads((folder / "shop.json").read_text("utf-8"))
            found["api_url"] = self.accounts[b % SHOPS].server.url
            (folder / "shop.json").write_text(json.dumps(found), "utf-8")

    def forget_digest(self, a: int, b: int) -> None:
        """A shop's file from before there was a digest: only the ledger knows whose it is."""
        folder = self.folder(a)
        if folder is not None:
            found = json.loads((folder / "shop.json").read_text("utf-8"))
            found.pop("key_digest", None)
            (folder / "shop.json").write_text(json.dumps(found), "utf-8")

    def open_saved(self, a: int, b: int) -> None:
        folder = self.folder(a)
        if folder is not None:
            self._open(lambda: saved_shop(self.home, folder.name, {}))

    def open_by_environment(self, a: int, b: int) -> None:
        """A command with one account's keys in the environment and some shop's name."""
        folder, account = self.folder(a), self.accounts[b % SHOPS]
        environ = {
            "PAYMENTDESK_API_URL": account.server.url,
            "PAYMENTDESK_IMP_KEY": account.keys.key,
            "PAYMENTDESK_IMP_SECRET": account.keys.secret,
        }
        self._open(lambda: environment_shop(self.home, folder.name if folder else None, environ))

    def _open(self, profile: Any) -> None:
        try:
            self.open.append(open_shop(profile(), settings=QUICK, clock=lambda: START))
        except Trouble as trouble:
            if trouble.kind not in (Kind.OTHER_SHOP, Kind.KEY_MISSING, Kind.BAD_ARGUMENT):
                raise
            self.refused += 1
        if len(self.open) > 3:
            self.open.pop(0).close()

    def renew(self, a: int, b: int) -> None:
        """Another account's key is offered as the shop's renewed one."""
        folder, account = self.folder(a), self.accounts[b % SHOPS]
        if folder is not None:
            shop = shop_file(self.home, folder.name)
            offered = ShopProfile(shop.name, self.home, shop.api_url, account.keys.key, account.keys.secret)
            try:
                renew_key(offered)
            except Trouble:
                self.refused += 1

    def ask(self, a: int, b: int) -> None:
        """A person asks for a cancellation in one of the open windows."""
        if not self.open:
            return
        shop = self.open[a % len(self.open)]
        before = [each.cancels() for each in self.accounts]
        try:
            polling.sync(shop)
            with shop.database.reader() as reader:
                rows = reader.execute("SELECT imp_uid, amount, currency FROM payment WHERE waiting = 0").fetchall()
            if rows:
                imp_uid, _, currency = rows[b % len(rows)]
                cancellation.request(shop, cancellation.Request(imp_uid, Money(1, currency), "size"))
        except Trouble as trouble:
            self.refused += trouble.kind is Kind.OTHER_SHOP
        after = [each.cancels() for each in self.accounts]
        bound = _bound(shop.profile.folder / "ledger.sqlite3")
        for account, was, is_now in zip(self.accounts, before, after, strict=True):
            self.asked += is_now - was
            if is_now != was:
                assert bound == fingerprint(account.keys.key), "it left with a key that is not this ledger's"

    def close(self) -> None:
        for each in self.open:
            each.close()


def _bound(path: Path) -> str | None:
    """Whose the ledger is, read past everything that is tested here."""
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'bound_key'").fetchone()
    finally:
        connection.close()
    return None if found is None else str(found[0])


ACTS = (
    "add", "swap", "rename", "copy", "copy_ledger", "readdress", "forget_digest", "open_saved", "open_saved",
    "open_by_environment", "renew", "ask", "ask", "ask",
)  # fmt: skip
NUMBERS = st.integers(0, 5)
STORIES = st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS), min_size=4, max_size=14)
TOTALS = {"asked": 0, "refused": 0}


@settings(
    max_examples=hypothesis.settings().max_examples // 10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(begin=st.lists(st.tuples(NUMBERS, st.booleans()), min_size=1, max_size=3), story=STORIES)
def test_a_cancellation_never_leaves_with_another_shops_key(
    accounts: list[Account],
    tmp_path_factory: pytest.TempPathFactory,
    begin: list[tuple[int, bool]],
    story: list[tuple[str, int, int]],
) -> None:
    ring, before = Ring(), keyring.get_keyring()
    keyring.set_keyring(ring)
    computer = Computer(tmp_path_factory.mktemp("home"), accounts, ring)
    try:
        for each in accounts:
            each.begin()
        for number, opened in begin:
            computer.add(number, number)
            if opened:
                computer.open_saved(len(computer.names()) - 1, 0)
                computer.ask(len(computer.open) - 1, 0)
        for act, a, b in story:
            getattr(computer, act)(a, b)
    finally:
        computer.close()
        keyring.set_keyring(before)
    TOTALS["asked"] += computer.asked
    TOTALS["refused"] += computer.refused


def test_the_stories_above_were_about_something() -> None:
    assert TOTALS["asked"] >= 5
    assert TOTALS["refused"] >= 5


def test_two_windows_opened_before_the_first_look_do_not_share_a_ledger(
    accounts: list[Account], tmp_path: Path
) -> None:
    """Neither knew whose the ledger is when it was opened: the first look decides, the second is refused."""
    for each in accounts:
        each.begin()
    one, other = (
        open_shop(ShopProfile("shop", tmp_path, each.server.url, each.keys.key, each.keys.secret), clock=lambda: START)
        for each in accounts[:2]
    )
    try:
        polling.sync(one)
        with pytest.raises(Trouble) as refused:
            polling.sync(other)
        assert refused.value.kind is Kind.OTHER_SHOP
        with one.database.reader() as reader:
            (imp_uid,) = reader.execute("SELECT imp_uid FROM payment LIMIT 1").fetchone()
        with pytest.raises(Trouble) as refused:
            cancellation.request(other, cancellation.Request(imp_uid, Money(1, "KRW"), "size"))
        assert refused.value.kind is Kind.OTHER_SHOP
        assert accounts[1].cancels() == 0
    finally:
        one.close()
        other.close()


def test_a_window_left_open_while_its_ledger_was_renewed_writes_nothing(
    accounts: list[Account], tmp_path: Path
) -> None:
    """Neither a cancellation nor a price nor a link leaves with a key the ledger has no more."""
    account = accounts[0]
    account.begin()
    profile = ShopProfile("shop", tmp_path, account.server.url, account.keys.key, account.keys.secret, user="Minji")
    shop = open_shop(profile, settings=QUICK, clock=lambda: START)
    try:
        polling.sync(shop)
        with shop.database.reader() as reader:
            (imp_uid,) = reader.execute("SELECT imp_uid FROM payment LIMIT 1").fetchone()
        ordering.write_order(shop, Order("W-1", "Mug", 1000, "USD", START, buyer_email="a@b.example"), "Minji")
        with shop.database.atomic():
            ledger.meta.put(shop.database, "bound_key", "renewed by another process")
        before = len(account.call("GET", "/requests")["requests"])
        for write in (
            lambda: cancellation.request(shop, cancellation.Request(imp_uid, Money(1, "KRW"), "size")),
            lambda: checkout.prepare(shop, "W-1", "Minji"),
        ):
            with pytest.raises(Trouble) as refused:
                write()
            assert refused.value.kind is Kind.OTHER_SHOP
        after = account.call("GET", "/requests")["requests"][before:]
        assert {each["method"] for each in after} <= {"GET"}
    finally:
        shop.close()


def test_a_name_for_a_folder_is_safe_everywhere() -> None:
    for name in ("shop", "shop2", "env-12345678"):
        assert checked_name(name) == name
    for name in ("", "..", "a/b", "shop - Copy", "x.", "con:"):
        with pytest.raises(Trouble):
            checked_name(name)
