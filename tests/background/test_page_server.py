"""A page for the browser: found only by who knows its path, and what it reports is only a number."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import requests

from paymentdesk.background.page_server import PageServer, new_secret

PAGE = b"<!DOCTYPE html><title>x</title>"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def server(told: list[str]) -> Iterator[PageServer]:
    made = PageServer(told.append)
    yield made
    made.close()


def test_the_page_is_where_its_address_says_and_nowhere_else(server: PageServer) -> None:
    address = server.put(PAGE, new_secret())
    assert address.startswith("http://127.0.0.1:")
    answer = requests.get(address, timeout=5)
    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Python" not in answer.headers["Server"]
    root = address.rpartition("/")[0]
    for other in (root, root + "/", address + "x", address[:-1], root + "/%E2%82%AC"):
        assert requests.get(other, timeout=5).status_code == 404
    again = server.put(PAGE, new_secret())
    assert again != address
    assert requests.get(address, timeout=5).status_code == 404


def test_paths_cannot_be_guessed() -> None:
    made = {new_secret() for _ in range(1000)}
    assert len(made) == 1000
    assert min(map(len, made)) >= 32


def test_only_a_payments_number_gets_through(server: PageServer, told: list[str]) -> None:
    address = server.put(PAGE, new_secret()) + "/closed"
    for body in (b"", b"{", b"[]", b'{"imp_uid": 5}', b'{"imp_uid": "x"}', b'{"imp_uid": "imp_1/../x"}'):
        assert requests.post(address, data=body, timeout=5).status_code == 204
    assert told == []
    assert requests.post(address, data=b'{"imp_uid": "imp_123456789012", "status": "paid"}', timeout=5).ok
    assert told == ["imp_123456789012"]
    assert requests.post(address, data=b"x" * 5000, timeout=5).status_code == 404
    assert requests.post(address + "x", json={"imp_uid": "imp_1"}, timeout=5).status_code == 404
    elsewhere = {"Origin": "https://evil.example"}
    assert requests.post(address, json={"imp_uid": "imp_1"}, headers=elsewhere, timeout=5).status_code == 404
    assert told == ["imp_123456789012"]


def test_a_name_bent_to_this_machine_is_not_ours(server: PageServer) -> None:
    address = server.put(PAGE, new_secret())
    port = int(address.split(":")[2].split("/")[0])
    path = address.rpartition("/")[2]
    assert requests.get(address, headers={"Host": f"evil.example:{port}"}, timeout=5).status_code == 404
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(f"GET /{path} HTTP/1.0\r\n\r\n".encode())
        assert b" 404 " in raw.recv(1000).splitlines()[0]


def test_it_ends_with_a_browser_still_connected(told: list[str]) -> None:
    made = PageServer(told.append)
    address = made.put(PAGE, new_secret())
    made.put(PAGE, new_secret())
    port = int(address.split(":")[2].split("/")[0])
    raw = socket.create_connection(("127.0.0.1", port), timeout=5)
    raw.close()
    made.close()
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=5)
