"""The Settings screen: the pages on the left, the chosen one on the right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
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
        self.session = session
        self.title = translate("ui", "Settings")
        self._kinds: dict[str, tuple[type[Page], str]] = {
            "shop": (ShopPage, translate("ui", "Shop")),
            "checklist": (ChecklistPage, translate("ui", "Set-up checklist")),
            "webhooks": (WebhooksPage, translate("ui", "Webhooks")),
            "notices": (NoticesPage, translate("ui", "Notices")),
            "rhythm": (RhythmPage, translate("ui", "Rhythm")),
            "orders": (OrdersPage, translate("ui", "Orders")),
            "people": (PeoplePage, translate("ui", "People")),
            "backup": (BackupPage, translate("ui", "Backup")),
            "checkup": (CheckupPage, translate("ui", "Check this desk")),
        }
        self.pages: dict[str, Page] = {}  # those that were shown: a window that opens has better things to do
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(14)
        column.addWidget(label(self.title, "title"))
        middle = QHBoxLayout()
        middle.setSpacing(18)
        self.view = PageList(self.title)
        self._stack = QStackedWidget()
        for _, title in self._kinds.values():
            self.view.addItem(title)
        self.view.setCurrentRow(0)
        self.view.currentRowChanged.connect(self._show)
        middle.addWidget(self.view)
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)

    def page(self, key: str) -> Page:
        """A page, made when it is first wanted."""
        if key not in self.pages:
            kind, title = self._kinds[key]
            made = self.pages[key] = kind(self.session, title)
            if isinstance(made, ShopPage):
                made.removed.connect(self.removed)
            self._stack.addWidget(made)
        return self.pages[key]

    def _show(self, number: int) -> None:
        if not self.isVisible():
            return
        page = self.page(self.shown_page)
        self._stack.setCurrentWidget(page)
        page.shown()

    @property
    def shown_page(self) -> str:
        return list(self._kinds)[max(0, self.view.currentRow())]

    def select(self, key: object) -> None:
        """Show a page by its key."""
        self.view.setCurrentRow(list(self._kinds).index(str(key)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show(self.view.currentRow())

    def search(self) -> None:
        """Nothing is searched here: the payments are."""
        self.go.emit("payments", None)

    def act(self, do: str) -> None:
        """No page can be acted on by a key."""

    def show_again(self) -> None:
        """Nothing here ages."""
