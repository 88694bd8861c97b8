"""A real process killed, or left without disk, between "pressed" and "answer recorded": 0 doubled, 0 lost, and after
the restart the ticket says what is known."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, sending
from paymentdesk.store import ledger
from paymentdesk.store.journal import Journal
from paymentdesk.wording.errors import sentence
from tests.conftest import ROOT
from tests.services.desk import DAY, QUICK, Desk, refused
from tests.soak import sender

NOT_WRITTEN, NOT_SENT, MAY_HAVE_LEFT, ANSWERED = None, "draft", "unconfirmed", "waiting"
KILLED = {
    "before the look": NOT_WRITTEN,
    "after the look": NOT_WRITTEN,
    "before the ticket": NOT_WRITTEN,
    "in the ticket's transaction": NOT_WRITTEN,
    "after the attempt, before its commit": NOT_WRITTEN,
    "after the ticket's commit": MAY_HAVE_LEFT,
    "before the journal line": MAY_HAVE_LEFT,
    "in the journal line": MAY_HAVE_LEFT,
    "after the journal line": MAY_HAVE_LEFT,
    "before the send": MAY_HAVE_LEFT,
    "after the answer": MAY_HAVE_LEFT,
    "before the answer is written": MAY_HAVE_LEFT,
    "while the answer is written": MAY_HAVE_LEFT,
    "after the answer, before its commit": MAY_HAVE_LEFT,
    "while the record is taken in": MAY_HAVE_LEFT,
    "after the record, before its commit": MAY_HAVE_LEFT,
    "after the commit": ANSWERED,
}
DISK = {
    "disk full at the ticket": (NOT_WRITTEN, "folder_not_writable"),
    "disk full at the journal": (NOT_SENT, "folder_not_writable"),
    "journal cannot be opened": (NOT_SENT, "folder_not_writable"),
    "disk full at the answer": (MAY_HAVE_LEFT, "answer_not_written"),
}


@pytest.fixture
def desk(practice: Any, tmp_path: Any) -> Any:
    made = Desk(practice, tmp_path / "home")
    yield made
    made.close()


def run(desk: Desk, imp_uid: str, point: str) -> subprocess.CompletedProcess[str]:
    server = desk.server
    words = (server.url, server.imp_key, server.imp_secret, str(desk.home), imp_uid, "20.00", point)
    return subprocess.run(
        [sys.executable, "-m", "tests.soak.sender", *words], cwd=ROOT, capture_output=True, text=True, timeout=30
    )


def the_truth_is_known(desk: Desk, imp_uid: str, state: str | None) -> None:
    """After the restart: the ticket says what is known, nothing leaves by itself, and i'mport's word settles it."""
    left = len(desk.cancels())
    assert left <= 1
    assert [ticket.state for ticket in desk.tickets()] == ([state] if state else [])
    assert desk.chain() == []
    desk.restart()
    desk.sync()
    desk.advance(3 * DAY)
    desk.sync(full=True)
    assert len(desk.cancels()) == left
    if state in (MAY_HAVE_LEFT, ANSWERED):
        assert desk.payment(imp_uid).possible == 2000
        assert refused(lambda: desk.ask(imp_uid, "20.00")).kind is Kind.TICKET_OPEN
    for ticket in desk.queue("open"):
        desk.decide(ticket["id"])
    desk.sync()
    cancelled = int(desk.imp_cancelled(imp_uid) * 100)
    assert cancelled == 2000 * left
    assert desk.payment(imp_uid).cancelled == cancelled
    if left:
        assert desk.ticket(1).state == "cancelled"
    assert desk.differences() == []
    assert desk.chain() == []


@pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")
@pytest.mark.parametrize("point", KILLED)
def test_killed_at(desk: Desk, point: str) -> None:
    imp_uid = desk.paid(60)
    answer = run(desk, imp_uid, point)
    assert answer.returncode == -signal.SIGKILL, answer.stderr
    the_truth_is_known(desk, imp_uid, KILLED[point])


@pytest.mark.skipif(os.name == "nt", reason="limits the size of files")
@pytest.mark.parametrize("point", DISK)
def test_disk_fails_at(desk: Desk, point: str) -> None:
    state, said = DISK[point]
    imp_uid = desk.paid(60)
    answer = run(desk, imp_uid, point)
    assert (answer.returncode, answer.stdout) == (3, said), answer.stderr
    the_truth_is_known(desk, imp_uid, state)


def test_every_point_is_tried() -> None:
    assert set(sender.POINTS) == {*KILLED, *DISK}


# ---- every single write of the ledger fails once, in this process


class Failed(Exception):
    """What SQLite says when a page cannot be written."""


def writes(monkeypatch: pytest.MonkeyPatch, fail_at: int) -> list[str]:
    """Let the `fail_at`-th write of the ledger or the journal fail; which were reached."""
    reached: list[str] = []

    def watch(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def written(*given: Any, **more: Any) -> Any:
            reached.append(name)
            if len(reached) == fail_at:
                import sqlite3

                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            return real(*given, **more)

        monkeypatch.setattr(owner, name, written)

    for name in ("create", "change", "add_attempt", "answer_attempt"):
        watch(ledger.tickets, name)
    for name in ("add", "rewrite", "write_cached"):
        watch(ledger.payments, name)
    watch(ledger.meta, "put")
    watch(cancellation.audit, "append")
    return reached


def test_any_single_write_that_fails_leaves_the_truth(
    practice: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many runs as there are writes; the shop is new for each."""
    tried = 0
    while True:
        desk = Desk(practice, tmp_path / f"home{tried}", settings=QUICK)
        practice.reset()
        imp_uid = desk.paid(60)
        desk.sync()
        with monkeypatch.context() as patch:
            reached = writes(patch, tried + 1)
            trouble = None
            try:
                desk.ask(imp_uid, "20.00")
            except cancellation.Trouble as error:
                trouble = error
        if len(reached) <= tried:
            desk.close()
            break
        tried += 1
        assert trouble is not None, reached
        left = len(desk.cancels())
        wanted = Kind.ANSWER_NOT_WRITTEN if left else Kind.FOLDER_NOT_WRITABLE
        assert trouble.kind is wanted, (reached, trouble.kind)
        if left:
            assert sentence(trouble).startswith("Money may still move: ")
        desk.restart()
        states = [ticket.state for ticket in desk.tickets()]
        assert states == (["unconfirmed"] if left else states)
        assert set(states) <= {"unconfirmed", "draft"}
        desk.sync()
        assert len(desk.cancels()) == left
        for ticket in desk.queue("open"):
            desk.decide(ticket["id"])
        desk.sync()
        assert desk.payment(imp_uid).cancelled == 2000 * left
        assert desk.differences() == []
        desk.close()
    assert tried > 10


def test_a_journal_that_cannot_be_written_sends_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    imp_uid = desk.paid(60)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        trouble = refused(lambda: desk.ask(imp_uid, "20.00"))
    assert trouble.kind is Kind.FOLDER_NOT_WRITABLE
    assert sentence(trouble).startswith("Nothing was sent: ")
    assert (desk.cancels(), desk.ticket(1).state) == ([], "draft")
    assert Journal(desk.home / "shops" / "shop" / "sends.journal").lines() == []
    assert cancellation.send_draft(desk.shop, 1, "Minji") == 1


def test_an_answer_that_cannot_be_written_is_said_and_found_at_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    imp_uid = desk.paid(60)

    def broken(*_: Any, **__: Any) -> None:
        raise Failed

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_record", broken)
        trouble = refused(lambda: desk.ask(imp_uid, "20.00"))
    assert trouble.kind is Kind.ANSWER_NOT_WRITTEN
    assert sentence(trouble) == (
        "Money may still move: T-0001 had left but the answer could not be written; once there is space the desk only"
        " looks, it does not send again."
    )
    assert desk.ticket(1).state == "sending"
    desk.restart()
    the_truth_is_known(desk, imp_uid, "unconfirmed")
