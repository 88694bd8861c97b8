"""`backup`, `restore` and `verify`: copies that were checked, going back to one, and whether the ledger is in order."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paymentdesk.cli import opening
from paymentdesk.cli.opening import opened, profile
from paymentdesk.cli.output import CANNOT_WORK, REFUSED, Output
from paymentdesk.cli.shapes import time
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.domain.trouble import Kind, Trouble

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command
    from paymentdesk.services.restoring import Preview
    from paymentdesk.store.backup import Copy

Lines = list[tuple[str, bool | None, str, dict[str, Any]]]


def add(command: Command) -> None:
    backup = command("backup", back_up, "a verified copy of the ledger, the send journal inside")
    backup.add_argument("--out", type=Path, metavar="FILE", help="where to; by default beside the shop's last copies")
    restore = command("restore", restore_copy, "go back to a copy; what is in place is kept")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--dry-run", action="store_true", help="only say what is in it and what would be missing")
    command("verify", verify, "whether the ledger is in order")


def back_up(options: argparse.Namespace, output: Output) -> int:
    """`backup [--out FILE]`."""
    from paymentdesk.services import backing_up

    with opened(options) as shop:
        made = backing_up.back_up(shop, options.out.expanduser() if options.out else None)
    return _say(output, [("copy", True, "copy", _held(made))], copy=_copy(made))


def restore_copy(options: argparse.Namespace, output: Output) -> int:
    """`restore FILE [--dry-run]` (money.md R7)."""
    from paymentdesk.services import restoring

    shop, file = profile(options), options.file.expanduser()
    if options.dry_run:
        seen = restoring.preview(shop, opening.ONE_SHOT, file)
        return _say(output, _previewed(seen), **_document(seen))
    done = restoring.restore(shop, opening.ONE_SHOT, file)
    back = [ticket_name(number) for number in done.brought_back]
    kept = str(done.kept) if done.kept else None
    return _say(output, _previewed(done.preview), **_document(done.preview), kept=kept, brought_back=back)


def verify(options: argparse.Namespace, output: Output) -> int:
    """`verify`: 0 in order, 1 not, 5 where the file itself is damaged."""
    from paymentdesk.services import checking

    try:
        with opened(options) as shop:
            found = checking.check(shop)
    except Trouble as trouble:
        if trouble.kind is not Kind.DATABASE_DAMAGED:
            raise
        _say(output, [("file", False, "file_damaged", {"said": str(trouble.facts.get("path", ""))})])
        return CANNOT_WORK
    code = _say(output, [(each.name, each.ok, each.what, dict(each.facts)) for each in found])
    return CANNOT_WORK if not found[0].ok else code


def _previewed(seen: Preview) -> Lines:
    lines: Lines = [("copy", True, "copy", _held(seen.copy))]
    if seen.behind is None:
        lines.append(("in_place", None, "unreadable_in_place" if seen.in_place else "nothing_in_place", {}))
    else:
        lacks = _missing(seen)
        lines.append(("missing", None if any(lacks.values()) else True, "missing", lacks))
        if not any(lacks.values()):
            lines[-1] = ("missing", True, "nothing_missing", {})
    if seen.from_journal:
        lines.append(("journal", True, "from_journal", {"count": seen.from_journal}))
    lines.append(("sending", None if seen.blind else True, "sending_off" if seen.blind else "sending_on", {}))
    return lines


def _missing(seen: Preview) -> dict[str, int]:
    behind = seen.behind
    if behind is None:
        return {}
    return {
        "payments": behind.payments + behind.changed_payments,
        "orders": behind.orders + behind.changed_orders,
        "tickets": len(behind.tickets) + len(behind.changed_tickets),
        "facts": behind.facts,
    }


def _document(seen: Preview) -> dict[str, Any]:
    missing: dict[str, Any] | None = None
    if seen.behind is not None:
        names = [ticket_name(number) for number in (*seen.behind.tickets, *seen.behind.changed_tickets)]
        missing = {**_missing(seen), "tickets": sorted(names)}
    return {"copy": _copy(seen.copy), "missing": missing, "from_journal": seen.from_journal, "sending": not seen.blind}


def _held(copy: Copy) -> dict[str, Any]:
    counts = {"payments": copy.payments, "tickets": copy.tickets, "orders": copy.orders}
    return {**counts, "until": time(copy.last_at) or "-"}


def _copy(copy: Copy) -> dict[str, Any]:
    return {"file": str(copy.path), "made_at": time(copy.made_at), "version": copy.version, **_held(copy)}


def _say(output: Output, lines: Lines, **more: Any) -> int:
    """Print what was found; 1 where something is wrong."""
    from paymentdesk.wording.proofs import proof_sentence

    output.speak()
    checks = [{"name": name, "ok": ok, "text": proof_sentence(what, facts)} for name, ok, what, facts in lines]
    if output.json:
        output.document({**more, "checks": checks})
    else:
        marks = {True: "ok  ", False: "FAIL", None: "?   "}
        for (_, ok, _, _), line in zip(lines, checks, strict=True):
            output.line(f"{marks[ok]}  {line['name']}: {line['text']}")
        for name in ("kept", "brought_back"):
            if more.get(name):
                value = more[name]
                output.line(f"{name.replace('_', ' ')}: {value if isinstance(value, str) else ', '.join(value)}")
        if "copy" in more:
            output.line(str(more["copy"]["file"]))
    return REFUSED if any(ok is False for _, ok, _, _ in lines) else 0
