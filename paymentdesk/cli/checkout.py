"""Taking and checking a payment on the command line: links, checkout pages, what a person decided about an order."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paymentdesk.cli.opening import opened
from paymentdesk.cli.output import Output
from paymentdesk.domain.checkout import ALL_METHODS, LANGUAGES, LINK_LANGUAGES, WIDGETS, PayLink, Window
from paymentdesk.domain.money import Money, major_text
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.domain.verification import Decision, Finding

if TYPE_CHECKING:
    from paymentdesk.cli.arguments import Command, Commands, _Parser
    from paymentdesk.services.shop import Shop
    from paymentdesk.store.queries import FindingLine, LinkLine

_SPAN = re.compile(r"([1-9][0-9]{0,3})([hd])\Z")
_SECONDS = {"h": 3600, "d": 86400}


def add(command: Command) -> None:
    """`link` and `checkout`; `links list` is a group of its own."""
    made = command("link", link, "a payment link for an order")
    made.add_argument("order", metavar="ORDER")
    made.add_argument("--expires", default="", metavar="7d|12h|YYYY-MM-DD", help="when it ends; a week without it")
    made.add_argument("--language", choices=LINK_LANGUAGES, default="", help="of the page; by the country without it")
    made.add_argument("--again", action="store_true", help="although an earlier request had no answer")
    made.add_argument("--disable", action="store_true", help="switch the order's links off")
    made.add_argument("--qr", type=Path, metavar="FILE", help="save its QR code, as .png or .svg")
    made.add_argument("--mail", action="store_true", help="print the mail that brings it to the buyer")
    made.add_argument("--user-code", default="", metavar="imp…", help="of the shop; kept for the next time")
    page = command("checkout", checkout, "a checkout page for an order, as one HTML file")
    page.add_argument("order", metavar="ORDER")
    page.add_argument("--out", type=Path, required=True, metavar="FILE")
    page.add_argument("--country", metavar="DE", help="whose methods are shown; the order's without it")
    page.add_argument("--language", choices=LANGUAGES)
    page.add_argument("--method", default=ALL_METHODS, metavar="PS", help="only this method of Paymentwall")
    page.add_argument("--widget", choices=WIDGETS, default=WIDGETS[0])
    page.add_argument("--test-channel", action="store_true", help="the test channel: it charges real cards, too")
    page.add_argument("--user-code", default="", metavar="imp…")


def add_links(commands: Commands, common: _Parser) -> None:
    """`links list`."""
    group = commands.add_parser("links", help="list open payment links", parents=[common])
    listed = group.add_subparsers(metavar="list", required=True).add_parser("list", parents=[common])
    listed.set_defaults(run=links_list, reading=True)


def add_acts(acts: Commands, common: _Parser) -> None:
    """`orders verify`, beside `orders list`."""
    act = acts.add_parser("verify", parents=[common], help="decide about an order that must not be shipped")
    act.add_argument("order", metavar="ORDER")
    act.add_argument("decision", choices=("keep", "ship-anyway"))
    act.add_argument("--note", default="", metavar="N")
    act.set_defaults(run=verify, reading=False)


# ---------------------------------------------------------------- links


def link(options: argparse.Namespace, output: Output) -> int:
    """`link ORDER`: the link there is, or a new one; `--disable` switches it off."""
    from paymentdesk.services import checkout, links, qr

    with opened(options) as shop:
        if options.disable:
            off = links.disable_links(shop, options.order, shop.user)
            return _links_shown(shop, output, options.order, off[-1])
        until = _until(shop, options.expires)
        if options.user_code:
            checkout.tell_user_code(shop, options.user_code)
        made = links.make_link(
            shop, options.order, shop.user, expires_at=until, language=options.language, again=options.again
        )
        if options.qr is not None:
            qr.save(made.url, options.qr)
        return _links_shown(shop, output, options.order, made, mail=options.mail, language=options.language)


def links_list(options: argparse.Namespace, output: Output) -> int:
    """`links list`: by which a buyer may be able to pay."""
    from paymentdesk.store import queries

    with opened(options) as shop, shop.database.reader() as reader:
        found = queries.open_links(reader, shop.now())
        if output.json:
            output.document({"total": len(found), "links": [shape_of(line.link, line.state) for line in found]})
            return 0
        output.speak()
        for line in found:
            _line(shop, output, line.link, line.state)
    return 0


def _links_shown(
    shop: Shop, output: Output, number: str, made: PayLink, *, mail: bool = False, language: str = ""
) -> int:
    from paymentdesk.services import ordering

    order = ordering.known_order(shop, number)
    state = made.state_at(shop.now(), Money(order.amount, order.currency)).value
    document = shape_of(made, state)
    if mail:
        from zoneinfo import ZoneInfo

        from paymentdesk.domain.checkout import language_for
        from paymentdesk.wording.buyer_mail import link_mail

        spoken = language or language_for(order.country, LINK_LANGUAGES)
        title, zone = shop.profile.title or shop.profile.name, ZoneInfo(shop.profile.zone)
        written = link_mail(
            made, language=spoken, shop=title, item=order.name, buyer_name=order.buyer_name,
            buyer_email=order.buyer_email, zone=zone,
        )  # fmt: skip
        document["mail"] = {"to": written.to, "subject": written.subject, "body": written.body}
    if output.json:
        output.document(document)
        return 0
    output.speak()
    _line(shop, output, made, state)
    if mail:
        for text in (document["mail"]["to"], document["mail"]["subject"], "", *document["mail"]["body"].split("\n")):
            output.line(text)
    return 0


def shape_of(made: PayLink, state: str) -> dict[str, Any]:
    """A link as `--json` prints it."""
    from paymentdesk.cli.shapes import time  # brings the queries along

    return {
        "order": made.merchant_uid,
        "url": made.url or None,
        "state": state,
        "amount": major_text(made.amount, made.currency),
        "currency": made.currency,
        "expires_at": time(made.expires_at),
        "asked_at": time(made.asked_at),
        "by": made.by or None,
        "disabled_at": time(made.ended_at) if made.state == "disabled" else None,
    }


def _line(shop: Shop, output: Output, made: PayLink, state: str) -> None:
    from zoneinfo import ZoneInfo

    from paymentdesk.wording import moment, money
    from paymentdesk.wording.checkout import link_state

    zone = ZoneInfo(shop.profile.zone)
    price, until = money(made.amount, made.currency), moment(made.expires_at, zone)
    output.line("  ".join((made.merchant_uid, made.url or "–", price, link_state(state), until)))


def _until(shop: Shop, text: str) -> int:
    """When a link ends: after hours or days, or with a day of the shop's zone; 0 where nothing was said."""
    from datetime import date, datetime, timedelta
    from datetime import time as clock_time
    from zoneinfo import ZoneInfo

    if not text:
        return 0
    span = _SPAN.match(text)
    if span is not None:
        return shop.now() + int(span[1]) * _SECONDS[span[2]]
    wrong = Trouble(Kind.BAD_ARGUMENT, {"what": "--expires", "value": text}, money=MoneyWord.NOTHING_CHANGED)
    try:
        day = date.fromisoformat(text) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise wrong from None
    until = int(datetime.combine(day, clock_time(), ZoneInfo(shop.profile.zone)).timestamp()) - 1
    if until <= shop.now():
        raise wrong
    return until


# ---------------------------------------------------------------- pages


def checkout(options: argparse.Namespace, output: Output) -> int:
    """`checkout ORDER --out FILE`: the page for the shop's own host."""
    from paymentdesk.domain.checkout import window_for
    from paymentdesk.services import checkout, ordering

    with opened(options) as shop:
        if options.user_code:
            checkout.tell_user_code(shop, options.user_code)
        preset = window_for(ordering.known_order(shop, options.order))
        window = Window(
            country=preset.country if options.country is None else options.country.upper(),
            language=options.language or preset.language,
            method=options.method,
            widget=options.widget,
        )
        page = checkout.make_page(shop, options.order, shop.user, window, test_channel=options.test_channel)
        checkout.save_page(page, options.out)
    if output.json:
        output.document({"order": options.order, "file": str(options.out), "bytes": len(page.html)})
    else:
        output.line(str(options.out))
    return 0


# ---------------------------------------------------------------- what a person decides


def verify(options: argparse.Namespace, output: Output) -> int:
    """`orders verify ORDER keep|ship-anyway`: about all that nobody decided yet."""
    from paymentdesk.cli.listing import order_shown
    from paymentdesk.services import verifying

    decision = Decision(options.decision.replace("-", "_"))
    with opened(options) as shop:
        verifying.verify(shop, options.order, decision, shop.user, options.note)
        return order_shown(shop, output, options.order)


def order_extras(findings: list[FindingLine], links: list[LinkLine]) -> dict[str, Any]:
    """What `show ORDER` tells besides the order itself."""
    return {
        "verification": [_decided(each) for each in findings],
        "links": [shape_of(each.link, each.state) for each in links],
    }


def finding_shape(each: Finding | FindingLine) -> dict[str, Any]:
    """What speaks against a payment of an order, with both values."""
    return {
        "problem": str(each.problem),
        "why": each.why or None,
        "imp_uid": each.imp_uid,
        "ordered": {"amount": major_text(each.ordered, each.ordered_currency), "currency": each.ordered_currency},
        "paid": {"amount": major_text(each.paid, each.paid_currency), "currency": each.paid_currency},
    }


def _decided(each: FindingLine) -> dict[str, Any]:
    from paymentdesk.cli.shapes import time

    return {
        **finding_shape(each),
        "paid_at": time(each.paid_at),
        "found_at": time(each.found_at),
        "decision": each.decision or None,
        "decided_at": time(each.decided_at),
        "by": each.by or None,
        "note": each.note or None,
    }
