"""The main job by the command line, before an i'mport that is not the practice shop."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.journeys.desk import Desk, Running
from tests.journeys.other_imp import OtherImp

CANCEL = "/payments/cancel"


def once(kind: str, path: str) -> Callable[[str, str], str]:
    """What goes wrong with the first call to `path`."""
    left = [kind]
    guard = threading.Lock()

    def mood(_: str, called: str) -> str:
        with guard:
            return left.pop() if called.startswith(path) and left else ""

    return mood


def test_paid_partly_cancelled_waiting_settled(imp: OtherImp, desk: Desk) -> None:
    """In every manner in which this i'mport writes its records."""
    numbers = [imp.pay() for _ in range(4)]
    desk.run("sync")
    shown = desk.payments()[numbers[0]]
    assert (shown["state"], shown["cancellable_amount"], shown["waiting"]) == ("paid", "60.00", False)
    for paid in numbers:
        asked = desk.cancel(paid, "20.00", "one cup broken")
        assert (asked["state"], asked["known_by"]) == ("waiting", "assumed")
    sent = [(post.imp_uid, str(post.amount), str(post.checksum), post.ticket) for post in imp.posts]
    assert sent == [(paid, "20.00", "60.00", f"T-000{n}") for n, paid in enumerate(numbers, 1)]
    desk.run("sync")
    for shown in desk.payments().values():
        assert (shown["state"], shown["waiting"], shown["cancelled_amount"]) == ("paid", True, "0.00")
    assert desk.cancel(numbers[0], "1.00", "again", code=1)["error"]["kind"] == "ticket_open"
    for waiting in imp.open():
        imp.decide(waiting)
    for _ in range(3):  # the history lags behind the amount
        desk.run("sync")
    for ticket in desk.tickets():
        assert (ticket["state"], ticket["known_by"], ticket["link"]) == ("cancelled", "imp", "number")
        assert (ticket["carried_out_amount"], len(ticket["cancellations"])) == ("20.00", 1)
    for shown in desk.payments().values():
        amounts = (shown["cancelled_amount"], shown["cancellable_amount"], shown["problems"])
        assert (shown["state"], *amounts) == ("partly_cancelled", "20.00", "40.00", [])
    assert desk.run("reconcile") == {"checked": 4, "differences": []}
    assert len(imp.posts) == 4


def test_pages_of_twenty_in_two_years_and_a_token_that_ends_in_the_middle(imp: OtherImp, desk: Desk) -> None:
    day = 24 * 3600
    numbers = {imp.pay(ago=day * n // 4) for n in range(70)} | {imp.pay(ago=day * 10 * n) for n in range(20, 60)}
    calls: list[str] = []
    guard = threading.Lock()

    def mood(method: str, path: str) -> str:
        with guard:
            calls.append(path)
            return "unauthorised" if path.startswith("/payments/status") and len(calls) % 4 == 0 else ""

    imp.mood = mood
    report = desk.run("sync", "--full")
    assert report["new"] == len(numbers)
    assert set(desk.payments()) == numbers
    assert imp.tokens > 5
    assert desk.run("reconcile")["differences"] == []


def test_paypal_is_cancelled_at_once_and_the_currency_without_decimals_stays_whole(imp: OtherImp, desk: Desk) -> None:
    paid = imp.pay("18900", "KRW", "paypal")
    assert desk.cancel(paid, "8900", "changed mind")["state"] == "cancelled"
    assert [str(post.amount) for post in imp.posts] == ["8900"]
    desk.run("sync")
    desk.run("sync")
    assert desk.payments()[paid]["cancelled_amount"] == "8900"
    assert desk.run("reconcile")["differences"] == []


def test_answers_that_go_astray_are_unconfirmed_and_found_later(imp: OtherImp, desk: Desk) -> None:
    kinds = ["reset_after", "cut", "html_after", "status_after"]
    for kind in kinds:
        paid = imp.pay()
        imp.mood = once(kind, CANCEL)
        asked = desk.cancel(paid, "20.00", kind, code=4)
        assert (asked["state"], asked["error"]["money"]) == ("unconfirmed", "unknown")
    desk.run("sync")
    assert {each["state"] for each in desk.tickets()} == {"unconfirmed"}
    for waiting in imp.open():
        imp.decide(waiting)
    desk.run("sync")
    assert {each["state"] for each in desk.tickets()} == {"cancelled"}
    assert len(imp.posts) == len(kinds)


def test_requests_that_were_not_acted_on_are_unconfirmed_until_a_person_decides(imp: OtherImp, desk: Desk) -> None:
    kinds = ["reset_before", "html_before", "status_before", "busy"]
    for kind in kinds:
        paid = imp.pay()
        imp.mood = once(kind, CANCEL)
        desk.cancel(paid, "20.00", kind, code=4)
    early = desk.run("ticket", "ask-again", "T-0001", "--note", "not in the merchant area", code=1)
    assert early["error"]["kind"] == "too_early"
    imp.ahead += 30 * 24 * 3600
    desk.run("sync")
    assert {each["state"] for each in desk.tickets()} == {"unconfirmed"}
    assert len(imp.posts) == len(kinds)
    asked = desk.run("ticket", "ask-again", "T-0001", "--note", "Paymentwall wrote that it has no such ticket")
    assert (asked["state"], len(asked["attempts"])) == ("waiting", 2)
    assert [post.acted for post in imp.posts] == [False] * len(kinds) + [True]


def test_a_token_refused_at_the_cancellation_is_renewed_once(imp: OtherImp, desk: Desk) -> None:
    paid = imp.pay()
    imp.mood = once("unauthorised", CANCEL)
    asked = desk.cancel(paid, "20.00", "token")
    assert asked["state"] == "waiting"
    assert [each["outcome"] for each in asked["attempts"]] == ["not_sent", "accepted"]
    assert [post.answer for post in imp.posts] == ["401 application/json", "200 application/json"]


def test_looks_that_fail_send_nothing(imp: OtherImp, desk: Desk) -> None:
    paid = imp.pay()
    desk.run("sync")
    for kind in ("reset_before", "html_before", "busy", "cut"):
        imp.mood = lambda method, path, kind=kind: kind if method == "GET" else ""  # type: ignore[misc]
        assert desk.cancel(paid, "20.00", kind, code=3)["error"]["money"] == "not_sent"
    assert desk.run("sync", code=3)["error"]["money"] == "nothing_changed"
    assert (imp.posts, desk.tickets()) == ([], [])


@pytest.mark.parametrize("moment", ["arrived", "acted", "half"])
def test_killed_while_it_sends(imp: OtherImp, desk: Desk, moment: str) -> None:
    paid = imp.pay()
    desk.run("sync")
    running: list[Running] = []

    def watch(now: str, path: str) -> None:
        if (now, path) == (moment, CANCEL):
            running[0].kill()

    imp.watch = watch
    imp.mood = once("reset_before" if moment == "arrived" else "", CANCEL)
    running.append(desk.start("cancel", paid, "--amount", "20.00", "--reason", "killed"))
    done = running[0].end()
    assert (done.code != 0, done.document) == (True, {})
    imp.watch = lambda now, path: None
    assert [each["state"] for each in desk.tickets()] == ["unconfirmed"], "the next command admits it"
    desk.run("sync")
    assert desk.cancel(paid, "20.00", "a second one", code=1)["error"]["kind"] == "ticket_open"
    assert len(imp.posts) == 1
    for waiting in imp.open():
        imp.decide(waiting)
    desk.run("sync")
    assert desk.ticket("T-0001")["state"] == ("unconfirmed" if moment == "arrived" else "cancelled")
    assert len(imp.posts) == 1


def test_commands_beside_a_send_leave_it_alone(imp: OtherImp, desk: Desk) -> None:
    paid = imp.pay()
    desk.run("sync")
    acted = threading.Event()
    imp.watch = lambda now, path: acted.set() if (now, path) == ("acted", CANCEL) else None
    imp.mood = once("slow", CANCEL)
    running = desk.start("cancel", paid, "--amount", "20.00", "--reason", "slow")
    assert acted.wait(30)
    assert [each["state"] for each in desk.tickets()] == ["sending"]
    desk.run("sync")
    assert desk.ticket("T-0001")["state"] == "sending"
    imp.go_on.set()
    done = running.end()
    assert (done.code, done.document["state"]) == (0, "waiting")
    assert len(imp.posts) == 1
