"""`sync --watch` as a real program: beside another, after a kill, with hints, and to its end."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from paymentdesk.cli.output import Output
from paymentdesk.cli.watching import Chosen, Watch
from paymentdesk.domain.source import SourceKind, SourceSettings
from paymentdesk.services import notices
from paymentdesk.services.polling import SyncReport
from paymentdesk.settings.preferences import load, save
from paymentdesk.store import queries
from tests.cli.conftest import Cli
from tests.services.desk import QUICK

SECONDS = 30.0  # until something must have been said, on a machine that is busy with other things


class Watching:
    """A running `sync --watch --json`, its lines as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[dict[str, Any]] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        assert process.stdout is not None
        self._reader = threading.Thread(target=lambda: [self._lines.put(line) for line in process.stdout or ()])
        self._reader.start()

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next line that fits; every line is one JSON object."""
        end = time.monotonic() + SECONDS
        while True:
            try:
                line = json.loads(self._lines.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"not said; but {self.said[-5:]}") from None
            self.said.append(line)
            if wanted(line):
                return dict(line)

    def event(self, name: str, **fields: Any) -> dict[str, Any]:
        return self.until(lambda line: line.get("event") == name and fields.items() <= line.items())

    def ends(self, number: int) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=SECONDS)
        self._reader.join(SECONDS)
        return code

    def killed(self) -> None:
        self.process.kill()
        self.process.wait(timeout=SECONDS)
        self._reader.join(SECONDS)


class Counted(Watch):
    """A watch in this process that ends by itself."""

    def __init__(self, cli: Cli) -> None:
        self.reports: list[SyncReport] = []
        super().__init__(cli.shop, Output(json=True, language="en"), self._keep)

    def rounds(self, count: int, *, full: bool) -> list[SyncReport]:
        self._count = count
        self.run(lambda: Chosen(self._shop.settings, SourceSettings()), full=full)
        return self.reports

    def _keep(self, _output: Output, report: SyncReport) -> None:
        self.reports.append(report)
        if len(self.reports) == self._count:
            self._end()


@pytest.fixture
def watch(cli: Cli) -> Iterator[Callable[..., Watching]]:
    running: list[Watching] = []

    def start(*words: str, **more: Any) -> Watching:
        if os.name == "nt":
            more["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined]
        running.append(Watching(cli.start("sync", "--watch", "--json", *words, **more)))
        return running[-1]

    yield start
    for one in running:
        one.killed()


ENDS = [signal.CTRL_BREAK_EVENT] if os.name == "nt" else [signal.SIGINT, signal.SIGTERM]  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", ENDS)
def test_it_says_each_round_on_a_line_and_ends_when_told(cli: Cli, watch: Callable[..., Watching], number: int) -> None:
    cli.paid(60)
    watching = watch()
    first = watching.event("round")
    assert (first["payments_seen"], first["new"], first["requests"]) == (1, 1, 2)
    assert set(first) >= {"changed", "tickets_settled", "seconds", "complete_up_to", "not_read_before", "away"}
    assert watching.ends(number) == 0
    assert cli.process("sync", "--json").code == 0


def test_it_needs_no_window_to_run() -> None:
    code = "import sys, paymentdesk.cli.watching; print([m for m in sys.modules if m.startswith('PySide6')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=SECONDS)
    assert told.stdout.strip() == "[]", told.stderr


def test_it_ends_within_seconds_while_i_mport_does_not_answer(cli: Cli, watch: Callable[..., Watching]) -> None:
    cli.fault("slow_before", "/payments/status", seconds=60, times=0)
    watching = watch()
    end = time.monotonic() + SECONDS
    while not cli.calls("POST", "/users/getToken") and time.monotonic() < end:
        threading.Event().wait(0.05)
    assert watching.ends(ENDS[0]) == 0
    cli.calm()
    cli.paid(60)
    assert cli.process("sync", "--json").json["new"] == 1


def test_the_second_follows_and_takes_over_when_the_first_is_killed(cli: Cli, watch: Callable[..., Watching]) -> None:
    first = watch()
    first.event("round")
    second = watch()
    second.event("state", state="elsewhere")
    cli.paid(60)
    assert cli.process("sync", "--json").json["new"] == 1, "a command needs nobody's leave"
    calls = len(cli.calls())
    assert not [line for line in second.said if line.get("event") == "round"]
    first.killed()
    second.event("state", state="polling")
    assert second.event("round")["new"] == 0
    assert len(cli.calls()) > calls
    assert second.ends(ENDS[0]) == 0


def test_a_desk_without_a_window_beside_it_follows_and_takes_over(
    cli: Cli, watch: Callable[..., Watching], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the window does without showing one: its desk in this process, the watch in its own. Both are to receive
    webhooks at one port: who polls does, and the other says so."""
    from paymentdesk.background.desk import Desk

    def until(true: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(true()), timeout=int(SECONDS * 1000))

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PAYMENTDESK_WEBHOOK_PORT", str(port))
    monkeypatch.setenv("PAYMENTDESK_WEBHOOK_TOKEN", "t" * 24)
    watching = watch()
    watching.event("source", source="receiver", state="working")
    watching.event("round")
    heard: list[Any] = []
    desk = Desk(cli.shop)
    desk.sync_state.connect(heard.append)
    try:
        desk.hearing.start()
        desk._poller.look()
        until(lambda: heard and heard[-1].kind == "elsewhere")
        (receiver,) = desk.hearing.states
        assert (receiver.kind, receiver.port) == (SourceKind.ELSEWHERE, port)
        assert receiver.address.endswith("/webhook/" + "t" * 24), "what a forwarder is told is the same for both"
        assert _failing(cli, "receiver") == 0
        assert (heard[-1].trouble, bool(heard[-1].at)) == (None, True)
        made = cli.paid(60)
        watching.killed()
        # Nobody asks for it: the follower looks for the lock every few seconds.
        until(lambda: heard[-1].kind == "fresh")
        assert cli.payment(made).state == "paid"
        until(lambda: desk.hearing.states[0].kind is SourceKind.WORKING)
    finally:
        desk.close()


def test_who_follows_says_what_troubles_the_one_that_polls(
    cli: Cli, watch: Callable[..., Watching], qtbot: Any
) -> None:
    from paymentdesk.background.desk import Desk

    watching = watch()
    watching.event("round")
    cli.fault("status", "/payments", status=500, times=0)
    watching.until(lambda line: "error" in line)
    heard: list[Any] = []
    desk = Desk(cli.shop)
    desk.sync_state.connect(heard.append)
    try:
        desk._poller.look()
        qtbot.waitUntil(lambda: bool(heard) and heard[-1].kind == "elsewhere", timeout=int(SECONDS * 1000))
        assert heard[-1].trouble.kind.value == "not_understood"
    finally:
        desk.close()


def test_what_a_window_beside_it_sets_holds_at_once(cli: Cli, watch: Callable[..., Watching]) -> None:
    watching = watch()
    watching.event("round")
    folder = cli.shop.profile.folder
    save(folder, replace(load(folder), sources=replace(load(folder).sources, relay=True)))
    said = watching.event("source", source="relay")
    assert (said["state"], said["why"]) == ("trouble", "no_channel"), "no keyring has the address"
    save(folder, replace(load(folder), sources=replace(load(folder).sources, relay=False)))
    watching.event("source", source="relay", state="off")
    assert watching.ends(ENDS[0]) == 0
    assert _failing(cli, "relay") is None


def _failing(cli: Cli, source: str) -> int | None:
    """Since when a source is in trouble, as the ledger has it; None where it is not on."""
    with cli.shop.database.reader() as reader:
        row = reader.execute("SELECT failing_since FROM source WHERE name = ?", (source,)).fetchone()
    return None if row is None else int(row[0])


def test_trouble_is_a_line_too_and_is_not_asked_again_at_once(cli: Cli, watch: Callable[..., Watching]) -> None:
    cli.fault("status", "/payments", status=429, seconds=600, times=0)
    watching = watch()
    trouble = watching.until(lambda line: "error" in line)["error"]
    assert (trouble["kind"], trouble["money"]) == ("busy", "nothing_changed")
    assert watching.ends(ENDS[0]) == 0
    assert len(cli.calls("GET", "/payments")) == 1


def test_a_hint_at_the_receiver_is_followed_at_once(cli: Cli, watch: Callable[..., Watching]) -> None:
    given = {"PAYMENTDESK_WEBHOOK_PORT": "0", "PAYMENTDESK_WEBHOOK_TOKEN": "t" * 24}
    watching = watch(env=os.environ | given)
    port = watching.event("source", source="receiver", state="working")["port"]
    watching.event("round")
    made = cli.paid(60)
    body = json.dumps({"imp_uid": made, "status": "paid"}).encode()
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhook/{'t' * 24}", body, {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
        assert answer.status == 200
    assert watching.event("hint")["outcome"] == "changed"
    assert len(cli.calls("GET", f"/payments/{made}")) == 1
    assert watching.ends(ENDS[0]) == 0


def test_a_walk_that_meets_trouble_goes_on_from_there(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, with pauses too short for people and more calls than a minute has."""
    cli.settings = replace(QUICK, calls_a_minute=1000)
    monkeypatch.setattr("paymentdesk.background.rhythm.pause", lambda *_: 0.01)
    cli.sync()
    watching = Counted(cli)
    walked = len(cli.calls("GET", "/payments/status"))
    cli.fault("status", "/payments/status", status=500, times=3)
    reports = watching.rounds(2, full=True)
    assert reports[0].not_read_before == 1_388_534_400  # 2014-01-01
    assert reports[0].requests > 50 > 3 > reports[1].requests, "a walk once, then recent rounds"
    assert len(cli.calls("GET", "/payments/status")) > walked + 50


def test_a_full_walk_waits_as_i_mport_asks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("paymentdesk.cli.syncing.sleep", waited.append)
    cli.fault("status", "/payments/status", status=429, seconds=7, times=2)
    answer = cli("sync", "--full", "--json")
    assert (answer.code, waited) == (0, [7.0, 7.0])
    assert answer.json["not_read_before"] == "2014-01-01T00:00:00Z"
    cli.fault("status", "/payments/status", status=429, seconds=7, times=0)
    assert cli("sync", "--full", "--json").code == 3
    assert waited == [7.0] * 5, "not for ever"
    cli.calm()
    cli.fault("status", "/payments/status", status=429, seconds=3600, times=1)
    assert cli("sync", "--full", "--json").code == 3
    assert len(waited) == 5


def test_a_full_walk_says_how_far_it_is_and_goes_on_where_it_was_killed(cli: Cli) -> None:
    cli.paid(60, started_at=1_400_000_000)
    walking = cli.start("sync", "--full", "--json")
    assert walking.stderr is not None
    lines = [walking.stderr.readline() for _ in range(8)]
    walking.kill()
    walking.wait()
    periods = int(lines[0].removeprefix("0 of ").split()[0])
    assert periods > 50
    assert lines[-1].startswith(f"7 of {periods} periods checked, about ")
    again = cli.process("sync", "--full", "--json")
    assert again.code == 0
    assert int(again.err.split()[0]) >= 7, "it does not begin again"
    assert again.json["not_read_before"] == "2014-01-01T00:00:00Z"
    assert len(cli.calls("GET", "/payments/status")) <= periods + 3, "the window in hand and two recent rounds"


def test_what_people_are_told_is_said_once_and_left_in_the_inbox(cli: Cli, watch: Callable[..., Watching]) -> None:
    imp_uid = cli.paid(60)
    watching = watch()
    watching.event("round")
    cli.advance(60)
    cli.console(imp_uid, 20)
    said = watching.event("notice")
    assert (said["kinds"], said["title"]) == ({"elsewhere": 1}, "Cancelled elsewhere · T-0001 · US$20.00")
    (about,) = said["about"]
    assert (about["imp_uid"], about["ticket"], about["amount"]) == (imp_uid, "T-0001", "20.00")
    watching.killed()
    again = watch()
    again.event("round")
    cli.advance(60)
    cli.console(imp_uid, 10)
    assert [each["ticket"] for each in again.event("notice")["about"]] == ["T-0002"]
    assert again.ends(ENDS[0]) == 0
    with cli.shop.database.reader() as reader:
        assert queries.unread_notices(reader) == 0
    assert [notice.count for notice in notices.tell(cli.shop)] == [2], "a window tells both"
