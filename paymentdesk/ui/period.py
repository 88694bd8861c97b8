"""A filter for days: today, the last week, or one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from paymentdesk.ui.widgets import label

translate = QCoreApplication.translate


class PeriodPicker(QWidget):
    """`changed` when another period is wanted; days are days of the shop's zone."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setAccessibleName(translate("ui", "Period"))
        for word, text in (
            ("", translate("ui", "Any day")),
            ("today", translate("ui", "Today")),
            ("yesterday", translate("ui", "Yesterday")),
            ("week", translate("ui", "Last 7 days")),
            ("month", translate("ui", "Last 30 days")),
            ("day", translate("ui", "One day…")),
        ):
            self.choice.addItem(text, word)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(translate("ui", "Day"))
        self.day.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        name = label(translate("ui", "Period"), "muted")
        name.setBuddy(self.choice)
        line.addWidget(name)
        line.addWidget(self.choice)
        line.addWidget(self.day)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.day.dateChanged.connect(self._chosen)

    def _chosen(self, _: object) -> None:
        self.day.setVisible(self.word == "day")
        self.changed.emit()

    @property
    def word(self) -> str:
        return str(self.choice.currentData())

    def show_word(self, word: str) -> None:
        self.choice.setCurrentIndex(max(0, self.choice.findData(word)))

    def period(self, now: int, zone: tzinfo) -> tuple[int | None, int | None]:
        """The first and the last second of what is wanted (UNIX), None where it is open."""
        today = datetime.fromtimestamp(now, zone).date()
        chosen = self.day.date()
        match self.word:
            case "today":
                return _begin(today, zone), None
            case "yesterday":
                return _begin(today - timedelta(days=1), zone), _begin(today, zone) - 1
            case "week":
                return _begin(today - timedelta(days=6), zone), None
            case "month":
                return _begin(today - timedelta(days=29), zone), None
            case "day":
                day = date(chosen.year(), chosen.month(), chosen.day())
                return _begin(day, zone), _begin(day + timedelta(days=1), zone) - 1
        return None, None


def _begin(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp())
