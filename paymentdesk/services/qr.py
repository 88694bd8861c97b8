"""QR codes of payment links: as modules to paint, as a PNG or SVG file to save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

BORDER = 4
"""Light modules around the code that scanners need (ISO/IEC 18004)."""

SUFFIXES = (".png", ".svg")
_SCALE = 10


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the code, True for a dark module, without the border."""
    return tuple(tuple(bool(module) for module in row) for row in _made(text).matrix)


def save(text: str, path: Path) -> None:
    """Write the code, with its border, as the file's name says. Raises `Trouble`: BAD_ARGUMENT for another kind of
    file, FILE_NOT_WRITABLE."""
    if path.suffix.lower() not in SUFFIXES:
        facts = {"what": "--qr", "value": path.name}
        raise Trouble(Kind.BAD_ARGUMENT, facts, money=MoneyWord.NOTHING_CHANGED)
    try:
        _made(text).save(
            str(path), kind=path.suffix.lower()[1:], scale=_SCALE, border=BORDER, dark="black", light="white"
        )
    except OSError as error:
        raise Trouble(Kind.FILE_NOT_WRITABLE, {"file": str(path)}, money=MoneyWord.NOTHING_CHANGED) from error


def _made(text: str) -> Any:
    import segno  # only where a code is wanted

    return segno.make(text, error="m", micro=False, boost_error=False)
