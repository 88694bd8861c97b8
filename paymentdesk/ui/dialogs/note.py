"""What a person says of a ticket: each act in words, with a note where one is needed (money.md R3, R14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.money import Money
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.store.queries import TicketLine
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


@dataclass(frozen=True)
class _Act:
    title: str
    text: str
    confirm: str
    field: str = ""
    needed: bool = False
    sends: bool = False


def note_acts() -> dict[str, _Act]:
    """Every act by its name. `{amount}` and `{ticket}` are filled in."""
    return {
        "keep_waiting": _Act(
            translate("ui", "The ticket is there"),
            translate("ui", "It then waits like any other. You can take that back."),
            translate("ui", "Keep waiting for {amount}"),
            translate("ui", "Where it was seen"),
        ),
        "ask_again": _Act(
            translate("ui", "Send the request again"),
            translate(
                "ui",
                "If the first request did arrive after all, both may be carried out. “Not found in the merchant "
                "area” is no proof: ask Paymentwall first.",
            ),
            translate("ui", "Request cancellation of {amount} again"),
            translate("ui", "Where it was looked for, and who answered"),
            needed=True,
            sends=True,
        ),
        "reject": _Act(
            translate("ui", "Paymentwall rejected it"),
            translate("ui", "This is your word, not proof: if i'mport shows it cancelled later, that counts."),
            translate("ui", "Mark {amount} as rejected"),
            translate("ui", "Who answered, when, and in which words"),
            needed=True,
        ),
        "did_not_arrive": _Act(
            translate("ui", "The request did not arrive"),
            translate("ui", "It is closed and stays watched: if i'mport shows it cancelled later, that counts."),
            translate("ui", "Close the request of {amount}"),
            translate("ui", "Where it was looked for, and who answered"),
            needed=True,
        ),
        "take_back": _Act(
            translate("ui", "Take that back"),
            translate("ui", "What a person said of {ticket} no longer counts; it is as uncertain as before."),
            translate("ui", "Take it back for {amount}"),
            translate("ui", "Note"),
        ),
        "withdraw": _Act(
            translate("ui", "Withdraw the request"),
            translate("ui", "It was never sent. The payment is free for another request."),
            translate("ui", "Withdraw the request of {amount}"),
            translate("ui", "Note"),
        ),
    }


class NoteDialog(ActDialog):
    """One act on one ticket."""

    def __init__(self, session: Session, ticket: TicketLine, do: str, parent: QWidget | None = None) -> None:
        self._session, self._ticket, self._do = session, ticket, do
        act = note_acts()[do]
        amount = wording.money(ticket.amount, ticket.currency)
        under = wording.several((ticket.name, amount, ticket.merchant_uid, ticket.buyer_name))
        super().__init__(session.desk, act.title, under, parent)
        self._act = act
        text = act.text.format(amount=amount, ticket=ticket.name)
        self.add_note(text, Tone.BAD if act.sends else Tone.MUTE)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(74)
        self.note.setPlaceholderText("" if act.needed else translate("ui", "optional"))
        self.note.setAccessibleName(act.field)
        self._wrong: QLabel = self.field(act.field, self.note)
        self.buttons(_keep(do), act.confirm.format(amount=amount), self.do_it)
        self.note.setFocus()

    def do_it(self) -> None:
        if self.under_way:
            return
        text = self.note.toPlainText().strip()
        if self._act.needed and not text:
            missing = Trouble(
                Kind.NOTE_MISSING,
                {"ticket": self._ticket.name},
                money=MoneyWord.NOTHING_CHANGED,
                possible=True,
            )
            self.wrong(self.note, self._wrong, sentence(missing))
            return
        self.wrong(self.note, self._wrong, "")
        desk, number = self._session.desk, self._ticket.number
        acts: dict[str, Callable[[int, str], int]] = {
            "keep_waiting": desk.keep_waiting,
            "ask_again": desk.ask_again,
            "reject": desk.reject,
            "did_not_arrive": desk.did_not_arrive,
            "take_back": desk.take_back,
            "withdraw": desk.withdraw,
        }
        busy = translate("ui", "Sending…") if self._act.sends else translate("ui", "Writing…")
        self.hand_over(acts[self._do](number, text), busy)

    @property
    def amount(self) -> Money:
        return Money(self._ticket.amount, self._ticket.currency)


def _keep(do: str) -> str:
    """What the other button says: what stays as it is."""
    return {
        "ask_again": translate("ui", "Do not send"),
        "withdraw": translate("ui", "Keep the request"),
    }.get(do, translate("ui", "Close"))
