"""Every fault on the way to i'mport is named right, on real sockets and against the practice server; and each has its
sentence (issue: "wrong-key, proxy and clock faults each named correctly")."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.connection import Cause, Finding
from paymentdesk.gateway.diagnosis import find_out
from paymentdesk.practice.control import Control
from paymentdesk.wording.connection import CAUSES, clock_sentence, finding_sentence, shown_by_it
from tests.gateway.test_transport import _listening, free_port

REFUSED_KEY = '{"code":-1,"message":"imp_key, imp_secret 인증에 실패하였습니다.","response":null}'
Proxy = Callable[[str | None], None]


def find(url: str, key: str = "key", secret: str = "hush", **more: Any) -> Finding:
    patience = {"connect_timeout": 10.0, "read_timeout": 10.0}
    return find_out(url, key, secret, **patience | more)


@pytest.fixture
def use_proxy(monkeypatch: pytest.MonkeyPatch) -> Proxy:
    def use(url: str | None) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
            for each in (name, name.lower()):
                monkeypatch.delenv(each, raising=False)
                if url is not None and name != "NO_PROXY":
                    monkeypatch.setenv(each, url)

    return use


# ------------------------------------------------------------ answers


ANSWERS = {
    "wrong pair": (401, REFUSED_KEY, Cause.KEY_OR_SECRET, "인증에 실패"),
    "wrong key": (401, '{"code":-1,"message":"no such imp_key","response":null}', Cause.KEY_WRONG, "no such"),
    "wrong secret": (401, '{"code":-1,"message":"imp_secret?","response":null}', Cause.SECRET_WRONG, "imp_secret"),
    "address list in an envelope": (
        403, '{"code":-1,"message":"허용되지 않은 IP 203.0.113.7","response":null}', Cause.ADDRESS_LIST, "203.0.113.7",
    ),
    "address list as a page": (403, "<html><h1>403 Forbidden</h1></html>", Cause.ADDRESS_LIST, "Forbidden"),
    "address list without a word": (403, "", Cause.ADDRESS_LIST, ""),
    "another no": (400, '{"code":-1,"message":"not allowed","response":null}', Cause.TURNED_AWAY, "not allowed"),
    "no, with 200": (200, '{"code":1,"message":"not allowed","response":null}', Cause.TURNED_AWAY, "not allowed"),
    "html": (200, "<html><script>x()</script>Sign in &amp; surf</html>", Cause.NOT_IMPORT, "Sign in & surf"),
    "401 of somebody else": (401, "<html>Who are you?</html>", Cause.NOT_IMPORT, "Who are you?"),
    "no token in it": (200, '{"code":0,"message":null,"response":{"now":1}}', Cause.NOT_IMPORT, ""),
    "down": (500, "<html>oops</html>", Cause.DOWN, "oops"),
    "down in an envelope": (502, '{"code":-1,"message":"later","response":null}', Cause.DOWN, "later"),
    "maintenance": (503, "", Cause.BUSY, ""),
    "too often": (429, '{"code":-1,"message":"slow down","response":null}', Cause.BUSY, "slow down"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_what_an_answer_means(raw_server: Any, name: str) -> None:
    status, body, cause, said = ANSWERS[name]
    raw_server.grant = raw_server.answer(body, status, "Connection: close")
    found = find(raw_server.url)
    assert (found.cause, found.status) == (cause, status)
    assert said in found.said
    assert said in shown_by_it(found)
    assert "<" not in found.said


def test_a_redirect_is_followed_by_nobody(raw_server: Any) -> None:
    raw_server.grant = raw_server.answer("", 302, "Location: http://login.hotel.example/x?a=b", "Connection: close")
    found = find(raw_server.url)
    assert (found.cause, found.elsewhere) == (Cause.NOT_IMPORT, "login.hotel.example")
    assert "login.hotel.example" in shown_by_it(found)
    assert len(raw_server.tokens) == 1


def test_the_practice_shop_takes_its_key_and_no_other(practice: Any) -> None:
    found = find(practice.url, practice.imp_key, practice.imp_secret)
    assert found.accepted
    for key, secret in ((practice.imp_key, "other"), ("other", practice.imp_secret)):
        refused = find(practice.url, key, secret)
        assert refused.cause is Cause.KEY_OR_SECRET
        assert "does not say which" in finding_sentence(refused)
        assert practice.imp_secret not in repr(refused)


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ({"kind": "html"}, Cause.NOT_IMPORT),
        ({"kind": "garbage"}, Cause.NOT_IMPORT),
        ({"kind": "redirect"}, Cause.NOT_IMPORT),
        ({"kind": "status", "status": 403}, Cause.ADDRESS_LIST),
        ({"kind": "status", "status": 401}, Cause.KEY_OR_SECRET),
        ({"kind": "status", "status": 429}, Cause.BUSY),
        ({"kind": "status", "status": 500}, Cause.DOWN),
        ({"kind": "drop_before"}, Cause.CUT),
        ({"kind": "cut"}, Cause.CUT),
        ({"kind": "slow", "seconds": 5}, Cause.SILENT),
    ],
)
def test_the_practice_shops_faults(practice: Any, fault: dict[str, Any], cause: Cause) -> None:
    asked = json.dumps({"path": "/users/getToken", "times": 0, **fault}).encode()
    assert Control(practice).answer("POST", "/faults", asked).status == 200
    patience = {"read_timeout": 0.5} if cause is Cause.SILENT else {}
    assert find(practice.url, practice.imp_key, practice.imp_secret, **patience).cause is cause


# ------------------------------------------------------------ the clock


@pytest.mark.parametrize(("off", "said"), [(7200, "ahead"), (-7200, "behind"), (30, "")])
def test_a_wrong_clock_is_said_beside_the_answer(practice: Any, off: int, said: str) -> None:
    """The practice shop's clock stands: the PC's is the one that is moved."""
    found = find(practice.url, practice.imp_key, practice.imp_secret, wall=lambda: practice.clock.now() + off)
    assert found.accepted
    assert abs((found.clock_off or 0) - off) <= 1
    assert said in clock_sentence(found)
    assert bool(clock_sentence(found)) is bool(said)


def test_a_wrong_clock_is_said_beside_a_refusal_too(practice: Any) -> None:
    found = find(practice.url, practice.imp_key, "other", wall=lambda: practice.clock.now() + 7200)
    assert found.clock_is_off


# ------------------------------------------------------------ the way there


def test_nobody_listens() -> None:
    assert find(f"http://127.0.0.1:{free_port()}").cause is Cause.REFUSED


def test_no_way_to_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr("urllib3.util.connection.create_connection", unreachable)
    assert find("http://127.0.0.1:9").cause is Cause.NO_NETWORK


def test_a_name_nobody_knows(monkeypatch: pytest.MonkeyPatch, use_proxy: Proxy) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    use_proxy(None)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = find("https://api.shop.invalid")
    assert (found.cause, found.host) == (Cause.NAME, "api.shop.invalid")
    assert "api.shop.invalid" in finding_sentence(found)


def test_silence(raw_server: Any) -> None:
    """A full queue of connections: whoever comes next gets no answer."""
    with contextlib.ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        found = find(f"http://127.0.0.1:{full.getsockname()[1]}", connect_timeout=0.3)
        assert found.cause is Cause.SILENT


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"HTTP/1.1 407 Who?\r\nContent-Length: 0\r\n\r\n", Cause.PROXY_SIGN_IN),
        (b"HTTP/1.1 403 No\r\n\r\n", Cause.PROXY_REFUSES),
        (b"HTTP/1.1 502 No\r\n\r\n", Cause.PROXY_REFUSES),
    ],
)
def test_a_proxy_that_makes_no_tunnel(use_proxy: Proxy, answer: bytes, cause: Cause) -> None:
    def proxy(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    with _listening(proxy) as port:
        use_proxy(f"http://minji:q8z@127.0.0.1:{port}")
        found = find("https://127.0.0.1:9")
    assert (found.cause, found.proxy) == (cause, f"127.0.0.1:{port}")
    said = finding_sentence(found)
    assert f"127.0.0.1:{port}" in said
    assert "q8z" not in said + repr(found)


def test_a_plain_proxy_that_wants_a_sign_in(raw_server: Any, use_proxy: Proxy) -> None:
    use_proxy(raw_server.url)
    raw_server.steps = [raw_server.answer("<html>Sign in to the proxy</html>", 407, "Connection: close")]
    assert find("http://127.0.0.1:9").cause is Cause.PROXY_SIGN_IN


def test_no_proxy_there(use_proxy: Proxy) -> None:
    port = free_port()
    use_proxy(f"http://127.0.0.1:{port}")
    for url in ("http://127.0.0.1:9", "https://127.0.0.1:9"):
        found = find(url)
        assert (found.cause, found.proxy) == (Cause.PROXY_AWAY, f"127.0.0.1:{port}")


# ------------------------------------------------------------ certificates


DAY = datetime.timedelta(days=1)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ssl.SSLContext]:
    """A server's context with a certificate of our own making, trusted or not."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def make(begin: datetime.timedelta, end: datetime.timedelta, name: str, *, trusted: bool) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now + begin).not_valid_after(now + end)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        kept = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (tmp_path / "own.pem").write_bytes(pem + kept)
        if trusted:
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "own.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "own.pem")
        return context

    return make


@pytest.mark.parametrize(
    ("begin", "end", "name", "trusted", "cause"),
    [
        (-DAY, 9 * DAY, "localhost", False, Cause.CERTIFICATE),  # an antivirus program, a company's network
        (-9 * DAY, -DAY, "localhost", True, Cause.CLOCK),
        (DAY, 9 * DAY, "localhost", True, Cause.CLOCK),
        (-DAY, 9 * DAY, "somebody.example", True, Cause.CERTIFICATE_NAME),
    ],
)
def test_certificates(
    certificate: Callable[..., ssl.SSLContext],
    begin: datetime.timedelta,
    end: datetime.timedelta,
    name: str,
    trusted: bool,
    cause: Cause,
) -> None:
    context = certificate(begin, end, name, trusted=trusted)

    def serve(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            assert not secure.recv(65536)  # nothing was told to whoever that is

    with _listening(serve) as port:
        found = find(f"https://localhost:{port}")
    assert found.cause is cause


def test_no_tls_at_all(raw_server: Any) -> None:
    raw_server.steps = [raw_server.answer("plain")]

    def plain(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with _listening(plain) as port:
        assert find(f"https://localhost:{port}").cause is Cause.TLS


# ------------------------------------------------------------ sentences


def test_every_cause_has_a_sentence_of_its_own() -> None:
    assert set(Cause) == CAUSES
    said = {finding_sentence(Finding(cause, host="h", proxy="p", status=1, at=1)) for cause in Cause}
    assert len(said) == len(Cause)
    for cause in set(Cause) - {Cause.ACCEPTED}:
        assert finding_sentence(Finding(cause)).startswith("No cancellation is affected: ")
