"""The checkout page: one HTML file that opens the payment window for one order (domain.md 6.1).

Every value is escaped for the place it stands in: as HTML in the text, as JSON without `<`, `>` and `&` in the block
the script reads. The script is the same for every order and allowed by its digest: nothing else on the page runs.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from string import Template
from typing import Any
from urllib.parse import urlsplit

import msgspec

from paymentdesk.domain.money import Money, format_money
from paymentdesk.settings import resource

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_IN_HTML = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})
# Where i'mport's script and windows come from; what else a method's page brings along is Paymentwall's, over TLS.
_IMP_HOSTS = "https://cdn.iamport.kr https://*.iamport.kr https://*.iamport.co https://*.portone.io"


def render(
    parameters: Mapping[str, Any],
    *,
    user_code: str,
    title: str,
    price: Money,
    sdk: str,
    language: str,
    report_to: str = "",
) -> bytes:
    """The page as UTF-8. `parameters` are those of `IMP.request_pay`, `sdk` the address of its script; `report_to` is a
    path on the page's own host that hears when the window closed, "" for none."""
    spoken = language if language in _words() else "en"
    words = _words()[spoken]
    script, style = _part("page.js"), _part("page.css")
    told = {"parameters": parameters, "user_code": user_code, "report_to": report_to, "words": words}
    page = Template(_part("page.html")).substitute(
        language=spoken,
        policy=escape(_policy(sdk, script, report=bool(report_to))),
        title=escape(f"{parameters['name']} · {title}"),
        style=style,
        shop=escape(title),
        name=escape(str(parameters["name"])),
        sum=escape(format_money(price, spoken)),
        number=escape(str(parameters["merchant_uid"])),
        pay=escape(words["pay"]),
        noscript=escape(words["noscript"]),
        order=_ENCODER.encode(told).decode().translate(_IN_HTML),
        sdk=escape(sdk),
        script=script,
    )
    return page.encode()


def _policy(sdk: str, script: str, *, report: bool) -> str:
    """What the page may load. Beside a practice shop: nothing from anywhere else."""
    parts = urlsplit(sdk)
    origin = f"{parts.scheme}://{parts.netloc}"
    theirs = _IMP_HOSTS if parts.scheme == "https" else origin
    anything = "https:" if parts.scheme == "https" else origin
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    itself = " 'self'" if report else ""
    rules = (
        "default-src 'none'",
        f"script-src 'sha256-{digest}' {theirs}",
        f"connect-src {anything}{itself}",
        f"frame-src {anything}",
        f"img-src {anything} data:",
        f"font-src {anything}",
        f"style-src 'unsafe-inline' {anything}",
        f"form-action {anything}",
        "base-uri 'none'",
    )
    return "; ".join(rules)


@cache
def _part(name: str) -> str:
    return (resource("checkout") / name).read_text(encoding="utf-8")


@cache
def _words() -> dict[str, dict[str, str]]:
    """What buyers read on the page, by language; the mail's words are no part of the page."""
    read: dict[str, dict[str, str]] = json.loads(_part("words.json"))
    return {
        language: {word: text for word, text in words.items() if not word.startswith("mail_")}
        for language, words in read.items()
    }
