"""What every dialog has: a title, fields with their errors beside them, and two buttons that say what they do.

No dialog has Qt's standard buttons: their Korean "Cancel" is the word for a cancellation (money.md R8).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from paymentdesk.background.desk import Desk
from paymentdesk.domain.trouble import Trouble
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, call, label, note, restyle, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


class Veil(QWidget):
    """Dims the window behind a dialog: it is plain which of the two is in use."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(10, 12, 18, 110))
        painter.end()


class DeskDialog(QDialog):
    """Shown with `open()`. Focus begins in the first field or on the button that changes nothing."""

    def __init__(self, title: str, under: str = "", parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(width)
        self.setMaximumWidth(width + 160)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(0)
        self.column.addWidget(label(title, "title", wrap=True))
        if under:
            self.column.addSpacing(3)
            self.column.addWidget(label(under, "muted", wrap=True))
        self._notice: QWidget | None = None
        self._veil: Veil | None = None
        self._notice_place = QVBoxLayout()
        self.confirm: QPushButton | None = None
        self.dismiss: QPushButton | None = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.parentWidget()
        if window is not None and self._veil is None:
            self._veil = Veil(window)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._veil is not None:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None

    def event(self, event: QEvent) -> bool:
        """A text that grows needs more height: nothing in a dialog is ever cut."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            need = self.column.totalHeightForWidth(self.width())
            if need > 0 and need != self.minimumHeight():
                self.setMinimumHeight(need)
        return handled

    def field(self, name: str, widget: QWidget) -> QLabel:
        """A field under its label, with an empty place for what is wrong with it. Answers that place."""
        heading = label(name, "muted")
        heading.setBuddy(widget)
        call(widget, widget.accessibleName() or name)
        error = label("", "error", wrap=True)
        error.hide()
        self.column.addSpacing(13)
        self.column.addWidget(heading)
        self.column.addSpacing(4)
        self.column.addWidget(widget)
        self.column.addWidget(error)
        return error

    def add_note(self, text: str, tone: Tone, strong: str = "") -> QWidget:
        self.column.addSpacing(13)
        box = note(text, tone, strong=strong)
        self.column.addWidget(box)
        return box

    def buttons(self, dismiss: str, confirm: str = "", confirmed: Callable[[], object] | None = None) -> None:
        """The last line: what changes nothing on the left, the act on the right."""
        self.column.addLayout(self._notice_place)
        self.column.addSpacing(18)
        self.dismiss = button(dismiss, self.reject)
        parts: list[QWidget | int] = [1, self.dismiss]
        if confirm and confirmed is not None:
            self.confirm = button(confirm, confirmed, "primary")
            parts.append(self.confirm)
        self.column.addLayout(row(*parts))
        if self.confirm is None:
            self.dismiss.setFocus()

    def wrong(self, widget: QWidget, place: QLabel, text: str) -> None:
        """Say beside a field what is wrong with it; "" takes that away."""
        place.setText(text)
        place.setVisible(bool(text))
        widget.setProperty("wrong", "true" if text else "false")
        widget.setAccessibleDescription(text)
        restyle(widget)
        if text:
            widget.setFocus()

    @property
    def said(self) -> str:
        """What stands above the buttons."""
        return "" if self._notice is None else self._notice.accessibleName()

    def say(self, text: str, tone: Tone = Tone.BAD) -> None:
        """Say something of the whole act above the buttons; "" takes it away."""
        if self._notice is not None:
            self._notice_place.removeWidget(self._notice)
            self._notice.deleteLater()
            self._notice = None
        if text:
            box = note(text, tone)
            frame = QWidget()
            frame.setAccessibleName(text)
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 13, 0, 0)
            inside.addWidget(box)
            self._notice = frame
            self._notice_place.addWidget(frame)


class ActDialog(DeskDialog):
    """A dialog that hands one job to the desk and waits for its outcome with the window alive."""

    def __init__(self, desk: Desk, title: str, under: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, under, parent)
        self._desk = desk
        self._job: int | None = None
        self._last_job: int | None = None
        desk.job_done.connect(self._done)
        desk.job_failed.connect(self._failed)

    @property
    def under_way(self) -> bool:
        return self._job is not None

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job == self._job or job == self._last_job

    def hand_over(self, job: int, busy: str) -> None:
        """The job was given to the desk: nothing can be pressed twice."""
        self._job = self._last_job = job
        self.say("")
        for widget in self._fields():
            widget.setEnabled(False)
        if self.confirm is not None:
            self._confirm_text = self.confirm.text()
            self.confirm.setText(busy)
            self.confirm.setEnabled(False)
        if self.dismiss is not None:
            self.dismiss.setText(translate("ui", "Close"))
            self.dismiss.setAccessibleName(translate("ui", "Close"))
            self.dismiss.setFocus()

    def _fields(self) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit)
        return [each for kind in kinds for each in self.findChildren(kind)]

    def succeeded(self, answer: object) -> None:
        """The job is done; the dialog closes, unless it says otherwise."""

    def closes_when_done(self) -> bool:
        return True

    def troubled(self, trouble: Trouble) -> bool:
        """The job met trouble. True if the dialog showed it itself."""
        return False

    def _ready_again(self) -> None:
        for widget in self._fields():
            widget.setEnabled(True)
        if self.confirm is not None:
            self.confirm.setText(self._confirm_text)
            self.confirm.setEnabled(True)

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job != self._job:
            return
        self._job = None
        self.succeeded(answer)
        if self.closes_when_done():
            self.accept()
        else:
            self._ready_again()

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job != self._job:
            return
        self._job = None
        self._ready_again()
        if isinstance(trouble, Trouble) and self.troubled(trouble):
            return
        if isinstance(trouble, Trouble):
            self.say(sentence(trouble))
        else:
            self.say(translate("ui", "Something unexpected went wrong inside this program; it was written to the log."))
