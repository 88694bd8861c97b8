"""A payment link: made for a time and a language, then copied, shown as a QR code, mailed, switched off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.domain.checkout import LINK_LANGUAGES, LinkState, PayLink, language_for
from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.dialogs.frame import ActDialog, DeskDialog
from paymentdesk.ui.dialogs.page_fields import UserCodeField, language_choice
from paymentdesk.ui.qr_code import QrCode
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import Flow, button, label, row
from paymentdesk.wording.buyer_mail import link_mail
from paymentdesk.wording.checkout import link_state
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.letters import Letter

translate = QCoreApplication.translate
DAYS = (1, 3, 7, 14, 30)
_USUAL = 7
_DAY = 86400


class MakeLinkDialog(ActDialog):
    """`made(PayLink)` when there is a link; one that is open already is answered instead of a second one."""

    made = Signal(object)

    def __init__(self, session: Session, order: OrderDetail, parent: QWidget | None = None) -> None:
        price = wording.money(order.amount, order.currency)
        under = wording.several((order.merchant_uid, order.name, order.buyer_name, price))
        super().__init__(session.desk, translate("ui", "Payment link"), under, parent)
        self._session, self._order = session, order
        self.days = QComboBox()
        for days in DAYS:
            text = translate("ui", "1 day") if days == 1 else translate("ui", "{n} days").format(n=days)
            self.days.addItem(text, days)
        self.days.setCurrentIndex(DAYS.index(_USUAL))
        self.field(translate("ui", "Good for"), self.days)
        self.language = language_choice(LINK_LANGUAGES, language_for(order.country, LINK_LANGUAGES))
        self.field(translate("ui", "Language of the page"), self.language)
        self.code = UserCodeField(self) if session.desk.checkout.needs_user_code() else None
        text = translate(
            "ui", "Amount and currency are registered at i'mport first: nobody can pay another amount by this link."
        )
        self.add_note(text, Tone.MUTE)
        self.again = QCheckBox(translate("ui", "Make another link all the same"))
        self.column.addSpacing(10)
        self.column.addWidget(self.again)
        self.again.setVisible(any(link.state in ("asked", "unknown") for link in order.links))
        self.buttons(
            translate("ui", "Close"), translate("ui", "Make a link for {amount}").format(amount=price), self.make
        )
        self.days.setFocus()

    def make(self) -> None:
        if self.under_way or (self.code is not None and not self.code.is_right()):
            return
        job = self._session.desk.checkout.make_link(
            self._order.merchant_uid,
            expires_at=self._session.now() + int(self.days.currentData()) * _DAY,
            language=str(self.language.currentData()),
            again=self.again.isChecked(),
            user_code=self.code.text if self.code is not None else "",
        )
        self.hand_over(job, translate("ui", "Asking i'mport…"))

    def succeeded(self, answer: object) -> None:
        if isinstance(answer, PayLink):
            self.made.emit(answer)

    def troubled(self, trouble: Trouble) -> bool:
        if trouble.kind in (Kind.LINK_MAY_EXIST, Kind.LINK_UNKNOWN):
            self.again.show()
        return False


class LinkDialog(DeskDialog):
    """One open link, and everything a person does with it."""

    def __init__(self, session: Session, order: OrderDetail, link: PayLink, parent: QWidget | None = None) -> None:
        price = wording.money(link.amount, link.currency)
        under = wording.several((order.merchant_uid, order.name, order.buyer_name))
        super().__init__(translate("ui", "Payment link · {amount}").format(amount=price), under, parent, width=600)
        self._session, self._order, self.link = session, order, link
        self._disabling: int | None = None
        self._saving: int | None = None
        self.url = QLineEdit(link.url)
        self.url.setReadOnly(True)
        self.url.setCursorPosition(0)
        self.url.setAccessibleName(translate("ui", "Address of the payment link"))
        name = translate("ui", "QR code of the payment link")
        self.code = QrCode(session.desk.checkout.qr_modules(link.url), name, link.url)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.url)
        until = translate("ui", "Good until {moment}").format(moment=session.moment(link.expires_at))
        side.addWidget(label(until, "muted", wrap=True))
        self._first(side)
        side.addSpacing(6)
        self._mail(side)
        side.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(side, 1)
        self.column.addSpacing(14)
        self.column.addLayout(line)
        self._outdated()
        self.off = button(translate("ui", "Switch the link off"), self.disable)
        self.column.addLayout(self._notice_place)
        self.column.addSpacing(18)
        self.dismiss = button(translate("ui", "Close"), self.reject, "primary")
        self.column.addLayout(row(self.off, 1, self.dismiss))
        self.dismiss.setFocus()
        session.desk.job_done.connect(self._done)
        session.desk.job_failed.connect(self._failed)

    def _first(self, side: QVBoxLayout) -> None:
        flow = Flow()
        flow.addWidget(button(translate("ui", "Copy link"), self.copy))
        flow.addWidget(button(translate("ui", "Open in the browser"), self.open_link))
        flow.addWidget(button(translate("ui", "Save QR code…"), self.save_code))
        side.addLayout(flow)

    def _mail(self, side: QVBoxLayout) -> None:
        self.language = language_choice(LINK_LANGUAGES, language_for(self._order.country, LINK_LANGUAGES))
        heading = label(translate("ui", "Mail to the buyer, in"), "muted")
        heading.setBuddy(self.language)
        side.addLayout(row(heading, self.language, 1))
        flow = Flow()
        flow.addWidget(button(translate("ui", "Write a mail…"), self.write))
        flow.addWidget(button(translate("ui", "Copy the mail's text"), self.copy_mail))
        side.addLayout(flow)

    def _outdated(self) -> None:
        price = Money(self._order.amount, self._order.currency)
        if self.link.state_at(self._session.now(), price) is LinkState.OUTDATED:
            text = translate(
                "ui", "The order costs {amount} by now. Make a new link; this one is switched off with it."
            )
            amount = wording.money(price.minor, price.currency)
            self.add_note(text.format(amount=amount), Tone.BAD, link_state("outdated"))

    # ------------------------------------------------------------ what is done with it

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in (self._disabling, self._saving)

    def mail(self) -> Letter:
        """The mail as it would be written."""
        order = self._order
        return link_mail(
            self.link,
            language=str(self.language.currentData()),
            shop=self._session.title,
            item=order.name,
            buyer_name=order.buyer_name,
            buyer_email=order.buyer_email,
            zone=self._session.zone,
        )

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.url)
        self.say(translate("ui", "The link is in the clipboard."), Tone.OK)

    def copy_mail(self) -> None:
        written = self.mail()
        QGuiApplication.clipboard().setText(f"{written.subject}\n\n{written.body}")
        self.say(translate("ui", "The mail's text is in the clipboard."), Tone.OK)

    def write(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.mail().mailto, QUrl.ParsingMode.StrictMode)):
            self.copy_mail()
            self.say(translate("ui", "No mail program opened. The mail's text is in the clipboard."), Tone.WAIT)

    def open_link(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.link.url, QUrl.ParsingMode.StrictMode)):
            self.say(translate("ui", "No browser opened. Copy the link instead."), Tone.WAIT)

    def save_code(self) -> None:
        """A file of the person's choice, PNG or SVG."""
        kinds = "PNG (*.png);;SVG (*.svg)"
        name = f"{self.link.merchant_uid}.png"
        path, _ = QFileDialog.getSaveFileName(self, translate("ui", "Save QR code"), name, kinds)
        if path:
            self._saving = self._session.desk.checkout.save_qr(self.link.url, Path(path))

    def disable(self) -> None:
        if self._disabling is None:
            self.off.setEnabled(False)
            self._disabling = self._session.desk.checkout.disable_links(self.link.merchant_uid)

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job == self._disabling:
            self.accept()
        elif job == self._saving:
            self.say(translate("ui", "The QR code was saved."), Tone.OK)

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if not self.waits_for(job):
            return
        if job == self._disabling:
            self._disabling = None
            self.off.setEnabled(True)
        if isinstance(trouble, Trouble):
            self.say(sentence(trouble))
