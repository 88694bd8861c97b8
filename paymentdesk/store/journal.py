"""The send journal (money.md R7): one line for each attempt, on disk before it leaves, beside the database.

It outlives a restored or lost database, so it is only ever added to. It holds no buyer data and no secret.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from paymentdesk.domain.trouble import Kind, Trouble

_TORN = b" #torn\n"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An attempt about to leave. `at` is UNIX seconds, `amount` and `checksum` are plain decimals in major
    units of `currency` as sent, `ticket` and `n` number the attempt, `mark` is the code in its reason."""

    at: int
    shop: str
    imp_uid: str
    amount: str
    currency: str
    checksum: str
    ticket: int
    n: int
    mark: str


class Journal:
    """The journal at `path`; the file appears with `begin` or with the first line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        return self.path.exists()

    def begin(self) -> None:
        """Make the empty file where there is none, so that a missing one is a lost one."""
        try:
            if not self.path.exists():
                os.close(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
                sync_folder(self.path.parent)
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(self.path)}) from error

    def append(self, line: JournalLine) -> None:
        """Add a line; when this returns it is on the disk.

        Raises `Trouble` (FOLDER_NOT_WRITABLE) where that cannot be done: then nothing may be sent.
        """
        try:
            new = not self.path.exists()
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            text = self._mend() + _encode(line)
            file = os.open(self.path, flags, 0o600)
            try:
                while text:
                    text = text[os.write(file, text) :]
                os.fsync(file)
            finally:
                os.close(file)
            if new:
                sync_folder(self.path.parent)
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(self.path)}) from error

    def size(self) -> int:
        """Bytes on the disk: the same number means that nothing was added since."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(self.path)}) from error

    def lines(self) -> list[JournalLine]:
        """All attempts that may have left, oldest first.

        A torn last line is left out: it was not yet on the disk, so its attempt never left. Damage anywhere
        else raises `Trouble` (DATABASE_DAMAGED) with the line's number.
        """
        try:
            *whole, rest = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": str(self.path)}) from error
        found = []
        for number, raw in enumerate(whole, start=1):
            if raw + b"\n" == _TORN or (raw + b"\n").endswith(_TORN):
                continue
            line = _decode(raw)
            if line is None:
                raise Trouble(Kind.DATABASE_DAMAGED, {"path": str(self.path), "line": number})
            found.append(line)
        last = _decode(rest)  # complete but for its line end: as good as written
        return [*found, last] if last else found

    def _mend(self) -> bytes:
        """What ends a line that was cut off when the machine stopped: nothing is ever taken away."""
        if not self.path.exists():
            return b""
        rest = self.path.read_bytes().rpartition(b"\n")[2]
        if not rest:
            return b""
        return b"\n" if _decode(rest) else _TORN


def _encode(line: JournalLine) -> bytes:
    text = json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":"))
    return f"{zlib.crc32(text.encode()):08x} {text}\n".encode()


def _decode(raw: bytes) -> JournalLine | None:
    check, _, text = raw.partition(b" ")
    if check != b"%08x" % zlib.crc32(text):
        return None
    try:
        values: dict[str, Any] = json.loads(text)
        return JournalLine(**{each.name: values[each.name] for each in fields(JournalLine)})
    except (ValueError, KeyError, TypeError):
        return None


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk, wherever folders can be opened: a new file is safe only when its entry is."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
