"""Which badge a state gets: the word from `wording`, the tone and the icon from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paymentdesk import wording
from paymentdesk.ui.badge import Badge
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.checkout import attempt_state

translate = QCoreApplication.translate

PAYMENT = {
    "ready": (Tone.MUTE, "empty"),
    "paid": (Tone.OK, "check"),
    "partly_cancelled": (Tone.MUTE, "half"),
    "cancelled": (Tone.MUTE, "full"),
    "failed": (Tone.BAD, "alert"),
}
# How far a buyer came with a payment window, as long as nothing is paid.
ATTEMPT = {
    "opened": (Tone.WAIT, "clock"),
    "left": (Tone.MUTE, "empty"),
    "failed": (Tone.BAD, "alert"),
    "maybe_late": (Tone.WAIT, "alert"),
}
ORDER = {
    "draft": (Tone.MUTE, "empty"),
    "awaiting_payment": (Tone.WAIT, "clock"),
    "paid": (Tone.OK, "check"),
    "partly_cancelled": (Tone.MUTE, "half"),
    "cancelled": (Tone.MUTE, "full"),
    "closed_unpaid": (Tone.MUTE, "full"),
}
TICKET = {
    "draft": (Tone.VIO, "empty"),
    "needs_approval": (Tone.VIO, "diamond"),
    "sending": (Tone.WAIT, "arrow"),
    "waiting": (Tone.WAIT, "clock"),
    "unconfirmed": (Tone.BAD, "alert"),
    "cancelled": (Tone.OK, "check"),
    "refused": (Tone.BAD, "alert"),
    "rejected": (Tone.BAD, "alert"),
    "closed": (Tone.MUTE, "full"),
    "overtaken": (Tone.MUTE, "arrow"),
    "withdrawn": (Tone.MUTE, "full"),
}
# What shows on a row beside the state, most urgent first.
PROBLEMS = {
    "record_contradicts": Tone.BAD,
    "odd_news": Tone.BAD,
    "chargeback_notice": Tone.BAD,
    "currency_differs": Tone.BAD,
    "amount_differs": Tone.BAD,
    "paid_twice": Tone.BAD,
    "paid_late": Tone.WAIT,
    "paid_by_test": Tone.VIO,
    "test_payment": Tone.VIO,
}

VERIFIED = frozenset({"currency_differs", "amount_differs", "paid_twice", "paid_late", "paid_by_test"})
_SAYS_PAID = {"paid_late", "paid_twice", "paid_by_test"}


def payment_badge(state: str, *, waiting: bool, problems: Sequence[str] = (), cancelled: bool = False) -> Badge:
    """A payment's badge. A test payment that still holds money asks to be cancelled."""
    others = [word for word in problems if word not in ("test_payment", "paid_by_test")]
    test = len(others) != len(problems)
    if waiting and not others:
        return Badge(wording.payment_state("waiting"), Tone.WAIT, "clock")
    if len(others) == 1 and others[0] in _SAYS_PAID and state == "paid" and not waiting:
        return Badge(wording.problem(others[0]), PROBLEMS[others[0]])
    if others:
        word = wording.payment_state("waiting") if waiting else wording.payment_state(state)
        return _with_problem(word, others)
    if test and state in ("paid", "partly_cancelled"):
        return Badge(translate("ui", "Test · cancel it"), Tone.VIO, "diamond")
    if test:
        text = translate("ui", "Test · {state}").format(state=_after(wording.payment_state(state)))
        return Badge(text, Tone.VIO, "diamond")
    tone, icon = PAYMENT.get(state, (Tone.MUTE, "empty"))
    return Badge(wording.payment_state(state), tone, icon)


def attempt_badge(word: str) -> Badge:
    """How far one attempt to pay came (`domain.checkout.AttemptState`, but for paid)."""
    tone, icon = ATTEMPT.get(word, (Tone.MUTE, "empty"))
    return Badge(attempt_state(word), tone, icon)


def order_badge(state: str, problems: Sequence[str] = (), hold: str = "") -> Badge:
    """An order's badge; a problem is read with the state. While somebody has to decide whether it is shipped, that it
    must not be is what it says; what was decided about is no problem any more."""
    known = [word for word in problems if word != "test_payment" and (hold or word not in VERIFIED)]
    if hold == "open":
        first = [min(known, key=list(PROBLEMS).index)] if known else []
        parts = [translate("ui", "Do not ship"), *(_after(wording.problem(word)) for word in first)]
        return Badge(" · ".join(parts), Tone.BAD)
    if hold == "held":
        return Badge(f"{wording.order_state(state)} · {_after(translate('ui', 'Do not ship'))}", Tone.WAIT)
    if len(known) == 1 and known[0] in _SAYS_PAID and state == "paid":
        return Badge(wording.problem(known[0]), PROBLEMS[known[0]])
    if known:
        return _with_problem(wording.order_state(state), known)
    tone, icon = ORDER.get(state, (Tone.MUTE, "empty"))
    return Badge(wording.order_state(state), tone, icon)


def ticket_badge(state: str, *, overdue: bool = False, origin: str = "desk", cause: str | None = None) -> Badge:
    """A ticket's badge; a cancellation nobody here asked for is *Cancelled elsewhere*."""
    if state == "cancelled" and cause:
        return Badge(translate("ticket", "Cancelled elsewhere"), Tone.MUTE, "half")
    if state == "waiting" and overdue:
        return Badge(wording.ticket_state(state, overdue=True), Tone.BAD, "alert")
    tone, icon = TICKET.get(state, (Tone.MUTE, "empty"))
    return Badge(wording.ticket_state(state), tone, icon)


def _with_problem(state: str, problems: Sequence[str]) -> Badge:
    first = min(problems, key=lambda word: list(PROBLEMS).index(word) if word in PROBLEMS else 0)
    text = f"{state} · {_after(wording.problem(first))}"
    if len(problems) > 1:
        text = f"{text} +{len(problems) - 1}"
    return Badge(text, PROBLEMS.get(first, Tone.BAD))


def _after(word: str) -> str:
    """A word as it stands after another one: English writes it small."""
    return word[:1].lower() + word[1:]
