"""The practice server: a simulated i'mport on the loopback interface (product.md 7)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from paymentdesk.practice.api import Api
from paymentdesk.practice.application import Application
from paymentdesk.practice.clock import SimClock
from paymentdesk.practice.control import PREFIX, Control
from paymentdesk.practice.faults import Faults
from paymentdesk.practice.listener import Listener
from paymentdesk.practice.methods import Methods
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.playing import player, put_on_agenda
from paymentdesk.practice.readings import Readings
from paymentdesk.practice.request_log import RequestLog
from paymentdesk.practice.saving import Keeper, read
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.story import Story
from paymentdesk.practice.tokens import Tokens
from paymentdesk.practice.webhooks import Settings, Webhooks, check_address


class PracticeServer:
    """One simulated shop with its own address, keys and clock.

    `port` 0 takes a free one; `start` is the first simulated time (None: the real one), `speed` simulated
    seconds per real second (0: it stands still), `methods` Paymentwall's list. `key` and `secret` are made by
    chance, never from the seed. OSError if the port is taken or the list cannot be read.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        seed: int = 1,
        start: int | None = None,
        speed: float = 1.0,
        methods: Path,
        key: str | None = None,
        secret: str | None = None,
        webhook_url: str | None = None,
        readings: Readings | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if webhook_url is not None:
            check_address(webhook_url)
        readings = readings or Readings()
        self.clock = SimClock(time.time() if start is None else start, speed, monotonic)
        self.shop = Shop(self.clock, seed, Methods(methods), readings)
        self.tokens = Tokens(self.clock, key, secret, readings)
        self.faults = Faults()
        self.requests = RequestLog()
        self.webhooks = Webhooks(self.shop)
        self.webhooks.settings = Settings(url=webhook_url)
        self.shop.perform = player(self.shop, self.faults, self.webhooks)
        self._stopping = threading.Event()
        self._listener = Listener(port, self.clock)
        self.story: Story | None = None
        self._speed = speed
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._listener.port}"
        self.control_url = self.url + PREFIX
        api = Api(self.shop, self.tokens, self.url)
        self._application = Application(self.shop, api, Control(self), self.faults, self.requests, self._stopping)
        self._listener.serve(self._application)
        self._keeper: Keeper | None = None

    @property
    def imp_key(self) -> str:
        return self.tokens.key

    @property
    def imp_secret(self) -> str:
        return self.tokens.secret

    def announcement(self) -> dict[str, str]:
        """The line that `practice-server` prints when it listens."""
        return {
            "url": self.url,
            "imp_key": self.imp_key,
            "imp_secret": self.imp_secret,
            "control_url": self.control_url,
        }

    # Life

    def start(self) -> None:
        """Serve, in threads that `stop` ends."""
        for name, work in (("practice-server", self._listener.run), ("practice-errands", self.webhooks.run)):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """End cleanly: what waits stops waiting, threads are joined, sockets closed. Safe to call twice."""
        self._stopping.set()
        self.webhooks.stop()
        self._listener.end()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._listener.close()
        if self._keeper is not None:
            self._keeper.at_the_end()
            self._keeper = None

    def __enter__(self) -> PracticeServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # Time

    def advance(self, seconds: float) -> int:
        """Step the clock; what is due happens, in order. How much it was."""
        self.clock.advance(seconds)
        happened = self.shop.catch_up()
        self.webhooks.rouse()
        return happened

    def advance_to(self, at: float) -> int:
        """Step the clock forward to `at`, if it is not there yet; how much happened."""
        return self.advance(max(at - self.clock.exact(), 0))

    # Stories

    def open_story(self, story: Story) -> None:
        """Begin `story` in an emptied shop: the clock stands still at its beginning, the past behind it.

        Whoever plays the merchant then goes through `story.merchant`: `advance_to(act.at)`, act, and at last
        `close_story`.
        """
        self._begin(story, with_faults=True)

    def close_story(self) -> None:
        """What is left of the shop's side happens, time runs again from the story's now, and Paymentwall's
        staff works by itself.
        """
        if self.story is not None:
            self.advance_to(self.story.now)
        self.shop.staffed = True
        self.clock.speed = self._speed
        self.webhooks.rouse()

    def load(self, story: Story) -> None:
        """The shop as it is after `story` when nobody plays the merchant; no webhooks for the past."""
        self._begin(story, with_faults=False)
        with self.webhooks.muted():
            self.advance_to(story.now)
        self.close_story()

    # Going on another day

    def save(self, path: Path) -> None:
        """Write the shop's state to `path`: whole or not at all, no keys in it. OSError if it cannot be written."""
        Keeper(self.shop, path).save()

    def keep_at(self, path: Path) -> None:
        """Save the shop to `path` now, at each change before anybody hears of it, and at `stop`."""
        self._keeper = Keeper(self.shop, path)
        self._keeper.save()
        self._application.before_an_answer = self._keeper.before_an_answer

    def load_saved(self, path: Path) -> bool:
        """Go on with the shop that was saved at `path`, its clock from the time it had then. False, and nothing
        is changed, if the file is missing or damaged.
        """
        bring_in = read(path)
        if bring_in is None:
            return False
        with self.shop.lock:
            self.reset()
            bring_in(self.shop)
        self.webhooks.rouse()
        return True

    def add_bulk(self, payments: Iterable[Payment]) -> None:
        """Take in many payments at once."""
        with self.shop.lock:
            for payment in payments:
                self.shop.add(payment)

    def _begin(self, story: Story, *, with_faults: bool) -> None:
        with self.shop.lock:
            self.reset()
            self.story = story
            self.clock.speed = 0
            self.clock.set(story.begins_at)
            put_on_agenda(self.shop, story, with_faults=with_faults)
            with self.webhooks.muted():
                self.shop.catch_up()

    def reset(self) -> None:
        """An empty shop with the same seed and keys; the clock goes on."""
        with self.shop.lock:
            self.shop.reset()
            self.story = None
            self.faults.clear()
            self.requests.clear()
            self.webhooks.reset()
