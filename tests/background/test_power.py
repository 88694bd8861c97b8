"""On battery or not, by readings that are made up: the machine of the test has its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from paymentdesk.background import power

MAINS_OFF = {"AC": {"type": "Mains", "online": "0"}}
BATTERY = {"BAT0": {"type": "Battery", "status": "Discharging", "scope": "System"}}


@pytest.mark.parametrize(
    ("supplies", "on_battery"),
    [
        ({}, False),
        (BATTERY, True),
        (MAINS_OFF | BATTERY, True),
        ({"AC": {"type": "Mains", "online": "1"}} | BATTERY, False),
        (BATTERY | {"usb": {"type": "USB", "online": "1"}}, False),
        ({"BAT0": {"type": "Battery", "status": "Charging"}}, False),
        ({"BAT0": {"type": "Battery", "status": "Not charging"}} | MAINS_OFF, False),
        ({"mouse": {"type": "Battery", "status": "Discharging", "scope": "Device"}}, False),
        ({"BAT0": {"type": "Battery"}}, False),
        ({"BAT0": {}}, False),
    ],
)
def test_linux(tmp_path: Path, supplies: dict[str, dict[str, str]], on_battery: bool) -> None:
    for name, values in supplies.items():
        (tmp_path / name).mkdir()
        for key, value in values.items():
            (tmp_path / name / key).write_text(value + "\n")
    assert power.linux(tmp_path) is on_battery


def test_linux_without_the_folder(tmp_path: Path) -> None:
    assert power.linux(tmp_path / "none") is False


@pytest.mark.parametrize(("status", "on_battery"), [(0, True), (1, False), (255, False), (None, False)])
def test_windows(status: int | None, on_battery: bool) -> None:
    assert power.windows(lambda: status) is on_battery


@pytest.mark.parametrize(
    ("told", "on_battery"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t80%; discharging; 4:00 remaining\n", True),
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t80%; charged; 'Battery Power'\n", False),
        ("", False),
    ],
)
def test_macos(told: str, on_battery: bool) -> None:
    assert power.macos(lambda: told) is on_battery


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin", "plan9"])
def test_a_system_that_does_not_tell_counts_as_not_on_battery(
    platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(power, "_SUPPLIES", tmp_path / "none")
    assert power.on_battery(platform) is False  # nor does asking for what this system has not break anything
