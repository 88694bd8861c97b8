"""Small JSON files: written whole or not at all, and never over one that a newer desk has written."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble

VERSION = 1


def read(path: Path) -> dict[str, Any] | None:
    """What the file holds, or None where there is none. Raises `Trouble(SETTINGS_UNREADABLE)`."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise unreadable(path) from error
    if not isinstance(found, dict):
        raise unreadable(path)
    return found


def write(path: Path, values: Mapping[str, Any]) -> None:
    """Replace the file in one step. Raises `Trouble`: SETTINGS_NEWER, FOLDER_NOT_WRITABLE."""
    import tempfile  # slow to load, and a command that only reads writes nothing

    refuse_newer(path)
    text = json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=1) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # readable for its owner only
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(path.parent)}, money=MoneyWord.NOTHING_CHANGED) from error


def refuse_newer(path: Path) -> None:
    """Raises `Trouble(SETTINGS_NEWER)` where a newer desk has written the file: what it knows would be lost."""
    try:
        found = read(path)
    except Trouble:
        return
    version = (found or {}).get("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise Trouble(Kind.SETTINGS_NEWER, {"path": str(path)}, money=MoneyWord.NOTHING_CHANGED)


def unreadable(path: Path) -> Trouble:
    return Trouble(Kind.SETTINGS_UNREADABLE, {"path": str(path)}, money=MoneyWord.NOTHING_CHANGED)
