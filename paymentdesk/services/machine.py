"""Which machine this is: enough to notice that a data folder was copied or moved, useless to anyone else."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import uuid
from pathlib import Path

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_mark(folder: Path) -> str:
    """A short digest of the platform's machine identity and of where the folder is."""
    text = f"paymentdesk:{_identity()}:{folder.resolve()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _identity() -> str:
    """What the platform calls this installation; else its name and network card, where it has one."""
    try:
        found = _of_the_platform()
    except (OSError, subprocess.SubprocessError):
        found = ""
    if found:
        return found
    node = uuid.getnode()
    made_up = bool(node >> 40 & 1)  # RFC 9562: a number made up for lack of a card is another one at every start
    return f"{platform.node()}:{'' if made_up else node}"


def _of_the_platform() -> str:
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    if sys.platform == "darwin":
        command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
        listed = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
        return next((line.split('"')[-2] for line in listed.splitlines() if "IOPlatformUUID" in line), "")
    return next((path.read_text().strip() for path in _LINUX if path.is_file()), "")
