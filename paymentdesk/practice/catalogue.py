"""The payments of the shop and the orders in which lists show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from paymentdesk.practice.payment import Payment

SORTINGS = ("-started", "started", "-paid", "paid", "-updated", "updated")

_KEYS: dict[str, Callable[[Payment], tuple[int, str]]] = {
    "started": lambda payment: (payment.started_at, payment.imp_uid),
    "paid": lambda payment: (payment.paid_at, payment.imp_uid),
    "updated": lambda payment: (payment.changed_at, payment.imp_uid),
}
_REMEMBERED = 8


class Catalogue:
    """Payments by number and by order. Sorted lists are kept until something changes, so that paging through
    a large shop sorts once. Guarded by the shop's lock.
    """

    def __init__(self, payments: Iterable[Payment] = ()) -> None:
        self._by_number: dict[str, Payment] = {}
        self._by_order: dict[str, list[Payment]] = {}
        self._lists: dict[tuple[str, int, int, str], list[Payment]] = {}
        for payment in payments:
            self.add(payment)

    def __len__(self) -> int:
        return len(self._by_number)

    def __iter__(self) -> Iterator[Payment]:
        return iter(self._by_number.values())

    def __contains__(self, imp_uid: str) -> bool:
        return imp_uid in self._by_number

    def add(self, payment: Payment) -> None:
        self._by_number[payment.imp_uid] = payment
        self._by_order.setdefault(payment.merchant_uid, []).append(payment)
        self._lists.clear()

    def changed(self) -> None:
        """A payment changed: sorted lists no longer hold."""
        self._lists.clear()

    def move(self, payment: Payment, merchant_uid: str) -> None:
        """Give `payment` another order number."""
        self._by_order[payment.merchant_uid].remove(payment)
        payment.merchant_uid = merchant_uid
        self._by_order.setdefault(merchant_uid, []).append(payment)

    def get(self, imp_uid: str) -> Payment | None:
        return self._by_number.get(imp_uid)

    def of_order(self, merchant_uid: str, status: str, sorting: str) -> list[Payment]:
        """All attempts of an order, in one status or in all."""
        attempts = self._by_order.get(merchant_uid, [])
        return in_order((p for p in attempts if status in ("all", p.status)), sorting)

    def in_window(self, status: str, begin: int, end: int, sorting: str) -> list[Payment]:
        """Payments whose current status began between `begin` and `end`, both inclusive (domain.md 3.6.2)."""
        asked = (status, begin, end, sorting)
        found = self._lists.get(asked)
        if found is None:
            fitting = (
                payment
                for payment in self._by_number.values()
                if (status in ("all", payment.status)) and begin <= payment.changed_at <= end
            )
            found = in_order(fitting, sorting)
            while len(self._lists) >= _REMEMBERED:
                del self._lists[next(iter(self._lists))]
            self._lists[asked] = found
        return found


def in_order(payments: Iterable[Payment], sorting: str) -> list[Payment]:
    """Sorted as i'mport names it; ties by number, so that the order is always the same."""
    return sorted(payments, key=_KEYS[sorting.lstrip("-")], reverse=sorting.startswith("-"))
