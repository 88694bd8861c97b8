"""The desk's time is i'mport's, whatever happens to the PC's clocks: money.md R21, product.md 6.0."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.practice.server import PracticeServer
from paymentdesk.services.clock import PcClocks, reckoned, told_from, told_now, worth_keeping
from paymentdesk.services.shop import open_shop
from tests.conftest import ROOT
from tests.services.desk import DAY, Desk

AT = 1_790_000_000
PROGRAM = """
import sys, time
real, wrong = time.time, float(sys.argv.pop(1))
time.time = lambda: real() + wrong
from paymentdesk.__main__ import main
sys.exit(main())
"""


class Pc:
    """A machine whose wall clock is set by somebody, and which is started again."""

    def __init__(self) -> None:
        self.wrong, self.ran, self.start, self.at = 0.0, 1000.0, "one", float(AT)
        self.clocks = PcClocks(lambda: self.at + self.wrong, lambda: self.ran, lambda: self.start)

    def passes(self, seconds: float) -> None:
        self.at, self.ran = self.at + seconds, self.ran + seconds

    def starts_again(self, named: bool = True) -> None:
        self.ran, self.start = 5.0, "two" if named else ""


@given(wrong=st.floats(-40 * DAY, 40 * DAY), passed=st.floats(0, 90 * DAY))
def test_a_wall_clock_that_is_set_changes_nothing(wrong: float, passed: float) -> None:
    pc = Pc()
    told = told_from(told_now(AT, pc.clocks).text())
    pc.wrong = wrong
    pc.passes(passed)
    assert abs(reckoned(told, pc.clocks) - (AT + passed)) < 0.01


@pytest.mark.parametrize("named", [True, False])
def test_after_a_restart_the_wall_clock_counts_but_never_back(named: bool) -> None:
    pc = Pc()
    pc.start = "one" if named else ""
    told = told_now(AT - 30, pc.clocks)  # i'mport is half a minute behind this PC
    pc.passes(3600)
    pc.starts_again(named)
    assert reckoned(told, pc.clocks) == AT - 30 + 3600
    pc.wrong = -DAY
    assert reckoned(told, pc.clocks) == AT - 30


def test_an_answer_is_kept_when_the_ledger_would_reckon_otherwise() -> None:
    pc = Pc()
    kept = told_now(AT, pc.clocks)
    pc.passes(60)
    assert not worth_keeping(told_now(AT + 61, pc.clocks), kept, pc.clocks)
    assert worth_keeping(told_now(AT + 63, pc.clocks), kept, pc.clocks)
    pc.wrong = 60
    assert worth_keeping(told_now(AT + 60, pc.clocks), kept, pc.clocks), "the PC's clock was set: it is shown"
    pc.wrong = 0
    pc.passes(2 * 3600)
    assert worth_keeping(told_now(pc.at, pc.clocks), kept, pc.clocks), "an old one is no help after a restart"
    assert worth_keeping(kept, None, pc.clocks)


def test_a_process_that_has_asked_nothing_goes_on_from_the_last_answer(
    practice: PracticeServer, tmp_path: Path
) -> None:
    desk, pc = Desk(practice, tmp_path / "home"), Pc()
    pc.at = desk.server.clock.now()
    for asks in (True, False):
        shop = open_shop(desk.profile, settings=desk.settings, pc=pc.clocks)
        if asks:
            shop.client.connect()
            shop.connected()
        assert abs(shop.now() - desk.server.clock.now()) <= 1
        shop.close()
        pc.wrong = DAY


def run(desk: Desk, wrong: int, *words: str) -> tuple[int, Any]:
    """The real command line in a process whose wall clock is `wrong` seconds off."""
    server = desk.server
    given = {
        "PAYMENTDESK_API_URL": server.url,
        "PAYMENTDESK_IMP_KEY": server.imp_key,
        "PAYMENTDESK_IMP_SECRET": server.imp_secret,
    }
    command = [sys.executable, "-c", PROGRAM, str(wrong), *words, "--json", "--home", str(desk.home)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, timeout=60)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.timeout(180)  # seven processes
def test_r21_commands_of_a_pc_that_is_a_day_ahead_or_behind(practice: PracticeServer, tmp_path: Path) -> None:
    """Nothing is asked again a day too early, nothing is called overdue that is not, and what was sent is found."""
    desk = Desk(practice, tmp_path / "home")
    paid = desk.paid(60)
    desk.fault("drop_after")
    code, asked = run(desk, 0, "cancel", paid, "--amount", "20.00", "--reason", "size")
    assert (code, asked.get("state")) == (4, "unconfirmed"), asked
    for wrong in (10 * DAY, -DAY):
        _, listed = run(desk, wrong, "tickets", "list")
        (ticket,) = listed["tickets"]
        assert (ticket["requested_at"], ticket["overdue"]) == (asked["requested_at"], False)
        looks = len(desk.calls("GET", f"/payments/{paid}"))
        code, early = run(desk, wrong, "ticket", "ask-again", "T-0001", "--note", "not there")
        assert (code, early["error"]["kind"]) == (1, "too_early")
        assert len(desk.calls("GET", f"/payments/{paid}")) == looks + 1
    assert len(desk.cancels()) == 1
    desk.decide(1)
    assert run(desk, -DAY, "sync")[0] == 0
    assert run(desk, DAY, "show", "T-0001")[1]["state"] == "cancelled"
