"""Access tokens (domain.md 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LIFE = 1800


class Ticking:
    """A real clock under the test's hand."""

    def __init__(self) -> None:
        self.reading = 1000.0

    def __call__(self) -> float:
        return self.reading


def test_the_same_token_is_given_while_it_lives(client: Any) -> None:
    first = client.get_token()
    assert first["expired_at"] - first["now"] == LIFE
    assert client.get_token() == first


def test_only_the_last_minute_extends_it_and_its_life_is_real_time(serve: Callable[..., Any]) -> None:
    ticking = Ticking()
    client = serve(monotonic=ticking)
    first = client.get_token()
    client.server.advance(7 * 24 * 3600)
    ticking.reading += LIFE - 61
    later = client.get_token()
    assert later["access_token"] == first["access_token"]
    assert later["expired_at"] - later["now"] == 61
    ticking.reading += 31
    extended = client.get_token()
    assert extended["access_token"] == first["access_token"]
    assert extended["expired_at"] - extended["now"] == 30 + 300
    ticking.reading += 333
    assert client.get_token()["access_token"] != first["access_token"]


def test_a_token_that_has_ended_is_refused_with_401(serve: Callable[..., Any]) -> None:
    ticking = Ticking()
    client = serve(monotonic=ticking)
    assert client.send("GET", "/users/pg").status_code == 200
    ticking.reading += LIFE + 5
    answer = client.send("GET", "/payments/imp_1")
    assert answer.status_code == 401
    assert answer.json() == {"code": -1, "message": "Unauthorized", "response": None}


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "{}"},
        {"Authorization": "Bearer {}"},
        {"Authorization": "bearer {}"},
        {"X-ImpTokenHeader": "{}"},
    ],
)
def test_every_way_to_carry_the_token_is_taken(client: Any, headers: dict[str, str]) -> None:
    carried = {name: value.format(client.token) for name, value in headers.items()}
    assert client.send("GET", "/users/pg", headers=carried).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer abc"}])
def test_without_the_token_there_is_only_401(client: Any, headers: dict[str, str]) -> None:
    assert client.token
    for path in ("/users/pg", "/payments/imp_1", "/payments/status/all"):
        assert client.send("GET", path, headers=headers, check=False).status_code == 401


def test_keys_may_come_as_a_form_and_with_a_slash_at_the_end(client: Any) -> None:
    keys = {"imp_key": client.server.imp_key, "imp_secret": client.server.imp_secret}
    answer = client.send("POST", "/users/getToken/", data=keys, headers={}, check=False)
    assert answer.json()["response"]["access_token"] == client.token


def test_missing_and_wrong_keys_are_told_apart(client: Any) -> None:
    answer = client.send("POST", "/users/getToken", json={}, headers={}, check=False)
    assert answer.status_code == 200, "no status of its own in the official file"
    assert answer.json()["code"] == -1
    assert answer.json()["message"] == "imp_key, imp_secret 파라메터가 누락되었습니다."
    wrong = {"imp_key": client.server.imp_key, "imp_secret": "no"}
    answer = client.send("POST", "/users/getToken", json=wrong, headers={})
    assert answer.status_code == 401
    assert answer.json()["code"] == -1


def test_keys_are_made_anew_for_every_server_and_not_from_the_seed(serve: Callable[..., Any]) -> None:
    one, other = serve(seed=7).server, serve(seed=7).server
    assert one.imp_key != other.imp_key
    assert one.imp_secret != other.imp_secret
    assert serve(key="k", secret="s").server.announcement()["imp_key"] == "k"
