"""Puts the desktop app together, shows it, and takes it apart in reverse."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6 import __version__ as QT_VERSION
from PySide6.QtCore import QCoreApplication, QTimer

from paymentdesk.app.collecting import collected_here
from paymentdesk.app.desktop import Desktop, PracticeOptions, make_application
from paymentdesk.settings import ShopProfile, default_home
from paymentdesk.ui.theme import korean_is_readable

__all__ = ["QT_VERSION", "PracticeOptions", "has_display", "korean_can_be_shown", "run_offscreen_journey", "run_window"]

NO_DISPLAY = (
    "Nothing was sent: there is no display for the window; use the command line, or"
    " `paymentdesk practice --offscreen` to see the practice journey as pictures.\n"
)
CANNOT_WORK = 5


def run_window(
    profile: ShopProfile | None,
    *,
    home: Path | None = None,
    practice: PracticeOptions | None = None,
    lang: str | None = None,
    wanted: str = "",
) -> int:
    """The window on a shop, on the practice shop, or the start screen (for the shop `wanted`, whose keys nobody has);
    ends with its exit code.

    Raises `Trouble` when the shop's ledger cannot be opened.
    """
    if not has_display():
        sys.stderr.write(NO_DISPLAY)
        return CANNOT_WORK
    app = make_application(lang)
    with collected_here() as collecting:
        desktop = Desktop(home or default_home())
        try:
            if practice is not None:
                shown = desktop.open_practice(practice)
            elif profile is not None:
                shown = desktop.open_shop(profile)
            else:
                shown = desktop.show_start(shop=wanted)
            collecting.keep()
            with ended_by_signals():
                return app.exec() if shown else 0
        finally:
            desktop.close()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Ctrl+C and an ordinary kill close the window in order. Python hears a signal only when it has something to do,
    which a timer sees to."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), lambda *_: QCoreApplication.quit()) for name in names}
    timer = QTimer(interval=300)
    timer.timeout.connect(_nothing)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _nothing() -> None:
    """Python's turn."""


def run_offscreen_journey(folder: Path, lang: str | None = None, *, quiet: bool = False) -> int:
    """Play the practice journey in the real window without a display; a picture of each screen in `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from paymentdesk.app.journey import Journey

    make_application(lang)
    with collected_here():
        return Journey(folder, quiet=quiet).play()


def korean_can_be_shown(lang: str | None) -> bool:
    """Whether this computer has the Korean letters; looked up without showing anything."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application(lang)
    return korean_is_readable()


def has_display() -> bool:
    """Whether a window can be shown: Qt would abort the process where it cannot."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
