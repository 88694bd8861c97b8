"""Builds the wheel and the frozen folder into dist/ and tries both where the checkout is out of sight.

Each must pass `paymentdesk self-test`: the wheel in an empty virtual environment with the locked versions of
what the wheel itself asks for, the frozen folder without any Python.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PROGRAMS = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, **options: object) -> None:
    print("+", *command, flush=True)
    subprocess.run([str(each) for each in command], check=True, **options)  # type: ignore[call-overload]


def self_test(program: Path, place: Path) -> None:
    """Run as a user who has nothing: an empty home, no settings, no screen."""
    home = place / "home"
    home.mkdir()
    kept = ("SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "LANG")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen"}
    run(program, "--home", place / "data", "self-test", cwd=place, env=environment)


def locked_versions(target: Path) -> Path:
    """requirements.lock without hashes: what pip takes as constraints for the wheel's own requirements."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    target.write_text(re.sub(r" *\\\n +--hash=\S+", "", lock), "utf-8")
    return target


def newest_wheel() -> Path:
    return max(DIST.glob("paymentdesk-*.whl"), key=lambda file: file.stat().st_mtime)


def try_wheel(place: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST, cwd=ROOT)
    wheel = newest_wheel()
    venv.create(place / "empty", with_pip=True)
    python = place / "empty" / PROGRAMS / "python"
    constraints = locked_versions(place / "constraints.txt")
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "-q", "--only-binary", ":all:", "-c", constraints, wheel, cwd=place)
    self_test(place / "empty" / PROGRAMS / "paymentdesk", place)


def try_frozen(place: Path) -> None:
    work = ROOT / "build" / "frozen"
    spec = ROOT / "build_spec.spec"
    quietly = ("--noconfirm", "--log-level", "WARN")
    run(sys.executable, "-m", "PyInstaller", *quietly, "--distpath", DIST, "--workpath", work, spec)
    shutil.copytree(DIST / "PaymentDesk", place / "PaymentDesk", symlinks=True)
    self_test(place / "PaymentDesk" / "paymentdesk", place)


def main() -> None:
    DIST.mkdir(exist_ok=True)
    for attempt in (try_wheel, try_frozen):
        with tempfile.TemporaryDirectory() as place:
            attempt(Path(place))
    wheel = newest_wheel().stat().st_size
    frozen = sum(file.stat().st_size for file in (DIST / "PaymentDesk").rglob("*") if not file.is_symlink())
    print(f"dist/: wheel ({wheel // 1000} kB) and PaymentDesk ({frozen // 1_000_000} MB), both passed self-test.")


if __name__ == "__main__":
    main()
