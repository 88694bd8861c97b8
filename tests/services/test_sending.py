"""One shape on the wire, one shape of an answer, one owner of a send: money.md R5 and R6."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, MoneyWord
from paymentdesk.services import cancellation, deciding, interrupted, sending
from tests.services.desk import Desk, refused

# ---- R5


@pytest.mark.parametrize(
    ("paid", "asked", "currency", "on_the_wire"),
    [
        ("60.00", "20", "USD", rb'"amount":20.00,"checksum":60.00,'),
        ("1E+2", "100", "USD", rb'"amount":100.00,"checksum":100.00,'),
        ("0.30", "0.3", "USD", rb'"amount":0.30,"checksum":0.30,'),
        ("18900", "8900", "KRW", rb'"amount":8900,"checksum":18900,'),
        ("4.500", "1.5", "BHD", rb'"amount":1.500,"checksum":4.500,'),
    ],
)
def test_r5_amounts_leave_as_plain_decimals_and_the_payment_by_its_number_only(
    desk: Desk, paid: str, asked: str, currency: str, on_the_wire: bytes
) -> None:
    payment = desk.paid(float(paid), currency=currency)
    desk.ask(payment, asked, currency)
    (call,) = desk.cancels()
    assert on_the_wire.decode() in call["raw"]
    assert re.search(r'"(merchant_uid|\w*\.\d*[eE])', call["raw"]) is None
    assert call["body"]["imp_uid"] == payment


@pytest.mark.parametrize(
    "fault",
    [
        *({"kind": "redirect", "status": status} for status in (301, 302, 307, 308)),
        *({"kind": "status", "status": status} for status in (400, 403, 404, 407, 429, 500, 502, 503)),
        {"kind": "html"},
        {"kind": "html", "status": 401},
        {"kind": "garbage"},
        {"kind": "cut"},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "wrong_payment"},
        {"kind": "slow", "seconds": 30},
        {"kind": "slow_before", "seconds": 30},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
def test_r5_everything_that_is_no_answer_is_unconfirmed_and_left_once(desk: Desk, fault: dict[str, Any]) -> None:
    payment = desk.paid(60)
    desk.fault(**fault, times=0)
    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert (trouble.kind, trouble.money) == (Kind.UNCONFIRMED, MoneyWord.UNKNOWN)
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.known_by) == ("unconfirmed", "assumed")
    assert [attempt.outcome for attempt in ticket.attempts] == ["silent"]
    assert desk.payment(payment).possible == 2000
    desk.restart()
    desk.sync()
    assert desk.ticket(1).state == "unconfirmed"
    assert len(desk.cancels()) == 1


def test_r5_a_no_is_refused_and_an_empty_yes_waits(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.fault("refuse_but_register")
    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert (trouble.kind, trouble.money) == (Kind.REFUSED, MoneyWord.REFUSED)
    assert trouble.facts["message"].startswith("결제취소에 실패하였습니다.")
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.known_by, ticket.message) == ("refused", "imp", trouble.facts["message"])


@pytest.mark.parametrize("kind", ["status", "drop_before", "html", "garbage", "cut"])
def test_r5_a_look_that_fails_makes_no_ticket(desk: Desk, kind: str) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.fault(kind, "/payments/imp", times=0)
    trouble = refused(lambda: desk.ask(payment, "20.00"))
    assert trouble.kind in (Kind.UNREACHABLE, Kind.NOT_UNDERSTOOD)
    assert trouble.money is MoneyWord.NOT_SENT
    assert (desk.tickets(), desk.cancels()) == ([], [])
    assert len(desk.calls("GET", f"/payments/{payment}")) == 3  # asked three times, not more


# ---- R6


def during_the_send(desk: Desk, act: Callable[[], None]) -> None:
    """Do something after i'mport has acted and before its answer is back."""
    cancel = desk.shop.client.cancel

    def sent(*given: Any) -> Any:
        came = cancel(*given)
        act()
        return came

    desk.shop.client.cancel = sent  # type: ignore[method-assign]


def test_r6_others_never_touch_a_living_send(desk: Desk, desks: Callable[..., Desk]) -> None:
    payment = desk.paid(60)
    other = desks(home=desk.home)
    seen: list[str] = []

    def meanwhile() -> None:
        other.restart()
        other.sync()
        seen.append(other.ticket(1).state)
        seen.append(refused(lambda: other.ask(payment, "10.00")).kind.value)

    during_the_send(desk, meanwhile)
    import paymentdesk.services.cancellation as module

    module.LOCK_WAIT, waited = 0.0, module.LOCK_WAIT
    try:
        assert desk.ask(payment, "20.00") == 1
    finally:
        module.LOCK_WAIT = waited
    assert seen == ["sending", "sender_busy"]
    assert desk.ticket(1).state == "waiting"
    assert len(desk.cancels()) == 1


def test_r6_an_answer_never_moves_a_ticket_out_of_what_is_confirmed(desk: Desk, desks: Callable[..., Desk]) -> None:
    """PayPal, a sync in another process while the answer is on its way, then the answer is cut."""
    payment = desk.paid(60, method="paypal")
    other = desks(home=desk.home)
    from paymentdesk.gateway.errors import OutcomeUnknown

    cancel = desk.shop.client.cancel

    def cut(*given: Any) -> None:
        cancel(*given)
        other.sync()
        raise OutcomeUnknown("cut")

    desk.shop.client.cancel = cut  # type: ignore[method-assign]
    assert desk.ask(payment, "20.00") == 1
    ticket = desk.ticket(1)
    assert (ticket.state, ticket.known_by, ticket.link) == ("cancelled", "imp", "number")
    assert [attempt.outcome for attempt in ticket.attempts] == ["silent"]
    assert desk.payment(payment).possible == 0


def test_r6_a_slow_answer_is_older_than_what_was_looked_up_meanwhile(desk: Desk, desks: Callable[..., Desk]) -> None:
    """i'mport wrote its answer before the console cancelled: it must not speak against the newer look (R17)."""
    payment = desk.paid(60, method="paypal")
    other = desks(home=desk.home)

    def meanwhile() -> None:
        desk.console(payment, 5)
        other.sync()

    during_the_send(desk, meanwhile)
    assert desk.ask(payment, "20.00") == 1
    detail = desk.payment(payment)
    assert (detail.cancelled, detail.odd, detail.braked) == (2500, (), False)
    assert desk.ticket(1).state == "cancelled"


def test_r6_a_sender_that_died_is_admitted_at_the_next_start_and_by_the_next_round(
    desk: Desk, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)
    watching = desks(home=desk.home)
    assert watching.tickets() == []

    class Died(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Died

    monkeypatch.setattr(sending, "_record", die)
    with pytest.raises(Died):
        desk.ask(payment, "20.00")
    monkeypatch.undo()
    assert desk.ticket(1).state == "sending"
    watching.sync()
    ticket = watching.ticket(1)
    assert (ticket.state, ticket.known_by) == ("unconfirmed", "assumed")
    assert len(desk.cancels()) == 1


def test_r6_killed_between_a_refused_token_and_the_second_attempt_nothing_has_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = desk.paid(60)
    desk.fault("status", status=401)
    from paymentdesk.services import cancellation

    class Died(BaseException):
        pass

    new_attempt = cancellation._new_attempt

    def die(shop: Any, number: int, *given: Any) -> None:
        if desk.cancels():
            raise Died
        new_attempt(shop, number, *given)

    monkeypatch.setattr(cancellation, "_new_attempt", die)
    with pytest.raises(Died):
        desk.ask(payment, "20.00")
    monkeypatch.undo()
    desk.restart()
    assert desk.ticket(1).state == "draft"
    assert desk.payment(payment).possible == 0


def test_r7_a_line_of_the_journal_that_the_ledger_lacks_comes_back_unconfirmed(desk: Desk) -> None:
    payment, other = desk.paid(60), desk.paid(40)
    desk.sync()
    desk.close()
    ledger = desk.home / "shops" / "shop" / "ledger.sqlite3"
    before = ledger.read_bytes()
    desk.ask(payment, "20.00")
    desk.ask(other, "40.00")
    desk.close()
    for name in ("ledger.sqlite3-wal", "ledger.sqlite3-shm"):
        ledger.with_name(name).unlink(missing_ok=True)
    ledger.write_bytes(before)

    assert {ticket.state for ticket in desk.tickets()} == {"unconfirmed"}
    assert {(ticket.imp_uid, ticket.amount) for ticket in desk.tickets()} == {(payment, 2000), (other, 4000)}
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.TICKET_OPEN
    desk.restart()
    assert len(desk.tickets()) == 2
    desk.decide(1)
    desk.sync()
    assert {t.imp_uid: t.state for t in desk.tickets()} == {payment: "cancelled", other: "unconfirmed"}
    assert interrupted.admit_interrupted(desk.shop) == []
    assert desk.payment(payment).amount == Money(6000, "USD").minor


@pytest.mark.parametrize("sent", ["the draft", "another request"])
def test_r7_a_draft_of_the_copy_that_left_since_is_no_draft_any_more(desk: Desk, sent: str) -> None:
    payment = desk.paid(60)
    draft = desk.draft(payment, "20.00")
    before = _ledger_now(desk)
    if sent == "the draft":
        cancellation.send_draft(desk.shop, draft, "Minji")
    else:
        deciding.withdraw(desk.shop, draft, "Minji")
        desk.ask(payment, "30.00")
    _put_back(desk, before)

    states = [ticket.state for ticket in reversed(desk.tickets())]
    assert states == (["unconfirmed"] if sent == "the draft" else ["withdrawn", "unconfirmed"])
    assert refused(lambda: cancellation.send_draft(desk.shop, draft, "Minji")).kind is Kind.MOVE_NOT_ALLOWED
    desk.restart()
    assert len(desk.tickets()) == len(states)
    desk.decide(1)
    desk.sync()
    youngest = desk.tickets()[0]
    assert (youngest.state, youngest.link, youngest.carried_out) == ("cancelled", "number", youngest.amount)


@pytest.mark.parametrize("copied", [False, True], ids=["none in the copy", "the first in the copy"])
@pytest.mark.parametrize("method", ["cc", "paypal"])
def test_r7_requests_of_one_payment_come_back_each_as_itself(desk: Desk, method: str, copied: bool) -> None:
    payment = desk.paid(60, method=method)
    desk.sync()
    before = _ledger_now(desk)
    if copied:
        desk.fault("drop_after")
        refused(lambda: desk.ask(payment, "20.00"))
        before = _ledger_now(desk)
    else:
        desk.ask(payment, "20.00")
    if method == "cc":
        desk.decide(1)
    desk.sync()
    desk.ask(payment, "30.00")
    _put_back(desk, before)

    assert {t.amount: t.state for t in desk.tickets()} == {2000: "overtaken", 3000: "unconfirmed"}
    assert desk.payment(payment).possible == 5000
    desk.restart()
    assert len(desk.tickets()) == 2
    desk.sync()
    first, second = sorted(desk.tickets(), key=lambda ticket: ticket.amount)
    assert (first.state, first.link, first.carried_out, first.closed_because) == ("cancelled", "number", 2000, "")
    if method == "cc":
        assert (second.state, desk.today()) == ("unconfirmed", ["unconfirmed"]), "nobody forgets it"
        desk.decide(2)
        desk.sync()
        second = desk.ticket(second.number)
    assert (second.state, second.link, second.carried_out) == ("cancelled", "number", 3000)
    assert desk.today() == []
    assert desk.chain() == []


def _ledger_now(desk: Desk) -> bytes:
    """The ledger's file with everything in it."""
    desk.close()
    return (desk.profile.folder / "ledger.sqlite3").read_bytes()


def _put_back(desk: Desk, before: bytes) -> None:
    """An older ledger in place of today's, beside today's journal."""
    desk.close()
    for old in desk.profile.folder.glob("ledger.sqlite3*"):
        old.unlink()
    (desk.profile.folder / "ledger.sqlite3").write_bytes(before)
