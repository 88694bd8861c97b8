"""One HTTP exchange: it ends by its deadline, is never repeated by itself, and knows whether it left.

requests and urllib3 raise the same exceptions before and after a request has left (a TLS handshake that hangs
is a `ReadTimeout`, a proxy's refusal a `ConnectionError`). So the connection itself keeps the mark: until
`connect()` has come back, with name, proxy tunnel and TLS behind it, not one byte of the request is out.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.utils import select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError, ReadTimeoutError
from urllib3.util.retry import Retry

from paymentdesk.gateway.causes import detail

log = logging.getLogger(__name__)
logging.getLogger("urllib3").setLevel(logging.ERROR)  # below that it writes whole addresses and headers

_CHUNK = 1 << 16
# Everything requests, urllib3 and the standard library raise for bad luck and bad addresses.
BAD_LUCK = (requests.RequestException, HTTPError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, complete. `body` is decoded from any transfer and content coding."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """Nothing complete came back. `left` is False only if no byte of the request can have left.

    `why`: resolve, connect, tls, proxy (before it left); timeout, cut (after). `fresh` is False for a
    connection that had served another call before; `detail` is a word of `causes`, or "".
    """

    why: str
    left: bool
    fresh: bool = True
    detail: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """What may be told of a call: never bodies, keys or tokens. `status` is None without an answer."""

    method: str
    path: str
    status: int | None
    seconds: float
    why: str = ""


class TooLong(OSError):
    """More body than any answer of i'mport has."""


class Exchange:
    """How far one exchange has come on its connection, and the guard that ends it at its deadline."""

    def __init__(self, seconds: float) -> None:
        self.entered = self.made = self.late = False
        self.blind = False  # on connections that are none of ours, where the mark is never set
        self.fresh = True
        self._connection: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self.end)
        self._timer.daemon = True

    def __enter__(self) -> Exchange:
        self._reset = _current.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _current.reset(self._reset)
        self._timer.cancel()
        self._timer.join()

    @property
    def proxied(self) -> bool:
        return self._connection is not None and self._connection.proxy is not None

    def opening(self, connection: HTTPConnection) -> None:
        self.entered = True
        self._connection = connection

    def using(self, sock: Any) -> None:
        """The request leaves now. Refused after the deadline: what has not left then stays here."""
        with self._lock:
            if self.late and not self.made:
                raise TimeoutError("deadline before the connection was made")
            self.fresh = self.fresh and self.entered
            self.entered = self.made = True
            self._socket = sock

    def end(self) -> None:
        with self._lock:
            self.late = True
            sock = self._socket or (self._connection.sock if self._connection else None)
        if sock is not None:
            try:
                # Not SSLSocket.shutdown: that pulls the TLS layer from under a read in another thread.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                pass  # closed already: there is nobody left to wake


_current: ContextVar[Exchange] = ContextVar("exchange")


class _Connection(HTTPConnection):
    def connect(self) -> None:
        exchange = _current.get()
        exchange.opening(self)
        super().connect()
        exchange.using(self.sock)

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:  # otherwise connect() is still to come
            _current.get().using(self.sock)
        super().request(*args, **kwargs)


class _TLSConnection(_Connection, HTTPSConnection):
    """The same, with TLS: `connect()` includes the handshake and the check of the name."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


_POOLS = {"http": _Pool, "https": _TLSPool}


class _Adapter(HTTPAdapter):
    def __init__(self) -> None:
        super().__init__(max_retries=Retry(0, read=False))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if proxy.lower().startswith("socks"):
            _current.get().blind = True
        else:
            manager.pool_classes_by_scheme = _POOLS
        return manager


class Session(requests.Session):
    """A session that follows nobody: a redirect would carry the body of a POST a second time."""

    def __init__(self) -> None:
        super().__init__()
        adapter = _Adapter()
        self.mount("http://", adapter)
        self.mount("https://", adapter)
        self.headers["User-Agent"] = "paymentdesk"

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class Authorization(AuthBase):
    """The token in its header, or none. That it is there at all keeps ~/.netrc out of the call."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Calls to one API address. Threads may share it; `on_call` hears of every call made."""

    def __init__(self, api_url: str, *, connect_timeout: float, on_call: Callable[[Call], None] | None) -> None:
        self._base = api_url.rstrip("/")
        self._connect_timeout = connect_timeout
        self._on_call = on_call
        self._session = Session()
        self._lock = threading.Lock()
        self.requests = 0

    def ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None,
        params: Any = None,
        body: bytes | None = None,
        read_timeout: float,
        deadline: float,
        limit: int,
    ) -> Reply | Failure:
        """A call that may be repeated: once, where a kept connection turns out to be dead."""
        ends_at = time.monotonic() + deadline
        for _ in range(2):
            left = max(0.001, ends_at - time.monotonic())
            outcome = self._call(self._session, method, path, token, params, body, read_timeout, left, limit)
            if not (isinstance(outcome, Failure) and outcome.why == "cut" and not outcome.fresh):
                break
        return outcome

    def order_once(
        self, path: str, *, token: str | None, body: bytes, read_timeout: float, deadline: float, limit: int
    ) -> Reply | Failure:
        """A POST that must not be repeated by anything: on a new connection of its own."""
        with Session() as session:
            session.headers["Connection"] = "close"
            session.headers["Accept-Encoding"] = "identity"
            return self._call(session, "POST", path, token, None, body, read_timeout, deadline, limit)

    def resolve(self) -> None:
        """Look up the name that the next call will connect to (the proxy's, where there is one).

        Raises OSError when it does not resolve, ValueError when there is none.
        """
        settings = self._session.merge_environment_settings(self._base, {}, None, None, None)
        parts = urlsplit(select_proxy(self._base, settings["proxies"]) or self._base)
        if not parts.hostname:
            raise ValueError("no host in the address")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)

    def proxy(self) -> str:
        """Through whom calls go, without user and password; "" for nobody."""
        settings = self._session.merge_environment_settings(self._base, {}, None, None, None)
        parts = urlsplit(select_proxy(self._base, settings["proxies"]) or "")
        return f"{parts.hostname}:{parts.port}" if parts.hostname and parts.port else parts.hostname or ""

    def close(self) -> None:
        self._session.close()

    def _call(
        self,
        session: requests.Session,
        method: str,
        path: str,
        token: str | None,
        params: Any,
        body: bytes | None,
        read_timeout: float,
        deadline: float,
        limit: int,
    ) -> Reply | Failure:
        started = time.monotonic()
        with Exchange(deadline) as exchange:
            try:
                response = session.request(
                    method,
                    self._base + path,
                    params=params,
                    data=body,
                    headers={"Content-Type": "application/json"} if body is not None else None,
                    auth=Authorization(token),
                    timeout=(min(self._connect_timeout, deadline), min(read_timeout, deadline)),
                    allow_redirects=False,
                    stream=True,
                )
                outcome: Reply | Failure = _read(response, limit, exchange)
            except Exception as error:
                # Once the request is out, whatever happens here must not look as if it had not left.
                if not exchange.made and not isinstance(error, BAD_LUCK):
                    raise
                outcome = failure(error, exchange)
            if exchange.late and isinstance(outcome, Reply):
                outcome = Failure("timeout", left=True, fresh=exchange.fresh)
        self._tell(method, path, outcome, time.monotonic() - started)
        return outcome

    def _tell(self, method: str, path: str, outcome: Reply | Failure, seconds: float) -> None:
        with self._lock:
            self.requests += 1
        status = outcome.status if isinstance(outcome, Reply) else None
        why = outcome.why if isinstance(outcome, Failure) else ""
        log.info("%s %s %s %.3f s", method, path, status or why, seconds)
        if self._on_call is not None:
            self._on_call(Call(method, path, status, seconds, why))


def _read(response: requests.Response, limit: int, exchange: Exchange) -> Reply:
    body = bytearray()
    with response:
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > limit:
                raise TooLong(f"more than {limit} bytes")
    return Reply(response.status_code, response.headers, bytes(body), exchange.fresh)


def failure(error: Exception, exchange: Exchange) -> Failure:
    if exchange.made:
        reasons = (error, *error.args)
        slow = any(isinstance(each, requests.ReadTimeout | ReadTimeoutError | TimeoutError) for each in reasons)
        return Failure("timeout" if slow or exchange.late else "cut", left=True, fresh=exchange.fresh)
    told = detail(error, proxied=exchange.proxied)
    return Failure(_before(error, exchange.proxied), left=exchange.blind, detail=told)


def _before(error: Exception, proxied: bool) -> str:
    """Why a connection was not made."""
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    if proxied or isinstance(error, requests.exceptions.ProxyError):
        return "proxy"
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return "resolve" if isinstance(reason, NameResolutionError) else "connect"
