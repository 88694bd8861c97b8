"""Commands that request a cancellation, or say what a person decided about one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from paymentdesk.cli.listing import payment_shown, ticket_document, ticket_shown
from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import REFUSED, UNCONFIRMED, Output
from paymentdesk.domain.money import AmountError, Money, exponent, parse_amount
from paymentdesk.domain.ticket import Cause, parse_ticket_name
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

if TYPE_CHECKING:
    from paymentdesk.domain.refundability import Hint
    from paymentdesk.domain.ticket import Allowance
    from paymentdesk.services.cancellation import Request
    from paymentdesk.services.shop import Shop

TICKET_ACTS = ("keep-waiting", "ask-again", "withdraw", "send", "reject", "did-not-arrive", "take-back")
CAUSES = tuple(cause.value for cause in Cause)

_AMOUNT_KINDS = {
    AmountError.NOT_A_NUMBER: Kind.NOT_A_NUMBER,
    AmountError.TOO_MANY_DECIMALS: Kind.TOO_MANY_DECIMALS,
    AmountError.NOT_POSITIVE: Kind.NOT_POSITIVE,
    AmountError.BAD_CURRENCY: Kind.BAD_ARGUMENT,
}


def cancel(options: argparse.Namespace, output: Output) -> int:
    """`cancel IMP_UID --amount A --reason R`: exit 0 when it waits or is cancelled."""
    from paymentdesk.services import cancellation
    from paymentdesk.services.refusing import Request, said_truly

    with opened(options) as shop, said_truly(shop, options.imp_uid):
        _refuse_no_amount(options.amount)
        if not options.reason.strip():
            raise Trouble(Kind.REASON_MISSING)
        currency = _currency(shop, options.imp_uid)
        left, worst = options.expect_left, options.worst_case
        asked = Request(
            imp_uid=options.imp_uid,
            amount=amount(options.amount, currency),
            reason=options.reason,
            note=options.note,
            by=shop.user,
            seen_left=None if left is None else amount(left, currency, "--expect-left"),
            worst_case=None if worst is None else amount(worst, currency, "--worst-case"),
            once=options.once,
            blind_seen=options.blind_seen,
        )
        if options.dry_run:
            return _checked(shop, output, asked, cancellation.check(shop, asked))
        send = cancellation.save_draft if options.draft else cancellation.request
        return _with_ticket(shop, output, lambda: send(shop, asked))


def _checked(shop: Shop, output: Output, asked: Request, allowed: Allowance) -> int:
    """The payment as it would be asked for, what i'mport refused before and may be carried out after all (money.md
    R1), and what is known about cancelling it (domain.md 4.4, 4.5, 8.7)."""
    from paymentdesk.services.hints import payment_hints
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        detail = queries.payment_detail(reader, asked.imp_uid)
    assert detail is not None
    found = payment_hints(detail, now=shop.now(), amount=asked.amount.minor)
    refused = Money(allowed.refused, detail.currency).plain()
    output.extra = {"hints": [_hint(hint) for hint in found], "refused_amount": refused}
    code = payment_shown(shop, output, asked.imp_uid)
    if not output.json:
        from paymentdesk.wording.hints import hint_sentence, hint_source

        if allowed.refused:
            output.line(f"  ! i'mport refused {refused} {detail.currency} before; it may be carried out all the same")
        for hint in found:
            output.line(f"  ! {hint_sentence(hint)}  ({hint_source(hint)})")
    return code


def _hint(hint: Hint) -> dict[str, object]:
    from paymentdesk.cli.shapes import time

    values = {name: time(value) if name == "until" else value for name, value in hint.facts.items()}
    return {"kind": hint.kind.value, "source": hint.source, **values}


def ticket(options: argparse.Namespace, output: Output) -> int:
    """`ticket ACT T-0001`: what a person decides about a ticket."""
    from paymentdesk.services import cancellation, deciding

    number = parse_ticket_name(options.ticket)
    if number is None:
        raise Trouble(Kind.BAD_ARGUMENT, {"what": "T-0001", "value": options.ticket}, money=MoneyWord.NOTHING_CHANGED)
    with opened(options) as shop:
        by, note = shop.user, options.note
        match options.act:
            case "keep-waiting":
                deciding.keep_waiting(shop, number, by, note)
            case "take-back":
                deciding.take_back(shop, number, by, note)
            case "withdraw":
                deciding.withdraw(shop, number, by, note)
            case "reject":
                deciding.reject(shop, number, by, note)
            case "did-not-arrive":
                deciding.did_not_arrive(shop, number, by, note)
            case "send":
                worst = _typed(shop, number, options.worst_case)
                left = _typed(shop, number, options.expect_left, "--expect-left")
                seen = options.blind_seen
                return _with_ticket(
                    shop,
                    output,
                    lambda: cancellation.send_draft(shop, number, by, worst, seen_left=left, blind_seen=seen),
                )
            case _:
                worst = _typed(shop, number, options.worst_case)
                return _with_ticket(shop, output, lambda: cancellation.ask_again(shop, number, by, note, worst))
        return ticket_shown(shop, output, number)


def record(options: argparse.Namespace, output: Output) -> int:
    """`ticket record IMP_UID --amount A --where console`: a request made elsewhere (money.md R4)."""
    from paymentdesk.services import deciding
    from paymentdesk.services.refusing import said_truly

    with opened(options) as shop, said_truly(shop, options.imp_uid):
        _refuse_no_amount(options.amount)
        currency = _currency(shop, options.imp_uid)
        number = deciding.record_elsewhere(
            shop,
            options.imp_uid,
            amount(options.amount, currency),
            options.where,
            shop.user,
            options.note,
        )
        return ticket_shown(shop, output, number)


def answer(options: argparse.Namespace, output: Output) -> int:
    """`ticket answer IMP_UID --entry ID [--ticket T-0001]`: which ticket a cancellation was (R10)."""
    from paymentdesk.services import deciding

    number = parse_ticket_name(options.ticket) if options.ticket else None
    with opened(options) as shop:
        deciding.answer_question(shop, options.imp_uid, options.entry, number, shop.user, Cause(options.cause))
        return payment_shown(shop, output, options.imp_uid)


def accept(options: argparse.Namespace, output: Output) -> int:
    """`accept IMP_UID --note N`: i'mport's word where it was odd news (R18)."""
    from paymentdesk.services import deciding

    with opened(options) as shop:
        deciding.accept(shop, options.imp_uid, shop.user, options.note)
        return payment_shown(shop, output, options.imp_uid)


def amount(text: str, currency: str, what: str = "--amount") -> Money:
    """A typed amount. Raises `Trouble` with one sentence about what is wrong with it."""
    try:
        return parse_amount(text, currency)
    except AmountError as error:
        facts = {"value": text, "what": what, "currency": currency, "decimals": exponent(currency)}
        raise Trouble(_AMOUNT_KINDS[error.reason], facts) from error


def _refuse_no_amount(text: str) -> None:
    """What is no amount in any currency is refused before any look; decimals wait for the currency."""
    try:
        amount(text, "CLF")
    except Trouble as trouble:
        if trouble.kind is not Kind.TOO_MANY_DECIMALS:
            raise


def _currency(shop: Shop, imp_uid: str) -> str:
    """The payment's currency by the ledger, else after a look at i'mport."""
    from paymentdesk.services.looking import look_at
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        known = queries.payment_detail(reader, imp_uid)
    return known.currency if known is not None else look_at(shop, imp_uid).payment.currency


def _typed(shop: Shop, number: int, text: str | None, what: str = "--worst-case") -> Money | None:
    if text is None:
        return None
    from paymentdesk.cli.listing import clock
    from paymentdesk.store import queries

    with shop.database.reader() as reader:
        detail = queries.ticket_detail(reader, number, **clock(shop))
    return amount(text, detail.currency, what) if detail else None


def _with_ticket(shop: Shop, output: Output, act: Callable[[], int]) -> int:
    """Do it and print the ticket; when trouble has made or changed a ticket, the error carries it along."""
    try:
        number = act()
    except Trouble as trouble:
        if "number" in trouble.facts and trouble.kind is not Kind.ANSWER_NOT_WRITTEN:
            output.extra = ticket_document(shop, trouble.facts["number"])
        raise
    ticket_shown(shop, output, number)
    state = ticket_document(shop, number)["state"]
    return {"refused": REFUSED, "unconfirmed": UNCONFIRMED, "sending": UNCONFIRMED}.get(state, 0)
