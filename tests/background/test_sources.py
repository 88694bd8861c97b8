"""Receiver and relay with a practice shop: from i'mport's webhook to the ledger, and nothing from anybody else."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.background.receiver import Limits
from paymentdesk.domain.source import SourceSettings, Why
from paymentdesk.services.hinting import Pace
from tests.background.hooks import TOKEN, Heard
from tests.gateway.relay_server import Relay
from tests.services.desk import Desk

RECEIVER = SourceSettings(receiver=True, port=0, token=TOKEN)


@pytest.fixture
def desk(practice: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(practice, tmp_path)
    made.sync()
    yield made
    made.close()


@pytest.fixture
def hear(desk: Desk) -> Iterator[Callable[..., Heard]]:
    made: list[Heard] = []

    def start(settings: SourceSettings = RECEIVER, **given: Any) -> Heard:
        made.append(Heard(desk, settings, **given))
        return made[-1]

    yield start
    for heard in made:
        heard.stop()


@pytest.fixture
def relay() -> Iterator[Relay]:
    made = Relay()
    yield made
    made.stop()


def _webhooks(desk: Desk, url: str, **given: Any) -> None:
    desk.control("POST", "/webhooks", {"url": url} | given)


def _outcomes(desk: Desk) -> dict[str, int]:
    with desk.shop.database.reader() as reader:
        rows = reader.execute("SELECT outcome, sum(times) FROM activity WHERE kind = 'webhook' GROUP BY outcome")
        return {row[0]: row[1] for row in rows}


def _post(address: str, fields: dict[str, Any]) -> int:
    request = urllib.request.Request(address, json.dumps(fields).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _pays(desk: Desk) -> str:
    """A customer opens the window and pays: i'mport sends a webhook for it."""
    made = desk.control("POST", "/payments", {"amount": 60, "status": "ready", "method": "cc"})
    desk.control("POST", f"/payments/{made['imp_uid']}/pay", {})
    return str(made["imp_uid"])


# ------------------------------------------------------------ the receiver


@pytest.mark.parametrize("kind", ["json", "form"])
def test_a_webhook_of_imports_is_a_row_at_once(desk: Desk, hear: Callable[..., Heard], kind: str) -> None:
    heard = hear()
    _webhooks(desk, heard.address(), content_type=kind)
    imp_uid = _pays(desk)
    heard.wait_for(lambda: heard.changes == 1)
    assert desk.payment(imp_uid).paid_at
    assert heard.rounds == 0


def test_doubled_and_late_webhooks_change_nothing_more(desk: Desk, hear: Callable[..., Heard]) -> None:
    heard = hear(pace=Pace(apart=0.05))
    _webhooks(desk, heard.address(), duplicate=1.0, delay_seconds=60)
    imp_uid = _pays(desk)
    desk.sync()  # polling was first
    before = desk.dump()
    desk.advance(60)
    heard.wait_for(lambda: sum(_outcomes(desk).values()) >= 1)
    heard.wait_idle()
    assert "changed" not in _outcomes(desk)
    assert desk.dump() == before
    assert desk.payment(imp_uid).paid_at


def test_a_lost_webhook_is_found_by_polling(desk: Desk, hear: Callable[..., Heard]) -> None:
    heard = hear()
    _webhooks(desk, heard.address(), loss=1.0)
    imp_uid = _pays(desk)
    assert _outcomes(desk) == {}
    desk.sync()
    assert desk.payment(imp_uid).paid_at


def test_what_a_webhook_says_but_the_number_is_not_believed(desk: Desk, hear: Callable[..., Heard]) -> None:
    imp_uid = desk.paid(60)
    desk.sync()
    before = desk.dump()
    heard = hear()
    forged = {"imp_uid": imp_uid, "merchant_uid": "other", "status": "cancelled", "amount": 0, "cancellation_id": "c1"}
    assert _post(heard.address(), forged) == 200
    heard.wait_for(lambda: _outcomes(desk) == {"unchanged": 1})
    assert desk.dump() == before


def test_forged_webhooks_change_nothing(desk: Desk, hear: Callable[..., Heard]) -> None:
    before, asked = desk.dump(), len(desk.calls("GET"))
    heard = hear(pace=Pace(at_once=3, looks_a_second=0.001, room=10), limits=Limits(at_once=100))
    address = heard.address()
    statuses = [_post(address, {"imp_uid": f"imp_{n:012d}"}) for n in range(150)]
    assert statuses.count(200) >= 100
    assert statuses.count(429) > 0
    heard.wait_for(lambda: heard.rounds == 1)  # something may have been missed
    heard.stop()
    assert desk.dump() == before
    looks = [call for call in desk.calls("GET")[asked:] if call["path"].startswith("/payments/imp_")]
    assert len(looks) == 3
    outcomes = _outcomes(desk)
    assert outcomes["unknown_payment"] == 3
    assert outcomes["limited"] >= 150 - 3 - 10  # and what came while the third look was still to begin
    with desk.shop.database.reader() as reader:
        assert reader.execute("SELECT count(*) FROM activity WHERE kind = 'webhook'").fetchone()[0] <= 4


def test_a_taken_port_is_said_and_tried_again(
    desk: Desk, hear: Callable[..., Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paymentdesk.background.sources.TRY_PORT_EVERY", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        heard = hear(SourceSettings(receiver=True, port=port, token=TOKEN))
        heard.wait_for(lambda: heard.states)
        state = heard.states[0]
        assert (state.kind.value, state.why, state.port) == ("trouble", Why.PORT_TAKEN, port)
    heard.wait_for(lambda: heard.states[-1].kind.value == "working")
    assert _post(heard.address(), {}) == 200


def test_settings_change_while_it_runs(desk: Desk, hear: Callable[..., Heard]) -> None:
    heard = hear()
    first = heard.address()
    heard.sources.change(SourceSettings(receiver=True, port=0, token="another"))
    heard.wait_for(lambda: len([state for state in heard.states if state.address]) == 2)
    assert _post(heard.address(), {}) == 200
    with pytest.raises(urllib.error.URLError):
        _post(first, {})
    heard.sources.change(SourceSettings())
    assert heard.kinds("receiver")[-1] == "off"
    heard.wait_idle()
    with desk.shop.database.reader() as reader:
        assert reader.execute("SELECT count(*) FROM source WHERE name = 'receiver'").fetchone()[0] == 0


# ------------------------------------------------------------ the relay


def test_a_webhook_through_a_relay_is_a_row_at_once(desk: Desk, hear: Callable[..., Heard], relay: Relay) -> None:
    heard = hear(SourceSettings(relay=True, channel=relay.url))
    heard.wait_for(lambda: heard.rounds == 1)  # connected: what was sent before is asked for
    relay.wait_for(1)
    _webhooks(desk, relay.url)
    imp_uid = _pays(desk)
    heard.wait_for(lambda: heard.changes == 1)
    assert desk.payment(imp_uid).paid_at
    assert heard.kinds("relay") == ["starting", "working"]


def test_what_was_sent_while_nobody_listened_is_found_after_the_reconnect(
    desk: Desk, hear: Callable[..., Heard], relay: Relay
) -> None:
    heard = hear(SourceSettings(relay=True, channel=relay.url))
    heard.wait_for(lambda: heard.rounds == 1)
    relay.wait_for(1)
    relay.answer = lambda handler: handler.plain(503)
    relay.drop()
    heard.wait_for(lambda: any(state.why is Why.CUT for state in heard.states))
    _webhooks(desk, relay.url)
    imp_uid = _pays(desk)  # the relay answers 200 and nobody hears it
    relay.answer = None
    heard.wait_for(lambda: heard.rounds == 2)
    assert desk.payment(imp_uid).paid_at
    assert heard.changes == 0
    assert heard.states[-1].kind.value == "working"
    with desk.shop.database.reader() as reader:
        rows = reader.execute("SELECT outcome FROM activity WHERE kind = 'connection' ORDER BY id").fetchall()
    assert [row[0] for row in rows] == ["connected", "lost", "connected"]


def test_a_form_is_lost_at_smee_and_found_by_polling(desk: Desk, hear: Callable[..., Heard], relay: Relay) -> None:
    """i'mport's console must send JSON for smee (domain.md 14)."""
    heard = hear(SourceSettings(relay=True, channel=relay.url))
    heard.wait_for(lambda: heard.rounds == 1)
    _webhooks(desk, relay.url, content_type="form")
    imp_uid = _pays(desk)
    assert heard.changes == 0
    desk.sync()
    assert desk.payment(imp_uid).paid_at


def test_a_relay_nobody_knows_the_channel_of_says_so(desk: Desk, hear: Callable[..., Heard]) -> None:
    heard = hear(SourceSettings(relay=True))
    heard.wait_for(lambda: heard.states)
    assert heard.states[0].why is Why.NO_CHANNEL


def test_the_secrets_are_in_no_file_of_the_shop(desk: Desk, hear: Callable[..., Heard], relay: Relay) -> None:
    heard = hear(SourceSettings(receiver=True, port=0, token=TOKEN, relay=True, channel=relay.url))
    heard.wait_for(lambda: heard.rounds == 1)
    _post(heard.address(), {"imp_uid": "imp_1"})
    heard.wait_for(lambda: bool(_outcomes(desk)))
    heard.stop()
    desk.close()
    for file in desk.home.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert TOKEN.encode() not in held, file
            assert relay.url.encode() not in held, file
    assert TOKEN not in repr(heard.states)
    assert relay.url not in repr(heard.states)
