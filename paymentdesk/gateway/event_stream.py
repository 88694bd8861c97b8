"""Server-Sent Events, read as the WHATWG's text has it (HTML standard, 9.2.6 "interpreting an event stream").

Bytes come in whatever pieces the network makes of them: a line end or a letter may be cut in two. `id` and `retry` are
left out: a relay keeps nothing to resume from (domain.md 14), and how soon to try again is ours to say.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1 << 20  # characters of one event; a webhook has some hundred


@dataclass(frozen=True, slots=True)
class Event:
    """`name` is "message" where none was given."""

    name: str
    data: str


class TooLong(ValueError):
    """An event that no relay sends."""


class EventStream:
    """Feed it what was received; it answers the events that are complete by then."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._longest = longest
        self._rest = ""  # the line that is not complete
        self._after_cr = False  # a line feed that comes now belongs to the line end before it
        self._name = ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, received: bytes) -> Iterator[Event]:
        """Raises `TooLong` for an event beyond all measure."""
        text = self._decode(received)
        if self._after_cr and text:
            text = text.removeprefix("\n")
            self._after_cr = False
        self._after_cr = text.endswith("\r") or (self._after_cr and not text)
        lines = (self._rest + text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        self._rest = lines.pop()
        for line in lines:
            event = self._line(line)
            if event is not None:
                yield event
        if self._size + len(self._rest) > self._longest:
            raise TooLong

    def _line(self, line: str) -> Event | None:
        if not line:
            return self._dispatched()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._size += len(value) + 1
            if self._size > self._longest:
                raise TooLong
        elif name == "event":
            self._name = value
        return None

    def _dispatched(self) -> Event | None:
        name, data = self._name or "message", self._data
        self._name, self._data, self._size = "", [], 0
        return Event(name, "\n".join(data)) if data else None
