"""Whose ledger it is (money.md R12), and what is refused with one sentence and nothing changed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.money import AmountError, parse_amount
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.errors import NotSent
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import cancellation, deciding
from paymentdesk.services.cancellation import Request
from paymentdesk.store.database import open_database
from paymentdesk.wording.errors import sentence
from tests.conftest import ROOT
from tests.services.desk import DAY, ONE_SENTENCE, Desk, refused, usd


@pytest.fixture
def elsewhere() -> Iterator[PracticeServer]:
    """A second i'mport, with other keys."""
    server = PracticeServer(start=1_790_000_000, speed=0, methods=ROOT / "resources" / "paymentwall-methods.csv")
    server.start()
    yield server
    server.stop()


# ---- R12


def test_r12_a_ledger_is_for_the_shop_it_first_looked_at(
    desk: Desk, desks: Callable[..., Desk], elsewhere: PracticeServer
) -> None:
    desk.paid()
    desk.sync()
    desk.close()
    seen = len(desk.calls())
    stranger = desks(elsewhere, desk.home)
    trouble = refused(lambda: stranger.shop)
    assert trouble.kind is Kind.OTHER_SHOP
    assert ONE_SENTENCE.match(sentence(trouble))
    assert (stranger.calls(), len(desk.calls())) == ([], seen)
    desk.sync()  # its own shop still opens it


def test_r12_a_live_ledger_is_never_shown_to_a_practice_server(desk: Desk, desks: Callable[..., Desk]) -> None:
    desk.sync()
    database = desk.shop.database
    with database.atomic():
        from paymentdesk.store import ledger

        ledger.meta.put(database, "bound_address", "https://api.iamport.kr")
    desk.close()
    seen = len(desk.calls())
    assert refused(lambda: desk.shop).kind is Kind.OTHER_SHOP
    assert len(desk.calls()) == seen


def test_r12_the_port_of_a_loopback_address_does_not_matter(
    desk: Desk, desks: Callable[..., Desk], elsewhere: PracticeServer
) -> None:
    desk.sync()
    desk.close()
    moved = PracticeServer(
        start=1_790_000_000,
        speed=0,
        methods=ROOT / "resources" / "paymentwall-methods.csv",
        key=desk.server.imp_key,
        secret=desk.server.imp_secret,
    )
    moved.start()
    try:
        again = desks(moved, desk.home)
        assert again.sync().requests
        again.close()
    finally:
        moved.stop()


# ---- bad input: one sentence, the money first, nothing changed, nothing sent


def said(trouble: Trouble, opening: str, money: MoneyWord) -> None:
    text = sentence(trouble)
    assert ONE_SENTENCE.match(text), text
    assert text.startswith(opening), text
    assert "–" not in text.partition(":")[2], f"a value is missing: {text}"
    assert trouble.money is money


NO_MONEY, NOTHING_MORE, NOTHING_SENT = "No money was moved:", "Nothing more was sent:", "Nothing was sent:"
BAD_REQUESTS: dict[str, tuple[dict[str, Any], str, Kind, str]] = {
    "more than left": ({}, "70.00", Kind.MORE_THAN_LEFT, NO_MONEY),
    "not paid": ({"status": "ready"}, "20.00", Kind.NOT_PAID, NO_MONEY),
    "failed": ({"status": "failed"}, "20.00", Kind.NOT_PAID, NO_MONEY),
    "all cancelled": ({"status": "cancelled"}, "20.00", Kind.MORE_THAN_LEFT, NO_MONEY),
}


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_a_request_that_cannot_be_is_refused_before_anything_is_written(desk: Desk, name: str) -> None:
    fields, amount, kind, opening = BAD_REQUESTS[name]
    payment = desk.paid(60, **fields)
    desk.sync()
    before = desk.dump()
    trouble = refused(lambda: desk.ask(payment, amount))
    assert trouble.kind is kind
    said(trouble, opening, MoneyWord.NOT_SENT)
    assert refused(lambda: desk.draft(payment, amount)).kind is kind
    assert refused(lambda: cancellation.check(desk.shop, Request(payment, usd(amount), "r"))).kind is kind
    assert (desk.dump(), desk.cancels()) == (before, [])


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "-0.01", "", "x", "1,5", "1e2", "12.345", "０", "٣", "1 0", "NaN"])
def test_an_amount_that_is_none_is_never_made_into_one(text: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(text, "USD")


def test_an_unknown_payment_a_second_ticket_another_currency_an_unknown_ticket(desk: Desk) -> None:
    payment = desk.paid(60)
    said(refused(lambda: desk.ask("imp_000000000000", "1.00")), NO_MONEY, MoneyWord.NOT_SENT)
    said(refused(lambda: desk.ask(payment, "20", "KRW")), NOTHING_SENT, MoneyWord.NOT_SENT)
    assert (desk.tickets(), desk.cancels()) == ([], [])

    desk.ask(payment, "20.00")
    before = desk.dump()
    second = refused(lambda: desk.ask(payment, "10.00"))
    assert second.kind is Kind.TICKET_OPEN
    said(second, NOTHING_MORE, MoneyWord.NOT_SENT)
    worst = usd("60.00")
    assert refused(lambda: desk.ask(payment, "10.00", worst_case=worst)).kind is Kind.TICKET_OPEN
    for act in (deciding.withdraw, deciding.keep_waiting, deciding.take_back):
        unknown = refused(lambda act=act: act(desk.shop, 99, "Minji"))
        assert unknown.kind is Kind.UNKNOWN_TICKET
        said(unknown, NO_MONEY, MoneyWord.NOTHING_CHANGED)
    for act in (deciding.withdraw, deciding.keep_waiting, deciding.take_back):
        wrong = refused(lambda act=act: act(desk.shop, 1, "Minji"))
        assert wrong.kind is Kind.MOVE_NOT_ALLOWED
        said(wrong, NOTHING_MORE, MoneyWord.NOTHING_CHANGED)
    assert desk.dump() == before
    assert len(desk.cancels()) == 1


def test_a_wrong_key_and_no_network(desk: Desk, desks: Callable[..., Desk]) -> None:
    payment = desk.paid(60)
    wrong = desks()
    object.__setattr__(wrong.profile, "imp_secret", "wrong")
    trouble = refused(lambda: wrong.ask(payment, "20.00"))
    assert trouble.kind is Kind.KEY_REFUSED
    said(trouble, NOTHING_SENT, MoneyWord.NOT_SENT)
    assert "wrong" not in sentence(trouble) + repr(trouble) + str(trouble.facts)

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    away = desks()
    object.__setattr__(away.profile, "api_url", f"http://127.0.0.1:{port}")
    trouble = refused(lambda: away.ask(payment, "20.00"))
    assert trouble.kind is Kind.UNREACHABLE
    said(trouble, NO_MONEY, MoneyWord.NOT_SENT)
    assert (wrong.tickets(), away.tickets(), desk.cancels()) == ([], [], [])


def test_a_folder_that_cannot_be_one_a_newer_and_a_damaged_database(desks: Callable[..., Desk], tmp_path: Path) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_text("not a folder")
    blocked = desks(home=no_folder)
    trouble = refused(lambda: blocked.shop)
    assert trouble.kind is Kind.FOLDER_NOT_WRITABLE
    said(trouble, NOTHING_SENT, MoneyWord.NOT_SENT)

    newer = desks()
    assert newer.shop
    newer.close()
    path = newer.home / "shops" / "shop" / "ledger.sqlite3"
    database = open_database(path, backups=path.parent / "backups")
    database.db.execute_sql("PRAGMA user_version = 99")
    database.close()
    trouble = refused(lambda: newer.shop)
    assert trouble.kind is Kind.DATABASE_NEWER
    said(trouble, NOTHING_SENT, MoneyWord.NOT_SENT)

    path.write_bytes(b"this is no database at all, but long enough to be looked at")
    trouble = refused(lambda: newer.shop)
    assert trouble.kind is Kind.DATABASE_DAMAGED
    said(trouble, NOTHING_SENT, MoneyWord.NOT_SENT)
    assert path.read_bytes().startswith(b"this is no database")
    assert blocked.calls() == []


# ---- R24


def test_r24_a_refusal_says_that_an_earlier_request_may_still_be_carried_out(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("refuse_but_register")
    alone = refused(lambda: desk.ask(payment, "10.00"))
    assert sentence(alone).startswith("Refused, no money was moved: ")
    other = desk.paid(60)
    desk.ask(other, "20.00")
    desk.reject(2)
    desk.fault("refuse_but_register")
    beside = refused(lambda: desk.ask(other, "20.00", worst_case=usd("40.00")))
    assert beside.kind is Kind.REFUSED
    assert sentence(beside).startswith("Money may still move: ")


@pytest.mark.parametrize("earlier", ["unconfirmed", "closed"])
def test_r24_no_money_was_moved_is_never_said_while_an_earlier_request_can_be_carried_out(
    desk: Desk, earlier: str
) -> None:
    payment = desk.paid(60)
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    if earlier == "closed":
        deciding.did_not_arrive(desk.shop, 1, "Minji", "not in the merchant area")
    desk.advance(2 * DAY)
    desk.fault("drop_before", path="/payments/imp", times=0)
    acts = [
        lambda: desk.ask(payment, "10.00"),
        lambda: desk.draft(payment, "10.00"),
        lambda: cancellation.check(desk.shop, Request(payment, usd("10.00"), "size")),
    ]
    if earlier == "unconfirmed":
        acts.append(lambda: desk.again(1))
    for act in acts:
        trouble = refused(act)
        assert trouble.kind is Kind.UNREACHABLE
        assert sentence(trouble).startswith("Nothing more was sent: ")
    other = refused(lambda: desk.ask("imp_1", "10.00"))
    assert sentence(other).startswith("No money was moved: ")


def test_r24_a_request_that_did_not_leave_says_that_an_earlier_one_did(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)
    desk.fault("drop_after")
    refused(lambda: desk.ask(payment, "20.00"))
    deciding.did_not_arrive(desk.shop, 1, "Minji", "not in the merchant area")

    def cut(*_: Any) -> None:
        raise NotSent("connect")

    monkeypatch.setattr(desk.shop.client, "cancel", cut)
    trouble = refused(lambda: desk.ask(payment, "10.00", worst="30.00"))
    assert trouble.facts["state"] == "draft"
    assert sentence(trouble).startswith("Nothing more was sent: ")
