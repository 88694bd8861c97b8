"""The first-run assistant through the real start window, on the practice server: every page, back and forth by
keyboard, faults named, left and gone on with; then the shop's own window and its neighbours."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from paymentdesk.app import another, desktop
from paymentdesk.app.desktop import Desktop
from paymentdesk.domain.checklist import Item, Known
from paymentdesk.practice.control import Control
from paymentdesk.settings import keys, saved_shop, saved_shops, shop_file
from paymentdesk.settings.preferences import load
from paymentdesk.settings.shops import add_shop, keep_keys
from paymentdesk.ui.assistant import Assistant
from paymentdesk.ui.dialogs.shop import RemoveDialog
from paymentdesk.ui.settings.shop_page import ShopPage
from tests.services.test_profiles import Ring

WAIT = 15_000


@pytest.fixture
def ring() -> Iterator[Ring]:
    made, before = Ring(), keyring.get_keyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def app(collected: None, qtbot: Any, language: str, tmp_path: Path, practice: Any) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    made.show_start(api_url=practice.url)
    yield made
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Person:
    """What a person does in the assistant, by keyboard."""

    def __init__(self, qtbot: Any, app: Desktop, practice: Any) -> None:
        self.qtbot, self.app, self.practice = qtbot, app, practice

    @property
    def assistant(self) -> Assistant:
        assert self.app.start is not None
        return self.app.start.assistant

    def begin(self) -> None:
        assert self.app.start is not None
        self.app.start.set_up.setFocus()
        self.qtbot.keyClick(self.app.start.set_up, Qt.Key.Key_Space)

    def until(self, step: str) -> None:
        self.qtbot.waitUntil(lambda: self.assistant.step == step and self.assistant.set_up.idle, timeout=WAIT)
        QCoreApplication.processEvents()

    def name(self, title: str = "Hanbit Goods") -> None:
        self.assistant.shop.fields.title.setText(title)
        self.qtbot.keyClick(self.assistant.shop.fields.title, Qt.Key.Key_Return)
        self.until("keys")

    def keys(self, key: str, secret: str) -> None:
        page = self.assistant.keys
        page.key.setText(key)
        page.secret.setText(secret)
        self.qtbot.keyClick(page.secret, Qt.Key.Key_Return)
        self.qtbot.waitUntil(
            lambda: self.assistant.set_up.idle and not page.found.said.startswith("Asking"), timeout=WAIT
        )
        QCoreApplication.processEvents()

    def right_keys(self) -> None:
        self.keys(self.practice.imp_key, self.practice.imp_secret)
        self.until("channels")

    def forth(self) -> None:
        self.qtbot.keyClick(self.assistant, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    def open(self) -> None:
        self.assistant.next.click()
        self.qtbot.waitUntil(lambda: self.app.open is not None, timeout=WAIT)
        self.settle()

    def settle(self) -> None:
        opened = self.app.open
        assert opened is not None
        self.qtbot.waitUntil(lambda: opened.desk.idle and opened.reading.idle and opened.settings.idle, timeout=WAIT)
        QCoreApplication.processEvents()


@pytest.fixture
def person(qtbot: Any, app: Desktop, practice: Any) -> Person:
    return Person(qtbot, app, practice)


def test_a_shop_is_set_up_page_by_page(person: Person, app: Desktop, ring: Ring, practice: Any, tmp_path: Path) -> None:
    person.begin()
    assert person.assistant.step == "shop"
    person.name()
    assert person.assistant.keys.secret.echoMode() == QLineEdit.EchoMode.Password
    person.right_keys()
    assert person.assistant.channels.said == "Paymentwall channels: 1 live, 1 test."
    assert person.assistant.next.hasFocus()
    person.qtbot.keyClick(person.assistant.next, Qt.Key.Key_Return)
    person.until("checklist")
    lines = {line.item: line for line in person.assistant.checklist.list.lines}
    assert lines[Item.KEY].known is Known.PROVEN
    assert lines[Item.LIVE_CHANNEL].known is Known.PROVEN
    assert lines[Item.PINGBACK_SIGNATURE].known is Known.UNKNOWN
    assert lines[Item.PINGBACK_URL].value == "https://service.iamport.kr/paymentwall/webhook"
    person.assistant.checklist.list.ticks[Item.PINGBACK_SIGNATURE].click()
    person.qtbot.waitUntil(
        lambda: any(each.known is Known.SAID for each in person.assistant.checklist.list.lines), timeout=WAIT
    )
    person.assistant.next.click()
    person.until("ready")
    person.open()
    assert app.start is None
    assert app.open is not None
    assert app.open.window.windowTitle() == "Hanbit Goods – Payment Desk"
    assert app.open.window.banner is None
    said = load(tmp_path / "shops" / "shop").said
    assert set(said) == {"pingback_signature"}
    assert said["pingback_signature"].by
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.suffix == ".json":
            text = file.read_text("utf-8")
            assert practice.imp_secret not in text
            assert practice.imp_key not in text


def test_back_and_forth_by_keyboard(person: Person, ring: Ring) -> None:
    person.begin()
    person.name()
    person.qtbot.keyClick(person.assistant.keys.key, Qt.Key.Key_Escape)
    person.until("shop")
    person.name("Another name")
    person.right_keys()
    person.assistant.go_back()
    person.until("keys")
    assert person.assistant.back.isEnabled()
    person.assistant.go_back()
    person.assistant.go_back()
    assert person.app.start is not None
    assert person.app.start.practice.isVisible()


@pytest.mark.parametrize(
    ("key", "secret", "fault", "said"),
    [
        (None, "wrong", None, "does not say which of the two is wrong"),
        ("wrong", None, None, "does not say which of the two is wrong"),
        (None, None, {"kind": "html"}, "sign in to the network"),
        (None, None, {"kind": "status", "status": 403}, "restricts which addresses"),
        (None, None, {"kind": "status", "status": 500}, "itself is out of order"),
        (None, None, {"kind": "drop_before"}, "broke before the answer"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_kept(
    person: Person, ring: Ring, practice: Any, key: str | None, secret: str | None, fault: Any, said: str
) -> None:
    if fault is not None:
        asked = json.dumps({"path": "/users/getToken", "times": 0, **fault}).encode()
        assert Control(practice).answer("POST", "/faults", asked).status == 200
    person.begin()
    person.name()
    person.keys(key or practice.imp_key, secret or practice.imp_secret)
    assert said in person.assistant.keys.found.said
    assert person.assistant.step == "keys"
    assert not ring.entries


def test_what_is_missing_is_said_beside_its_field(person: Person, ring: Ring) -> None:
    person.begin()
    person.assistant.go_next()
    fields = person.assistant.shop.fields
    assert "cannot be empty" in fields.form.error_of(fields.title)
    fields.title.setText("Hanbit")
    fields.zone.setCurrentText("Mars/Olympus")
    person.assistant.go_next()
    assert "choose a time zone" in fields.form.error_of(fields.zone)
    fields.zone.setCurrentText("Asia/Seoul")
    person.assistant.go_next()
    person.until("keys")
    person.assistant.go_next()
    page = person.assistant.keys
    assert "cannot be empty" in page.form.error_of(page.key)


def test_it_is_gone_on_with_after_it_was_closed(
    person: Person, app: Desktop, ring: Ring, qtbot: Any, practice: Any, tmp_path: Path
) -> None:
    person.begin()
    person.name()
    person.right_keys()
    person.assistant.next.click()
    person.until("checklist")
    app.close()
    app.show_start(api_url="http://127.0.0.1:9")
    assert app.start is not None
    app.start.shops["shop"].click()
    person.until("checklist")
    assert shop_file(tmp_path, "shop").api_url == practice.url
    person.assistant.next.click()
    person.until("ready")
    person.open()
    assert shop_file(tmp_path, "shop").step == ""


def test_the_same_account_gets_its_ledger_back(person: Person, app: Desktop, ring: Ring, tmp_path: Path) -> None:
    """Removed and set up anew: one account never has two ledgers on a computer."""
    person.begin()
    person.name()
    person.right_keys()
    for step in ("checklist", "ready"):
        person.assistant.next.click()
        person.until(step)
    person.open()
    assert app.open is not None
    app.open.window.show_screen("settings")
    person.settle()
    page = app.open.window.settings.page("shop")
    assert isinstance(page, ShopPage)
    page.remove.click()
    (dialog,) = [each for each in app.open.window.findChildren(RemoveDialog) if each.isVisible()]
    assert dialog.focusWidget() is dialog.dismiss
    assert dialog.confirm is not None
    dialog.confirm.click()
    person.qtbot.waitUntil(lambda: app.start is not None and app.open is None, timeout=WAIT)
    assert app.start is not None
    assert str(tmp_path / "shops" / "shop") in app.start.said
    assert (tmp_path / "shops" / "shop" / "ledger.sqlite3").exists()
    assert not saved_shops(tmp_path)
    assert not ring.entries
    app.start.assistant.set_up._api_url = person.practice.url
    person.begin()
    person.name("Again")
    person.right_keys()
    assert "its ledger is used again" in person.assistant.said
    assert saved_shops(tmp_path) == ["shop"]


def test_without_a_safe_keyring_it_is_said_and_for_this_run(person: Person, app: Desktop, tmp_path: Path) -> None:
    person.begin()
    person.name()
    person.right_keys()
    for step in ("checklist", "ready"):
        person.assistant.next.click()
        person.until(step)
    person.open()
    assert saved_shop(tmp_path, "shop").imp_key == person.practice.imp_key
    assert keys.where(shop_file(tmp_path, "shop").shop_id) == keys.SESSION
    assert app.open is not None
    app.open.window.show_screen("settings")
    page = app.open.window.settings.page("shop")
    assert isinstance(page, ShopPage)
    assert "for this run only" in page.kept.text()


# ------------------------------------------------------------ several shops


def test_the_head_of_the_rail_leads_to_the_other_shops(
    person: Person, app: Desktop, ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    def start(home: Path, name: str, lang: str) -> bool:
        started.append(name)
        return True

    monkeypatch.setattr(desktop, "open_in_own_window", start)
    other = add_shop(tmp_path, "Seoul Prints", person.practice.url)
    keep_keys(other, keys.Keys("another", "one"))
    person.begin()
    person.name()
    person.right_keys()
    for step in ("checklist", "ready"):
        person.assistant.next.click()
        person.until(step)
    person.open()
    assert app.open is not None
    window = app.open.window
    window.head.open_menu()
    assert window.head.menu is not None
    texts = [action.text().split("\t") for action in window.head.menu.actions() if action.text()]
    assert texts[:2] == [["Seoul Prints", "Ctrl+Shift+1"], ["Hanbit Goods", "Ctrl+Shift+2"]]
    window.head.menu.actions()[0].trigger()
    window.head.menu.close()
    person.qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    person.qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert started == ["shop", "shop"]  # its own place leads nowhere
    assert app.open.shop.profile.imp_key == person.practice.imp_key


def test_the_other_shops_window_is_a_process_of_its_own(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is started for the shop that was named, and without what the environment says of another one."""
    words = another.command(tmp_path, "shop", "ko")
    assert words == [sys.executable, "-m", "paymentdesk", "--home", str(tmp_path), "--shop", "shop", "--lang", "ko"]
    seen = tmp_path / "seen.json"
    write = "import json, os, sys; json.dump(dict(os.environ), open(sys.argv[1] + '.new', 'w'))"
    write += "; os.replace(sys.argv[1] + '.new', sys.argv[1])"
    monkeypatch.setattr(another, "command", lambda *_: [sys.executable, "-c", write, str(seen)])
    monkeypatch.setenv("PAYMENTDESK_IMP_SECRET", "of another shop")
    assert another.open_in_own_window(tmp_path, "shop", "en")
    qtbot.waitUntil(seen.exists, timeout=WAIT)
    found = json.loads(seen.read_text("utf-8"))
    assert "PATH" in {name.upper() for name in found}
    assert "PAYMENTDESK_IMP_SECRET" not in found
