"""The start screen and the application around it: two ways, the shops of this computer, one window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from paymentdesk import app
from paymentdesk.app.desktop import Desktop, PracticeOptions
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings.shops import add_shop, every_shop, write_shop
from paymentdesk.ui.start_view import StartWindow

WAIT = 15_000


@pytest.fixture
def start(collected: None, qtbot: Any, language: str, practice: Any, tmp_path: Path) -> Iterator[StartWindow]:
    window = StartWindow(tmp_path, practice.url)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_practice_is_one_click_away(qtbot: Any, start: StartWindow) -> None:
    with qtbot.waitSignal(start.practice_wanted):
        qtbot.mouseClick(start.practice, Qt.MouseButton.LeftButton)


def test_the_shops_of_this_computer_are_offered(collected: None, qtbot: Any, language: str, tmp_path: Path) -> None:
    done = add_shop(tmp_path, "Hanbit Goods", "http://127.0.0.1:9")
    left = replace(add_shop(tmp_path, "Seoul Prints", "http://127.0.0.1:9"), step="keys")
    write_shop(left)
    window = StartWindow(tmp_path, "http://127.0.0.1:9", every_shop(tmp_path))
    try:
        with qtbot.waitSignal(window.shop_wanted) as heard:
            qtbot.mouseClick(window.shops[done.name], Qt.MouseButton.LeftButton)
        assert heard.args == [done.name]
        assert window.shops[left.name].text() == "Go on setting up Seoul Prints"
        qtbot.mouseClick(window.shops[left.name], Qt.MouseButton.LeftButton)
        assert (window.assistant.step, window.assistant.shop.fields.title.text()) == ("keys", "Seoul Prints")
    finally:
        window.close()


# ------------------------------------------------------------ the application


@pytest.fixture
def desktop(collected: None, qtbot: Any, language: str, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_practice_window_is_there_before_its_week_is_played(qtbot: Any, desktop: Desktop) -> None:
    assert desktop.open_practice(PracticeOptions(speed=0))
    assert desktop.open is not None
    window = desktop.open.window
    assert window.isVisible()
    assert not desktop.open.desk.idle
    qtbot.waitUntil(lambda: desktop.open.desk.idle, timeout=30_000)
    window.show_screen("payments")
    qtbot.waitUntil(lambda: window.payments.model.rowCount() > 200, timeout=WAIT)
    qtbot.waitUntil(lambda: desktop.open.reading.idle, timeout=WAIT)


def test_a_second_window_brings_the_first_to_the_front(qtbot: Any, desktop: Desktop, tmp_path: Path) -> None:
    assert desktop.open_practice(PracticeOptions(speed=0, empty=True))
    assert desktop.open is not None
    desktop.open.window.hide()
    second = Desktop(tmp_path)
    try:
        assert not second.open_practice(PracticeOptions(speed=0, empty=True))
        assert second.open is None
        qtbot.waitUntil(lambda: desktop.open.window.isVisible(), timeout=WAIT)
    finally:
        second.close()


def test_a_folder_that_cannot_be_written_is_said(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "practice").write_text("in the way")
    with pytest.raises(Trouble) as raised:
        desktop.open_practice(PracticeOptions(empty=True))
    assert raised.value.kind is Kind.FOLDER_NOT_WRITABLE


def test_without_a_display_one_sentence_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert app.run_window(None) == 5
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("Nothing was sent: there is no display")


def test_the_journey_is_played_without_a_display(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run_offscreen_journey(tmp_path / "pictures", "en") == 0
    assert len(list((tmp_path / "pictures").glob("*.png"))) >= 11
    said = capsys.readouterr().out.splitlines()
    assert said[-2].endswith("i'mport shows it: Cancelled.")
