"""Everything that can be wrong with a desk, looked at once: `paymentdesk doctor` and the Settings screen.

Nothing is written but an empty file that goes at once; i'mport is asked for a token and its channels. Each check says
what was seen in words of its own (`what`, `facts`); `wording.checkup` makes the sentences. No fact holds a secret.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from paymentdesk.domain.checklist import Checked, Evidence, Known, checklist
from paymentdesk.domain.connection import Cause, Finding
from paymentdesk.domain.trouble import Trouble
from paymentdesk.services.clock import ahead, told_from
from paymentdesk.services.connecting import try_keys
from paymentdesk.settings import Settings, ShopProfile, keys, stored
from paymentdesk.settings.preferences import FILE, Preferences, load
from paymentdesk.settings.profile import bound_address
from paymentdesk.settings.shops import known_zone, refuse_other_key
from paymentdesk.store import queries
from paymentdesk.store.database import Database
from paymentdesk.store.examining import KNOWN_VERSION, Examined, examine

_JUDGED = {Cause.ACCEPTED, Cause.KEY_OR_SECRET, Cause.KEY_WRONG, Cause.SECRET_WRONG}
LEDGER = "ledger.sqlite3"


@dataclass(frozen=True, slots=True)
class Check:
    """One line: `ok` is None where it is not known or not needed. `what` names the sentence."""

    name: str
    ok: bool | None
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    finding: Finding | None = None
    line: Checked | None = None
    trouble: Trouble | None = None


def check_up(profile: ShopProfile, *, settings: Settings | None = None) -> list[Check]:
    """All checks of one shop, in the order in which one depends on the other. A profile without keys is not asked for
    at i'mport."""
    checks = [*_place(profile), _keys(profile)]
    ledger = examine(profile.folder / LEDGER)
    checks += _ledger(profile, ledger)
    finding = None
    if profile.imp_key and all(each.ok is not False for each in checks if each.name in ("shop", "ledger")):
        finding = try_keys(profile.api_url, profile.imp_key, profile.imp_secret, settings=settings)
    chosen = load(profile.folder)
    with _reader(profile, ledger) as reader:
        checks += _connection(finding, reader)
        checks += _settings_elsewhere(reader, finding, chosen)
        checks += _news(reader, chosen, settings or Settings())
    return checks


# ------------------------------------------------------------ this computer


def _place(profile: ShopProfile) -> Iterator[Check]:
    path = profile.folder if profile.folder.is_dir() else profile.home
    yield Check("folder", can_write(path), "folder", {"path": str(path)})
    try:
        stored.read(profile.folder / FILE)
    except Trouble as trouble:
        yield Check("settings", False, "trouble", trouble=trouble)
    try:
        refuse_other_key(profile) if profile.imp_key else None
    except Trouble as trouble:
        yield Check("shop", False, "trouble", trouble=trouble)
    else:
        yield Check("shop", True, "shop", {"title": profile.title or profile.name, "name": profile.name})
    yield Check("time zone", known_zone(profile.zone), "zone", {"zone": profile.zone})


def can_write(path: Path) -> bool:
    """Whether a file can be made in the folder, or the folder itself where it is not there yet."""
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        with tempfile.TemporaryFile(dir=path):
            return True
    except OSError:
        return False


def _keys(profile: ShopProfile) -> Check:
    """Where the keys are: never what they are."""
    safe = keys.safe_keyring() is not None
    if not profile.imp_key:
        return Check("keys", False, "keys_missing", {"keyring": safe})
    return Check("keys", True if safe else None, "keys_safe" if safe else "keys_no_keyring")


def _ledger(profile: ShopProfile, ledger: Examined) -> Iterator[Check]:
    facts = {"path": str(profile.folder / LEDGER), "version": ledger.version, "known": KNOWN_VERSION}
    if ledger.whole is None:
        yield Check("ledger", None, "ledger_none", facts)
        return
    if not ledger.whole:
        yield Check("ledger", False, "ledger_damaged", facts | {"problem": ledger.problem})
        return
    if ledger.version > KNOWN_VERSION:
        yield Check("ledger", False, "ledger_newer", facts)
        return
    older = ledger.version < KNOWN_VERSION
    yield Check("ledger", True, "ledger_older" if older else "ledger_whole", facts)
    if ledger.bound_address is None:
        yield Check("binding", None, "binding_none")
        return
    same_key = not profile.imp_key or profile.practice or ledger.bound_key == profile.fingerprint
    same = same_key and ledger.bound_address == bound_address(profile.api_url)
    yield Check("binding", same, "binding" if same else "binding_other", {"address": ledger.bound_address})


# ------------------------------------------------------------ i'mport


def _connection(finding: Finding | None, reader: sqlite3.Connection | None) -> Iterator[Check]:
    if finding is None:
        for name in ("connection", "key"):
            yield Check(name, None, "not_asked")
        yield _clock(reader)
        for name in ("proxy", "channels"):
            yield Check(name, None, "not_asked")
        return
    reached = finding.cause in _JUDGED
    yield Check("connection", reached, "reached" if reached else "finding", finding=finding)
    if reached:
        yield Check("key", finding.accepted, "finding", finding=finding)
    else:
        yield Check("key", None, "not_judged")
    known = finding.clock_off is not None
    yield Check("clock", not finding.clock_is_off, "clock", finding=finding) if known else _clock(reader)
    yield Check("proxy", True, "proxy", finding=finding)
    ours = [each for each in finding.channels or () if each.paymentwall]
    live = any(not each.sandbox for each in ours)
    read = finding.channels is not None
    yield Check("channels", (live or (None if ours else False)) if read else None, "channels", finding=finding)


def _clock(reader: sqlite3.Connection | None) -> Check:
    """By what i'mport said the last time it was asked, where it cannot be asked now."""
    told = told_from(queries.meta(reader, "clock_told")) if reader is not None else None
    if told is None:
        return Check("clock", None, "clock_unknown")
    off = ahead(told)
    return Check("clock", not off, "clock", finding=Finding(Cause.ACCEPTED, clock_off=off))


def _settings_elsewhere(
    reader: sqlite3.Connection | None, finding: Finding | None, chosen: Preferences
) -> Iterator[Check]:
    """The checklist: proven is well, what a person said or nobody knows is not known."""
    seen = queries.evidence(reader) if reader is not None else Evidence()
    for line in checklist(with_finding(seen, finding, chosen), said_of(chosen)):
        ok = {Known.PROVEN: True, Known.DISPROVEN: False}.get(line.known)
        yield Check(f"setting: {line.item.value}", ok, "setting", line=line)


def checklist_of(profile: ShopProfile, finding: Finding | None = None) -> tuple[Checked, ...]:
    """The lines of the checklist by what the ledger has seen and people have said; asks nobody."""
    chosen = load(profile.folder)
    with _reader(profile, examine(profile.folder / LEDGER)) as reader:
        seen = queries.evidence(reader) if reader is not None else Evidence()
    url = chosen.sources.relay_url if chosen.sources.relay else ""
    return checklist(with_finding(seen, finding, chosen), said_of(chosen), webhook_url=url)


def with_finding(seen: Evidence, finding: Finding | None, chosen: Preferences) -> Evidence:
    """What the ledger can prove, and what i'mport has just said."""
    seen = replace(seen, webhooks_wanted=chosen.sources.receiver or chosen.sources.relay)
    if finding is not None and finding.accepted:
        seen = replace(seen, accepted_at=finding.at)
        if finding.channels is not None:
            ours = [each for each in finding.channels if each.paymentwall]
            live, test = any(not each.sandbox for each in ours), any(each.sandbox for each in ours)
            seen = replace(seen, channels_at=finding.at, live_channel=live, test_channel=test)
    return seen


def said_of(chosen: Preferences) -> dict[str, tuple[str, int]]:
    return {name: (each.by, each.at) for name, each in chosen.said.items()}


# ------------------------------------------------------------ how news comes


@contextmanager
def _reader(profile: ShopProfile, ledger: Examined) -> Iterator[sqlite3.Connection | None]:
    if not ledger.usable:
        yield None
        return
    database = Database(profile.folder / LEDGER)
    try:
        with database.reader() as reader:
            yield reader
    finally:
        database.close()


def _news(reader: sqlite3.Connection | None, chosen: Preferences, settings: Settings) -> Iterator[Check]:
    known = {} if reader is None else {each.name: each for each in queries.sources(reader)}
    for name, wanted in (("receiver", chosen.sources.receiver), ("relay", chosen.sources.relay)):
        line = known.get(name)
        if not wanted:
            yield Check(name, None, "source_off", {"source": name})
        elif line is None or not (line.ok_at or line.failing_since):
            yield Check(name, None, "source_never", {"source": name})
        else:
            well = not line.failing_since
            facts = {"source": name, "at": line.ok_at, "since": line.failing_since, "error": line.error}
            yield Check(name, well, "source_well" if well else "source_failing", facts)
    full = None if reader is None else queries.meta(reader, "full_at")
    yield Check("full check", True if full else None, "full" if full else "full_never", {"at": int(full or 0)})
    until = None if reader is None else queries.complete_up_to(reader, settings.watermark_slack)
    yield Check("coverage", True if until else None, "coverage" if until else "coverage_none", {"at": until or 0})
    if reader is not None and queries.meta(reader, "blind") is not None:
        yield Check("moved", False, "moved")
