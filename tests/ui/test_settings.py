"""The Settings screen through the real window: every page writes, applies at once, and says beside a field what cannot
be; the shop's name, colour, zone and key change without a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import keyring
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QGuiApplication

from paymentdesk.app.desktop import Desktop
from paymentdesk.domain.checklist import Item, Known
from paymentdesk.domain.news import News
from paymentdesk.practice.control import Control
from paymentdesk.settings import COLOURS, keys, saved_shop
from paymentdesk.settings.preferences import Preferences, Rhythm, load
from paymentdesk.settings.shops import add_shop, keep_keys, profile_of, shop_file
from paymentdesk.ui.accents import ACCENTS
from paymentdesk.ui.dialogs.shop import RenewDialog
from paymentdesk.ui.settings.screen import SettingsView
from paymentdesk.ui.theme import DARK, LIGHT
from tests.services.test_profiles import Ring

WAIT = 15_000


class Desk:
    """A real shop's window on a practice server, with its settings shown."""

    def __init__(self, qtbot: Any, home: Path, practice: Any) -> None:
        self.qtbot, self.home, self.practice = qtbot, home, practice
        self.app = Desktop(home)
        shop = add_shop(home, "Hanbit Goods", practice.url)
        given = keys.Keys(practice.imp_key, practice.imp_secret)
        keep_keys(shop, given)
        self.app.open_shop(profile_of(shop, given))
        assert self.app.open is not None
        self.opened = self.app.open
        self.window = self.opened.window
        self.settle()
        self.window.show_screen("settings")
        self.settle()

    @property
    def screen(self) -> SettingsView:
        return self.window.settings

    def page(self, key: str) -> Any:
        self.screen.select(key)
        self.settle()
        return self.screen.pages[key]

    def settle(self) -> None:
        def still() -> bool:
            return self.opened.desk.idle and self.opened.reading.idle and self.opened.settings.idle

        self.qtbot.waitUntil(still, timeout=WAIT)
        QCoreApplication.processEvents()
        self.qtbot.waitUntil(still, timeout=WAIT)
        QCoreApplication.processEvents()

    def chosen(self) -> Preferences:
        return load(self.home / "shops" / "shop")


@pytest.fixture
def ring() -> Iterator[Ring]:
    made, before = Ring(), keyring.get_keyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def desk(collected: None, qtbot: Any, language: str, ring: Ring, practice: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, practice)
    yield made
    made.app.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_settings_are_the_last_of_the_rail(desk: Desk) -> None:
    assert list(desk.window.rail.buttons)[-1] == "settings"
    assert desk.window.shown_screen == "settings"
    desk.screen.view.step(1)
    assert desk.screen.shown_page == "checklist"
    assert set(desk.screen.pages) == {"shop", "checklist"}  # made when they are shown
    for key in ("webhooks", "notices", "rhythm", "orders", "people", "backup", "checkup"):
        assert desk.page(key).title == desk.screen.view.currentItem().text()


def test_name_zone_and_colour_change_at_once(desk: Desk) -> None:
    page = desk.page("shop")
    page.fields.title.setText("Seoul Prints")
    page.fields.zone.setCurrentText("Europe/Berlin")
    page.fields.colours.buttons["teal"].setChecked(True)
    page._save()
    desk.settle()
    assert desk.window.windowTitle() == "Seoul Prints – Payment Desk"
    assert desk.window.head.text() == "Seoul Prints"
    assert desk.window.session.zone == ZoneInfo("Europe/Berlin")
    saved = shop_file(desk.home, "shop")
    assert (saved.title, saved.zone, saved.colour) == ("Seoul Prints", "Europe/Berlin", "teal")
    assert saved.fingerprint  # whose it is stays written down
    page.fields.zone.setCurrentText("Nowhere/Land")
    page._save()
    assert "choose a time zone" in page.fields.form.error_of(page.fields.zone)
    assert shop_file(desk.home, "shop").zone == "Europe/Berlin"


def test_keys_are_shown_only_as_set(desk: Desk) -> None:
    page = desk.page("shop")
    assert "keyring" in page.kept.text()
    for each in page.findChildren(type(page.fields.title)):
        assert desk.practice.imp_secret not in each.text()
        assert desk.practice.imp_key not in each.text()


def test_the_connection_test_names_the_cause(desk: Desk) -> None:
    page = desk.page("shop")
    page.test.click()
    desk.settle()
    assert "accepts" in page.found.said
    assert "1 live, 1 test" in page.found.said
    fault = {"path": "/users/getToken", "kind": "status", "status": 403, "times": 0}
    assert Control(desk.practice).answer("POST", "/faults", json.dumps(fault).encode()).status == 200
    page.test.click()
    desk.settle()
    assert "restricts which addresses" in page.found.said


def test_a_renewed_key_is_taken_after_proof_only(desk: Desk) -> None:
    page = desk.page("shop")
    page.renew.click()
    (dialog,) = desk.window.findChildren(RenewDialog)

    def take(key: str) -> None:
        dialog.key.setText(key)
        dialog.secret.setText(desk.practice.imp_secret)
        dialog.take()
        desk.settle()

    take("of somebody else")
    assert "does not say which" in dialog.said
    tokens = desk.practice.tokens
    tokens.key, tokens._token = "renewed", None  # as if it were renewed in the console
    take("renewed")
    assert "may be another shop's" in dialog.said  # the ledger knows no payment that could prove it
    assert desk.opened.shop.profile.imp_key != "renewed"
    tokens.key, before = desk.opened.shop.profile.imp_key, "renewed"
    for number in range(3):
        asked = json.dumps({"merchant_uid": f"A-{number}", "amount": 10, "status": "paid"}).encode()
        assert Control(desk.practice).answer("POST", "/payments", asked).status == 200
    desk.opened.desk.sync_now()
    desk.settle()
    tokens.key, tokens._token = before, None
    take("renewed")
    assert page.said.startswith("The renewed key is in use")
    assert desk.opened.shop.profile.imp_key == "renewed"
    assert saved_shop(desk.home, "shop").imp_key == "renewed"
    desk.opened.desk.sync_now()
    desk.settle()


def test_rhythm_holds_without_a_restart(desk: Desk) -> None:
    page = desk.page("rhythm")
    page.often.setText("3")
    page.save()
    assert "from 10 to 3,600" in page.form.error_of(page.often)
    page.often.setText("soon")
    page.save()
    assert "whole number" in page.form.error_of(page.often)
    assert desk.chosen().rhythm == Rhythm()
    page.often.setText("45")
    page.idle.setText("300")
    page.save()
    desk.settle()
    assert desk.opened.shop.settings.poll_seconds == 45
    assert desk.opened.shop.settings.poll_idle_seconds == 300
    assert desk.chosen().rhythm == Rhythm(45, 300)
    assert page.said == "Saved. It holds from now on."


def test_who_acts(desk: Desk) -> None:
    page = desk.page("people")
    page.name.setText("  Minji   Kim ")
    page.save()
    desk.settle()
    assert desk.opened.shop.user == "Minji Kim"


def test_what_a_new_order_begins_with(desk: Desk) -> None:
    page = desk.page("orders")
    page.pattern.setText("HB-{yy}")
    page.save()
    assert "{random}" in page.form.error_of(page.pattern)
    page.pattern.setText("HB-{random}")
    page.currency.setText("dollar")
    page.country.setText("K1")
    page.save()
    assert "three letters" in page.form.error_of(page.currency)
    assert "two letters" in page.form.error_of(page.country)
    page.currency.setText("usd")
    page.country.setText("kr")
    page.save()
    desk.settle()
    orders = desk.chosen().orders
    assert (orders.number_pattern, orders.currency, orders.country) == ("HB-{random}", "USD", "KR")


def test_the_receiver_is_started_and_its_address_shown(desk: Desk) -> None:
    page = desk.page("webhooks")
    page.port.setText("80")
    page.save()
    assert "from 1,024 to 65,535" in page.form.error_of(page.port)
    page.port.setText("8465")
    page.relay.setChecked(True)
    page.save()
    assert "cannot be empty" in page.relay_form.error_of(page.channel)
    page.channel.setText("http://smee.example/abc")
    page.save()
    assert "https://" in page.relay_form.error_of(page.channel)
    page.relay.setChecked(False)
    page.channel.setText("")
    page.receiver.setChecked(True)
    page.save()
    desk.qtbot.waitUntil(lambda: bool(page.address.text() or page.receiver_says.text()), timeout=WAIT)
    text = (desk.home / "shops" / "shop" / "settings.json").read_text("utf-8")
    token = page.address.text().rsplit("/", 1)[-1]
    assert not token or token not in text
    page.receiver.setChecked(False)
    page.save()
    desk.settle()


def test_a_notice_is_switched_off(desk: Desk) -> None:
    page = desk.page("notices")
    page.ticks[News.OVERDUE].setChecked(False)
    desk.settle()
    desk.page("people")
    desk.page("notices")
    assert not page.ticks[News.OVERDUE].isChecked()
    assert page.ticks[News.SETTLED].isChecked()


def test_the_checklist_keeps_who_said_what(desk: Desk) -> None:
    page = desk.page("checklist")
    lines = {line.item: line for line in page.list.lines}
    assert lines[Item.WIDGET_VERSION].known is Known.UNKNOWN
    assert Item.KEY not in page.list.ticks  # proven by evidence or not at all
    page.list.ticks[Item.WIDGET_VERSION].click()
    desk.settle()
    line = next(line for line in page.list.lines if line.item is Item.WIDGET_VERSION)
    assert (line.known, line.by) == (Known.SAID, desk.opened.shop.user)
    page.list.ticks[Item.WIDGET_VERSION].click()
    desk.settle()
    assert not desk.chosen().said


def test_a_payment_proves_the_pingback(desk: Desk) -> None:
    page = desk.page("checklist")
    assert {line.known for line in page.list.lines if line.item is Item.PINGBACK_URL} == {Known.UNKNOWN}
    asked = json.dumps({"merchant_uid": "A-1", "amount": 10, "status": "paid", "country": "JP"}).encode()
    answer = Control(desk.practice).answer("POST", "/payments", asked)
    imp_uid = json.loads(answer.body)["imp_uid"]
    desk.opened.desk.sync_now()
    desk.settle()
    desk.opened.desk.look_at(imp_uid)
    desk.settle()
    page.shown()
    desk.settle()
    lines = {line.item: line for line in page.list.lines}
    for item in (Item.PINGBACK_TYPE, Item.PINGBACK_URL, Item.PINGBACK_SIGNATURE, Item.COUNTRY_PARAMETER):
        assert (lines[item].known, lines[item].by) == (Known.PROVEN, imp_uid)
    assert Item.PINGBACK_URL not in page.list.ticks


def test_a_value_is_copied(desk: Desk) -> None:
    form = desk.page("shop")
    copy = next(each for each in form.findChildren(type(form.test)) if each.text() == "Copy")
    copy.click()
    assert QGuiApplication.clipboard().text() == str(desk.home / "shops" / "shop")
    assert copy.text() == "Copied"


def test_a_copy_of_the_ledger(desk: Desk, tmp_path: Path) -> None:
    page = desk.page("backup")
    page.now.click()
    desk.settle()
    assert page.said.startswith("A copy was made and checked")
    assert page.listed
    page.folder.setText(str(tmp_path / "nowhere"))
    page.save()
    assert "not there" in page.form.error_of(page.folder)
    page.folder.setText(str(tmp_path))
    page.save()
    desk.settle()
    assert desk.chosen().backups.folder == str(tmp_path)


def test_the_check_of_the_desk_is_shown(desk: Desk) -> None:
    page = desk.page("checkup")
    page.run.click()
    desk.settle()
    names = {check.name: check.ok for check in page.checks}
    assert names["ledger"] is True
    assert names["key"] is True


def test_a_shop_that_is_given_cannot_be_renamed(desk: Desk) -> None:
    settings = desk.opened.settings
    settings.saved = None
    view = SettingsView(desk.window.session)
    page = view.page("shop")
    assert not hasattr(page, "fields")
    assert not hasattr(page, "renew")
    view.deleteLater()


def test_a_file_of_a_newer_desk_is_not_written_over(desk: Desk) -> None:
    path = desk.home / "shops" / "shop" / "settings.json"
    path.write_text('{"version": 99, "rhythm": {"poll_seconds": 50}}', "utf-8")
    page = desk.page("people")
    page.name.setText("Minji")
    page.save()
    desk.settle()
    assert "newer version" in page.said
    assert json.loads(path.read_text("utf-8"))["version"] == 99


# ------------------------------------------------------------ colours


def _contrast(one: str, other: str) -> float:
    def light(name: str) -> float:
        colour = QColor(name)
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
                 for c in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", COLOURS)
def test_every_shop_colour_is_readable(name: str) -> None:
    light, dark = ACCENTS[name]
    for colour, look in ((light, LIGHT), (dark, DARK)):
        for ground in (look.rail, look.surface, look.bg):
            assert _contrast(colour, ground) >= 4.5
        assert _contrast(colour, look.on_accent) >= 4.5


def test_colours_are_told_apart() -> None:
    assert len({each for pair in ACCENTS.values() for each in pair}) == 2 * len(COLOURS)
    assert set(ACCENTS) == set(COLOURS)
    assert replace(LIGHT, accent=ACCENTS["blue"][0]) == LIGHT
