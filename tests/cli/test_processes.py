"""Several processes on one ledger: a living send is left alone, a dead one is admitted, nothing is sent twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.conftest import Cli


@contextmanager
def sending(cli: Cli, imp_uid: str, amount: str = "20") -> Iterator[subprocess.Popen[str]]:
    """A process whose cancellation has reached i'mport, which does not answer."""
    cli.fault("slow", seconds=30)
    arrived = threading.Event()
    open_ticket = cli.server.shop.tickets.open

    def opened(*given: object, **more: object) -> object:
        made = open_ticket(*given, **more)  # type: ignore[arg-type]
        arrived.set()
        return made

    cli.server.shop.tickets.open = opened  # type: ignore[method-assign, assignment]
    running = cli.start("cancel", imp_uid, "--amount", amount, "--reason", "size", "--json")
    try:
        assert arrived.wait(timeout=15), "the request did not arrive"
        yield running
    finally:
        cli.server.shop.tickets.open = open_ticket  # type: ignore[method-assign]


def test_commands_beside_a_send_never_disturb_it_and_a_killed_sender_is_unconfirmed(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    cli("sync")
    with sending(cli, imp_uid) as sender:
        for words in (["sync"], ["tickets", "list"], ["payments", "list"], ["sync", "--full"]):
            assert cli.process(*words).code == 0
        assert cli("show", "T-0001", "--json").json["state"] == "sending"
        assert sender.poll() is None
        sender.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        sender.wait()
    (ticket,) = cli("tickets", "list", "--json").json["tickets"]
    assert (ticket["state"], ticket["known_by"]) == ("unconfirmed", "assumed")
    cli.calm()
    for words in (["sync"], ["sync", "--full"], ["reconcile"], ["payments", "list"]):
        assert cli(*words).code == 0
    cli.advance(3 * 24 * 3600)
    cli("sync")
    assert len(cli.queue()) == 1
    cli.decide(1)
    cli("sync")
    assert cli("show", "T-0001", "--json").json["state"] == "cancelled"
    assert len(cli.queue()) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a signal")
def test_whoever_interrupts_a_send_hears_that_it_may_have_arrived(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    with sending(cli, imp_uid) as sender:
        sender.send_signal(signal.SIGINT)
        out, err = sender.communicate(timeout=20)
    answer = json.loads(out)
    assert (sender.returncode, answer["error"]["money"], answer["state"]) == (4, "unknown", "unconfirmed")
    assert err.startswith("Not known whether it arrived: ")
    assert len(cli.queue()) == 1


def test_two_cancels_of_one_payment_at_once_are_one_request(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    cli("sync")
    both = [cli.start("cancel", imp_uid, "--amount", "20", "--reason", "size", "--json") for _ in range(2)]
    answers = [(running.communicate(timeout=20)[0], running.returncode) for running in both]
    assert sorted(code for _, code in answers) == [0, 1]
    lost = next(json.loads(out) for out, code in answers if code == 1)
    assert lost["error"]["kind"] in ("ticket_open", "sender_busy")
    assert len(cli.cancels()) == 1
    assert len(cli.queue()) == 1


def test_the_same_key_at_once_is_one_request_and_both_hear_of_it(cli: Cli) -> None:
    imp_uid = cli.paid(60)
    words = ("cancel", imp_uid, "--amount", "20", "--reason", "size", "--once", "k", "--json")
    both = [cli.start(*words) for _ in range(2)]
    answers = [(running.communicate(timeout=20)[0], running.returncode) for running in both]
    assert [code for _, code in answers] == [0, 0]
    assert {json.loads(out)["ticket"] for out, _ in answers} == {"T-0001"}
    assert len(cli.cancels()) == 1


def test_a_cancellation_into_a_black_hole_answers_in_time(cli: Cli) -> None:
    """`process` allows the 20 s a one-shot command has."""
    imp_uid = cli.paid(60)
    cli.fault("slow_before", seconds=60)
    answer = cli.process("cancel", imp_uid, "--amount", "20", "--reason", "size", "--json")
    assert (answer.code, answer.json["state"]) == (4, "unconfirmed")


@pytest.mark.skipif(os.name == "nt", reason="needs a signal")
def test_watching_goes_on_through_trouble_and_ends_when_told(cli: Cli) -> None:
    cli.paid(60)
    cli.fault("status", "/users/getToken", status=500, times=3)
    watching = cli.start("sync", "--watch", "--json")
    assert watching.stdout is not None
    first = json.loads(watching.stdout.readline())
    assert first["error"]["money"] == "nothing_changed"
    watching.send_signal(signal.SIGTERM)
    out, _ = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert all(json.loads(line) for line in out.splitlines())


def test_reading_the_ledger_loads_no_widgets_no_http_and_no_keyring(cli: Cli) -> None:
    code = (
        "import sys; from paymentdesk.cli import main; code = main(['payments', 'list', '--json']);"
        "print([m for m in ('PySide6', 'requests', 'keyring', 'babel', 'werkzeug') if m in sys.modules]);"
        "sys.exit(code)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == "[]"


def test_the_module_and_practice_server_as_programs(cli: Cli) -> None:
    served = cli.start("practice-server", "--port", "0", "--empty", "--speed", "0", "--start", "1790000000")
    assert served.stdout is not None
    announced = json.loads(served.stdout.readline())
    assert set(announced) == {"url", "imp_key", "imp_secret", "control_url"}
    served.terminate()
    out, err = served.communicate(timeout=20)
    assert (out, err) == ("", "")
    if os.name != "nt":
        assert served.returncode == 0
