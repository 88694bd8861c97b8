"""Whether this computer runs on its battery. What cannot be read counts as "no": looks are then as often as ever."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_ASKING_TAKES = 2.0


def on_battery(platform: str = sys.platform) -> bool:
    """Asked of the system each time; takes milliseconds."""
    match platform:
        case "linux":
            return linux(_SUPPLIES)
        case "win32":
            return windows(_line_status)
        case "darwin":
            return macos(_pmset)
    return False


def linux(supplies: Path) -> bool:
    """No mains or USB supply is on line, and a battery of the computer itself is being used up."""
    discharging = False
    try:
        for supply in supplies.iterdir():
            kind = _word(supply / "type")
            if kind in ("Mains", "USB", "UPS") and _word(supply / "online") == "1":
                return False
            # A mouse or a headset has a battery too; its scope is its own.
            if kind == "Battery" and _word(supply / "scope") != "Device":
                discharging = discharging or _word(supply / "status") == "Discharging"
    except OSError:
        return False
    return discharging


def _word(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def windows(line_status: Callable[[], int | None]) -> bool:
    """`ACLineStatus` of GetSystemPowerStatus: 0 is off line, 1 on line, 255 unknown."""
    return line_status() == 0


class _PowerStatus(ctypes.Structure):
    _fields_ = [
        ("ACLineStatus", ctypes.c_ubyte),
        ("BatteryFlag", ctypes.c_ubyte),
        ("BatteryLifePercent", ctypes.c_ubyte),
        ("SystemStatusFlag", ctypes.c_ubyte),
        ("BatteryLifeTime", ctypes.c_uint32),
        ("BatteryFullLifeTime", ctypes.c_uint32),
    ]


def _line_status() -> int | None:
    if sys.platform == "win32":
        status = _PowerStatus()
        if ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return int(status.ACLineStatus)
    return None


def macos(pmset: Callable[[], str]) -> bool:
    """The first line of `pmset -g batt` names what the computer draws from."""
    return "'Battery Power'" in pmset().partition("\n")[0]


def _pmset() -> str:
    try:
        told = subprocess.run(
            ["/usr/bin/pmset", "-g", "batt"], capture_output=True, text=True, timeout=_ASKING_TAKES, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout
