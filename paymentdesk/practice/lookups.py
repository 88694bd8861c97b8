"""Looking payments up: by number, by order, by status and window (domain.md 3.5, 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from paymentdesk.practice.catalogue import SORTINGS, Catalogue
from paymentdesk.practice.payment import STATUSES, Payment
from paymentdesk.practice.readings import Readings
from paymentdesk.practice.wire import Refused

LONGEST_WINDOW = 90 * 24 * 3600
MOST_NUMBERS = 100
MOST_PER_PAGE = 1000

NO_SUCH_PAYMENT = "존재하지 않는 결제정보입니다."
BAD_STATUS = "지원되지 않는 상태값입니다."
NO_SUCH_PAGE = "조회 가능한 페이지를 초과하였습니다."
WIDE_WINDOW = "조회 기간은 최대 90일까지 가능합니다."


def not_found() -> Refused:
    return Refused(404, -1, NO_SUCH_PAYMENT)


def by_number(payments: Catalogue, imp_uid: str, *, include_sandbox: bool) -> Payment:
    """One payment; payments of the test channel hide unless asked for (domain.md 3.4)."""
    payment = payments.get(imp_uid)
    if payment is None or (payment.sandbox and not include_sandbox):
        raise not_found()
    return payment


def by_numbers(payments: Catalogue, imp_uids: list[str], merchant_uids: list[str]) -> tuple[list[Payment], bool]:
    """Up to 100 payments in the order asked for, and whether all were found (else HTTP 207)."""
    if len(imp_uids) + len(merchant_uids) > MOST_NUMBERS:
        raise Refused(400, -1, "한 번에 최대 100건까지 조회할 수 있습니다.")
    found: dict[str, Payment] = {}
    missing = False
    for imp_uid in imp_uids:
        payment = payments.get(imp_uid)
        missing = missing or payment is None
        if payment is not None:
            found[imp_uid] = payment
    for merchant_uid in merchant_uids:
        attempts = payments.of_order(merchant_uid, "all", "-started")
        missing = missing or not attempts
        for payment in attempts[:1]:
            found[payment.imp_uid] = payment
    if not found:
        raise not_found()
    return list(found.values()), not missing


def by_order(payments: Catalogue, merchant_uid: str, status: str, query: Mapping[str, str]) -> Payment:
    """The first attempt of an order under the sorting asked for (default: the newest)."""
    sorting = query.get("sorting") or SORTINGS[0]
    attempts: list[Payment] = []
    if status in ("", "all", *STATUSES):
        order = sorting if sorting in SORTINGS else SORTINGS[0]
        attempts = payments.of_order(merchant_uid, status or "all", order)
    if not attempts:
        raise not_found()
    return attempts[0]


def all_of_order(payments: Catalogue, merchant_uid: str, status: str, query: Mapping[str, str]) -> dict[str, Any]:
    """All attempts of an order, paged."""
    attempts = payments.of_order(merchant_uid, _status(status or "all"), _sorting(query))
    if not attempts:
        raise not_found()
    return _page(attempts, query)


def by_status(
    payments: Catalogue, status: str, query: Mapping[str, str], now: int, readings: Readings
) -> dict[str, Any]:
    """Payments in a status whose current status began in a window of at most 90 days, paged."""
    status, sorting = _status(status), _sorting(query)
    end = _whole(query, "to", now)
    begin = _whole(query, "from", end - LONGEST_WINDOW)
    if begin > end:
        raise Refused(400, -1, "from은 to보다 클 수 없습니다.")
    if end - begin > LONGEST_WINDOW:
        if readings.refuse_wide_window:
            raise Refused(400, -1, WIDE_WINDOW)
        begin = end - LONGEST_WINDOW
    found = payments.in_window(status, begin, end, sorting)
    return _page(found, query, refuse_empty=readings.refuse_empty_window)


def numbers_in(query: Iterable[tuple[str, str]], name: str) -> list[str]:
    """The values of `name[]`, also written as `name` or `name[0]`; doubled ones once."""
    values = [value for key, value in query if key.partition("[")[0] == name and value]
    return list(dict.fromkeys(values))


def _page(found: list[Payment], query: Mapping[str, str], *, refuse_empty: bool = True) -> dict[str, Any]:
    limit, page = _whole(query, "limit", 20), _whole(query, "page", 1)
    if not 1 <= limit <= MOST_PER_PAGE:
        raise Refused(400, -1, "limit은 1에서 1000 사이여야 합니다.")
    first = (page - 1) * limit
    past_the_end = first >= len(found) and (page > 1 or refuse_empty)
    if page < 1 or past_the_end:
        raise Refused(400, -1, NO_SUCH_PAGE)
    return {
        "total": len(found),
        "previous": page - 1,
        "next": page + 1 if first + limit < len(found) else 0,
        "list": [payment.wire() for payment in found[first : first + limit]],
    }


def _status(status: str) -> str:
    if status not in ("all", *STATUSES):
        raise Refused(400, -1, BAD_STATUS)
    return status


def _sorting(query: Mapping[str, str]) -> str:
    sorting = query.get("sorting") or SORTINGS[0]
    if sorting not in SORTINGS:
        raise Refused(400, -1, "지원되지 않는 정렬값입니다.")
    return sorting


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise Refused(400, -1, f"{name}은 정수여야 합니다.") from None
