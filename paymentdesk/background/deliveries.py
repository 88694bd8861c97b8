"""What a window may ask for about deliveries; each answers a job id of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from paymentdesk.domain.delivery import Delivery
from paymentdesk.services import delivery as service
from paymentdesk.services.shop import Shop


class Deliveries:
    """`desk.deliveries`. `do` hands a job to the desk's worker."""

    def __init__(self, shop: Shop, do: Callable[[Callable[[], Any]], int]) -> None:
        self._shop = shop
        self._do = do

    def register(self, delivery: Delivery, *, knowing: bool = False) -> int:
        """Register one step; the job's answer is `services.delivery.Registered`."""
        return self._do(lambda: service.register(self._shop, delivery, self._shop.user, knowing=knowing))
