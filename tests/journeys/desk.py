"""The real command line as processes of its own, for a person and for whoever kills it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.other_imp import OtherImp

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@dataclass(frozen=True)
class Done:
    """How a command ended; one that was killed may have printed nothing."""

    code: int
    document: dict[str, Any]
    error: str

    @property
    def kind(self) -> str:
        return str(self.document.get("error", {}).get("kind", ""))


class Running:
    """A command under way, which may be killed at any instant from any thread."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._guard = threading.Lock()

    def kill(self) -> None:
        with self._guard:
            self.process.kill()

    def kill_after(self, seconds: float) -> None:
        """Kill it unless it ends within `seconds`."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def end(self) -> Done:
        out, error = self.process.communicate(timeout=PATIENCE)
        return Done(self.process.returncode, json.loads(out) if out.strip() else {}, error)


class Desk:
    """`paymentdesk --json --home HOME …` with the shop in the environment."""

    def __init__(self, imp: OtherImp, home: Path) -> None:
        self.imp = imp
        self.home = home

    def start(self, *words: str) -> Running:
        given = {
            "PAYMENTDESK_API_URL": self.imp.url,
            "PAYMENTDESK_IMP_KEY": self.imp.key,
            "PAYMENTDESK_IMP_SECRET": self.imp.secret,
            "PAYMENTDESK_USER": "minji",
        }
        command = [sys.executable, "-m", "paymentdesk", *words, "--json", "--home", str(self.home)]
        return Running(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | given,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        )

    def run(self, *words: str, code: int | None = 0) -> dict[str, Any]:
        """The document a command prints; it must end with `code` (None: with whatever it likes)."""
        done = self.start(*words).end()
        assert code in (None, done.code), f"{words} ended with {done.code}: {done.error} {done.document}"
        return done.document

    def cancel(self, imp_uid: str, amount: str, reason: str, *more: str, code: int | None = 0) -> dict[str, Any]:
        return self.run("cancel", imp_uid, "--amount", amount, "--reason", reason, *more, code=code)

    def tickets(self) -> list[dict[str, Any]]:
        return list(self.run("tickets", "list", "--limit", "1000")["tickets"])

    def payments(self) -> dict[str, dict[str, Any]]:
        return {each["imp_uid"]: each for each in self.run("payments", "list", "--limit", "1000")["payments"]}

    def ticket(self, name: str) -> dict[str, Any]:
        return self.run("show", name)
