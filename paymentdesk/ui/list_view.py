"""The look of a list: one row a line, badges, columns that share the room there is."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from paymentdesk.ui.badge import Badge, badge_size
from paymentdesk.ui.list_model import BADGE, STRONG, Cell, Column, ListModel
from paymentdesk.ui.row_pictures import SIDE, CellPainter, Row, RowPictures, RowShape, RowState
from paymentdesk.ui.theme import Tone, colour, colours

_Index = QModelIndex | QPersistentModelIndex
FRESH_AT_ONCE = 8
"""Rows made anew in one turn of the window's thread. Where there are more, what was in their place stays until the next
turn, which comes at once: a list that changes all over does not hold the window."""


class CellDelegate(QStyledItemDelegate):
    """Draws a cell of a short table: text or badge, the ground of the selected row, the line under the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = CellPainter()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, rect = colours(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(look.accent_bg))
            view = option.widget
            if index.column() == 0 and isinstance(view, QTableView) and view.hasFocus():
                painter.fillRect(rect.x(), rect.y(), 3, rect.height() - 1, colour(look.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(look.hover))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour(look.line))
        self._cells.paint(painter, look, rect, _cell_of(index), option.font)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            return badge_size(badge, option.font) + QSize(2 * SIDE, 8)
        return super().sizeHint(option, index)


def _cell_of(index: _Index) -> Cell:
    """A cell by the ordinary roles of its model."""
    badge, text = index.data(BADGE), index.data(Qt.ItemDataRole.DisplayRole)
    alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
    return Cell(
        text=str(text or ""),
        badge=badge if isinstance(badge, Badge) else None,
        right=bool(alignment is not None and Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight),
        strong=bool(index.data(STRONG)),
    )


class ListView(QTableView):
    """A list of rows. `opened` when Enter or a double click asks for more of the current row."""

    opened = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pictures = RowPictures()
        self._seen: dict[int, Row] = {}  # what was drawn last, by its top edge
        self._hovered = -1
        self.entered.connect(self._entered)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(int(self.fontMetrics().height() * 2.1))
        rows.hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(int(self.fontMetrics().height() * 2.0))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._double_clicked)

    def _double_clicked(self, _: QModelIndex) -> None:
        self.opened.emit()

    # ------------------------------------------------------------ columns share the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.share_room()

    def share_room(self) -> None:
        """Give every column what its sample needs, the stretching ones what is left; without room some texts get
        brief, then the columns that can be spared go, the least needed first."""
        model = self.model()
        if not isinstance(model, ListModel):
            return
        room = self.viewport().width()
        needs = [self._need(column) for column in model.columns]
        brief = sum(needs) > room
        model.show_brief(brief)
        if brief:
            needs = [self._need(column, brief=True) for column in model.columns]
        shown = set(range(len(needs)))
        while sum(needs[n] for n in shown) > room:
            spare = max(shown, key=lambda n: (model.columns[n].spare, n))
            if not model.columns[spare].spare:
                break
            shown.discard(spare)
        left = max(0, room - sum(needs[n] for n in shown))
        shares = sum(model.columns[n].stretch for n in shown)
        if not shares:
            needs[max(shown)] += left
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, number not in shown)
            extra = left * column.stretch // shares if shares and number in shown else 0
            self.setColumnWidth(number, needs[number] + extra)

    def _need(self, column: Column, *, brief: bool = False) -> int:
        metrics = self.fontMetrics()
        samples = column.brief_samples if brief and column.brief is not None else column.samples
        wide = max(metrics.horizontalAdvance(text) for text in (column.title, *samples))
        if column.badge is not None:
            font = self.font()
            wide = max(badge_size(Badge(text, Tone.OK), font).width() for text in column.samples)
        return wide + 2 * SIDE + 2

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.step(1 if event.key() == Qt.Key.Key_J else -1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.text() and event.text().isprintable():
            event.ignore()  # no search by typing: single letters are the window's keys
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """To the next or the previous row."""
        model = self.model()
        if model is None or not model.rowCount():
            return
        now = self.currentIndex().row()
        row = 0 if now < 0 else min(max(0, now + by), model.rowCount() - 1)
        self.setCurrentIndex(model.index(row, 0))

    def keyboardSearch(self, search: str) -> None:
        """Rows are found with the search field, not by typing into the list."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def offset_of(self, row: int) -> int:
        """Where a row is seen, in pixels from the top of the list; to keep it there."""
        return self.rowViewportPosition(row)

    def keep_at(self, row: int, offset: int) -> None:
        """Scroll so that a row is seen where it was."""
        moved = self.rowViewportPosition(row) - offset
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + moved)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._seen.clear()  # other rows stand in those places

    def show_empty(self, text: str) -> None:
        """What to say instead of rows."""
        self._empty = text
        self.viewport().update()

    _empty = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows in one go; Qt would ask a delegate for every cell."""
        model = self.model()
        if not isinstance(model, ListModel):
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        if model.rowCount():
            self._paint_rows(painter, model, event.rect())
        elif self._empty:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            box = self.viewport().rect().adjusted(24, 48, -24, -24)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), self._empty)
        painter.end()

    def _paint_rows(self, painter: QPainter, model: ListModel, part: QRect) -> None:
        shape, font = self._shape(model), self.font()
        selection, focused = self.selectionModel(), self.hasFocus()
        left = -self.horizontalOffset()
        first, last = self.rowAt(part.top()), self.rowAt(part.bottom())
        rows: list[tuple[Row, int, int]] = []
        fresh, late = 0, False
        for row in range(max(0, first), (last if last >= 0 else model.rowCount() - 1) + 1):
            top, made = self.rowViewportPosition(row), model.made(row)
            before = self._seen.get(top)
            if fresh >= FRESH_AT_ONCE and not made and before is not None and self._pictures.has(shape, before):
                rows.append((before, left, top))
                late = True
                continue
            shown = model.cells(row), RowState(selection.isRowSelected(row), focused, row == self._hovered)
            fresh += not (made and self._pictures.has(shape, shown))
            rows.append((shown, left, top))
        self._seen.update((top, shown) for shown, _, top in rows)
        self._pictures.paint(painter, shape, font, rows)
        if late:
            QTimer.singleShot(0, self.viewport().update)

    def _shape(self, model: ListModel) -> RowShape:
        header = self.horizontalHeader()
        shown = (n for n in range(len(model.columns)) if not self.isColumnHidden(n))
        return RowShape(
            columns=tuple((n, header.sectionPosition(n), header.sectionSize(n)) for n in shown),
            width=header.length(),
            height=self.verticalHeader().defaultSectionSize(),
            font=self.font().key(),
            look=colours(),
            ratio=self.devicePixelRatioF(),
        )

    # ------------------------------------------------------------ the row under the mouse

    def _entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for each in {before, row} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(each), self.viewport().width(), self.rowHeight(each))

    def row_at(self, y: int) -> int:
        return self.rowAt(QPoint(0, y).y())
