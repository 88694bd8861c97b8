"""Orders from a file: looked at first, each row with what speaks against it; brought in good rows only or all or
nothing; taken out again as long as nothing happened to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from paymentdesk.domain.money import Money, parse_amount
from paymentdesk.domain.order import Order
from paymentdesk.domain.order_cells import DayError, dirty_amount, dirty_day, kind_of, sign_currency
from paymentdesk.domain.order_columns import FIELDS, folded, header_row
from paymentdesk.domain.order_draft import Draft, read_draft
from paymentdesk.domain.preflight import Finding, Rule, Weight
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached, order_numbers
from paymentdesk.services.sheets import Exact, Sheet
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.ledger.imports import Import

_STEP = 250
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})
_OLDEST = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its place in it from 1, its texts by field, and the order it would become or None."""

    line: int
    texts: Mapping[str, str]
    order: Order | None
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return self.order is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `columns` says which column means what; `before` is the import the same file came with
    already; orders without a number get one when they are brought in (`numbered` is False)."""

    sheet: Sheet
    skip: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    before: Import | None

    @property
    def numbered(self) -> bool:
        return "number" in self.columns

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if row.good]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if not row.good]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: the import's number, the orders' numbers, and how many rows stayed out."""

    number: int
    orders: tuple[str, ...]
    refused: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took out, and what it left with the reason: `payment`, or the kind of what happened to the order."""

    number: int
    removed: tuple[str, ...]
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a row means that does not say it."""

    currency: str = ""
    kind: str = "physical"


def plan_steps(
    shop: Shop, sheet: Sheet, columns: Mapping[str, int] | None = None, usual: Usual | None = None
) -> Generator[tuple[int, int], None, Plan]:
    """Look at a file; nothing is written. Yields how many of how many rows were looked at, returns the `Plan`.

    `columns` None: as the last time for a file with these headers, else guessed. Raises `Trouble(NO_HEADERS)`.
    """
    found = header_row(sheet.rows)
    if found is None:
        raise Trouble(Kind.NO_HEADERS, {"file": sheet.file}, money=MoneyWord.NOTHING_CHANGED)
    skip, headers, guessed = found
    if columns is None:
        columns = ledger.imports.mapping(shop.database, _headers_digest(headers)) or guessed
    columns = {name: columns[name] for name in FIELDS if name in columns and 0 <= columns[name] < len(headers)}
    usual = usual or Usual()
    usual = usual if usual.currency else replace(usual, currency=_header_currency(headers, columns))
    reader = _Reader(shop, columns, usual)
    rows: list[Row] = []
    again = [folded(cell) for cell in sheet.rows[skip - 1]]  # files put one after the other repeat their headers
    places = [at for at in range(skip, len(sheet.rows)) if [folded(cell) for cell in sheet.rows[at]] != again]
    for start in range(0, len(places), _STEP):
        yield start, len(places)
        part = places[start : start + _STEP]
        rows += reader.rows([sheet.rows[at] for at in part], [sheet.lines[at] for at in part])
    before = ledger.imports.of_digest(shop.database, sheet.digest)
    return Plan(sheet, skip, tuple(headers), columns, tuple(rows), before)


class _Reader:
    """Reads rows into orders; remembers the numbers it has seen."""

    def __init__(self, shop: Shop, columns: Mapping[str, int], usual: Usual) -> None:
        self._shop, self._columns, self._usual = shop, columns, usual
        self._zone = ZoneInfo(shop.profile.zone)
        self._now = shop.now()
        self._seen: set[str] = set()

    def rows(self, part: Sequence[Sequence[str]], lines: Sequence[int]) -> list[Row]:
        texts = [
            {name: row[place] if place < len(row) else "" for name, place in self._columns.items()} for row in part
        ]
        numbers = [each.get("number", "").strip() for each in texts]
        taken = ledger.orders.taken(self._shop.database, sorted({number for number in numbers if number}))
        return [self._row(line, each, taken) for line, each in zip(lines, texts, strict=True)]

    def _row(self, line: int, texts: dict[str, str], taken: Mapping[str, str]) -> Row:
        number = texts.get("number", "").strip()
        use = "row" if number in self._seen else taken.get(number, "")
        # A payment of that number came before its order was written down here: it becomes this order's.
        order, findings = self._read(texts, "payment" if use == "paid" else use)
        if "number" not in self._columns:
            findings = [finding for finding in findings if finding.rule is not Rule.NUMBER_MISSING]
        broken = [Finding(name, Rule.FORMULA_EMPTY) for name, text in texts.items() if text.strip() in _ERRORS]
        places = {finding.place for finding in broken}
        findings = [*broken, *(finding for finding in findings if finding.place not in places)]
        written_at, said = self._day(texts.get("written_at", ""))
        findings += said
        if any(finding.weight is Weight.WRONG for finding in findings):
            order = None
        elif order is not None:
            order = replace(order, written_at=written_at)
            self._seen.add(number) if number else None
        return Row(line, texts, order, tuple(findings))

    def _read(self, texts: Mapping[str, str], use: str) -> tuple[Order | None, list[Finding]]:
        amount = texts.get("amount", "")
        currency = _currency(texts.get("currency", "")) or sign_currency(amount) or self._usual.currency
        given = {name: texts.get(name, "") for name in FIELDS if name != "written_at"}
        numbered = given["number"] if "number" in self._columns else "-"  # it gets one when it is brought in
        draft = Draft(
            **given | {"currency": currency, "kind": kind_of(given["kind"]) or self._usual.kind, "number": numbered}
        )
        parse: Callable[[str, str], Money] = parse_amount if isinstance(amount, Exact) else dirty_amount
        return read_draft(draft, parse, now=self._now, number_use=use)

    def _day(self, text: str) -> tuple[int, list[Finding]]:
        if not text.strip():
            return self._now, []
        facts = {"value": text.strip()}
        try:
            day = dirty_day(text)
        except DayError as error:
            rule = Rule.DATE_AMBIGUOUS if error.reason == "ambiguous" else Rule.DATE_ODD
            return self._now, [Finding("written_at", rule, facts)]
        at = int(day.replace(tzinfo=self._zone).timestamp())
        today = datetime.fromtimestamp(self._now, self._zone).date()
        if day.date() > today:
            return self._now, [Finding("written_at", Rule.DATE_FUTURE, facts)]
        if day.year < _OLDEST:
            return self._now, [Finding("written_at", Rule.DATE_ODD, facts)]
        return min(at, self._now), []


def import_steps(
    shop: Shop, plan: Plan, by: str, *, all_or_nothing: bool = False
) -> Generator[tuple[int, int], None, Imported]:
    """Bring the good rows in, in one transaction at the end. Yields how many of how many are ready, returns `Imported`.

    Raises `Trouble`: ROWS_WRONG (rows have errors and all or nothing was asked, or a number was taken since the look),
    NOTHING_TO_IMPORT.
    """
    good, bad = plan.good, plan.bad
    if all_or_nothing and bad:
        raise Trouble(Kind.ROWS_WRONG, {"count": len(bad)}, money=MoneyWord.NOTHING_CHANGED)
    if not good:
        raise Trouble(Kind.NOTHING_TO_IMPORT, {"file": plan.sheet.file}, money=MoneyWord.NOTHING_CHANGED)
    orders: list[Order] = []
    made: set[str] = set()
    for place, row in enumerate(good):
        assert row.order is not None
        order = row.order
        if not plan.numbered:
            order = replace(order, merchant_uid=order_numbers.new_number(shop, besides=made))
            made.add(order.merchant_uid)
        orders.append(order)
        if place % _STEP == _STEP - 1:
            yield place + 1, len(good)
    return _bring_in(shop, plan, orders, len(bad), by)


def _bring_in(shop: Shop, plan: Plan, orders: list[Order], refused: int, by: str) -> Imported:
    numbers = [order.merchant_uid for order in orders]
    with shop.database.atomic():
        taken = ledger.orders.taken(shop.database, numbers)
        late = [number for number in numbers if taken.get(number) == "order"]
        if late:
            raise Trouble(Kind.ORDER_EXISTS, {"value": late[0]}, money=MoneyWord.NOTHING_CHANGED)
        number = ledger.imports.add(
            shop.database, at=shop.now(), by=by, file=plan.sheet.file, digest=plan.sheet.digest, orders=len(orders),
            refused=refused,
        )  # fmt: skip
        ledger.imports.keep_mapping(shop.database, _headers_digest(plan.headers), plan.columns)
        ledger.orders.insert_many(shop.database, [replace(order, import_id=number) for order in orders])
        now = shop.now()
        audit.append(
            shop.database.db,
            [
                Fact(now, "order_written", merchant_uid=order.merchant_uid, by=by, data=_written(order, number))
                for order in orders
            ],
        )
        _refresh_paid(shop, [each for each in numbers if each in taken])
    return Imported(number, tuple(numbers), refused)


def _written(order: Order, number: int) -> dict[str, object]:
    return {"amount": order.amount, "currency": order.currency, "import": number}


def undo_import(shop: Shop, number: int, by: str) -> Undone:
    """Take out the orders of an import nothing happened to since; the others stay. Raises `Trouble(UNKNOWN_IMPORT)`."""
    with shop.database.atomic():
        undone = would_undo(shop, number)
        removed, kept = undone.removed, undone.kept
        ledger.orders.remove(shop.database, removed)
        now = shop.now()
        data: dict[str, object] = {"import": number}
        audit.append(
            shop.database.db, [Fact(now, "order_withdrawn", merchant_uid=each, by=by, data=data) for each in removed]
        )
        ledger.imports.undone(shop.database, number, at=now, by=by, kept=len(kept))
    return undone


def would_undo(shop: Shop, number: int) -> Undone:
    """What an undo would take out and leave now; nothing is written. Raises `Trouble(UNKNOWN_IMPORT)`."""
    known = ledger.imports.find(shop.database, number)
    if known is None or known.undone_at:
        raise Trouble(Kind.UNKNOWN_IMPORT, {"value": str(number)}, money=MoneyWord.NOTHING_CHANGED)
    kept = ledger.imports.touched(shop.database, number)
    removed = [each for each in ledger.imports.orders_of(shop.database, number) if each not in kept]
    return Undone(number, tuple(removed), kept)


def _refresh_paid(shop: Shop, numbers: Sequence[str]) -> None:
    attempts = ledger.payments.of_orders(shop.database, numbers)
    imp_uids = [one.payment.imp_uid for each in attempts.values() for one in each]
    if imp_uids:
        cached.refresh(shop, imp_uids)


def _currency(text: str) -> str:
    """A currency's code, or its sign."""
    word = text.strip().upper()
    return word if len(word) == 3 and word.isascii() else sign_currency(f"{word} 1") or word


def _header_currency(headers: Sequence[str], columns: Mapping[str, int]) -> str:
    """The currency an amount's header names: `Price (USD)`, `금액(원)`."""
    place = columns.get("amount")
    if place is None or "currency" in columns:
        return ""
    inside = headers[place].rpartition("(")[2].rstrip(") ") if "(" in headers[place] else headers[place].split()[-1]
    return _currency(inside) if len(inside) <= 3 and len(_currency(inside)) == 3 else ""


def _headers_digest(headers: Sequence[str]) -> str:
    text = json.dumps([folded(header) for header in headers], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
