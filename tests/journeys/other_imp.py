"""Another simulated i'mport, written apart from the practice shop and deliberately unlike it.

Fields come in another order and partly not at all, numbers as texts, `false` for no page, pages of at most 20, no
`Date`, tokens that end early, a `cancel_history` that lags behind its amount and is newest first. It breaks lines
before and after it acted. `posts` is its own log of what really arrived.
"""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PAGE = 20
DAY = 24 * 3600
# On, with 0 seconds; Windows keeps the two as short integers.
LINGER_ZERO = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
TAG = re.compile(r"\[(T-\d{4,}) \w+\]\Z")


@dataclass
class Post:
    """A cancellation request that arrived whole: what it said, what was done, what was answered."""

    imp_uid: str
    amount: Decimal
    checksum: Decimal
    reason: str
    acted: bool = False
    answer: str = "nothing"

    @property
    def ticket(self) -> str:
        tag = TAG.search(self.reason)
        return tag[1] if tag else ""


@dataclass
class Waiting:
    """A request in Paymentwall's queue."""

    post: Post | None
    imp_uid: str
    amount: Decimal
    reason: str
    state: str = "open"


@dataclass
class Paid:
    """A payment; `unlisted` = how many looks its newest cancellation is missing from the history."""

    imp_uid: str
    merchant_uid: str
    amount: Decimal
    currency: str
    method: str
    manner: int
    started: int
    status: str = "paid"
    cancelled: Decimal = Decimal(0)
    changed: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)
    unlisted: int = 0

    @property
    def left(self) -> Decimal:
        return self.amount - self.cancelled if self.status in ("paid", "cancelled") else Decimal(0)


class Broken(Exception):
    """The line goes down instead of an answer."""


class OtherImp:
    """Its state, guarded by one lock. `mood(method, path)` names what goes wrong with a call, `watch(moment,
    path)` hears of each call when it `arrived`, when it was `acted` on, and when `half` of the answer is out.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.key, self.secret = "4711000000000000", "s3cret" * 10
        self.payments: dict[str, Paid] = {}
        self.queue: list[Waiting] = []
        self.posts: list[Post] = []
        self.ahead = 0
        self.lag = 2
        self.tokens = 0
        self.token: str | None = None
        self.mood: Callable[[str, str], str] = lambda method, path: ""
        self.watch: Callable[[str, str], None] = lambda moment, path: None
        self.go_on = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="other-imp")
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> OtherImp:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    # ---- the world

    def now(self) -> int:
        return int(time.time()) + self.ahead

    def pay(self, amount: str = "60.00", currency: str = "USD", method: str = "cc", *, ago: int = 3600) -> str:
        with self.lock:
            n = len(self.payments) + 1
            at = self.now() - ago
            paid = Paid(f"imp_{n:012d}", f"order-{n}", Decimal(amount), currency, method, n % 4, at, changed=at)
            self.payments[paid.imp_uid] = paid
            return paid.imp_uid

    def execute(self, imp_uid: str, amount: Decimal, reason: str) -> None:
        """Money goes back: the amount at once, the entry in the history some looks later."""
        with self.lock:
            paid = self.payments[imp_uid]
            assert 0 < amount <= paid.left
            paid.status, paid.cancelled, paid.changed = "cancelled", paid.cancelled + amount, self.now()
            number = f"cncl_{sum(len(each.entries) for each in self.payments.values()) + 1:012d}"
            entry = {"reason": reason, "cancelled_at": paid.changed, "amount": amount, "cancellation_id": number}
            paid.entries.append(entry | {"pg_tid": "b1"})
            paid.unlisted = self.lag

    def decide(self, waiting: Waiting, outcome: str = "cancelled") -> None:
        """Paymentwall works one off; what is more than is left is never carried out."""
        with self.lock:
            if outcome == "cancelled" and waiting.amount > self.payments[waiting.imp_uid].left:
                outcome = "rejected"
            waiting.state = outcome
            if outcome == "cancelled":
                self.execute(waiting.imp_uid, waiting.amount, waiting.reason)

    def open(self) -> list[Waiting]:
        with self.lock:
            return [each for each in self.queue if each.state == "open"]

    # ---- the calls

    def answer(self, method: str, target: str, token: str, body: bytes) -> tuple[int, Any]:
        parts = urlsplit(target)
        path, query = parts.path, parse_qs(parts.query)
        with self.lock:
            if path == "/users/getToken":
                return self._grant(body)
            if token != f"Bearer {self.token}":
                return refused(401, -1, "Unauthorized")
            if method == "POST":
                raise AssertionError(path)
            if path.startswith("/payments/status/"):
                return self._listed(query)
            if path == "/payments":
                return self._several(query["imp_uid[]"])
            found = self.payments.get(unquote(path.removeprefix("/payments/")))
            return granted(self.wire(found)) if found else refused(404, -1, "존재하지 않는 결제정보입니다.")

    def cancel(self, post: Post) -> tuple[int, Any]:
        """What i'mport answers to a cancellation; called with what arrived written down already."""
        with self.lock:
            paid = self.payments.get(post.imp_uid)
            if paid is None or paid.left <= 0:
                return refused(200, 1, "취소할 결제건이 존재하지 않습니다.")
            if post.checksum != paid.left or not 0 < post.amount <= paid.left:
                return refused(200, 1, "금액이 맞지 않습니다.")
            post.acted = True
            if paid.method == "paypal":
                self.execute(post.imp_uid, post.amount, post.reason)
            else:
                self.queue.append(Waiting(post, post.imp_uid, post.amount, post.reason))
            return granted(self.wire(paid))

    def _grant(self, body: bytes) -> tuple[int, Any]:
        if json.loads(body) != {"imp_key": self.key, "imp_secret": self.secret}:
            return refused(401, -1, "인증에 실패하였습니다.")
        if self.token is None:
            self.tokens += 1
            self.token = f"token-{self.tokens}"
        now = self.now()
        return granted({"expired_at": now + 1800, "now": now, "access_token": self.token})

    def _several(self, numbers: list[str]) -> tuple[int, Any]:
        found = [self.payments[each] for each in numbers if each in self.payments]
        if not found:
            return refused(404, -1, "존재하지 않는 결제정보입니다.")
        status, answer = granted([self.wire(each) for each in reversed(found)])
        return (status if len(found) == len(numbers) else 207), answer

    def _listed(self, query: dict[str, list[str]]) -> tuple[int, Any]:
        first, last, page = int(query["from"][0]), int(query["to"][0]), int(query["page"][0])
        size = min(PAGE, int(query["limit"][0]))
        if last - first > 90 * DAY:
            return refused(400, -1, "조회 기간은 90일을 초과할 수 없습니다.")
        found = [each for each in self.payments.values() if first <= each.changed <= last]
        found.sort(key=lambda each: (each.changed, each.imp_uid), reverse=query["sorting"][0].startswith("-"))
        shown = found[(page - 1) * size : page * size]
        if not shown:
            return refused(400, -1, "페이지 범위를 벗어났습니다.")
        more = page * size < len(found)
        rows = [self.wire(each) for each in shown]
        return granted(
            {"list": rows, "next": more and str(page + 1), "previous": page > 1 and page - 1, "total": len(found)}
        )

    def wire(self, paid: Paid) -> dict[str, Any]:
        """In each of four manners: numbers or texts, everything or only what must be there."""
        listed = paid.entries
        if paid.unlisted:
            paid.unlisted -= 1
            listed = listed[:-1]
        text = paid.manner == 1
        shown: dict[str, Any] = {
            "status": paid.status,
            "currency": paid.currency,
            "cancel_amount": number(paid.cancelled, text),
            "cancel_history": [entry | {"amount": number(entry["amount"], text)} for entry in reversed(listed)],
            "cancelled_at": str(paid.changed) if text else paid.changed,
            "amount": number(paid.amount, text),
            "sandbox": False,
            "imp_uid": paid.imp_uid,
            "merchant_uid": paid.merchant_uid,
            "emb_pg_provider": paid.method,
            "paid_at": str(paid.started) if text else paid.started,
        }
        if paid.status != "cancelled":
            shown["cancelled_at"] = 0
        if paid.manner == 2:  # the required ones, and nothing beside
            del shown["emb_pg_provider"]
            shown["brand_new_field"] = {"deep": [None]}
        if paid.manner == 3:
            shown |= {"buyer_name": None, "custom_data": "no JSON", "receipt_url": None, "started_at": paid.started}
        if not listed and paid.manner in (2, 3):
            shown["cancel_history"] = None
        return shown


def number(value: Decimal, text: bool) -> Any:
    return f"{value:f}" if text else float(value)


def granted(response: Any) -> tuple[int, Any]:
    return 200, {"response": response, "message": "", "code": 0}


def refused(status: int, code: int, message: str) -> tuple[int, Any]:
    return status, {"response": None, "message": message, "code": code}


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, imp: OtherImp) -> None:
        self.imp = imp
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is nothing to speak of; its own mistakes show in the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: `posts` is the log."""

    def _serve(self) -> None:
        imp, path = self.server.imp, urlsplit(self.path).path
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            raise Broken  # the sender died while it sent: nothing arrived
        post = self._arrived(body) if path == "/payments/cancel" else None
        imp.watch("arrived", path)
        kind = imp.mood(self.command, path)
        try:
            self._before(kind, post)
            token = self.headers.get("Authorization", "")
            if post is None:
                status, answer = imp.answer(self.command, self.path, token, body)
            elif token != f"Bearer {imp.token}":
                status, answer = refused(401, -1, "Unauthorized")
            else:
                status, answer = imp.cancel(post)
            imp.watch("acted", path)
            self._after(kind, post, status, json.dumps(answer, ensure_ascii=False).encode())
            imp.watch("answered", path)
        except Broken:
            self.close_connection = True

    def _arrived(self, body: bytes) -> Post:
        fields = json.loads(body, parse_float=Decimal, parse_int=Decimal)
        post = Post(fields["imp_uid"], fields["amount"], fields["checksum"], fields["reason"])
        with self.server.imp.lock:
            self.server.imp.posts.append(post)
        return post

    def _before(self, kind: str, post: Post | None) -> None:
        """Nothing is done for this call."""
        imp = self.server.imp
        if kind == "reset_before":
            self._reset()
        if kind == "html_before":
            self._write(post, 502, BAD_GATEWAY, "text/html")
        elif kind == "status_before":
            self._write(post, 500, b'{"error":"internal"}')
        elif kind == "busy":
            self._write(post, 429, b'{"code":-1,"message":"Too Many Requests","response":null}')
        elif kind == "unauthorised":
            with imp.lock:
                imp.token = None
            self._write(post, 401, b'{"response":null,"message":"Unauthorized","code":-1}')
        else:
            return
        raise Broken

    def _after(self, kind: str, post: Post | None, status: int, answer: bytes) -> None:
        """It is done; the answer may still go astray."""
        if kind == "reset_after":
            self._reset()
        if kind == "slow":
            self.server.imp.go_on.wait()
        if kind == "cut":
            self._write(post, status, answer[: len(answer) // 2], length=len(answer))
            self._reset()
        if kind == "html_after":
            self._write(post, 200, BAD_GATEWAY, "text/html")
        elif kind == "status_after":
            self._write(post, 504, b"")
        else:
            self._write(post, status, answer)

    def _write(
        self, post: Post | None, status: int, body: bytes, kind: str = "application/json", length: int | None = None
    ) -> None:
        if post is not None:
            post.answer = f"{status} {kind}"
        self.send_response_only(status)  # no Date, no Server
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.server.imp.watch("half", urlsplit(self.path).path)
        self.wfile.write(body[len(body) // 2 :])

    def _reset(self) -> None:
        """A true reset: nothing more of the answer arrives."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        socket.close(self.connection.detach())
        raise Broken
