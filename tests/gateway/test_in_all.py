"""A one-shot command asks at most three times and is over in time, however slowly it is answered (product.md 6)."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from paymentdesk.domain.money import parse_amount
from paymentdesk.domain.trouble import Trouble
from paymentdesk.gateway.client import ImportClient
from paymentdesk.gateway.errors import NotSent, NotUnderstood, Unreachable
from paymentdesk.services.looking import asked
from tests.gateway.conftest import KEY, SECRET

USD = parse_amount("20.00", "USD")


class Slow:
    """A client on a clock that every answer moves by so many seconds."""

    def __init__(self, server: Any, seconds: float, **more: Any) -> None:
        self.now = 1000.0
        self.server, self.seconds = server, seconds
        self.client = ImportClient(server.url, KEY, SECRET, monotonic=lambda: self.now, **more)
        self.client.connect()
        self.client.ends_at = self.now + 20
        server.steps = [self.answer]

    def answer(self, server: Any, connection: socket.socket) -> bool:
        self.now += self.seconds
        connection.sendall(server.answer("<html>busy</html>"))
        return True


@pytest.mark.parametrize(
    ("seconds", "asks", "last"), [(8, 3, NotUnderstood), (11, 2, Unreachable), (21, 1, Unreachable)]
)
def test_it_asks_three_times_or_as_often_as_there_is_time(
    raw_server: Any, seconds: float, asks: int, last: type[Trouble]
) -> None:
    slow = Slow(raw_server, seconds)
    with pytest.raises(last):
        asked(lambda: slow.client.payment("imp_1"))
    assert len(raw_server.heard) == asks
    slow.client.close()


def test_a_dripping_answer_gets_what_is_left(raw_server: Any) -> None:
    slow = Slow(raw_server, 0)
    slow.client.ends_at = slow.now + 0.3
    raw_server.steps = [raw_server.drip(b"HTTP/1.1 200 OK\r\n\r\n{")]
    with pytest.raises(Unreachable) as trouble:
        asked(lambda: slow.client.payment("imp_1"))
    assert trouble.value.facts["why"] == "timeout"
    slow.client.close()


@pytest.mark.parametrize(("passed", "leaves"), [(0, True), (11, True), (12, False), (25, False)])
def test_nothing_leaves_whose_answer_could_not_be_waited_for(raw_server: Any, passed: float, leaves: bool) -> None:
    slow = Slow(raw_server, 0, cancel_timeout=9.0)
    slow.now += passed
    if leaves:
        slow.client.ready_to_send()
    else:
        with pytest.raises((NotSent, Unreachable)) as trouble:
            slow.client.ready_to_send()
        assert trouble.value.facts["why"] == "timeout"
    slow.client.close()


def test_a_second_try_with_a_new_token_is_not_begun_too_late(raw_server: Any) -> None:
    slow = Slow(raw_server, 0, cancel_timeout=9.0)
    slow.now += 16
    with pytest.raises(NotSent) as trouble:
        slow.client.cancel("imp_1", USD, USD, "size")
    assert (trouble.value.facts["why"], raw_server.heard) == ("timeout", [])
    slow.client.close()
