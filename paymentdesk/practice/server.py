"""The practice server: a simulated i'mport on the loopback interface (product.md 7)."""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request

from paymentdesk.practice.api import Api, Call
from paymentdesk.practice.catalogue import Catalogue
from paymentdesk.practice.clock import SimClock
from paymentdesk.practice.control import PREFIX, Control
from paymentdesk.practice.faults import Dropped, Fault, Faults, Spoiler
from paymentdesk.practice.listener import Listener
from paymentdesk.practice.methods import Methods
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.playing import put_on_agenda
from paymentdesk.practice.readings import Readings
from paymentdesk.practice.request_log import RequestLog
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.story import Story
from paymentdesk.practice.tokens import Tokens
from paymentdesk.practice.webhooks import Settings, Webhooks, check_address
from paymentdesk.practice.wire import Reply, encode, parse_body

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

_LARGEST_BODY = 1_000_000


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
        self._api = Api(self.shop, self.tokens)
        self._control = Control(self)
        self._stopping = threading.Event()
        self._spoiler = Spoiler(self.shop, self._stopping)
        self._listener = Listener(port, self._serve, self.clock)
        self.story: Story | None = None
        self._speed = speed
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._listener.port}"
        self.control_url = self.url + PREFIX

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
        self._listener.stop(serving=bool(self._threads))
        for thread in self._threads:
            thread.join()
        self._threads.clear()

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
        self._begin(story, self.faults)

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
        self._begin(story, None)
        with self.webhooks.muted():
            self.advance_to(story.now)
        self.close_story()

    def add_bulk(self, payments: Iterable[Payment]) -> None:
        """Take in many payments at once."""
        with self.shop.lock:
            for payment in payments:
                self.shop.add(payment)

    def _begin(self, story: Story, faults: Faults | None) -> None:
        with self.shop.lock:
            self.reset()
            self.story = story
            self.clock.speed = 0
            self.clock.set(story.begins_at)
            put_on_agenda(self.shop, faults, story)
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

    # Answering

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            reply = self._answer(Request(environ))
        except Dropped:
            raise
        except RequestEntityTooLarge:
            reply = Reply(413, encode({"error": "the body is too large"}))
        except Exception:
            log.exception("the practice server failed at %s", environ.get("PATH_INFO"))
            reply = Reply(500, encode({"error": "the practice server failed"}))
        phrase = http.client.responses.get(reply.status, "Status")
        headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
        start_response(f"{reply.status} {phrase}", [*headers.items(), *reply.headers.items()])
        return [reply.body]

    def _answer(self, request: Request) -> Reply:
        request.max_content_length = _LARGEST_BODY
        path = urlsplit(request.environ["REQUEST_URI"]).path.rstrip("/") or "/"
        body = request.get_data(cache=True)
        if path.startswith(PREFIX):
            if not self._is_own(request):
                return Reply(403, encode({"error": "only programs on this machine may do this"}))
            return self._control.answer(request.method, path.removeprefix(PREFIX), body)
        return self._imp(request, path, body)

    def _imp(self, request: Request, path: str, body: bytes) -> Reply:
        fields = parse_body(body, request.mimetype)
        query = list(request.args.items(multi=True))
        received = self.requests.add(request.method, path, query, fields, body, self.shop.now())
        headers = request.headers
        token = headers.get("Authorization") or headers.get("X-ImpTokenHeader")
        call = Call(request.method, path, request.args, fields, token)
        fault = self.faults.take(request.method, path)
        reply = self._carry_out(call, fault, request.environ["werkzeug.socket"])
        received.status = reply.status
        return reply

    def _carry_out(self, call: Call, fault: Fault | None, connection: socket.socket) -> Reply:
        if fault is None:
            return self._api.answer(call)
        if fault.kind == "stale":
            seconds = 5.0 if fault.seconds is None else fault.seconds
            return self._api.answer(call, self.shop.past(int(self.shop.now() - seconds)))
        if fault.kind == "vanish":
            with self.shop.lock:
                hidden = fault.imp_uid
                shown = [p for p in self.shop.payments if hidden is not None and p.imp_uid != hidden]
                return self._api.answer(call, Catalogue(shown))
        return self._spoiler.play(fault, call.method, call.path, connection, lambda: self._api.answer(call))

    def _is_own(self, request: Request) -> bool:
        """Not a page of some web site that a browser on this machine has open: browsers name the page's
        origin, and a name that was bent to this machine shows in Host.
        """
        own = {f"{name}:{self._listener.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        origin: Any = request.headers.get("Origin")
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return False
        return request.headers.get("Host") in own and (origin is None or urlsplit(origin).netloc in own)
