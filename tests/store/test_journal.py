"""The send journal: on disk before anything leaves, readable after any power cut."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.store.journal import Journal, JournalLine

LINE = JournalLine(1_790_000_000, "한빛", "imp_1", "20.00", "USD", "54.00", 1, 1, "k7qd")


def _line(n: int) -> JournalLine:
    return dataclasses.replace(LINE, ticket=n)


def test_lines_read_back_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "sends.journal")
    assert journal.lines() == []
    for n in range(3):
        journal.append(_line(n))
    assert Journal(tmp_path / "sends.journal").lines() == [_line(n) for n in range(3)]


def test_cut_anywhere_only_the_last_line_is_lost_and_the_next_one_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "sends.journal"
    journal = Journal(path)
    journal.append(_line(1))
    first = path.stat().st_size
    journal.append(_line(2))
    whole = path.read_bytes()
    for cut in range(first, len(whole) + 1):
        path.write_bytes(whole[:cut])
        expected = [_line(1), _line(2)] if cut >= len(whole) - 1 else [_line(1)]
        assert journal.lines() == expected
        journal.append(_line(3))
        assert journal.lines() == [*expected, _line(3)]
        assert path.read_bytes().startswith(whole[:cut])  # nothing is ever taken away


def test_damage_in_the_middle_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sends.journal"
    journal = Journal(path)
    for n in range(3):
        journal.append(_line(n))
    path.write_bytes(path.read_bytes().replace(b'"20.00"', b'"30.00"', 1))
    with pytest.raises(Trouble) as trouble:
        journal.lines()
    assert trouble.value.kind is Kind.DATABASE_DAMAGED
    assert trouble.value.facts["line"] == 1


def test_where_it_cannot_be_written_nothing_may_be_sent(tmp_path: Path) -> None:
    (tmp_path / "sends.journal").mkdir()
    with pytest.raises(Trouble) as trouble:
        Journal(tmp_path / "sends.journal").append(LINE)
    assert trouble.value.kind is Kind.FOLDER_NOT_WRITABLE
    assert trouble.value.money.value == "not_sent"
