"""Blind intervals: what a copied, moved or restored desk cannot have seen (money.md R7)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind
from paymentdesk.services import cancellation, deciding, machine
from tests.services.desk import DAY, QUICK, Desk, refused, usd

STRICT = replace(QUICK, blind_loopback_exempt=False)


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    """One that is no longer new: somebody has looked for earlier requests."""
    made = desks(settings=STRICT)
    deciding.blind_confirmed(made.shop, "Minji", "a new shop: nothing was requested before")
    made.advance(10)
    return made


def copied(desk: Desk, desks: Callable[..., Desk], home: Path) -> Desk:
    desk.close()
    shutil.copytree(desk.home, home)
    return desks(home=home, settings=STRICT)


def backup(desk: Desk, to: Path) -> None:
    desk.close()
    shutil.copytree(desk.profile.folder, to)


def restored(desk: Desk, copy: Path, *, journal: bool) -> None:
    desk.close()
    for old in desk.profile.folder.glob("ledger.sqlite3*"):
        old.unlink()
    for new in copy.glob("ledger.sqlite3*"):
        shutil.copy(new, desk.profile.folder)
    if not journal:
        (desk.profile.folder / "sends.journal").unlink()


def test_an_ordinary_desk_sends(desk: Desk) -> None:
    payment = desk.paid(60)
    desk.ask(payment, "20.00")
    desk.restart()
    assert desk.today() == []
    desk.decide(1)
    desk.sync()
    desk.ask(payment, "10.00")
    assert len(desk.cancels()) == 2


def test_a_copied_folder_sends_nothing_until_a_person_confirms(
    desk: Desk, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    payment = desk.paid(60)
    desk.sync()
    last = desk.shop.now()
    other = copied(desk, desks, tmp_path / "second")
    desk.advance(DAY)
    assert other.today() == ["blind_interval"]
    trouble = refused(lambda: other.ask(payment, "20.00"))
    assert (trouble.kind, trouble.possible) == (Kind.BLIND_INTERVAL, True)
    assert (trouble.facts["start"], trouble.facts["end"]) == (last, other.shop.now())
    other.restart()
    assert refused(lambda: other.ask(payment, "20.00")).kind is Kind.BLIND_INTERVAL
    assert desk.cancels() == []
    assert refused(lambda: deciding.blind_confirmed(other.shop, "Minji", " ")).kind is Kind.NOTE_MISSING
    deciding.blind_confirmed(other.shop, "Minji", "moved to the new PC, the old one is off")
    assert other.today() == []

    again = refused(lambda: other.ask(payment, "20.00"))
    assert (again.kind, again.facts["imp_uid"]) == (Kind.BLIND_PAYMENT, payment)
    assert desk.cancels() == []
    number = other.ask(payment, "20.00", blind_seen=True)
    other.decide(1)
    other.sync()
    assert (other.ticket(number).state, other.ticket(number).link) == ("cancelled", "number")
    other.ask(payment, "5.00")  # said once
    young = other.paid(10)
    other.advance(1)
    other.ask(other.paid(10), "10.00")
    assert refused(lambda: other.ask(young, "11.00")).kind is Kind.MORE_THAN_LEFT
    assert desk.today() == [], "the first one is where it was"
    assert other.chain() == []


def test_drafts_asking_again_and_dry_runs_are_held_as_well_but_requests_elsewhere_can_be_recorded(
    desk: Desk, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    first, second, third = desk.paid(60), desk.paid(60), desk.paid(60)
    draft = desk.draft(first, "20.00")
    desk.fault("drop_after")
    refused(lambda: desk.ask(second, "20.00"))
    desk.calm()
    other = copied(desk, desks, tmp_path / "second")
    other.advance(2 * DAY)
    sent = len(desk.cancels())
    for act in (
        lambda: cancellation.send_draft(other.shop, draft, "Minji"),
        lambda: other.again(2),
        lambda: cancellation.check(other.shop, cancellation.Request(third, usd("1.00"), "r")),
    ):
        assert refused(act).kind is Kind.BLIND_INTERVAL
    assert len(desk.cancels()) == sent
    deciding.record_elsewhere(other.shop, third, Money(2000, "USD"), "other-desk", "Minji")
    deciding.blind_confirmed(other.shop, "Minji", "moved")
    assert refused(lambda: cancellation.send_draft(other.shop, draft, "Minji")).kind is Kind.BLIND_PAYMENT
    cancellation.send_draft(other.shop, draft, "Minji", blind_seen=True)


def test_numbers_used_by_both_copies_are_never_mistaken(desk: Desk, desks: Callable[..., Desk], tmp_path: Path) -> None:
    payment, shared = desk.paid(60), desk.paid(60)
    desk.ask(shared, "60.00")  # T-0001 of both
    other = copied(desk, desks, tmp_path / "second")
    old_mark = desk.shop.mark
    desk.ask(payment, "20.00")  # T-0002 of the first
    deciding.blind_confirmed(other.shop, "Jun", "two desks for a week")
    assert other.shop.mark != old_mark
    mine = other.ask(payment, "20.00", blind_seen=True)  # T-0002 of the second
    assert mine == 2
    desk.advance(60)
    desk.decide(1)
    desk.decide(2)
    desk.sync()
    other.sync()
    assert (other.ticket(1).state, other.ticket(1).link) == ("cancelled", "number"), "sent under the former mark"
    assert other.ticket(mine).state == "waiting", "that was the other desk's T-0002"
    assert [one.cause for one in other.tickets() if one.origin == "elsewhere"] == ["other_desk"]
    assert (desk.ticket(2).state, desk.ticket(2).link) == ("cancelled", "number")


def test_a_restore_with_its_journal_brings_back_what_was_sent(desk: Desk, tmp_path: Path) -> None:
    payments = [desk.paid(60) for _ in range(3)]
    desk.sync()
    backup(desk, tmp_path / "backup")
    for payment in payments:
        desk.ask(payment, "20.00")
    restored(desk, tmp_path / "backup", journal=True)
    assert [one.state for one in desk.tickets()] == ["unconfirmed"] * 3
    assert "blind_interval" not in desk.today()


@pytest.mark.parametrize("sent_before", [False, True])
def test_a_restore_without_its_journal_sends_nothing(desk: Desk, tmp_path: Path, sent_before: bool) -> None:
    payment, other = desk.paid(60), desk.paid(60)
    desk.sync()
    if sent_before:
        desk.ask(other, "20.00")
    backup(desk, tmp_path / "backup")
    desk.ask(payment, "20.00")
    restored(desk, tmp_path / "backup", journal=False)
    sent = len(desk.cancels())
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.BLIND_INTERVAL
    assert len(desk.cancels()) == sent
    deciding.blind_confirmed(desk.shop, "Minji", "looked through the merchant area")
    desk.restart()
    assert desk.today() == []
    desk.ask(payment, "20.00", blind_seen=True)


def test_another_machine_is_noticed_like_another_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = desk.paid(60)
    desk.sync()
    desk.close()
    monkeypatch.setattr(machine, "_identity", lambda: "another machine")
    assert refused(lambda: desk.ask(payment, "20.00")).kind is Kind.BLIND_INTERVAL


def test_loopback_is_exempt_unless_the_settings_say_otherwise(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks()
    payment = desk.paid(60)
    desk.sync()
    desk.close()
    shutil.copytree(desk.home, tmp_path / "second")
    desks(home=tmp_path / "second").ask(payment, "20.00")


def test_the_mark_of_a_machine_says_nothing_and_stays(tmp_path: Path) -> None:
    marks: list[Any] = [machine.machine_mark(tmp_path), machine.machine_mark(tmp_path), machine.machine_mark(Path("/"))]
    assert marks[0] == marks[1] != marks[2]
    assert len(marks[0]) == 16
