"""The start screen and the application around it: two ways, a connection test that names the cause, one window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from paymentdesk import app
from paymentdesk.app.desktop import Desktop, PracticeOptions, set_up_shop
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.control import Control
from paymentdesk.ui.start_view import StartWindow, Wanted

WAIT = 15_000


@pytest.fixture
def start(qtbot: Any, language: str, practice: Any) -> Iterator[StartWindow]:
    window = StartWindow(practice.url)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _type(window: StartWindow, key: str, secret: str) -> None:
    window.key.setText(key)
    window.secret.setText(secret)


def _test(qtbot: Any, window: StartWindow) -> str:
    qtbot.mouseClick(window.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.test.isEnabled() and not window.said.startswith("Asking"), timeout=WAIT)
    return window.said


def test_the_right_key_is_accepted(qtbot: Any, start: StartWindow, practice: Any) -> None:
    _type(start, practice.imp_key, practice.imp_secret)
    assert _test(qtbot, start) == "i'mport accepts the key and the secret."


def test_a_wrong_key_is_named_as_the_cause(qtbot: Any, start: StartWindow, practice: Any) -> None:
    _type(start, practice.imp_key, "wrong")
    said = _test(qtbot, start)
    assert "i'mport does not accept the key and secret" in said


def test_no_network_is_named_as_the_cause(qtbot: Any, language: str) -> None:
    window = StartWindow("http://127.0.0.1:9")
    qtbot.addWidget(window)
    _type(window, "k", "s")
    assert "i'mport could not be reached" in _test(qtbot, window)


def test_a_page_that_is_not_i_mport_is_named_as_the_cause(qtbot: Any, start: StartWindow, practice: Any) -> None:
    fault = {"path": "/users/getToken", "kind": "html", "times": 0}
    assert Control(practice).answer("POST", "/faults", json.dumps(fault).encode()).status == 200
    _type(start, practice.imp_key, practice.imp_secret)
    assert "could not be understood" in _test(qtbot, start)


def test_what_is_missing_is_said_beside_its_field(qtbot: Any, start: StartWindow) -> None:
    qtbot.mouseClick(start.test, Qt.MouseButton.LeftButton)
    assert "REST API key" in start._key_wrong.text()
    assert "REST API secret" in start._secret_wrong.text()
    assert start.said == ""


def test_the_secret_is_not_shown(start: StartWindow) -> None:
    assert start.secret.echoMode() == QLineEdit.EchoMode.Password
    assert "hush" not in repr(Wanted("t", "hush", "hush"))


def test_opening_needs_an_accepted_key(qtbot: Any, start: StartWindow, practice: Any) -> None:
    _type(start, practice.imp_key, practice.imp_secret)
    with qtbot.waitSignal(start.shop_wanted, timeout=WAIT) as heard:
        qtbot.mouseClick(start.go, Qt.MouseButton.LeftButton)
    assert heard.args[0].key == practice.imp_key


def test_practice_is_one_click_away(qtbot: Any, start: StartWindow) -> None:
    with qtbot.waitSignal(start.practice_wanted):
        qtbot.mouseClick(start.practice, Qt.MouseButton.LeftButton)


# ------------------------------------------------------------ the application


@pytest.fixture
def desktop(qtbot: Any, language: str, tmp_path: Path) -> Iterator[Desktop]:
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


def test_a_real_shop_is_set_up_and_opened(qtbot: Any, desktop: Desktop, practice: Any) -> None:
    desktop.show_start(api_url=practice.url)
    start = desktop.start
    assert start is not None
    start.title.setText("Hanbit Goods")
    _type(start, practice.imp_key, practice.imp_secret)
    qtbot.mouseClick(start.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.open is not None, timeout=WAIT)
    assert desktop.start is None
    assert desktop.open.window.windowTitle() == "Hanbit Goods – Payment Desk"
    assert desktop.open.window.banner is None
    qtbot.waitUntil(lambda: desktop.open.desk.idle and desktop.open.reading.idle, timeout=WAIT)


def test_a_folder_that_cannot_be_written_is_said(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "practice").write_text("in the way")
    with pytest.raises(Trouble) as raised:
        desktop.open_practice(PracticeOptions(empty=True))
    assert raised.value.kind is Kind.FOLDER_NOT_WRITABLE


def test_keys_without_a_safe_keyring_are_for_this_run(tmp_path: Path) -> None:
    profile = set_up_shop(tmp_path, Wanted("Hanbit", "the-key", "the-secret"))
    assert (profile.imp_key, profile.name) == ("the-key", "shop")
    assert set_up_shop(tmp_path, Wanted("", "k", "s")).name == "shop1"
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert "the-secret" not in file.read_text("utf-8")


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
    assert len(list((tmp_path / "pictures").glob("*.png"))) == 9
    said = capsys.readouterr().out.splitlines()
    assert said[-2].endswith("i'mport shows it: Cancelled.")
