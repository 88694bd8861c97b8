"""A row of the inbox: its sign, what happened, what it means, and when."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paymentdesk import wording
from paymentdesk.ui.badge import Badge, paint_badge
from paymentdesk.ui.theme import colour, colours

_SIGN = 42
_SIDE = 10


@dataclass(frozen=True, slots=True)
class NoticeLine:
    title: str
    text: str
    when: str
    badge: Badge
    unread: bool

    @property
    def spoken(self) -> str:
        return wording.several((self.title, self.text, self.when))


class NoticeDelegate(QStyledItemDelegate):
    """Draws a `NoticeLine`; an unread one stands in stronger letters with a dot."""

    @staticmethod
    def height(widget: QWidget) -> int:
        return int(widget.fontMetrics().height() * 3.1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        look, box = colours(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour(look.accent_bg))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour(look.hover))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, colour(look.line))
        paint_badge(painter, QRectF(box.x() + _SIDE, box.y(), _SIGN, box.height()), line.badge, option.font)
        strong, plain = QFont(option.font), QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold if line.unread else QFont.Weight.Normal)
        half = box.height() // 2
        metrics = QFontMetrics(plain)
        when = metrics.horizontalAdvance(line.when)
        left, right = box.x() + _SIDE + _SIGN, box.right() - _SIDE
        painter.setFont(plain)
        painter.setPen(colour(look.muted))
        top = QRect(left, box.y() + 5, right - left, half - 4)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.when)
        below = QRect(left, box.y() + half, right - left, half - 6)
        text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setFont(strong)
        painter.setPen(colour(look.text))
        place = top.adjusted(0, 0, -when - 14, 0)
        title = QFontMetrics(strong).elidedText(line.title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()
