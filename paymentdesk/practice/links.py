"""Payment links: a short address behind which an order can be paid (domain.md 6.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from paymentdesk.practice.wire import Refused, decode

_REQUIRED = ("title", "user_code", "amount", "merchant_uid", "name", "currency", "buyer_tel")


@dataclass(slots=True)
class Link:
    """`order` holds the fields of payment_info, `expires_at` UNIX seconds (0: never)."""

    code: str
    order: dict[str, Any]
    expires_at: int
    disabled: bool = False


class Links:
    """All links of the shop, by the last part of their address. Guarded by the shop's lock."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"{seed}/links")
        self._links: dict[str, Link] = {}

    def create(self, fields: Mapping[str, Any]) -> Link:
        """A new link; Refused with 400 if something is missing (how i'mport says so is UNCONFIRMED)."""
        order = _order(fields.get("payment_info"))
        missing = [name for name in _REQUIRED if order.get(name) in (None, "")]
        if missing:
            raise Refused(400, 1, f"필수 항목이 누락되었습니다: {', '.join(missing)}")
        code = f"{self.chance.getrandbits(32):08x}"
        link = Link(code, order, _expiry(fields.get("expired_at")))
        self._links[code] = link
        return link

    def get(self, code: str) -> Link | None:
        return self._links.get(code)

    def all(self) -> list[Link]:
        return list(self._links.values())

    def restore(self, links: Iterable[Link], chance: Random) -> None:
        """These links instead of the ones there are, and the chance that makes the next one."""
        self._links = {link.code: link for link in links}
        self.chance = chance

    def disable(self, code: str) -> Link:
        """Nobody can pay by it any more; Refused with 404 if there is no such link."""
        link = self._links.get(code)
        if link is None:
            raise Refused(404, 1, "존재하지 않는 결제 링크입니다.")
        link.disabled = True
        return link


def _order(text: object) -> dict[str, Any]:
    """payment_info is JSON inside of JSON."""
    if not isinstance(text, str):
        raise Refused(400, 1, "payment_info는 JSON 문자열이어야 합니다.")
    try:
        order = decode(text.encode())
    except ValueError:
        order = None
    if not isinstance(order, dict):
        raise Refused(400, 1, "payment_info는 JSON 문자열이어야 합니다.")
    return order


def _expiry(value: object) -> int:
    if value in (None, "", 0):
        return 0
    try:
        return int(str(value))
    except ValueError:
        raise Refused(400, 1, "expired_at은 정수여야 합니다.") from None
