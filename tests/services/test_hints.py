"""What is known before the request: hints with source and date, which warn and never forbid."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from paymentdesk.cli import main
from paymentdesk.domain.refundability import HintKind
from paymentdesk.services.hints import payment_hints
from paymentdesk.wording.hints import hint_sentence, hint_source
from tests.services.desk import DAY, Desk

K = HintKind


def hints(desk: Desk, payment: str, amount: int | None = None) -> dict[str, dict[str, int]]:
    desk.sync()
    found = payment_hints(desk.payment(payment), now=desk.shop.now(), amount=amount)
    assert all(hint.source for hint in found)
    return {hint.kind.value: dict(hint.facts) for hint in found}


def yesterday(desk: Desk, days: int = 1) -> dict[str, int]:
    at = desk.server.clock.now() - days * DAY
    return {"paid_at": at, "started_at": at}


@pytest.mark.parametrize(
    ("fields", "amount", "kinds"),
    [
        ({"method": "boletobancario"}, 6000, {K.NOT_REFUNDABLE}),
        ({"method": "banktransferargentina"[:16], "currency": "ARS"}, 6000, {K.WITHIN_180_DAYS}),
        ({"method": "cc", "country": "DE"}, 6000, set()),
        ({"method": "cc", "country": "DE"}, 2000, {K.FULL_ONLY_FOREIGN_CARD}),
        ({"method": "cc", "country": "DE"}, None, {K.FULL_ONLY_FOREIGN_CARD}),
        ({"method": "cc", "country": "KR"}, 2000, set()),
        ({"method": "cc"}, 2000, set()),  # unknown stays unknown
        ({"method": "idealpayments", "country": "NL"}, 2000, {K.FULL_ONLY_CURRENCY}),
        ({"method": "idealpayments", "country": "NL", "currency": "EUR"}, 2000, set()),
        ({"method": "nobodyknowsthis"}, 2000, set()),
        ({"method": "cc", "sandbox": True}, 6000, {K.TEST_PAYMENT}),
        ({"method": "cc", "customer_uid": "u1"}, 6000, {K.BILLING_KEY}),
    ],
)
def test_what_is_known(desk: Desk, fields: dict[str, object], amount: int | None, kinds: set[HintKind]) -> None:
    payment = desk.paid(60, **yesterday(desk), **fields)
    assert hints(desk, payment, amount).keys() == {kind.value for kind in kinds}


@pytest.mark.parametrize(("days", "said"), [(0, {"days_left": 180}), (100, {"days_left": 80}), (180, {"days_left": 0})])
def test_how_many_days_are_left(desk: Desk, days: int, said: dict[str, int]) -> None:
    payment = desk.paid(60, method="banktransferargentina"[:16], currency="ARS", **yesterday(desk, days))
    found = payment_hints_after_a_full_look(desk, payment)
    assert found["within_180_days"] == said


def test_after_180_days_it_is_too_old(desk: Desk) -> None:
    payment = desk.paid(60, method="banktransferargentina"[:16], currency="ARS", **yesterday(desk, 182))
    assert payment_hints_after_a_full_look(desk, payment)["too_old"] == {"days_ago": 2}


def payment_hints_after_a_full_look(desk: Desk, payment: str) -> dict[str, dict[str, int]]:
    desk.sync(full=True)
    return hints(desk, payment, 6000)


def test_free_until_midnight_in_seoul_for_cards(desk: Desk) -> None:
    seoul = ZoneInfo("Asia/Seoul")
    payment = desk.paid(60, method="cc")
    until = hints(desk, payment, 6000)["free_today"]["until"]
    last = datetime.fromtimestamp(until, seoul)
    assert (last.hour, last.minute, last.second) == (23, 59, 59)
    assert last.date() == datetime.fromtimestamp(desk.shop.now(), seoul).date()
    desk.advance(until - desk.shop.now())
    assert "free_today" in hints(desk, payment, 6000)
    desk.advance(1)
    assert hints(desk, payment, 6000) == {}
    assert hints(desk, desk.paid(60, method="idealpayments", currency="EUR"), 6000) == {}, "not a card"


@pytest.mark.usefixtures("qapp")
def test_a_dry_run_prints_them(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    payment = desk.paid(60, method="cc", country="DE", sandbox=True)
    for name, value in (
        ("API_URL", desk.server.url),
        ("IMP_KEY", desk.server.imp_key),
        ("IMP_SECRET", desk.server.imp_secret),
        ("HOME", str(desk.home / "cli")),
    ):
        monkeypatch.setenv(f"PAYMENTDESK_{name}", value)
    asked = ["cancel", payment, "--amount", "20", "--reason", "r", "--dry-run"]
    assert main([*asked, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["imp_uid"] == payment
    assert [hint["kind"] for hint in shown["hints"]] == ["full_only_foreign_card", "test_payment", "free_today"]
    assert {hint["source"] for hint in shown["hints"]} == {"Paymentwall, 2017-10", "PortOne help centre, 2026-08"}
    assert main([*asked, "--lang", "en"]) == 0
    assert "Source: PortOne help centre" in capsys.readouterr().out
    assert desk.cancels() == []


@pytest.mark.parametrize("kind", HintKind)
def test_each_has_its_words(kind: HintKind) -> None:
    from paymentdesk.domain.refundability import Hint

    facts = {"days_left": 3, "days_ago": 2, "until": 1_790_000_000}
    hint = Hint(kind, "somebody, 2026-01", facts)
    assert "{" not in hint_sentence(hint)
    assert hint_source(hint) == "Source: somebody, 2026-01"
