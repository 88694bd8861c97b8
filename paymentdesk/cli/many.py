"""`cancel-many`: preview, the totals typed, then one request after the other, with a result for each row."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paymentdesk.cli.acting import amount
from paymentdesk.cli.opening import IN_ALL, opened
from paymentdesk.cli.output import REFUSED, Output, exit_code
from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.services.many import Preview, Result, Row, Wish
    from paymentdesk.services.shop import Shop


def cancel_many(options: argparse.Namespace, output: Output) -> int:
    """`cancel-many --from-file FILE|--test-payments --reason R [--confirm TOTALS] [--dry-run]`, or `--resume N`."""
    from paymentdesk.services import many

    with opened(options) as shop:
        if options.resume is not None:
            totals = many.remaining(shop, options.resume)
            if options.dry_run:
                output.document({"batch": options.resume, "totals": _totals(totals)})
                return 0
            many.resume(shop, options.resume, _typed(options.confirm, totals))
            return _run(shop, output, options.resume, ())
        wishes = many.test_payments(shop) if options.test_payments else _read(shop, options.from_file)
        seen = many.preview(shop, wishes)
        if options.dry_run:
            return _previewed(output, seen)
        number = many.start(shop, seen, options.reason, shop.user, _typed(options.confirm, seen.totals))
        return _run(shop, output, number, [_row(row) for row in seen.rows if row.skipped])


def _previewed(output: Output, seen: Preview) -> int:
    if output.json:
        output.document({"rows": [_row(row) for row in seen.rows], "totals": _totals(seen.totals)})
        return 0
    for row in seen.rows:
        money = f"{row.amount.plain()} {row.amount.currency}" if row.amount else ""
        output.line(f"{row.imp_uid}  {row.merchant_uid}  {money}  {row.skipped and 'left out: ' + row.skipped}")
    output.line(f"{len(seen.wanted)}: {', '.join(f'{t.plain()} {t.currency}' for t in seen.totals)}")
    return 0


def _run(shop: Shop, output: Output, number: int, skipped: Any) -> int:
    """Send row by row; an interruption lets the row on its way end and stops before the next."""
    from paymentdesk.services import many

    ended = threading.Event()
    before = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGINT", "SIGTERM")}
    try:
        for name in before:
            # From a thread, as in `sync --watch`: a signal must not wait for a lock that this thread holds.
            signal.signal(getattr(signal, name), lambda *_: threading.Thread(target=ended.set).start())
        results = []
        shop.must_end_in(IN_ALL)
        for result in many.run(shop, number, stop=ended.is_set):
            shop.must_end_in(IN_ALL)  # for the next row
            results.append(result)
            if not output.json:
                name = ticket_name(result.ticket) if result.ticket else ""
                money = f"{result.amount.plain()} {result.amount.currency}"
                output.line("  ".join(part for part in (result.imp_uid, money, name, result.result) if part))
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
    left = many.remaining(shop, number)
    if output.json:
        shown = [_result(output, result) for result in results]
        output.document({"batch": number, "results": shown, "skipped": list(skipped), "remaining": _totals(left)})
    elif left:
        output.line(f"--resume {number}: {', '.join(f'{total.plain()} {total.currency}' for total in left)}")
    codes = [exit_code(result.trouble.kind) for result in results if result.trouble is not None]
    return max(codes, default=REFUSED if left else 0)


def _read(shop: Shop, path: Path) -> list[Wish]:
    """One payment a line: `imp_uid` or `imp_uid,amount`. Empty lines and lines that begin with # are left out."""
    from paymentdesk.services.many import Wish
    from paymentdesk.store import queries

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise Trouble(Kind.FILE_MISSING, {"path": str(path)}) from error
    except UnicodeDecodeError as error:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--from-file", "value": str(path)}) from error
    wishes = []
    with shop.database.reader() as reader:
        for line in lines:
            imp_uid, _, text = (part.strip() for part in line.partition(","))
            if not imp_uid or imp_uid.startswith("#") or imp_uid == "imp_uid":
                continue
            detail = queries.payment_detail(reader, imp_uid)
            typed = amount(text, detail.currency) if text and detail is not None else None
            wishes.append(Wish(imp_uid, typed))
    return wishes


def _typed(text: str | None, totals: tuple[Money, ...]) -> list[Money]:
    """`60.00 USD, 18900 KRW`; one total needs no currency."""
    found: list[Money] = []
    for part in (text or "").split(","):
        number, _, currency = part.strip().partition(" ")
        if number:
            known = currency.strip().upper() or (totals[0].currency if len(totals) == 1 else "")
            if not known:
                raise Trouble(Kind.BAD_ARGUMENT, {"what": "--confirm", "value": text}, money=MoneyWord.NOT_SENT)
            found.append(amount(number, known, "--confirm"))
    return found


def _row(row: Row) -> dict[str, Any]:
    return {
        "imp_uid": row.imp_uid,
        "merchant_uid": row.merchant_uid or None,
        "amount": row.amount.plain() if row.amount else None,
        "currency": row.amount.currency if row.amount else None,
        "skipped": row.skipped or None,
    }


def _result(output: Output, result: Result) -> dict[str, Any]:
    from paymentdesk.wording.errors import sentence

    message = None
    if result.trouble is not None:
        output.speak()
        message = sentence(result.trouble)
    return {
        "imp_uid": result.imp_uid,
        "amount": result.amount.plain(),
        "currency": result.amount.currency,
        "result": result.result,
        "ticket": ticket_name(result.ticket) if result.ticket else None,
        "message": message,
    }


def _totals(totals: tuple[Money, ...]) -> list[dict[str, str]]:
    return [{"amount": total.plain(), "currency": total.currency} for total in totals]
