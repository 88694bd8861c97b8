"""The lines of Today: a table with a button in each row, for what needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from paymentdesk import wording
from paymentdesk.domain.attention import Need, NeedsYou, ordered
from paymentdesk.store.queries import NeedRow
from paymentdesk.ui.badge import Badge
from paymentdesk.ui.list_model import BADGE, STRONG
from paymentdesk.ui.list_view import CellDelegate
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button
from paymentdesk.wording import NeedFacts, need_words

translate = QCoreApplication.translate
SHOWN = 100
_AT_ONCE = 3
_BESIDE = 24  # pixels beside a row's button
_TITLE = 390  # pixels at most; what it is has the rest

_BY_TEST = (Need.TEST_PAYMENT, Need.PAID_BY_TEST)


@dataclass(frozen=True, slots=True)
class NeedsLine:
    """One line with where its button leads."""

    title: str
    what: str
    money: str
    since: int
    action: str
    tone: Tone
    screen: str
    key: object


def lines_of(rows: Sequence[NeedRow], now: int) -> list[NeedsLine]:
    """Lines in the order a person should take them."""
    return [_line(row, now) for row in ordered(rows)]


def _line(row: NeedsYou, now: int) -> NeedsLine:
    facts = NeedFacts(row.imp_uid, row.merchant_uid, row.ticket, row.amount, row.currency, row.since, now, row.data)
    words = need_words(row.need, facts)
    screen, key = _leads_to(row)
    tone = Tone.BAD if row.danger else Tone.WAIT
    return NeedsLine(
        title=words.title,
        what=words.what,
        money=wording.money(row.amount, row.currency) if row.currency else "",
        since=row.since,
        action=words.action,
        tone=Tone.VIO if row.need in _BY_TEST else tone,
        screen=screen,
        key=key,
    )


def _leads_to(row: NeedsYou) -> tuple[str, object]:
    if row.need is Need.TOO_MANY_CANCELLATIONS:
        return "act", "cancellations_seen"
    if row.need is Need.BLIND_INTERVAL:
        return "act", "blind_confirmed"
    if row.need is Need.BATCH_LEFT:
        return "batch", int(row.data["batch"])
    if row.need in (Need.DELIVERY_DUE, Need.DELIVERY_WAITING):
        return "deliver", row.merchant_uid or None
    if not row.imp_uid and row.ticket is None and not row.merchant_uid:
        return "today", None
    if row.need in (Need.STOP_QUEUE, Need.CHARGEBACK_NOTICE):
        return "payments", row.imp_uid
    if row.ticket is not None:
        return "tickets", row.ticket
    if row.need is Need.PAID_TWICE or row.data.get("finding"):
        return "orders", row.merchant_uid
    return "payments", row.imp_uid


class NeedsList(QTableWidget):
    """`go(screen, key)` when a line's action is taken, by its button or with Enter on the row."""

    go = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__(0, 6)
        self._session = session
        self._lines: list[NeedsLine] = []
        self._unfilled: list[int] = []
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill_some)
        self.setAccessibleName(translate("ui", "Needs you"))
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalHeaderLabels(
            [
                "",
                translate("ui", "Needs you"),
                translate("ui", "What it is"),
                translate("ui", "Amount"),
                translate("ui", "Since"),
                "",
            ]
        )
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(int(self.fontMetrics().height() * 2.3))
        rows.hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(int(self.fontMetrics().height() * 2.0))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        amounts = QTableWidgetItem(translate("ui", "Amount"))
        amounts.setTextAlignment(right)
        self.setHorizontalHeaderItem(3, amounts)
        fixed = QHeaderView.ResizeMode.Fixed
        for column in (0, 3, 4, 5):
            header.setSectionResizeMode(column, fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 46)
        self.setColumnWidth(1, _TITLE)
        self.setColumnWidth(3, 130)
        self.setColumnWidth(4, 80)
        self.setColumnWidth(5, _BESIDE)
        self.itemActivated.connect(self._activated)

    def show_lines(self, lines: Sequence[NeedsLine]) -> None:
        """Show the first of them; rows that stay the same change nothing but their age."""
        shown = list(lines[:SHOWN])
        before, self._lines = self._lines, shown
        row = self.currentRow()
        self.setRowCount(len(shown))
        filled = set(range(min(len(before), len(shown)))) - set(self._unfilled)
        same = {number for number in filled if before[number] == shown[number]}
        for number in same:
            since = self.item(number, 4)
            if since is not None:
                since.setText(self._session.age(shown[number].since))
        self._unfilled = [number for number in range(len(shown)) if number not in same]
        if not same:
            self.setColumnWidth(5, _BESIDE)
        self._fill_some()
        self.updateGeometry()
        current = min(max(row, 0), len(shown) - 1)
        if current != self.currentRow():
            self.setCurrentCell(current, 1)

    def _fill_some(self) -> None:
        """A few rows, the others in the window's next turns: a row with its button takes milliseconds."""
        now, self._unfilled = self._unfilled[:_AT_ONCE], self._unfilled[_AT_ONCE:]
        widest = max([self.columnWidth(5) - _BESIDE, *(self._fill(number, self._lines[number]) for number in now)])
        self.setColumnWidth(5, widest + _BESIDE)
        self._share_room()
        if self._unfilled:
            self._filling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What it is called has what its texts need, at most half of the room; what it is has the rest."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        free = self.viewport().width() - sum(self.columnWidth(each) for each in (0, 3, 4, 5))
        self.setColumnWidth(1, min(_TITLE, self._widest_title(), max(160, free // 2)))

    def _widest_title(self) -> int:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(line.title) for line in self._lines), default=_TITLE) + 26

    def sizeHint(self) -> QSize:
        """As high as its rows; where there is no room it scrolls."""
        return QSize(super().sizeHint().width(), self.horizontalHeader().height() + self.verticalHeader().length() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 120)

    def _fill(self, number: int, line: NeedsLine) -> int:
        """Answers how wide the row's button is."""
        texts = ("", line.title, line.what, line.money, self._session.age(line.since), "")
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 3:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            else:
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                item.setData(BADGE, Badge("", line.tone))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, line.title)
            item.setData(STRONG, column == 1)
            self.setItem(number, column, item)
        made = button(line.action, partial(self.go.emit, line.screen, line.key), "row")
        made.setAccessibleDescription(line.title)
        place = QWidget()
        inside = QHBoxLayout(place)
        inside.setContentsMargins(8, 0, 12, 1)
        inside.addWidget(made)
        inside.addStretch(1)
        self.setCellWidget(number, 5, place)
        return made.sizeHint().width()

    def _activated(self, item: QTableWidgetItem) -> None:
        if 0 <= item.row() < len(self._lines):
            line = self._lines[item.row()]
            self.go.emit(line.screen, line.key)
