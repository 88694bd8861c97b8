"""What stands between this desk and i'mport, one word for each cause; and the account's channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

CLOCK_OFF_FROM = 60
"""Seconds by which a PC's clock may differ from i'mport's before it is said (domain.md 10 #28)."""


class Cause(StrEnum):
    """How a question for a token ended. The comment says who can do something about it."""

    ACCEPTED = "accepted"
    # the owner: the PortOne console
    KEY_OR_SECRET = "key_or_secret"  # noqa: S105 - i'mport does not say which
    KEY_WRONG = "key_wrong"
    SECRET_WRONG = "secret_wrong"  # noqa: S105 - a cause
    ADDRESS_LIST = "address_list"
    TURNED_AWAY = "turned_away"
    # the owner: this computer
    CLOCK = "clock"
    # whoever runs the network
    NAME = "name"
    NO_NETWORK = "no_network"
    REFUSED = "refused"
    SILENT = "silent"
    CUT = "cut"
    PROXY_SIGN_IN = "proxy_sign_in"
    PROXY_AWAY = "proxy_away"
    PROXY_REFUSES = "proxy_refuses"
    CERTIFICATE = "certificate"
    CERTIFICATE_NAME = "certificate_name"
    TLS = "tls"
    NOT_IMPORT = "not_import"
    # nobody: later
    BUSY = "busy"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Channel:
    """A payment channel of the account (`GET /users/pg`, domain.md 3.5)."""

    provider: str
    pg_id: str
    sandbox: bool
    kind: str
    name: str
    key: str

    @property
    def paymentwall(self) -> bool:
        return self.provider.lower().startswith("paymentwall")


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of asking i'mport for a token.

    `said` are i'mport's own words, or the first words of whatever answered instead; `host` is where the question went,
    `proxy` through whom ("" for nobody; never with a password), `elsewhere` where a redirect points. `clock_off` is the
    PC's clock less i'mport's in seconds, None where no clock of i'mport's was seen; `at` the PC's UNIX time.
    """

    cause: Cause
    host: str = ""
    proxy: str = ""
    said: str = ""
    status: int | None = None
    elsewhere: str = ""
    clock_off: int | None = None
    at: int = 0
    channels: Sequence[Channel] | None = field(default=None)  # None: not read

    @property
    def accepted(self) -> bool:
        return self.cause is Cause.ACCEPTED

    @property
    def clock_is_off(self) -> bool:
        return self.clock_off is not None and abs(self.clock_off) > CLOCK_OFF_FROM
