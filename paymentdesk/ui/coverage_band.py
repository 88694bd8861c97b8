"""A year as a narrow band: green where it was read whole, hatched where not, nothing where it is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from paymentdesk.store.queries import Coverage, Span
from paymentdesk.ui.theme import colours

_HEIGHT = 10
_MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Year:
    """`spans` were read whole and `gaps` were not, of what of the year `wanted` is about; all UNIX seconds."""

    number: int
    whole: Span
    wanted: Span
    spans: tuple[Span, ...]
    gaps: tuple[Span, ...]

    @property
    def share(self) -> float:
        """How much of what is wanted was read, 0 to 1."""
        wanted = self.wanted.end - self.wanted.start
        missing = sum(gap.end - gap.start for gap in self.gaps)
        return 1.0 if wanted <= 0 else 1 - missing / wanted


def years(coverage: Coverage, now: int, zone: tzinfo) -> list[Year]:
    """The years since the shop's first payment, newest first; this year while there is none."""
    # What changed after the last round is not missing: it is asked for next.
    until = min(now, coverage.complete_up_to or now)
    begin = min(coverage.first_at or until, until)
    first, last = datetime.fromtimestamp(begin, zone).year, datetime.fromtimestamp(now, zone).year
    made = []
    for number in range(last, max(first, last - _MOST_YEARS) - 1, -1):
        whole = Span(*(int(datetime(each, 1, 1, tzinfo=zone).timestamp()) for each in (number, number + 1)))
        wanted = Span(max(whole.start, begin), min(whole.end, until))
        spans = tuple(
            Span(max(span.start, whole.start), min(span.end, whole.end))
            for span in coverage.spans
            if span.end > whole.start and span.start < whole.end
        )
        made.append(Year(number, whole, wanted, spans, _gaps(wanted, spans)))
    return made


def _gaps(wanted: Span, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    gaps, at = [], wanted.start
    for span in spans:
        if span.start > at:
            gaps.append(Span(at, min(span.start, wanted.end)))
        at = max(at, span.end)
    if at < wanted.end:
        gaps.append(Span(at, wanted.end))
    return tuple(gap for gap in gaps if gap.end > gap.start)


class CoverageBand(QWidget):
    """Draws a year; the cells beside it say the same in words."""

    def __init__(self, year: Year, text: str, *, width: int = 150) -> None:
        super().__init__()
        self._year, self._width = year, width
        self.setAccessibleName(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        return QSize(self._width, _HEIGHT + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, year = colours(), self._year
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(8, (self.height() - _HEIGHT) / 2, self.width() - 16, _HEIGHT)
        shape = QPainterPath()
        shape.addRoundedRect(box, 3, 3)
        painter.setClipPath(shape)
        painter.fillRect(box, QColor(look.mute_bg))
        for gap in year.gaps:
            place = self._place(box, gap)
            painter.fillRect(place, QColor(look.wait_bg))
            painter.fillRect(place, QBrush(QColor(look.wait), Qt.BrushStyle.BDiagPattern))
        for span in year.spans:
            painter.fillRect(self._place(box, span), QColor(look.dot))
        painter.end()

    def _place(self, box: QRectF, span: Span) -> QRectF:
        whole = self._year.whole
        scale = box.width() / (whole.end - whole.start)
        left = box.left() + (span.start - whole.start) * scale
        return QRectF(left, box.top(), max(1.5, (span.end - span.start) * scale), box.height())
