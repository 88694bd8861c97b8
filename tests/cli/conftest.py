"""The command line against a practice shop: in this process where that is enough, as a real process where it is not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.cli import main
from paymentdesk.settings import environment_shop
from tests.services.desk import Desk

ADDRESS = ("PAYMENTDESK_API_URL", "PAYMENTDESK_IMP_KEY", "PAYMENTDESK_IMP_SECRET")


class Result:
    """What a command answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = self.json["error"]
        assert set(found) == {"kind", "message", "money"}
        assert self.err.strip().splitlines()[-1] == found["message"]
        return found


class Cli(Desk):
    """Commands on one home; the shop is driven as by `Desk`, whose own desk looks into the same ledger."""

    capsys: pytest.CaptureFixture[str]
    running: list[subprocess.Popen[str]]

    def __call__(self, *argv: str | Path) -> Result:
        self.capsys.readouterr()
        code = main([str(word) for word in argv])
        said = self.capsys.readouterr()
        return Result(code, said.out, said.err)

    def start(self, *argv: str | Path, **more: Any) -> subprocess.Popen[str]:
        """The real program, running; ended with the test if not before."""
        running = subprocess.Popen(
            [sys.executable, "-m", "paymentdesk", *map(str, argv)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **more,
        )
        self.running.append(running)
        return running

    def end(self) -> None:
        for running in self.running:
            running.kill()
            running.communicate()

    def process(self, *argv: str | Path, **more: Any) -> Result:
        """The real program, until it has answered: a one-shot command may take 20 s (product.md 6)."""
        running = self.start(*argv, **more)
        out, err = running.communicate(timeout=20)
        return Result(running.returncode, out, err)

    def cancel(self, imp_uid: str, amount: str, *more: str) -> Result:
        return self("cancel", imp_uid, "--amount", amount, "--reason", "size", "--json", *more)


@pytest.fixture
def cli(
    practice: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: Any
) -> Iterator[Cli]:
    """`qapp`: whoever speaks first in this process makes Qt's application, and it must be one for windows too."""
    home = tmp_path / "shop home"
    for name, value in zip(ADDRESS, (practice.url, practice.imp_key, practice.imp_secret), strict=True):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PAYMENTDESK_HOME", str(home))
    monkeypatch.setenv("PAYMENTDESK_USER", "Minji")
    monkeypatch.setenv("PYTHONUTF8", "1")
    made = Cli(practice, home)
    profile = environment_shop(home)
    assert profile is not None
    made.profile = profile
    made.capsys = capsys
    made.running = []
    yield made
    made.end()
    made.close()


@pytest.fixture
def no_address(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def forget() -> None:
        for name in ADDRESS:
            monkeypatch.delenv(name)

    return forget
