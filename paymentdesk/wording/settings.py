"""What is wrong with a value somebody wants to set, and where keys are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from paymentdesk.settings.preferences import Problem
from paymentdesk.wording.errors import opened
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

_PROBLEMS = {
    "number": QT_TRANSLATE_NOOP("settings", "type a whole number."),
    "range": QT_TRANSLATE_NOOP("settings", "type a number from {least} to {most}."),
    "long": QT_TRANSLATE_NOOP("settings", "this is too long ({most} characters at most)."),
    "address": QT_TRANSLATE_NOOP("settings", "type an address that begins with https:// and has a channel in it."),
    "empty": QT_TRANSLATE_NOOP("settings", "this cannot be empty."),
    "zone": QT_TRANSLATE_NOOP("settings", "choose a time zone of the list, such as Asia/Seoul."),
    "random": QT_TRANSLATE_NOOP("settings", "the pattern needs {{random}}, or two orders could get one number."),
    "letters": QT_TRANSLATE_NOOP(
        "settings", "use letters, digits, “.”, “_”, “-” and the places {{yyyy}} {{yy}} {{mm}} {{dd}} {{random}} only."
    ),
    "currency": QT_TRANSLATE_NOOP("settings", "type a currency of three letters, such as USD."),
    "country": QT_TRANSLATE_NOOP("settings", "type a country of two letters, such as KR."),
    "folder": QT_TRANSLATE_NOOP("settings", "this folder is not there; choose one that exists."),
}

_KEPT = {
    "keyring": QT_TRANSLATE_NOOP("settings", "Set; they lie in this computer's keyring."),
    "session": QT_TRANSLATE_NOOP(
        "settings",
        "Set for this run only, because this computer has no safe keyring; they are asked for at the next start.",
    ),
    "given": QT_TRANSLATE_NOOP("settings", "Set by whoever started this program (environment)."),
}


def wrong(kind: str, *, least: int = 0, most: int = 0) -> str:
    """What is wrong with a value, in one sentence that begins with what happened to the money."""
    text = QCoreApplication.translate("settings", _PROBLEMS[kind])
    return opened("nothing_sent", text.format(least=f"{least:,}", most=f"{most:,}"))


def problem_sentence(problem: Problem) -> str:
    return wrong(problem.kind, least=problem.least, most=problem.most)


def where_keys_are(kept: str | None) -> str:
    """That keys are set and where, never what they are."""
    return QCoreApplication.translate("settings", _KEPT[kept or "given"])
