"""What the status bar says of a round: how long a check still takes, what came after a pause, a clock that is off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from paymentdesk.background.desk import SyncState
from paymentdesk.domain.source import SourceKind, SourceState, Why
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services.polling import SyncReport

DAY = 86400
AT = 1_790_000_000
REPORT = SyncReport(new=12, changed=3, tickets_settled=2)
SENTENCES = [
    (SyncState("fresh", AT), "Up to date · 0 s ago", ""),
    (SyncState("fresh", AT, report=REPORT), "Up to date · 0 s ago", ""),
    (
        SyncState("fresh", AT, report=REPORT, away=3 * DAY),
        "Up to date · 0 s ago · first look after 3 d: 12 new, 3 changed, 2 tickets settled",
        "",
    ),
    (SyncState("working", AT, done=3, total=54), "Checking every payment · 3 of 54 periods", ""),
    (
        SyncState("working", AT, done=3, total=54, left=61.0),
        "Checking every payment · 3 of 54 periods · about 2 min left",
        "",
    ),
    (
        SyncState("working", AT, done=53, total=54, left=3.2),
        "Checking every payment · 53 of 54 periods · about 5 s left",
        "",
    ),
    (SyncState("elsewhere", AT), "Another program keeps this shop up to date · last 0 s ago", ""),
    (
        SyncState("elsewhere", AT, Trouble(Kind.BUSY)),
        "i'mport could not be asked · what you see is from 0 s ago",
        "",
    ),
    (SyncState("fresh", AT, clock_off=200), "Up to date · 0 s ago", "This computer's clock is 3 min ahead"),
    (SyncState("fresh", AT, clock_off=-7300), "Up to date · 0 s ago", "This computer's clock is 2 h behind"),
]


@pytest.mark.parametrize(("state", "said", "clock"), SENTENCES)
def test_the_status_bar_says(room: Any, state: SyncState, said: str, clock: str) -> None:
    room.settle()
    bar = room.window.status
    bar.show_state(state)
    assert (bar.sync.text(), bar.clock.text()) == (said, clock)
    assert bool(bar.clock.toolTip()) == bool(clock)


def _cut(bar: Any) -> list[str]:
    """Texts that are shown without the room they need."""
    shown = (*bar.findChildren(QLabel), *bar.findChildren(QPushButton))
    return [each.text() for each in shown if each.isVisible() and each.width() < each.sizeHint().width()]


@pytest.mark.parametrize("width", [1440, 1100])
@pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
@pytest.mark.parametrize("news", ["", "Cancelled elsewhere · T-0001 · US$20.00 · Nobody at this desk asked for it."])
def test_nothing_is_cut_off_in_the_middle_of_a_word(language: str, room: Any, width: int, news: str) -> None:
    room.settle()
    room.window.resize(width, 700)
    bar = room.window.status
    bar.show_figures(8, AT, 2)
    room.opened.desk.hearing.state.emit(SourceState("receiver", SourceKind.WORKING))
    room.opened.desk.hearing.state.emit(SourceState("relay", SourceKind.TROUBLE, Why.DISTURBED))
    bar.show_notice(news)
    for state, _, _ in SENTENCES:
        bar.show_state(state)
        room.qtbot.waitUntil(lambda: not _cut(bar), timeout=2000)
    if width == 1440 and not news:
        assert bar.tickets.isVisible()
    assert bar.news.isVisible() == bool(news) or width == 1100
    bar.show_notice("")
    bar.show_state(SyncState("fresh", AT))
    room.qtbot.waitUntil(lambda: not _cut(bar), timeout=2000)
    assert bar.tests.isVisible()
