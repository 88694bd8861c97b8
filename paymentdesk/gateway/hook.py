"""What a webhook says, as far as anybody believes it: the number of a payment (domain.md 5.1).

It comes as JSON or form-urlencoded, has no signature, and may come from anybody. Nothing else of it is read.
"""

from __future__ import annotations

import codecs
import json
from email.message import Message
from typing import Any
from urllib.parse import parse_qs

_BOM = "\ufeff"
_MOST_FIELDS = 100
# What consoles and relays may write in. Python knows more: some take seconds for a long body, some are no text at all.
_CHARSETS = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "cp1252", "euc_kr", "cp949"})


class Garbage(ValueError):
    """The body is neither JSON nor a form."""


def named_payment(body: bytes, content_type: str = "") -> str | None:
    """The payment number a webhook's body names, None where it names none. Raises `Garbage`.

    What the body looks like goes before what it is called: a console may be set to one and a relay send the other.
    """
    text = _text(body, content_type).strip().removeprefix(_BOM).lstrip()
    if not text:
        return None
    if text[0] in "{[":
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Garbage from error
        return payment_of(found)
    try:
        fields = parse_qs(text, max_num_fields=_MOST_FIELDS, strict_parsing=True, errors="strict")
    except ValueError as error:
        raise Garbage from error
    return fields.get("imp_uid", [None])[0]


def payment_of(found: Any) -> str | None:
    """The payment number in a body that is parsed already."""
    number = found.get("imp_uid") if isinstance(found, dict) else None
    return number if isinstance(number, str) else None


def _text(body: bytes, content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type.replace("\r", " ").replace("\n", " ") or "application/json"
    charset = header.get_content_charset() or "utf-8"
    try:
        if codecs.lookup(charset).name not in _CHARSETS:
            raise Garbage
        return body.decode(charset)
    except (LookupError, ValueError) as error:  # an unknown charset, or bytes that are none of it
        raise Garbage from error
