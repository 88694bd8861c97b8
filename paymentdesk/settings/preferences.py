"""What a person has chosen for one shop: `settings.json` in the shop's folder, never a secret of i'mport's.

A section is a frozen dataclass; a field's limits stand beside its default. A value that cannot be is refused when it is
written (`problems`) and is the default when it is read. What this version does not know is kept as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from paymentdesk.domain.trouble import Trouble
from paymentdesk.settings import hooks, stored
from paymentdesk.settings.limits import Settings
from paymentdesk.settings.profile import on_loopback

FILE = "settings.json"
S = TypeVar("S")


def _between(default: int, least: int, most: int) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


def _text(default: str = "", longest: int = 200) -> Any:
    return field(default=default, metadata={"longest": longest})


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often i'mport is asked, in seconds: ordinarily, and when nobody is at the desk."""

    poll_seconds: int = _between(30, 10, 3600)
    poll_idle_seconds: int = _between(120, 30, 24 * 3600)


@dataclass(frozen=True, slots=True)
class Sources:
    """The webhook receiver on this computer and the relay: both off until a person wants them."""

    receiver: bool = False
    receiver_port: int = _between(8465, 1024, 65535)
    receiver_token: str = _text()
    relay: bool = False
    relay_url: str = _text(longest=500)


@dataclass(frozen=True, slots=True)
class OrderDefaults:
    """What a new order begins with. `number_pattern` is that of domain.order."""

    number_pattern: str = _text(longest=40)
    currency: str = _text(longest=3)
    country: str = _text(longest=2)
    kind: str = _text(longest=20)


@dataclass(frozen=True, slots=True)
class People:
    """Who acts at this desk; "" is the account's name."""

    name: str = _text(longest=40)


@dataclass(frozen=True, slots=True)
class Backups:
    """Where copies of the ledger lie besides the shop's own folder; "" is only there."""

    folder: str = _text(longest=1000)


@dataclass(frozen=True, slots=True)
class Said:
    """A setting outside this program that a person says is made: who, and when (UNIX seconds)."""

    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything chosen for one shop. `said` is by the names of domain.checklist; `unknown` is a newer desk's."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    sources: Sources = field(default_factory=Sources)
    orders: OrderDefaults = field(default_factory=OrderDefaults)
    people: People = field(default_factory=People)
    backups: Backups = field(default_factory=Backups)
    said: Mapping[str, Said] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def applied_to(self, settings: Settings) -> Settings:
        """The rhythms of a run with what was chosen."""
        rhythm = self.rhythm
        if rhythm == Rhythm():  # nothing was chosen
            return settings
        idle = max(rhythm.poll_idle_seconds, rhythm.poll_seconds)
        return replace(settings, poll_seconds=rhythm.poll_seconds, poll_idle_seconds=idle)


_SECTIONS: dict[str, type[Any]] = {
    "rhythm": Rhythm,
    "sources": Sources,
    "orders": OrderDefaults,
    "people": People,
    "backups": Backups,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be: `kind` is range, long, address, empty; the sentence is wording's."""

    section: str
    name: str
    kind: str
    least: int = 0
    most: int = 0


def problems(section: Any) -> list[Problem]:
    """What is wrong with the values of one section, by field."""
    where = next(name for name, kind in _SECTIONS.items() if isinstance(section, kind))
    found = []
    for each in fields(section):
        value, limits = getattr(section, each.name), each.metadata
        if "least" in limits and not limits["least"] <= value <= limits["most"]:
            found.append(Problem(where, each.name, "range", limits["least"], limits["most"]))
        if "longest" in limits and len(value) > limits["longest"]:
            found.append(Problem(where, each.name, "long", most=limits["longest"]))
    if isinstance(section, Sources):
        if section.relay and not section.relay_url:
            found.append(Problem(where, "relay_url", "empty"))
        elif section.relay_url and not is_channel(section.relay_url):
            found.append(Problem(where, "relay_url", "address"))
    return found


def is_channel(url: str) -> bool:
    """An address that may carry hints about payments: https, or this computer's own."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if not host or any(each.isspace() for each in url):
        return False
    if parts.username is not None or not parts.path.strip("/"):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and on_loopback(url))


def load(folder: Path) -> Preferences:
    """What was chosen for the shop in this folder. A damaged file is as if nothing had been chosen: every default is
    safe, and the next change writes it anew."""
    try:
        found = stored.read(folder / FILE) or {}
    except Trouble:
        return Preferences()
    chosen = {name: _section(kind, found.get(name)) for name, kind in _SECTIONS.items()}
    chosen["sources"] = hooks.filled(folder, chosen["sources"])
    unknown = {name: value for name, value in found.items() if name not in {*_SECTIONS, "said", "version"}}
    return Preferences(**chosen, said=_said(found.get("said")), unknown=unknown)


def stamp(folder: Path) -> int:
    """A number that moves whenever something else is chosen; 0 while nothing is."""
    try:
        return (folder / FILE).stat().st_mtime_ns
    except OSError:
        return 0


def save(folder: Path, chosen: Preferences) -> None:
    """Write it whole. Raises `Trouble`: FOLDER_NOT_WRITABLE, SETTINGS_NEWER."""
    sections = {name: asdict(getattr(chosen, name)) for name in _SECTIONS}
    sections["sources"] = asdict(hooks.taken_out(folder, chosen.sources))
    said = {name: asdict(each) for name, each in chosen.said.items()}
    stored.write(folder / FILE, {**chosen.unknown, **sections, "said": said})


def _section(kind: type[S], found: Any) -> S:
    """A section as stored, with the default for every value that cannot be."""
    # Every section is a dataclass (`_SECTIONS`), which a type variable cannot say.
    made = kind()
    if not isinstance(found, dict):
        return made
    for each in fields(kind):  # type: ignore[arg-type]
        default, value = getattr(made, each.name), found.get(each.name)
        if type(value) is not type(default):
            continue
        tried = replace(made, **{each.name: value})  # type: ignore[type-var]
        if not any(problem.name == each.name for problem in problems(tried)):
            made = tried
    return made


def _said(found: Any) -> dict[str, Said]:
    said = {}
    for name, each in found.items() if isinstance(found, dict) else ():
        if isinstance(each, dict) and isinstance(each.get("at"), int):
            said[str(name)] = Said(str(each.get("by") or ""), each["at"])
    return said
