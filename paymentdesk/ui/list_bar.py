"""The bar above a list: its title, the search field, a chip for each state with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from paymentdesk.ui.widgets import label

translate = QCoreApplication.translate
FIELD_WIDTH = 210  # the least in which a search can be read
TYPED_AFTER = 180  # ms without another letter before a search begins


class SearchField(QLineEdit):
    """Esc empties it first and then leaves it; Enter and the arrow down lead to the list."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.done.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class Chip(QPushButton):
    """A filter that is on or off; wide enough for the stronger letters of the one that is on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "chip")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        plain = QFont(self.font())
        plain.setWeight(QFont.Weight.Normal)
        more = QFontMetrics(strong).horizontalAdvance(self.text()) - QFontMetrics(plain).horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)


class ListBar(QWidget):
    changed = Signal()
    done = Signal()

    def __init__(self, title: str, hint: str, chips: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._labels = dict(chips)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(9)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(8)
            lines.addLayout(line)
        self._heading = label(title, "title")
        self._first.addWidget(self._heading)
        self._first.addSpacing(12)
        self.field = SearchField()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(translate("ui", "Search"))
        self.field.setToolTip(translate("ui", "Search (/ or Ctrl+F)"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(150)
        self.field.setMaximumWidth(420)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._first.addWidget(self.field, 12)
        self._holder = QWidget()
        beside = QHBoxLayout(self._holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        self._first.addWidget(self._holder)
        self._first.addStretch(1)
        self._room_beside = 0
        self._second.addStretch(1)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for key, text in chips:
            chip = Chip(text)
            self._group.addButton(chip)
            self._chips[key] = chip
            beside.addWidget(chip)
        self.only_chip = Chip("")
        self.only_chip.setAccessibleDescription(translate("ui", "Only what a notice is about; press it to see all"))
        self.only_chip.clicked.connect(self._leave_only)
        self.only_chip.hide()
        self._group.addButton(self.only_chip)
        beside.addWidget(self.only_chip)
        self._key = chips[0][0]
        self._chips[self._key].setChecked(True)
        self._group.buttonClicked.connect(self._chosen)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_AFTER)
        self._typed.timeout.connect(self.changed)
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(self._edited)
        self.field.done.connect(self.done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the search field the chips go below it."""
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        need = self._heading.sizeHint().width() + 28 + FIELD_WIDTH + self._holder.sizeHint().width() + self._room_beside
        line, other = (self._first, self._second) if need <= self.width() else (self._second, self._first)
        if line.indexOf(self._holder) < 0:
            other.removeWidget(self._holder)
            line.insertWidget(0 if line is self._second else 3, self._holder)

    def add(self, part: QWidget) -> None:
        """A further filter at the end of the first line."""
        self._first.addWidget(part)
        self._room_beside += part.sizeHint().width() + 8

    @property
    def chip(self) -> str:
        return self._key

    @property
    def search(self) -> str:
        return self.field.text().strip()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Counts are shown on every chip but *All*, and only where there is something to count."""
        for key, chip in self._chips.items():
            n = counts.get(key, 0)
            word = self._labels[key]
            text = f"{word} {n:,}" if n and key != "all" else word
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(text)
        self._place_chips()

    @property
    def only(self) -> bool:
        """Only what a notice is about is listed."""
        return not self.only_chip.isHidden()

    def show_only(self, title: str) -> None:
        """A chip of its own for what a notice is about, until it or another one is clicked."""
        self.only_chip.setText(translate("ui", "{title}  ×").format(title=title).replace("&", "&&"))
        self.only_chip.setAccessibleName(title)
        self.only_chip.show()
        self.only_chip.setChecked(True)
        self._empty()
        self._key = "all"
        self._place_chips()
        self.changed.emit()

    def choose(self, key: str) -> None:
        """As if the chip had been clicked."""
        if key in self._chips and (key != self._key or self.only):
            self._take(key)

    def reset(self, key: str) -> None:
        """Another chip and no search, asked once."""
        self._empty()
        self._take(key)

    def _empty(self) -> None:
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._typed.stop()

    def _take(self, key: str) -> None:
        self.only_chip.hide()
        self._chips[key].setChecked(True)
        self._key = key
        self._place_chips()
        self.changed.emit()

    @Slot()
    def _leave_only(self) -> None:
        self._take("all")

    def focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _chosen(self, chip: QPushButton) -> None:
        key = next((key for key, each in self._chips.items() if each is chip), None)
        if key is not None:
            self._take(key)

    def _edited(self, _: str) -> None:
        self._typed.start()
