"""From i'mport's webhook to a row in the window: through the receiver, and through a relay."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.source import SourceKind, SourceState, Why
from paymentdesk.practice.server import PracticeServer
from paymentdesk.wording.sources import source_sentence, source_short
from tests.gateway.relay_server import Relay
from tests.ui.conftest import Room

TOKEN = "token-of-the-tests"


@pytest.fixture
def relay() -> Iterator[Relay]:
    made = Relay()
    yield made
    made.stop()


@pytest.fixture
def hearing_room(
    qtbot: Any, language: str, practice: PracticeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Room]]:
    """A window whose sources are on; waits until they are."""
    made: list[Room] = []

    def make(channel: str = "") -> Room:
        monkeypatch.setenv("PAYMENTDESK_WEBHOOK_PORT", "0")
        monkeypatch.setenv("PAYMENTDESK_WEBHOOK_TOKEN", TOKEN)
        if channel:
            monkeypatch.setenv("PAYMENTDESK_RELAY_URL", channel)
        room = Room(qtbot, practice, tmp_path)
        made.append(room)
        wanted = {"receiver", "relay"} if channel else {"receiver"}
        room.until(lambda: {each.name for each in _states(room) if each.kind is SourceKind.WORKING} == wanted)
        room.settle()
        return room

    yield make
    for room in made:
        room.close()


def _states(room: Room) -> tuple[SourceState, ...]:
    return room.opened.desk.hearing.states


def _address(room: Room) -> str:
    return next(state.address for state in _states(room) if state.name == "receiver")


def _customer_pays(room: Room, **fields: Any) -> str:
    made = room.control("/payments", {"amount": 60, "status": "ready", "method": "cc"} | fields)
    room.control(f"/payments/{made['imp_uid']}/pay", {})
    return str(made["imp_uid"])


def _shown(room: Room, imp_uid: str, state: str) -> bool:
    model = room.window.payments.model
    rows = [model.row(n) for n in range(model.rowCount())]
    return any(row is not None and row.imp_uid == imp_uid and row.state == state for row in rows)


@pytest.mark.parametrize("kind", ["json", "form"])
def test_a_webhook_is_a_row_in_the_window(hearing_room: Callable[..., Room], kind: str) -> None:
    room = hearing_room()
    room.window.show_screen("payments")
    room.control("/webhooks", {"url": _address(room), "content_type": kind, "duplicate": 1.0})
    imp_uid = _customer_pays(room)
    room.until(lambda: _shown(room, imp_uid, "paid"))
    room.control(f"/console-cancel/{imp_uid}", {"amount": 60})
    room.until(lambda: _shown(room, imp_uid, "cancelled"))
    room.settle()
    assert not [call for call in room.control("/requests")["requests"] if call["path"] == "/payments/status/all"]


def test_a_forged_webhook_changes_no_row(hearing_room: Callable[..., Room]) -> None:
    room = hearing_room()
    room.window.show_screen("payments")
    imp_uid = room.pay(60)
    changes: list[int] = []
    room.opened.desk.hearing.changed.connect(lambda: changes.append(1))
    for number in (imp_uid, "imp_000000000001"):
        body = f'{{"imp_uid": "{number}", "status": "cancelled"}}'.encode()
        request = urllib.request.Request(_address(room), body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200

    def looks() -> int:
        return sum(call["path"].startswith("/payments/imp_") for call in room.control("/requests")["requests"])

    room.until(lambda: looks() == 2)
    room.settle()
    room.until(lambda: _shown(room, imp_uid, "paid"))
    assert room.window.payments.model.rowCount() == 1
    assert changes == []


def test_a_webhook_through_a_relay_is_a_row_in_the_window(hearing_room: Callable[..., Room], relay: Relay) -> None:
    room = hearing_room(relay.url)
    relay.wait_for(1)
    room.window.show_screen("payments")
    room.control("/webhooks", {"url": relay.url})
    imp_uid = _customer_pays(room)
    room.until(lambda: _shown(room, imp_uid, "paid"))
    room.settle()


def test_the_status_bar_says_how_hints_come(hearing_room: Callable[..., Room], relay: Relay) -> None:
    room = hearing_room(relay.url)
    receiver, channel = room.window.status.sources
    room.until(lambda: (receiver.word.text(), channel.word.text()) == ("Webhooks · listening", "Relay · connected"))
    assert receiver.isVisible()
    relay.answer = lambda handler: handler.plain(503)
    relay.drop()
    room.until(lambda: channel.word.text() == "Relay · not connected" and "HTTP 503" in channel.word.toolTip())
    assert channel.word.accessibleName().startswith("No cancellation is affected: the relay is disturbed (127.0.0.1")
    assert relay.url not in channel.word.toolTip()
    room.settle()


def test_without_sources_the_status_bar_says_nothing_of_them(room: Any) -> None:
    assert not any(mark.isVisible() for mark in room.window.status.sources)


@pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
def test_every_state_of_a_source_has_its_words(language: str, room: Any) -> None:
    zone = room.window.session.zone
    for name in ("receiver", "relay"):
        for kind in (SourceKind.STARTING, SourceKind.WORKING, SourceKind.ELSEWHERE):
            state = SourceState(name, kind, port=8465, host="relay.example")
            assert source_short(state)
            assert source_sentence(state, zone).endswith(".")
    for why in Why:
        state = SourceState("relay", SourceKind.TROUBLE, why, port=1, host="h", status=404, next_try_at=1_790_000_000)
        said = source_sentence(state, zone)
        opening = "No cancellation is affected: " if language == "en" else "취소 요청에 영향 없음: "
        assert said.startswith(opening)
        assert "{" not in said
