"""The receiver's token and the relay's channel: in the keyring or for this run, never in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import hooks
from paymentdesk.settings.hooks import source_settings
from paymentdesk.settings.preferences import Preferences, Sources, is_channel, load, save
from paymentdesk.settings.shops import add_shop, remove_shop
from tests.services.test_profiles import Ring

CHANNEL = "https://smee.io/kx3pXqyVbTj0dZ4u"
ON = Sources(receiver=True, receiver_port=9000, relay=True, relay_url=CHANNEL)


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shops" / "shop"
    made.mkdir(parents=True)
    (made / "shop.json").write_text(json.dumps({"id": "a1b2"}))
    return made


def _another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_this_run", {})


def _written(folder: Path) -> str:
    return "".join(file.read_text() for file in folder.rglob("*") if file.is_file())


def test_the_secrets_go_to_the_keyring(ring: Ring, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, Preferences(sources=ON))
    first = source_settings(folder, {})
    assert (first.receiver, first.port, first.relay, first.channel) == (True, 9000, True, CHANNEL)
    assert len(first.token) >= 32
    assert CHANNEL not in _written(folder)
    assert first.token not in _written(folder)
    _another_run(monkeypatch)
    assert source_settings(folder, {}) == first
    assert load(folder).sources.relay_url == CHANNEL


def test_another_setting_leaves_the_secrets_as_they_are(ring: Ring, folder: Path) -> None:
    save(folder, Preferences(sources=ON))
    first = source_settings(folder, {})
    chosen = load(folder)
    save(folder, replace(chosen, sources=replace(chosen.sources, receiver_port=9001, relay=False)))
    save(folder, replace(load(folder), sources=replace(load(folder).sources, relay=True)))
    assert source_settings(folder, {}) == replace(first, port=9001)


def test_a_removed_shop_leaves_no_secret(ring: Ring, tmp_path: Path) -> None:
    shop = add_shop(tmp_path, "Hanbit Goods")
    save(shop.folder, Preferences(sources=ON))
    assert source_settings(shop.folder, {}).token
    assert len(ring.entries) == 1
    remove_shop(tmp_path, shop.name)
    assert ring.entries == {}


def test_without_a_keyring_they_are_for_this_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, Preferences(sources=ON))
    first = source_settings(folder, {})
    assert source_settings(folder, {}) == first
    assert CHANNEL not in _written(folder)
    _another_run(monkeypatch)
    later = source_settings(folder, {})
    assert later.relay
    assert later.channel == ""
    assert later.token not in ("", first.token)


def test_nothing_is_on_and_no_keyring_asked_by_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paymentdesk.settings.keys.safe_keyring", lambda: pytest.fail("the keyring was asked"))
    settings = source_settings(folder, {})
    assert not settings.receiver
    assert not settings.relay
    assert settings.token == settings.channel == ""


def test_the_environment_goes_before(folder: Path) -> None:
    given = {
        "PAYMENTDESK_WEBHOOK_PORT": "0",
        "PAYMENTDESK_WEBHOOK_TOKEN": "t",
        "PAYMENTDESK_RELAY_URL": "http://127.0.0.1:3000/channel",
    }
    settings = source_settings(folder, given)
    assert (settings.receiver, settings.port, settings.token) == (True, 0, "t")
    assert (settings.relay, settings.channel) == (True, "http://127.0.0.1:3000/channel")
    assert "channel" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAYMENTDESK_WEBHOOK_PORT", "http"),
        ("PAYMENTDESK_WEBHOOK_PORT", "-1"),
        ("PAYMENTDESK_WEBHOOK_PORT", "70000"),
        ("PAYMENTDESK_RELAY_URL", "smee.io/secret"),
    ],
)
def test_what_cannot_be_is_said_without_the_secret(folder: Path, name: str, value: str) -> None:
    with pytest.raises(Trouble) as raised:
        source_settings(folder, {name: value})
    assert raised.value.kind is Kind.BAD_ARGUMENT
    assert raised.value.facts["what"] == name
    assert "secret" not in str(raised.value.facts)


@pytest.mark.parametrize(
    ("url", "may"),
    [
        (CHANNEL, True),
        ("http://localhost:3000/abc", True),
        ("http://smee.io/abc", False),
        ("https://smee.io", False),
        ("https://smee.io/", False),
        ("https://user:word@smee.io/abc", False),
        ("https:///abc", False),
        ("https://[smee/abc", False),
        ("ftp://smee.io/abc", False),
        ("https://smee.io/a b", False),
    ],
)
def test_what_may_be_a_channel(url: str, may: bool) -> None:
    assert is_channel(url) is may
