"""The Settings screen: the pages on the left, the chosen one on the right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from paymentdesk.ui.session import Session
from paymentdesk.ui.settings.backup_page import BackupPage
from paymentdesk.ui.settings.checklist import ChecklistPage
from paymentdesk.ui.settings.news_pages import NoticesPage, WebhooksPage
from paymentdesk.ui.settings.page import Page
from paymentdesk.ui.settings.pages import CheckupPage, OrdersPage, PeoplePage, RhythmPage
from paymentdesk.ui.settings.shop_page import ShopPage
from paymentdesk.ui.widgets import label

translate = QCoreApplication.translate
LIST_WIDTH = 210


class PageList(QListWidget):
    """The names of the pages; up and down, J and K move."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setAccessibleName(name)
        self.setFixedWidth(LIST_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def step(self, by: int) -> None:
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))


class SettingsView(QWidget):
    """`removed(folder)` when the shop was taken off this computer's list."""

    go = Signal(str, object)
    removed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.title = translate("ui", "Settings")
        self.shop = ShopPage(session)
        self.checklist = ChecklistPage(session)
        self.webhooks = WebhooksPage(session)
        self.notices = NoticesPage(session)
        self.rhythm = RhythmPage(session)
        self.orders = OrdersPage(session)
        self.people = PeoplePage(session)
        self.backup = BackupPage(session)
        self.checkup = CheckupPage(session)
        self.pages: dict[str, Page] = {
            "shop": self.shop,
            "checklist": self.checklist,
            "webhooks": self.webhooks,
            "notices": self.notices,
            "rhythm": self.rhythm,
            "orders": self.orders,
            "people": self.people,
            "backup": self.backup,
            "checkup": self.checkup,
        }
        self.shop.removed.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(14)
        column.addWidget(label(self.title, "title"))
        middle = QHBoxLayout()
        middle.setSpacing(18)
        self.view = PageList(self.title)
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self.view.addItem(page.title)
            page.setAccessibleName(page.title)
            self._stack.addWidget(page)
        self.view.currentRowChanged.connect(self._show)
        middle.addWidget(self.view)
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        self.view.setCurrentRow(0)

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        page = list(self.pages.values())[number]
        if self.isVisible():
            page.shown()

    @property
    def shown_page(self) -> str:
        return list(self.pages)[self._stack.currentIndex()]

    def select(self, key: object) -> None:
        """Show a page by its key."""
        self.view.setCurrentRow(list(self.pages).index(str(key)))

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.pages[self.shown_page].shown()

    def search(self) -> None:
        """Nothing is searched here: the payments are."""
        self.go.emit("payments", None)

    def act(self, do: str) -> None:
        """No page can be acted on by a key."""

    def show_again(self) -> None:
        """Nothing here ages."""
