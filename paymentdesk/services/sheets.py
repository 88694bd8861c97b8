"""Read a CSV or XLSX file as rows of texts, whatever encoding and separator it has. Nothing in it is run."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

MOST_ROWS = 50_000
MOST_BYTES = 50 * 2**20
_MOST_UNPACKED = 400 * 2**20
_MOST_COLUMNS = 200
_SEPARATORS = (",", ";", "\t", "|")
NO_VALUE = "#N/A"  # a formula without its last result, as a spreadsheet writes an error
_STEP = 500


class Exact(str):
    """The text of a cell that was a number or a day in the spreadsheet: it means just what it says."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of texts. `encoding` and `separator` are "" for XLSX; `digest` is the SHA-256 of the bytes.

    `lines` are the rows' places in the file, from 1; rows without any text are left out and counted in `empty`.
    """

    file: str
    digest: str
    rows: list[list[str]]
    lines: list[int]
    empty: int
    encoding: str = ""
    separator: str = ""


def read_sheet(path: Path) -> Sheet:
    """The first sheet of a file. Raises `Trouble`: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE."""
    steps = sheet_steps(path)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            sheet: Sheet = stop.value
            return sheet


def sheet_steps(path: Path) -> Generator[int, None, Sheet]:
    """Like `read_sheet`, in steps: yields how many rows were read, returns the `Sheet`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _trouble(Kind.FILE_TOO_LARGE, path)
        content = path.read_bytes()
    except OSError as error:
        raise Trouble(Kind.FILE_MISSING, {"path": str(path)}, money=MoneyWord.NOTHING_CHANGED) from error
    encoding = separator = ""
    if content.startswith(b"PK\x03\x04"):
        found = _xlsx_rows(content, path)
    else:
        text, encoding = _decoded(content, path)
        separator = _separator(text)
        found = _csv_rows(text, separator, path)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 0
    for line, row in enumerate(found, start=1):
        if any(cell.strip() for cell in row):
            rows.append(row)
            lines.append(line)
        if len(rows) > MOST_ROWS:
            raise _trouble(Kind.FILE_TOO_LARGE, path)
        if line % _STEP == 0:
            yield line
    digest = hashlib.sha256(content).hexdigest()
    return Sheet(path.name, digest, rows, lines, line - len(rows), encoding, separator)


# ---------------------------------------------------------------- text


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    """The text of a file and the name of its encoding; what Korean and Western programs write."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding, path), "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    first, second = content[:2000:2].count(0), content[1:2000:2].count(0)
    if max(first, second) * 10 > min(len(content), 2000) and 4 * min(first, second) <= max(first, second):
        # Latin letters and separators in UTF-16: one of their two bytes is none.
        return _strictly(content, "utf-16-le" if second > first else "utf-16-be", path), "UTF-16"
    if first or second:
        raise _trouble(Kind.FILE_UNREADABLE, path)
    for encoding, name in (("utf-8", "UTF-8"), ("cp949", "CP949"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise _trouble(Kind.FILE_UNREADABLE, path)


def _strictly(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _trouble(Kind.FILE_UNREADABLE, path) from error


def _separator(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells, the more cells the better."""
    best, score = ",", 0
    for separator in _SEPARATORS:
        widths = [len(row) for row in _parsed(text[:20_000], separator, most=30) if any(row)]
        wide = [width for width in widths if width > 1]
        if wide:
            usual = max(set(wide), key=wide.count)
            points = wide.count(usual) * 100 // len(widths) * 100 + min(usual, 99)
            if points > score:
                best, score = separator, points
    return best


# A cell may hold more than Python's 131,072 characters: then one row is wrong, not the whole file.
csv.field_size_limit(MOST_BYTES)


def _parsed(text: str, separator: str, most: int) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _csv_rows(text: str, separator: str, path: Path) -> Iterator[list[str]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [_unwrapped(cell) for cell in row[:_MOST_COLUMNS]]
    except csv.Error as error:
        raise _trouble(Kind.FILE_UNREADABLE, path) from error


def _unwrapped(cell: str) -> str:
    """`="00123"` is how spreadsheets are made to keep the zeros."""
    text = cell.strip()
    return text[2:-1] if text.startswith('="') and text.endswith('"') and len(text) > 3 else cell


# ---------------------------------------------------------------- XLSX


def _xlsx_rows(content: bytes, path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # slow to load, and seldom needed
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise _trouble(Kind.FILE_TOO_LARGE, path)
            formulas = any(_has_formula(packed, name) for name in packed.namelist())
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(content), read_only=True) if formulas else None
        try:
            yield from _cells(book, written)
        finally:
            book.close()
            if written is not None:
                written.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        # What a damaged or foreign package makes openpyxl raise, the XML parser's errors (SyntaxError) among it.
        raise _trouble(Kind.FILE_UNREADABLE, path) from error


def _has_formula(packed: zipfile.ZipFile, name: str) -> bool:
    if not name.startswith("xl/worksheets/sheet"):
        return False
    with packed.open(name) as part:
        tail = b""
        while block := part.read(2**20):
            if b"<f>" in tail + block or b"<f " in tail + block:
                return True
            tail = block[-3:]
    return False


def _cells(book: Any, written: Any) -> Iterator[list[str]]:
    sheet = next(iter(book.worksheets), None)
    if sheet is None:
        return
    sheet.reset_dimensions()  # some programs write a wrong size into the file
    formulas = None
    if written is not None:
        written.worksheets[0].reset_dimensions()
        formulas = written.worksheets[0].iter_rows(values_only=True, max_col=_MOST_COLUMNS)
    for row in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
        behind = next(formulas, ()) if formulas is not None else ()
        cells = [_cell(value, behind[place] if place < len(behind) else None) for place, value in enumerate(row)]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _cell(value: Any, written: Any) -> str:
    if value is None:
        return NO_VALUE if isinstance(written, str) and written.startswith("=") else ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value) if isinstance(value, float) else value)
        whole = number == number.to_integral_value()
        return Exact(format(number.quantize(Decimal(1)) if whole and abs(number) < 10**18 else number, "f"))
    if isinstance(value, datetime | date):
        return Exact(value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat())
    if isinstance(value, time):
        return Exact(value.isoformat())
    return str(value).replace("_x000D_", "")


def _trouble(kind: Kind, path: Path) -> Trouble:
    return Trouble(kind, {"file": path.name, "most": f"{MOST_ROWS:,}"}, money=MoneyWord.NOTHING_CHANGED)
