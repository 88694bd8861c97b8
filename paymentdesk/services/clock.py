"""The time at i'mport, told by clocks nobody sets (product.md 6.0, money.md R21).

While the desk runs it is the steady clock and what i'mport's last answer said. A process that has asked nothing yet
goes on from what the ledger kept of the last answer; the PC's wall clock is believed only after a restart of the
machine, and never back to before that answer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_KEPT_FOR = 3600.0
_SAME = 2.0
SHOWN = 60  # seconds by which the PC's clock may be off before anybody hears of it


def _steady() -> float:
    """Seconds since the machine started, its sleep included: no person and no time server sets it."""
    # By name: which of them there are is a matter of the platform. Python's own stops while a Mac sleeps.
    named = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform, "")
    clock: int | None = getattr(time, named, None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def _boot() -> str:
    """Which start of the machine this is, "" where the platform does not say."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class PcClocks:
    """The clocks of this machine."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = _steady
    boot: Callable[[], str] = _boot


@dataclass(frozen=True, slots=True)
class Told:
    """What the clocks said when i'mport last told the time; all but `steady` are UNIX seconds."""

    imp: float
    wall: float
    steady: float
    boot: str

    def text(self) -> str:
        return json.dumps(asdict(self))


def told_from(text: str | None) -> Told | None:
    return None if text is None else Told(**json.loads(text))


def told_now(imp: float, pc: PcClocks) -> Told:
    return Told(imp, pc.wall(), pc.steady(), pc.boot())


def reckoned(told: Told | None, pc: PcClocks) -> float:
    """i'mport's time before it was asked in this run."""
    if told is None:
        return pc.wall()
    running = pc.steady() - told.steady
    # Where the platform does not name its starts, a steady clock that went back tells of one.
    same_start = running >= 0 and pc.boot() == told.boot
    return told.imp + (running if same_start else max(0.0, pc.wall() - told.wall))


def worth_keeping(told: Told, kept: Told | None, pc: PcClocks) -> bool:
    """Whether the ledger is to remember this answer instead of the last one it kept."""
    if kept is None or told.boot != kept.boot or told.imp - kept.imp > _KEPT_FOR:
        return True
    skew = (told.imp - told.wall) - (kept.imp - kept.wall)
    return abs(skew) >= _SAME or abs(reckoned(kept, pc) - told.imp) >= _SAME


def ahead(told: Told | None) -> int:
    """Seconds by which this computer's clock is ahead of i'mport's (behind: below 0); 0 while it is less than a minute
    or not known. It changes nothing here, but what other programs on this computer say of time is off."""
    off = 0 if told is None else round(told.wall - told.imp)
    return off if abs(off) > SHOWN else 0
