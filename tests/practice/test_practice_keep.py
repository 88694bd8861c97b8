"""`paymentdesk practice` starts anew each time; with `--keep` shop and ledger go on where they were left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from paymentdesk.app.desktop import Desktop, PracticeOptions, make_application
from paymentdesk.services import polling
from paymentdesk.store import queries

START = 1_790_000_000
DAY = 24 * 3600


@pytest.fixture
def opened(collected: None, qtbot: Any, tmp_path: Path) -> Any:
    """Opens the practice shop as the command does; one after the other."""
    make_application("en")
    desktops: list[Desktop] = []

    def open_practice(**options: Any) -> Desktop:
        desktop = Desktop(tmp_path)
        desktops.append(desktop)
        assert desktop.open_practice(PracticeOptions(**({"speed": 0, "start": START} | options)))
        return desktop

    yield open_practice
    for desktop in desktops:
        desktop.close()


def known(desktop: Desktop) -> list[str]:
    assert desktop.open is not None
    with desktop.open.shop.database.reader() as reader:
        return [line.imp_uid for line in queries.list_payments(reader, queries.Filter())]


def test_it_goes_on_with_keep_and_only_then(opened: Any, tmp_path: Path) -> None:
    first = opened(empty=True)
    paid = requests.post(first.server.control_url + "/payments", json={"amount": 60}, timeout=10).json()["imp_uid"]
    polling.sync(first.open.shop)
    first.server.advance(3 * DAY)
    key = first.server.imp_key
    first.close()

    again = opened(keep=True)
    assert (known(again), [payment.imp_uid for payment in again.server.shop.payments]) == ([paid], [paid])
    assert again.server.imp_key != key
    assert again.open.shop.now() == START + 3 * DAY
    polling.sync(again.open.shop)
    again.close()

    anew = opened(empty=True)
    assert (known(anew), list(anew.server.shop.payments)) == ([], [])
    anew.close()


def test_keep_with_a_damaged_file_starts_anew(opened: Any, tmp_path: Path) -> None:
    first = opened(empty=True)
    requests.post(first.server.control_url + "/payments", json={"amount": 60}, timeout=10)
    polling.sync(first.open.shop)
    first.close()
    (tmp_path / "practice" / "shop.json").write_bytes(b"{")
    anew = opened(keep=True, empty=True)
    assert (known(anew), list(anew.server.shop.payments)) == ([], [])
    anew.close()


def test_a_window_that_is_open_is_left_alone(opened: Any, tmp_path: Path) -> None:
    first = opened(empty=True)
    requests.post(first.server.control_url + "/payments", json={"amount": 60}, timeout=10)
    second = Desktop(tmp_path)
    assert not second.open_practice(PracticeOptions())
    second.close()
    assert len(first.server.shop.payments) == 1
    assert (tmp_path / "practice" / "shop.json").is_file()
