"""Rows are drawn once and then shown from memory, and what is shown is what would be drawn anew."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from paymentdesk.ui.badge import Badge
from paymentdesk.ui.list_model import Cell
from paymentdesk.ui.row_pictures import KEPT, Row, RowPictures, RowShape, RowState
from paymentdesk.ui.theme import DARK, LIGHT, Tone

WIDTH, HEIGHT = 240, 30


def _row(number: int, **state: bool) -> Row:
    cells = (Cell(f"HB-{number:04}"), Cell(badge=Badge("Paid", Tone.OK)), Cell("US$20.00", right=True, strong=True))
    return cells, RowState(**state)


def _shape(font: QFont, look: Any = LIGHT, ratio: float = 1.0) -> RowShape:
    return RowShape(((0, 0, 80), (1, 80, 80), (2, 160, 80)), WIDTH, HEIGHT, font.key(), look, ratio)


def _painted(pictures: RowPictures, font: QFont, rows: list[Row], shape: RowShape | None = None) -> QImage:
    image = QImage(WIDTH, HEIGHT * len(rows), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    pictures.paint(painter, shape or _shape(font), font, [(row, 0, n * HEIGHT) for n, row in enumerate(rows)])
    painter.end()
    return image


@pytest.fixture
def font(qapp: Any) -> QFont:
    return QFont(qapp.font())


def test_what_is_kept_looks_as_if_drawn_anew(font: QFont) -> None:
    pictures = RowPictures()
    rows = [_row(1), _row(2, selected=True, focused=True), _row(3, hovered=True), _row(1)]
    first = _painted(pictures, font, rows)
    assert _painted(pictures, font, rows) == first == _painted(RowPictures(), font, rows)
    assert _painted(pictures, font, rows[::-1]) != first
    assert first.copy(0, 0, WIDTH, HEIGHT) == first.copy(0, 3 * HEIGHT, WIDTH, HEIGHT), "the same row twice"
    assert first.copy(0, 0, WIDTH, HEIGHT) != first.copy(0, HEIGHT, WIDTH, HEIGHT), "a selected row looks different"


def test_more_rows_than_are_kept_are_each_themselves(font: QFont) -> None:
    pictures = RowPictures()
    rows = [_row(number) for number in range(KEPT + 40)]
    together = _painted(pictures, font, rows)
    for number in (0, 39, KEPT - 1, KEPT, KEPT + 39):
        alone = _painted(RowPictures(), font, [rows[number]])
        assert together.copy(0, number * HEIGHT, WIDTH, HEIGHT) == alone
    assert _painted(pictures, font, rows) == together, "and again, after most were forgotten"


def test_another_look_forgets_what_was_drawn(font: QFont) -> None:
    pictures = RowPictures()
    light = _painted(pictures, font, [_row(1)])
    dark = _painted(pictures, font, [_row(1)], _shape(font, DARK))
    assert dark != light
    assert dark == _painted(RowPictures(), font, [_row(1)], _shape(font, DARK))
    assert _painted(pictures, font, [_row(1)]) == light


def test_a_text_that_is_too_long_stays_in_its_column(font: QFont) -> None:
    shape = RowShape(((0, 0, 80),), WIDTH, HEIGHT, font.key(), LIGHT, 1.0)
    long: Row = ((Cell("a name\nof many words, much too long for its column"),), RowState())
    painted = _painted(RowPictures(), font, [long], shape)
    empty = _painted(RowPictures(), font, [((Cell(),), RowState())], shape)
    beside = (80, 0, WIDTH - 80, HEIGHT)
    assert painted.copy(*beside) == empty.copy(*beside)
    assert painted != empty
