"""A checkout page for an order: which methods it shows, in which language; opened here, or saved as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from paymentdesk import wording
from paymentdesk.domain.checkout import ALL_METHODS, LANGUAGES, WIDGETS, Window, window_for
from paymentdesk.domain.places import COUNTRIES
from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.dialogs.page_fields import UserCodeField, language_choice
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, row

translate = QCoreApplication.translate


class CheckoutDialog(ActDialog):
    """Stays open with what came of it: people open a page more than once."""

    def __init__(self, session: Session, order: OrderDetail, parent: QWidget | None = None) -> None:
        price = wording.money(order.amount, order.currency)
        under = wording.several((order.merchant_uid, order.name, order.buyer_name, price))
        super().__init__(session.desk, translate("ui", "Checkout page"), under, parent)
        self._session, self._order = session, order
        self._preset = window_for(order.agreed())
        self._fields_of_the_window()
        self.channel = QComboBox()
        self.channel.addItem(translate("ui", "Live channel"), False)
        self.channel.addItem(translate("ui", "Test channel: charges real cards, never given back by itself"), True)
        self.field(translate("ui", "Paid through"), self.channel)
        self.code = UserCodeField(self) if session.desk.checkout.needs_user_code() else None
        text = translate(
            "ui",
            "Amount and currency are registered at i'mport first. The page holds no key and no secret; whether it was"
            " paid only i'mport's record says.",
        )
        self.add_note(text, Tone.MUTE)
        self.save = button(translate("ui", "Save as a file…"), self.choose_file)
        self.column.addSpacing(10)
        self.column.addLayout(row(self.save, 1))
        open_it = translate("ui", "Open the page for {amount}").format(amount=price)
        self.buttons(translate("ui", "Close"), open_it, self.open_page)
        self.country.setFocus()

    def _fields_of_the_window(self) -> None:
        self.country = QComboBox()
        self.country.addItem(translate("ui", "Where the buyer is"), "")
        for code, name in sorted(((each, wording.country_name(each)) for each in COUNTRIES), key=lambda each: each[1]):
            self.country.addItem(name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(self._preset.country)))
        self.field(translate("ui", "Methods of this country"), self.country)
        self.method = QComboBox()
        self.field(translate("ui", "Method"), self.method)
        self.language = language_choice(LANGUAGES, self._preset.language)
        self.field(translate("ui", "Language of the payment window"), self.language)
        self.widget = QComboBox()
        for code, name in zip(WIDGETS, ("Paymentwall", "Terminal 3"), strict=True):
            self.widget.addItem(translate("ui", "{name} ({code})").format(name=name, code=code), code)
        self.field(translate("ui", "Widget"), self.widget)
        self.country.currentIndexChanged.connect(self._show_methods)
        self._show_methods()

    def _show_methods(self) -> None:
        country = str(self.country.currentData())
        self.method.clear()
        self.method.addItem(translate("ui", "All of the country"), ALL_METHODS)
        for code, name in self._session.desk.checkout.methods_of(country) if country else ():
            self.method.addItem(name, code)

    def chosen(self) -> Window:
        """The window as it stands in the fields."""
        return Window(
            country=str(self.country.currentData()),
            language=str(self.language.currentData()),
            method=str(self.method.currentData()),
            widget=str(self.widget.currentData()),
        )

    # ------------------------------------------------------------ what is done with it

    def open_page(self) -> None:
        """On this computer, in the browser a person uses."""
        if not self._ready():
            return
        job = self._session.desk.checkout.open_page(
            self._order.merchant_uid,
            self.chosen(),
            test_channel=bool(self.channel.currentData()),
            user_code=self._user_code(),
        )
        self.hand_over(job, translate("ui", "Asking i'mport…"))

    def choose_file(self) -> None:
        if not self._ready():
            return
        name = f"{self._order.merchant_uid}.html"
        path, _ = QFileDialog.getSaveFileName(self, translate("ui", "Save the checkout page"), name, "HTML (*.html)")
        if path:
            self.save_as(Path(path))

    def save_as(self, path: Path) -> None:
        """The page for the shop's own host."""
        job = self._session.desk.checkout.save_page(
            self._order.merchant_uid,
            self.chosen(),
            path,
            test_channel=bool(self.channel.currentData()),
            user_code=self._user_code(),
        )
        self.hand_over(job, translate("ui", "Asking i'mport…"))

    def _ready(self) -> bool:
        return not self.under_way and (self.code is None or self.code.is_right())

    def _user_code(self) -> str:
        return self.code.text if self.code is not None else ""

    def succeeded(self, answer: object) -> None:
        if isinstance(answer, Path):
            self.say(translate("ui", "Saved: {path}").format(path=answer), Tone.OK)
        elif QDesktopServices.openUrl(QUrl(str(answer), QUrl.ParsingMode.StrictMode)):
            self.say(
                translate("ui", "The page is open in the browser. What the buyer does shows at the order."), Tone.OK
            )
        else:
            QGuiApplication.clipboard().setText(str(answer))
            self.say(translate("ui", "No browser opened. The page's address is in the clipboard."), Tone.WAIT)

    def closes_when_done(self) -> bool:
        return False
