"""What a window may ask for about orders; each act answers a job's number of the desk."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from paymentdesk.domain.order import Order
from paymentdesk.domain.order_template import Template
from paymentdesk.services import attaching, importing, order_numbers, order_templates, ordering
from paymentdesk.services.importing import Imported, Plan, Row, Undone, Usual
from paymentdesk.services.order_numbers import Begin
from paymentdesk.services.ordering import Edited, Redo
from paymentdesk.services.sheets import Sheet, sheet_steps
from paymentdesk.services.shop import Shop

__all__ = ["Begin", "Edited", "Imported", "OrderActs", "Plan", "Redo", "Row", "Sheet", "Undone", "Usual"]

Act = Callable[[], Any]
Steps = Callable[[], Generator[Any, None, Any]]


class OrderActs(QObject):
    """`desk.orders`. `do` hands a job to the desk's worker, `do_steps` one in short steps."""

    progress = Signal(int, int)  # done, of how many (0: not known): of the file in hand

    def __init__(
        self, shop: Shop, do: Callable[[Act], int], do_steps: Callable[[Steps], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shop, self._do, self._do_steps = shop, do, do_steps
        self._stop = False

    # ------------------------------------------------------------ one order

    def begin(self) -> int:
        """What a new order begins with: a `Begin`."""
        return self._do(lambda: order_numbers.begin(self._shop))

    def create(self, order: Order, copy_of: str = "") -> int:
        return self._do(lambda: ordering.create(self._shop, order, self._shop.user, copy_of=copy_of))

    def edit(self, order: Order) -> int:
        """The job's answer is an `Edited`."""
        return self._do(lambda: ordering.edit(self._shop, order, self._shop.user))

    def note(self, merchant_uid: str, text: str, tags: str) -> int:
        return self._do(lambda: ordering.note(self._shop, merchant_uid, text, tags, self._shop.user))

    def new_attempt(self, merchant_uid: str) -> int:
        return self._do(lambda: ordering.new_attempt(self._shop, merchant_uid, self._shop.user))

    def give(self, imp_uid: str, order: Order) -> int:
        """An order for a payment that has none."""
        return self._do(lambda: ordering.give_order(self._shop, imp_uid, order, self._shop.user))

    def would_find(self, imp_uid: str, merchant_uid: str) -> int:
        """What would speak against an order if the payment paid it: a tuple of `Finding`."""
        return self._do(lambda: attaching.would_find(self._shop, imp_uid, merchant_uid))

    def attach(self, imp_uid: str, merchant_uid: str, note: str) -> int:
        return self._do(lambda: attaching.attach(self._shop, imp_uid, merchant_uid, self._shop.user, note))

    def detach(self, imp_uid: str, note: str) -> int:
        return self._do(lambda: attaching.detach(self._shop, imp_uid, self._shop.user, note))

    def close(self, merchant_uid: str) -> int:
        return self._do(lambda: ordering.close_order(self._shop, merchant_uid, self._shop.user))

    def reopen(self, merchant_uid: str) -> int:
        return self._do(lambda: ordering.reopen_order(self._shop, merchant_uid, self._shop.user))

    # ------------------------------------------------------------ templates

    def save_template(self, template: Template) -> int:
        return self._do(lambda: order_templates.save(self._shop, template))

    def delete_template(self, title: str) -> int:
        return self._do(lambda: order_templates.delete(self._shop, title))

    # ------------------------------------------------------------ files

    def look_at_file(self, path: Path) -> int:
        """Read a file and say what importing it would do: a `Plan`, None when stopped."""

        def steps() -> Generator[Any, None, Plan]:
            sheet = yield from sheet_steps(path)
            return (yield from importing.plan_steps(self._shop, sheet))

        return self._long(steps)

    def look_again(self, sheet: Sheet, columns: Mapping[str, int], usual: Usual) -> int:
        """The same file with other columns, or another usual currency."""
        return self._long(lambda: importing.plan_steps(self._shop, sheet, columns, usual))

    def import_orders(self, plan: Plan, *, all_or_nothing: bool) -> int:
        """The job's answer is an `Imported`, None when stopped before anything was written."""
        by = self._shop.user
        return self._long(lambda: importing.import_steps(self._shop, plan, by, all_or_nothing=all_or_nothing))

    def undo_import(self, number: int) -> int:
        """The job's answer is an `Undone`."""
        return self._do(lambda: importing.undo_import(self._shop, number, self._shop.user))

    @Slot()
    def stop(self) -> None:
        """No further step of the file in hand."""
        self._stop = True

    def _long(self, make: Steps) -> int:
        self._stop = False

        def steps() -> Generator[None, None, Any]:
            inner = make()
            while not self._stop:
                try:
                    step = next(inner)
                except StopIteration as end:
                    return end.value
                done, total = step if isinstance(step, tuple) else (step, 0)
                self.progress.emit(done, total)
                yield
            inner.close()
            return None

        return self._do_steps(steps)
