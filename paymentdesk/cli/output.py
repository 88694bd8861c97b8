"""How a command answers: one JSON document on standard output, or lines for people; errors on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

REFUSED, USAGE, UNREACHABLE, UNCONFIRMED, CANNOT_WORK = 1, 2, 3, 4, 5

_EXIT: dict[Kind, int] = {
    **dict.fromkeys(
        (
            Kind.NOT_A_NUMBER,
            Kind.TOO_MANY_DECIMALS,
            Kind.NOT_POSITIVE,
            Kind.NOTE_MISSING,
            Kind.REASON_MISSING,
            Kind.BAD_ARGUMENT,
            Kind.FILE_MISSING,
            Kind.KEY_MISSING,
        ),
        USAGE,
    ),
    **dict.fromkeys((Kind.UNREACHABLE, Kind.NOT_UNDERSTOOD, Kind.BUSY, Kind.KEY_REFUSED), UNREACHABLE),
    **dict.fromkeys((Kind.UNCONFIRMED, Kind.ANSWER_NOT_WRITTEN, Kind.LINK_UNKNOWN), UNCONFIRMED),
    **dict.fromkeys(
        (
            Kind.FOLDER_NOT_WRITABLE,
            Kind.DATABASE_NEWER,
            Kind.DATABASE_DAMAGED,
            Kind.OTHER_SHOP,
            Kind.SETTINGS_UNREADABLE,
            Kind.SETTINGS_NEWER,
        ),
        CANNOT_WORK,
    ),
}


def exit_code(kind: Kind) -> int:
    """The exit code of a trouble (product.md 6); everything valid but not possible is 1."""
    return _EXIT.get(kind, REFUSED)


class Output:
    """Where a command's words go. Words and Qt are loaded only when a sentence is needed."""

    def __init__(self, *, json: bool, language: str | None) -> None:
        self.json = json
        self.language = language
        self.extra: dict[str, Any] = {}
        self._words: object = None

    def document(self, value: Mapping[str, Any]) -> None:
        """One JSON document on standard output, with what was put into `extra`."""
        self._write(json.dumps({**self.extra, **value}, ensure_ascii=False) + "\n")

    def line(self, text: str) -> None:
        self._write(plain(text) + "\n")

    def speak(self) -> None:
        """Load the words of the run's language. Needed before anything of `wording` is used."""
        from paymentdesk.wording.language import start

        if self._words is None:
            self._words = start(self.language)

    def trouble(self, trouble: Trouble, *, reading: bool) -> int:
        """Say what happened to the money, then why; answers the exit code."""
        from paymentdesk.wording.errors import sentence

        self.speak()
        if reading and trouble.money is MoneyWord.NOT_SENT:
            trouble.money = MoneyWord.NOTHING_CHANGED
        return self._error(
            trouble.kind.value,
            sentence(trouble, reading=reading),
            trouble.money.value,
            exit_code(trouble.kind),
        )

    def usage(self, error: Exception) -> int:
        """Wrong words on the command line: nothing was even looked at."""
        from paymentdesk.wording.errors import usage_sentence

        self.speak()
        return self._error("usage", usage_sentence(error), MoneyWord.NOT_SENT.value, USAGE)

    def _error(self, kind: str, message: str, money: str, code: int) -> int:
        sys.stderr.write(plain(message) + "\n")
        if self.json:
            self.document({"error": {"kind": kind, "message": message, "money": money}})
        return code

    def _write(self, text: str) -> None:
        # A terminal that cannot show a letter gets its escape rather than a crash.
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def plain(text: str) -> str:
    """Text from outside may hold control characters; a terminal must not obey them."""
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in text)
