"""A shop's small files: whole or not at all, damaged and newer ones handled, no impossible value, no secret in them."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import Settings, keys, stored
from paymentdesk.settings.preferences import Preferences, Rhythm, Said, Sources, load, problems, save
from paymentdesk.settings.shops import (
    add_shop,
    bring_back,
    checked_name,
    every_shop,
    keep_keys,
    known_shop,
    remove_shop,
    saved_shop,
    saved_shops,
    shop_file,
)

JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
SECTION = st.dictionaries(st.sampled_from(["poll_seconds", "poll_idle_seconds", "name", "relay", "relay_url"]), JSON)


@given(found=st.dictionaries(st.sampled_from(["rhythm", "people", "sources", "orders", "said", "x"]), SECTION | JSON))
def test_whatever_stands_in_the_file_what_is_read_can_be(found: dict[str, Any], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "settings.json").write_text(json.dumps(found), "utf-8")
    chosen = load(folder)
    for section in (chosen.rhythm, chosen.people, chosen.orders, chosen.backups):
        assert not problems(section)
    settings = chosen.applied_to(Settings())
    assert 10 <= settings.poll_seconds <= settings.poll_idle_seconds
    save(folder, chosen)
    assert load(folder) == chosen


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00\xff", '{"rhythm": {"poll_seconds": 1}}'])
def test_a_damaged_file_is_as_if_nothing_was_chosen(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, "latin-1")
    assert load(tmp_path).rhythm == Rhythm()
    save(tmp_path, replace(Preferences(), rhythm=Rhythm(60, 120)))
    assert load(tmp_path).rhythm == Rhythm(60, 120)


def test_what_a_newer_desk_knows_is_kept_or_left_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"version": 1, "future": {"a": 1}}', "utf-8")
    save(tmp_path, replace(load(tmp_path), said={"webhook_url": Said("Minji", 5)}))
    found = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert found["future"] == {"a": 1}
    assert found["said"] == {"webhook_url": asdict(Said("Minji", 5))}
    (tmp_path / "settings.json").write_text('{"version": 2}', "utf-8")
    with pytest.raises(Trouble) as raised:
        save(tmp_path, Preferences())
    assert raised.value.kind is Kind.SETTINGS_NEWER


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored.write(tmp_path / "a.json", {"n": 1})

    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, name, full)
            with pytest.raises(Trouble) as raised:
                stored.write(tmp_path / "a.json", {"n": 2})
        assert raised.value.kind is Kind.FOLDER_NOT_WRITABLE
        assert stored.read(tmp_path / "a.json") == {"version": 1, "n": 1}
        assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["a.json"]


def test_the_secrets_of_webhooks_are_not_in_the_file(tmp_path: Path) -> None:
    chosen = Sources(receiver=True, receiver_token="hush-hush", relay=True, relay_url="https://smee.example/hush")
    save(tmp_path, replace(Preferences(), sources=chosen))
    assert "hush" not in (tmp_path / "settings.json").read_text("utf-8")
    assert load(tmp_path).sources == chosen  # in this run they are known


def test_a_damaged_shop_file_is_refused_and_hides_no_other_shop(tmp_path: Path) -> None:
    one, other = add_shop(tmp_path, "One"), add_shop(tmp_path, "Other")
    (one.folder / "shop.json").write_text("{", "utf-8")
    with pytest.raises(Trouble) as raised:
        shop_file(tmp_path, one.name)
    assert raised.value.kind is Kind.SETTINGS_UNREADABLE
    assert [each.title for each in every_shop(tmp_path)] == ["Other"]
    assert other.colour != one.colour


def test_removing_never_deletes_the_ledger(tmp_path: Path) -> None:
    shop = add_shop(tmp_path, "Hanbit", "http://127.0.0.1:9")
    keep_keys(shop, keys.Keys("key", "secret"))
    (shop.folder / "ledger.sqlite3").write_bytes(b"money")
    assert saved_shop(tmp_path, shop.name).imp_key == "key"
    assert remove_shop(tmp_path, shop.name) == shop.folder
    assert (shop.folder / "ledger.sqlite3").read_bytes() == b"money"
    assert saved_shops(tmp_path) == []
    assert keys.where(shop.shop_id) is None
    assert add_shop(tmp_path, "New").folder != shop.folder
    known = known_shop(tmp_path, "http://127.0.0.1:1234", "key")
    assert known is not None
    assert bring_back(known).folder == shop.folder
    assert shop.name in saved_shops(tmp_path)


def test_no_file_holds_a_key(tmp_path: Path) -> None:
    shop = add_shop(tmp_path, "Hanbit")
    keep_keys(shop, keys.Keys("imp-key-0123456789", "a-very-secret"))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert "imp-key-0123456789" not in text
            assert "a-very-secret" not in text
    assert "a-very-secret" not in repr(saved_shop(tmp_path, shop.name))


def test_names_of_folders() -> None:
    for bad in ("", ".", "..", "a b", "a/b", "x" * 65, "ends."):
        with pytest.raises(Trouble):
            checked_name(bad)
