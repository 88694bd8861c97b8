"""Server-Sent Events, beside a plain reading of the standard's text on the whole stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from paymentdesk.gateway.event_stream import Event, EventStream, TooLong


def _read(pieces: Iterable[bytes]) -> list[Event]:
    stream = EventStream()
    return [event for piece in pieces for event in stream.feed(piece)]


def _plainly(whole: bytes) -> list[Event]:
    """The standard's text, word by word, for a stream that is there as a whole."""
    text = whole.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    events, name, data = [], "", ""
    for line in text.split("\n")[:-1]:
        if not line:
            if data:
                events.append(Event(name or "message", data.removesuffix("\n")))
            name, data = "", ""
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data += value + "\n"
        elif field == "event":
            name = value
    return events


_ENDS = (b"\n", b"\r", b"\r\n")
_LETTERS = (b"x", "한".encode(), b"\xed\x95", b"\xef\xbb\xbf", "\u2028".encode(), b"\x0b", b"\x85")
_FIELDS = (b"data", b"event", b"id", b":", b" ", b"retry: 1\n", b"data: a\n\n", b"event: ping\r\ndata: {}\r\n\r\n")
_PIECES = st.sampled_from((*_ENDS, *_LETTERS, *_FIELDS))


@given(st.lists(_PIECES, max_size=20).map(b"".join), st.lists(st.integers(0, 60), max_size=8))
@settings(max_examples=500)
def test_it_reads_as_the_standard_says_wherever_it_is_cut(whole: bytes, cuts: Sequence[int]) -> None:
    at = [0, *sorted(cut for cut in cuts if cut < len(whole)), len(whole)]
    assert _read(whole[i:j] for i, j in pairwise(at)) == _plainly(whole)
    assert _read(whole[i : i + 1] for i in range(len(whole))) == _plainly(whole)


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"\xef\xbb\xbfdata: a\n\n", [Event("message", "a")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", []),
        (b"event: ready\ndata: {}\n\n", [Event("ready", "{}")]),
        (b"data: a\ndata:b\ndata\n\n", [Event("message", "a\nb\n")]),
        (b"data: a\r\rdata: b\r\n\r\n", [Event("message", "a"), Event("message", "b")]),
        (b": keepalive\n\n", []),
        (b"event: x\n\ndata: a\n\n", [Event("message", "a")]),
        (b"data: not complete\n", []),
        ("data: a\u2028b\x85\n\n".encode(), [Event("message", "a\u2028b\x85")]),
    ],
)
def test_streams(stream: bytes, events: list[Event]) -> None:
    assert _read([stream]) == events
    assert _plainly(stream) == events


@pytest.mark.parametrize("line", [b"x" * 100, b"data: " + b"x" * 20 + b"\n"])
def test_an_event_beyond_all_measure_is_given_up(line: bytes) -> None:
    stream = EventStream(longest=200)

    def feed() -> None:
        for _ in range(20):
            list(stream.feed(line))

    with pytest.raises(TooLong):
        feed()


def test_many_events_are_not_one_long_one() -> None:
    stream = EventStream(longest=50)
    assert sum(len(list(stream.feed(b"data: 0123456789\n\n"))) for _ in range(100)) == 100
