"""`doctor`: one document, every check named, exit codes by what is wrong, no secret in it, and it works off line."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from paymentdesk.settings.keys import Keys
from paymentdesk.settings.shops import add_shop, keep_keys
from paymentdesk.wording.language import install_translator
from tests.cli.conftest import Cli, Result
from tests.gateway.test_transport import free_port
from tests.services.test_profiles import Ring

ALWAYS = {
    "folder", "shop", "time zone", "keys", "ledger", "connection", "key", "clock", "proxy", "channels",
    "setting: key", "setting: live_channel", "setting: sign_up", "setting: pingback_type", "setting: pingback_url",
    "setting: pingback_signature", "setting: country_parameter", "setting: widget_version", "setting: webhook_url",
    "receiver", "relay", "full check", "coverage", "korean font", "pairing",
}  # fmt: skip


@pytest.fixture
def ring() -> Iterator[Ring]:
    made, before = Ring(), keyring.get_keyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def checks(answer: Result) -> dict[str, Any]:
    found = answer.json["checks"]
    for each in found:
        assert set(each) == {"name", "ok", "text"}
        assert each["ok"] in (True, False, None)
        assert each["text"]
    return {each["name"]: each for each in found}


def doctor(cli: Cli, *more: str | Path) -> tuple[Result, dict[str, Any]]:
    answer = cli("doctor", "--json", *more)
    found = checks(answer)
    for secret in (cli.server.imp_secret, cli.server.imp_key):
        assert secret not in answer.out + answer.err
    return answer, found


def test_a_desk_that_is_well(cli: Cli, ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: float(cli.server.clock.now()))
    cli.paid(10)
    assert cli("sync", "--full").code == 0
    answer, found = doctor(cli)
    assert set(found) >= ALWAYS
    wrong = {name: each for name, each in found.items() if each["ok"] is False}
    assert not wrong
    assert answer.code == 0
    proven = [
        *("ledger", "binding", "connection", "key", "clock", "channels", "full check", "coverage"),
        *("setting: key", "setting: live_channel", "setting: pingback_url", "setting: pingback_signature"),
    ]
    assert {name for name in proven if found[name]["ok"] is not True} == set()
    assert found["setting: widget_version"]["ok"] is None
    assert "proven" in found["setting: pingback_url"]["text"]
    assert "imp_" in found["setting: pingback_url"]["text"]


def test_before_the_first_look_nothing_is_made(cli: Cli, tmp_path: Path) -> None:
    answer, found = doctor(cli)
    assert found["ledger"]["ok"] is None
    assert found["key"]["ok"] is True
    assert not cli.profile.folder.exists()
    assert answer.code in (0, 1)  # 1: the clock of a test and of the practice shop differ by years


def test_without_a_network_the_rest_is_looked_at(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENTDESK_API_URL", f"http://127.0.0.1:{free_port()}")
    answer, found = doctor(cli)
    assert answer.code == 3
    assert found["connection"]["ok"] is False
    assert "refused" in found["connection"]["text"]
    assert [found[name]["ok"] for name in ("key", "clock", "channels")] == [None, None, None]
    assert found["folder"]["ok"] is True


def test_a_wrong_key_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENTDESK_IMP_SECRET", "wrong")
    answer, found = doctor(cli)
    assert answer.code == 3
    assert (found["connection"]["ok"], found["key"]["ok"]) == (True, False)
    assert "does not say which" in found["key"]["text"]


def test_a_clock_that_is_off_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: float(cli.server.clock.now() + 7200))
    answer, found = doctor(cli)
    assert (answer.code, found["clock"]["ok"]) == (1, False)
    assert "ahead of i'mport's (2 h)" in found["clock"]["text"]


def test_another_shops_ledger_is_five(cli: Cli) -> None:
    assert cli("sync").code == 0
    with sqlite3.connect(cli.profile.folder / "ledger.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'bound_key'")
    connection.close()
    answer, found = doctor(cli)
    assert (answer.code, found["binding"]["ok"]) == (5, False)


@pytest.mark.parametrize("what", ["garbage", "newer"])
def test_a_ledger_that_cannot_be_used_is_five(cli: Cli, what: str) -> None:
    assert cli("sync").code == 0
    cli.close()
    path = cli.profile.folder / "ledger.sqlite3"
    if what == "garbage":
        path.write_bytes(b"no database at all" * 400)
        for left in path.parent.glob("ledger.sqlite3-*"):
            left.unlink()
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 999")
        connection.close()
    before = path.read_bytes()
    answer, found = doctor(cli)
    assert (answer.code, found["ledger"]["ok"]) == (5, False)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_five(cli: Cli, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    if os.name == "nt" or os.geteuid() == 0:
        blocked.write_text("a file in the way")
    else:
        blocked.mkdir()
        blocked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    answer, found = doctor(cli, "--home", blocked)
    assert (answer.code, found["folder"]["ok"]) == (5, False)


def test_no_shop_at_all(cli: Cli, no_address: Callable[[], None]) -> None:
    no_address()
    answer, found = doctor(cli)
    assert (answer.code, found["shop"]["ok"]) == (5, False)
    assert found["korean font"]["ok"] in (True, False)


def test_a_saved_shop_without_its_keys(cli: Cli, no_address: Callable[[], None]) -> None:
    no_address()
    add_shop(cli.home, "Hanbit", cli.server.url)
    answer, found = doctor(cli)
    assert (found["keys"]["ok"], found["connection"]["ok"]) == (False, None)
    assert answer.code == 1


def test_a_saved_shop_with_its_keys(cli: Cli, ring: Ring, no_address: Callable[[], None]) -> None:
    no_address()
    shop = add_shop(cli.home, "Hanbit", cli.server.url)
    keep_keys(shop, Keys(cli.server.imp_key, cli.server.imp_secret))
    _, found = doctor(cli)
    assert found["key"]["ok"] is True
    assert "Hanbit" in found["shop"]["text"]
    for path in cli.home.rglob("*"):
        if path.is_file():
            assert cli.server.imp_secret.encode() not in path.read_bytes()
            assert cli.server.imp_key.encode() not in path.read_bytes()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_for_people(cli: Cli, lang: str) -> None:
    try:
        answer = cli("doctor", "--lang", lang)
    finally:
        install_translator("en")
    assert len(answer.out.splitlines()) >= len(ALWAYS)
    assert json.dumps(answer.out).count("{") == 0  # no placeholder was left open
