"""Pages read by a process of its own: it says what this one would say, and where it cannot be had nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paymentdesk.gateway import wire
from paymentdesk.services import aside, walking
from paymentdesk.services.aside import Aside, read
from paymentdesk.store import search
from tests.services.desk import QUICK, Desk

IS_THERE = 30.0


class Ready(Aside):
    """One that is waited for, and counted."""

    def __init__(self, source: str = "full", command: Any = None) -> None:
        super().__init__(source, command, pays_off=0)
        self.answered = 0
        self.kill_before: int | None = None

    def _ask(self, response: Any) -> Any:
        if self.answered == self.kill_before:
            assert self._process is not None
            self._process.kill()
            self._process.wait()
        found = super()._ask(response)
        self.answered += found is not None
        return found

    def read(self, response: Any) -> Any:
        if self._command and self._starting.ident is None:
            self._starting.start()
            self._starting.join(IS_THERE)
        return super().read(response)


def record(n: int, **other: Any) -> dict[str, Any]:
    said = {"imp_uid": f"imp_{n}", "merchant_uid": f"HB-{n}", "amount": 54.0, "cancel_amount": 0, "currency": "USD"}
    return said | {"status": "paid", "paid_at": 1_700_000_000 + n, "name": "Celadon cup", **other}


def body(*records: Any, total: int | None = None) -> bytes:
    page = {"total": len(records) if total is None else total, "previous": 0, "next": 2, "list": list(records)}
    return json.dumps(page, ensure_ascii=False).encode()


def said(found: Any) -> Any:
    page, sights = found
    rows = [(row.imp_uid, row.listed_at, row.raw, row.digest, row.read()) for row in page.rows]
    return rows, page.nameless, page.total, page.previous, page.next, sights


@pytest.fixture(scope="module")
def process() -> Iterator[Ready]:
    with Ready() as found:
        yield found


texts = st.text(max_size=8) | st.sampled_from(["김민준", "ÉTÉ", "a\x00b", "\ud7ff"])
whole = st.integers(0, 2_000_000_000)
record_like = st.builds(
    lambda n, given: record(n, **given),
    st.integers(0, 10**6),
    st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from(["ready", "paid", "failed", "cancelled", "refunded", "", None]),
            "amount": st.sampled_from([54, 54.5, 54.005, -1, None, "x", 10**15]),
            "cancel_amount": st.sampled_from([0, 10, 54, 60, None, -1]),
            "currency": st.sampled_from(["USD", "KRW", "bhd", "XYZ", ""]),
            "imp_uid": st.sampled_from(["imp_1", "", None, 7]),
            "buyer_name": texts | st.none(),
            "name": texts,
            "paid_at": whole,
            "cancelled_at": whole | st.none(),
            "sandbox": st.sampled_from([True, False, None, "true"]),
            "custom_data": st.sampled_from(['{"country":"de"}', '{"country":', None, "x"]),
            "cancel_history": st.lists(
                st.fixed_dictionaries(
                    {"amount": st.sampled_from([10, 44, 54, 0]), "cancelled_at": whole, "reason": texts},
                    optional={"cancellation_id": st.sampled_from(["can_1", "can_2"])},
                ),
                max_size=3,
            ),
        },
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(record_like | st.sampled_from([{}, 7, None, [], "x"]), max_size=6))
def test_it_says_what_this_process_would(process: Ready, records: list[Any]) -> None:
    response = body(*records)
    before = process.answered
    assert said(process.read(response)) == said(read(response, "full"))
    assert process.answered == before + 1


def test_of_a_number_that_comes_twice_the_last_row_counts(process: Ready) -> None:
    first, second, bad = record(1), record(1, name="Tea set"), record(1, amount="x")
    page, sights = process.read(body(first, second))
    found = sights["imp_1"]
    assert found is not None
    assert page.rows[1].digest in found.columns
    assert process.read(body(first, bad))[1] == {"imp_1": None}


def test_more_rows_than_a_message_has(process: Ready) -> None:
    response = body(*(record(n) for n in range(2 * aside._PART + 1)))
    assert said(process.read(response)) == said(read(response, "full"))


def test_what_it_cannot_read_is_named_here(process: Ready) -> None:
    before = process.answered
    with pytest.raises(wire.Unreadable):
        process.read(b'{"list":7}')
    assert process.answered == before
    process.read(body(record(1)))
    assert process.answered == before + 1  # and it goes on


def test_a_few_records_do_not_pay_for_a_process() -> None:
    with Aside("full", pays_off=2) as found:
        for n in range(2):
            found.read(body(record(n)))
            assert found._starting.ident is None
        found.read(body(record(3)))
        assert found._starting.ident is not None


def _script(text: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(text)]


NONE = {
    "no program": ["no-such-program"],
    "ends at once": _script("pass"),
    "says something else": _script("import sys; sys.stdout.write('Payment Desk 9'); sys.stdout.flush()"),
    "ends when asked": _script(
        "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\4here'); sys.stdout.flush(); sys.stdin.buffer.read(4)"
    ),
    "answers nonsense": _script(
        """
        import sys
        out = sys.stdout.buffer
        out.write(b'\\0\\0\\0\\4here'); out.flush(); sys.stdin.buffer.read(4)
        out.write(b'\\0\\0\\0\\3\\xc1\\xc1\\xc1'); out.flush(); sys.stdin.buffer.read()
        """
    ),
    "stops in the middle": _script(
        """
        import sys
        out = sys.stdout.buffer
        out.write(b'\\0\\0\\0\\4here'); out.flush(); sys.stdin.buffer.read(4)
        out.write(b'\\0\\0\\1\\0half'); out.flush()
        """
    ),
    "is stuck": _script(
        """
        import sys, time
        out = sys.stdout.buffer
        out.write(b'\\0\\0\\0\\4here'); out.flush(); time.sleep(600)
        """
    ),
}


@pytest.mark.parametrize("name", NONE)
def test_without_it_pages_are_read_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "is stuck":
        monkeypatch.setattr(aside, "MAY_TAKE", 0.1)
    response = body(*(record(n) for n in range(300)))
    with Ready(command=NONE[name]) as found:
        for _ in range(2):
            assert said(found.read(response)) == said(read(response, "full"))
        assert found.answered == 0


def test_another_version_is_not_asked() -> None:
    assert aside.serve("0.0.0-other", "full") == 5
    with Ready(command=[sys.executable, "-m", "paymentdesk", aside.COMMAND, "0.0.0-other"]) as found:
        found.read(body(record(1)))
        assert found.answered == 0


def test_the_program_is_that_process_when_called_so() -> None:
    command = [sys.executable, "-m", "paymentdesk", aside.COMMAND, "0.0.0-other", "full"]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == 5


def test_closed_while_it_starts() -> None:
    found = Aside("full", pays_off=0)
    found.read(body(record(1)))
    found.close()
    assert found._process is None
    assert not found.ready.is_set()
    found.read(body(record(2)))
    assert found._process is None


def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENTDESK_IMP_SECRET", "s3cret")
    assert "s3cret" not in aside._environment().values()
    assert Path(aside._environment()["PYTHONPATH"].split(os.pathsep)[0], "paymentdesk", "__main__.py").is_file()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL; Windows closes the pipe with its owner as well")
def test_it_ends_with_the_program_that_asks(tmp_path: Path) -> None:
    asking = """
        import sys
        from tests.polling.test_aside import Ready, body, record
        found = Ready()
        found.read(body(record(1)))
        assert found.answered == 1
        print(found._process.pid, flush=True)
        sys.stdin.read()
    """
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(asking)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as asks:
        assert asks.stdout is not None
        pid = int(asks.stdout.readline())
        os.kill(pid, 0)
        asks.send_signal(signal.SIGKILL)
    ended = threading.Event()
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            ended.set()
            break
        ended.wait(0.1)
    assert ended.is_set(), "the process outlives the one that asks"


@pytest.mark.parametrize("killed", [None, 0, 2])
def test_a_walk_through_it(practice: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: int | None) -> None:
    made: list[Ready] = []

    def ready(source: str) -> Ready:
        made.append(Ready(source))
        made[-1].kill_before = killed
        return made[-1]

    monkeypatch.setattr(walking, "Aside", ready)
    practice.reset()
    desk = Desk(practice, tmp_path, settings=replace(QUICK, page_size=5, first_year=2026))
    try:
        for number in range(40):
            desk.advance(60)
            uid = desk.paid(10 + number, buyer_name="김민준" if number % 3 else "Aiko")
            if number % 5 == 0:
                desk.console(uid, 1)
        everything = {payment.imp_uid for payment in practice.shop.payments}
        desk.sync(full=True)
        assert made[0].answered == killed if killed is not None else made[0].answered > 2
        assert desk.differences() == []
        assert desk.chain() == []
        with desk.shop.database.reader() as reader:
            assert {row[0] for row in reader.execute("SELECT imp_uid FROM payment")} == everything
            texts = reader.execute(
                f"SELECT text, search_text_of({search._columns('p')}) FROM payment p JOIN search_text ON payment = id"
            ).fetchall()
        assert len(texts) == len(everything)
        assert all(kept == fresh for kept, fresh in texts)
    finally:
        desk.close()
