"""The ways in which a hint reaches this computer: what they are started with, and how each of them is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the sources are started with. `port`: of the receiver, 0 for any that is free. `token` and `channel` (the
    relay's whole address, "" where nobody has it) are secrets: who knows one of them can send hints, or read them."""

    receiver: bool = False
    port: int = 0
    token: str = field(default="", repr=False)
    relay: bool = False
    channel: str = field(default="", repr=False)


class SourceKind(StrEnum):
    OFF = "off"
    STARTING = "starting"
    WORKING = "working"
    TROUBLE = "trouble"
    ELSEWHERE = "elsewhere"  # another program that works on this shop has it


class Why(StrEnum):
    """Why a source does not work."""

    PORT_TAKEN = "port_taken"
    PORT_FORBIDDEN = "port_forbidden"
    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    PROXY = "proxy"
    SILENT = "silent"
    CUT = "cut"
    MOVED = "moved"
    REFUSED = "refused"
    DISTURBED = "disturbed"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source is doing. `name`: receiver | relay. `address`: where the receiver listens, here or in the other
    program, a secret as its token is; `port` alone is none. `status`: HTTP status of a refusal. `host`: where a
    redirect points, or the relay is. `next_try_at`: UNIX seconds."""

    name: str
    kind: SourceKind
    why: Why | None = None
    address: str = field(default="", repr=False)
    port: int = 0
    status: int | None = None
    host: str = ""
    next_try_at: int | None = None
