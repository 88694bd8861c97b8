"""Small parts every screen is made of: plain-text labels, link buttons, chips, notes, cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paymentdesk.ui.theme import Tone


def label(text: str, role: str = "", *, wrap: bool = False, copyable: bool = False) -> QLabel:
    """Plain text, whatever it holds: texts from outside are never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if copyable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setCursor(Qt.CursorShape.IBeamCursor)
    return made


def button(text: str, clicked: Callable[[], object], role: str = "") -> QPushButton:
    """A button named by its visible words. `role`: primary, link, chip, row or plain."""
    made = QPushButton(text.replace("&", "&&"))
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _=False: clicked())
    return made


def note(text: str, tone: Tone, *, strong: str = "") -> QFrame:
    """A coloured box with a sentence, and before it what is most important in stronger letters."""
    frame = QFrame()
    frame.setProperty("role", "note")
    frame.setProperty("tone", tone.value)
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(12, 10, 12, 10)
    rows.setSpacing(3)
    if strong:
        first = label(strong, "strong", wrap=True)
        rows.addWidget(first)
    if text:
        rows.addWidget(label(text, wrap=True))
    frame.setAccessibleName(" ".join(part for part in (strong, text) if part))
    return frame


def card() -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    return frame


def restyle(widget: QWidget) -> None:
    """Make a changed property show."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def row(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; a number is a stretch."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            line.addStretch(part)
        else:
            line.addWidget(part)
    return line


class Flow(QLayout):
    """Parts beside each other that go on in the next line where there is no room."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._parts: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(item)

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for part in self._parts:
            size = size.expandedTo(part.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        for part in self._parts:
            wide = _wanted(part, rect.width())
            if x > rect.x() and x + wide.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + self._gap, 0
            if move:
                part.setGeometry(QRect(QPoint(x, y), wide))
            x += wide.width() + self._gap
            high = max(high, wide.height())
        return y + high - rect.y()


def _wanted(part: QLayoutItem, most: int) -> QSize:
    """How much room a part of a line wants: never more than the line has, a text that may be broken in as few lines as
    that takes."""
    widget = part.widget()
    if isinstance(widget, QLabel) and widget.wordWrap():
        widget.ensurePolished()
        width = min(widget.fontMetrics().horizontalAdvance(widget.text()) + 2, most)
        return QSize(width, part.heightForWidth(width))
    size = part.sizeHint()
    return QSize(min(size.width(), most), size.height())


def call(widget: QWidget, name: str) -> None:
    """Give a field its accessible name, and the text inside a box that can be written into as well."""
    widget.setAccessibleName(name)
    for inside in widget.findChildren(QLineEdit):
        inside.setAccessibleName(name)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Elided(QLabel):
    """One line of plain text that is cut with an ellipsis where there is no room; whole in its hover text."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self._text = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 24
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        self.setToolTip(self._text if shown != self._text else "")
        self.setAccessibleName(self._text)
