"""Orders from files with every kind of dirt: looked at, brought in, taken out again."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.domain.preflight import Rule
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import importing, ordering, sheets
from paymentdesk.services.importing import Plan, Usual
from paymentdesk.store import queries
from tests.services.desk import Desk, refused

T = TypeVar("T")
HEADER = ["주문번호", "상품명", "결제금액", "통화", "구매자", "이메일", "주문일", "주소"]
GOOD = ["A-1", "공책", "18,900", "KRW", "Kim Minji", "m@example.com", "2026-09-01", "Some street"]


def done(steps: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            value: T = stop.value
            return value


def text_of(rows: list[list[str]], separator: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def written(folder: Path, rows: list[list[str]], encoding: str = "utf-8", separator: str = ",") -> Path:
    path = folder / "orders.csv"
    path.write_bytes(text_of(rows, separator).encode(encoding))
    return path


def planned(desk: Desk, path: Path, usual: Usual | None = None) -> Plan:
    return done(importing.plan_steps(desk.shop, sheets.read_sheet(path), usual=usual))


def orders_of(desk: Desk) -> dict[str, queries.OrderLine]:
    with desk.shop.database.reader() as reader:
        return {each.merchant_uid: each for each in queries.list_orders(reader, queries.Filter(limit=1000))}


# ---------------------------------------------------------------- reading files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    sheet = sheets.read_sheet(written(tmp_path, [HEADER, GOOD], encoding, separator))
    assert sheet.rows == [HEADER, GOOD]
    assert sheet.separator == separator


def test_a_spreadsheet_with_titles_groups_formulas_and_days(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["November orders"])
    page.append(["", "Buyer", "", "Goods"])
    page.merge_cells("B2:C2")
    page.append(["Order no", "Name", "E-mail", "Item", "Price (USD)", "Date"])
    at = datetime.datetime(2026, 9, 1, 9, 30)  # noqa: DTZ001 - a spreadsheet's day has no zone
    page.append([1001, "Jack Son", "j@example.com", "Cup", 54.1, at])
    page.append([None] * 6)
    page.append([1002, "Ida Holm", "i@example.com", "Fan", "=20+1", datetime.date(2026, 9, 2)])
    page.append([1003, "Tom Lee", "t@example.com", "Box", "US$ 1,200.00", "2 Sep 2026"])
    path = tmp_path / "orders.xlsx"
    book.save(path)
    plan = planned(desk, path)
    first, formula, text = plan.rows
    assert first.order is not None
    assert (first.order.merchant_uid, first.order.amount, first.order.buyer_name) == ("1001", 5410, "Jack Son")
    assert [each.rule for each in formula.findings if not formula.good][:1] == [Rule.FORMULA_EMPTY]
    assert text.order is not None
    assert (text.order.amount, plan.sheet.empty, text.line) == (120_000, 1, 7)
    # A number cell means what it says: no grouping is guessed from it.
    assert planned(desk, path).columns == plan.columns


def test_a_header_repeated_a_number_repeated_and_a_cell_too_large_are_matters_of_their_row(
    desk: Desk, tmp_path: Path
) -> None:
    huge = [*GOOD[:1], "x" * 200_000, *GOOD[2:]]
    rows = [HEADER, GOOD, [each.upper() for each in HEADER], GOOD, ["A-2", *huge[1:]], ["A-3", *GOOD[1:]]]
    plan = planned(desk, written(tmp_path, rows))
    assert [(row.line, row.good) for row in plan.rows] == [(2, True), (4, False), (5, False), (6, True)]
    assert [plan.rows[at].findings[0].rule for at in (1, 2)] == [Rule.NUMBER_TWICE, Rule.TEXT_LONG]


def test_the_currency_of_the_amount_s_header_counts_where_only_the_kind_is_said(desk: Desk, tmp_path: Path) -> None:
    rows = [["order", "item", "price (USD)", "buyer", "email"], ["C-1", "Lamp", "12.50", "Jack Son", "j@example.com"]]
    plan = planned(desk, written(tmp_path, rows), Usual(kind="digital"))
    assert plan.rows[0].order is not None
    assert (plan.rows[0].order.currency, plan.rows[0].order.kind) == ("USD", "digital")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 but no package at all", b"\xff\xfe\x00", b"just one word", b"1,2\n3,4\n"],
)
def test_what_is_no_list_of_orders_is_refused(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    trouble = refused(lambda: planned(desk, path))
    assert trouble.kind in (Kind.FILE_UNREADABLE, Kind.NO_HEADERS)


def test_a_file_that_is_not_there_or_too_large(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(lambda: planned(desk, tmp_path / "none.csv")).kind is Kind.FILE_MISSING
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert refused(lambda: planned(desk, written(tmp_path, [HEADER, *[GOOD] * 4]))).kind is Kind.FILE_TOO_LARGE


def test_zeros_at_the_front_stay(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, written(tmp_path, [HEADER, ['="00123"', *GOOD[1:]], ["00124", *GOOD[1:]]]))
    assert [row.texts["number"] for row in plan.rows] == ["00123", "00124"]


# ---------------------------------------------------------------- what is said of rows


@pytest.mark.parametrize(
    ("place", "text", "rule"),
    [
        (0, "x" * 41, Rule.NUMBER_LONG), (2, "1.000", Rule.AMOUNT_AMBIGUOUS), (2, "US$ 20", Rule.CURRENCY_DIFFERS),
        (2, "#REF!", Rule.FORMULA_EMPTY), (2, "", Rule.AMOUNT_MISSING), (2, "0", Rule.NOT_POSITIVE),
        (3, "XYZ", Rule.CURRENCY_UNKNOWN), (6, "03/04/2026", Rule.DATE_AMBIGUOUS), (6, "soon", Rule.DATE_ODD),
        (6, "2099-01-01", Rule.DATE_FUTURE), (1, "#N/A", Rule.FORMULA_EMPTY),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_imported_says_why(desk: Desk, tmp_path: Path, place: int, text: str, rule: Rule) -> None:
    row = list(GOOD)
    row[place] = text
    plan = planned(desk, written(tmp_path, [HEADER, GOOD, row if place == 0 else ["A-2", *row[1:]]]))
    good, bad = plan.rows
    assert (good.good, bad.good) == (True, False)
    assert rule in {each.rule for each in bad.findings}
    assert bad.line == 3


def test_what_only_blocks_comes_in_as_a_draft(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, written(tmp_path, [HEADER, ["A-1", "", "18900", "KRW", "김민지", "", "", ""]]))
    (row,) = plan.rows
    assert {each.rule for each in row.findings} >= {Rule.NAME_MISSING, Rule.BUYER_ONE_WORD, Rule.EMAIL_MISSING}
    assert row.good


def test_numbers_are_used_once(desk: Desk, tmp_path: Path) -> None:
    done(importing.import_steps(desk.shop, planned(desk, written(tmp_path, [HEADER, GOOD])), "Minji"))
    plan = planned(desk, written(tmp_path, [HEADER, GOOD, ["A-2", *GOOD[1:]], ["A-2", *GOOD[1:]]]))
    assert [row.good for row in plan.rows] == [False, True, False]
    assert {each.rule for row in plan.bad for each in row.findings} == {Rule.NUMBER_TAKEN, Rule.NUMBER_TWICE}


def test_a_number_that_was_taken_since_the_look_stops_all(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, written(tmp_path, [HEADER, GOOD, ["A-2", *GOOD[1:]]]))
    assert plan.rows[1].order is not None
    ordering.create(desk.shop, plan.rows[1].order, "Soo")
    assert refused(lambda: done(importing.import_steps(desk.shop, plan, "Minji"))).kind is Kind.ORDER_EXISTS
    assert set(orders_of(desk)) == {"A-2"}


# ---------------------------------------------------------------- in and out again


def test_a_payment_that_came_first_belongs_to_its_order(desk: Desk, tmp_path: Path) -> None:
    desk.paid(18900, currency="KRW", merchant_uid="A-1")
    desk.sync()
    plan = planned(desk, written(tmp_path, [HEADER, GOOD]))
    assert [each.rule for each in plan.rows[0].findings] == [Rule.NUMBER_USED]
    done(importing.import_steps(desk.shop, plan, "Minji"))
    assert orders_of(desk)["A-1"].state == "paid"


def test_rows_without_a_number_get_one(desk: Desk, tmp_path: Path) -> None:
    rows = [[*HEADER[1:]], *[GOOD[1:]] * 30]
    plan = planned(desk, written(tmp_path, rows))
    assert not plan.numbered
    imported = done(importing.import_steps(desk.shop, plan, "Minji"))
    assert len(set(imported.orders)) == len(orders_of(desk)) == 30


def test_columns_are_remembered_for_these_headers(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, [["what", "how much", "who"], ["Cup", "20", "Jack Son"]])
    sheet = sheets.read_sheet(path)
    columns = {"name": 0, "amount": 1, "buyer_name": 2}
    plan = done(importing.plan_steps(desk.shop, sheet, columns, Usual("USD")))
    done(importing.import_steps(desk.shop, plan, "Minji"))
    again = written(tmp_path, [["What", "How much", "Who"], ["Fan", "30", "Ida Holm"]])
    assert planned(desk, again).columns == columns


def test_the_same_file_is_noticed(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, [HEADER, GOOD])
    imported = done(importing.import_steps(desk.shop, planned(desk, path), "Minji"))
    before = planned(desk, path).before
    assert before is not None
    assert before.id == imported.number
    importing.undo_import(desk.shop, imported.number, "Minji")
    assert planned(desk, path).before is None


def test_an_undo_keeps_what_something_happened_to_and_says_why(desk: Desk, tmp_path: Path) -> None:
    rows = [HEADER, *[[f"A-{n}", *GOOD[1:]] for n in range(5)]]
    imported = done(importing.import_steps(desk.shop, planned(desk, written(tmp_path, rows)), "Minji"))
    ordering.close_order(desk.shop, "A-0", "Minji")
    ordering.note(desk.shop, "A-1", "wrap it", None, "Minji")
    ordering.mark_issued(desk.shop, "A-2", "Minji")
    desk.paid(18900, currency="KRW", merchant_uid="A-3")
    desk.sync()
    undone = importing.undo_import(desk.shop, imported.number, "Minji")
    assert undone.removed == ("A-4",)
    assert undone.kept == {"A-0": "order_closed", "A-1": "order_edited", "A-2": "order_issued", "A-3": "payment"}
    assert refused(lambda: importing.undo_import(desk.shop, imported.number, "Minji")).kind is Kind.UNKNOWN_IMPORT
    assert set(orders_of(desk)) == {"A-0", "A-1", "A-2", "A-3"}
    assert desk.kinds(merchant_uid="A-4") == ["order_written", "order_withdrawn"]
    assert desk.chain() == []


_CELLS = st.sampled_from(
    ["", "A-1", "A-2", "A-3", "18,900", "1.000", "₩5,000", "US$ 20", "KRW", "USD", "Kim Minji", "김민지", "m@x.kr",
     "2026-09-01", "03/04/2026", "#REF!", "=1+1", "-5", "x" * 41, "\n", '"', ";"]
)  # fmt: skip


@st.composite
def dirty_row(draw: st.DrawFn) -> list[str]:
    """A good row of one of a few numbers, with up to two cells of anything."""
    row = [draw(st.sampled_from(["A-1", "A-2", "A-3", "A-4"])), *GOOD[1:]]
    for place in draw(st.lists(st.integers(0, len(GOOD) - 1), max_size=2)):
        row[place] = draw(_CELLS)
    return row


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(dirty_row() | st.lists(_CELLS, min_size=8, max_size=8), max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t"),
)
def test_any_file_goes_in_and_out_again_without_a_trace(
    desk: Desk, tmp_path: Path, rows: list[list[str]], encoding: str, separator: str
) -> None:
    before = orders_of(desk)
    plan = planned(desk, written(tmp_path, [HEADER, *rows], encoding, separator))
    assert len(plan.rows) == len(plan.good) + len(plan.bad) == sum(any(c.strip() for c in row) for row in rows)
    assert len({row.order.merchant_uid for row in plan.good if row.order}) == len(plan.good)
    if not plan.good:
        assert refused(lambda: done(importing.import_steps(desk.shop, plan, "Minji"))).kind is Kind.NOTHING_TO_IMPORT
        return
    if plan.bad:
        whole = importing.import_steps(desk.shop, plan, "Minji", all_or_nothing=True)
        assert refused(lambda: done(whole)).kind is Kind.ROWS_WRONG
        assert orders_of(desk) == before
    imported = done(importing.import_steps(desk.shop, plan, "Minji"))
    assert set(imported.orders) == set(orders_of(desk)) - set(before)
    assert len(imported.orders) == len(plan.good)
    undone = importing.undo_import(desk.shop, imported.number, "Minji")
    assert (set(undone.removed), undone.kept) == (set(imported.orders), {})
    assert orders_of(desk) == before


@pytest.mark.soak
def test_ten_thousand_rows_go_in_and_out_again(desk: Desk, tmp_path: Path) -> None:
    rows = [[f"A-{n}", *GOOD[1:]] for n in range(10_000)]
    for n in range(0, 10_000, 10):
        rows[n][2] = "1.000"
    plan = planned(desk, written(tmp_path, [HEADER, *rows], "cp949"))
    assert (len(plan.good), len(plan.bad)) == (9000, 1000)
    imported = done(importing.import_steps(desk.shop, plan, "Minji"))
    ordering.close_order(desk.shop, "A-1", "Minji")
    undone = importing.undo_import(desk.shop, imported.number, "Minji")
    assert (len(undone.removed), undone.kept) == (8999, {"A-1": "order_closed"})
    assert desk.chain() == []
