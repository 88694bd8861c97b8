"""The whole way with a real browser as the buyer (`make browser-test`). It can reach nothing but this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.ui.chromium import Chromium, Page, find
from tests.ui.whole_way import paid_by_link, paid_by_page, to_the_end

PROGRAM = find()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no chromium or chrome is installed (on Debian: apt install chromium)"),
]


class BrowserBuyer:
    def __init__(self, browser: Chromium, pictures: Path | None) -> None:
        self._browser = browser
        self._pictures = pictures
        self.pages: list[Page] = []

    def pay_by_link(self, address: str) -> None:
        page = self._browser.page()
        self.pages.append(page)
        page.go(address)
        self._picture(page, "link")
        page.click('button[value="pay"]')
        page.until("document.body.innerText.includes('Paid')")

    def pay_by_page(self, address: str) -> None:
        page = self._browser.page()
        self.pages.append(page)
        page.go(address)
        assert page.value("document.getElementById('pay').innerText") == "Pay now"
        self._picture(page, "page")
        page.click("#pay")
        window = self._browser.page("/checkout")
        self.pages.append(window)
        window.until("document.readyState === 'complete'")
        assert window.value("document.getElementById('country').value") == "DE"
        self._picture(window, "widget")
        window.click('button[value="pay"]')
        self._browser.gone("/checkout")
        page.until("document.getElementById('said').innerText.startsWith('Thank you')")
        self._picture(page, "thanks")

    def _picture(self, page: Page, name: str) -> None:
        if self._pictures is not None:
            page.picture(self._pictures / f"browser-{name}.png")


@pytest.fixture
def buyer(tmp_path: Path) -> Iterator[BrowserBuyer]:
    assert PROGRAM is not None
    browser = Chromium(PROGRAM, tmp_path / "browser")
    pictures = os.environ.get("BROWSER_PICTURES")
    made = BrowserBuyer(browser, Path(pictures) if pictures else None)
    yield made
    browser.close()
    asked = [address for page in made.pages for address in page.asked]
    assert asked
    assert {urlsplit(each).hostname for each in asked if not each.startswith("data:")} == {"127.0.0.1"}
    # A browser asks for an icon by itself; nothing else is refused, and no script of the page fails.
    assert [text for page in made.pages for text in page.complaints if "404" not in text] == []


def test_paid_by_link_in_a_real_browser(room: Any, buyer: BrowserBuyer) -> None:
    to_the_end(room, paid_by_link(room, buyer))


def test_paid_through_the_page_in_a_real_browser(
    room: Any, buyer: BrowserBuyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_end(room, paid_by_page(room, buyer, monkeypatch))
