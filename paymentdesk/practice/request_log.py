"""The calls i'mport received, for whoever drives the practice shop; secrets masked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

KEPT = 10_000
_SECRET = frozenset({"imp_secret", "access_token", "_token"})
_MASK = "***"


@dataclass(slots=True)
class Received:
    """One call; `status` stays None if it got no answer."""

    method: str
    path: str
    query: dict[str, Any]
    body: dict[str, Any]
    raw: str
    at: int
    status: int | None = None

    def view(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "body": self.body,
            "raw": self.raw,
            "at": self.at,
            "status": self.status,
        }


class RequestLog:
    """The last 10,000 calls, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: deque[Received] = deque(maxlen=KEPT)

    def add(
        self,
        method: str,
        path: str,
        query: Iterable[tuple[str, str]],
        body: dict[str, Any],
        raw: bytes,
        at: int,
    ) -> Received:
        text = raw.decode("utf-8", "replace")
        for name in _SECRET & body.keys():
            text = text.replace(str(body[name]), _MASK) if body[name] else text
        shown = {name: _MASK if name in _SECRET else value for name, value in body.items()}
        call = Received(method, path, _grouped(query), shown, text, at)
        with self._lock:
            self._calls.append(call)
        return call

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()

    def all(self) -> list[dict[str, Any]]:
        with self._lock:
            return [call.view() for call in self._calls]


def _grouped(query: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`name[]` and repeated names as lists, others as text."""
    grouped: dict[str, Any] = {}
    for name, value in query:
        value = _MASK if name in _SECRET else value
        if name.endswith("]") or name in grouped:
            known = grouped.get(name, [])
            grouped[name] = [*(known if isinstance(known, list) else [known]), value]
        else:
            grouped[name] = value
    return grouped
