"""JSON and forms in, i'mport's envelope out. Numbers stay decimals both ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import msgspec

JSON = "application/json; charset=UTF-8"
HTML = "text/html; charset=UTF-8"

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(slots=True)
class Reply:
    """What goes back on the wire."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """i'mport says no: HTTP status, code and message of the envelope (domain.md 2)."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def encode(value: object) -> bytes:
    """JSON with decimals as plain numbers."""
    return _encoder.encode(value)


def decode(text: bytes) -> Any:
    """JSON whose fractions are decimals; ValueError if it is no JSON."""
    try:
        return _decoder.decode(text)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None


def envelope(response: object, *, status: int = 200, code: int = 0, message: str | None = None) -> Reply:
    """An answer of i'mport (domain.md 2.1)."""
    return Reply(status, encode({"code": code, "message": message, "response": response}))


def refusal(error: Refused) -> Reply:
    """The envelope of a no: `response` is null then (domain.md 2.3)."""
    return envelope(None, status=error.status, code=error.code, message=error.message)


def parse_body(body: bytes, content_type: str) -> dict[str, Any]:
    """The fields of a JSON or form body, whatever its header says; {} if it is neither (domain.md 13)."""
    text = body.strip()
    if not text:
        return {}
    if text.startswith(b"{") or "json" in content_type:
        try:
            fields = decode(text)
        except ValueError:
            return {}
        return fields if isinstance(fields, dict) else {}
    try:
        return dict(parse_qsl(text.decode("utf-8"), keep_blank_values=True))
    except ValueError:
        return {}


def truth(value: object) -> bool:
    """A boolean of JSON, a form or a query."""
    return value is True or str(value).strip().lower() in ("true", "1", "yes")
