"""A process that sends one cancellation and is killed, or whose disk fails, at a given point.

Run as a program: API address, key, secret, home, payment, amount and the name of the point.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paymentdesk.domain.money import parse_amount
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services import cancellation, refusing, sending
from paymentdesk.services.cancellation import Request
from paymentdesk.services.shop import Shop, open_shop
from paymentdesk.settings import Settings, ShopProfile
from paymentdesk.store import ledger
from paymentdesk.store.journal import Journal


def die(*_: Any, **__: Any) -> None:
    """As a power cut, a kill -9 or the task manager ends a process: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def before(owner: Any, name: str, act: Callable[..., Any] = die, *, nth: int = 1) -> None:
    """Do something instead of the `nth` call of a function."""
    real, calls = getattr(owner, name), [0]

    def instead(*given: Any, **more: Any) -> Any:
        calls[0] += 1
        return act(*given, **more) if calls[0] == nth else real(*given, **more)

    setattr(owner, name, instead)


def after(owner: Any, name: str, *, nth: int = 1) -> None:
    real, calls = getattr(owner, name), [0]

    def followed(*given: Any, **more: Any) -> Any:
        done = real(*given, **more)
        calls[0] += 1
        if calls[0] == nth:
            die()
        return done

    setattr(owner, name, followed)


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_journal(*_: Any) -> None:
    raise Trouble(Kind.FOLDER_NOT_WRITABLE, {"path": "sends.journal"})


def small_files(*_: Any) -> None:
    """No file of this process may grow any more: what a full disk is to it."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def full_after_the_answer(shop: Shop) -> None:
    cancel = shop.client.cancel

    def then_full(*given: Any) -> Any:
        came = cancel(*given)
        small_files()
        return came

    shop.client.cancel = then_full  # type: ignore[method-assign]


POINTS: dict[str, Callable[[Shop], None]] = {
    # killed
    "before the look": lambda shop: before(refusing, "look_at"),
    "after the look": lambda shop: after(refusing, "look_at"),
    "before the ticket": lambda shop: before(ledger.tickets, "create"),
    "in the ticket's transaction": lambda shop: before(ledger.tickets, "add_attempt"),
    "after the attempt, before its commit": lambda shop: after(cancellation, "_new_attempt"),
    "after the ticket's commit": lambda shop: after(cancellation, "_write"),
    "before the journal line": lambda shop: before(Journal, "append"),
    "in the journal line": lambda shop: before(os, "fsync"),
    "after the journal line": lambda shop: after(Journal, "append"),
    "before the send": lambda shop: before(shop.client, "cancel"),
    "after the answer": lambda shop: after(shop.client, "cancel"),
    "before the answer is written": lambda shop: before(sending, "_record"),
    "while the answer is written": lambda shop: before(ledger.tickets, "answer_attempt"),
    "after the answer, before its commit": lambda shop: after(sending, "_record"),
    "while the record is taken in": lambda shop: before(sending, "ingest"),
    "after the record, before its commit": lambda shop: after(sending, "ingest"),
    "after the commit": lambda shop: after(cancellation, "send_attempt"),
    # the disk fails
    "disk full at the ticket": lambda shop: before(shop.client, "ready_to_send", small_files),
    "disk full at the journal": lambda shop: before(os, "fsync", full),
    "journal cannot be opened": lambda shop: before(Journal, "append", no_journal),
    "disk full at the answer": full_after_the_answer,
}


def main() -> int:
    url, key, secret, home, imp_uid, amount, point = sys.argv[1:]
    profile = ShopProfile("shop", Path(home), url, key, secret, user="Minji")
    shop = open_shop(profile, settings=Settings(connect_timeout=2, read_timeout=2, cancel_timeout=2))
    shop.client.connect()
    shop.connected()
    if point in POINTS:
        POINTS[point](shop)
    try:
        cancellation.request(shop, Request(imp_uid, parse_amount(amount, "USD"), "size"))
    except Trouble as trouble:
        sys.stdout.write(trouble.kind.value)
        sys.stdout.flush()
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
