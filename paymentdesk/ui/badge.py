"""Badges: a small drawn icon, a word and a colour, always together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paymentdesk.ui.theme import Tone, tone_colours

_ICON = 11.0
_GAP = 5.0
_SIDE = 9.0
_HEIGHT = 1.5  # of the letters' height


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says. The icon follows from the tone, except where `icon` names another."""

    text: str
    tone: Tone
    icon: str = ""


_fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}


def badge_font(font: QFont) -> tuple[QFont, QFontMetricsF]:
    """The letters of badges beside text of a font, with their measures; made once for a font."""
    key = font.key()
    if key not in _fonts:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        small.setWeight(QFont.Weight.Medium)
        _fonts[key] = small, QFontMetricsF(small)
    return _fonts[key]


def badge_size(badge: Badge, font: QFont) -> QSize:
    _, metrics = badge_font(font)
    width = 2 * _SIDE + _ICON + (_GAP + metrics.horizontalAdvance(badge.text) if badge.text else 0)
    return QSize(int(width + 1), int(metrics.height() * _HEIGHT) // 2 * 2)


def paint_badge(painter: QPainter, place: QRectF, badge: Badge, font: QFont) -> None:
    """Draw at the left middle of `place`, with an elided word where there is no room."""
    colour, ground = tone_colours(badge.tone)
    size = badge_size(badge, font)
    width = min(float(size.width()), place.width())
    box = QRectF(place.left(), place.center().y() - size.height() / 2, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    icon = QRectF(box.left() + _SIDE - 1, box.center().y() - _ICON / 2, _ICON, _ICON)
    paint_icon(painter, icon, badge.icon or _ICONS[badge.tone], colour)
    painter.setPen(colour)
    small, metrics = badge_font(font)
    painter.setFont(small)
    text_box = box.adjusted(_SIDE + _ICON + _GAP - 1, 0, -_SIDE + 4, 0)
    text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, text_box.width())
    painter.drawText(text_box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


_ICONS = {Tone.OK: "check", Tone.WAIT: "clock", Tone.BAD: "alert", Tone.MUTE: "half", Tone.VIO: "diamond"}


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """One of the small signs: check, clock, alert, half, diamond, empty, arrow, bell."""
    pen = QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 11, box.height() / 11)
    _DRAWINGS[name](painter, colour)
    painter.restore()


def _check(painter: QPainter, _: QColor) -> None:
    path = QPainterPath(QPointF(2, 6))
    path.lineTo(4.5, 8.5)
    path.lineTo(9, 2.8)
    painter.drawPath(path)


def _clock(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.3))
    painter.drawEllipse(QRectF(1, 1, 9, 9))
    path = QPainterPath(QPointF(5.5, 3))
    path.lineTo(5.5, 5.7)
    path.lineTo(7.4, 6.8)
    painter.drawPath(path)


def _alert(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(5.5, 1.8), QPointF(5.5, 6.0))
    painter.drawPoint(QPointF(5.5, 9.2))


def _half(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2))
    painter.drawEllipse(QRectF(1, 1, 9, 9))
    painter.setBrush(colour)
    painter.drawPie(QRectF(1, 1, 9, 9), 90 * 16, 180 * 16)


def _full(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2))
    painter.drawEllipse(QRectF(1, 1, 9, 9))
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(3.6, 3.6), QPointF(7.4, 7.4))
    painter.drawLine(QPointF(7.4, 3.6), QPointF(3.6, 7.4))


def _diamond(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(5.5, 0.8))
    for x, y in ((10.2, 5.5), (5.5, 10.2), (0.8, 5.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(path)


def _empty(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DotLine))
    painter.drawEllipse(QRectF(1, 1, 9, 9))


def _arrow(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(1.2, 5.5), QPointF(9.4, 5.5))
    painter.drawLine(QPointF(6.4, 2.6), QPointF(9.4, 5.5))
    painter.drawLine(QPointF(6.4, 8.4), QPointF(9.4, 5.5))


def _bell(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    path = QPainterPath(QPointF(1.4, 8.2))
    path.cubicTo(3.0, 6.8, 2.2, 1.2, 5.5, 1.2)
    path.cubicTo(8.8, 1.2, 8.0, 6.8, 9.6, 8.2)
    path.closeSubpath()
    painter.drawPath(path)
    painter.drawLine(QPointF(4.6, 10.2), QPointF(6.4, 10.2))


_DRAWINGS = {
    "check": _check,
    "clock": _clock,
    "alert": _alert,
    "half": _half,
    "full": _full,
    "diamond": _diamond,
    "empty": _empty,
    "arrow": _arrow,
    "bell": _bell,
}


class BadgeLabel(QWidget):
    """A badge as a widget; its accessible name is its word."""

    def __init__(self, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return badge_size(self._badge, self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._badge, self.font())
        painter.end()
