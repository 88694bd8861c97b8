"""Orders on the command line: written, edited, tried again, imported, closed; templates for them."""

from __future__ import annotations

import argparse
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.order import Order
from paymentdesk.domain.order_draft import Draft, draft_of
from paymentdesk.domain.preflight import KINDS, Finding, Rule, Weight
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Commands, _Parser
    from paymentdesk.services.importing import Plan
    from paymentdesk.services.shop import Shop

T = TypeVar("T")
_TEXTS = {
    "name": "ITEM", "amount": "A", "currency": "USD", "buyer": "NAME", "email": "MAIL", "phone": "TEXT",
    "address": "TEXT", "postcode": "TEXT", "country": "DE", "note": "N", "tags": "A,B",
}  # fmt: skip
_FIELD = {"buyer": "buyer_name", "email": "buyer_email"}
_USAGE = {
    Rule.NOT_A_NUMBER: Kind.NOT_A_NUMBER,
    Rule.TOO_MANY_DECIMALS: Kind.TOO_MANY_DECIMALS,
    Rule.NOT_POSITIVE: Kind.NOT_POSITIVE,
}


def add_acts(acts: Commands, common: _Parser) -> None:
    """`orders add|edit|…`, beside `orders list`."""
    new = _act(acts, common, "add", add, "write an order")
    new.add_argument("--number", default="", metavar="N", help="its number; one is made without it")
    new.add_argument("--template", metavar="TITLE", help="begin with a template")
    new.add_argument("--for-payment", metavar="IMP_UID", help="for a payment that has no order")
    _fields(new)
    changed = _act(acts, common, "edit", edit, "change an order nobody has paid; note and tags always")
    changed.add_argument("order", metavar="ORDER")
    _fields(changed)
    copied = _act(acts, common, "duplicate", duplicate, "write an order again")
    copied.add_argument("order", metavar="ORDER")
    copied.add_argument("--number", default="", metavar="N")
    copied.add_argument("--attempt", action="store_true", help="another attempt: its number with a suffix")
    _fields(copied)
    for name, text in (("close", "close an order nobody paid"), ("reopen", "open a closed order again")):
        act = _act(acts, common, name, close, text)
        act.add_argument("order", metavar="ORDER")
        act.set_defaults(act=name)
    brought = _act(acts, common, "import", import_file, "orders from a CSV or XLSX file")
    brought.add_argument("file", type=Path, metavar="FILE")
    brought.add_argument("--map", action="append", default=[], metavar="FIELD=HEADER", help="what a column means")
    brought.add_argument("--currency", default="", metavar="USD", help="where the file names none")
    brought.add_argument("--kind", choices=KINDS, default="physical", help="where the file names none")
    brought.add_argument("--all-or-nothing", action="store_true", help="import nothing if a row has errors")
    brought.add_argument("--again", action="store_true", help="although this very file was imported before")
    brought.add_argument("--dry-run", action="store_true", help="only look at the file")
    undo = _act(acts, common, "undo-import", undo_import, "take an import's orders out again")
    undo.add_argument("number", type=int, metavar="NUMBER")
    undo.add_argument("--dry-run", action="store_true", help="only say which orders would go and which stay")
    _act(acts, common, "imports", imports, "the files that were imported")
    templates = _act(acts, common, "templates", order_templates, "list, save or delete templates")
    which = templates.add_mutually_exclusive_group()
    which.add_argument("--save", metavar="TITLE", help="save --order as a template")
    which.add_argument("--delete", metavar="TITLE")
    templates.add_argument("--order", metavar="ORDER")


def _act(acts: Commands, common: _Parser, name: str, run: Any, text: str) -> _Parser:
    act = acts.add_parser(name, parents=[common], help=text)
    act.set_defaults(run=run, reading=False)
    return act


def _fields(parser: _Parser) -> None:
    for name, shown in _TEXTS.items():
        parser.add_argument(f"--{name}", metavar=shown)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--dry-run", action="store_true", help="only the pre-flight")


# ---------------------------------------------------------------- one order


def add(options: argparse.Namespace, output: Output) -> int:
    """`orders add`: a new order, from a template or for a payment where asked."""
    from paymentdesk.services import order_numbers, order_templates, ordering

    with opened(options) as shop:
        draft = Draft()
        if options.for_payment:
            draft = draft_of(ordering.order_from_payment(shop, options.for_payment))
        elif options.template:
            from paymentdesk.domain.order_template import draft_from

            draft = draft_from(order_templates.find(shop, options.template))
        number = draft.number or options.number or order_numbers.new_number(shop)
        draft = _typed(replace(draft, number=number), options)
        order, findings = ordering.looked_at(shop, draft, written=bool(options.for_payment))
        if options.dry_run:
            return _dry(output, order, findings)
        order = _written(order, findings)
        if options.for_payment:
            ordering.give_order(shop, options.for_payment, order, shop.user)
        else:
            ordering.create(shop, order, shop.user)
        return _shown(shop, output, order.merchant_uid, findings)


def edit(options: argparse.Namespace, output: Output) -> int:
    """`orders edit ORDER`: while nobody paid; only note and tags afterwards."""
    from paymentdesk.services import ordering

    with opened(options) as shop:
        before = ordering.known_order(shop, options.order)
        given = {_FIELD.get(name, name) for name in (*_TEXTS, "kind") if getattr(options, name) is not None}
        if given <= {"note", "tags"} and not options.dry_run:
            note = before.note if options.note is None else options.note
            edited = ordering.note(shop, options.order, note, options.tags, shop.user)
            findings: list[Finding] = []
        else:
            order, findings = ordering.looked_at(shop, _typed(draft_of(before), options), written=True)
            if options.dry_run:
                return _dry(output, order, findings)
            edited = ordering.edit(shop, _written(order, findings), shop.user)
        output.extra = {"changed": list(edited.fields), "redo": [each.value for each in edited.redo]}
        return _shown(shop, output, options.order, findings)


def duplicate(options: argparse.Namespace, output: Output) -> int:
    """`orders duplicate ORDER`: the same again, with what is given changed; `--attempt`: its number with a suffix."""
    from paymentdesk.services import order_numbers, ordering

    with opened(options) as shop:
        if options.attempt:
            return _shown(shop, output, ordering.new_attempt(shop, options.order, shop.user), [])
        copy = ordering.duplicate(shop, options.order, options.number or order_numbers.new_number(shop))
        order, findings = ordering.looked_at(shop, _typed(draft_of(copy), options))
        if options.dry_run:
            return _dry(output, order, findings)
        order = _written(order, findings)
        ordering.create(shop, order, shop.user, copy_of=options.order)
        return _shown(shop, output, order.merchant_uid, findings)


def close(options: argparse.Namespace, output: Output) -> int:
    """`orders close ORDER` and `orders reopen ORDER`."""
    from paymentdesk.services import ordering

    with opened(options) as shop:
        act = ordering.close_order if options.act == "close" else ordering.reopen_order
        act(shop, options.order, shop.user)
        return _shown(shop, output, options.order, [])


def _typed(draft: Draft, options: argparse.Namespace) -> Draft:
    given = {_FIELD.get(name, name): getattr(options, name) for name in (*_TEXTS, "kind")}
    return replace(draft, **{name: text for name, text in given.items() if text is not None})


def _written(order: Order | None, findings: Sequence[Finding]) -> Order:
    """The order, or the trouble that says why it cannot be written."""
    if order is not None:
        return order
    wrong = next(finding for finding in findings if finding.weight is Weight.WRONG)
    if wrong.rule in _USAGE:
        raise Trouble(_USAGE[wrong.rule], wrong.facts, money=MoneyWord.NOTHING_CHANGED)
    raise Trouble(Kind.ORDER_WRONG, {"why": wrong}, money=MoneyWord.NOTHING_CHANGED)


def _shown(shop: Shop, output: Output, number: str, findings: Sequence[Finding]) -> int:
    from paymentdesk.cli.listing import order_shown

    output.extra |= {"findings": _findings(output, findings)}
    code = order_shown(shop, output, number)
    _print_findings(output, findings)
    return code


def _dry(output: Output, order: Order | None, findings: Sequence[Finding]) -> int:
    if output.json:
        output.document({"written": False, "possible": order is not None, "findings": _findings(output, findings)})
    _print_findings(output, findings)
    return 0 if order is not None else 1


def _findings(output: Output, findings: Sequence[Finding]) -> list[dict[str, str]]:
    if not findings:
        return []
    from paymentdesk.wording.orders import finding_sentence

    output.speak()
    return [
        {"field": each.place, "rule": each.rule.value, "weight": each.weight.value, "message": finding_sentence(each)}
        for each in findings
    ]


def _print_findings(output: Output, findings: Sequence[Finding]) -> None:
    if output.json or not findings:
        return
    from paymentdesk.wording.orders import field_name, finding_sentence, weight_word

    output.speak()
    for each in findings:
        output.line(f"  {field_name(each.place)} ({weight_word(each.weight)}): {finding_sentence(each)}")


# ---------------------------------------------------------------- files


def import_file(options: argparse.Namespace, output: Output) -> int:
    """`orders import FILE`: with `--dry-run` only what would come of it, row by row. Exit 1 where rows have errors."""
    from paymentdesk.services import importing
    from paymentdesk.services.sheets import read_sheet

    with opened(options) as shop:
        sheet = read_sheet(options.file)
        usual = importing.Usual(options.currency.strip().upper(), options.kind)
        plan = _run(importing.plan_steps(shop, sheet, usual=usual))
        if options.map:
            plan = _run(importing.plan_steps(shop, sheet, _mapped(plan, options.map), usual))
        if options.dry_run:
            return _planned(output, plan)
        if plan.before is not None and not options.again:
            facts = {"file": plan.sheet.file, "value": str(plan.before.id)}
            raise Trouble(Kind.IMPORTED_BEFORE, facts, money=MoneyWord.NOTHING_CHANGED)
        done = _run(importing.import_steps(shop, plan, shop.user, all_or_nothing=options.all_or_nothing))
        output.extra = {"import": done.number, "imported": len(done.orders), "orders": list(done.orders)}
        return _planned(output, plan)


def _mapped(plan: Plan, given: Sequence[str]) -> dict[str, int]:
    """The columns as guessed, with what was given: `amount=Price`, `amount=3` (a place from 1) or `amount=` (none)."""
    from paymentdesk.domain.order_columns import FIELDS

    columns = dict(plan.columns)
    for each in given:
        field, _, header = each.partition("=")
        places = {name: place for place, name in reversed(list(enumerate(plan.headers)))}
        place = places.get(header, int(header) - 1 if header.isdigit() else -1)
        if field not in FIELDS or (header and not 0 <= place < len(plan.headers)):
            raise Trouble(Kind.BAD_ARGUMENT, {"what": "--map", "value": each}, money=MoneyWord.NOTHING_CHANGED)
        columns.pop(field, None)
        columns = {name: at for name, at in columns.items() if at != place} | ({field: place} if header else {})
    return columns


def _planned(output: Output, plan: Plan) -> int:
    rows = [row for row in plan.rows if row.findings]
    if output.json:
        output.document(
            {
                "file": plan.sheet.file,
                "encoding": plan.sheet.encoding or None,
                "separator": plan.sheet.separator or None,
                "columns": {name: plan.headers[place] for name, place in plan.columns.items()},
                "rows": len(plan.rows),
                "good": len(plan.good),
                "imported_before": plan.before.id if plan.before else None,
                "errors": [
                    {"line": row.line, "good": row.good, "findings": _findings(output, row.findings)} for row in rows
                ],
            }
        )
    else:
        output.speak()
        for row in rows:
            output.line(f"{plan.sheet.file}:{row.line}  {row.texts.get('number', '')}")
            _print_findings(output, row.findings)
        output.line(f"{len(plan.good)} / {len(plan.rows)}")
    return 1 if plan.bad else 0


def undo_import(options: argparse.Namespace, output: Output) -> int:
    """`orders undo-import NUMBER`: says which orders were kept, and why."""
    from paymentdesk.services import importing

    with opened(options) as shop:
        if options.dry_run:
            undone = importing.would_undo(shop, options.number)
        else:
            undone = importing.undo_import(shop, options.number, shop.user)
    if output.json:
        kept = [{"merchant_uid": number, "why": why} for number, why in undone.kept.items()]
        output.document({"import": undone.number, "removed": list(undone.removed), "kept": kept})
        return 0
    from paymentdesk.wording.orders import kept_because

    output.speak()
    output.line(f"{len(undone.removed)}")
    for number, why in undone.kept.items():
        output.line(f"  {number}: {kept_because(why)}")
    return 0


def imports(options: argparse.Namespace, output: Output) -> int:
    """`orders imports`, the newest first."""
    from paymentdesk.cli.shapes import time
    from paymentdesk.store import queries

    with opened(options) as shop, shop.database.reader() as reader:
        rows = queries.order_imports(reader)
    shown = [
        {
            "import": row.number, "at": time(row.at), "by": row.by, "file": row.file, "orders": row.orders,
            "refused": row.refused, "left": row.left, "undone_at": time(row.undone_at), "kept": row.kept,
        }
        for row in rows
    ]  # fmt: skip
    if output.json:
        output.document({"imports": shown})
    for each in () if output.json else shown:
        output.line(f"{each['import']}  {each['at']}  {each['file']}  {each['left']} / {each['orders']}")
    return 0


# ---------------------------------------------------------------- templates


def order_templates(options: argparse.Namespace, output: Output) -> int:
    """`orders templates`, with `--save TITLE --order ORDER` or `--delete TITLE` before they are listed."""
    from paymentdesk.domain.money import major_text
    from paymentdesk.services import order_templates as kept
    from paymentdesk.store import queries

    if options.save is not None and not options.order:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "--order", "value": ""}, money=MoneyWord.NOTHING_CHANGED)
    with opened(options) as shop:
        if options.save is not None:
            kept.save_order(shop, options.order, options.save)
        elif options.delete is not None:
            kept.delete(shop, options.delete)
        with shop.database.reader() as reader:
            found = queries.order_templates(reader)
    shown = [
        {
            "title": each.title, "name": each.name or None, "currency": each.currency or None, "kind": each.kind,
            "amount": major_text(each.amount, each.currency) if each.amount else None,
            "country": each.country or None, "tags": list(each.tags), "note": each.note or None,
        }
        for each in found
    ]  # fmt: skip
    if output.json:
        output.document({"templates": shown})
    for template in () if output.json else shown:
        output.line("  ".join(str(template[key]) for key in ("title", "name", "amount", "currency") if template[key]))
    return 0


def _run(steps: Generator[Any, None, T]) -> T:
    """Go through all steps and take what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            value: T = stop.value
            return value
