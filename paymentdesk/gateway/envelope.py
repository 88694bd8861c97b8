"""i'mport's frame around every answer (domain.md 2), and what makes an answer one of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding can raise for bytes from outside."""

_ESCAPE = re.compile(rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S)
_LONE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}\Z")


@dataclass(frozen=True, slots=True)
class Envelope:
    """i'mport's frame around every answer (domain.md 2.1). `response` is JSON, `null` where there is none."""

    code: int
    message: str
    response: msgspec.Raw

    @property
    def empty(self) -> bool:
        return bytes(self.response).strip() == b"null"


class _Envelope(msgspec.Struct):
    code: int
    message: Any = None
    response: msgspec.Raw = msgspec.Raw(b"null")


def envelope(body: bytes) -> Envelope | None:
    """i'mport's envelope, or None for anything else: HTML, cut JSON, no integer code (a bool is none)."""
    try:
        frame = _decode(body)
        return Envelope(frame.code, as_text(frame.message), frame.response)
    except UNREADABLE:
        return None


def as_text(value: Any) -> str:
    """A text field; numbers are taken as text, anything else is none."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _decode(body: bytes) -> _Envelope:
    try:
        return msgspec.json.decode(body, type=_Envelope)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # Half a surrogate pair, left by cutting a name to its length, must not cost the whole page.
        mended = _ESCAPE.sub(_mend, body)
        if mended == body:
            raise
        return msgspec.json.decode(mended, type=_Envelope)


def _mend(escape: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if _LONE.match(escape[0]) else escape[0]
