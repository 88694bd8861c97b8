"""The window of another shop, in a process of its own: one process holds one shop's key, and never a second one's."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment

# A shop given by the environment would go before the one that is named.
_OF_ANOTHER_SHOP = (
    "PAYMENTDESK_API_URL",
    "PAYMENTDESK_IMP_KEY",
    "PAYMENTDESK_IMP_SECRET",
    "PAYMENTDESK_LINK_URL",
    "PAYMENTDESK_WEBHOOK_PORT",
    "PAYMENTDESK_WEBHOOK_TOKEN",
    "PAYMENTDESK_RELAY_URL",
)


def command(home: Path, name: str, lang: str) -> list[str]:
    """The program and its words for the window of a shop; in the frozen build the program is this one."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "paymentdesk"]
    return [*program, "--home", str(home), "--shop", name, "--lang", lang]


def open_in_own_window(home: Path, name: str, lang: str) -> bool:
    """Start it, or bring it to the front where it is open already (product.md 6.0); answers whether it was
    started."""
    program, *words = command(home, name, lang)
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    for each in _OF_ANOTHER_SHOP:
        environment.remove(each)
    process.setProcessEnvironment(environment)
    process.setProgram(program)
    process.setArguments(words)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached())
