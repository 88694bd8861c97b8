"""What a window may ask for about deliveries; each answers a job id of the desk."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from paymentdesk.domain.delivery import Delivery, DeliveryStatus
from paymentdesk.services import carrier_list
from paymentdesk.services import delivery as service
from paymentdesk.services.carrier_list import Row
from paymentdesk.services.shop import Shop

__all__ = ["Deliveries", "Row"]

Steps = Callable[[], Generator[Any, None, Any]]


class Deliveries(QObject):
    """`desk.deliveries`. `do` hands a job to the desk's worker, `do_steps` one in short steps."""

    row_done = Signal(object)  # the `Row` of the list in hand, with its end

    def __init__(
        self,
        shop: Shop,
        do: Callable[[Callable[[], Any]], int],
        do_steps: Callable[[Steps], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shop, self._do, self._do_steps = shop, do, do_steps
        self._stop = False

    def register(self, delivery: Delivery, *, knowing: bool = False) -> int:
        """Register one step; the job's answer is `services.delivery.Registered`."""
        return self._do(lambda: service.register(self._shop, delivery, self._shop.user, knowing=knowing))

    def look_at_list(self, path: Path, status: DeliveryStatus, more: Mapping[str, Any]) -> int:
        """What a carrier's list would do; the job's answer is a list of `Row`. Nothing is sent."""
        return self._do_steps(lambda: carrier_list.look_steps(self._shop, path, status, more=more))

    def register_list(self, rows: Sequence[Row]) -> int:
        """Register what is ready; `row_done` follows for each row that was tried, until `stop`."""
        self._stop = False

        def steps() -> Generator[None, None, None]:
            ready = [row for row in rows if row.delivery is not None]
            for row in carrier_list.run(self._shop, ready, self._shop.user):
                self.row_done.emit(row)
                if self._stop:
                    return
                yield

        return self._do_steps(steps)

    @Slot()
    def stop(self) -> None:
        """No further row after the one on its way."""
        self._stop = True
