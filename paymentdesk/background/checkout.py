"""What a window may ask for about taking and checking a payment; each act answers a job's number of the desk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from paymentdesk.background.page_server import REPORT, PageServer, new_secret
from paymentdesk.domain.checkout import PayLink, Window
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.domain.verification import Decision
from paymentdesk.services import checkout, links, looking, methods, qr, verifying
from paymentdesk.services.shop import Shop

__all__ = ["CheckoutActs", "PayLink"]

Act = Callable[[], Any]


class CheckoutActs(QObject):
    """`desk.checkout`. `do` hands a job to the desk's worker."""

    _reported = Signal(str)

    def __init__(self, shop: Shop, do: Callable[[Act], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shop, self._do = shop, do
        self._pages: PageServer | None = None
        self._reported.connect(self._look)

    # ------------------------------------------------------------ links

    def make_link(self, merchant_uid: str, *, expires_at: int, language: str, again: bool, user_code: str = "") -> int:
        """The job's answer is a `PayLink`. `user_code` is kept where one is given."""

        def act() -> PayLink:
            self._tell(user_code)
            return links.make_link(
                self._shop, merchant_uid, self._shop.user, expires_at=expires_at, language=language, again=again
            )

        return self._do(act)

    def disable_links(self, merchant_uid: str) -> int:
        return self._do(lambda: links.disable_links(self._shop, merchant_uid, self._shop.user))

    def needs_user_code(self) -> bool:
        """Whether nobody has told the shop's user code yet; asks the ledger only."""
        return not checkout.user_code(self._shop)

    @staticmethod
    def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
        """The rows of a QR code, True for a dark module."""
        return qr.modules(text)

    def save_qr(self, text: str, path: Path) -> int:
        return self._do(lambda: qr.save(text, path))

    # ------------------------------------------------------------ pages

    @staticmethod
    def methods_of(country: str) -> list[tuple[str, str]]:
        """Shortcode and name of the methods Paymentwall's table has for a country, by name."""
        return methods.of_country(country)

    def save_page(
        self, merchant_uid: str, window: Window, path: Path, *, test_channel: bool, user_code: str = ""
    ) -> int:
        """The page as a file for the shop's own host; the job's answer is its path."""

        def act() -> Path:
            self._tell(user_code)
            page = checkout.make_page(self._shop, merchant_uid, self._shop.user, window, test_channel=test_channel)
            checkout.save_page(page, path)
            return path

        return self._do(act)

    def open_page(self, merchant_uid: str, window: Window, *, test_channel: bool, user_code: str = "") -> int:
        """The page on this computer, for the system's browser; the job's answer is its address."""

        def act() -> str:
            self._tell(user_code)
            secret = new_secret()
            page = checkout.make_page(
                self._shop,
                merchant_uid,
                self._shop.user,
                window,
                test_channel=test_channel,
                report_to=f"/{secret}/{REPORT}",
            )
            if self._pages is None:
                self._pages = PageServer(self._reported.emit)
            return self._pages.put(page.html, secret)

        return self._do(act)

    def close(self) -> None:
        """No page is served any more. After the worker has ended."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    # ------------------------------------------------------------ checking

    def verify(self, merchant_uid: str, decision: Decision, note: str, seen: Collection[str]) -> int:
        by = self._shop.user
        return self._do(lambda: verifying.verify(self._shop, merchant_uid, decision, by, note, seen))

    # ------------------------------------------------------------ inside

    def _tell(self, user_code: str) -> None:
        if user_code:
            checkout.tell_user_code(self._shop, user_code)

    def _look(self, imp_uid: str) -> None:
        """A page said that its window closed: look at once, quietly. What it said may be wrong."""

        def act() -> None:
            try:
                looking.look_at(self._shop, imp_uid)
            except Trouble as trouble:
                if trouble.kind not in (Kind.UNKNOWN_PAYMENT, Kind.UNREACHABLE, Kind.BUSY, Kind.NOT_UNDERSTOOD):
                    raise

        self._do(act)
