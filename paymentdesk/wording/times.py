"""Moments and ages for people. Ages are never rounded to weeks or months (money.md R24)."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_MONTHS = (
    QT_TRANSLATE_NOOP("time", "Jan"),
    QT_TRANSLATE_NOOP("time", "Feb"),
    QT_TRANSLATE_NOOP("time", "Mar"),
    QT_TRANSLATE_NOOP("time", "Apr"),
    QT_TRANSLATE_NOOP("time", "May"),
    QT_TRANSLATE_NOOP("time", "Jun"),
    QT_TRANSLATE_NOOP("time", "Jul"),
    QT_TRANSLATE_NOOP("time", "Aug"),
    QT_TRANSLATE_NOOP("time", "Sep"),
    QT_TRANSLATE_NOOP("time", "Oct"),
    QT_TRANSLATE_NOOP("time", "Nov"),
    QT_TRANSLATE_NOOP("time", "Dec"),
)


def age(seconds: int) -> str:
    """How long ago in one unit, rounded down: `20 s`, `40 min`, `4 h`, `6 d`."""
    seconds = max(0, seconds)
    if seconds < 60:
        return translate("time", "{n} s").format(n=seconds)
    if seconds < 3600:
        return translate("time", "{n} min").format(n=seconds // 60)
    if seconds < 86400:
        return translate("time", "{n} h").format(n=seconds // 3600)
    return translate("time", "{n} d").format(n=seconds // 86400)


def about(seconds: int) -> str:
    """How long something usually takes: `≈ 3 d`."""
    return translate("time", "≈ {age}").format(age=age(seconds))


def day(at: int, zone: tzinfo, *, now: int | None = None) -> str:
    """`21 Nov`, with the year where it is not the year of `now`."""
    when = datetime.fromtimestamp(at, zone)
    month = translate("time", _MONTHS[when.month - 1])
    if now is not None and datetime.fromtimestamp(now, zone).year != when.year:
        return translate("time", "{day} {month} {year}").format(day=when.day, month=month, year=when.year)
    return translate("time", "{day} {month}").format(day=when.day, month=month)


def clock(at: int, zone: tzinfo, *, seconds: bool = False) -> str:
    """`14:02`, or `14:02:31` with seconds."""
    when = datetime.fromtimestamp(at, zone)
    return f"{when:%H:%M:%S}" if seconds else f"{when:%H:%M}"


def moment(at: int, zone: tzinfo, *, now: int | None = None, seconds: bool = False) -> str:
    """`21 Nov 14:02` in the shop's zone; an empty text for 0, which means never."""
    if not at:
        return ""
    return f"{day(at, zone, now=now)} {clock(at, zone, seconds=seconds)}"


def brief_moment(at: int, zone: tzinfo, *, now: int) -> str:
    """`14:02` on the day of `now`, `21 Nov` in its year, else `2025-11`; an empty text for 0, which means never."""
    if not at:
        return ""
    when, today = datetime.fromtimestamp(at, zone), datetime.fromtimestamp(now, zone)
    if when.year != today.year:
        return f"{when:%Y-%m}"
    return clock(at, zone) if when.date() == today.date() else day(at, zone)
