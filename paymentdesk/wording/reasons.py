"""The usual reasons of a cancellation. Stored and sent as typed; only what is shown is translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_REASONS = (
    QT_TRANSLATE_NOOP("reason", "changed mind"),
    QT_TRANSLATE_NOOP("reason", "damaged"),
    QT_TRANSLATE_NOOP("reason", "item missing"),
    QT_TRANSLATE_NOOP("reason", "late"),
    QT_TRANSLATE_NOOP("reason", "duplicate"),
    QT_TRANSLATE_NOOP("reason", "test"),
)


def usual_reasons() -> list[str]:
    """What a dialog offers, in the language of this run."""
    return [translate("reason", each) for each in _REASONS]


def reason(text: str) -> str:
    """A stored reason for people: a usual one in their language, any other as it was typed."""
    return translate("reason", text) if text in _REASONS else text
