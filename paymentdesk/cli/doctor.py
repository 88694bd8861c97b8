"""`doctor`: everything that can be wrong with a desk, looked at once, in one line each."""

from __future__ import annotations

import argparse
import platform
from typing import TYPE_CHECKING

from paymentdesk.cli.opening import ONE_SHOT, home, profile
from paymentdesk.cli.output import CANNOT_WORK, REFUSED, UNREACHABLE, Output
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.settings import ShopProfile, saved_shops, shop_file
from paymentdesk.settings.keys import Keys
from paymentdesk.settings.shops import profile_of

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command
    from paymentdesk.services.checkup import Check

_CANNOT_WORK = {"folder", "shop", "ledger", "binding"}
_UNREACHABLE = {"connection", "key"}


def add(command: Command) -> None:
    command("doctor", doctor, "what is set up, proven, unknown", reading=True)


def doctor(options: argparse.Namespace, output: Output) -> int:
    """0: nothing is wrong; 5: the desk cannot work; 3: i'mport cannot be asked or refuses the key; else 1."""
    from paymentdesk import app
    from paymentdesk.services.checkup import Check, can_write, check_up

    # Before the first word: fonts need an application for windows, words only one without.
    korean = app.korean_can_be_shown(options.lang)
    output.speak()
    checks: list[Check] = []
    try:
        shop = _shop(options)
    except Trouble as trouble:
        checks.append(Check("shop", False, "trouble", trouble=trouble))
        shop = None
    if shop is not None:
        checks += check_up(shop, settings=ONE_SHOT)
    elif not checks:
        where = home(options)
        checks.append(Check("folder", can_write(where), "folder", {"path": str(where)}))
        checks.append(Check("shop", False, "no_shop"))
    checks.append(Check("korean font", korean, "font" if korean else "font_missing"))
    checks.append(_pairing())
    _say(checks, output, shop.zone if shop is not None else "Asia/Seoul")
    return _code([each.name for each in checks if each.ok is False])


def _shop(options: argparse.Namespace) -> ShopProfile | None:
    """The shop to look at, without keys where nobody has them; None where none is set up."""
    try:
        return profile(options)
    except Trouble as trouble:
        what = str(trouble.facts.get("what", ""))
        if trouble.kind is not Kind.KEY_MISSING or what.startswith("PAYMENTDESK_IMP_KEY"):
            raise
        if what.startswith("PAYMENTDESK_API_URL"):
            return None
        name = options.shop or saved_shops(home(options))[0]
        return profile_of(shop_file(home(options), name), Keys("", ""))


def _pairing() -> Check:
    """PySide6 6.12 loses references on Python 3.11 (docs/decisions/0004)."""
    from paymentdesk import app
    from paymentdesk.services.checkup import Check

    version = tuple(int(part) for part in app.QT_VERSION.split(".")[:2])
    python = tuple(int(part) for part in platform.python_version_tuple()[:2])
    good = not (version >= (6, 12) and python < (3, 12))
    facts = {"pyside": app.QT_VERSION, "python": platform.python_version()}
    return Check("pairing", good, "pairing" if good else "pairing_bad", facts)


def _say(checks: list[Check], output: Output, zone: str) -> None:
    from paymentdesk.wording.checkup import check_text

    lines = [{"name": each.name, "ok": each.ok, "text": check_text(each, zone=zone)} for each in checks]
    if output.json:
        output.document({"checks": lines})
        return
    marks = {True: "ok  ", False: "FAIL", None: "?   "}
    for line, check in zip(lines, checks, strict=True):
        output.line(f"{marks[check.ok]}  {line['name']}: {line['text']}")


def _code(wrong: list[str]) -> int:
    if _CANNOT_WORK.intersection(wrong):
        return CANNOT_WORK
    if _UNREACHABLE.intersection(wrong):
        return UNREACHABLE
    return REFUSED if wrong else 0
