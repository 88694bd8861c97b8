"""The start screen: try the desk on a practice shop, open a shop of this computer, or set one up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import IMP_API, SavedShop, resource
from paymentdesk.ui.accents import mark_icon
from paymentdesk.ui.assistant import Assistant
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, card, clear, label, note, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


class StartWindow(QWidget):
    """`practice_wanted`, `shop_wanted(name)` for one that is set up, or `ready(ShopProfile)` when the assistant is done
    with one."""

    practice_wanted = Signal()
    shop_wanted = Signal(str)
    ready = Signal(object)

    def __init__(self, home: Path, api_url: str = IMP_API, shops: Sequence[SavedShop] = (), text: str = "") -> None:
        super().__init__()
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Payment Desk")
        self.setWindowIcon(QIcon(str(resource("icons") / "paymentdesk.svg")))
        self.assistant = Assistant(home, api_url)
        self.assistant.left.connect(self.show_welcome)
        self.assistant.ready.connect(self.ready)
        self._stack = QStackedWidget()
        self._welcome = self._build(shops)
        self._stack.addWidget(self._welcome)
        self._stack.addWidget(self.assistant)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumSize(QSize(860, 600))
        self.resize(940, 680)
        if text:
            self._say(text)

    def _build(self, shops: Sequence[SavedShop]) -> QWidget:
        welcome = QWidget()
        column = QVBoxLayout(welcome)
        column.setContentsMargins(40, 34, 40, 34)
        column.setSpacing(6)
        column.addWidget(label("Payment Desk", "title"))
        under = translate("ui", "Orders, payments and cancellations of a shop on i'mport, in one place.")
        column.addWidget(label(under, "muted", wrap=True))
        column.addSpacing(16)
        self._said = QVBoxLayout()
        column.addLayout(self._said)
        self._notice: QFrame | None = None
        ways = QHBoxLayout()
        ways.setSpacing(16)
        ways.addWidget(self._practice_card(), 1)
        ways.addWidget(self._shop_card(shops), 1)
        column.addLayout(ways)
        column.addStretch(1)
        return welcome

    def _practice_card(self) -> QFrame:
        text = translate(
            "ui",
            "A simulated i'mport on this computer, with an ordinary week of orders, payments and "
            "cancellations. Nothing to configure, and no money moves.",
        )
        self.practice = button(translate("ui", "Open the practice shop"), self.practice_wanted.emit, "primary")
        return _way(translate("ui", "The practice shop"), text, [], self.practice)

    def _shop_card(self, shops: Sequence[SavedShop]) -> QFrame:
        self.shops: dict[str, QPushButton] = {}
        for shop in shops:
            text = shop.title
            if shop.step:
                text = translate("ui", "Go on setting up {title}").format(title=shop.title)
            made = button(text, partial(self._picked, shop))
            made.setIcon(mark_icon(shop.colour, shop.title, made.font()))
            self.shops[shop.name] = made
        text = translate(
            "ui",
            "With key and secret from the PortOne console: five short pages, and what was done is kept when you leave.",
        )
        words = translate("ui", "Add a shop…") if shops else translate("ui", "Set up my shop…")
        self.set_up = button(words, self.show_assistant)
        return _way(translate("ui", "My shop"), text, list(self.shops.values()), self.set_up)

    def _picked(self, shop: SavedShop) -> None:
        if shop.step:
            self.show_assistant(shop)
        else:
            self.shop_wanted.emit(shop.name)

    # ------------------------------------------------------------ what is shown

    def show_welcome(self) -> None:
        self._stack.setCurrentWidget(self._welcome)
        self.practice.setFocus()

    def show_assistant(self, shop: SavedShop | None = None) -> None:
        """The first page, or that on which the set-up of `shop` was left."""
        self._stack.setCurrentWidget(self.assistant)
        if shop is not None:
            self.assistant.go_on_with(shop)
        else:
            self.assistant.shop.focus()

    def say_trouble(self, trouble: Trouble) -> None:
        """What kept the shop from being opened."""
        text = sentence(trouble)
        if self._stack.currentWidget() is self.assistant:
            self.assistant.refused(text)
        else:
            self._say(text)

    def _say(self, text: str) -> None:
        clear(self._said)
        self._notice = note(text, Tone.BAD)
        self._said.addWidget(self._notice)
        self._said.addSpacing(10)

    @property
    def said(self) -> str:
        """What stands above the two ways."""
        return "" if self._notice is None else self._notice.accessibleName()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()  # at once; a question in hand is waited for behind it
        self.assistant.close_down()
        super().closeEvent(event)


def _way(title: str, text: str, above: Sequence[QWidget], below: QPushButton) -> QFrame:
    """One of the two ways, as a card."""
    frame = card()
    frame.setMinimumHeight(270)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(22, 20, 22, 20)
    inside.setSpacing(8)
    inside.addWidget(label(title, "strong"))
    inside.addWidget(label(text, "muted", wrap=True))
    inside.addSpacing(6)
    for each in above:
        inside.addWidget(each)
    inside.addStretch(1)
    below.setAutoDefault(True)  # Enter, as well as the space bar
    inside.addLayout(row(below, 1))
    return frame
