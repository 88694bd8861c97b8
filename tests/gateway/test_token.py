"""One token for all threads, by i'mport's clock and not this machine's."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from paymentdesk.gateway.errors import NotAuthorised, Unreachable
from paymentdesk.gateway.token import BUFFER, REFUSAL_REMEMBERED, Grant, Token


class Desk:
    """A token, the clock it lives by and what getToken does next."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked = 0
        self.life = 1800.0
        self.before: Callable[[], None] = lambda: None
        self.token = Token(self._fetch, lambda: self.now)

    def _fetch(self) -> Grant:
        self.asked += 1
        self.before()
        return Grant(f"token-{self.asked}", self.life)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_it_is_kept_until_shortly_before_its_end(desk: Desk) -> None:
    assert desk.token.value() == "token-1"
    desk.now += 1800 - BUFFER - 1
    assert desk.token.value() == "token-1"
    desk.now += 1
    assert desk.token.value() == "token-2"


def test_its_life_counts_from_before_the_question(desk: Desk) -> None:
    def slowly() -> None:
        desk.now += 100

    desk.before = slowly
    desk.token.value()
    desk.now += 1800 - BUFFER - 100
    assert desk.token.value() == "token-2"


def test_what_imp_gives_is_used_even_if_it_ends_soon(desk: Desk) -> None:
    """Asking does not renew a token that lives (domain.md 1.4): it may come with a minute left, or less."""
    desk.life = 45
    assert desk.token.value(for_seconds=60) == "token-1"
    assert desk.token.value() == "token-1"
    assert desk.token.value(for_seconds=60) == "token-2"


def test_a_dropped_token_is_renewed_once_for_all(desk: Desk) -> None:
    first = desk.token.value()
    desk.token.drop(first)
    assert desk.token.value() == "token-2"
    desk.token.drop(first)
    assert desk.token.value() == "token-2", "the second thread finds the new one"


def test_threads_share_it(desk: Desk) -> None:
    at_once, got = threading.Barrier(8), []

    def ask() -> None:
        at_once.wait(5)
        got.append(desk.token.value())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["token-1"] * 8
    assert desk.asked == 1


def test_a_refusal_is_remembered_for_a_while(desk: Desk) -> None:
    def no() -> None:
        raise NotAuthorised

    desk.before = no
    for _ in range(3):
        with pytest.raises(NotAuthorised):
            desk.token.value()
    assert desk.asked == 1
    with pytest.raises(NotAuthorised):
        desk.token.value(try_again=True)
    assert desk.asked == 2
    desk.before = lambda: None
    desk.now += REFUSAL_REMEMBERED
    assert desk.token.value() == "token-3"


def test_no_answer_is_no_refusal(desk: Desk) -> None:
    def nobody() -> None:
        raise Unreachable("connect")

    desk.before = nobody
    for _ in range(2):
        with pytest.raises(Unreachable):
            desk.token.value()
    assert desk.asked == 2


def test_it_is_not_shown(desk: Desk) -> None:
    assert desk.token.value() not in repr(desk.token)
    assert "token-" not in repr(Grant("token-1", 1))
