"""The list model: a window on any number of rows; answers nobody wants any more are dropped."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt

from paymentdesk.background.reading import Reading
from paymentdesk.ui.list_model import PAGE, PAGES_KEPT, Column, ListModel
from paymentdesk.ui.list_view import FRESH_AT_ONCE, ListView
from paymentdesk.ui.row_pictures import RowPictures

COLUMNS = (
    Column("Number", str, samples=["000000"]),
    Column("Double", lambda row: str(2 * row), right=True, stretch=1, samples=["0000"]),
    Column("Spare", lambda row: "x", spare=1, samples=["wide " * 8]),
)


class Numbers:
    """Rows are the numbers from 0; `what` is how many there are."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.gate = threading.Event()
        self.gate.set()

    def count(self, connection: sqlite3.Connection, what: int) -> int:
        return what

    def rows(self, connection: sqlite3.Connection, what: int, start: int, size: int) -> Sequence[int]:
        self.gate.wait(10)
        self.asked.append((what, start))
        return range(start, min(what, start + size))

    def position(self, connection: sqlite3.Connection, what: int, key: int) -> int | None:
        return key if key < what else None

    def key(self, row: int) -> int:
        return row


@contextmanager
def _connection() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def reading(qapp: Any) -> Iterator[Reading]:
    made = Reading(_connection)
    yield made
    made.close()


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture
def model(reading: Reading, numbers: Numbers) -> ListModel:
    return ListModel(reading, numbers, COLUMNS)


def _show(qtbot: Any, model: ListModel, what: int) -> None:
    with qtbot.waitSignal(model.filled, timeout=10_000):
        model.show(what)


def test_only_what_is_looked_at_is_read(qtbot: Any, model: ListModel, numbers: Numbers) -> None:
    _show(qtbot, model, 1_000_000)
    assert model.rowCount() == 1_000_000
    assert model.index(5, 1).data() == "10"
    assert numbers.asked == [(1_000_000, 0)]
    far = 900_000
    assert model.index(far, 0).data() is None
    qtbot.waitUntil(lambda: model.index(far, 0).data() == str(far), timeout=10_000)
    assert len(numbers.asked) == 2


def test_the_cache_stays_small(qtbot: Any, model: ListModel) -> None:
    _show(qtbot, model, 1_000_000)
    for page in range(PAGES_KEPT + 10):
        row = page * PAGE
        qtbot.waitUntil(lambda row=row: model.row(row) is not None, timeout=10_000)
    assert len(model._pages) <= PAGES_KEPT


def test_an_answer_nobody_wants_any_more_is_dropped(qtbot: Any, model: ListModel, numbers: Numbers) -> None:
    filled: list[int] = []
    model.filled.connect(filled.append)
    numbers.gate.clear()
    for what in (500, 400, 300):
        model.show(what)
    numbers.gate.set()
    qtbot.waitUntil(lambda: bool(filled), timeout=10_000)
    qtbot.waitUntil(lambda: model._reading.idle, timeout=10_000)
    assert filled == [300]
    assert model.rowCount() == 300


def test_a_change_keeps_the_row_of_a_key(qtbot: Any, model: ListModel) -> None:
    _show(qtbot, model, 400)
    model._what = 500
    with qtbot.waitSignal(model.refreshed, timeout=10_000) as heard:
        model.refresh(350)
    assert heard.args == [350, 350]
    assert model.rowCount() == 500
    assert model.row(350) == 350  # read together with its place
    model._what = 100
    with qtbot.waitSignal(model.refreshed, timeout=10_000) as heard:
        model.refresh(350)
    assert heard.args == [350, None]
    assert model.rowCount() == 100


def test_a_change_while_rows_are_asked_for_is_not_lost(qtbot: Any, model: ListModel, numbers: Numbers) -> None:
    numbers.gate.clear()
    model.show(10)
    model.refresh()
    numbers.gate.set()
    with qtbot.waitSignal(model.refreshed, timeout=10_000):
        pass
    assert [what for what, _ in numbers.asked] == [10, 10]


def test_a_question_that_fails_is_told(qtbot: Any, reading: Reading, model: ListModel) -> None:
    def broken(_: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(reading.failed, timeout=10_000) as heard:
        reading.ask(model, broken, lambda _: None)
    assert isinstance(heard.args[0], ZeroDivisionError)


test_a_question_that_fails_is_told = pytest.mark.expects_log("A question to the ledger failed")(
    test_a_question_that_fails_is_told
)


def test_a_long_query_is_stopped_when_dropped(qtbot: Any, reading: Reading, model: ListModel) -> None:
    begun = threading.Event()

    def endless(connection: sqlite3.Connection) -> None:
        begun.set()
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()

    asked = reading.ask(model, endless, lambda _: None)
    assert begun.wait(10)
    # Until SQLite has begun there is nothing to interrupt: ask again until it has ended.
    qtbot.waitUntil(lambda: asked.drop() or reading.idle, timeout=10_000)


def test_rows_are_walked_with_j_and_k_and_opened_with_enter(qtbot: Any, model: ListModel) -> None:
    view = ListView("Numbers")
    qtbot.addWidget(view)
    view.setModel(model)
    _show(qtbot, model, 300)
    view.setCurrentIndex(model.index(0, 0))
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K):
        qtbot.keyClick(view, key)
    assert view.currentIndex().row() == 2
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_columns_share_the_room_and_the_spare_ones_go_first(qtbot: Any, model: ListModel) -> None:
    view = ListView("Numbers")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 300)
    view.show()
    assert not view.isColumnHidden(2)
    assert sum(view.columnWidth(n) for n in range(3)) <= view.viewport().width()
    view.resize(200, 300)
    view.share_room()
    assert view.isColumnHidden(2)
    assert not view.isColumnHidden(0)


def test_texts_get_brief_before_a_column_goes(qtbot: Any, reading: Reading) -> None:
    columns = (
        Column("Long", lambda row: f"{row} in many words", samples=["0 in many words"], brief=str, brief_samples=["0"]),
        Column("Spare", lambda row: "x", spare=1, samples=["some"]),
    )
    model = ListModel(reading, Numbers(), columns)
    view = ListView("Numbers")
    qtbot.addWidget(view)
    view.setModel(model)
    with qtbot.waitSignal(model.filled):
        model.show(3)
    view.resize(900, 300)
    view.show()
    assert model.cells(1)[0].text == "1 in many words"
    view.resize(view._need(columns[0], brief=True) + view._need(columns[1]) + 40, 300)
    view.share_room()
    assert model.cells(1)[0].text == "1"
    assert model.data(model.index(1, 0)) == "1 in many words", "read aloud whole"
    assert not view.isColumnHidden(1)


# ---- a list that changes all over


class Moving(Numbers):
    """All rows are others when `shift` is."""

    shift = 0

    def rows(self, connection: sqlite3.Connection, what: int, start: int, size: int) -> Sequence[int]:
        return [number + self.shift for number in super().rows(connection, what, start, size)]


@pytest.fixture
def moving(qtbot: Any, reading: Reading) -> Iterator[tuple[Moving, ListView]]:
    source = Moving()
    model = ListModel(reading, source, COLUMNS)
    view = ListView("Numbers")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(500, 900)
    _show(qtbot, model, 1_000_000)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    yield source, view
    view.setModel(None)


def _drawn_by(view: ListView, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each painting of the list draws anew, from now on."""
    drawn: list[int] = []
    paint, draw = view._pictures.paint, view._pictures._draw

    def painted(*given: Any) -> None:
        drawn.append(0)
        paint(*given)

    def made(*given: Any) -> None:
        drawn[-1] += 1
        draw(*given)

    monkeypatch.setattr(view._pictures, "paint", painted)
    monkeypatch.setattr(view._pictures, "_draw", made)
    return drawn


def test_a_list_that_changes_all_over_is_drawn_a_part_at_a_time(
    qtbot: Any, moving: tuple[Moving, ListView], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, view = moving
    model = view.model()
    assert isinstance(model, ListModel)
    shown = view.rowAt(view.viewport().height() - 1) + 1
    assert shown > 3 * FRESH_AT_ONCE
    drawn = _drawn_by(view, monkeypatch)
    source.shift = 7_000
    with qtbot.waitSignal(model.refreshed, timeout=10_000):
        model.refresh()
    qtbot.waitUntil(lambda: sum(drawn) >= shown, timeout=10_000)
    qtbot.waitUntil(lambda: drawn[-1] == 0 or sum(drawn) == shown, timeout=10_000)
    assert max(drawn) <= FRESH_AT_ONCE
    left_to_right = view.grab().toImage()
    view._pictures = RowPictures()
    assert view.grab().toImage() == left_to_right, "what is seen in the end is what would be drawn anew"


def test_scrolling_never_shows_another_row(moving: tuple[Moving, ListView]) -> None:
    _, view = moving
    view.verticalScrollBar().setValue(20 * view.rowHeight(0))
    at_once = view.grab().toImage()
    view._pictures = RowPictures()
    assert view.grab().toImage() == at_once
