"""What has left and what has not, on real sockets: the difference is money."""

from __future__ import annotations

import contextlib
import datetime
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.gateway.transport import Call, Failure, Reply, Transport

BODY = b'{"n":1}'
YES = b'{"code":0}'


@pytest.fixture
def order() -> Iterator[Callable[..., Reply | Failure]]:
    """One POST to an address, patient enough for a busy machine unless a time-out is what is looked for."""
    made: list[Transport] = []

    def post(url: str, *, connect: float = 10, read: float = 10, deadline: float = 20) -> Reply | Failure:
        transport = Transport(url, connect_timeout=connect, on_call=None)
        made.append(transport)
        return transport.order_once(
            "/payments/cancel", token="t", body=BODY, read_timeout=read, deadline=deadline, limit=1000
        )

    yield post
    for transport in made:
        transport.close()


Order = Callable[..., Reply | Failure]


@pytest.fixture
def use_proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Set the proxy of this machine, or none."""

    def use(url: str | None) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
            for each in (name, name.lower()):
                monkeypatch.delenv(each, raising=False)
                if url is not None and name != "NO_PROXY":
                    monkeypatch.setenv(each, url)

    return use


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


# Before it left


def test_refused(order: Order) -> None:
    assert order(f"http://127.0.0.1:{free_port()}") == Failure("connect", left=False)
    assert order(f"https://127.0.0.1:{free_port()}") == Failure("connect", left=False)


def test_black_hole(order: Order) -> None:
    """A full queue of connections: whoever comes next gets no answer."""
    with contextlib.ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        assert order(f"http://127.0.0.1:{full.getsockname()[1]}", connect=0.3) == Failure("connect", left=False)


def test_unknown_name(order: Order, monkeypatch: pytest.MonkeyPatch, use_proxy: Callable[[str | None], None]) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    use_proxy(None)
    assert order("http://shop.invalid") == Failure("resolve", left=False)
    with pytest.raises(socket.gaierror):
        Transport("http://shop.invalid", connect_timeout=1, on_call=None).resolve()
    use_proxy("http://proxy.invalid")
    assert order("http://shop.invalid") == Failure("proxy", left=False)


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1", "127.0.0.1", "http://[::1", "http://127.0.0.1:x"])
def test_no_address(order: Order, url: str) -> None:
    assert order(url) == Failure("connect", left=False)


@pytest.mark.parametrize("answer", ["plain text", "reset", "leave", "silence"])
def test_no_tls(raw_server: Any, order: Order, answer: str) -> None:
    with _listening(lambda it: _speak(it, answer, raw_server), raw_server.stopping.set) as port:
        outcome = order(f"https://127.0.0.1:{port}", connect=0.3 if answer == "silence" else 10)
    assert isinstance(outcome, Failure)
    assert not outcome.left
    assert outcome.why in ("tls", "connect")


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 403 No\r\n\r\n", b"HTTP/1.1 407 Who?\r\nContent-Length: 0\r\n\r\n", b"", b"HTTP/1.1 2"],
)
def test_the_proxy_makes_no_tunnel(order: Order, use_proxy: Callable[[str | None], None], answer: bytes) -> None:
    heard: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(answer)

    with _listening(proxy) as port:
        use_proxy(f"http://user:password@127.0.0.1:{port}")
        outcome = order("https://127.0.0.1:9")
    assert outcome == Failure("proxy", left=False)
    assert len(heard) == 1
    assert heard[0].startswith(b"CONNECT 127.0.0.1:9 ")
    assert BODY not in heard[0]


def test_no_proxy_there(order: Order, use_proxy: Callable[[str | None], None]) -> None:
    use_proxy(f"http://127.0.0.1:{free_port()}")
    for url in ("http://127.0.0.1:9", "https://127.0.0.1:9"):
        assert order(url) == Failure("proxy", left=False)


def test_a_connection_made_after_the_deadline_is_not_used(
    raw_server: Any, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name took longer than the whole call may take: what has not left by then stays here."""
    raw_server.steps = [raw_server.answer(YES)]
    found, late = socket.getaddrinfo, threading.Event()

    def slow(*args: Any, **kwargs: Any) -> Any:
        late.wait(0.3)
        return found(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert order(raw_server.url, deadline=0.1) == Failure("connect", left=False)
    assert not raw_server.heard


def test_a_bug_is_no_bad_luck(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise AssertionError("a bug")

    monkeypatch.setattr(socket, "getaddrinfo", broken)
    with pytest.raises(AssertionError, match="a bug"):
        order("http://127.0.0.1:9")


# After it left


def test_a_plain_proxy_may_have_passed_it_on(
    raw_server: Any, order: Order, use_proxy: Callable[[str | None], None]
) -> None:
    use_proxy(raw_server.url)
    raw_server.steps = [raw_server.answer("", 502), raw_server.reset]
    assert isinstance(outcome := order("http://127.0.0.1:9"), Reply)
    assert outcome.status == 502
    assert order("http://127.0.0.1:9") == Failure("cut", left=True)


def test_whatever_happens_after_it_left_it_has_left(
    raw_server: Any, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("a bug")

    monkeypatch.setattr("paymentdesk.gateway.transport._read", broken)
    raw_server.steps = [raw_server.answer(YES)]
    assert order(raw_server.url) == Failure("cut", left=True)


@pytest.fixture
def own_authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this machine that the client trusts."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    begin = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(begin + datetime.timedelta(days=9))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "own.pem").write_bytes(pem + secret)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "own.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    return context


def test_tls(own_authority: ssl.SSLContext, order: Order) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
    for answer, expected in {
        head + YES: None,
        head + YES[:5]: Failure("cut", left=True),
        b"": Failure("cut", left=True),
    }.items():
        heard: list[bytes] = []

        def serve(connection: socket.socket, answer: bytes = answer, heard: list[bytes] = heard) -> None:
            with own_authority.wrap_socket(connection, server_side=True) as secure:
                while BODY not in b"".join(heard):
                    heard.append(secure.recv(65536))
                secure.sendall(answer)

        with _listening(serve) as port:
            outcome = order(f"https://localhost:{port}")
        if expected is None:
            assert isinstance(outcome, Reply)
            assert (outcome.status, outcome.body) == (200, YES)
        else:
            assert outcome == expected


def test_silence_and_drips_over_tls(own_authority: ssl.SSLContext, order: Order) -> None:
    done = threading.Event()

    def silent(connection: socket.socket) -> None:
        with own_authority.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            done.wait(5)

    def dripping(connection: socket.socket) -> None:
        with own_authority.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            with contextlib.suppress(OSError):
                secure.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + YES)
                while not done.wait(0.02):
                    secure.sendall(b" ")

    for serve in (silent, dripping):
        done.clear()
        with _listening(serve, before_leaving=done.set) as port:
            outcome = order(f"https://localhost:{port}", read=0.5, deadline=1.5)
        assert outcome == Failure("timeout", left=True)


def test_a_certificate_for_somebody_else(own_authority: ssl.SSLContext, order: Order) -> None:
    def serve(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), own_authority.wrap_socket(connection, server_side=True) as secure:
            assert not secure.recv(65536)

    with _listening(serve) as port:
        assert order(f"https://127.0.0.1:{port}") == Failure("tls", left=False)


# What is told of a call


def test_what_is_told_of_a_call(raw_server: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[Call] = []
    transport = Transport(raw_server.url, connect_timeout=10, on_call=told.append)
    raw_server.steps = [raw_server.answer(YES), raw_server.leave]
    query = {"merchant_uid": "kim@example.com"}
    for _ in range(2):
        transport.ask("GET", "/payments", token="secret", params=query, read_timeout=10, deadline=20, limit=1000)
    transport.close()
    assert [(each.method, each.path, each.status, each.why) for each in told[:2]] == [
        ("GET", "/payments", 200, ""),
        ("GET", "/payments", None, "cut"),
    ]
    assert transport.requests == len(told)
    assert "GET /payments 200" in caplog.text
    for private in ("secret", "kim@example.com", "kim%40", "code"):
        assert private not in caplog.text


@contextlib.contextmanager
def _listening(
    serve: Callable[[socket.socket], None], before_leaving: Callable[[], None] = lambda: None
) -> Iterator[int]:
    """A server that takes one connection."""

    def run() -> None:
        with contextlib.suppress(OSError):
            connection, _ = server.accept()
            with connection:
                serve(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            before_leaving()
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _speak(connection: socket.socket, how: str, server: Any) -> None:
    connection.recv(65536)
    if how == "plain text":
        connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")
    else:
        getattr(server, how)(server, connection)
