"""Ten thousand forged webhooks, hundreds of slow connections and garbage at once, while a true customer pays."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from paymentdesk.domain.source import SourceSettings
from paymentdesk.services.hinting import Pace
from tests.background.hooks import TOKEN, Heard
from tests.services.desk import Desk

pytestmark = pytest.mark.soak
resource = pytest.importorskip("resource")  # how much memory was used at most; Windows has another way

FORGED = 10_000
SLOW = 300
PACE = Pace()


class Attackers:
    """Threads that trouble a receiver until they are told to stop."""

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)
        self.statuses: dict[int, int] = {}
        self._ending = threading.Event()
        self.slow_sent = 0
        self._threads = [threading.Thread(target=work) for work in (self._slow, self._garbage, self._oversized)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def post(self, imp_uid: str) -> int:
        body = f"imp_uid={imp_uid}&status=paid".encode()
        with self._connection() as connection:
            head = f"POST {self._parts.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body)
            return int(connection.recv(100)[9:12] or 0)

    def flood(self, count: int) -> None:
        for n in range(count):
            try:
                status = self.post(f"imp_{n:012d}")
            except OSError:  # it gave way to others
                status = 0
            self.statuses[status] = self.statuses.get(status, 0) + 1

    def _connection(self) -> socket.socket:
        connection = socket.create_connection((self._parts.hostname, self._parts.port), 30)
        connection.settimeout(30)
        return connection

    def _slow(self) -> None:
        held: list[socket.socket] = []
        while not self._ending.wait(0.05):
            with suppress(OSError):
                held.append(self._connection())
                held[-1].sendall(b"POST /webhook/x HTTP/1.1\r\nX: ")
            for connection in held:
                with suppress(OSError):
                    connection.sendall(b"y")
                    self.slow_sent += 1
            while len(held) > SLOW:
                held.pop(0).close()
        for connection in held:
            connection.close()

    def _garbage(self) -> None:
        while not self._ending.wait(0.02):
            with suppress(OSError), self._connection() as connection:
                connection.sendall(os.urandom(5000))
                connection.recv(100)

    def _oversized(self) -> None:
        head = f"POST {self._parts.path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        while not self._ending.wait(0.5):
            with suppress(OSError), self._connection() as connection:
                connection.sendall(head)
                for _ in range(200):
                    connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


@pytest.fixture
def desk(practice: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(practice, tmp_path)
    made.sync()
    yield made
    made.close()


def _megabytes() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _rows(desk: Desk, table: str) -> int:
    with desk.shop.database.reader() as reader:
        return int(reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_an_attack_costs_little_and_hides_nothing(desk: Desk) -> None:
    heard = Heard(desk, SourceSettings(receiver=True, port=0, token=TOKEN))
    address = heard.address()
    before, dump = len(desk.calls("GET")), desk.dump()
    threads, memory = threading.active_count(), _megabytes()
    began = time.monotonic()
    attackers = Attackers(address)
    try:
        attackers.flood(FORGED)
        assert threading.active_count() <= threads + 4  # the attackers' own, and a connection's clock
        desk.control("POST", "/webhooks", {"url": address})
        made = desk.control("POST", "/payments", {"amount": 60, "status": "ready", "method": "cc"})
        desk.control("POST", f"/payments/{made['imp_uid']}/pay", {})
        # Its hint may have been turned away with the others: then the round that stands for them finds it.
        heard.wait_for(lambda: desk.facts(imp_uid=made["imp_uid"]) or heard.rounds > 1, seconds=90)
    finally:
        attackers.stop()
        heard.stop()
    seconds = time.monotonic() - began
    looks = [call for call in desk.calls("GET")[before:] if call["path"].startswith("/payments/imp_")]
    assert len(looks) <= PACE.at_once + seconds * PACE.looks_a_second + 1
    assert heard.rounds <= 2 + seconds / PACE.round_every
    assert desk.payment(str(made["imp_uid"])).paid_at
    assert _megabytes() - memory < 60
    assert _rows(desk, "activity") <= 20 + seconds / 5
    assert len(desk.dump()["payment"]) == len(dump["payment"]) + 1
    print(f"{seconds:.0f} s, {len(looks)} looks, {heard.rounds} rounds, {_rows(desk, 'activity')} rows of activity")
    print(f"{_megabytes() - memory:.0f} MB more, answers {attackers.statuses}, {attackers.slow_sent} slow bytes")
