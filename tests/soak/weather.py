"""What is done to the desk of a sequence from outside: a PC with clocks of its own, webhooks on their way, calls that
go wrong, and the kill."""

from __future__ import annotations

import contextlib
import json
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from paymentdesk.gateway.hook import Garbage, named_payment
from paymentdesk.practice.acts import News
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import hinting, sending
from paymentdesk.services.clock import PcClocks
from paymentdesk.services.hinting import Hints, Pace
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.store import audit
from tests.services.desk import Desk

ON_CANCEL = (
    *({"kind": kind} for kind in ("drop_before", "drop_after", "cut", "html", "garbage", "wrong_payment")),
    *({"kind": "status", "status": status} for status in (400, 401, 403, 407, 429, 500, 503)),
    {"kind": "status", "status": 401, "times": 2},
    {"kind": "redirect", "status": 307},
    {"kind": "refuse_but_register"},
    {"kind": "slow", "seconds": 60},
    {"kind": "slow_before", "seconds": 60},
)
ON_QUESTIONS = (
    *({"kind": kind} for kind in ("drop_before", "drop_after", "cut", "html", "garbage", "wrong_payment")),
    *({"kind": kind} for kind in ("stale", "vanish")),
    *({"kind": "status", "status": status} for status in (400, 401, 403, 407, 429, 500, 503)),
    {"kind": "redirect", "status": 302},
    {"kind": "slow", "seconds": 60},
    {"kind": "slow_before", "seconds": 60},
    {"kind": "stale", "seconds": 100_000},
)
PATHS = ("/payments/status", "/payments", "/payments/imp", "/users/getToken")
FORGED = (
    b'{"imp_uid": "imp_999999999999", "status": "cancelled"}',
    b'{"imp_uid": "imp_1\'; DROP TABLE payment; --"}',
    b'{"imp_uid": ["imp_1"], "amount": 60}',
    b'{"imp_uid": "imps_' + b"9" * 400 + b'"}',
    b"imp_uid=imp_888888888888&status=paid",
    b"[]",
    b"",
    b"\xff\xfe",
)
"""Webhooks about payments there are not, or about nothing."""


class Died(BaseException):
    """The process was killed here."""


class Pc:
    """A machine whose wall clock is set, and which is switched off and on. Time itself passes as at i'mport."""

    def __init__(self, server: PracticeServer) -> None:
        self._server = server
        self.wrong = 0
        self._starts = 0
        self._since = float(server.clock.now()) - 1000

    @property
    def clocks(self) -> PcClocks:
        return PcClocks(
            wall=lambda: float(self._server.clock.now() + self.wrong),
            steady=lambda: self._server.clock.now() - self._since,
            boot=lambda: str(self._starts),
        )

    def start_again(self) -> None:
        self._starts += 1
        self._since = float(self._server.clock.now()) - 10


class PcDesk(Desk):
    """A desk that learns the time from i'mport's answers, on a PC of its own."""

    def __init__(self, server: PracticeServer, *given: Any, **more: Any) -> None:
        super().__init__(server, *given, **more)
        self.pc = Pc(server)
        self._open: Shop | None = None

    @property
    def shop(self) -> Shop:
        if self._open is None:
            self._open = open_shop(self.profile, settings=self.settings, pc=self.pc.clocks)
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


class Post:
    """Webhooks that i'mport has sent and nobody has delivered yet; the desk hears of them as the receiver tells it."""

    def __init__(self, desk: PcDesk) -> None:
        self._desk = desk
        self._on_its_way: deque[News] = deque(maxlen=50)
        desk.server.shop.announce = self._on_its_way.append
        self.hints = self.heard_by_a_new_process()

    def heard_by_a_new_process(self) -> Hints:
        self.hints = Hints(self._desk.pc.clocks.steady, Pace(apart=0.0, at_once=1000))
        return self.hints

    def __len__(self) -> int:
        return len(self._on_its_way)

    def deliver(self, which: int, *, twice: bool, kept: bool) -> int:
        """Any of them, in any order, once or twice, or again later; how many looks came of it."""
        place = which % len(self._on_its_way)
        news = self._on_its_way[place]
        if not kept:
            del self._on_its_way[place]
        fields = news.fields()
        body = urlencode(fields) if which % 2 else json.dumps(fields)
        return sum(self.heard(body.encode()) for _ in range(2 if twice else 1))

    def lose(self, which: int) -> None:
        del self._on_its_way[which % len(self._on_its_way)]

    def heard(self, body: bytes) -> int:
        """A webhook's body came in; answers how many looks came of it. Raises what a look can end in."""
        try:
            self.hints.hear(named_payment(body), "receiver")
        except Garbage:
            self.hints.hear(None, "receiver")
        looks = 0
        while (hint := self.hints.take()) is not None:
            looks += 1
            hinting.follow(self._desk.shop, self.hints, hint)
        hinting.count(self._desk.shop, self.hints)
        return looks


STEPS = ("_journal", "_over_the_wire", "_record", "_record")
"""Before the send, in it, before its answer is kept, and right after."""


@contextlib.contextmanager
def killed(point: int | None, restart: Callable[[], None], reached: Callable[[], None]) -> Iterator[None]:
    """Kill the desk once at a point: 0 to 3 around a send, from 4 on inside the transaction of the n-th batch of
    facts it writes. It is then started."""
    if point is None:
        yield
        return
    owner, name, nth = (sending, STEPS[point], 1) if point < len(STEPS) else (audit, "append", point - len(STEPS) + 1)
    real, left = getattr(owner, name), [nth]

    def dying(*given: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] or point in (1, 3):
            came = real(*given, **more)
            if left[0]:
                return came
        raise Died

    setattr(owner, name, dying)
    try:
        yield
    except Died:
        reached()
    finally:
        setattr(owner, name, real)
        if left[0] <= 0:
            restart()
