"""A carrier's list (order number, carrier, tracking number) against the orders: looked at first, then registered row
by row. Each row has its own end; one that cannot be taken stops none of the others."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from paymentdesk.domain.delivery import Delivery, DeliveryStatus
from paymentdesk.domain.order_columns import folded
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import delivery as deliveries
from paymentdesk.services.sheets import Sheet, read_sheet
from paymentdesk.services.shop import Shop

_HEADERS: Mapping[str, Sequence[str]] = {
    "order": "merchantuid ordernumber orderno orderid order 주문번호 쇼핑몰주문번호 고객주문번호".split(),
    "tracking": (
        "trackingnumber trackingno tracking waybill waybillno awb invoiceno 운송장번호 운송장 송장번호 송장 등기번호"
    ).split(),
    "carrier": "carrier carriername courier shippingcompany 택배사 택배사명 배송사 운송사 배송업체".split(),
}
_HEADER_ROWS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its line in the file from 1, what would be registered, and its end. `result`: `ready`,
    `registered`, `already` (Paymentwall had the very same), or `refused` with its trouble."""

    line: int
    order: str
    carrier: str
    tracking: str
    result: str = "ready"
    delivery: Delivery | None = None
    trouble: Trouble | None = None


def look(
    shop: Shop, path: Path, status: DeliveryStatus, *, knowing: bool = False, more: Mapping[str, Any] | None = None
) -> list[Row]:
    """What each row would do; nothing is sent. `more` holds what is said for all rows (fields of `Delivery`).

    Raises `Trouble`: FILE_UNREADABLE, FILE_TOO_LARGE, NO_LIST_HEADERS.
    """
    steps = look_steps(shop, path, status, knowing=knowing, more=more)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            rows: list[Row] = end.value
            return rows


def look_steps(
    shop: Shop, path: Path, status: DeliveryStatus, *, knowing: bool = False, more: Mapping[str, Any] | None = None
) -> Generator[None, None, list[Row]]:
    """Like `look`, in short steps."""
    sheet = read_sheet(path)
    seen: set[str] = set()
    rows = []
    for row in _read(sheet):
        rows.append(_looked_at(shop, row, status, knowing, more or {}, twice=row.order in seen))
        seen.add(row.order)
        yield
    return rows


def run(shop: Shop, rows: Sequence[Row], by: str, *, knowing: bool = False) -> Iterator[Row]:
    """Register what is ready, one row a step; rows with trouble are answered as they are. Whoever stops asking for the
    next row stops the list.

    When i'mport cannot be asked at all, the rows after that one keep its trouble and nothing more is tried.
    """
    gone: Trouble | None = None
    for row in rows:
        if row.delivery is None:
            yield row
        elif gone is not None:
            yield replace(row, result="refused", trouble=gone)
        else:
            done = _registered(shop, row, row.delivery, by, knowing)
            if done.trouble is not None and done.trouble.kind in (Kind.UNREACHABLE, Kind.KEY_REFUSED, Kind.BUSY):
                gone = done.trouble
            yield done


def _registered(shop: Shop, row: Row, delivery: Delivery, by: str, knowing: bool) -> Row:
    try:
        done = deliveries.register(shop, delivery, by, knowing=knowing)
    except Trouble as trouble:
        return replace(row, result="refused", trouble=trouble)
    return replace(row, result="registered" if done.sent else "already")


def _looked_at(
    shop: Shop, row: Row, status: DeliveryStatus, knowing: bool, more: Mapping[str, Any], *, twice: bool
) -> Row:
    try:
        if twice:
            raise Trouble(Kind.IN_THE_LIST_TWICE, {"order": row.order}, money=MoneyWord.NOTHING_CHANGED)
        said = {"carrier": row.carrier, "tracking": row.tracking}
        told = {name: text for name, text in said.items() if text}
        delivery = replace(deliveries.proposed(shop, row.order), status=status, **dict(more) | told)
        deliveries.check(shop, delivery, knowing=knowing)
    except Trouble as trouble:
        return replace(row, result="refused", trouble=trouble)
    return replace(row, delivery=delivery, carrier=delivery.carrier, tracking=delivery.tracking)


def _read(sheet: Sheet) -> Iterator[Row]:
    """The rows that name an order. A title above the headers is skipped."""
    named = [_columns(cells) for cells in sheet.rows[:_HEADER_ROWS]]
    start = next((at for at, columns in enumerate(named) if {"order", "tracking"} <= columns.keys()), None)
    if start is None:
        raise Trouble(Kind.NO_LIST_HEADERS, {"file": sheet.file}, money=MoneyWord.NOTHING_CHANGED)
    for line, row in zip(sheet.lines[start + 1 :], sheet.rows[start + 1 :], strict=True):
        texts = {name: row[at].strip() if at < len(row) else "" for name, at in named[start].items()}
        if texts["order"] and not {"order", "tracking"} <= _columns(row).keys():  # headers may be repeated
            yield Row(line, texts["order"], texts.get("carrier", ""), texts["tracking"])


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        for name, words in _HEADERS.items():
            if folded(cell) in words:
                found.setdefault(name, at)
    return found
