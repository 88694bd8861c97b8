"""The server's own life: start, clock, quiet, stop."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.practice.clock import SimClock
from paymentdesk.practice.server import PracticeServer

METHODS = Path(__file__).resolve().parents[2] / "resources" / "paymentwall-methods.csv"
START = 1_790_000_000


class Ticking:
    def __init__(self) -> None:
        self.reading = 50.0

    def __call__(self) -> float:
        return self.reading


def test_the_clock_runs_at_its_speed_and_is_stepped() -> None:
    ticking = Ticking()
    clock = SimClock(START, 60, ticking)
    ticking.reading += 10
    assert clock.now() == START + 600
    clock.advance(5)
    clock.speed = 0
    ticking.reading += 10
    assert clock.now() == START + 605
    clock.speed = 1
    ticking.reading += 0.5
    assert clock.now() == START + 605
    assert clock.exact() == START + 605.5


@pytest.mark.parametrize("wrong", [lambda clock: clock.advance(-1), lambda clock: clock.advance(float("nan"))])
def test_the_clock_does_not_go_back(wrong: Callable[[SimClock], None]) -> None:
    clock = SimClock(START, 1)
    with pytest.raises(ValueError, match="forward"):
        wrong(clock)
    with pytest.raises(ValueError, match="backwards"):
        SimClock(START, -1)
    with pytest.raises(ValueError, match="backwards"):
        clock.speed = -1


def test_the_address_is_known_before_the_start_and_says_everything(serve: Callable[..., Any]) -> None:
    server = PracticeServer(methods=METHODS)
    announced = server.announcement()
    assert announced == {
        "url": server.url,
        "imp_key": server.imp_key,
        "imp_secret": server.imp_secret,
        "control_url": server.control_url,
    }
    assert server.url.startswith("http://127.0.0.1:")
    assert not announced["control_url"].endswith("/")
    server.stop()


def test_stopping_leaves_nothing_behind_and_can_be_done_twice() -> None:
    before = threading.active_count()
    with PracticeServer(methods=METHODS) as server:
        port = int(server.url.rpartition(":")[2])
        idle = socket.create_connection(("127.0.0.1", port))
        idle.sendall(b"GET /users/pg HT")
        assert threading.active_count() > before
    server.stop()
    assert threading.active_count() == before
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_port_that_is_taken_is_an_error_and_no_exit(serve: Callable[..., Any]) -> None:
    port = int(serve().server.url.rpartition(":")[2])
    with pytest.raises(OSError, match=r"."):
        PracticeServer(port=port, methods=METHODS)
    with pytest.raises(OSError, match=r"."):
        PracticeServer(methods=METHODS.parent / "none.csv")


@pytest.mark.expects_log("practice server failed")
def test_a_failure_of_the_server_itself_is_a_500_and_logged(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    client.server.shop.channels = broken
    answer = client.send("GET", "/users/pg", check=False)
    assert answer.status_code == 500
    assert "practice server failed" in caplog.text


def test_a_body_that_is_too_large_is_refused(client: Any) -> None:
    answer = client.send("POST", "/payments/cancel", data=b"x" * 1_000_001, check=False)
    assert answer.status_code == 413


def test_nothing_of_the_desk_and_no_client_library_is_imported() -> None:
    code = (
        "import sys, json; import paymentdesk.practice.server, paymentdesk.practice.scenarios;"
        "print(json.dumps([m for m in sys.modules]))"
    )
    listed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = json.loads(listed.stdout)
    ours = {name for name in modules if name.startswith("paymentdesk.")}
    assert all(name.startswith("paymentdesk.practice") for name in ours)
    assert not {"requests", "peewee", "PySide6"} & set(modules)


def test_it_says_nothing_on_its_own(client: Any, capfd: pytest.CaptureFixture[str]) -> None:
    client.payment()
    client.fault("drop_after", "/payments/status")
    with pytest.raises(OSError, match=r"."):
        client.get("/payments/status/all")
    port = int(client.server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as rude:
        rude.sendall(b"nonsense\r\n\r\n")
        rude.recv(1000)
    assert capfd.readouterr() == ("", "")
