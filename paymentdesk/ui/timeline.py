"""A timeline: what happened, newest first, each line with its time and its person under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paymentdesk.ui.theme import colours
from paymentdesk.ui.widgets import clear, label

_LEFT = 22
_DOT = 4.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: what happened, and under it when, by whom, how it is known."""

    text: str
    under: str = ""


class Timeline(QWidget):
    """Lines of text on a rail of dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_LEFT, 2, 0, 2)
        self._column.setSpacing(11)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        if tuple(moments) == self._moments:
            return
        self._moments = tuple(moments)
        clear(self._column)
        self._rows = [self._row(moment) for moment in moments]
        self.update()

    def _row(self, moment: Moment) -> QWidget:
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addWidget(label(moment.text, wrap=True))
        if moment.under:
            lines.addWidget(label(moment.under, "small", wrap=True))
        self._column.addWidget(row)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self.fontMetrics().height() / 2
        points = [QPointF(7, row.geometry().top() + half) for row in self._rows]
        painter.setPen(QPen(QColor(look.line), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(points[0], QPointF(7, self._rows[-1].geometry().bottom()))
        painter.setPen(QPen(QColor(look.surface), 2))
        for number, point in enumerate(points):
            painter.setBrush(QColor(look.accent if number == 0 else look.muted))
            painter.drawEllipse(QRectF(point.x() - _DOT - 1, point.y() - _DOT - 1, 2 * _DOT + 2, 2 * _DOT + 2))
        painter.end()
