"""What goes into the wheel. `make package` also installs and runs it, and the frozen build."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import paymentdesk

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(target.glob("*.whl"))) as built:
        yield built


def test_every_resource_is_in_the_wheel_and_translations_are_compiled(wheel: zipfile.ZipFile) -> None:
    expected = set()
    for file in (ROOT / "resources").rglob("*"):
        if file.is_file() and file.suffix != ".qm":
            name = file.relative_to(ROOT / "resources")
            expected.add((name.with_suffix(".qm") if name.suffix == ".ts" else name).as_posix())
    prefix = "paymentdesk/resources/"
    assert {name.removeprefix(prefix) for name in wheel.namelist() if name.startswith(prefix)} == expected
    for name in wheel.namelist():
        if name.endswith(".qm"):
            assert wheel.read(name)[:4] == b"\x3c\xb8\x64\x18"


def test_every_module_and_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "paymentdesk").rglob("*.py")}
    assert {name for name in wheel.namelist() if name.endswith(".py")} == modules
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"paymentdesk"}


def test_the_command_and_the_version(wheel: zipfile.ZipFile) -> None:
    [entry_points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "paymentdesk = paymentdesk.__main__:main" in wheel.read(entry_points).decode()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert paymentdesk.__version__ == version("paymentdesk") == declared
