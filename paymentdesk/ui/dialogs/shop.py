"""A shop's key is renewed, or the shop is taken off this computer's list. No money is moved by either."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from paymentdesk.domain.connection import Finding
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.connection import finding_sentence, shown_by_it
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.settings import wrong

translate = QCoreApplication.translate


class _SettingDialog(DeskDialog):
    """Waits for one job of the settings."""

    def __init__(self, session: Session, title: str, under: str, parent: QWidget | None) -> None:
        super().__init__(title, under, parent)
        self.settings = session.settings
        self._job: int | None = None
        self.settings.done.connect(self._done)
        self.settings.failed.connect(self._failed)

    def wait(self, job: int, text: str) -> None:
        assert self.confirm is not None
        self._job = job
        self.confirm.setEnabled(False)
        self.say(text, Tone.MUTE)

    def answered(self, answer: object) -> None:
        """Each dialog answers for itself; a QDialog cannot be an ABC, so one that forgets fails when it is asked."""
        raise NotImplementedError

    def troubled(self, trouble: Trouble) -> None:
        self.say(sentence(trouble, reading=True))

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if self._ended(job):
            self.answered(answer)

    @Slot(int, object)
    def _failed(self, job: int, error: object) -> None:
        if not self._ended(job):
            return
        if isinstance(error, Trouble):
            self.troubled(error)
        else:
            text = translate("ui", "Something unexpected went wrong inside this program; it was written to the log.")
            self.say(text)

    def _ended(self, job: int) -> bool:
        if job != self._job:
            return False
        self._job = None
        if self.confirm is not None:
            self.confirm.setEnabled(True)
        return True


class RenewDialog(_SettingDialog):
    """`renewed` when i'mport accepted the new key and the ledger took it."""

    renewed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        under = translate(
            "ui",
            "For a key that was renewed in the PortOne console. It is taken only after it has shown three payments "
            "this desk knows: another shop's key never gets at this ledger.",
        )
        super().__init__(session, translate("ui", "Renew the key"), under, parent)
        self.key, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._key_wrong = self.field(translate("ui", "REST API key"), self.key)
        self._secret_wrong = self.field(translate("ui", "REST API secret"), self.secret)
        self.buttons(translate("ui", "Close"), translate("ui", "Test it and take it"), self.take)
        self.key.setFocus()

    def take(self) -> None:
        key, secret = self.key.text().strip(), self.secret.text().strip()
        self.wrong(self.secret, self._secret_wrong, "" if secret else wrong("empty"))
        self.wrong(self.key, self._key_wrong, "" if key else wrong("empty"))
        if key and secret and self._job is None:
            self.wait(self.settings.renew(key, secret), translate("ui", "Asking i'mport…"))

    def answered(self, answer: object) -> None:
        if isinstance(answer, Finding):
            self.say(" ".join(filter(None, (finding_sentence(answer), shown_by_it(answer)))))
            return
        self.renewed.emit()
        self.accept()

    def troubled(self, trouble: Trouble) -> None:
        if trouble.kind is Kind.OTHER_SHOP:
            text = translate(
                "ui",
                "i'mport accepts this key, but it does not show three payments this desk knows, so it may be another "
                "shop's; the old key stays in use.",
            )
            self.say(text)
            return
        super().troubled(trouble)


class RemoveDialog(_SettingDialog):
    """`removed(folder)` when the shop is off the list."""

    removed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        title = translate("ui", "Take “{title}” off the list").format(title=session.title)
        super().__init__(session, title, "", parent)
        text = translate(
            "ui",
            "Its key and secret leave this computer's keyring and its window closes. The ledger is not deleted and "
            "lies here: {folder}",
        )
        self.add_note(text.format(folder=session.settings.shop.profile.folder), Tone.WAIT)
        text = translate(
            "ui", "Requests that are waiting go on at Paymentwall, and nobody here hears of it until the shop is back."
        )
        self.add_note(text, Tone.WAIT)
        self.buttons(translate("ui", "Keep the shop"), translate("ui", "Take it off the list"), self.take)
        assert self.dismiss is not None
        self.dismiss.setFocus()

    def take(self) -> None:
        if self._job is None:
            self.wait(self.settings.remove(), translate("ui", "Writing…"))

    def answered(self, answer: object) -> None:
        assert isinstance(answer, Path)
        self.removed.emit(answer)
        self.accept()
