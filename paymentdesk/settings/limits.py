"""Rhythms and limits, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Rhythms and limits. All durations are seconds unless the name says days."""

    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    cancel_timeout: float = 30.0
    poll_seconds: int = 30
    poll_idle_seconds: int = 120
    poll_busy_seconds: int = 5
    poll_battery_seconds: int = 300  # idle and on battery; on battery but not idle: poll_idle_seconds
    calls_a_minute: int = 60  # by polling alone; what a person asks for comes on top
    pages_a_second: float = 4.0  # of any round, where i'mport is not this computer itself
    recent_days_card: int = 7
    recent_days_cash: int = 35
    watch_days: int = 180
    overdue_days: int = 7
    ask_again_after: int = 24 * 3600
    window_days: int = 89
    page_size: int = 1000
    first_year: int = 2014
    watermark_slack: int = 3600
    keep_looks_days: int = 90
    keep_activity_days: int = 90
    blind_loopback_exempt: bool = True  # practice and tests need no confirmation after a copy (money.md R7)
