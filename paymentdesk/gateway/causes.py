"""What exactly kept an exchange from happening, read off the exception that `requests` wraps several times."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator

_DATE = (9, 10)  # OpenSSL: X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_NAME = (62, 63, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, EMAIL_, IP_ADDRESS_
_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, getattr(errno, "EADDRNOTAVAIL", -1)}
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")


def detail(error: BaseException, *, proxied: bool) -> str:
    """One word: certificate_date, certificate_name, certificate, tls, proxy_sign_in, proxy_refuses, proxy_away, name,
    no_network, refused, silent; "" where nothing more is known than that it failed."""
    found = list(_inside(error))
    for each in found:
        if isinstance(each, ssl.SSLCertVerificationError):
            code = each.verify_code
            return "certificate_date" if code in _DATE else "certificate_name" if code in _NAME else "certificate"
    tunnel = next((match[1] for each in found if (match := _TUNNEL.search(str(each)))), None)
    if tunnel is not None:
        return "proxy_sign_in" if tunnel == "407" else "proxy_refuses"
    if any(isinstance(each, ssl.SSLError) for each in found):
        return "tls"
    word = _of_the_network(found)
    return "proxy_away" if proxied and word else word


def _of_the_network(found: list[BaseException]) -> str:
    if any(isinstance(each, socket.gaierror) or type(each).__name__ == "NameResolutionError" for each in found):
        return "name"
    if any(isinstance(each, OSError) and each.errno in _NO_WAY for each in found):
        return "no_network"
    if any(isinstance(each, ConnectionRefusedError) for each in found):
        return "refused"
    slow = any(isinstance(each, TimeoutError) or type(each).__name__ == "ConnectTimeoutError" for each in found)
    return "silent" if slow else ""


def _inside(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it was made of."""
    waiting, seen = [error], set()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        more = (*each.args, getattr(each, "reason", None), each.__cause__, each.__context__)
        waiting += [inner for inner in more if isinstance(inner, BaseException)]
