"""What every page of the settings has: a heading, fields with what is wrong beside them, and a job that is waited for
without waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from paymentdesk.background.shop_settings import ShopSettings
from paymentdesk.domain.trouble import Trouble
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, call, card, clear, label, note, restyle, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
WIDTH = 736
Answered = Callable[[Any], object]


class Form(QVBoxLayout):
    """Fields under each other; `wrong` says beside one of them what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(22, 18, 22, 20)
        self.setSpacing(4)
        self._errors: dict[QWidget, QLabel] = {}

    def heading(self, text: str, under: str = "") -> None:
        self.addWidget(label(text, "strong", wrap=True))
        if under:
            self.addWidget(label(under, "muted", wrap=True))

    def field(self, name: str, widget: QWidget, hint: str = "") -> None:
        """A field under its name, with an empty place for what is wrong with it."""
        if not widget.accessibleName():
            call(widget, name)
        heading = label(name, "muted")
        heading.setBuddy(widget)
        error = label("", "error", wrap=True)
        error.hide()
        self.addSpacing(9)
        self.addWidget(heading)
        self.addWidget(widget)
        if hint:
            self.addWidget(label(hint, "small", wrap=True))
        self.addWidget(error)
        self._errors[widget] = error

    def line(self, name: str, value: str = "", hint: str = "", *, width: int = 0) -> QLineEdit:
        edit = QLineEdit(value)
        if width:
            edit.setMaximumWidth(width)
        self.field(name, edit, hint)
        return edit

    def tick(self, name: str, on: bool, hint: str = "") -> QCheckBox:
        made = QCheckBox(name.replace("&", "&&"))
        made.setAccessibleName(name)
        made.setChecked(on)
        self.addSpacing(9)
        self.addWidget(made)
        if hint:
            under = label(hint, "small", wrap=True)
            under.setContentsMargins(26, 0, 0, 0)
            self.addWidget(under)
        return made

    def copied(self, name: str, value: str) -> QLineEdit:
        """A value to copy: it can be selected, and a button beside it copies it."""
        edit = QLineEdit(value)
        edit.setReadOnly(True)
        edit.setAccessibleName(name)
        copy = copy_button(lambda: edit.text(), name)
        heading = label(name, "muted")
        heading.setBuddy(edit)
        self.addSpacing(9)
        self.addWidget(heading)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(edit, 1)
        line.addWidget(copy)
        self.addLayout(line)
        return edit

    def wrong(self, widget: QWidget, text: str) -> None:
        """Say beside a field what is wrong with it; "" takes that away."""
        place = self._errors[widget]
        place.setText(text)
        place.setVisible(bool(text))
        widget.setProperty("wrong", "true" if text else "false")
        widget.setAccessibleDescription(text)
        restyle(widget)
        if text:
            widget.setFocus()

    def error_of(self, widget: QWidget) -> str:
        return self._errors[widget].text()

    def all_right(self) -> None:
        for widget in self._errors:
            self.wrong(widget, "")


def copy_button(text: Callable[[], str], name: str) -> QPushButton:
    """Copies a text; says once that it did."""
    made = button(translate("ui", "Copy"), lambda: None, "row")
    made.setAccessibleName(translate("ui", "Copy: {name}").format(name=name))

    def copied() -> None:
        QGuiApplication.clipboard().setText(text())
        made.setText(translate("ui", "Copied"))

    made.clicked.connect(lambda _=False: copied())
    return made


def framed(form: Form) -> QFrame:
    """A form as a card."""
    frame = card()
    frame.setLayout(form)
    return frame


class Page(QScrollArea):
    """A page scrolls by itself. Subclasses add cards to `column` and hand acts to `do`."""

    def __init__(self, session: Session, title: str = "") -> None:
        super().__init__()
        self.title = title
        self.setAccessibleName(title)
        self.session = session
        self.settings: ShopSettings = session.settings
        self._waiting: dict[int, Answered] = {}
        self._busy: list[QWidget] = []
        self._notice_place = QVBoxLayout()
        self._said = ""
        inside = QWidget()
        inside.setObjectName("scrolled")
        # The width is bounded beside a stretch: Qt reckons the height of wrapped texts by the width a layout gives.
        bounded = QWidget()
        bounded.setMaximumWidth(WIDTH)
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(bounded, 1000)
        line.addStretch(1)
        self.column = QVBoxLayout(bounded)
        self.column.setContentsMargins(4, 0, 12, 12)
        self.column.setSpacing(14)
        self.build()
        self.column.addLayout(self._notice_place)
        self.column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.settings.done.connect(self._done)
        self.settings.failed.connect(self._failed)

    def build(self) -> None:
        """Each page answers for itself; a QWidget cannot be an ABC, so one that forgets fails when it is asked."""
        raise NotImplementedError

    def shown(self) -> None:
        """The page has come to the front: what it shows is read again."""

    def save_row(self, save: Callable[[], object], text: str = "") -> QHBoxLayout:
        made = button(text or translate("ui", "Save"), save, "primary")
        self._busy.append(made)
        return row(made, 1)

    def do(self, number: int, answered: Answered) -> None:
        """Wait for a job; its buttons are off meanwhile."""
        self._waiting[number] = answered
        for each in self._busy:
            each.setEnabled(False)

    @property
    def under_way(self) -> bool:
        return bool(self._waiting)

    @property
    def said(self) -> str:
        """What the page said last."""
        return self._said

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        clear(self._notice_place)
        self._said = text
        if text:
            self._notice_place.addWidget(note(text, tone))

    def saved(self, _: object = None) -> None:
        self.say(translate("ui", "Saved. It holds from now on."))

    def troubled(self, trouble: Trouble) -> None:
        self.say(sentence(trouble, reading=True), Tone.BAD)

    @Slot(int, object)
    def _done(self, number: int, answer: object) -> None:
        answered = self._ended(number)
        if answered is not None:
            answered(answer)

    @Slot(int, object)
    def _failed(self, number: int, error: object) -> None:
        if self._ended(number) is None:
            return
        if isinstance(error, Trouble):
            self.troubled(error)
        else:
            text = translate("ui", "Something unexpected went wrong inside this program; it was written to the log.")
            self.say(text, Tone.BAD)

    def _ended(self, number: int) -> Answered | None:
        answered = self._waiting.pop(number, None)
        if not self._waiting:
            for each in self._busy:
                each.setEnabled(True)
        return answered
