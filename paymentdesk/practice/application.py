"""Every request that comes in: i'mport's calls, the buyers' pages, the control interface."""

from __future__ import annotations

import http.client
import logging
import socket
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request

from paymentdesk.practice.api import Api, Call
from paymentdesk.practice.catalogue import Catalogue
from paymentdesk.practice.checkout import Checkout
from paymentdesk.practice.control import PREFIX, Control
from paymentdesk.practice.faults import Dropped, Fault, Faults, Spoiler
from paymentdesk.practice.request_log import RequestLog
from paymentdesk.practice.shop import Shop
from paymentdesk.practice.wire import Reply, encode, parse_body

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

_LARGEST_BODY = 1_000_000


class Application:
    """The WSGI application. `stopping` is set when the server ends: what waits then stops waiting."""

    def __init__(
        self,
        shop: Shop,
        api: Api,
        control: Control,
        faults: Faults,
        requests: RequestLog,
        stopping: threading.Event,
    ) -> None:
        self._shop = shop
        self._api = api
        self._control = control
        self._faults = faults
        self._requests = requests
        self._checkout = Checkout(shop)
        self._spoiler = Spoiler(shop, stopping)
        # Called before an answer leaves; a shop that is kept is saved here.
        self.before_an_answer: Callable[[], None] = lambda: None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            reply = self._answer(Request(environ))
            self.before_an_answer()
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
        on_pages = self._checkout.is_here(path)
        guarded = path.startswith(PREFIX) or (on_pages and request.method == "POST")
        if guarded and not _is_own(request):
            return Reply(403, encode({"error": "only programs on this machine may do this"}))
        if on_pages:
            form = parse_body(body, request.mimetype)
            return self._checkout.answer(request.method, path, request.args, form)
        if path.startswith(PREFIX):
            return self._control.answer(request.method, path.removeprefix(PREFIX), body)
        return self._imp(request, path, body)

    def _imp(self, request: Request, path: str, body: bytes) -> Reply:
        fields = parse_body(body, request.mimetype)
        query = list(request.args.items(multi=True))
        received = self._requests.add(request.method, path, query, fields, body, self._shop.now())
        headers = request.headers
        token = headers.get("Authorization") or headers.get("X-ImpTokenHeader")
        call = Call(request.method, path, request.args, fields, token)
        fault = self._faults.take(request.method, path)
        reply = self._carry_out(call, fault, request.environ["werkzeug.socket"])
        received.status = reply.status
        return reply

    def _carry_out(self, call: Call, fault: Fault | None, connection: socket.socket) -> Reply:
        if fault is None:
            return self._api.answer(call)
        if fault.kind == "stale":
            seconds = 5.0 if fault.seconds is None else fault.seconds
            return self._api.answer(call, self._shop.past(int(self._shop.now() - seconds)))
        if fault.kind == "vanish":
            with self._shop.lock:
                hidden = fault.imp_uid
                shown = [p for p in self._shop.payments if hidden is not None and p.imp_uid != hidden]
                return self._api.answer(call, Catalogue(shown))
        return self._spoiler.play(fault, call.method, call.path, connection, lambda: self._api.answer(call))


def _is_own(request: Request) -> bool:
    """Not a page of some web site that a browser on this machine has open: browsers name the page's origin,
    and a name that was bent to this machine shows in Host.
    """
    port = request.environ["SERVER_PORT"]
    own = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    origin: str | None = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return False
    return request.headers.get("Host") in own and (origin is None or urlsplit(origin).netloc in own)
